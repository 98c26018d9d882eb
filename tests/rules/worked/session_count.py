"""Hand-worked examples of ``session_count``: hall and lake are in the east, the hill in the north."""

from edusched.rules.examples import Example

TURN = {"calendar": {"first_day": "2026-12-28", "last_day": "2027-01-08"}}

EXAMPLES: tuple[Example, ...] = (
    Example(
        text="Two are asked for and allowed, two are held, one of them online.",
        plan="""
            t1 2026-09-07 am school/big li c1
            p1 2026-09-08 am web wu c1
        """,
        amount=0,
        parameters={"min_sessions": 2, "max_sessions": 2},
    ),
    Example(
        text="How many attend does not matter, nor what was held before the plan.",
        plan="p1 2026-09-08 am web wu c1,c2",
        amount=1,
        given={
            "cohorts": [
                {"id": "c1", "history": [{"on": "2026-03-02", "study_hours": 2, "subject_class": "public"}]}
            ]
        },
        parameters={"min_sessions": 2},
        subject=("all", "2026"),
    ),
    Example(
        text="In the county: rooms and stops in it and below it, not the platform.",
        plan="""
            t1 2026-09-07 am school/big li c1
            t2 2026-09-07 pm hall/main li c2
            k2 2026-09-08 am bus@hill wu c2
            p1 2026-09-09 am web wu c1
        """,
        # county: 3 of 5.
        amount=2,
        parameters={"by": "region", "min_sessions": 5},
        subject=("county", "2026"),
    ),
    Example(
        text="By township: hall and lake are two in the east, one too many; the hill makes one in the north.",
        plan="""
            t2 2026-09-07 pm hall/main li c2
            k1 2026-09-08 am bus@lake wu c1
            k2 2026-09-09 am bus@hill wu c2
            t1 2026-09-10 am school/big li c1
        """,
        amount=1,
        parameters={"by": "region", "level": "township", "min_sessions": 1, "max_sessions": 1},
        subject=("east", "2026", "maximum"),
    ),
    Example(
        text="Nothing in a village: the hall lies above the lake, not in it.",
        plan="t2 2026-09-07 pm hall/main li c2",
        # hill 1 short, lake 1 short.
        amount=2,
        parameters={"by": "region", "level": "village", "min_sessions": 1},
        subject=("lake", "2026"),
    ),
    Example(
        text="No region of that level: nothing to count.",
        plan="t2 2026-09-07 pm hall/main li c2",
        amount=0,
        parameters={"by": "region", "level": "province", "min_sessions": 1},
    ),
    Example(
        text="Each year by itself: one in 2026 and one in 2027, two asked for in each.",
        plan="""
            t1 2026-12-31 am school/big li c1
            t2 2027-01-04 am hall/main li c2
        """,
        amount=2,
        given=TURN,
        parameters={"min_sessions": 2},
        subject=("all", "2027"),
    ),
    Example(
        text="The same plan in one school year.",
        plan="""
            t1 2026-12-31 am school/big li c1
            t2 2027-01-04 am hall/main li c2
        """,
        amount=1,
        given=TURN,
        parameters={"max_sessions": 1, "period": "school_year"},
        subject=("all", "2026-2027", "maximum"),
    ),
    Example(
        text="Only what counts: theory in person; the skill course and the platform do not.",
        plan="""
            t1 2026-09-07 am school/big li c1
            k1 2026-09-08 am school/big wu c1
            p1 2026-09-09 am web wu c1
        """,
        amount=0,
        parameters={"min_sessions": 1, "max_sessions": 1, "counted": {"tags": ["core"]}},
    ),
)
