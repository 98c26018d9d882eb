"""Hand-worked examples of ``mobile_crew``: wu is the crew of the bus."""

from edusched.rules.examples import Example

EXAMPLES: tuple[Example, ...] = (
    Example(
        text="The crew teaches at one stop, and helps at another.",
        plan="""
            k1 2026-09-07 am bus@hill wu c1
            k2 2026-09-08 am bus@lake li,wu:assistant c2
        """,
        amount=0,
    ),
    Example(
        text="Two stops without crew.",
        plan="""
            k1 2026-09-07 am bus@hill li c1
            k2 2026-09-08 am bus@lake - c2
        """,
        # 1 + 1 = 2.
        amount=2,
        subject=("k2",),
    ),
    Example(
        text="Two of the crew are asked.",
        plan="""
            k1 2026-09-07 am bus@hill wu,li:assistant c1
            k2 2026-09-08 am bus@lake li c2
        """,
        # k1: 2 - 1 = 1; k2: 2 - 0 = 2. Together 3.
        amount=3,
        parameters={"min_crew": 2},
        subject=("k2",),
    ),
    Example(
        text="Two of the crew are asked and there.",
        plan="k1 2026-09-07 am bus@hill wu,li:assistant c1",
        amount=0,
        given={"mobile_units": [{"id": "bus", "crew": ["li", "wu"]}]},
        parameters={"min_crew": 2},
    ),
    Example(
        text="A unit without crew asks for none.",
        plan="k1 2026-09-07 am bus@hill li c1",
        amount=0,
        given={"mobile_units": [{"id": "bus", "crew": []}]},
    ),
    Example(
        text="In a room nobody of the crew is asked for.",
        plan="""
            k1 2026-09-07 am school/big li c1
            p1 2026-09-07 am web li c2
        """,
        amount=0,
    ),
    Example(
        text="The crew of another unit does not help.",
        plan="""
            k1 2026-09-07 am bus@hill li c1
            k2 2026-09-07 am van@lake wu c2
        """,
        # li is crew of the van and wu of the bus: 1 + 1.
        amount=2,
        given={"mobile_units": [{"id": "van", "depot": "east", "capacity_persons": 10, "crew": ["li"]}]},
        subject=("k1",),
    ),
    Example(
        text="Wu holds skill at grade 3: enough at hill, where 3 is asked; li is crew too but holds 2.",
        plan="""
            k1 2026-09-07 am bus@hill wu c1
            k2 2026-09-08 am bus@lake li c2
        """,
        amount=1,
        given={"mobile_units": [{"id": "bus", "crew": ["wu", "li"]}]},
        parameters={"competences": {"skill": 3}},
        subject=("k2",),
    ),
    Example(
        text="Nobody of the crew is able: a stop still asks for one.",
        plan="k1 2026-09-07 am bus@hill wu c1",
        amount=1,
        parameters={"competences": {"driving": 1}},
        subject=("k1",),
    ),
)
