"""Hand-worked examples of ``load_fairness``: am and pm have 180 minutes, eve has 120."""

from edusched.rules.examples import Example

EXAMPLES: tuple[Example, ...] = (
    Example(
        text="Six hours each: not over the first step.",
        plan="""
            t1 2026-09-07 am school/big li c1
            k1 2026-09-08 pm school/big li c1
            t2 2026-09-07 am hall/main wu c2
            p1 2026-09-18 pm web wu c2
        """,
        amount=0,
    ),
    Example(
        text="Eight hours: two over the first step.",
        plan="""
            t1 2026-09-07 am school/big li c1
            k1 2026-09-08 pm school/big li c1
            p1 2026-09-17 eve web li c2
        """,
        # 480 - 360 = 120.
        amount=120,
        subject=("li",),
    ),
    Example(
        text="Each further step weighs more.",
        plan="""
            t1 2026-09-07 am school/big li c1
            k1 2026-09-08 pm school/big li c1
            p1 2026-09-17 eve web li c2
        """,
        # Steps of 180: 480 - 180 = 300, 480 - 360 = 120: 420.
        amount=420,
        parameters={"step_teaching_hours": 3},
        subject=("li",),
    ),
    Example(
        text="The same hours shared by two.",
        plan="""
            t1 2026-09-07 am school/big li c1
            k1 2026-09-08 pm school/big wu c1
            p1 2026-09-17 eve web li c2
        """,
        # Steps of 180: li 300 - 180 = 120; wu 180: 0. Together 120.
        amount=120,
        parameters={"step_teaching_hours": 3},
        subject=("li",),
    ),
    Example(
        text="Two instructors at once, one period at a time.",
        plan="""
            t1 2026-09-07 am school/big li c1
            t2 2026-09-08 pm school/big wu c2
        """,
        # Steps of 90: li 90, wu 90 (the second step is just reached): 180. t1 has two periods:
        # li 360: 270 + 180 + 90 = 540. Together 540 + 90 = 630.
        amount=630,
        given={"sessions": [{"id": "t1", "length_periods": 2}]},
        parameters={"step_teaching_hours": 1.5},
        subject=("wu",),
    ),
    Example(
        text="Only full-timers are meant.",
        plan="""
            t1 2026-09-07 am school/big li c1
            t2 2026-09-08 pm school/big wu c2
        """,
        # li 180 - 150 = 30. wu is part time.
        amount=30,
        parameters={"instructors": {"engagements": ["full_time"]}, "step_teaching_hours": 2.5},
        subject=("li",),
    ),
)
