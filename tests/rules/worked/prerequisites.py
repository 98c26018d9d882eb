"""Hand-worked examples of ``prerequisites``: law builds on theory."""

from typing import Any

from edusched.rules.examples import Example

LAW: dict[str, Any] = {"courses": [{"id": "law", "prerequisites": ["theory"]}]}

EXAMPLES: tuple[Example, ...] = (
    Example(
        text="Theory in the morning, law in the evening.",
        plan="""
            t1 2026-09-07 am school/big li c1
            p1 2026-09-07 eve web li c1
        """,
        amount=0,
        given=LAW,
    ),
    Example(
        text="Neither cohort had theory before: c1 has it too late, c2 never. Persons do not matter.",
        plan="""
            p1 2026-09-07 eve web li c1,c2
            t1 2026-09-08 am school/big li c1
        """,
        amount=2,
        given=LAW,
        subject=("p1", "c2", "theory"),
    ),
    Example(
        text="At the same time is not before.",
        plan="""
            t1 2026-09-07 pm school/big li c1
            p1 2026-09-07 pm web wu c1
        """,
        amount=1,
        given=LAW,
        subject=("p1", "c1", "theory"),
    ),
    Example(
        text="Theory ends at the minute law begins.",
        plan="""
            t1 2026-09-07 am school/big li c1
            p1 2026-09-07 pm web wu c1
        """,
        amount=0,
        given={**LAW, "calendar": {"periods": [{"id": "pm", "start": "11:30", "end": "14:00"}]}},
    ),
    Example(
        text="Theory over two periods still runs when law begins.",
        plan="""
            t1 2026-09-07 am school/big li c1
            p1 2026-09-07 pm web wu c1
        """,
        amount=1,
        given={**LAW, "sessions": [{"id": "t1", "length_periods": 2}]},
        subject=("p1", "c1", "theory"),
    ),
    Example(
        text="History that names the course is enough, however old; c2 has an entry that names none.",
        plan="p1 2026-09-07 eve web li c1,c2",
        amount=1,
        given={
            **LAW,
            "cohorts": [
                {
                    "id": "c1",
                    "history": [
                        {
                            "on": "2019-05-05",
                            "study_hours": 0,
                            "subject_class": "public",
                            "course": "theory",
                        }
                    ],
                },
                {
                    "id": "c2",
                    "history": [{"on": "2026-05-05", "study_hours": 4, "subject_class": "theory"}],
                },
            ],
        },
        subject=("p1", "c2", "theory"),
    ),
    Example(
        text="Each course counts, and each booking: law before theory and after it, without skill.",
        plan="""
            p1 2026-09-07 am web li c1
            t1 2026-09-07 pm school/big li c1
            p2 2026-09-07 eve web li c1
        """,
        # p1 lacks both, p2 skill: 3.
        amount=3,
        given={"courses": [{"id": "law", "prerequisites": ["theory", "skill"]}]},
        subject=("p2", "c1", "skill"),
    ),
    Example(
        text="Only what the course itself names: law asks for skill, and skill for theory.",
        plan="""
            k1 2026-09-07 am school/small wu c1
            p1 2026-09-08 eve web li c1
        """,
        amount=1,
        given={
            "courses": [
                {"id": "law", "prerequisites": ["skill"]},
                {"id": "skill", "prerequisites": ["theory"]},
            ]
        },
        subject=("k1", "c1", "theory"),
    ),
    Example(
        text="A cohort without persons is asked as well, and another cohort's theory does not help it.",
        plan="""
            t1 2026-09-07 am school/big li c1
            p1 2026-09-08 eve web li c2
        """,
        amount=1,
        given={**LAW, "cohorts": [{"id": "c2", "headcount": {"station": 0}}]},
        subject=("p1", "c2", "theory"),
    ),
)
