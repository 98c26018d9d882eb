"""Hand-worked examples of ``curriculum``."""

from typing import Any

from edusched.rules.examples import Example


def past(day: str, course: str | None) -> dict[str, Any]:
    """Return a history entry, of a course or of none that is named."""
    entry = {"on": day, "study_hours": 4, "subject_class": "theory"}
    return entry if course is None else {**entry, "course": course}


C1 = {"ids": ["c1"]}
NEW_YEAR = {"first_day": "2026-12-30", "last_day": "2027-01-05"}

EXAMPLES: tuple[Example, ...] = (
    Example(
        text="Each cohort attends theory once, as asked.",
        plan="""
            t1 2026-09-07 am school/big li c1
            t2 2026-09-08 am school/big li c2
        """,
        amount=0,
        parameters={"courses": {"theory": 1}},
    ),
    Example(
        text="Theory twice: each lacks something, and others' sessions do not help.",
        plan="t1 2026-09-07 am school/big li c1",
        # c1 lacks 1 x 13, c2 2 x 4: 21.
        amount=21,
        parameters={"courses": {"theory": 2}},
        subject=("c2", "theory", "2026"),
    ),
    Example(
        text="History of the year that names the course counts, from its first day on.",
        plan="t1 2026-09-07 am school/big li c1",
        # The plan 1, 1 January 1; 31 December, skill and the entry without a course: none. 4 asked: 2 x 13.
        amount=26,
        given={
            "cohorts": [
                {
                    "id": "c1",
                    "history": [
                        past("2026-01-01", "theory"),
                        past("2025-12-31", "theory"),
                        past("2026-02-01", "skill"),
                        past("2026-02-01", None),
                    ],
                }
            ]
        },
        parameters={"courses": {"theory": 4}, "cohorts": C1},
        subject=("c1", "theory", "2026"),
    ),
    Example(
        text="A school year begins on 1 September.",
        plan="",
        # c1 attended on its first day, c2 on the day before: 4.
        amount=4,
        given={
            "cohorts": [
                {"id": "c1", "history": [past("2026-09-01", "law")]},
                {"id": "c2", "history": [past("2026-08-31", "law")]},
            ]
        },
        parameters={"courses": {"law": 1}, "period": "school_year"},
        subject=("c2", "law", "2026-2027"),
    ),
    Example(
        text="Twice by choice is more than enough, and a cohort without persons lacks nothing.",
        plan="""
            p1 2026-09-07 eve web li c1
            p2 2026-09-08 eve web li c1
        """,
        amount=0,
        given={"cohorts": [{"id": "c2", "headcount": {"station": 0}}]},
        parameters={"courses": {"law": 1}},
    ),
    Example(
        text="Each year of a plan over New Year asks for itself.",
        plan="t1 2026-12-30 am school/big li c1",
        # 2026: attended. 2027: once short, 13.
        amount=13,
        given={"calendar": NEW_YEAR},
        parameters={"courses": {"theory": 1}, "cohorts": C1},
        subject=("c1", "theory", "2027"),
    ),
    Example(
        text="The plan's days as the year: what was before does not count; two courses are two matters.",
        plan="k1 2026-09-07 am school/big wu c1",
        # Theory once short, 13; skill twice asked and once attended, 13.
        amount=26,
        given={"cohorts": [{"id": "c1", "history": [past("2026-09-06", "theory")]}]},
        parameters={"courses": {"theory": 1, "skill": 2}, "cohorts": C1, "period": "horizon"},
        subject=("c1", "theory", "plan"),
    ),
)
