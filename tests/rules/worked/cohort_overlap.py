"""Hand-worked examples of ``cohort_overlap``."""

from edusched.rules.examples import Example

EXAMPLES: tuple[Example, ...] = (
    Example(
        text="One session after the other; two cohorts at the same hour.",
        plan="""
            t1 2026-09-07 am school/big li c1
            k1 2026-09-07 pm school/big li c1
            t2 2026-09-07 am hall/main wu c2
        """,
        amount=0,
    ),
    Example(
        text="A cohort in a room and online in one morning.",
        plan="""
            t1 2026-09-07 am school/big li c1
            p1 2026-09-07 am web wu c1,c2
        """,
        # c1: 2 - 1 = 1; c2: 1 booking only.
        amount=1,
        subject=("c1", "2026-09-07", "am"),
    ),
    Example(
        text="Three bookings in one slot; head-count does not matter.",
        plan="""
            t1 2026-09-07 am school/big li c1
            k1 2026-09-07 am bus@hill wu c1
            p1 2026-09-07 am web li c1
        """,
        # 3 - 1 = 2, not 2 x 13 persons.
        amount=2,
        subject=("c1", "2026-09-07", "am"),
    ),
    Example(
        text="A session of two periods reaches into the evening.",
        plan="""
            t1 2026-09-07 pm school/big li c1
            p1 2026-09-07 eve web li c1
        """,
        # t1 covers pm and eve. eve: 1.
        amount=1,
        given={"sessions": [{"id": "t1", "length_periods": 2}]},
        subject=("c1", "2026-09-07", "eve"),
    ),
    Example(
        text="Two cohorts are each in two places for two periods.",
        plan="""
            p1 2026-09-07 am web li c1,c2
            p2 2026-09-07 am web wu c1,c2
        """,
        # c1 am, c1 pm, c2 am, c2 pm: 4.
        amount=4,
        given={"sessions": [{"id": "p1", "length_periods": 2}, {"id": "p2", "length_periods": 2}]},
        subject=("c2", "2026-09-07", "pm"),
    ),
)
