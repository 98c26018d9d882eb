"""Parameters of the rules on organisations, drawn for a tiny instance."""

from collections.abc import Callable
from datetime import date, timedelta

from tests.tiny.draw import Draw
from tests.tiny.instances import Data
from tests.tiny.parameter_parts import counted


def _none(draw: Draw, data: Data) -> Data:
    return {}


def _provider_rating(draw: Draw, data: Data) -> Data:
    found = counted(draw, data) | draw.maybe(0.6, "min_rating", draw.one((1, 2.7, 3, 3.01, 4.5, 5)))
    return found | draw.maybe(0.4, "unrated_pass", draw.chance(0.7))


def _notice(draw: Draw, data: Data) -> Data:
    first = date.fromisoformat(data["calendar"]["first_day"])
    return draw.maybe(0.4, "decided_on", (first + timedelta(days=draw.number(-3, 3))).isoformat())


ORGANISATIONS: dict[str, Callable[[Draw, Data], Data]] = {
    "organisers_free": _none,
    "organiser_capacity": _none,
    "provider_seats": _none,
    "provider_rating": _provider_rating,
    "notice": _notice,
}
