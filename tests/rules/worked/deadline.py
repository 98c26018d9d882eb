"""Hand-worked examples of ``deadline``: c1 (13 persons) joined on 14 September 2025, c2 (4) has no event."""

from edusched.rules.examples import Example

YEAR = {"event": "joined_on", "within_days": 365, "min_study_hours": 4}

EXAMPLES: tuple[Example, ...] = (
    Example(
        text="On the last day of the year after joining: 14 September 2026.",
        plan="t1 2026-09-14 am school/big li c1",
        # 2025-09-14 + 365 days = 2026-09-14. c2 has no such event.
        amount=0,
        parameters=YEAR,
    ),
    Example(
        text="One day late.",
        plan="t1 2026-09-15 am school/big li c1",
        # 400 x 13 = 5200.
        amount=5200,
        parameters=YEAR,
        subject=("c1",),
    ),
    Example(
        text="The day of the event counts, the day before does not.",
        plan="p1 2026-09-08 am web li c1",
        # 2 (p1) + 1 (14 September 2025); not the 2 of the 13th. (400 - 300) x 13 = 1300.
        amount=1300,
        given={
            "cohorts": [
                {
                    "id": "c1",
                    "history": [
                        {"on": "2025-09-14", "study_hours": 1, "subject_class": "theory"},
                        {"on": "2025-09-13", "study_hours": 2, "subject_class": "theory"},
                    ],
                }
            ]
        },
        parameters=YEAR,
        subject=("c1",),
    ),
    Example(
        text="Due on the plan's last day, or the day after it.",
        plan="",
        # c1: 2025-09-19 + 365 = 2026-09-19, after the plan: nothing asked. c2: 2026-09-18: 400 x 4 = 1600.
        amount=1600,
        given={
            "cohorts": [
                {"id": "c1", "events": {"joined_on": "2025-09-19"}},
                {"id": "c2", "events": {"joined_on": "2025-09-18"}},
            ]
        },
        parameters=YEAR,
        subject=("c2",),
    ),
    Example(
        text="Only professional hours count.",
        plan="""
            t1 2026-09-07 am school/big li c1
            k1 2026-09-08 am bus@hill wu c1
        """,
        # 3 of 4: 100 x 13 = 1300.
        amount=1300,
        parameters={**YEAR, "counted": {"subject_classes": ["professional"]}},
        subject=("c1",),
    ),
    Example(
        text="Two cohorts short; another event is another matter.",
        plan="p1 2026-09-10 am web li c1,c2",
        # c2 joined on 2025-09-10, due 2026-09-10: just in time. c1 (400 - 200) x 13 = 2600;
        # c2 (400 - 200) x 4 = 800. Together 3400.
        amount=3400,
        given={"cohorts": [{"id": "c2", "events": {"joined_on": "2025-09-10", "promoted_on": "2025-01-10"}}]},
        parameters=YEAR,
        subject=("c2",),
    ),
    Example(
        text="A deadline before the plan began is still asked, and the plan comes too late for it.",
        plan="t1 2026-09-07 am school/big li c1",
        # Due on 14 October 2025. History 3 on that very day, 1 on the day after. (400 - 300) x 13 = 1300.
        amount=1300,
        given={
            "cohorts": [
                {
                    "id": "c1",
                    "history": [
                        {"on": "2025-10-14", "study_hours": 3, "subject_class": "theory"},
                        {"on": "2025-10-15", "study_hours": 1, "subject_class": "theory"},
                    ],
                }
            ]
        },
        parameters={**YEAR, "within_days": 30},
        subject=("c1",),
    ),
    Example(
        text="The same cohorts, but only c2 is meant.",
        plan="p1 2026-09-07 am web li c1,c2",
        # c2: (400 - 200) x 4 = 800.
        amount=800,
        given={"cohorts": [{"id": "c2", "events": {"joined_on": "2025-09-10"}}]},
        parameters={**YEAR, "cohorts": {"categories": ["staff"]}},
        subject=("c2",),
    ),
)
