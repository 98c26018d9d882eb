"""Hand-worked examples of ``platform_seats``."""

from edusched.rules.examples import Example

EXAMPLES: tuple[Example, ...] = (
    Example(
        text="Exactly as many seats as people.",
        plan="p1 2026-09-07 am web li c1,c2",
        # 13 + 4 = 17 of 17.
        amount=0,
        given={"platforms": [{"id": "web", "seats_persons": 17}]},
    ),
    Example(
        text="One seat short.",
        plan="p1 2026-09-07 am web li c1,c2",
        # 17 - 16 = 1.
        amount=1,
        subject=("web", "2026-09-07", "am"),
    ),
    Example(
        text="Two sessions share the seats of a slot, but not those of another slot or day.",
        plan="""
            p1 2026-09-07 am web li c1
            p2 2026-09-07 am web wu c2
            x1 2026-09-07 pm web li c1
            x2 2026-09-08 pm web li c2
        """,
        # Monday am 13 + 4 - 16 = 1; Monday pm 13; Tuesday pm 4.
        amount=1,
        given={
            "sessions": [
                {"id": "x1", "course": "law", "deliveries": ["online"], "open_to": {}},
                {"id": "x2", "course": "law", "deliveries": ["online"], "open_to": {}},
            ]
        },
        subject=("web", "2026-09-07", "am"),
    ),
    Example(
        text="A session of two periods still holds its seats in the second.",
        plan="""
            p1 2026-09-07 am web li c1
            p2 2026-09-07 pm web wu c2
        """,
        # am 13; pm 13 + 4 - 10 = 7, am 13 - 10 = 3. Together 10.
        amount=10,
        given={
            "sessions": [{"id": "p1", "length_periods": 2}],
            "platforms": [{"id": "web", "seats_persons": 10}],
        },
        subject=("web", "2026-09-07", "pm"),
    ),
    Example(
        text="Two platforms have their own seats.",
        plan="""
            p1 2026-09-07 am web li c1
            p2 2026-09-07 am tube wu c2
        """,
        # web 13 of 16: 0. tube 4 - 3 = 1.
        amount=1,
        given={"platforms": [{"id": "tube", "seats_persons": 3}]},
        subject=("tube", "2026-09-07", "am"),
    ),
    Example(
        text="A full room and a full bus are not the platform's business.",
        plan="""
            p1 2026-09-07 am school/small li c1,c2
            k1 2026-09-07 pm bus@hill wu c1
        """,
        amount=0,
        given={"cohorts": [{"id": "c1", "headcount": {"bureau": 40}}]},
    ),
)
