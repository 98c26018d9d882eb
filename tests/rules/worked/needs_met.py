"""Hand-worked examples of ``needs_met``: theory is tagged core; c1 are 13 persons, c2 are 4."""

from typing import Any

from edusched.rules.examples import Example

ASKED: dict[str, Any] = {
    "cohorts": [{"id": "c1", "needs": {"core": 3, "law": 2}}, {"id": "c2", "needs": {"core": 1}}]
}

EXAMPLES: tuple[Example, ...] = (
    Example(
        text="Nothing runs: nothing is met.",
        plan="",
        # c1 (3 + 2) x 13 = 65, c2 1 x 4.
        amount=69,
        given=ASKED,
        subject=("c2", "core"),
    ),
    Example(
        text="c1 has theory; nothing is tagged law, and c2 was not there.",
        plan="t1 2026-09-07 am school/big li c1",
        # c1 2 x 13 = 26, c2 4.
        amount=30,
        given=ASKED,
        subject=("c1", "law"),
    ),
    Example(
        text="What is attended by choice meets a need as well; once is enough.",
        plan="""
            t1 2026-09-07 am school/big li c1
            t2 2026-09-07 pm school/big li c2
            p1 2026-09-08 eve web li c1
        """,
        amount=0,
        given={**ASKED, "courses": [{"id": "law", "tags": ["law"]}]},
    ),
    Example(
        text="One session meets two needs.",
        plan="t1 2026-09-07 am school/big li c1",
        amount=0,
        given={**ASKED, "courses": [{"id": "theory", "tags": ["extra", "law", "core"]}]},
        parameters={"cohorts": {"ids": ["c1"]}},
    ),
    Example(
        text="History does not help.",
        plan="p1 2026-09-08 eve web li c1",
        amount=39,
        given={
            "cohorts": [
                {
                    "id": "c1",
                    "needs": {"core": 3},
                    "history": [
                        {
                            "on": "2026-09-01",
                            "study_hours": 4,
                            "subject_class": "theory",
                            "tags": ["core"],
                            "course": "theory",
                        }
                    ],
                }
            ]
        },
        subject=("c1", "core"),
    ),
    Example(
        text="Only the cohorts meant.",
        plan="",
        amount=4,
        given=ASKED,
        parameters={"cohorts": {"categories": ["staff"]}},
        subject=("c2", "core"),
    ),
    Example(
        text="A cohort without persons and one without needs.",
        plan="",
        amount=0,
        given={"cohorts": [{"id": "c2", "headcount": {"station": 0}, "needs": {"core": 5}}]},
    ),
)
