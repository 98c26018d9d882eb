"""Hand-worked examples of ``teaching_days``."""

from edusched.rules.examples import Example

VISIT = {
    "calendar": {"windows": [{"id": "visit", "ranges": [{"first": "2026-09-07", "last": "2026-09-08"}]}]}
}
NEW_YEAR = {"calendar": {"first_day": "2026-12-28", "last_day": "2027-01-08"}}
TWO_ROLES = {"sessions": [{"id": "t1", "staff": [{"role": "lecturer"}, {"role": "assistant"}]}]}
THREE_DAYS = """
    t1 2026-09-07 am school/big li c1
    k1 2026-09-08 am school/small li c1
    p1 2026-09-09 eve web li c1
"""
OVER_NEW_YEAR = """
    t1 2026-12-31 am school/big li c1
    k1 2027-01-01 am school/small li c1
"""

EXAMPLES: tuple[Example, ...] = (
    Example(
        text="Three sessions on one day are one day.",
        plan="""
            t1 2026-09-07 am school/big li c1
            t2 2026-09-07 pm school/big li c2
            p1 2026-09-07 eve web li c1
        """,
        amount=0,
        parameters={"max_days": 1},
    ),
    Example(
        text="Three days, online too, and one allowed: two over.",
        plan=THREE_DAYS,
        amount=2,
        parameters={"max_days": 1},
        subject=("li", "2026", "maximum"),
    ),
    Example(
        text="A day as assistant is a day.",
        plan="""
            t1 2026-09-07 am school/big li,wu:assistant c1
            k1 2026-09-08 am school/small wu c1
        """,
        # Li 1 of 1 day, Wu 2: 1 over.
        amount=1,
        given=TWO_ROLES,
        parameters={"max_days": 1},
        subject=("wu", "2026", "maximum"),
    ),
    Example(
        text="Two days asked of everybody: Li lacks one, Wu, who teaches nothing, both.",
        plan="t1 2026-09-07 am school/big li c1",
        amount=3,
        parameters={"min_days": 2},
        subject=("wu", "2026"),
    ),
    Example(
        text="Only days inside the window count, for the minimum and for the maximum.",
        plan=THREE_DAYS,
        # Inside are the 7th and the 8th: one short of three, none over two.
        amount=1,
        given=VISIT,
        parameters={"instructors": {"ids": ["li"]}, "min_days": 3, "max_days": 2, "windows": ["visit"]},
        subject=("li", "2026"),
    ),
    Example(
        text="A day in each of two calendar years.",
        plan=OVER_NEW_YEAR,
        amount=0,
        given=NEW_YEAR,
        parameters={"instructors": {"ids": ["li"]}, "min_days": 1, "max_days": 1},
    ),
    Example(
        text="The same two days in one school year: one over.",
        plan=OVER_NEW_YEAR,
        amount=1,
        given=NEW_YEAR,
        parameters={"max_days": 1, "period": "school_year"},
        subject=("li", "2026-2027", "maximum"),
    ),
    Example(
        text="None allowed: whoever is meant teaches on no day; others may.",
        plan="""
            t1 2026-09-07 am school/big li c1
            k1 2026-09-08 am school/small wu c1
        """,
        amount=1,
        parameters={"instructors": {"engagements": ["part_time"]}, "max_days": 0, "period": "horizon"},
        subject=("wu", "plan", "maximum"),
    ),
)
