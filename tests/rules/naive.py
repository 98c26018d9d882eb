"""The rules once more, as plainly as the words put them, on plain data: a third opinion.

Check and rows share some code (which years there are, what counts, who is meant), and a mistake there would
go unseen by both. This reads ``docs/dev/rules-in-exact-words.md`` and plain JSON data, and nothing of the
package. It is slow and short, and it is only for plans in which each session is shaped as asked.
"""

from collections.abc import Callable
from copy import copy
from datetime import date, timedelta
from fractions import Fraction
from math import asin, ceil, cos, radians, sin, sqrt
from typing import Any

Data = dict[str, Any]

WEEK = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
LEVELS = ("village", "township", "county", "city", "province", "nation")
EARTH_KM = 6371.0088
DAY = timedelta(days=1)


def day(text: str) -> date:
    return date.fromisoformat(text)


def clock(text: str) -> int:
    return int(text[:2]) * 60 + int(text[3:])


def hours(value: float, unit: int) -> int:
    """Return hours in hundredths (``unit`` 100) or minutes (``unit`` 60), rounded down."""
    return int(Fraction(str(value)) * unit)


def least_minutes(value: float) -> int:
    """Return hours of which at least so many are asked in minutes, rounded up."""
    return ceil(Fraction(str(value)) * 60)


class World:
    """An instance and a plan as plain data, with what the words mean in them."""

    def __init__(self, data: Data, plan: Data) -> None:
        self.data = data
        kinds = ("regions", "units", "cohorts", "libraries", "instructors", "venues", "mobile_units",
                 "platforms", "materials", "courses", "programmes", "sessions", "organisations")  # fmt: skip
        self.of = {kind: {item["id"]: item for item in data.get(kind, [])} for kind in kinds}
        calendar = data["calendar"]
        self.periods = calendar["periods"]
        self.names = [p["id"] for p in self.periods]
        first, last = day(calendar["first_day"]), day(calendar["last_day"])
        self.days = [first + DAY * k for k in range((last - first).days + 1)]
        self.first, self.last = first, last
        self.bookings = [Seen(self, b) for b in plan["bookings"]]
        self.nights = [(n["mobile_unit"], day(n["day"]), n["site"]) for n in plan["overnights"]]
        self.runs = {b.id for b in self.bookings}

    def kind(self, on: date) -> str:
        calendar = self.data["calendar"]
        if any(day(r["first"]) <= on <= day(r["last"]) for r in calendar.get("closed_days", [])):
            return "closed"
        tables = calendar.get("overrides", [])
        if any(on.isoformat() in t.get("make_up_working_days", []) for t in tables):
            return "working"
        if any(on.isoformat() in t.get("off_days", []) for t in tables):
            return "holiday"
        return "weekend" if on.weekday() >= 5 else "working"

    def meant(self, pattern: Data, on: date, period: str) -> bool:
        """Tell whether a pattern means a slot: every condition given holds."""
        windows = {w["id"]: w["ranges"] for w in self.data["calendar"].get("windows", [])}
        return (
            ("first_day" not in pattern or on >= day(pattern["first_day"]))
            and ("last_day" not in pattern or on <= day(pattern["last_day"]))
            and ("periods" not in pattern or period in pattern["periods"])
            and ("weekdays" not in pattern or WEEK[on.weekday()] in pattern["weekdays"])
            and ("day_kinds" not in pattern or self.kind(on) in pattern["day_kinds"])
            and (
                "window" not in pattern
                or any(day(r["first"]) <= on <= day(r["last"]) for r in windows[pattern["window"]])
            )
        )

    def free(self, thing: Data, on: date, period: str) -> bool:
        """Tell whether a thing with ``available`` and ``unavailable`` is available in a slot."""
        available, unavailable = thing.get("available", []), thing.get("unavailable", [])
        return (not available or any(self.meant(p, on, period) for p in available)) and not any(
            self.meant(p, on, period) for p in unavailable
        )

    def persons(self, cohort: str) -> int:
        return int(sum(self.of["cohorts"][cohort]["headcount"].values()))

    def selected(self, selector: Data) -> list[str]:
        """Return the cohorts a selector means."""
        return [
            c["id"]
            for c in self.data["cohorts"]
            if c.get("in_scope", True)
            and c["id"] in selector.get("ids", [c["id"]])
            and c["category"] in selector.get("categories", [c["category"]])
            and ("has_event" not in selector or selector["has_event"] in c.get("events", {}))
            and ("regions" not in selector or set(selector["regions"]) & set(self._above(c["region"])))
            and ("region_flags" not in selector or set(selector["region_flags"]) & self._region_flags(c))
            and ("unit_flags" not in selector or set(selector["unit_flags"]) & self._unit_flags(c))
        ]

    def _region_flags(self, cohort: Data) -> set[str]:
        regions = self.of["regions"]
        return {flag for r in self._above(cohort["region"]) for flag in regions[r].get("flags", [])}

    def _unit_flags(self, cohort: Data) -> set[str]:
        there = [self.of["units"][u] for u, persons in cohort["headcount"].items() if persons]
        return {flag for unit in there for flag in unit.get("flags", [])}

    def _above(self, region: str | None) -> list[str]:
        return [] if region is None else [region, *self._above(self.of["regions"][region].get("parent"))]

    def people(self, selector: Data) -> list[str]:
        """Return the instructors a selector means."""
        return [
            i["id"]
            for i in self.data["instructors"]
            if i["id"] in selector.get("ids", [i["id"]])
            and i["library"] in selector.get("libraries", [i["library"]])
            and i.get("engagement", "full_time")
            in selector.get("engagements", [i.get("engagement", "full_time")])
            and i.get("source") in selector.get("sources", [i.get("source")])
            and all(
                i.get("competences", {}).get(k, 0) >= v for k, v in selector.get("competences", {}).items()
            )
        ]

    def metres(self, a: str, b: str) -> int:
        if a == b:
            return 0
        leg = self._leg(a, b)
        if leg is not None:
            return int(leg["travel_metres"])
        (lat1, lon1), (lat2, lon2) = self._point(a), self._point(b)
        h = sin((lat2 - lat1) / 2) ** 2 + cos(lat1) * cos(lat2) * sin((lon2 - lon1) / 2) ** 2
        return round(2 * EARTH_KM * asin(sqrt(h)) * 1000 * self.data["travel"]["detour_percent"] / 100)

    def minutes(self, a: str, b: str) -> int:
        leg = self._leg(a, b) if a != b else None
        return int(leg["travel_minutes"]) if leg else self.driving(a, b, self.data["travel"]["speed_kmh"])

    def driving(self, a: str, b: str, speed: int) -> int:
        return ceil(Fraction(self.metres(a, b) * 60, speed * 1000))

    def _leg(self, a: str, b: str) -> Data | None:
        legs = self.data["travel"].get("legs", [])
        return next((leg for leg in legs if {leg["start"], leg["end"]} == {a, b}), None)

    def _point(self, name: str) -> tuple[float, float]:
        at = (self.of["venues"].get(name) or self.of["regions"][name])["location"]
        return radians(at["latitude_deg"]), radians(at["longitude_deg"])

    def counts(self, b: "Seen", counted: Data) -> bool:
        """Tell whether a booking counts."""
        delivery = {"room": "in_person", "stop": "mobile", "platform": "online"}[b.kind]
        programme = next((p["id"] for p in self.data.get("programmes", []) if b.id in p["sessions"]), None)
        method = b.course.get("method", "lecture")
        names = {"courses": b.course["id"], "methods": method, "programmes": programme}
        return _counts(counted, b.course, delivery, b.venue or {}, names)

    def counts_before(self, entry: Data, counted: Data) -> bool:
        """Tell whether a history entry counts."""
        place = {"kind": entry.get("venue_kind"), "level": entry.get("venue_level")}
        names = {"courses": entry.get("course"), "methods": None, "programmes": entry.get("programme")}
        return _counts(counted, entry, entry.get("delivery", "in_person"), place, names)

    def attended(self, cohort: str) -> list["Seen"]:
        return [b.attended for b in self.bookings if cohort in b.cohorts]

    def taught(self, person: str) -> list["Seen"]:
        return [b for b in self.bookings if person in b.instructors]


class Seen:
    """A booking with what it covers."""

    def __init__(self, world: World, b: Data) -> None:
        self.world, self.id = world, b["session"]
        self.session = world.of["sessions"][self.id]
        self.course = world.of["courses"][self.session["course"]]
        self.day = day(b["day"])
        first = world.names.index(b["period"])
        covered = world.periods[first : first + self.session.get("length_periods", 1)]
        self.covered = [p["id"] for p in covered]
        self.start, self.end = clock(covered[0]["start"]), clock(covered[-1]["end"])
        self.taught = sum(clock(p["end"]) - clock(p["start"]) for p in covered)
        self.cohorts = b["cohorts"]
        self.roles = [(a["role"], a["instructor"]) for a in b["instructors"]]
        self.instructors = {a["instructor"] for a in b["instructors"]}
        self.persons = sum(world.persons(c) for c in self.cohorts)
        place = b["place"]
        self.place, self.kind = place, place["kind"]
        self.venue = world.of["venues"].get(place.get("venue"))
        self.room = (
            next((r for r in self.venue["rooms"] if r["id"] == place["room"]), None) if self.venue else None
        )
        self.unit = world.of["mobile_units"].get(place.get("mobile_unit"))
        self.platform = world.of["platforms"].get(place.get("platform"))
        self.location = place.get("venue") or place.get("site")

    @property
    def attended(self) -> "Seen":
        """The booking for its cohorts: a recording stands on the last day of its window and takes no slot."""
        if not self.platform or self.platform.get("kind", "live") not in ("recorded", "message"):
            return self
        later = copy(self)
        days = DAY * self.platform.get("watch_days", 30)
        later.day, later.covered = min(self.day + days, self.world.last), []
        return later

    @property
    def earns(self) -> bool:
        """Whether study hours are earned where it runs."""
        where = self.platform or {}
        return bool(where.get("credits_hours", where.get("kind") != "message"))

    @property
    def staff(self) -> list[Data]:
        """The session's own staff, else the course's, else one lecturer."""
        own = self.session.get("staff", self.course.get("staff", [{"role": "lecturer"}]))
        return list(own)

    @property
    def credit(self) -> int:
        return hours(self.course["study_hours"], 100)


def _counts(counted: Data, what: Data, delivery: str, place: Data, names: Data) -> bool:
    return (
        what["subject_class"] in counted.get("subject_classes", [what["subject_class"]])
        and ("tags" not in counted or bool(set(what.get("tags", [])) & set(counted["tags"])))
        and all(name in counted.get(key, [name]) for key, name in names.items())
        and delivery in counted.get("deliveries", [delivery])
        and ("venue_kinds" not in counted or place.get("kind") in counted["venue_kinds"])
        and (
            "min_level" not in counted
            or (place.get("level") or "") in LEVELS[LEVELS.index(counted["min_level"]) :]
        )
    )


def years_of_plan(w: World, p: Data) -> list[tuple[date, date]]:
    """Return first and last day of each year that touches the plan's days."""
    period = p.get("period", "calendar_year")
    if period == "horizon":
        return [(w.first, w.last)]
    month = 1 if period == "calendar_year" else 9
    spans = [
        (date(y, month, 1), date(y + 1, month, 1) - DAY) for y in range(w.first.year - 1, w.last.year + 1)
    ]
    return [(a, b) for a, b in spans if a <= w.last and b >= w.first]


Amount = Callable[[World, Data], int]
WORDS: dict[str, Amount] = {}


def words(amount: Amount) -> Amount:
    """Register what the words say of a rule, under the function's name."""
    WORDS[amount.__name__] = amount
    return amount


def naive_amount(data: Data, plan: Data, rule: str, parameters: Data) -> int:
    """Return the summed amount of a rule on a plan."""
    return WORDS[rule](World(data, plan), parameters)
