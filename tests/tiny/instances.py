"""Tiny instances: two to four sessions, two or three cohorts and instructors, a few days, few starts.

Plain JSON data in the vocabulary of the base example (``rules.examples.BASE``). A ``Leaning`` says what the
instance should be rich in, so that a rule under test has something to say; ``twins`` are sessions that differ
from the one before them in nothing but the id.
"""

from copy import deepcopy
from dataclasses import dataclass
from datetime import date, timedelta
from random import Random
from typing import Any

from edusched.rules.examples import BASE
from tests.tiny.draw import Draw
from tests.tiny.means import materials, other_kind
from tests.tiny.money import cost_rules
from tests.tiny.organisations import NAMES, lend, organisation, take_part

Data = dict[str, Any]

CALENDARS = (
    ("2026-09-07", 5),  # Monday to Friday
    ("2026-09-10", 6),  # Thursday to Tuesday, over a weekend
    ("2026-09-07", 10),
    ("2026-08-29", 6),  # over the start of a school year
    ("2026-12-29", 7),  # over the end of a year, inside one ISO week
)
PERIODS = (
    (("am", "08:30", "11:30"), ("pm", "14:00", "17:00")),
    (("am", "08:30", "11:30"), ("pm", "14:00", "17:00"), ("eve", "19:00", "21:00")),
    (("am", "08:00", "09:30"), ("noon", "09:45", "11:15"), ("pm", "11:15", "13:00")),
)
WEEK = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
SITES = ("hill", "lake", "county")
OFFICES = ("county", "east", "hill")
FLAGS = ("pilot", "small")
SUBJECTS = ("theory", "professional", "public")
HOURS = (0.25, 0.5, 1, 1.5, 2, 2.01, 3, 4)


@dataclass(frozen=True)
class Leaning:
    """How likely the parts of an instance are; ``few`` keeps the number of plans small enough to list."""

    online: float = 0.35
    mobile: float = 0.35
    only_mobile: float = 0.4
    open: float = 0.4
    programme: float = 0.35
    history: float = 0.4
    limits: float = 0.2
    away: float = 0.15
    needs: float = 0.2
    roles: float = 0.25
    two_periods: float = 0.3
    legs: float = 0.5
    tight: float = 0.4
    order: float = 0.6
    hot_days: tuple[int, int] = (1, 3)
    sessions: tuple[int, int] = (2, 4)
    unshaped: float = 0.08
    few: bool = False
    twins: float = 0.0
    branches: float = 0.0  # libraries of a township
    learners: float = 0.0  # cohorts in which instructors learn
    organiser: float = 0.0
    builds_on: float = 0.0  # courses with prerequisites
    named: float = 0.0  # history that names its course
    asked: float = 0.0  # cohorts that ask for tags
    priced: float = 0.0  # sessions with a price
    organisations: float = 0.0  # sessions run by organisations, or provided by one
    costs: float = 0.0  # cost rules in the policy
    projects: float = 0.0
    lending: float = 0.0  # terms of lending, joint hire, provisional dates
    windows: float = 0.0  # a second named window, about the hot days
    scores: float = 0.0  # priorities of cohorts, ratings of instructors
    flags: float = 0.0  # flags of regions and units, and cohorts out of scope
    kinds: float = 0.0  # platforms that are not live
    materials: float = 0.0  # courses that name materials


def tiny_instance(rng: Random, lean: Leaning) -> Data:
    """Return a tiny instance as plain data; its policy is empty."""
    return _Maker(Draw(rng), lean).instance()


class _Maker:
    def __init__(self, draw: Draw, lean: Leaning) -> None:
        self.draw, self.lean = draw, lean

    def instance(self) -> Data:
        draw, lean = self.draw, self.lean
        self.calendar = self._calendar()
        first = date.fromisoformat(self.calendar["first_day"])
        count = (date.fromisoformat(self.calendar["last_day"]) - first).days + 1
        self.days = [first + timedelta(days=k) for k in range(count)]
        self.periods = [p["id"] for p in self.calendar["periods"]]
        self.hot = self._hot_days()
        if lean.windows and draw.chance(lean.windows):
            self.calendar["windows"].append({"id": "spring", "ranges": self._ranges()})
        self.units = ["bus", "van"] if self.lean.mobile and draw.chance(0.3) else ["bus"]
        self.platforms = ["web", "net"] if draw.chance(0.2) else ["web"]
        self.venues = ["school"] if self.lean.few or draw.chance(0.2) else ["school", "hall"]
        data = {key: deepcopy(BASE[key]) for key in ("schema_version", "kind", "id", "regions")}
        data |= {"calendar": self.calendar, "travel": self._travel()}
        data["units"] = [
            {"id": "bureau", "region": "county", "size_persons": draw.number(4, 30)},
            {"id": "station", "region": "east", "size_persons": draw.number(2, 16)},
        ]
        self.cohort_ids = ["c1", "c2", "c3"][: draw.number(2, 2 if self.lean.few else 3)]
        data["cohorts"] = [self._cohort(name) for name in self.cohort_ids]
        self.libraries = ["county-library", "town-library"][: 1 + draw.chance(0.3)]
        self.people = ["li", "wu", "zhao"][: 2 + (not self.lean.few and draw.chance(0.3))]
        data["instructors"] = [self._instructor(name) for name in self.people]
        data["libraries"] = [self._library(name) for name in self.libraries]
        if lean.learners:
            for cohort in data["cohorts"]:
                cohort.update(draw.maybe(lean.learners, "instructors", draw.some(self.people, 1, 2)))
        data["venues"] = self._venues()
        data["mobile_units"] = [self._mobile_unit(name) for name in self.units]
        data["platforms"] = [self._platform(name) for name in self.platforms]
        data["courses"] = [
            self._course(name, subject) for name, subject in zip(("a", "b", "l"), SUBJECTS, strict=True)
        ]
        for k, course in enumerate(data["courses"] if lean.builds_on else ()):
            before = draw.some(("a", "b", "l")[:k])
            if before:
                course.update(draw.maybe(lean.builds_on, "prerequisites", before))
        data |= materials(draw, lean.materials, data["courses"]) if lean.materials else {}
        data["sessions"] = [self._session(name) for name in ["s1", "s2", "s3", "s4"][: self._session_count()]]
        self._let_organisations_in(data)
        for k in range(1, len(data["sessions"]) if lean.twins else 0):
            if draw.chance(lean.twins):
                data["sessions"][k] = data["sessions"][k - 1] | {"id": data["sessions"][k]["id"]}
        if lean.organiser and draw.chance(0.25):
            draw.one(data["sessions"])["organiser"] = draw.one(OFFICES)
        data["programmes"] = self._programmes([s["id"] for s in data["sessions"]])
        if lean.flags:
            self._flag(data)
        if lean.scores:
            self._score(data)
        if not any("mobile" in s["deliveries"] for s in data["sessions"]) and draw.chance(0.3):
            data["mobile_units"] = []
        return data | {"policy": {"defaults": "none"} | cost_rules(draw, data, lean.costs)}

    def _flag(self, data: Data) -> None:
        """Give flags to regions and units; leave a cohort no session names out of scope, at times."""
        for thing in (*data["regions"], *data["units"]):
            thing.update(self.draw.maybe(self.lean.flags / 2, "flags", self.draw.some(FLAGS)))
        named = {name for session in data["sessions"] for name in session.get("cohorts", ())}
        for cohort in (c for c in data["cohorts"] if c["id"] not in named):
            cohort.update(self.draw.maybe(self.lean.flags / 2, "in_scope", False))

    def _score(self, data: Data) -> None:
        """Give priorities to cohorts and ratings to instructors."""
        draw, likely = self.draw, self.lean.scores
        for cohort in data["cohorts"]:
            cohort.update(draw.maybe(likely, "priority", draw.number(1, 5)))
            cohort.update(draw.maybe(likely, "later_sessions", draw.number(0, 3)))
        for person in data["instructors"]:
            rating = {"value_tenths": draw.number(10, 50), "responses": draw.number(3, 7)}
            person.update(draw.maybe(likely, "rating", rating))

    def _let_organisations_in(self, data: Data) -> None:
        draw, often = self.draw, self.lean.organisations
        if often:
            tight, count = draw.one((0.4, 0.9)), draw.number(1, 3)
            some = [self._with_times(organisation(draw, name, tight)) for name in NAMES[:count]]
            data["organisations"] = some
            take_part(draw, data, often)
        if self.lean.lending:
            lend(draw, data, self.lean.lending, self._patterns)

    def _session_count(self) -> int:
        low, high = self.lean.sessions
        return self.draw.number(low, min(high, 3) if self.lean.few else high)

    def _calendar(self) -> Data:
        draw = self.draw
        first, count = draw.one(CALENDARS)
        last = date.fromisoformat(first) + timedelta(days=count - 1)
        periods = [{"id": i, "start": start, "end": end} for i, start, end in draw.one(PERIODS)]
        calendar: Data = {
            "first_day": first,
            "last_day": last.isoformat(),
            "holidays": "none",
            "periods": periods,
        }
        odd = date.fromisoformat(first) + timedelta(days=draw.number(0, count - 1))
        window = {"first": odd.isoformat(), "last": (odd + timedelta(days=1)).isoformat()}
        calendar |= {"windows": [{"id": "harvest", "ranges": [window]}]}
        calendar |= draw.maybe(0.1, "closed_days", [{"first": odd.isoformat(), "last": odd.isoformat()}])
        if draw.chance(0.15):
            made_up = {"year": odd.year, "status": "estimated", "source": "test"}
            key = "make_up_working_days" if odd.weekday() >= 5 else "off_days"
            calendar["overrides"] = [made_up | {key: [odd.isoformat()]}]
        return calendar

    def _hot_days(self) -> list[date]:
        """Return the few days at which sessions may start, mostly working days in a row."""
        draw = self.draw
        working = [d for d in self.days if d.weekday() < 5]
        first = draw.one(
            (0, draw.number(0, len(working) - 1), len(working) - 1, draw.number(0, len(working) - 1))
        )
        chosen = working[first : first + draw.number(*self.lean.hot_days)]
        if draw.chance(0.2):
            chosen = [*chosen, draw.one(self.days)]
        return sorted(set(chosen))

    def _ranges(self) -> list[Data]:
        """Return ranges of days that begin or end on hot days; they may overlap."""
        draw, found = self.draw, list[Data]()
        for _ in range(draw.number(1, 2)):
            day, more = draw.one(self.hot), timedelta(days=draw.number(0, 2))
            first, last = draw.one(((day, day + more), (day - more, day)))
            found.append({"first": first.isoformat(), "last": last.isoformat()})
        return found

    def _travel(self) -> Data:
        draw = self.draw
        places = ["county", "east", "hill", "lake", *self.venues]
        travel: Data = {"detour_percent": 100, "speed_kmh": draw.one((60, 20, 40, 8, 9))}
        if draw.chance(self.lean.legs):
            pairs = [(a, b) for k, a in enumerate(places) for b in places[k + 1 :]]
            travel["legs"] = [
                {
                    "start": a, "end": b,
                    "travel_minutes": draw.one((0, 15, 30, 105, 119, 120, 150, 151, 400)),
                    "travel_metres": draw.one((0, 1500, 30000, 40001, 90000, 120000, 400000)),
                }
                for a, b in draw.some(pairs, 1, 6)
            ]  # fmt: skip
        return travel

    def _patterns(self) -> list[Data]:
        """Return patterns that hold some of the hot slots, and often not all."""
        draw = self.draw
        found = []
        for _ in range(draw.number(1, 2)):
            day = draw.one(self.hot)
            pattern: Data = {}
            pattern |= draw.maybe(0.5, "first_day", day.isoformat())
            pattern |= draw.maybe(0.3, "last_day", draw.one([d for d in self.days if d >= day]).isoformat())
            pattern |= draw.maybe(0.5, "periods", draw.some(self.periods))
            pattern |= draw.maybe(0.2, "weekdays", draw.some([WEEK[d.weekday()] for d in self.days[:7]]))
            pattern |= draw.maybe(0.1, "window", "harvest")
            pattern |= draw.maybe(0.1, "day_kinds", draw.some(["working", "weekend", "closed", "holiday"]))
            found.append(pattern)
        return found

    def _with_times(self, thing: Data) -> Data:
        thing |= self.draw.maybe(self.lean.away, "available", self._patterns())
        return thing | self.draw.maybe(self.lean.away, "unavailable", self._patterns())

    def _price(self) -> Data:
        return self.draw.maybe(0.6, "price_fen_per_period", self.draw.one((1, 1000, 8000, 20000)))

    def _cohort(self, name: str) -> Data:
        draw = self.draw
        headcount = {"bureau": draw.number(0, 6), "station": draw.number(0, 4)}
        cohort: Data = {
            "id": name,
            "category": draw.one(("secretary", "staff")),
            "region": draw.one(("county", "east", "north")),
            "headcount": draw.one(
                (headcount, headcount, {"bureau": draw.number(1, 6)}, {"station": draw.number(0, 4)})
            ),
        }
        event = self.days[0] + timedelta(days=draw.one((-2, 0, 1, 2, -364, -365)))
        cohort |= draw.maybe(0.7, "events", {draw.one(("joined_on", "moved_on")): event.isoformat()})
        if draw.chance(self.lean.history):
            cohort["history"] = [self._history() for _ in range(draw.number(1, 3))]
        if self.lean.asked:
            asked = {tag: draw.number(1, 5) for tag in draw.some(("core", "extra"))}
            cohort |= draw.maybe(self.lean.asked, "needs", asked)
        return self._with_times(cohort)

    def _history(self) -> Data:
        draw = self.draw
        days = (
            self.days[0],
            self.days[-1],
            self.days[0] - timedelta(days=draw.number(1, 400)),
            date(2026, 1, 1),
        )
        entry: Data = {
            "on": draw.one(days).isoformat(),
            "study_hours": draw.one(HOURS),
            "days": draw.number(0, 2),
            "subject_class": draw.one(SUBJECTS),
        }
        entry |= draw.maybe(0.4, "tags", ["core"]) | draw.maybe(0.3, "venue_kind", "party_school")
        entry |= draw.maybe(0.3, "venue_level", draw.one(("township", "county")))
        entry |= draw.maybe(0.3, "delivery", draw.one(("mobile", "online")))
        if self.lean.named:
            entry |= draw.maybe(self.lean.named, "course", draw.one(("a", "b", "l")))
        return entry | draw.maybe(0.5, "programme", draw.one(("class", "club")))

    def _library(self, name: str) -> Data:
        library: Data = {"id": name, "region": "county", "level": "county"}
        if self.lean.branches and self.draw.chance(self.lean.branches):
            library |= {"region": self.draw.one(("east", "north")), "level": "township"}
        return library | self.draw.maybe(self.lean.away, "available", self._patterns())

    def _instructor(self, name: str) -> Data:
        draw = self.draw
        person: Data = {
            "id": name,
            "library": draw.one(self.libraries),
            "home": draw.one(("county", "east", "hill")),
            "engagement": draw.one(("full_time", "part_time", "volunteer", "joint")),
            "source": draw.one(("official", "expert")),
            "competences": {word: draw.number(1, 4) for word in draw.some(("theory", "skill"), 0)},
        }
        person |= draw.maybe(0.3, "fee_fen_per_teaching_hour", draw.one((0, 1, 12345, 20000)))
        if draw.chance(self.lean.limits):
            person["limits"] = self._limits()
        return self._with_times(person)

    def _limits(self) -> Data:
        draw = self.draw
        limits: Data = draw.maybe(0.4, "max_teaching_hours_per_day", draw.one((0, 1.5, 3, 4)))
        limits |= draw.maybe(0.4, "max_teaching_hours_per_week", draw.one((2, 3.5, 6)))
        limits |= draw.maybe(0.4, "max_teaching_hours_per_year", draw.one((1, 3, 5.25)))
        limits |= draw.maybe(0.4, "min_teaching_hours_per_year", draw.one((1, 3, 6, 6.02)))
        limits |= draw.maybe(0.4, "max_consecutive_days", draw.number(1, 3))
        return limits | draw.maybe(0.4, "min_rest_hours", draw.one((11.5, 12, 15.5, 15.75, 22)))

    def _venues(self) -> list[Data]:
        draw, venues = self.draw, deepcopy([v for v in BASE["venues"] if v["id"] in self.venues])
        for venue in venues:
            venue["kind"] = draw.one((venue["kind"], "party_school", "college"))
            venue["level"] = draw.one((venue["level"], "township", "city"))
            venue["rooms"] = [self._room(room["id"]) for room in venue["rooms"]]
            self._with_times(venue)
        return venues

    def _room(self, name: str) -> Data:
        draw = self.draw
        room: Data = {"id": name, "capacity_persons": self._capacity()}
        room["features"] = draw.some(["projector", "lab"], 0)
        return room | self._price() | draw.maybe(self.lean.away, "unavailable", self._patterns())

    def _capacity(self) -> int:
        return self.draw.number(2, 9) if self.draw.chance(self.lean.tight) else self.draw.number(8, 30)

    def _mobile_unit(self, name: str) -> Data:
        draw = self.draw
        unit: Data = {
            "id": name,
            "depot": draw.one(("county", "east", "hill")),
            "capacity_persons": self._capacity(),
            "features": draw.some(["projector", "lab"], 0),
            "crew": draw.some(self.people, 0),
            "speed_kmh": draw.one((60, 60, 20, 35)),
            "set_up_minutes": draw.one((30, 0, 45)),
            "pack_up_minutes": draw.one((20, 0, 35)),
            "earliest_departure": draw.one(("06:30", "00:00", "07:45")),
            "latest_return": draw.one(("21:00", "23:59", "18:00")),
            "max_nights_away": draw.number(0, 2),
        }
        return self._with_times(unit)

    def _platform(self, name: str) -> Data:
        seats = self.draw.number(3, 12)
        platform = self._with_times({"id": name, "seats_persons": seats}) | self._price()
        if self.lean.kinds and self.draw.chance(self.lean.kinds):
            return other_kind(self.draw, platform)
        return platform

    def _course(self, name: str, subject: str) -> Data:
        draw = self.draw
        course: Data = {"id": name, "subject_class": subject, "study_hours": draw.one(HOURS)}
        course |= draw.maybe(0.5, "tags", draw.some(("core", "extra")))
        course |= draw.maybe(0.6, "staff", self._staff())
        if draw.chance(self.lean.needs):
            needs: Data = draw.maybe(0.5, "kinds", draw.some(("party_school", "hall")))
            needs |= draw.maybe(0.5, "min_level", draw.one(("county", "city")))
            course["place"] = needs | draw.maybe(0.6, "features", draw.some(("projector", "lab")))
        return course

    def _staff(self) -> list[Data]:
        draw = self.draw
        if not draw.chance(self.lean.roles):
            return [self._need("lecturer", 1)]
        return draw.one(
            (
                [self._need("lecturer", 1), self._need("assistant", 1)],
                [self._need("lecturer", 2)],
                [],
                [self._need("lecturer", 1), self._need("assistant", 2)],
            )
        )

    def _need(self, role: str, count: int) -> Data:
        draw = self.draw
        wanted = {word: draw.number(1, 4) for word in draw.some(("theory", "skill"), 0)}
        return {"role": role, "count": count} | draw.maybe(0.6, "competences", wanted)

    def _session(self, name: str) -> Data:
        draw, lean = self.draw, self.lean
        session: Data = {
            "id": name,
            "course": draw.one(("a", "b", "l")),
            "length_periods": 2 if draw.chance(lean.two_periods) else 1,
            "mandatory": not draw.chance(0.3),
        }
        session["starts"] = self._starts(session["length_periods"])
        session |= self._where()
        selector: Data = draw.maybe(0.2, "ids", draw.some(self.cohort_ids))
        selector |= draw.maybe(0.2, "categories", ["staff"])
        selector |= draw.maybe(0.2, "regions", ["county"]) | draw.maybe(0.1, "has_event", "joined_on")
        if draw.chance(lean.open):
            session["open_to"] = selector
            session |= draw.maybe(0.4, "cohorts", draw.some(self.cohort_ids, 1, 1))
            fixed = len(session.get("cohorts", ()))
            session |= draw.maybe(0.4, "max_cohorts", max(1, fixed + draw.number(0, 1)))
        elif not draw.chance(0.05):
            session["cohorts"] = draw.some(self.cohort_ids, 1, 2)
        if lean.organiser:
            session |= draw.maybe(lean.organiser, "organiser", draw.one(OFFICES))
        if lean.projects:
            session |= draw.maybe(lean.projects, "project", draw.one(("p863", "p973")))
        if lean.priced:
            session |= draw.maybe(lean.priced, "price_fen", draw.one((1, 500, 30000)))
        return session | draw.maybe(0.15, "staff", self._staff())

    def _where(self) -> Data:
        draw, lean = self.draw, self.lean
        where: Data = {"deliveries": []}
        if draw.chance(lean.mobile):
            where["deliveries"].append("mobile")
            where["sites"] = draw.some(SITES, 1, 2)
            where |= draw.maybe(0.4, "mobile_units", draw.some(self.units, 1, 1))
        if not where["deliveries"] or not draw.chance(lean.only_mobile):
            where["deliveries"].append("online" if draw.chance(lean.online) else "in_person")
            if draw.chance(0.15) and not lean.few:
                where["deliveries"] = sorted({*where["deliveries"], "online", "in_person"})
        if "online" in where["deliveries"]:
            where |= draw.maybe(0.3, "platforms", draw.some(self.platforms))
        if "in_person" in where["deliveries"]:
            where |= draw.maybe(0.4, "venues", ["school"])
        return where

    def _starts(self, length: int) -> list[Data]:
        """Return few starts, most of them on hot days; sometimes one past the last period that fits."""
        draw = self.draw
        if draw.chance(0.08) and not self.lean.few and len(self.days) < 7:
            return (
                []
                if draw.chance(0.5)
                else [{"day_kinds": ["working"], "periods": draw.some(self.periods, 1, 2)}]
            )
        fits = self.periods[: len(self.periods) - length + 1]
        slots = [(day, period) for day in self.hot for period in (fits if draw.chance(0.9) else self.periods)]
        few = draw.some(slots, 1, 3 if self.lean.few else 4)
        patterns = [{"first_day": d.isoformat(), "last_day": d.isoformat(), "periods": [p]} for d, p in few]
        if draw.chance(0.1):
            patterns.append({"first_day": self.hot[0].isoformat(), "last_day": self.hot[-1].isoformat(),
                             "periods": draw.some(self.periods, 1, 1)})  # fmt: skip
        return patterns

    def _programmes(self, sessions: list[str]) -> list[Data]:
        draw = self.draw
        if not draw.chance(self.lean.programme):
            return []
        members = draw.some(sessions, 2)
        rest = [s for s in sessions if s not in members]
        programmes = [self._programme("class", members)]
        if rest and draw.chance(0.7):
            programmes.append(self._programme("club", rest))
        return programmes

    def _programme(self, name: str, members: list[str]) -> Data:
        draw = self.draw
        line = draw.shuffled(members)
        pairs = [[a, b] for k, a in enumerate(line) for b in line[k + 1 :]]
        programme: Data = {"id": name, "sessions": draw.shuffled(members)}
        programme |= draw.maybe(self.lean.order, "order", draw.some(pairs, 1, 3)) if pairs else {}
        programme |= draw.maybe(0.6, "block_days", draw.number(1, 3))
        programme |= draw.maybe(0.5, "same_venue", True)
        return programme | draw.maybe(0.3, "free_sessions", draw.some(members, 1, 1))
