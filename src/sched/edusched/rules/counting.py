"""Shared by the pages on study hours: which sessions count, which days make a year, what history brings."""

from calendar import isleap
from collections.abc import Iterator, Sequence
from datetime import date, timedelta
from functools import cached_property
from typing import Literal

import numpy as np
from pydantic import Field

from edusched.calendar.horizon import Horizon
from edusched.compile.arrays import Ints, Mask, ints
from edusched.compile.columns import Occurrences
from edusched.compile.entities import PlaceInfo
from edusched.compile.problem import Problem
from edusched.domain.base import Id, Model, hundredths
from edusched.domain.instance import Instance
from edusched.domain.people import Cohort, HistoryEntry
from edusched.domain.places import Level, Venue, VenueKind
from edusched.domain.teaching import Course, Delivery, Session
from edusched.rules.facts import BookingFacts

Period = Literal["calendar_year", "school_year", "horizon"]


class Counted(Model):
    """Which sessions and history entries count; every condition given must hold.

    ``tags``: any one of them is enough. ``venue_kinds`` and ``min_level`` hold only in rooms of venues:
    hours taken elsewhere are allowed but not counted (reading A09). ``courses``, ``methods`` and
    ``programmes`` name what is counted by itself; no history entry has a method.
    """

    subject_classes: tuple[Id, ...] | None = None
    tags: tuple[Id, ...] | None = None
    courses: tuple[Id, ...] | None = None
    methods: tuple[Id, ...] | None = None
    programmes: tuple[Id, ...] | None = None
    venue_kinds: tuple[VenueKind, ...] | None = Field(default=None, strict=False)
    min_level: Level | None = Field(default=None, strict=False)
    deliveries: tuple[Delivery, ...] | None = Field(default=None, strict=False)

    @cached_property
    def _any_session(self) -> bool:
        asked = (self.subject_classes, self.tags, self.courses, self.methods, self.programmes)
        return all(part is None for part in asked)

    def _subject(self, subject_class: str, tags: Sequence[str]) -> bool:
        return (self.subject_classes is None or subject_class in self.subject_classes) and (
            self.tags is None or not set(self.tags).isdisjoint(tags)
        )

    def _place(self, delivery: str, kind: VenueKind | None, level: Level | None) -> bool:
        if self.deliveries is not None and delivery not in self.deliveries:
            return False
        if self.venue_kinds is not None and kind not in self.venue_kinds:
            return False
        return self.min_level is None or (level is not None and level.rank >= self.min_level.rank)

    def _named(self, course: str | None, method: str | None, programme: str | None) -> bool:
        return (
            (self.courses is None or course in self.courses)
            and (self.methods is None or method in self.methods)
            and (self.programmes is None or programme in self.programmes)
        )

    def session(self, instance: Instance, session: Session) -> bool:
        """Tell whether a session counts, wherever it is held."""
        if self._any_session:
            return True
        course, programme = instance.course[session.course], instance.programme_of.get(session.id)
        return self._subject(course.subject_class, course.tags) and self._named(
            course.id, course.method, programme.id if programme else None
        )

    def booking(self, b: BookingFacts, instance: Instance) -> bool:
        """Tell whether a booking counts."""
        kind, level = (b.venue.kind, b.venue.level) if b.venue else (None, None)
        return self.session(instance, b.session) and self._place(b.delivery, kind, level)

    def place(self, info: PlaceInfo) -> bool:
        """Tell whether what is held at a place counts, whatever it is."""
        venue = info.owner if isinstance(info.owner, Venue) else None
        kind, level = (venue.kind, venue.level) if venue else (None, None)
        return self._place(info.delivery, kind, level)

    def between(
        self, instance: Instance, bookings: Sequence[BookingFacts], first: date, last: date
    ) -> list[BookingFacts]:
        """Return the bookings that count, from first to last day, both included."""
        return [b for b in bookings if first <= b.day <= last and self.booking(b, instance)]

    def earning(
        self, instance: Instance, bookings: Sequence[BookingFacts], first: date, last: date
    ) -> list[BookingFacts]:
        """Return the same less those that earn no study hours, such as messages."""
        return [b for b in self.between(instance, bookings, first, last) if b.earns]

    def history(self, entry: HistoryEntry) -> bool:
        """Tell whether a history entry counts."""
        return (
            self._subject(entry.subject_class, entry.tags)
            and self._named(entry.course, None, entry.programme)
            and self._place(entry.delivery, entry.venue_kind, entry.venue_level)
        )

    def columns(self, problem: Problem, table: Occurrences | None = None) -> Mask:
        """Return which rows of a table of columns count; none given: of ``attending``."""
        table = problem.attending if table is None else table
        return self.at(problem, table.session, table.location)

    def at(self, problem: Problem, session: Ints, location: Ints) -> Mask:
        """Return which pairs of a session and a location count."""
        instance, entities = problem.instance, problem.entities
        session_counts = np.array([self.session(instance, s) for s in entities.sessions], dtype=np.bool_)
        place_counts = []
        for info in entities.locations:
            venue = instance.venue[info.name] if info.delivery is Delivery.IN_PERSON else None
            kind, level = (venue.kind, venue.level) if venue else (None, None)
            place_counts.append(self._place(info.delivery, kind, level))
        if session.size == 0:
            return np.zeros(0, dtype=np.bool_)
        return session_counts[session] & np.array(place_counts, dtype=np.bool_)[location]


def years(horizon: Horizon, period: Period) -> Iterator[tuple[str, date, date]]:
    """Yield (label, first day, last day) of each year that touches the plan's days."""
    first, last = horizon.days[0], horizon.days[-1]
    if period == "horizon":
        yield "plan", first, last
        return
    start_month = 1 if period == "calendar_year" else 9
    year = first.year if first.month >= start_month else first.year - 1
    while date(year, start_month, 1) <= last:
        end = date(year, 12, 31) if start_month == 1 else date(year + 1, 8, 31)
        yield (str(year) if start_month == 1 else f"{year}-{year + 1}"), date(year, start_month, 1), end
        year += 1


def years_of(
    cohort: Cohort, horizon: Horizon, period: Period, contract_from: str | None
) -> Iterator[tuple[str, date, date]]:
    """Yield the years of a cohort: those of the period, or those that run from an event of its own.

    Contract years (reading A30) are named by their first day; a cohort without the event has none. One that
    begins on 29 February begins on 1 March in other years.
    """
    if contract_from is None:
        yield from years(horizon, period)
    elif contract_from in cohort.events:
        begun = cohort.events[contract_from]
        for year in range(max(begun.year, horizon.days[0].year - 1), horizon.days[-1].year + 1):
            first, last = anniversary(begun, year), anniversary(begun, year + 1) - timedelta(days=1)
            if first <= horizon.days[-1] and last >= horizon.days[0]:
                yield first.isoformat(), first, last


def anniversary(day: date, year: int) -> date:
    """Return the same day of another year, 1 March for a 29 February that is not there."""
    leap_day = (day.month, day.day) == (2, 29)
    return date(year, 3, 1) if leap_day and not isleap(year) else day.replace(year=year)


def hours_of(course: Course) -> int:
    """Return the study hours of one session of a course, in hundredths."""
    return hundredths(course.study_hours)


def earned_hours(b: BookingFacts) -> int:
    """Return the study hours a person earns by a booking, in hundredths."""
    return hours_of(b.course) if b.earns else 0


def session_hours(problem: Problem) -> Ints:
    """Return hundredths of study hours of each session."""
    course = problem.instance.course
    return ints([hours_of(course[s.course]) for s in problem.entities.sessions])


def entries_between(cohort: Cohort, first: date, last: date, counted: Counted) -> list[HistoryEntry]:
    """Return the history entries of a cohort that count, from first to last day, both included."""
    return [e for e in cohort.history if first <= e.on <= last and counted.history(e)]


def between(problem: Problem, first: date, last: date, table: Occurrences | None = None) -> Mask:
    """Return which rows of a table (else of ``attending``) lie from first to last day, both included."""
    origin = problem.horizon.days[0]
    day = problem.days(problem.attending if table is None else table)
    return (day >= (first - origin).days) & (day <= (last - origin).days)
