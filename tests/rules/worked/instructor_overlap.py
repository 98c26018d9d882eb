"""Hand-worked examples of ``instructor_overlap``."""

from edusched.rules.examples import Example

EXAMPLES: tuple[Example, ...] = (
    Example(
        text="One session after the other, and at the same hour of another day.",
        plan="""
            t1 2026-09-07 am school/big li c1
            t2 2026-09-07 pm school/big li c2
            p1 2026-09-08 am web li c1
            p2 2026-09-08 am web wu c2
        """,
        # li: Monday am 1, pm 1, Tuesday am 1; wu: Tuesday am 1. No slot has two bookings.
        amount=0,
    ),
    Example(
        text="Two bookings in one morning, one of them online: teaching online is teaching.",
        plan="""
            t1 2026-09-07 am school/big li c1
            p2 2026-09-07 am web li c2
        """,
        # 2 bookings - 1 = 1.
        amount=1,
        subject=("li", "2026-09-07", "am"),
    ),
    Example(
        text="Three bookings in one morning.",
        plan="""
            t1 2026-09-07 am school/big li c1
            t2 2026-09-07 am school/small li c2
            p2 2026-09-07 am web li c2
        """,
        # 3 bookings - 1 = 2.
        amount=2,
        subject=("li", "2026-09-07", "am"),
    ),
    Example(
        text="A session of two periods reaches into the afternoon.",
        plan="""
            t1 2026-09-07 am school/big li c1
            t2 2026-09-07 pm hall/main li c2
        """,
        # t1 covers am and pm. pm: 2 - 1 = 1; am: 0.
        amount=1,
        given={"sessions": [{"id": "t1", "length_periods": 2}]},
        subject=("li", "2026-09-07", "pm"),
    ),
    Example(
        text="Two sessions of two periods at the same time: both slots count.",
        plan="""
            t1 2026-09-07 am school/big li c1
            t2 2026-09-07 am hall/main li c2
        """,
        # am 1 + pm 1 = 2.
        amount=2,
        given={"sessions": [{"id": "t1", "length_periods": 2}, {"id": "t2", "length_periods": 2}]},
        subject=("li", "2026-09-07", "pm"),
    ),
    Example(
        text="Two instructors at once, whatever their role.",
        plan="""
            t1 2026-09-07 am school/big li,wu:assistant c1
            t2 2026-09-07 am school/small wu,li:assistant c2
        """,
        # li 1 + wu 1 = 2.
        amount=2,
        subject=("wu", "2026-09-07", "am"),
    ),
)
