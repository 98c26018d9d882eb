"""Hand-worked examples of ``instructor_availability``."""

from edusched.rules.examples import Example

EXAMPLES: tuple[Example, ...] = (
    Example(
        text="Away on Monday evenings and all Tuesday: Monday morning and Wednesday are fine.",
        plan="""
            t1 2026-09-07 am school/big li c1
            t2 2026-09-09 am school/big li c2
        """,
        # Both conditions of the first pattern must hold: Monday am stays free.
        amount=0,
        given={
            "instructors": [
                {
                    "id": "li",
                    "unavailable": [{"weekdays": ["mon"], "periods": ["eve"]}, {"weekdays": ["tue"]}],
                }
            ]
        },
    ),
    Example(
        text="A session of two periods: only its afternoon is taken.",
        plan="t1 2026-09-07 am school/big li c1",
        # am free, pm not: 1 slot.
        amount=1,
        given={
            "instructors": [{"id": "li", "unavailable": [{"periods": ["pm"]}]}],
            "sessions": [{"id": "t1", "length_periods": 2}],
        },
        subject=("t1", "li"),
    ),
    Example(
        text="Available from the 8th to the 9th, both included.",
        plan="""
            t1 2026-09-07 am school/big li c1
            t2 2026-09-08 am school/big li c2
            k1 2026-09-09 eve school/big li c1
            p1 2026-09-10 am web li c1
        """,
        # 7th 1, 10th 1 (online is no excuse): 2.
        amount=2,
        given={
            "instructors": [
                {"id": "li", "available": [{"first_day": "2026-09-08", "last_day": "2026-09-09"}]}
            ]
        },
        subject=("p1", "li"),
    ),
    Example(
        text="The library lends its people in the harvest window only; two of them teach the day after.",
        plan="""
            t1 2026-09-08 am school/big li c1
            t2 2026-09-09 am school/big li,wu:assistant c2
        """,
        # The window ends on the 8th: t1 0; t2 li 1 + wu 1 = 2.
        amount=2,
        given={
            "calendar": {
                "windows": [{"id": "harvest", "ranges": [{"first": "2026-09-07", "last": "2026-09-08"}]}]
            },
            "libraries": [{"id": "county-library", "available": [{"window": "harvest"}]}],
        },
        subject=("t2", "wu"),
    ),
    Example(
        text="A slot outside the library's window and inside the own absence counts once.",
        plan="t1 2026-09-07 am school/big li c1",
        amount=1,
        given={
            "libraries": [{"id": "county-library", "available": [{"weekdays": ["tue"]}]}],
            "instructors": [{"id": "li", "unavailable": [{"weekdays": ["mon"]}]}],
        },
        subject=("t1", "li"),
    ),
    Example(
        text="Available on Mondays or in the evening, but absent on the 14th.",
        plan="""
            t1 2026-09-07 am school/big li c1
            t2 2026-09-08 eve school/big li c2
            k1 2026-09-08 pm school/big li c1
            p1 2026-09-14 am web li c1
        """,
        # Patterns are a union: t1 0, t2 0. k1 (Tuesday pm) 1. The 14th is a Monday, but absent: 1. Sum 2.
        amount=2,
        given={
            "instructors": [
                {
                    "id": "li",
                    "available": [{"weekdays": ["mon"]}, {"periods": ["eve"]}],
                    "unavailable": [{"first_day": "2026-09-14", "last_day": "2026-09-14"}],
                }
            ]
        },
        subject=("k1", "li"),
    ),
    Example(
        text="The absence of somebody who does not teach does not matter.",
        plan="t1 2026-09-07 am school/big li c1",
        amount=0,
        given={"instructors": [{"id": "wu", "unavailable": [{}]}]},
    ),
)
