"""Parameters of the rules on materials, drawn for a tiny instance; ``parameters`` brings them in."""

from collections.abc import Callable
from typing import Any

from tests.tiny.draw import Draw

Data = dict[str, Any]


def _none(draw: Draw, data: Data) -> Data:
    return {}


def _material_age(draw: Draw, data: Data) -> Data:
    return draw.maybe(0.6, "max_age_years", draw.one((4, 5, 6, 0, 13)))


DELIVERY: dict[str, Callable[[Draw, Data], Data]] = {
    "material_fit": _none,
    "material_age": _material_age,
    "local_material": _none,
    "licensed_copies": _none,
}
