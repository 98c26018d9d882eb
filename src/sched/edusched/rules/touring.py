"""Shared by the pages on mobile units: the legs a unit drives, read from a finished plan.

Written from dates and minutes only; the flow network of the rows is elsewhere and knows nothing of this.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import pairwise

from edusched.domain.base import minute_of_day
from edusched.domain.places import MobileUnit
from edusched.rules.facts import Facts


@dataclass(frozen=True, slots=True)
class Leg:
    """A leg driven on a day: metres, and minutes short of what it needs."""

    day: date
    metres: int
    lacking: int


@dataclass(frozen=True, slots=True)
class Stop:
    """A stop: a day, when, where."""

    day: date
    start: int
    end: int
    site: str


def stops(facts: Facts, unit: MobileUnit) -> list[Stop]:
    """Return the stops of a unit in order; sessions at one site and time are one stop."""
    found = {
        (b.day, b.start_minute, b.end_minute, b.location)
        for b in facts.by_mobile_unit()[unit.id]
        if b.location is not None
    }
    return [Stop(*key) for key in sorted(found)]


def legs(facts: Facts, unit: MobileUnit) -> Iterator[Leg]:
    """Yield every leg of a unit's tours."""
    nights = {n.day: n.site for n in facts.overnights if n.mobile_unit == unit.id}
    by_day: dict[date, list[Stop]] = {}
    for stop in stops(facts, unit):
        by_day.setdefault(stop.day, []).append(stop)
    mornings = {day + timedelta(days=1): site for day, site in nights.items()}
    for day in sorted(set(by_day) | set(mornings)):
        slept = mornings.get(day)
        today = by_day.get(day, [])
        if not today:
            if slept is not None:
                yield _home(facts, unit, day, slept, minute_of_day(unit.earliest_departure))
            continue
        yield _out(facts, unit, slept, today[0])
        for first, second in pairwise(today):
            yield _between(facts, unit, first, second)
        if day not in nights:
            yield _home(facts, unit, day, today[-1].site, today[-1].end)


def _drive(facts: Facts, unit: MobileUnit, start: str, end: str) -> tuple[int, int]:
    metres = facts.distances.metres_between(start, end)
    return metres, -((-metres * 60) // (unit.speed_kmh * 1000))


def _out(facts: Facts, unit: MobileUnit, slept: str | None, stop: Stop) -> Leg:
    metres, minutes = _drive(facts, unit, unit.depot if slept is None else slept, stop.site)
    needed = minutes + (0 if slept == stop.site else unit.set_up_minutes)
    there_is = stop.start - minute_of_day(unit.earliest_departure)
    return Leg(stop.day, metres, max(0, needed - there_is))


def _between(facts: Facts, unit: MobileUnit, first: Stop, second: Stop) -> Leg:
    metres, minutes = _drive(facts, unit, first.site, second.site)
    same = first.site == second.site
    needed = 0 if same else unit.pack_up_minutes + minutes + unit.set_up_minutes
    return Leg(second.day, metres, max(0, needed - (second.start - first.end)))


def _home(facts: Facts, unit: MobileUnit, day: date, site: str, leaves: int) -> Leg:
    metres, minutes = _drive(facts, unit, site, unit.depot)
    there_is = minute_of_day(unit.latest_return) - leaves
    return Leg(day, metres, max(0, unit.pack_up_minutes + minutes - there_is))
