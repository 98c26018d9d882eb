"""Hand-worked examples of ``teaching_mix``: am and pm have 180 minutes, eve has 120; wu is part time."""

from edusched.rules.examples import Example

PART_TIME = {"engagements": ["part_time"]}

A_QUARTER = """
    t1 2026-09-07 am school/big li c1
    k1 2026-09-08 am school/big li c1
    p1 2026-09-09 eve web wu c1
"""
"""li 360, wu 120: wu teaches 25 %."""

OVER_NEW_YEAR = {"calendar": {"first_day": "2026-12-28", "last_day": "2027-01-08"}}
LI_THEN_WU = """
    t1 2026-12-29 am school/big li c1
    t2 2027-01-05 am school/big wu c2
"""

EXAMPLES: tuple[Example, ...] = (
    Example(
        text="Exactly the least and the most share.",
        plan=A_QUARTER,
        amount=0,
        parameters={"part": PART_TIME, "min_percent": 25, "max_percent": 25},
    ),
    Example(
        text="Too little.",
        plan=A_QUARTER,
        # 26 x 480 - 100 x 120 = 480.
        amount=480,
        parameters={"part": PART_TIME, "min_percent": 26},
        subject=("2026",),
    ),
    Example(
        text="Too much.",
        plan=A_QUARTER,
        # 100 x 120 - 20 x 480 = 2400.
        amount=2400,
        parameters={"part": PART_TIME, "max_percent": 20},
        subject=("2026", "maximum"),
    ),
    Example(
        text="Who is in the part but not in the whole counts for nothing.",
        plan="""
            t1 2026-09-07 am school/big li c1
            t2 2026-09-07 am hall/main wu c2
        """,
        # whole: li 180; part: nobody. 50 x 180 = 9000.
        amount=9000,
        parameters={"part": {"ids": ["wu"]}, "whole": {"ids": ["li"]}, "min_percent": 50},
        subject=("2026",),
    ),
    Example(
        text="A booking counts once for each of its instructors.",
        plan="t1 2026-09-07 am school/big li,wu:assistant c1",
        # whole 360, part 180.
        amount=0,
        given={"sessions": [{"id": "t1", "staff": [{"role": "lecturer"}, {"role": "assistant"}]}]},
        parameters={"part": PART_TIME, "min_percent": 50, "max_percent": 50},
    ),
    Example(
        text="Both roles of a booking are taught once.",
        plan="""
            t1 2026-09-07 am school/big wu,wu:assistant c1
            t2 2026-09-08 am school/big li c2
        """,
        # whole 360, part 180.
        amount=0,
        parameters={"part": PART_TIME, "max_percent": 50},
    ),
    Example(text="Nothing taught.", plan="", amount=0, parameters={"part": PART_TIME, "min_percent": 100}),
    Example(
        text="Each year has its own mix.",
        plan=LI_THEN_WU,
        # 2026: 50 x 180 - 0 = 9000. 2027: 100 x 180 - 50 x 180 = 9000.
        amount=18000,
        given=OVER_NEW_YEAR,
        parameters={"part": PART_TIME, "min_percent": 50, "max_percent": 50},
        subject=("2027", "maximum"),
    ),
    Example(
        text="One mix over the whole plan.",
        plan=LI_THEN_WU,
        amount=0,
        given=OVER_NEW_YEAR,
        parameters={"part": PART_TIME, "min_percent": 50, "max_percent": 50, "period": "horizon"},
    ),
    Example(
        text="A least share above the most: both sides are off.",
        plan="""
            t1 2026-09-07 am school/big li c1
            t2 2026-09-08 am school/big wu c2
        """,
        # 60 x 360 - 100 x 180 = 3600; 100 x 180 - 40 x 360 = 3600.
        amount=7200,
        parameters={"part": PART_TIME, "min_percent": 60, "max_percent": 40},
        subject=("2026", "maximum"),
    ),
    Example(
        text="Seniors hold theory at grade 3: Li, not Wu. Three of six hours, and 60 % are asked.",
        plan="""
            t1 2026-09-07 am school/big li c1
            t2 2026-09-08 am school/big wu c2
        """,
        # 60 x 360 - 100 x 180
        amount=3600,
        parameters={"part": {"competences": {"theory": 3}}, "min_percent": 60},
        subject=("2026",),
    ),
)
