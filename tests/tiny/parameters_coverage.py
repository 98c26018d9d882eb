"""Parameters of the rules on coverage, turns, missions and ratings, drawn for a tiny instance."""

from collections.abc import Callable
from datetime import date, timedelta

from tests.tiny.draw import Draw
from tests.tiny.instances import Data
from tests.tiny.parameter_parts import cohorts, counted, ids, instructors, period

LEVELS = ("county", "township", "village")


def _days(data: Data) -> list[date]:
    calendar = data["calendar"]
    first, last = date.fromisoformat(calendar["first_day"]), date.fromisoformat(calendar["last_day"])
    return [first + timedelta(days=k) for k in range((last - first).days + 1)]


def _likely(draw: Draw, data: Data) -> date:
    """Return a day on which sessions may start, or one close to it."""
    starts = [x["first_day"] for s in data["sessions"] for x in s.get("starts", []) if "first_day" in x]
    near = date.fromisoformat(draw.one(starts)) if starts else draw.one(_days(data))
    return near + timedelta(days=draw.one((0, 0, 0, 1, -1)))


def _access(draw: Draw, data: Data) -> Data:
    found = cohorts(draw, data) | counted(draw, data) | period(draw)
    return found | draw.maybe(0.8, "radius_km", draw.one((0, 20, 22, 23, 30, 40, 60)))


def _coverage(draw: Draw, data: Data) -> Data:
    found = cohorts(draw, data) | counted(draw, data) | period(draw)
    found |= draw.maybe(0.7, "by", draw.one(("unit", "region", "category", "cohort", "all")))
    found |= draw.maybe(0.4, "level", draw.one(LEVELS))
    found |= draw.maybe(0.8, "min_percent", draw.one((0, 20, 34, 50, 51, 75, 80)))
    if draw.chance(0.35):
        found["dates"] = sorted({_likely(draw, data).isoformat()[5:] for _ in range(draw.number(1, 2))})
    return found


def _seat_priority(draw: Draw, data: Data) -> Data:
    found = cohorts(draw, data) | counted(draw, data)
    return found | draw.maybe(0.6, "score", draw.one(("later_sessions", "later_sessions", "priority")))


def _turn_order(draw: Draw, data: Data) -> Data:
    found = cohorts(draw, data) | counted(draw, data)
    return found | draw.maybe(0.8, "never_weeks", draw.one((0, 1, 7, 60)))


def _recurrence(draw: Draw, data: Data) -> Data:
    days = _days(data)
    found: Data = {"max_gap_days": draw.one((1, 2, 3, 4, 5))}
    found |= draw.maybe(0.5, "last_day", (days[0] + timedelta(days=draw.number(-3, 2))).isoformat())
    found |= draw.maybe(0.3, "by", "region") | draw.maybe(0.3, "level", draw.one(LEVELS))
    return found | (counted(draw, data) if draw.chance(0.4) else {})


def _missions(draw: Draw, data: Data) -> Data:
    found = []
    for _ in range(draw.one((1, 2, 3))):
        first = _likely(draw, data)
        mission: Data = {
            "instructor": draw.one(ids(data, "instructors")),
            "region": draw.one(("east", "county", "north", "hill")),
            "first_day": first.isoformat(),
            "last_day": (first + timedelta(days=draw.one((0, 1, 3)))).isoformat(),
        }
        mission |= draw.maybe(0.5, "travel_days_before", draw.number(0, 2))
        found.append(mission | draw.maybe(0.5, "travel_days_after", draw.number(0, 2)))
    return {"missions": found}


def _teaching_quality(draw: Draw, data: Data) -> Data:
    found = instructors(draw, data) | draw.maybe(0.5, "min_responses", draw.one((0, 4, 5, 6)))
    return found | draw.maybe(0.4, "neutral_tenths", draw.one((50, 30, 49, 10)))


COVERAGE: dict[str, Callable[[Draw, Data], Data]] = {
    "access": _access,
    "coverage": _coverage,
    "seat_priority": _seat_priority,
    "turn_order": _turn_order,
    "recurrence": _recurrence,
    "missions": _missions,
    "teaching_quality": _teaching_quality,
}
