"""Hand-worked examples of ``seat_priority``: c1 is 13 persons, c2 is 4; priority 3 where nothing is said."""

from typing import Any

from edusched.rules.examples import Example

KEY: dict[str, Any] = {
    "cohorts": [{"id": "c1", "priority": 5, "later_sessions": 2}, {"id": "c2", "later_sessions": 4}]
}

EXAMPLES: tuple[Example, ...] = (
    Example(
        text="Nobody has a seat: 5 x 13 + 3 x 4.",
        plan="",
        amount=77,
        given=KEY,
        subject=("c1",),
    ),
    Example(
        text="c1 has one, once is enough, by choice or not.",
        plan="p1 2026-09-07 eve web wu c1",
        amount=12,
        given=KEY,
        subject=("c2",),
    ),
    Example(
        text="Both have one.",
        plan="""
            t1 2026-09-07 am school/big li c1
            p1 2026-09-08 eve web wu c2
        """,
        amount=0,
        given=KEY,
    ),
    Example(
        text="By reach: 13 x 2 left out, 4 x 4 are there.",
        plan="t2 2026-09-07 am hall/main li c2",
        amount=26,
        given=KEY,
        parameters={"score": "later_sessions"},
        subject=("c1",),
    ),
    Example(
        text="Seats of law only; the lecture on theory is no such seat.",
        plan="t1 2026-09-07 am school/big li c1",
        amount=65,
        given=KEY,
        parameters={"counted": {"courses": ["law"]}, "cohorts": {"ids": ["c1"]}},
        subject=("c1",),
    ),
    Example(
        text="Who was there before is left out all the same.",
        plan="",
        amount=12,
        given={
            "cohorts": [
                {"id": "c2", "history": [{"on": "2026-03-02", "study_hours": 2, "subject_class": "public"}]}
            ]
        },
        parameters={"cohorts": {"categories": ["staff"]}},
        subject=("c2",),
    ),
)
