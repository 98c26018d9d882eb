"""Tables about supervision: which sessions to inspect, how often regions are, what units were told."""

from bisect import bisect_right
from collections import defaultdict
from datetime import date, timedelta
from functools import cached_property
from random import Random

from edusched.calendar.holidays import UnknownCalendarYearError
from edusched.calendar.horizon import Horizon
from edusched.domain.instance import Instance
from edusched.domain.time import CalendarYear
from edusched.report.tables.contract import (
    Cell,
    Column,
    Kind,
    Reading,
    ReportTable,
    counts,
    numbers,
    percent,
    texts,
)
from edusched.rules.facts import BookingFacts


def inspection_sample(reading: Reading) -> ReportTable:
    """Sessions drawn for inspection: the share of the terms, rounded up, by a seeded draw.

    The same plan and seed give the same draw. Late: the session is over and nobody was there.
    """
    rows: list[tuple[Cell, ...]] = []
    if reading.records is not None:
        records = reading.records.records
        terms = records.terms
        seen = {item.session: item.on for item in sorted(records.inspections, key=lambda i: i.on)}
        bookings = {b.session.id: b for b in reading.facts.bookings}
        count = -(-len(bookings) * terms.inspected_percent // 100)
        drawn = Random(terms.inspection_seed).sample(sorted(bookings), count)
        for name in sorted(drawn, key=lambda s: (bookings[s].day, s)):
            booking, on = bookings[name], seen.get(name)
            state = "done" if on else "late" if booking.day < records.as_of else "open"
            rows.append((name, booking.day, booking.place_name, on, state))
    columns = (
        *texts("session"),
        Column("day", kind=Kind.DAY),
        *texts("place"),
        Column("inspected_on", kind=Kind.DAY),
        *texts("state"),
    )
    return ReportTable("inspection_sample", "Sessions drawn for inspection", columns, tuple(rows))


def inspections(reading: Reading) -> ReportTable:
    """How often each region of the terms' level was inspected in a year, and how many of its sessions.

    Short: fewer than asked for, and the year is over; open: fewer, and there is time left. Sessions on
    platforms are in no region.
    """
    rows: list[tuple[Cell, ...]] = []
    if reading.records is not None:
        records, instance = reading.records.records, reading.instance
        held: defaultdict[tuple[str, int], set[str]] = defaultdict(set)
        for booking in reading.facts.bookings:
            where = _region(booking)
            for region in instance.region_path(where) if where else ():
                held[region, booking.day.year].add(booking.session.id)
        visits: defaultdict[tuple[str, int], list[str | None]] = defaultdict(list)
        for item in records.inspections:
            for region in instance.region_path(item.region):
                visits[region, item.on.year].append(item.session)
        level, wanted = records.terms.inspected_level, records.terms.min_inspections_per_year
        days = reading.facts.horizon.days
        for region in sorted(r.id for r in instance.regions if r.level is level):
            for year in range(days[0].year, days[-1].year + 1):
                there, sessions = visits[region, year], held[region, year]
                over = records.as_of >= date(year, 12, 31)
                state = "met" if len(there) >= wanted else "short" if over else "open"
                inspected = len(sessions.intersection(there))
                rows.append(
                    (
                        region,
                        year,
                        len(there),
                        wanted,
                        state,
                        len(sessions),
                        inspected,
                        percent(inspected, len(sessions)),
                    )
                )
    columns = (
        *texts("region"),
        *counts(year="year", inspections="inspections", wanted_inspections="inspections"),
        *texts("state"),
        *counts(sessions="sessions", inspected_sessions="sessions"),
        *numbers(inspected_percent="percent"),
    )
    return ReportTable("inspections", "Inspections of regions", columns, tuple(rows))


def feedback(reading: Reading) -> ReportTable:
    """Whether each unit was told how its people did in a session, within the working days of the terms."""
    rows: list[tuple[Cell, ...]] = []
    if reading.records is not None:
        records = reading.records.records
        working = _WorkingDays(reading.instance)
        sent = {(item.unit, item.session): item.sent for item in records.feedback}
        for booking in reading.facts.bookings:
            for unit in sorted({u for c in booking.cohorts for u, n in c.headcount.items() if n}):
                due = working.after(booking.attended_on, records.terms.feedback_working_days)
                on = sent.get((unit, booking.session.id))
                state = "met" if on and on <= due else "late" if on or due < records.as_of else "open"
                taken = working.between(booking.attended_on, on) if on else None
                rows.append((unit, booking.session.id, booking.attended_on, due, on, taken, state))
    rows.sort(key=lambda row: (str(row[0]), str(row[2]), str(row[1])))
    columns = (
        *texts("unit", "session"),
        *(Column(name, kind=Kind.DAY) for name in ("day", "due", "sent")),
        *counts(working_days="working days"),
        *texts("state"),
    )
    return ReportTable("feedback", "Feedback to units", columns, tuple(rows))


def _region(booking: BookingFacts) -> str | None:
    return booking.venue.region if booking.venue else booking.location


class _WorkingDays:
    """Working days of the instance's calendar, and beyond it.

    Where no table of a later year is published, Monday to Friday are taken for working days.
    """

    def __init__(self, instance: Instance) -> None:
        self._calendar = instance.calendar

    @cached_property
    def _days(self) -> list[date]:
        longer = self._calendar.model_copy(update={"last_day": self._calendar.last_day + timedelta(days=800)})
        while True:
            try:
                horizon = Horizon(longer)
            except UnknownCalendarYearError as error:
                guess = CalendarYear(year=error.year, status="estimated", source="not published yet")
                longer = longer.model_copy(update={"overrides": (*longer.overrides, guess)})
            else:
                return [horizon.days[k] for k in horizon.working_days]

    def after(self, day: date, count: int) -> date:
        """Return the working day so many after a day; the day itself for none."""
        return self._days[bisect_right(self._days, day) + count - 1] if count else day

    def between(self, day: date, end: date) -> int:
        """Return how many working days there are after a day, up to another."""
        return max(0, bisect_right(self._days, end) - bisect_right(self._days, day))
