"""Tables about esteem: rankings by rating, evaluations, files of providers, progress of units."""

from collections import defaultdict
from collections.abc import Iterable
from datetime import date, timedelta
from decimal import Decimal

from edusched.domain.records import RatedKind, RatingRecord
from edusched.report.tables.contract import (
    Cell,
    Column,
    Kind,
    Reading,
    ReportTable,
    counts,
    credit_hours,
    hours,
    numbers,
    percent,
    texts,
)
from edusched.report.tables.ratings import NEUTRAL_TENTHS, mean, mean_ratings
from edusched.rules.counting import earned_hours
from edusched.rules.facts import BookingFacts


def instructor_ranking(reading: Reading) -> ReportTable:
    """Instructors by rating x person-hours, ties by id.

    Person-hours are persons x study hours of the sessions taught. The rating is the mean of the records, else
    that of the instance, else 3.
    """
    if reading.records is None:
        return _ranking("instructor_ranking", "Ranking of instructors", "instructor", [])
    rated = mean_ratings(reading, RatedKind.INSTRUCTOR)
    found = []
    for name, bookings in reading.facts.by_instructor().items():
        own = reading.instance.instructor[name].rating
        tenths, responses = (own.value_tenths, own.responses) if own else (NEUTRAL_TENTHS, 0)
        tenths, responses = rated.get(name, (tenths, responses))
        worth = sum(b.persons * earned_hours(b) for b in bookings)
        found.append((name, tenths, responses, len(bookings), worth))
    return _ranking("instructor_ranking", "Ranking of instructors", "instructor", found)


def unit_ranking(reading: Reading) -> ReportTable:
    """Units by rating x person-hours, ties by id: persons sent x study hours of the sessions they attend."""
    if reading.records is None:
        return _ranking("unit_ranking", "Ranking of units", "unit", [])
    rated = mean_ratings(reading, RatedKind.UNIT)
    worth: defaultdict[str, int] = defaultdict(int)
    sessions: defaultdict[str, int] = defaultdict(int)
    for booking in reading.facts.bookings:
        for unit, persons in _sent(booking).items():
            worth[unit] += persons * earned_hours(booking)
            sessions[unit] += 1
    found = [
        (name, *rated.get(name, (NEUTRAL_TENTHS, 0)), sessions[name], worth[name])
        for name in sorted(reading.instance.unit)
    ]
    return _ranking("unit_ranking", "Ranking of units", "unit", found)


def evaluations(reading: Reading) -> ReportTable:
    """Tell what was rated, part by part: of units work, duties, process and effect, or other parts.

    A part is rated with the mean of all answers to it, to one decimal, rounded down.
    """
    found: defaultdict[tuple[str, str, str], list[RatingRecord]] = defaultdict(list)
    if reading.records is not None:
        for item in reading.records.records.ratings:
            found[item.kind.value, item.subject, item.part or ""].append(item)
    rows: list[tuple[Cell, ...]] = []
    for (kind, subject, part), items in sorted(found.items()):
        tenths, responses = mean(items)
        last = max(item.on for item in items)
        rows.append((kind, subject, part or None, Decimal(tenths) / 10, responses, last))
    columns = (
        *texts("kind", "subject", "part"),
        *numbers(rating="1 to 5"),
        *counts(responses="answers"),
        Column("last_on", kind=Kind.DAY),
    )
    return ReportTable("evaluations", "Evaluations", columns, tuple(rows))


def provider_files(reading: Reading) -> ReportTable:
    """Tell what each provider has provided, by half-year: the file to be published on its last day.

    Providers are libraries, by their instructors, and organisations that give sessions on order. The rating
    is the mean of the ratings in that time of the provider's sessions, of its instructors and of itself; else
    what the instance says of an organisation; else 3. Published: the day a line of the checklist of kind
    ``provider_file`` about the provider, due on that day, was done.
    """
    rows: list[tuple[Cell, ...]] = []
    if reading.records is not None:
        records = reading.records.records
        published = {
            (item.subject, item.due): item.done for item in records.checklist if item.kind == "provider_file"
        }
        ordered = {s.provider for s in reading.instance.sessions if s.provider is not None}
        providers = [("library", name) for name in sorted(reading.instance.library)]
        providers += [("organisation", name) for name in sorted(ordered)]
        for first, last in _stretches(reading, records.terms.provider_file_months):
            rows += [
                (
                    kind,
                    who,
                    first,
                    last,
                    *_provided(reading, kind, who, first, last),
                    published.get((who, last)),
                )
                for kind, who in providers
            ]
    columns = (
        *texts("kind", "provider"),
        Column("first_day", kind=Kind.DAY),
        Column("due", kind=Kind.DAY),
        *counts(sessions="sessions"),
        *numbers(teaching_hours="hours"),
        *counts(person_times="person-times"),
        *numbers(rating="1 to 5"),
        *counts(responses="answers"),
        Column("published", kind=Kind.DAY),
    )
    return ReportTable("provider_files", "Files of providers", columns, tuple(rows))


def progress(reading: Reading) -> ReportTable:
    """Person-hours done against those planned, by unit and month.

    Planned: persons of the unit x study hours, by the day it counts in the plan. Done: persons credited, by
    the same day. To date: done so far, of all that is planned for the unit.
    """
    planned: defaultdict[tuple[str, str], int] = defaultdict(int)
    done: defaultdict[tuple[str, str], int] = defaultdict(int)
    if reading.records is not None:
        for booking in reading.facts.bookings:
            month = f"{booking.attended_on:%Y-%m}"
            worth = earned_hours(booking)
            for cohort in booking.cohorts:
                there = reading.records.there_by_unit(cohort.id, booking.session.id)
                for unit, persons in sorted(cohort.headcount.items()):
                    planned[unit, month] += persons * worth
                    done[unit, month] += min(persons, there.get(unit, 0)) * worth
    total: defaultdict[str, int] = defaultdict(int)
    for (unit, _), worth in planned.items():
        total[unit] += worth
    so_far: defaultdict[str, int] = defaultdict(int)
    rows: list[tuple[Cell, ...]] = []
    for (unit, month), worth in sorted(planned.items()):
        got = done[unit, month]
        so_far[unit] += got
        rows.append(
            (
                unit,
                month,
                credit_hours(worth),
                credit_hours(got),
                percent(got, worth),
                percent(so_far[unit], total[unit]),
            )
        )
    columns = (
        *texts("unit", "month"),
        *numbers(planned_person_hours="person-hours", done_person_hours="person-hours"),
        *numbers(done_percent="percent", to_date_percent="percent"),
    )
    return ReportTable("progress", "Progress of units by month", columns, tuple(rows))


def _ranking(
    name: str, title: str, what: str, found: Iterable[tuple[str, int, int, int, int]]
) -> ReportTable:
    ordered = sorted(found, key=lambda item: (-item[1] * item[4], item[0]))
    rows = tuple(
        (
            rank,
            who,
            Decimal(tenths) / 10,
            responses,
            sessions,
            credit_hours(worth),
            Decimal(tenths * worth) / 1000,
        )
        for rank, (who, tenths, responses, sessions, worth) in enumerate(ordered, start=1)
    )
    columns = (
        *counts(rank="rank"),
        *texts(what),
        *numbers(rating="1 to 5"),
        *counts(responses="answers", sessions="sessions"),
        *numbers(person_hours="person-hours", points="rating x person-hours"),
    )
    return ReportTable(name, title, columns, rows)


def _sent(booking: BookingFacts) -> dict[str, int]:
    found: defaultdict[str, int] = defaultdict(int)
    for cohort in booking.cohorts:
        for unit, persons in cohort.headcount.items():
            found[unit] += persons
    return found


def _stretches(reading: Reading, months: int) -> Iterable[tuple[date, date]]:
    """Yield first and last day of each stretch of so many months of a year that touches the plan."""
    days = reading.facts.horizon.days
    for year in range(days[0].year, days[-1].year + 1):
        for month in range(1, 13, months):
            after = month + months
            last = (date(year + 1, 1, 1) if after > 12 else date(year, after, 1)) - timedelta(days=1)
            if last >= days[0] and date(year, month, 1) <= days[-1]:
                yield date(year, month, 1), last


def _provided(reading: Reading, kind: str, name: str, first: date, last: date) -> tuple[Cell, ...]:
    instance = reading.instance
    people = {i.id for i in instance.instructors if kind == "library" and i.library == name}
    here = [b for b in reading.facts.bookings if first <= b.day <= last]
    if kind == "library":
        shares = [(b, sum(1 for i in b.instructors if i.id in people)) for b in here]
    else:
        shares = [(b, int(b.session.provider == name)) for b in here]
    given = [(b, share) for b, share in shares if share]
    rated = {(RatedKind.SESSION, b.session.id) for b, _ in given}
    rated |= {(RatedKind.INSTRUCTOR, person) for person in people}
    rated |= {(RatedKind.ORGANISATION, name)} if kind == "organisation" else set()
    ratings = reading.records.records.ratings if reading.records else ()
    mine = [r for r in ratings if first <= r.on <= last and (r.kind, r.subject) in rated]
    tenths, responses = mean(mine)
    if not mine and kind == "organisation" and (own := instance.organisation[name].rating) is not None:
        tenths = int(own * 10)
    minutes = sum(b.teaching_minutes * share for b, share in given)
    persons = sum(b.persons for b, _ in given)
    return len(given), hours(minutes), persons, Decimal(tenths) / 10, responses
