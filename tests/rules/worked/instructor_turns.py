"""Hand-worked examples of ``instructor_turns``."""

from edusched.rules.examples import Example

FOUR = """
    t1 2026-09-07 am school/big li c1
    t2 2026-09-08 am school/small li c2
    k1 2026-09-09 am bus@hill li c1
    k2 2026-09-10 am bus@hill li c2
"""

EXAMPLES: tuple[Example, ...] = (
    Example(text="Twice c1, twice c2.", plan=FOUR, amount=2, subject=("li", "c2", "2026")),
    Example(text="Two are allowed.", plan=FOUR, amount=0, parameters={"max_sessions": 2}),
    Example(
        text="The school twice, the hill twice.",
        plan=FOUR,
        amount=2,
        parameters={"among": "locations"},
        subject=("li", "hill", "2026"),
    ),
    Example(
        text="All four lie in the county.",
        plan=FOUR,
        amount=3,
        parameters={"among": "regions", "level": "county"},
        subject=("li", "county", "2026"),
    ),
    Example(
        text="Of townships, the north alone.",
        plan=FOUR,
        amount=1,
        parameters={"among": "regions"},
        subject=("li", "north", "2026"),
    ),
    Example(
        text="Who comes by choice to an open session does not count, nor does the platform as a place.",
        plan="""
            t1 2026-09-07 am school/big li c1
            p1 2026-09-08 am web li c1
            p2 2026-09-08 pm web li c1
        """,
        amount=0,
    ),
    Example(
        text="Nor online among locations.",
        plan="""
            p1 2026-09-08 am web li c1
            p2 2026-09-08 pm web li c1
        """,
        amount=0,
        parameters={"among": "locations"},
    ),
    Example(
        text="Asked of Wu only, who teaches c1 in both roles of one booking: once.",
        plan="""
            t1 2026-09-07 am school/big li,wu:assistant c1
            k1 2026-09-08 am school/big li c1
        """,
        amount=0,
        given={"sessions": [{"id": "t1", "staff": [{"role": "lecturer"}, {"role": "assistant"}]}]},
        parameters={"instructors": {"ids": ["wu"]}},
    ),
)
