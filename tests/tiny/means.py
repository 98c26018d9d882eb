"""What a tiny instance is taught by: platforms of other kinds than live, materials."""

from typing import Any

from tests.tiny.draw import Draw

Data = dict[str, Any]


def other_kind(draw: Draw, platform: Data) -> Data:
    """Return a platform as one that is not live."""
    other = {key: value for key, value in platform.items() if key != "seats_persons"}
    other["kind"] = draw.one(("recorded", "recorded", "message", "broadcast"))
    other |= draw.maybe(0.25, "credits_hours", draw.chance(0.5))
    if other["kind"] != "broadcast":
        other |= draw.maybe(0.85, "watch_days", draw.one((0, 1, 1, 2, 3)))
        other |= draw.maybe(0.3, "recorded_each_time", True)
    return other


def materials(draw: Draw, often: float, courses: list[Data]) -> Data:
    """Return materials, and name some of them in courses."""
    for course in courses:
        course.update(draw.maybe(often, "materials", draw.one((["m1"], ["m2"], ["m1", "m2"]))))
    return {"materials": [_material(draw, name) for name in ("m1", "m2")]}


def _material(draw: Draw, name: str) -> Data:
    material: Data = {"id": name, "kind": draw.one(("textbook", "film"))}
    material |= draw.maybe(0.4, "level", draw.one(("county", "township")))
    material |= draw.maybe(0.4, "categories", [draw.one(("secretary", "staff"))])
    material |= draw.maybe(0.5, "region", draw.one(("county", "east", "north", "hill")))
    material |= draw.maybe(0.7, "edition_year", draw.one((2013, 2020, 2021, 2022, 2027)))
    return material | draw.maybe(0.7, "copies", draw.one((1, 1, 1, 2)))
