"""Hand-worked examples of ``instructor_hours``: am and pm have 180 minutes, eve has 120."""

from edusched.rules.examples import Example

FULL_MONDAY = """
    t1 2026-09-07 am school/big li c1
    t2 2026-09-07 pm school/big li c2
    p1 2026-09-07 eve web li c1
"""

EXAMPLES: tuple[Example, ...] = (
    Example(
        text="Eight hours a day, exactly.",
        plan=FULL_MONDAY,
        # 180 + 180 + 120 = 480.
        amount=0,
        parameters={"max_teaching_hours_per_day": 8},
    ),
    Example(
        text="Half an hour over; online teaching is teaching.",
        plan=FULL_MONDAY,
        # 480 - 450 = 30.
        amount=30,
        parameters={"max_teaching_hours_per_day": 7.5},
        subject=("li", "day", "2026-09-07"),
    ),
    Example(
        text="A session of two periods: the break between them is not taught.",
        plan="t1 2026-09-07 am school/big li c1",
        # 180 + 180 - 300 = 60, not 8:30 to 17:00.
        amount=60,
        given={"sessions": [{"id": "t1", "length_periods": 2}]},
        parameters={"max_teaching_hours_per_day": 5},
        subject=("li", "day", "2026-09-07"),
    ),
    Example(
        text="The own limit goes before the parameter, lower or higher.",
        plan="""
            t1 2026-09-07 am school/big li c1
            t2 2026-09-07 am hall/main wu c2
            k1 2026-09-07 pm school/big wu c1
        """,
        # li own 2 hours: 180 - 120 = 60. wu own 6 hours: 360 - 360 = 0.
        amount=60,
        given={
            "instructors": [
                {"id": "li", "limits": {"max_teaching_hours_per_day": 2}},
                {"id": "wu", "limits": {"max_teaching_hours_per_day": 6}},
            ]
        },
        parameters={"max_teaching_hours_per_day": 4},
        subject=("li", "day", "2026-09-07"),
    ),
    Example(
        text="Without a parameter only own limits bind.",
        plan="""
            t1 2026-09-07 am school/big li c1
            t2 2026-09-08 am hall/main li c2
            k1 2026-09-07 pm school/big wu c1
        """,
        # li own 5 hours a week: 360 - 300 = 60. wu has no limit.
        amount=60,
        given={"instructors": [{"id": "li", "limits": {"max_teaching_hours_per_week": 5}}]},
    ),
    Example(
        text="Weeks run from Monday to Sunday.",
        plan="""
            t1 2026-09-11 am school/big li c1
            t2 2026-09-13 am school/big li c2
            k1 2026-09-14 am school/big li c1
            p1 2026-09-14 pm web li c1
        """,
        # 7th to 13th: 360; 14th to 20th: 360. Limit 300: 60 + 60 = 120.
        amount=120,
        parameters={"max_teaching_hours_per_week": 5},
    ),
    Example(
        text="A calendar year has its own count, while the ISO week goes on over New Year.",
        plan="""
            t1 2026-12-31 am school/big li c1
            t2 2026-12-31 pm school/big li c2
            k1 2027-01-01 am school/big li c1
        """,
        # 2026: 360 - 240 = 120. 2027: 180. Week of 28 December: 540 - 480 = 60. Together 180.
        amount=180,
        given={"calendar": {"first_day": "2026-12-28", "last_day": "2027-01-08"}},
        parameters={"max_teaching_hours_per_year": 4, "max_teaching_hours_per_week": 8},
        subject=("li", "year", "2026"),
    ),
    Example(
        text="Only part-timers are meant; day and year add up.",
        plan="""
            t1 2026-09-07 am school/big li c1
            t2 2026-09-07 am hall/main wu c2
            k1 2026-09-08 pm school/big wu c1
        """,
        # wu: Monday 180 - 120 = 60, Tuesday 60, year 360 - 300 = 60: 180. li is full time.
        amount=180,
        parameters={
            "instructors": {"engagements": ["part_time"]},
            "max_teaching_hours_per_day": 2,
            "max_teaching_hours_per_year": 5,
        },
        subject=("wu", "day", "2026-09-08"),
    ),
    Example(
        text="Three hours in September and three in October, two a month: an hour over in each.",
        plan="""
            t1 2026-09-30 am school/big li c1
            k1 2026-10-01 am school/small li c1
        """,
        amount=120,
        given={
            "calendar": {"last_day": "2026-10-02"},
            "instructors": [{"id": "li", "limits": {"max_teaching_hours_per_month": 2}}],
        },
        parameters={"max_teaching_hours_per_month": 6},
        subject=("li", "month", "2026-10"),
    ),
)
