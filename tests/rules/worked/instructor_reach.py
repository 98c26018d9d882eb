"""Hand-worked examples of ``instructor_reach``."""

from edusched.rules.examples import Example

LI = {"instructors": {"ids": ["li"]}}

EXAMPLES: tuple[Example, ...] = (
    Example(text="Nobody teaches anywhere: both are short.", plan="", amount=2, subject=("wu", "2026")),
    Example(
        text="A stop at the hill is in the county too.",
        plan="k2 2026-09-07 am bus@hill li c2",
        amount=0,
        parameters=LI,
    ),
    Example(
        text="Online is nowhere.",
        plan="p1 2026-09-07 eve web li c1",
        amount=1,
        parameters=LI,
        subject=("li", "2026"),
    ),
    Example(
        text="The hall and the lake are one township; with the hill they are two of three.",
        plan="""
            t1 2026-09-07 am hall/main li c1
            k2 2026-09-08 am bus@lake li c2
            k1 2026-09-09 am bus@hill li c1
        """,
        amount=1,
        parameters=LI | {"level": "township", "min_regions": 3},
    ),
    Example(
        text="Villages: two of two.",
        plan="""
            k2 2026-09-08 am bus@lake li c2
            k1 2026-09-09 am bus@hill li c1
        """,
        amount=0,
        parameters=LI | {"level": "village", "min_regions": 2},
    ),
    Example(
        text="The school of the county is in no township.",
        plan="t1 2026-09-07 am school/big li c1",
        amount=1,
        parameters=LI | {"level": "township"},
    ),
)
