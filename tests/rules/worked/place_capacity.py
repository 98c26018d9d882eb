"""Hand-worked examples of ``place_capacity``."""

from edusched.rules.examples import Example

EXAMPLES: tuple[Example, ...] = (
    Example(
        text="The small room is exactly full.",
        plan="p1 2026-09-07 am school/small li c1,c2",
        # 13 + 2 = 15 of 15.
        amount=0,
        given={"cohorts": [{"id": "c2", "headcount": {"station": 2}}]},
    ),
    Example(
        text="Two people too many.",
        plan="p1 2026-09-07 am school/small li c1,c2",
        # 13 + 4 - 15 = 2.
        amount=2,
        subject=("p1",),
    ),
    Example(
        text="The bus and a room overfull on one day.",
        plan="""
            k1 2026-09-07 am bus@hill wu c1
            t1 2026-09-07 pm school/big li c1
        """,
        # 30 + 3 = 33 persons: bus 33 - 20 = 13, big 33 - 30 = 3. Together 16.
        amount=16,
        given={"cohorts": [{"id": "c1", "headcount": {"bureau": 30}}]},
        subject=("k1",),
    ),
    Example(
        text="Sessions are looked at one by one, even in one room at one time.",
        plan="""
            t1 2026-09-07 am school/small li c1
            t2 2026-09-07 am school/small wu c2
        """,
        # 13 of 15 and 4 of 15.
        amount=0,
    ),
    Example(
        text="A platform's seats are another rule.",
        plan="p1 2026-09-07 am web li c1,c2",
        # 17 on 16 seats.
        amount=0,
    ),
    Example(
        text="Those who attend count, not those who may; a session of two periods counts once.",
        plan="""
            p1 2026-09-07 am school/small li c2
            t1 2026-09-07 am hall/main li c1
        """,
        # p1 is open to all, 4 attend: 0. t1: 53 - 50 = 3.
        amount=3,
        given={
            "cohorts": [{"id": "c1", "headcount": {"bureau": 50}}],
            "sessions": [{"id": "t1", "length_periods": 2}],
        },
        subject=("t1",),
    ),
)
