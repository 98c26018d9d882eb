"""Hand-worked examples of ``turn_order``: the plan has the weeks 37 (7 to 11 September) and 38."""

from typing import Any

from edusched.rules.examples import Example


def _past(*days: str, subject_class: str = "theory") -> list[dict[str, Any]]:
    return [{"on": day, "study_hours": 4, "subject_class": subject_class} for day in days]


TURNS: dict[str, Any] = {
    "cohorts": [
        {"id": "c1", "history": _past("2026-08-31")},
        {"id": "c2", "history": _past("2026-05-25", "2025-05-25")},
    ]
}

EXAMPLES: tuple[Example, ...] = (
    Example(
        text="c1 waited one week, c2 since 25 May: 105 days, 15 weeks; nobody has a turn: 2 x 16.",
        plan="",
        amount=32,
        given=TURNS,
        subject=("c2", "2026-W38"),
    ),
    Example(
        text="c2 in the first week, c1 in the second.",
        plan="""
            t2 2026-09-11 am hall/main li c2
            t1 2026-09-14 am school/big li c1
        """,
        amount=1,
        given=TURNS,
        subject=("c1", "2026-W37"),
    ),
    Example(
        text="The other way round it costs 15.",
        plan="""
            t1 2026-09-11 am school/big li c1
            t2 2026-09-14 am hall/main li c2
        """,
        amount=15,
        given=TURNS,
        subject=("c2", "2026-W37"),
    ),
    Example(
        text="Both in the first week.",
        plan="""
            t1 2026-09-07 am school/big li c1
            t2 2026-09-11 am hall/main li c2
        """,
        amount=0,
        given=TURNS,
    ),
    Example(
        text="Six days are no whole week; an entry of the first day is no turn before the plan.",
        plan="",
        amount=2 * 5,
        given={
            "cohorts": [
                {"id": "c1", "history": _past("2026-09-01")},
                {"id": "c2", "history": _past("2026-09-07")},
            ]
        },
        parameters={"never_weeks": 5},
        subject=("c2", "2026-W37"),
    ),
    Example(
        text="A turn is a session on theory; law does not count, before or now.",
        plan="p1 2026-09-07 eve web wu c1,c2",
        amount=2 * 7,
        given={
            "cohorts": [
                {"id": "c1", "history": _past("2026-08-31", subject_class="public")},
            ]
        },
        parameters={"never_weeks": 7, "counted": {"subject_classes": ["theory"]}, "cohorts": {"ids": ["c1"]}},
        subject=("c1", "2026-W38"),
    ),
)
