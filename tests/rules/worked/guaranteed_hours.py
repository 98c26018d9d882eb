"""Hand-worked examples of ``guaranteed_hours``: am and pm have 180 minutes, eve has 120."""

from edusched.rules.examples import Example

EXAMPLES: tuple[Example, ...] = (
    Example(
        text="Both teach exactly what they are promised.",
        plan="""
            t1 2026-09-07 am school/big li c1
            t2 2026-09-07 am hall/main wu c2
        """,
        amount=0,
        parameters={"min_teaching_hours_per_year": 3},
    ),
    Example(
        text="Too little for one, nothing for the other.",
        plan="t1 2026-09-07 am school/big li c1",
        # li 210 - 180 = 30, wu 210. Together 240.
        amount=240,
        parameters={"min_teaching_hours_per_year": 3.5},
        subject=("wu", "2026"),
    ),
    Example(
        text="The own promise goes before the parameter, even when it is none.",
        plan="t1 2026-09-07 am school/big li c1",
        # li own 5 hours: 300 - 180 = 120. wu own 0: 0.
        amount=120,
        given={
            "instructors": [
                {"id": "li", "limits": {"min_teaching_hours_per_year": 5}},
                {"id": "wu", "limits": {"min_teaching_hours_per_year": 0}},
            ]
        },
        parameters={"min_teaching_hours_per_year": 4},
        subject=("li", "2026"),
    ),
    Example(
        text="Without a parameter only own promises are owed.",
        plan="p1 2026-09-07 eve web wu c1",
        # wu own 2.5 hours: 150 - 120 = 30. li none.
        amount=30,
        given={"instructors": [{"id": "wu", "limits": {"min_teaching_hours_per_year": 2.5}}]},
        subject=("wu", "2026"),
    ),
    Example(
        text="Each year the plan touches, and only li.",
        plan="""
            t1 2026-12-30 am school/big li c1
            t2 2027-01-04 eve school/big li c2
        """,
        # 2026: 180 of 180. 2027: 180 - 120 = 60.
        amount=60,
        given={"calendar": {"first_day": "2026-12-28", "last_day": "2027-01-08"}},
        parameters={"instructors": {"ids": ["li"]}, "min_teaching_hours_per_year": 3},
        subject=("li", "2027"),
    ),
    Example(
        text="The people of one library, and the full minutes of a long session.",
        plan="t1 2026-09-07 pm school/big li c1",
        # li: pm + eve = 300, enough. wu: 300 short. zhao belongs to another library.
        amount=300,
        given={
            "libraries": [{"id": "east-library", "region": "east", "level": "township"}],
            "instructors": [{"id": "zhao", "library": "east-library", "home": "east"}],
            "sessions": [{"id": "t1", "length_periods": 2}],
        },
        parameters={"instructors": {"libraries": ["county-library"]}, "min_teaching_hours_per_year": 5},
        subject=("wu", "2026"),
    ),
    Example(
        text="A hundredth of an hour more than there is: part of a minute is a minute.",
        plan="t1 2026-09-07 am school/big li c1",
        # 3.01 h = 180.6 minutes, so 181; li: 181 - 180.
        amount=1,
        parameters={"instructors": {"ids": ["li"]}, "min_teaching_hours_per_year": 3.01},
        subject=("li", "2026"),
    ),
)
