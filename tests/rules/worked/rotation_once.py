"""Hand-worked examples of ``rotation_once``: p1 belongs to autumn, p2 to spring, t1 and t2 to other."""

from typing import Any

from edusched.rules.examples import Example

PROGRAMMES: dict[str, Any] = {
    "programmes": [
        {"id": "autumn", "sessions": ["p1", "x1"]},
        {"id": "spring", "sessions": ["p2"]},
        {"id": "other", "sessions": ["t1", "t2"]},
    ],
    "sessions": [{"id": "x1", "course": "law", "deliveries": ["online"], "open_to": {}}],
}
CYCLE = {"programmes": ["autumn", "spring"], "first_day": "2026-01-01", "last_day": "2026-12-31"}


def attended(*entries: tuple[str, str]) -> dict[str, Any]:
    """Return the instance with history entries (day, programme) of c1."""
    history = [
        {"on": on, "study_hours": 2, "subject_class": "public", "programme": programme}
        for on, programme in entries
    ]
    return {**PROGRAMMES, "cohorts": [{"id": "c1", "history": history}]}


EXAMPLES: tuple[Example, ...] = (
    Example(
        text="Each cohort attends one of the two; both sessions of one programme are one programme.",
        plan="""
            p1 2026-09-07 am web li c1
            x1 2026-09-08 am web li c1
            p2 2026-09-09 am web li c2
        """,
        amount=0,
        given=PROGRAMMES,
        parameters=CYCLE,
    ),
    Example(
        text="Nobody attends any; a programme that is not listed does not help.",
        plan="t1 2026-09-07 am school/big li c1",
        # c1 |0 - 1| x 13 = 13, c2 4: 17.
        amount=17,
        given=PROGRAMMES,
        parameters=CYCLE,
        subject=("c1",),
    ),
    Example(
        text="Twice is once too often.",
        plan="""
            p1 2026-09-07 am web li c1,c2
            p2 2026-09-09 am web li c1
        """,
        # c1 |2 - 1| x 13 = 13; c2 0.
        amount=13,
        given=PROGRAMMES,
        parameters=CYCLE,
        subject=("c1",),
    ),
    Example(
        text="History of another programme in the cycle counts; in the same one it is the same attendance.",
        plan="p1 2026-09-07 am web li c1",
        # autumn (plan and history) 1, spring (history, twice) 1: n = 2, 13. The entry of other: nothing.
        amount=13,
        given=attended(
            ("2026-03-02", "autumn"),
            ("2026-04-02", "spring"),
            ("2026-05-02", "spring"),
            ("2026-05-03", "other"),
        ),
        parameters={**CYCLE, "cohorts": {"ids": ["c1"]}},
        subject=("c1",),
    ),
    Example(
        text="The first day of the cycle counts, the day before does not.",
        plan="p1 2026-09-07 am web li c2",
        # c1: spring on 1 January 2026 counts, autumn on 31 December 2025 does not: n = 1. c2: 1.
        amount=0,
        given=attended(("2026-01-01", "spring"), ("2025-12-31", "autumn")),
        parameters=CYCLE,
    ),
    Example(
        text="A cycle that ends inside the plan.",
        plan="""
            p1 2026-09-10 am web li c1
            p2 2026-09-11 am web li c2
        """,
        # The 10th is the last day: c1 1. c2 attends a day late: n = 0, 4.
        amount=4,
        given=PROGRAMMES,
        parameters={**CYCLE, "last_day": "2026-09-10"},
        subject=("c2",),
    ),
)
