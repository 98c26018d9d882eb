"""Parameters of the rules on content, drawn for a tiny instance; ``parameters`` brings them in."""

from collections.abc import Callable
from typing import Any

from tests.tiny.draw import Draw
from tests.tiny.parameter_parts import cohorts, counted, ids, period

Data = dict[str, Any]

DONORS = ("county", "east", "county", "north")
RECIPIENTS = ("county", "east", "county", "north", "hill")


def _curriculum(draw: Draw, data: Data) -> Data:
    courses = draw.some(ids(data, "courses"), 1, 2)
    found: Data = {"courses": {course: draw.one((1, 1, 2, 3)) for course in courses}}
    return found | cohorts(draw, data) | period(draw)


def _prerequisites(draw: Draw, data: Data) -> Data:
    return {}


def _group_size(draw: Draw, data: Data) -> Data:
    found = draw.maybe(0.7, "min_persons", draw.one((0, 2, 3, 4, 5, 7)))
    return found | draw.maybe(0.6, "max_persons", draw.one((9, 7, 6, 5, 4, 2))) | counted(draw, data)


def _needs_met(draw: Draw, data: Data) -> Data:
    return cohorts(draw, data)


def _support_pairs(draw: Draw, data: Data) -> Data:
    pairs = [
        {"donor": draw.one(DONORS), "recipient": draw.one(RECIPIENTS)} for _ in range(draw.one((1, 1, 2, 3)))
    ]
    return {"pairs": pairs} | draw.maybe(0.7, "min_sessions", draw.one((2, 1, 2, 3))) | period(draw)


CONTENT: dict[str, Callable[[Draw, Data], Data]] = {
    "curriculum": _curriculum,
    "prerequisites": _prerequisites,
    "group_size": _group_size,
    "needs_met": _needs_met,
    "support_pairs": _support_pairs,
}
