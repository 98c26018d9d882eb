"""Hand-worked examples of ``load_range``: instructors li and wu, zhao where he is added."""

from edusched.rules.examples import Example

ZHAO = {"instructors": [{"id": "zhao", "library": "county-library", "home": "county"}]}

EXAMPLES: tuple[Example, ...] = (
    Example(
        text="Two bookings each.",
        plan="""
            t1 2026-09-07 am school/big li c1
            t2 2026-09-08 am school/big li c2
            k1 2026-09-08 am school/small wu c1
            k2 2026-09-09 am bus@hill wu c2
        """,
        amount=0,
    ),
    Example(
        text="Three and one.",
        plan="""
            t1 2026-09-07 am school/big li c1
            t2 2026-09-08 am school/big li c2
            p1 2026-09-09 am web li c2
            k1 2026-09-08 am school/small wu c1
        """,
        amount=2,
        subject=("all",),
    ),
    Example(
        text="Who teaches nothing has a load of nothing.",
        plan="""
            t1 2026-09-07 am school/big li c1
            k1 2026-09-08 am school/small wu c1
        """,
        # li 1, wu 1, zhao 0.
        amount=1,
        given=ZHAO,
        subject=("all",),
    ),
    Example(
        text="Zhao is not meant.",
        plan="""
            t1 2026-09-07 am school/big li c1
            k1 2026-09-08 am school/small wu c1
        """,
        amount=0,
        given=ZHAO,
        parameters={"instructors": {"ids": ["li", "wu"]}},
    ),
    Example(
        text="A booking counts for everybody who teaches it, and a long one counts one.",
        plan="""
            t1 2026-09-07 am school/big li,wu:assistant c1
            t2 2026-09-08 am school/big li c2
        """,
        # li 2, wu 1; t1 has two periods.
        amount=1,
        given={
            "sessions": [
                {
                    "id": "t1",
                    "length_periods": 2,
                    "staff": [{"role": "lecturer"}, {"role": "assistant"}],
                }
            ]
        },
        subject=("all",),
    ),
    Example(
        text="One instructor alone has no range.",
        plan="t1 2026-09-07 am school/big li c1",
        amount=0,
        parameters={"instructors": {"ids": ["li"]}},
    ),
    Example(text="Nothing runs: all have nothing.", plan="", amount=0),
)
