"""Sections of the summary that read a plan's bookings: weeks, instructors, places."""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from datetime import date, timedelta

from edusched.checking.facts import PlanFacts
from edusched.report.blocks import Block, Heading, Lines, Table
from edusched.report.words import Words, labelled, plain
from edusched.rules.facts import BookingFacts

# Written out, because strftime answers in the language of the machine.
WEEKDAYS = ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")


def bookings_by_week(facts: PlanFacts, words: Words) -> Iterator[Block]:
    """Yield a table of bookings for each week, Monday first."""
    yield Heading("Bookings by week")
    if not facts.bookings:
        yield Lines(("Nothing is booked.",))
        return
    weeks: dict[date, list[tuple[str, ...]]] = defaultdict(list)
    for b in facts.bookings:
        row = (
            f"{WEEKDAYS[b.day.weekday()]} {b.day.isoformat()}",
            f"{'+'.join(map(plain, b.periods))} {_clock(b.start_minute)}-{_clock(b.end_minute)}",
            words.named("session", b.session.id),
            words.place(b.booking.place),
            _staff(b, words) or "-",
            words.names("cohort", b.booking.cohorts) or "-",
        )
        weeks[b.day - timedelta(days=b.day.weekday())].append(row)
    head = ("day", "period", "session", "place", "instructors", "cohorts")
    for monday, rows in sorted(weeks.items()):
        year, week, _ = monday.isocalendar()
        yield Heading(f"Week {week} of {year}, from {monday.isoformat()}", 3)
        yield Table(head, tuple(rows))


def instructor_loads(facts: PlanFacts, words: Words) -> Iterator[Block]:
    """Yield who teaches how much."""
    rows, idle = [], []
    for name, bookings in facts.by_instructor().items():
        if bookings:
            minutes = sum(b.teaching_minutes for b in bookings)
            rows.append((minutes, name, len(bookings), _days(bookings)))
        else:
            idle.append(name)
    if not facts.instance.instructors:
        return
    yield Heading("Loads of instructors")
    if rows:
        people = facts.instance.instructor
        lines = [
            (
                words.named("instructor", name),
                people[name].engagement.value.replace("_", "-"),
                f"{count:,}",
                f"{days:,}",
                f"{minutes / 60:,.1f}",
            )
            for minutes, name, count, days in sorted(rows, key=lambda row: (-row[0], row[1]))
        ]
        head = ("instructor", "engagement", "bookings", "days", "teaching hours")
        yield Table(head, tuple(lines), head[2:])
    if idle:
        yield Lines((f"Without a booking ({len(idle):,}): {words.names('instructor', idle)}",))


def place_use(facts: PlanFacts, words: Words) -> Iterator[Block]:
    """Yield how much venues, mobile units and platforms are used."""
    rooms: dict[tuple[str, str], list[BookingFacts]] = defaultdict(list)
    platforms: dict[str, list[BookingFacts]] = defaultdict(list)
    for b in facts.bookings:
        if b.venue is not None and b.room is not None:
            rooms[b.venue.id, b.room.id].append(b)
        elif b.platform is not None:
            platforms[b.platform.id].append(b)
    used = [
        (f"{words.named('venue', venue)}, {plain(room)}", *_use(bookings))
        for (venue, room), bookings in sorted(rooms.items())
    ]
    used += [(words.named("platform", name), *_use(bookings)) for name, bookings in sorted(platforms.items())]
    head = ("place", "bookings", "days", "persons")
    if used:
        yield Heading("Use of places")
        yield Table(head, tuple(used), head[1:])
    yield from _units(facts)


def _units(facts: PlanFacts) -> Iterator[Block]:
    stops = facts.by_mobile_unit()
    rows = [
        (
            labelled(facts.instance.mobile_unit[name].name, name),
            *_use(bookings),
            f"{len({b.location for b in bookings}):,}",
            f"{sum(night.mobile_unit == name for night in facts.overnights):,}",
        )
        for name, bookings in stops.items()
    ]
    if rows:
        head = ("mobile unit", "bookings", "days", "persons", "sites", "nights away")
        yield Heading("Use of mobile units")
        yield Table(head, tuple(rows), head[1:])


def _clock(minute: int) -> str:
    return f"{minute // 60:02}:{minute % 60:02}"


def _staff(b: BookingFacts, words: Words) -> str:
    several = len({a.role for a in b.booking.instructors}) > 1
    return ", ".join(
        words.named("instructor", a.instructor) + (f" as {plain(a.role)}" if several else "")
        for a in b.booking.instructors
    )


def _use(bookings: list[BookingFacts]) -> tuple[str, str, str]:
    return f"{len(bookings):,}", f"{_days(bookings):,}", f"{sum(b.persons for b in bookings):,}"


def _days(bookings: Iterable[BookingFacts]) -> int:
    return len({b.day for b in bookings})
