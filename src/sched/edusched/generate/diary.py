"""Who is where when, while a planted plan grows: the hard rules in the plainest form that can be kept up.

This is no checker: it serves whoever makes instances and errs on the strict side (one tenth more travel
time). What it makes is checked by ``edusched.check``.
"""

from collections import Counter
from dataclasses import dataclass
from datetime import date
from typing import Protocol, TypeVar

from edusched.calendar.horizon import Horizon
from edusched.domain.base import hundredths
from edusched.domain.instance import Instance
from edusched.domain.people import Cohort, Instructor
from edusched.domain.places import MobileUnit, Platform
from edusched.domain.plan import Place, PlatformPlace, RoomPlace, StopPlace
from edusched.domain.teaching import Session
from edusched.policies import entries_of
from edusched.travel.distances import Distances

T = TypeVar("T")
AWAY = ("room", "stop")


@dataclass(frozen=True, slots=True)
class Entry:
    """A booking in the diary, with days and periods as numbers."""

    session: Session
    day: int
    period: int
    place: Place
    staff: tuple[tuple[str, str], ...]
    cohorts: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class When:
    """A start with the slots it covers and its minutes of the day."""

    day: int
    period: int
    slots: int
    start: int
    end: int
    minutes: int


class Roads(Protocol):
    """What a diary asks of distances."""

    def metres_between(self, start: str, end: str) -> int:
        """Return metres on the road between two regions or venues, by id."""

    def minutes_between(self, start: str, end: str) -> int:
        """Return a person's travel minutes between two regions or venues, by id."""


class Diary:
    """Bookings so far, and whether one more person, room or cohort is free for another."""

    def __init__(
        self, instance: Instance, horizon: Horizon | None = None, distances: "Roads | None" = None
    ) -> None:
        self.instance = instance
        self.horizon = horizon or Horizon(instance.calendar)
        self.distances: Roads = distances or Distances(instance)
        self.entries: list[Entry] = []
        self.taken: dict[tuple[str, str], int] = {}
        self.visits: dict[tuple[str, str, int], list[tuple[int, int, str | None]]] = {}
        self.minutes: Counter[tuple[str, str]] = Counter()
        self.taught: Counter[tuple[str, int]] = Counter()
        self.away: dict[tuple[int, str], list[str]] = {}
        self.headcounts = {cohort.id: cohort.headcount for cohort in instance.cohorts}
        self.seats: Counter[tuple[str, int]] = Counter()
        self.stops: dict[tuple[str, int], list[tuple[int, int, str]]] = {}
        self._known_free: dict[tuple[str, str], int] = {}
        rules = {rule.rule: rule.parameters for rule in entries_of(instance.policy)}
        hours = rules.get("instructor_hours", {})
        self._most = {
            span: int(hours.get(f"max_teaching_hours_per_{span}", 10_000)) for span in ("day", "week", "year")
        }
        self._row = int(rules.get("consecutive_days", {}).get("max_consecutive_days", 366))
        self._rest = 60 * int(rules.get("rest", {}).get("min_rest_hours", 0))
        self._share = int(rules.get("rotation_share", {}).get("max_share_percent", 100))

    def when(self, session: Session, slot: int) -> When | None:
        """Return the time a start means, or None if it runs past the day's last period."""
        count = len(self.horizon.periods)
        day, period = divmod(slot, count)
        last = period + session.length_periods - 1
        if last >= count:
            return None
        periods = self.horizon.periods[period : last + 1]
        mask = ((1 << session.length_periods) - 1) << slot
        minutes = sum(p.end_minute - p.start_minute for p in periods)
        return When(day, period, mask, periods[0].start_minute, periods[-1].end_minute, minutes)

    def point(self, place: Place) -> str | None:
        """Return where a place lies; a platform lies nowhere."""
        if isinstance(place, RoomPlace):
            return place.venue
        return place.site if isinstance(place, StopPlace) else None

    def instructor_fits(self, person: Instructor, when: When, place: Place) -> bool:
        """Tell whether an instructor can take one more booking."""
        if self._free("instructor", person.id) & when.slots != when.slots:
            return False
        if self.taken.get(("instructor", person.id), 0) & when.slots:
            return False
        return (
            self._travels("instructor", person.id, when, self.point(place))
            and self._within_hours(person, when)
            and self._rests(person, when)
            and self._pauses(person, when.day)
        )

    def cohort_fits(self, cohort: Cohort, when: When, place: Place, with_them: tuple[str, ...] = ()) -> bool:
        """Tell whether a cohort can attend, given others of the same booking for the unit's share."""
        if self._free("cohort", cohort.id) & when.slots != when.slots:
            return False
        if self.taken.get(("cohort", cohort.id), 0) & when.slots:
            return False
        if not self._travels("cohort", cohort.id, when, self.point(place)):
            return False
        return place.kind not in AWAY or self._may_be_away(cohort, when.day, with_them)

    def seats_left(self, place: Place, when: When) -> int:
        """Return how many persons the place can take then; 0 when it is not free."""
        if isinstance(place, PlatformPlace):
            if self._free("platform", place.platform) & when.slots != when.slots:
                return 0
            used = max(self.seats[place.platform, slot] for slot in self._slots(when))
            return (self.instance.platform[place.platform].seats_persons or 0) - used
        key = self._resource(place)
        if self._free(*key) & when.slots != when.slots or self.taken.get(key, 0) & when.slots:
            return 0
        if isinstance(place, RoomPlace):
            rooms = {room.id: room for room in self.instance.venue[place.venue].rooms}
            return rooms[place.room].capacity_persons
        unit = self.instance.mobile_unit[place.mobile_unit]
        stops = [*self.stops.get((unit.id, when.day), []), (when.start, when.end, place.site)]
        return unit.capacity_persons if self.tour_fits(unit, sorted(stops), unit.depot, True) else 0

    def book(self, entry: Entry) -> None:
        """Write a booking down."""
        self._change(entry, 1)
        self.entries.append(entry)

    def unbook(self) -> None:
        """Take back the last booking."""
        self._change(self.entries.pop(), -1)

    def load(self, instructor: str) -> int:
        """Return the teaching minutes of an instructor so far."""
        return self.minutes[instructor, "all"]

    def tour_fits(
        self, unit: MobileUnit, stops: list[tuple[int, int, str]], slept: str, goes_home: bool
    ) -> bool:
        """Tell whether a mobile unit can drive a day's stops in time, from where it slept."""
        at, free, packing = slept, self._clock(unit.earliest_departure), 0
        for start, end, site in stops:
            needed = 0 if at == site else packing + self.driving(unit, at, site) + unit.set_up_minutes
            if free + needed > start:
                return False
            at, free, packing = site, end, unit.pack_up_minutes
        home = unit.pack_up_minutes + self.driving(unit, at, unit.depot)
        return not goes_home or free + home <= self._clock(unit.latest_return)

    def driving(self, unit: MobileUnit, start: str, end: str) -> int:
        """Return driving minutes, rounded up."""
        return -(-self.distances.metres_between(start, end) * 60 // (unit.speed_kmh * 1000))

    def _clock(self, time: str) -> int:
        return int(time[:2]) * 60 + int(time[3:])

    def _slots(self, when: When) -> list[int]:
        first = when.day * len(self.horizon.periods) + when.period
        return list(range(first, first + when.slots.bit_count()))

    def _resource(self, place: Place) -> tuple[str, str]:
        if isinstance(place, RoomPlace):
            return "room", f"{place.venue}/{place.room}"
        return "unit", place.mobile_unit if isinstance(place, StopPlace) else ""

    def _free(self, kind: str, name: str) -> int:
        key = (kind, name)
        if key not in self._known_free:
            self._known_free[key] = self._availability(kind, name)
        return self._known_free[key]

    def _availability(self, kind: str, name: str) -> int:
        known, of = self.instance, self.horizon.availability
        if kind == "instructor":
            person = known.instructor[name]
            lent = of(known.library[person.library].available, ())
            return of(person.available, person.unavailable) & lent
        if kind == "room":
            venue_id, room_id = name.split("/")
            venue = known.venue[venue_id]
            room = next(room for room in venue.rooms if room.id == room_id)
            return of(venue.available, venue.unavailable) & of((), room.unavailable)
        item: Cohort | MobileUnit | Platform = (
            known.cohort[name]
            if kind == "cohort"
            else (known.mobile_unit[name] if kind == "unit" else known.platform[name])
        )
        return of(item.available, item.unavailable)

    def _travels(self, kind: str, name: str, when: When, point: str | None) -> bool:
        for start, end, other in self.visits.get((kind, name, when.day), []):
            if point is None or other is None or point == other:
                continue
            gap = when.start - end if end <= when.start else start - when.end
            if gap < 1.1 * self.distances.minutes_between(point, other):
                return False
        return True

    def _within_hours(self, person: Instructor, when: When) -> bool:
        for span, key in self._spans(when.day).items():
            own = getattr(person.limits, f"max_teaching_hours_per_{span}")
            most = self._most[span] * 60 if own is None else hundredths(own) * 60 // 100
            if self.minutes[person.id, key] + when.minutes > most:
                return False
        return True

    def _spans(self, day: int) -> dict[str, str]:
        on: date = self.horizon.days[day]
        week = on.isocalendar()
        return {"day": on.isoformat(), "week": f"{week.year}-w{week.week}", "year": str(on.year)}

    def _rests(self, person: Instructor, when: When) -> bool:
        rest = (
            hundredths(person.limits.min_rest_hours) * 60 // 100
            if person.limits.min_rest_hours
            else self._rest
        )
        before = self.visits.get(("instructor", person.id, when.day - 1), [])
        after = self.visits.get(("instructor", person.id, when.day + 1), [])
        return all(when.start + 1440 - end >= rest for _, end, _ in before) and all(
            start + 1440 - when.end >= rest for start, _, _ in after
        )

    def _pauses(self, person: Instructor, day: int) -> bool:
        most = person.limits.max_consecutive_days or self._row
        run = 1
        for step in (-1, 1):
            other = day + step
            while self.taught[person.id, other] > 0:
                run, other = run + 1, other + step
        return run <= most

    def _may_be_away(self, cohort: Cohort, day: int, with_them: tuple[str, ...]) -> bool:
        for unit, persons in cohort.headcount.items():
            most = max(1, self.instance.unit[unit].size_persons * self._share // 100)
            others = ({*self.away.get((day, unit), []), *with_them}) - {cohort.id}
            gone = sum(self.headcounts[other].get(unit, 0) for other in others)
            if gone + persons > most:
                return False
        return True

    def _change(self, entry: Entry, sign: int) -> None:
        slot = entry.day * len(self.horizon.periods) + entry.period
        when = self.when(entry.session, slot)
        if when is None:
            raise ValueError(f"{entry.session.id} runs past the end of its day")
        point, place = self.point(entry.place), entry.place
        people = [("instructor", name) for _, name in entry.staff] + [
            ("cohort", name) for name in entry.cohorts
        ]
        for kind, name in people:
            self.taken[kind, name] = self.taken.get((kind, name), 0) ^ when.slots
            _enter(self.visits.setdefault((kind, name, when.day), []), (when.start, when.end, point), sign)
        for _, name in entry.staff:
            self.taught[name, when.day] += sign
            for key in [*self._spans(when.day).values(), "all"]:
                self.minutes[name, key] += sign * when.minutes
        if isinstance(place, PlatformPlace):
            persons = sum(self.instance.cohort[name].persons for name in entry.cohorts)
            for covered in self._slots(when):
                self.seats[place.platform, covered] += sign * persons
        else:
            key_of_place = self._resource(place)
            self.taken[key_of_place] = self.taken.get(key_of_place, 0) ^ when.slots
            for name in entry.cohorts:
                for unit in self.instance.cohort[name].headcount:
                    _enter(self.away.setdefault((when.day, unit), []), name, sign)
        if isinstance(place, StopPlace):
            stops = self.stops.setdefault((place.mobile_unit, when.day), [])
            _enter(stops, (when.start, when.end, place.site), sign)


def _enter(items: list[T], value: T, sign: int) -> None:
    """Write a value down, or take it back."""
    if sign > 0:
        items.append(value)
    else:
        items.remove(value)
