"""Parameters of the rules on counts and quotas, drawn for a tiny instance."""

from collections.abc import Callable
from datetime import date, timedelta

from tests.tiny.draw import Draw
from tests.tiny.instances import Data
from tests.tiny.parameter_parts import cohorts, counted, ids, period

LEVELS = ("county", "township", "village")


def _person_times(draw: Draw, data: Data) -> Data:
    found = cohorts(draw, data) | counted(draw, data) | period(draw)
    found |= draw.maybe(0.6, "count", draw.one(("sessions", "sessions", "programmes")))
    found |= draw.maybe(0.7, "by", draw.one(("unit", "region", "category", "cohort", "all")))
    found |= draw.maybe(0.4, "level", draw.one(LEVELS))
    what = draw.one(("least", "most", "target", "range", "target", "all"))
    if what in {"least", "range", "all"}:
        found["min_person_times"] = draw.one((1, 2, 3, 5, 8, 13))
    if what in {"most", "range", "all"}:
        found["max_person_times"] = draw.one((0, 3, 5, 8, 13, 20))
    if what in {"target", "all"}:
        found["target_person_times"] = draw.one((1, 3, 6, 10, 17))
        found |= draw.maybe(0.8, "band_percent", draw.one((0, 10, 34, 50, 100)))
    return found


def _person_share(draw: Draw, data: Data) -> Data:
    found = cohorts(draw, data) | counted(draw, data)
    found |= {"part": counted(draw, data).get("counted", {"tags": ["core"]})}
    found |= draw.maybe(0.6, "count", draw.one(("sessions", "sessions", "programmes")))
    found |= draw.maybe(0.5, "by", draw.one(("unit", "region", "category", "cohort", "all")))
    found |= draw.maybe(0.4, "level", draw.one(LEVELS))
    if draw.chance(0.4):
        found |= {"of": "year_before"} | draw.maybe(0.5, "period", "school_year")
    else:
        found |= period(draw)
    what = draw.one(("least", "most", "both"))
    if what != "most":
        found["min_percent"] = draw.one((10, 34, 50, 67, 110))
    if what != "least":
        found["max_percent"] = draw.one((70, 50, 34, 100, 150))
    return found


def _session_count(draw: Draw, data: Data) -> Data:
    found = counted(draw, data) | period(draw) | draw.maybe(0.5, "by", draw.one(("region", "region", "all")))
    found |= draw.maybe(0.6, "level", draw.one(LEVELS))
    what = draw.one(("least", "most", "range"))
    if what != "most":
        found["min_sessions"] = draw.number(1, 3)
    if what != "least":
        found["max_sessions"] = draw.number(0, 2)
    return found


def _activity_day(draw: Draw, data: Data) -> Data:
    calendar = data["calendar"]
    first, last = date.fromisoformat(calendar["first_day"]), date.fromisoformat(calendar["last_day"])
    any_day = first + timedelta(days=draw.number(-1, (last - first).days + 1))
    starts = [x["first_day"] for s in data["sessions"] for x in s.get("starts", []) if "first_day" in x]
    near = date.fromisoformat(draw.one(starts)) if starts else any_day
    near += timedelta(days=draw.one((0, 0, 0, 0, 1, -1, 2)))
    dates = [near.isoformat()[5:]] + ([any_day.isoformat()[5:]] if draw.chance(0.3) else [])
    found: Data = {"dates": dates + (["02-29"] if draw.chance(0.1) else [])}
    found |= draw.maybe(0.5, "shift", draw.one(("nearest_working_day", "nearest_working_day", "keep")))
    found |= draw.maybe(0.3, "min_sessions", draw.number(1, 2))
    found |= draw.maybe(0.3, "by", "region") | draw.maybe(0.3, "level", draw.one(LEVELS))
    return found | (counted(draw, data) if draw.chance(0.4) else {})


def _alternatives(draw: Draw, data: Data) -> Data:
    sessions = ids(data, "sessions")
    found: Data = {}
    if data.get("programmes") and draw.chance(0.7):
        found["programmes"] = draw.some(ids(data, "programmes"))
    if not found or draw.chance(0.6):
        found["sessions"] = draw.some(sessions)
    found |= draw.maybe(0.4, "min_run", draw.number(0, 2))
    return found | draw.maybe(0.6, "max_run", draw.one((1, 2, 3, 0)))


QUOTAS: dict[str, Callable[[Draw, Data], Data]] = {
    "person_times": _person_times,
    "person_share": _person_share,
    "session_count": _session_count,
    "activity_day": _activity_day,
    "alternatives": _alternatives,
}
