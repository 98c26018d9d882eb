"""Hand-worked examples of ``person_share``: theory is tagged core, skill and law are not; c1 13, c2 4."""

from typing import Any

from edusched.rules.examples import Example

BY_SESSION: dict[str, Any] = {"count": "sessions", "part": {"tags": ["core"]}}
LAST_YEAR: dict[str, Any] = {
    "cohorts": [
        {
            "id": "c1",
            "history": [
                {"on": "2025-11-03", "study_hours": 4, "subject_class": "theory", "programme": "class"},
                {"on": "2025-11-04", "study_hours": 4, "subject_class": "theory", "programme": "class"},
                {"on": "2026-02-02", "study_hours": 4, "subject_class": "public", "programme": "club"},
            ],
        }
    ],
    "programmes": [{"id": "class", "sessions": ["t1", "k1"]}],
}

EXAMPLES: tuple[Example, ...] = (
    Example(
        text="13 of 13 + 13 + 4 are of theory: 43.3 %; half is asked: 50 x 30 - 1300.",
        plan="""
            t1 2026-09-07 am school/big li c1
            k1 2026-09-08 am school/big li c1
            k2 2026-09-09 am bus@lake wu c2
        """,
        amount=200,
        parameters={**BY_SESSION, "min_percent": 50},
        subject=("all", "2026"),
    ),
    Example(
        text="43 % are there.",
        plan="""
            t1 2026-09-07 am school/big li c1
            k1 2026-09-08 am school/big li c1
            k2 2026-09-09 am bus@lake wu c2
        """,
        amount=0,
        parameters={**BY_SESSION, "min_percent": 43},
    ),
    Example(
        text="At most 40 %: 1300 - 40 x 30.",
        plan="""
            t1 2026-09-07 am school/big li c1
            k1 2026-09-08 am school/big li c1
            k2 2026-09-09 am bus@lake wu c2
        """,
        amount=100,
        parameters={**BY_SESSION, "max_percent": 40},
        subject=("all", "2026", "maximum"),
    ),
    Example(
        text="Each category by itself: the staff have no theory, 10 x 4.",
        plan="""
            t1 2026-09-07 am school/big li c1
            k2 2026-09-09 am bus@lake wu c2
        """,
        amount=40,
        parameters={**BY_SESSION, "min_percent": 10, "by": "category"},
        subject=("staff", "2026"),
    ),
    Example(
        text="One class last year, one this year and the club: 26 against 13 is 200 %.",
        plan="t1 2026-09-07 am school/big li c1",
        amount=0,
        given=LAST_YEAR,
        parameters={"of": "year_before", "min_percent": 200},
    ),
    Example(
        text="Without the class there is the club alone: 110 x 13 - 100 x 13.",
        plan="",
        amount=130,
        given=LAST_YEAR,
        parameters={"of": "year_before", "min_percent": 110},
        subject=("all", "2026"),
    ),
    Example(
        text="New Year's day is of this year, the day before of the last: 4 against 4.",
        plan="",
        amount=0,
        given={
            "cohorts": [
                {
                    "id": "c2",
                    "history": [
                        {"on": "2025-12-31", "study_hours": 4, "subject_class": "theory"},
                        {"on": "2026-01-01", "study_hours": 4, "subject_class": "theory"},
                    ],
                }
            ]
        },
        parameters={"of": "year_before", "count": "sessions", "min_percent": 100},
    ),
    Example(
        text="By school years: from September 2025 on there are 2, and in this one none yet: 100 x 2 x 13.",
        plan="",
        amount=2600,
        given=LAST_YEAR,
        parameters={"of": "year_before", "min_percent": 100, "period": "school_year"},
        subject=("all", "2026-2027"),
    ),
)
