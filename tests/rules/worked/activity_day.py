"""Hand-worked examples of ``activity_day``: the plan runs from Monday 7 to Friday 18 September 2026."""

from edusched.rules.examples import Example

NEAREST = {"shift": "nearest_working_day"}
WEDNESDAY_OFF = {
    "calendar": {
        "overrides": [{"year": 2026, "status": "official", "source": "x", "off_days": ["2026-09-09"]}]
    }
}

EXAMPLES: tuple[Example, ...] = (
    Example(
        text="Something is held on the day, online.",
        plan="p1 2026-09-10 am web wu c1",
        amount=0,
        parameters={"dates": ["09-10"]},
    ),
    Example(
        text="The day before and the day after are not the day.",
        plan="""
            t1 2026-09-09 am school/big li c1
            t2 2026-09-11 am hall/main li c2
        """,
        amount=1,
        parameters={"dates": ["09-10"]},
        subject=("all", "2026-09-10"),
    ),
    Example(
        text="Three asked for on each of two days: one and none.",
        plan="t1 2026-09-07 am school/big li c1",
        # First and last day of the plan: 2 + 3.
        amount=5,
        parameters={"dates": ["09-18", "09-07"], "min_sessions": 3},
        subject=("all", "2026-09-18"),
    ),
    Example(
        text="A Saturday stays a Saturday.",
        plan="t1 2026-09-12 am school/big li c1",
        amount=0,
        given={"sessions": [{"id": "t1", "starts": [{"weekdays": ["sat"]}]}]},
        parameters={"dates": ["09-12"]},
    ),
    Example(
        text="Moved, Saturday becomes Friday and Sunday Monday; what is held on Saturday does not help.",
        plan="""
            t1 2026-09-12 am school/big li c1
            t2 2026-09-14 am hall/main li c2
        """,
        amount=1,
        given={"sessions": [{"id": "t1", "starts": [{"weekdays": ["sat"]}]}]},
        parameters={"dates": ["09-12", "09-13"], **NEAREST},
        subject=("all", "2026-09-11"),
    ),
    Example(
        text="Wednesday is off: Tuesday and Thursday are equally near, and Tuesday is earlier.",
        plan="t1 2026-09-10 am school/big li c1",
        amount=1,
        given=WEDNESDAY_OFF,
        parameters={"dates": ["09-09"], **NEAREST},
        subject=("all", "2026-09-08"),
    ),
    Example(
        text="Tuesday itself and Wednesday moved to it are one day, asked for once.",
        plan="",
        amount=1,
        given=WEDNESDAY_OFF,
        parameters={"dates": ["09-08", "09-09"], **NEAREST},
        subject=("all", "2026-09-08"),
    ),
    Example(
        text="The Sunday before the plan and the Saturday after it are not asked for, moved or not.",
        plan="",
        amount=0,
        parameters={"dates": ["09-06", "09-19"], **NEAREST},
    ),
    Example(
        text="A plan of one weekend has no working day.",
        plan="",
        amount=0,
        given={"calendar": {"first_day": "2026-09-12", "last_day": "2026-09-13"}},
        parameters={"dates": ["09-12"], **NEAREST},
    ),
    Example(
        text="In each township: a hall in the east, nothing in the north, the platform nowhere.",
        plan="""
            t2 2026-09-10 am hall/main li c2
            p1 2026-09-10 pm web wu c1
        """,
        amount=1,
        parameters={"dates": ["09-10"], "by": "region", "level": "township"},
        subject=("north", "2026-09-10"),
    ),
    Example(
        text="The law course does not count.",
        plan="p1 2026-09-10 am web wu c1",
        amount=1,
        parameters={"dates": ["09-10"], "counted": {"courses": ["theory", "skill"]}},
        subject=("all", "2026-09-10"),
    ),
    Example(
        text="No 29 February in 2027.",
        plan="",
        amount=0,
        given={"calendar": {"first_day": "2027-02-22", "last_day": "2027-03-05"}},
        parameters={"dates": ["02-29"]},
    ),
    Example(
        text="But in 2028.",
        plan="",
        amount=1,
        given={"calendar": {"first_day": "2028-02-21", "last_day": "2028-03-03"}},
        parameters={"dates": ["02-29"]},
        subject=("all", "2028-02-29"),
    ),
)
