"""Hand-worked examples of ``owner_priority``."""

from edusched.rules.examples import Example

EAST = {"libraries": [{"id": "county-library", "region": "east"}]}
OF_THE_LIBRARY = {"library": "county-library"}

EXAMPLES: tuple[Example, ...] = (
    Example(
        text="t2 and k2 of the east's c2 are left out, Li is lent once: one.",
        plan="t1 2026-09-07 am school/big li c1",
        amount=1,
        given=EAST,
        parameters=OF_THE_LIBRARY,
        subject=("county-library",),
    ),
    Example(
        text="Lent three times, two in one booking, and two own sessions left out: two.",
        plan="""
            t1 2026-09-07 am school/big li,wu:assistant c1
            k1 2026-09-08 am school/small wu c1
        """,
        amount=2,
        given=EAST | {"sessions": [{"id": "t1", "staff": [{"role": "lecturer"}, {"role": "assistant"}]}]},
        parameters=OF_THE_LIBRARY,
    ),
    Example(
        text="The two left out are the county's now, or need not be; only then may Li go.",
        plan="t1 2026-09-07 am school/big li c1",
        amount=0,
        given=EAST | {"sessions": [{"id": "t2", "organiser": "county"}, {"id": "k2", "mandatory": False}]},
        parameters=OF_THE_LIBRARY,
    ),
    Example(
        text="A session of the lake, below the east, is its own, whoever attends.",
        plan="""
            t1 2026-09-07 am school/big li c1
            t2 2026-09-08 am hall/main wu c2
            k2 2026-09-09 am bus@lake wu c2
        """,
        amount=1,
        given=EAST | {"sessions": [{"id": "k1", "organiser": "lake"}]},
        parameters=OF_THE_LIBRARY,
        subject=("county-library",),
    ),
    Example(
        text="Everything of c2 runs, one of them far from home: Wu is lent, and nobody goes without.",
        plan="""
            t2 2026-09-07 am school/big li c2
            k2 2026-09-08 am bus@hill wu c2
        """,
        amount=0,
        given=EAST,
        parameters=OF_THE_LIBRARY,
    ),
)
