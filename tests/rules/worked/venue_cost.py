"""Hand-worked examples of ``venue_cost``: big 20000, small 8000, main 5000, web 1000 fen a period."""

from edusched.rules.examples import Example

EXAMPLES: tuple[Example, ...] = (
    Example(
        text="A stop costs no rent, and nobody pays for what does not run.",
        plan="k1 2026-09-07 am bus@hill wu c1",
        amount=0,
    ),
    Example(
        text="One period in the big room.",
        plan="t1 2026-09-07 am school/big li c1",
        amount=20000,
        subject=("t1",),
    ),
    Example(
        text="Three periods in the small room.",
        plan="t1 2026-09-07 am school/small li c1",
        # 3 x 8000.
        amount=24000,
        given={"sessions": [{"id": "t1", "length_periods": 3}]},
        subject=("t1",),
    ),
    Example(
        text="A room and a platform; the price is for the place, not for persons or minutes.",
        plan="""
            t2 2026-09-07 am hall/main wu c2
            p1 2026-09-07 am web li c1,c2
            p2 2026-09-08 eve web li c1
        """,
        # 5000 + 2 x 1000 (p1 has two periods) + 1000 = 8000.
        amount=8000,
        given={"sessions": [{"id": "p1", "length_periods": 2}]},
        subject=("p1",),
    ),
    Example(
        text="A room without a price is free; rooms of the same name have their own prices.",
        plan="""
            t1 2026-09-07 am school/big li c1
            t2 2026-09-07 am hall/big wu c2
            p1 2026-09-08 am hall/attic li c1
        """,
        # 20000 + 300 + 0 = 20300.
        amount=20300,
        given={
            "venues": [
                {
                    "id": "hall",
                    "rooms": [
                        {"id": "big", "capacity_persons": 40, "price_fen_per_period": 300},
                        {"id": "attic", "capacity_persons": 20},
                    ],
                }
            ]
        },
        subject=("t2",),
    ),
)
