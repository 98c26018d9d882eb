"""Hand-worked examples of ``licensed_copies``."""

from typing import Any

from edusched.rules.examples import Example


def _film(copies: int | None, *courses: str) -> dict[str, Any]:
    return {
        "materials": [{"id": "film", "kind": "film", "copies": copies}],
        "courses": [{"id": course, "materials": ["film"]} for course in courses],
    }


EXAMPLES: tuple[Example, ...] = (
    Example(
        text="One after the other: one copy will do.",
        plan="""
            t1 2026-09-07 am school/big li c1
            t2 2026-09-07 pm hall/main wu c2
        """,
        amount=0,
        given=_film(1, "theory"),
    ),
    Example(
        text="Two courses share one copy.",
        plan="""
            t1 2026-09-07 am school/big li c1
            k2 2026-09-07 am bus@hill wu c2
        """,
        amount=1,
        given=_film(1, "theory", "skill"),
        subject=("film", "2026-09-07", "am"),
    ),
    Example(
        text="The other course does not use it.",
        plan="""
            t1 2026-09-07 am school/big li c1
            k2 2026-09-07 am bus@hill wu c2
        """,
        amount=0,
        given=_film(1, "theory"),
    ),
    Example(
        text="Two long sessions meet in one period, in the afternoon.",
        plan="""
            t1 2026-09-07 am school/big li c1
            t2 2026-09-07 pm hall/main wu c2
        """,
        amount=1,
        given=_film(1, "theory") | {"sessions": [{"id": "t1", "length_periods": 2}]},
        subject=("film", "2026-09-07", "pm"),
    ),
    Example(
        text="Three at a time in both periods, two copies.",
        plan="""
            t1 2026-09-07 am school/big li c1
            t2 2026-09-07 am hall/main wu c2
            p1 2026-09-07 am web li c2
        """,
        amount=2,
        given=_film(2, "theory", "law")
        | {"sessions": [{"id": name, "length_periods": 2} for name in ("t1", "t2", "p1")]},
    ),
    Example(
        text="Any number of copies.",
        plan="""
            t1 2026-09-07 am school/big li c1
            t2 2026-09-07 am hall/main wu c2
        """,
        amount=0,
        given=_film(None, "theory"),
    ),
    Example(
        text="A recording takes its copy while it is made, once for two cohorts, none when watched.",
        plan="""
            p1 2026-09-07 eve web li c1,c2
            t1 2026-09-08 eve school/big li c1
        """,
        amount=0,
        given=_film(1, "theory", "law")
        | {"platforms": [{"id": "web", "kind": "recorded", "seats_persons": None, "watch_days": 1}]},
    ),
)
