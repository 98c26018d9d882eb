"""Hand-worked examples of ``rotation_share``.

The bureau (40) may miss 10 persons, the station (12) may miss 3. c1 takes 10 and 3 of them, c2 takes 4 of the
station.
"""

from edusched.rules.examples import Example

EXAMPLES: tuple[Example, ...] = (
    Example(
        text="Both units are exactly at their limit.",
        plan="t1 2026-09-07 am school/big li c1",
        # bureau 10 of 10, station 3 of 3.
        amount=0,
    ),
    Example(
        text="Two cohorts of the station away on one day, at a room and at a stop, in different periods.",
        plan="""
            t1 2026-09-07 am school/big li c1
            k2 2026-09-07 pm bus@hill wu c2
        """,
        # station 3 + 4 - 3 = 4; bureau 0.
        amount=4,
        subject=("station", "2026-09-07"),
    ),
    Example(
        text="On two days: each day has its own count.",
        plan="""
            t1 2026-09-07 am school/big li c1
            t2 2026-09-08 am hall/main li c2
        """,
        # Monday 0; Tuesday 4 - 3 = 1.
        amount=1,
        subject=("station", "2026-09-08"),
    ),
    Example(
        text="Twice a day is away once; online is not away.",
        plan="""
            t1 2026-09-07 am school/big li c1
            k1 2026-09-07 pm school/big li c1
            p1 2026-09-07 eve web li c1,c2
        """,
        # station 3, bureau 10.
        amount=0,
    ),
    Example(
        text="A smaller share, rounded down, and two units at once.",
        plan="t1 2026-09-07 am school/big li c1",
        # 24 %: bureau floor(9.6) = 9, 1 over; station floor(2.88) = 2, 1 over. Together 2.
        amount=2,
        parameters={"max_share_percent": 24},
        subject=("bureau", "2026-09-07"),
    ),
    Example(
        text="One person of a very small unit may always go.",
        plan="t2 2026-09-07 am hall/main li c2",
        # post of 3: floor(0.75) = 0, but at least 1: 1 away is fine. station 4 - 3 = 1.
        amount=1,
        given={
            "units": [{"id": "post", "region": "east", "size_persons": 3}],
            "cohorts": [{"id": "c2", "headcount": {"post": 1}}],
        },
        subject=("station", "2026-09-07"),
    ),
    Example(
        text="Only the bureau is meant.",
        plan="""
            t1 2026-09-07 am school/big li c1
            t2 2026-09-07 pm hall/main li c2
        """,
        # station would be 4 over; bureau: 10 of floor(40 x 20 / 100) = 8, 2 over.
        amount=2,
        parameters={"units": ["bureau"], "max_share_percent": 20},
        subject=("bureau", "2026-09-07"),
    ),
)
