"""Hand-worked examples of ``material_age``."""

from typing import Any

from edusched.rules.examples import Example


def _editions(**years: int | None) -> dict[str, Any]:
    materials = [{"id": name, "edition_year": year} for name, year in sorted(years.items())]
    return {"materials": materials, "courses": [{"id": "theory", "materials": sorted(years)}]}


ONE = "t1 2026-09-07 am school/big li c1"

EXAMPLES: tuple[Example, ...] = (
    Example(text="Five years are the limit.", plan=ONE, amount=0, given=_editions(a=2021)),
    Example(text="Six are one over.", plan=ONE, amount=1, given=_editions(a=2020), subject=("t1", "c1")),
    Example(
        text="Edition 2008 in 2026, ten years allowed.",
        plan=ONE,
        amount=8,
        given=_editions(a=2008),
        parameters={"max_age_years": 10},
    ),
    Example(text="Two editions, both old: the newer one counts.", plan=ONE, amount=3,
            given=_editions(a=2008, b=2018)),
    Example(text="A text without a year has no age, and hides none.", plan=ONE, amount=6,
            given=_editions(a=2015, b=None)),
    Example(text="No edition has a year.", plan=ONE, amount=0, given=_editions(a=None)),
    Example(text="An edition of next year is not too old.", plan=ONE, amount=0, given=_editions(a=2027),
            parameters={"max_age_years": 0}),
    Example(
        text="The new edition is for staff: c1 keeps the old one, c2 has the new one.",
        plan="""
            t1 2026-09-07 am school/big li c1
            t2 2026-09-08 am school/big li c2
        """,
        amount=2,
        given={
            "materials": [
                {"id": "a", "edition_year": 2019},
                {"id": "b", "edition_year": 2025, "categories": ["staff"]},
            ],
            "courses": [{"id": "theory", "materials": ["a", "b"]}],
        },
        subject=("t1", "c1"),
    ),
    Example(
        text="Recorded in December and watched into January: the year of watching.",
        plan="p1 2026-12-30 eve web li c1",
        amount=2,
        given={
            "calendar": {"first_day": "2026-12-28", "last_day": "2027-01-08"},
            "materials": [{"id": "a", "edition_year": 2020}],
            "courses": [{"id": "law", "materials": ["a"]}],
            "platforms": [{"id": "web", "kind": "recorded", "seats_persons": None, "watch_days": 5}],
        },
    ),
)  # fmt: skip
