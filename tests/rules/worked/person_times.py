"""Hand-worked examples of ``person_times``: c1 is 10 of the bureau and 3 of the station, c2 4 of it."""

from typing import Any

from edusched.rules.examples import Example

CLASSES: dict[str, Any] = {
    "programmes": [{"id": "autumn", "sessions": ["t1", "k1"]}, {"id": "spring", "sessions": ["t2"]}]
}


def past(*entries: tuple[str, str]) -> dict[str, Any]:
    """Return the instance with history entries (day, programme) of c1."""
    history = [
        {"on": on, "study_hours": 2, "subject_class": "public", "programme": programme}
        for on, programme in entries
    ]
    return {**CLASSES, "cohorts": [{"id": "c1", "history": history}]}


EXAMPLES: tuple[Example, ...] = (
    Example(
        text="Sessions: 13 at one, 13 + 4 at another, 30 in all, as asked.",
        plan="""
            t1 2026-09-07 am school/big li c1
            p1 2026-09-08 am web wu c1,c2
        """,
        amount=0,
        parameters={"count": "sessions", "min_person_times": 30, "max_person_times": 30},
    ),
    Example(
        text="Programmes, as nothing else is said: autumn twice is once, a session of none is nothing.",
        plan="""
            t1 2026-09-07 am school/big li c1
            k1 2026-09-08 am school/big wu c1
            p1 2026-09-09 am web wu c1,c2
        """,
        # 13, asked for 15.
        amount=2,
        given=CLASSES,
        parameters={"min_person_times": 15},
        subject=("all", "2026"),
    ),
    Example(
        text="A programme of the history and of the plan counts once; last year's does not count.",
        plan="t1 2026-09-07 am school/big li c1",
        # autumn (both) and spring (history, 1 January): 2 x 13 = 26, one too many. 2025: nothing.
        amount=1,
        given=past(("2026-03-02", "autumn"), ("2026-01-01", "spring"), ("2025-12-31", "club")),
        parameters={"max_person_times": 25},
        subject=("all", "2026", "maximum"),
    ),
    Example(
        text="Each history entry is a session; so are two of one programme.",
        plan="t1 2026-09-07 am school/big li c1",
        # 2 entries and 1 booking: 39.
        amount=1,
        given=past(("2026-03-02", "autumn"), ("2026-03-03", "autumn")),
        parameters={"count": "sessions", "min_person_times": 40},
        subject=("all", "2026"),
    ),
    Example(
        text="By unit: each cohort brings the persons of the unit only.",
        plan="""
            t1 2026-09-07 am school/big li c1
            t2 2026-09-08 am hall/main li c2
        """,
        # bureau 10: 1 short of 11. station 3 + 4 = 7: 4 short.
        amount=5,
        parameters={"count": "sessions", "by": "unit", "min_person_times": 11},
        subject=("station", "2026"),
    ),
    Example(
        text="By unit: nobody meant is of the bureau, which owes nothing; one of the station is missing.",
        plan="t2 2026-09-08 am hall/main li c2",
        amount=1,
        parameters={
            "cohorts": {"ids": ["c2"]}, "count": "sessions", "by": "unit", "min_person_times": 5,
        },
        subject=("station", "2026"),
    ),
    Example(
        text="By township: c2 is of the east, c1 of no township; nobody is of the north.",
        plan="""
            t1 2026-09-07 am school/big li c1
            t2 2026-09-08 am hall/main li c2
        """,
        # east 4: enough. north 0: 2 short. The place does not matter, the cohort's region does.
        amount=2,
        parameters={"count": "sessions", "by": "region", "level": "township", "min_person_times": 2},
        subject=("north", "2026"),
    ),
    Example(
        text="By region of the county level: everybody lies in or below it.",
        plan="""
            t1 2026-09-07 am school/big li c1
            t2 2026-09-08 am hall/main li c2
        """,
        amount=0,
        parameters={"count": "sessions", "by": "region", "min_person_times": 17, "max_person_times": 17},
    ),
    Example(
        text="A group for each category of the cohorts meant: secretaries are not meant, and owe nothing.",
        plan="t1 2026-09-07 am school/big li c1",
        amount=5,
        parameters={
            "cohorts": {"ids": ["c2"]}, "count": "sessions", "by": "category", "min_person_times": 5,
        },
        subject=("staff", "2026"),
    ),
    Example(
        text="The band of 5 % around 100 is 95 to 105; around 18 it is 18 alone (17.1 to 18.9).",
        plan="""
            t1 2026-09-07 am school/big li c1
            t2 2026-09-08 am hall/main li c2
        """,
        # 17: 1 below 18.
        amount=1,
        parameters={"count": "sessions", "target_person_times": 18},
        subject=("all", "2026"),
    ),
    Example(
        text="A band of 10 % around 16 is 15 to 17 (14.4 to 17.6).",
        plan="""
            t1 2026-09-07 am school/big li c1
            t2 2026-09-08 am hall/main li c2
        """,
        amount=0,
        parameters={"count": "sessions", "target_person_times": 16, "band_percent": 10},
    ),
    Example(
        text="Above the band: 17, and 15 is the most of about 14 within 8 % (15.12).",
        plan="""
            t1 2026-09-07 am school/big li c1
            t2 2026-09-08 am hall/main li c2
        """,
        amount=2,
        parameters={"count": "sessions", "target_person_times": 14, "band_percent": 8},
        subject=("all", "2026", "maximum"),
    ),
    Example(
        text="School years by cohort: 1 September is in, 31 August is not; c2 attends once and is 2 short.",
        plan="t2 2026-09-08 am hall/main li c2",
        # c1: one entry, 13. c2: 4 of 6.
        amount=2,
        given=past(("2026-09-01", "spring"), ("2026-08-31", "autumn")),
        parameters={
            "count": "sessions", "by": "cohort", "period": "school_year",
            "min_person_times": 6, "max_person_times": 13,
        },
        subject=("c2", "2026-2027"),
    ),
    Example(
        text="The horizon: what was before the plan does not count; only theory does.",
        plan="""
            t1 2026-09-07 am school/big li c1
            k1 2026-09-08 am school/big wu c1
        """,
        amount=7,
        given=past(("2026-09-01", "spring")),
        parameters={
            "count": "sessions", "period": "horizon", "min_person_times": 20,
            "counted": {"subject_classes": ["theory", "public"]},
        },
        subject=("all", "plan"),
    ),
    Example(
        text="A cohort of nobody is a group too, and can never bring a person-time.",
        plan="t2 2026-09-08 am hall/main li c2",
        amount=1,
        given={"cohorts": [{"id": "c2", "headcount": {"station": 0}}]},
        parameters={
            "cohorts": {"ids": ["c2"]}, "count": "sessions", "by": "cohort", "min_person_times": 1,
        },
        subject=("c2", "2026"),
    ),
    Example(
        text="A minimum above the maximum: 13 are 7 too few and 3 too many.",
        plan="t1 2026-09-07 am school/big li c1",
        amount=10,
        parameters={"count": "sessions", "min_person_times": 20, "max_person_times": 10},
        subject=("all", "2026", "maximum"),
    ),
    Example(
        text="Each year by itself: 13 in 2026, nothing in 2027.",
        plan="t1 2026-12-31 am school/big li c1",
        amount=5,
        given={"calendar": {"first_day": "2026-12-28", "last_day": "2027-01-08"}},
        parameters={"count": "sessions", "min_person_times": 5},
        subject=("all", "2027"),
    ),
)  # fmt: skip
