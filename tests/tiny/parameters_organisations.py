"""Parameters of the rules on organisations, drawn for a tiny instance."""

from collections.abc import Callable
from datetime import date, timedelta

from tests.tiny.draw import Draw
from tests.tiny.instances import Data
from tests.tiny.parameter_parts import counted, ids, instructors, period

LEVELS = ("county", "township", "village")


def _none(draw: Draw, data: Data) -> Data:
    return {}


def _provider_rating(draw: Draw, data: Data) -> Data:
    found = counted(draw, data) | draw.maybe(0.6, "min_rating", draw.one((1, 2.7, 3, 3.01, 4.5, 5)))
    return found | draw.maybe(0.4, "unrated_pass", draw.chance(0.7))


def _notice(draw: Draw, data: Data) -> Data:
    first = date.fromisoformat(data["calendar"]["first_day"])
    return draw.maybe(0.4, "decided_on", (first + timedelta(days=draw.number(-3, 3))).isoformat())


def _owner_priority(draw: Draw, data: Data) -> Data:
    return {"library": draw.one(ids(data, "libraries"))}


def _joint_hire(draw: Draw, data: Data) -> Data:
    return instructors(draw, data) | draw.maybe(0.8, "max_teaching_hours_per_year", draw.one((2, 4.5, 9)))


def _instructor_turns(draw: Draw, data: Data) -> Data:
    found = instructors(draw, data) | period(draw) | draw.maybe(0.3, "max_sessions", 2)
    found |= draw.maybe(0.6, "among", draw.one(("cohorts", "locations", "regions")))
    return found | draw.maybe(0.5, "level", draw.one(LEVELS))


def _instructor_reach(draw: Draw, data: Data) -> Data:
    found = instructors(draw, data) | period(draw) | draw.maybe(0.5, "min_regions", draw.number(1, 2))
    return found | draw.maybe(0.7, "level", draw.one(LEVELS))


ORGANISATIONS: dict[str, Callable[[Draw, Data], Data]] = {
    "organisers_free": _none,
    "organiser_capacity": _none,
    "provider_seats": _none,
    "provider_rating": _provider_rating,
    "notice": _notice,
    "lending_window": _none,
    "lending_fees": _none,
    "owner_priority": _owner_priority,
    "joint_hire": _joint_hire,
    "instructor_turns": _instructor_turns,
    "instructor_reach": _instructor_reach,
    "provisional_dates": _none,
}
