"""What is taught with and how: materials, kinds, one place for a course."""

from typing import Any

from tests.rules.tight.form import Tight, on, sessions


def taught_with(**material: Any) -> dict[str, Any]:
    """Return a primer, and theory taught with it."""
    return {
        "materials": [{"id": "primer", **material}],
        "courses": [{"id": "theory", "materials": ["primer"]}],
    }


CASES: tuple[Tight, ...] = (
    Tight(
        "material_fit",
        "a text for staff and secretaries, and then for staff only",
        ("t1",),
        given=sessions(on("t1")) | taught_with(categories=["secretary", "staff"]),
        tighter=taught_with(categories=["staff"]),
    ),
    Tight(
        "licensed_copies",
        "two copies of a film for two rooms in one morning, not one",
        ("t1", "t2"),
        given=sessions(on("t1", "am"), on("t2", "am")) | taught_with(kind="film", copies=2),
        tighter=taught_with(copies=1),
    ),
    Tight(
        "material_age",
        "an edition of 2021 is five years old in 2026, not four",
        ("t1",),
        given=sessions(on("t1")) | taught_with(edition_year=2021),
        loose={"max_age_years": 5},
        tight={"max_age_years": 4},
    ),
    Tight(
        "local_material",
        "a text of the county is local to c1, one of a township below it is not",
        ("t1",),
        given=sessions(on("t1")) | taught_with(region="county"),
        tighter=taught_with(region="east"),
    ),
    Tight(
        "variety",
        "the class has one of the kinds wanted, not two",
        ("t1", "k1"),
        given=sessions(on("t1"), on("k1")) | {"programmes": [{"id": "class", "sessions": ["t1", "k1"]}]},
        loose={"wanted": ["core", "extra"], "min_kinds": 1},
        tight={"min_kinds": 2},
    ),
    Tight(
        "room_stability",
        "theory twice in the hall, not once there and once at the school",
        ("t1", "k1"),
        given=sessions(on("t1", venues=["hall"]), on("k1", course="theory", venues=["hall", "school"])),
        tighter=sessions({"id": "k1", "venues": ["school"]}),
    ),
)
