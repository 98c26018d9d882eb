"""Hand-worked examples of ``tardiness``: c1 (13 persons) joined on 14 September 2025."""

from edusched.rules.examples import Example

PROMPTLY = {"event": "joined_on", "within_days": 360, "min_study_hours": 4}
"""Due on 9 September 2026."""

EXAMPLES: tuple[Example, ...] = (
    Example(
        text="Two sessions it takes, of 4 and 3 hours, where 5 hours are asked: trained on the 14th.",
        plan="""
            t1 2026-09-07 am school/big li c1
            k1 2026-09-14 am school/big wu c1
        """,
        # Late: 10, 11, 12, 13 and 14 September (reached at the end of the 14th): 5 x 13.
        amount=65,
        parameters=PROMPTLY | {"min_study_hours": 5},
        subject=("c1",),
    ),
    Example(
        text="In time on the due day itself.",
        plan="t1 2026-09-09 am school/big li c1",
        amount=0,
        parameters=PROMPTLY,
    ),
    Example(
        text="Long overdue: late from the plan's first day until trained.",
        plan="t1 2026-09-08 am school/big li c1",
        # Due in December 2025. Late on the 7th and, trained on the 8th, on the 8th too: 2 x 13.
        amount=26,
        parameters=PROMPTLY | {"within_days": 90},
        subject=("c1",),
    ),
    Example(
        text="Trained before the plan began: never late.",
        plan="",
        given={
            "cohorts": [
                {"id": "c1", "history": [{"on": "2026-01-10", "study_hours": 4, "subject_class": "theory"}]}
            ]
        },
        amount=0,
        parameters=PROMPTLY,
    ),
    Example(
        text="What was learnt before the event does not count, nor does law: late from the 10th on.",
        plan="p1 2026-09-08 am school/big li c1",
        given={
            "cohorts": [
                {"id": "c1", "history": [{"on": "2025-09-13", "study_hours": 4, "subject_class": "theory"}]}
            ]
        },
        # 10 to 18 September: 9 x 13.
        amount=117,
        parameters=PROMPTLY | {"counted": {"subject_classes": ["theory"]}},
    ),
    Example(
        text="Due on the plan's last day: no day of the plan comes after it.",
        plan="",
        amount=0,
        parameters=PROMPTLY | {"within_days": 369},
    ),
)
