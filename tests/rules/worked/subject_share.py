"""Hand-worked examples of ``subject_share``: hours theory 4, professional 3, public 2; persons 13 and 4."""

from typing import Any

from edusched.rules.examples import Example


def share(subject_class: str, numerator: int, denominator: int, side: str, **more: Any) -> dict[str, Any]:
    """Return the rule's parameters."""
    return {
        "subject_class": subject_class,
        "numerator": numerator,
        "denominator": denominator,
        "side": side,
        **more,
    }


T1_K1 = """
    t1 2026-09-07 am school/big li c1
    k1 2026-09-08 am bus@hill wu c1
"""

EXAMPLES: tuple[Example, ...] = (
    Example(
        text="Four of seven hours: exactly the least share. c2 has no hours at all.",
        plan=T1_K1,
        # 7 x 400 = 2800 = 4 x 700.
        amount=0,
        parameters=share("theory", 4, 7, "at_least"),
    ),
    Example(
        text="Exactly the largest share too.",
        plan=T1_K1,
        amount=0,
        parameters=share("theory", 4, 7, "at_most"),
    ),
    Example(
        text="More than half.",
        plan=T1_K1,
        # 2 x 400 - 1 x 700 = 100, x 13 = 1300.
        amount=1300,
        parameters=share("theory", 1, 2, "at_most"),
        subject=("c1", "2026"),
    ),
    Example(
        text="Two cohorts have less than half of professional hours.",
        plan="""
            t1 2026-09-07 am school/big li c1
            k1 2026-09-08 am bus@hill wu c1
            t2 2026-09-07 am hall/main wu c2
        """,
        # c1: 700 - 2 x 300 = 100, x 13 = 1300. c2: 400 - 0 = 400, x 4 = 1600. Together 2900.
        amount=2900,
        parameters=share("professional", 1, 2, "at_least"),
        subject=("c2", "2026"),
    ),
    Example(
        text="Only staff cohorts are meant.",
        plan="""
            t1 2026-09-07 am school/big li c1
            t2 2026-09-07 am hall/main wu c2
        """,
        # c2: 400 x 4 = 1600; c1 is a secretary cohort.
        amount=1600,
        parameters=share("professional", 1, 2, "at_least", cohorts={"categories": ["staff"]}),
        subject=("c2", "2026"),
    ),
    Example(
        text="History of this year counts in part and total, last year's does not.",
        plan=T1_K1,
        # total 700 + 100 = 800, public 100. 800 - 4 x 100 = 400, x 13 = 5200.
        amount=5200,
        given={
            "cohorts": [
                {
                    "id": "c1",
                    "history": [
                        {"on": "2026-01-01", "study_hours": 1, "subject_class": "public"},
                        {"on": "2025-12-31", "study_hours": 8, "subject_class": "public"},
                    ],
                }
            ]
        },
        parameters=share("public", 1, 4, "at_least"),
        subject=("c1", "2026"),
    ),
    Example(
        text="In the school year the hours of August are gone.",
        plan=T1_K1,
        # total 700 + 100, public 100: 800 - 400 = 400, x 13 = 5200.
        amount=5200,
        given={
            "cohorts": [
                {
                    "id": "c1",
                    "history": [
                        {"on": "2026-09-01", "study_hours": 1, "subject_class": "public"},
                        {"on": "2026-08-31", "study_hours": 8, "subject_class": "public"},
                    ],
                }
            ]
        },
        parameters=share("public", 1, 4, "at_least", period="school_year"),
    ),
    Example(
        text="Only hours in a room count, in part and in total.",
        plan="""
            t1 2026-09-07 am school/big li c1
            p1 2026-09-08 am web li c1
        """,
        # part 400, total 400 (not 600): 2 x 400 - 400 = 400, x 13 = 5200.
        amount=5200,
        parameters=share("theory", 1, 2, "at_most", counted={"deliveries": ["in_person"]}),
        subject=("c1", "2026"),
    ),
)
