"""Hand-worked examples of ``waves``."""

from edusched.rules.examples import Example

TWO = [{"ids": ["c1"]}, {"ids": ["c2"]}]
THREE = [*TWO, {"ids": ["c3"]}]
THIRD = {"cohorts": [{"id": "c3", "category": "staff", "region": "north", "headcount": {"station": 2}}]}

EXAMPLES: tuple[Example, ...] = (
    Example(
        text="The second wave on the last day of the first is a day too early.",
        plan="""
            t1 2026-09-07 am school/big li c1
            t2 2026-09-07 pm school/big li c2
        """,
        amount=1,
        parameters={"waves": TWO},
        subject=("2", "2026-09-07", "2026-09-07"),
    ),
    Example(
        text="The next day is early enough.",
        plan="""
            t1 2026-09-07 am school/big li c1
            k1 2026-09-08 am school/small wu c1
            t2 2026-09-09 am school/big li c2
        """,
        amount=0,
        parameters={"waves": TWO},
    ),
    Example(
        text="No gap asked: the same day will do, the day before will not.",
        plan="""
            k2 2026-09-07 am bus@hill wu c2
            t1 2026-09-08 am school/big li c1
            t2 2026-09-08 pm school/big li c2
        """,
        amount=1,
        parameters={"waves": TWO, "min_gap_days": 0},
        subject=("2", "2026-09-08", "2026-09-07"),
    ),
    Example(
        text="A week between them, as asked.",
        plan="""
            t1 2026-09-07 am school/big li c1
            t2 2026-09-14 am school/big li c2
        """,
        amount=0,
        parameters={"waves": TWO, "min_gap_days": 7},
    ),
    Example(
        text="A day less than asked.",
        plan="""
            t1 2026-09-07 am school/big li c1
            t2 2026-09-14 am school/big li c2
        """,
        amount=1,
        parameters={"waves": TWO, "min_gap_days": 8},
        subject=("2", "2026-09-07", "2026-09-14"),
    ),
    Example(
        text="Pairs of days, not of bookings: the 8th and the 9th, each with the 7th and with the 8th.",
        plan="""
            t1 2026-09-08 am school/big li c1
            k1 2026-09-08 pm school/small wu c1
            p1 2026-09-09 eve web li c1
            t2 2026-09-07 am school/big li c2
            k2 2026-09-08 am bus@hill wu c2
        """,
        # (8, 7), (8, 8), (9, 7), (9, 8).
        amount=4,
        parameters={"waves": TWO},
        subject=("2", "2026-09-09", "2026-09-08"),
    ),
    Example(
        text="The third wave before the first; the second has no day, so nothing is compared.",
        plan="""
            t1 2026-09-09 am school/big li c1
            p1 2026-09-07 am web wu c3
        """,
        amount=0,
        given=THIRD,
        parameters={"waves": THREE},
    ),
    Example(
        text="The third wave on the day of the second.",
        plan="""
            t1 2026-09-07 am school/big li c1
            t2 2026-09-08 am school/big li c2
            p1 2026-09-08 eve web wu c3
        """,
        amount=1,
        given=THIRD,
        parameters={"waves": THREE},
        subject=("3", "2026-09-08", "2026-09-08"),
    ),
    Example(
        text="Only theory counts; skill may come at any time.",
        plan="""
            t1 2026-09-07 am school/big li c1
            t2 2026-09-08 am school/big li c2
            k1 2026-09-09 am school/small wu c1
        """,
        amount=0,
        parameters={"waves": TWO, "counted": {"courses": ["theory"]}},
    ),
    Example(
        text="A cohort in two waves is in each of them, with or without persons.",
        plan="t1 2026-09-07 am school/big li c1",
        amount=1,
        given={"cohorts": [{"id": "c1", "headcount": {"bureau": 0, "station": 0}}]},
        parameters={"waves": [{"ids": ["c1"]}, {}]},
        subject=("2", "2026-09-07", "2026-09-07"),
    ),
)
