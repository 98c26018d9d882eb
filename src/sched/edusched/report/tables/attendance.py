"""Tables of who is trained: person-times, programmes, methods, trainees per instructor."""

from collections import defaultdict
from collections.abc import Iterator
from datetime import date

from edusched.domain.people import Cohort
from edusched.report.tables.contract import (
    Cell,
    Column,
    Kind,
    Reading,
    ReportTable,
    counts,
    numbers,
    ratio,
    texts,
)
from edusched.rules.counting import years

ALL = "all"
MIN_METHODS = 2


def person_times(reading: Reading) -> ReportTable:
    """Person-times by year, category and delivery, counted by sessions and by programmes.

    A session is one time for each person who attends it; a programme is one time however many of its
    sessions somebody attends (reading A04). A programme given in two deliveries stands in the row of each,
    and once in the row of all. History entries of the year count as the rule ``person_times`` counts them.
    """
    sums: dict[tuple[str, str, str], list[int]] = defaultdict(lambda: [0, 0, 0])
    for label, cohort, times in _times(reading):
        went: dict[str, set[str]] = defaultdict(set)
        for delivery, programme, booked in times:
            for key in (delivery, ALL):
                cell = sums[label, cohort.category, key]
                cell[0 if booked else 1] += cohort.persons
                if programme is not None and programme not in went[key]:
                    went[key].add(programme)
                    cell[2] += cohort.persons
    columns = (
        *texts("year", "category", "delivery"),
        *counts(
            booked_session_person_times="person-times",
            history_session_person_times="person-times",
            programme_person_times="person-times",
        ),
    )
    rows: tuple[tuple[Cell, ...], ...] = tuple((*key, *cell) for key, cell in sorted(sums.items()))
    return ReportTable("person_times", "Person-times by category and delivery", columns, rows)


def programme_person_times(reading: Reading) -> ReportTable:
    """Person-times of each programme by year and category: people who attend any of it, counted once.

    Sessions are those of the programme that run in the year.
    """
    instance, facts = reading.instance, reading.facts
    persons: dict[tuple[str, str, str], int] = defaultdict(int)
    sessions: dict[tuple[str, str], int] = defaultdict(int)
    for label, first, last in years(facts.horizon, "calendar_year"):
        for b in facts.bookings:
            programme = instance.programme_of.get(b.session.id)
            if programme is not None and first <= b.day <= last:
                sessions[label, programme.id] += 1
    for label, cohort, times in _times(reading):
        for programme_id in sorted({name for _, name, booked in times if name is not None and booked}):
            persons[label, programme_id, cohort.category] += cohort.persons
    rows = tuple(
        (label, name, category, sessions[label, name], count)
        for (label, name, category), count in sorted(persons.items())
    )
    columns = (
        *texts("year", "programme", "category"),
        *counts(sessions="sessions", person_times="person-times"),
    )
    return ReportTable("programme_person_times", "Person-times by programme", columns, rows)


def methods(reading: Reading) -> ReportTable:
    """Distinct teaching methods each cohort meets; fewer than two is flagged, unless it attends nothing."""
    rows = []
    for name, bookings in reading.facts.by_cohort().items():
        met = sorted({b.course.method for b in bookings})
        rows.append((name, len(bookings), len(met), " ".join(met), bool(bookings) and len(met) < MIN_METHODS))
    columns = (
        *texts("cohort"),
        *counts(sessions="sessions", methods="methods"),
        *texts("which_methods"),
        Column("one_sided", kind=Kind.YES_NO),
    )
    return ReportTable("methods", "Teaching methods by cohort", columns, tuple(rows))


def trainees_per_instructor(reading: Reading) -> ReportTable:
    """Persons taught to one instructor, by library and in all.

    Trainees are the persons of cohorts that an instructor of the library teaches, each cohort once;
    instructors are those who teach.
    """
    taught: dict[str, dict[str, Cohort]] = defaultdict(dict)
    teaching: dict[str, set[str]] = defaultdict(set)
    for b in reading.facts.bookings:
        for person in b.instructors:
            for key in (person.library, ALL):
                teaching[key].add(person.id)
                taught[key] |= {cohort.id: cohort for cohort in b.cohorts}
    rows = []
    for key in [*sorted(reading.instance.library), ALL]:
        persons = sum(cohort.persons for cohort in taught[key].values())
        count = len(teaching[key])
        rows.append((key, count, persons, ratio(persons, count)))
    columns = (
        *texts("library"),
        *counts(instructors="instructors", trainee_persons="persons"),
        *numbers(persons_per_instructor="persons"),
    )
    return ReportTable("trainees_per_instructor", "Trainees per instructor", columns, tuple(rows))


Times = list[tuple[str, str | None, bool]]
"""Delivery, programme, and whether it is booked (else it is history) of each time."""


def _times(reading: Reading) -> Iterator[tuple[str, Cohort, Times]]:
    """Yield each cohort's times of each calendar year."""
    instance, booked = reading.instance, reading.facts.by_cohort()
    for label, first, last in years(reading.facts.horizon, "calendar_year"):
        for name, bookings in booked.items():
            cohort = instance.cohort[name]
            times: Times = []
            for b in bookings:
                if first <= b.day <= last:
                    programme = instance.programme_of.get(b.session.id)
                    times.append((b.delivery.value, programme.id if programme else None, True))
            times += [(e.delivery, e.programme, False) for e in cohort.history if _within(e.on, first, last)]
            yield label, cohort, times


def _within(day: date, first: date, last: date) -> bool:
    return first <= day <= last
