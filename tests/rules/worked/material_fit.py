"""Hand-worked examples of ``material_fit``."""

from typing import Any

from edusched.rules.examples import Example


def _with(*materials: dict[str, Any]) -> dict[str, Any]:
    names = [m["id"] for m in materials]
    return {"materials": list(materials), "courses": [{"id": "theory", "materials": names}]}


EXAMPLES: tuple[Example, ...] = (
    Example(
        text="A text for staff: c1 are secretaries.",
        plan="""
            t1 2026-09-07 am school/big li c1
            t2 2026-09-08 am school/big li c2
        """,
        amount=1,
        given=_with({"id": "a", "categories": ["staff"]}),
        subject=("t1", "c1"),
    ),
    Example(
        text="Level and category must both fit, of one and the same text.",
        plan="t2 2026-09-08 am school/big li c2",
        amount=1,
        given=_with(
            {"id": "a", "level": "township", "categories": ["secretary"]},
            {"id": "b", "level": "county", "categories": ["staff"]},
        ),
        subject=("t2", "c2"),
    ),
    Example(
        text="Both fit.",
        plan="t2 2026-09-08 am school/big li c2",
        amount=0,
        given=_with({"id": "a", "level": "township", "categories": ["secretary", "staff"]}),
    ),
    Example(
        text="The level is that of the cohort's region itself: a city's text is none for a county.",
        plan="t1 2026-09-07 am school/big li c1",
        amount=1,
        given=_with({"id": "a", "level": "city"}),
    ),
    Example(
        text="Two cohorts in one booking, the text is for neither.",
        plan="p1 2026-09-07 eve web li c1,c2",
        amount=2,
        given={
            "materials": [{"id": "a", "level": "village"}],
            "courses": [{"id": "law", "materials": ["a"]}],
        },
        subject=("p1", "c2"),
    ),
    Example(
        text="A text that no course names fits nobody, and matters to nobody.",
        plan="t1 2026-09-07 am school/big li c1",
        amount=0,
        given={
            "materials": [{"id": "a", "level": "village"}, {"id": "b"}],
            "courses": [{"id": "theory", "materials": ["b"]}, {"id": "skill", "materials": ["a"]}],
        },
    ),
)
