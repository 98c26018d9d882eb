"""Tables of figures by year: units, regions, coverage, who is out of scope, who gets a seat."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from functools import cache

from edusched.domain.scope import out_of_scope
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
from edusched.report.tables.spending import region_of, region_of_cost, spending
from edusched.rules.counting import earned_hours, years
from edusched.rules.facts import BookingFacts


def unit_year_statistics(reading: Reading) -> ReportTable:
    """Persons trained, person-hours and money of each unit by calendar year.

    Persons are those of the unit in cohorts that attend something in the year. Person-hours are study hours
    times persons. Each cost of a session is split over the units by heads, to the fen; what no single session
    costs (trips of a day, tours), and sessions that nobody attends, stand in a row without a unit.
    """
    persons, person_hours, fen = (
        Counter[tuple[str, str]](),
        Counter[tuple[str, str]](),
        Counter[tuple[str, str]](),
    )
    for label, first, last in years(reading.facts.horizon, "calendar_year"):
        seen: set[str] = set()
        for b in reading.facts.bookings:
            if not first <= b.attended_on <= last:
                continue
            for cohort in b.cohorts:
                if cohort.id not in seen:
                    persons.update({(unit, label): n for unit, n in cohort.headcount.items()})
                    seen.add(cohort.id)
            earned = earned_hours(b)
            person_hours.update({(unit, label): n * earned for unit, n in _heads(b).items()})
        for spent in spending(reading):
            if first <= spent.day <= last:
                heads = {} if spent.cost.booking is None else _heads(spent.cost.booking)
                fen.update({(unit, label): n for unit, n in _split(spent.cost.fen, heads).items()})
    rows = tuple(
        (unit or None, label, persons[unit, label], credit_hours(person_hours[unit, label]), fen[unit, label])
        for unit, label in sorted(set(persons) | set(fen))
    )
    columns = (
        *texts("unit", "year"),
        *counts(persons="persons"),
        *numbers(person_hours="person-hours"),
        *counts(cost_fen="fen"),
    )
    return ReportTable("unit_year_statistics", "Statistics of units by year", columns, rows)


def unit_year_hours_by_tag(reading: Reading) -> ReportTable:
    """Person-hours of each unit by calendar year and tag; a course with two tags counts at both.

    Courses without a tag stand in a row without one.
    """
    sums: Counter[tuple[str, str, str]] = Counter()
    for label, first, last in years(reading.facts.horizon, "calendar_year"):
        for b in reading.facts.bookings:
            if first <= b.attended_on <= last:
                for cohort in b.cohorts:
                    for unit, persons in cohort.headcount.items():
                        for tag in sorted(set(b.course.tags)) or [""]:
                            sums[unit, label, tag] += persons * earned_hours(b)
    rows = tuple(
        (unit, label, tag or None, credit_hours(n)) for (unit, label, tag), n in sorted(sums.items())
    )
    columns = (*texts("unit", "year", "tag"), *numbers(person_hours="person-hours"))
    return ReportTable("unit_year_hours_by_tag", "Person-hours of units by tag", columns, rows)


def region_year_plan(reading: Reading) -> ReportTable:
    """Plan of each region and calendar year: sessions, hours, persons, money.

    A session belongs to the region of its organiser, else where it is held, and to those above it; so a
    county's row holds its townships. Trips belong where they lead, tours to the depot. Sessions on a
    platform without an organiser stand in a row without a region.
    """
    sums: defaultdict[tuple[str, str], list[int]] = defaultdict(lambda: [0] * 5)
    instance = reading.instance
    for label, first, last in years(reading.facts.horizon, "calendar_year"):
        for b in reading.facts.bookings:
            if first <= b.day <= last:
                for region in _with_above(reading, region_of(b)):
                    cell = sums[region, label]
                    cell[0] += 1
                    cell[1] += b.teaching_minutes
                    cell[2] += b.persons
                    cell[3] += b.persons * earned_hours(b)
        for spent in spending(reading):
            if first <= spent.day <= last:
                for region in _with_above(reading, region_of_cost(reading, spent)):
                    sums[region, label][4] += spent.cost.fen
    rows: tuple[tuple[Cell, ...], ...] = tuple(
        (
            *(region or None, instance.region[region].level.value if region else None, label, cell[0]),
            *(hours(cell[1]), cell[2], credit_hours(cell[3]), cell[4]),
        )
        for (region, label), cell in sorted(sums.items())
    )
    columns = (
        *texts("region", "level", "year"),
        *counts(sessions="sessions"),
        *numbers(teaching_hours="hours"),
        *counts(person_times="person-times"),
        *numbers(person_hours="person-hours"),
        *counts(cost_fen="fen"),
    )
    return ReportTable("region_year_plan", "Plan of regions by year", columns, rows)


def coverage_by_year(reading: Reading) -> ReportTable:
    """Coverage and spending by calendar year, and whether either falls behind the year before.

    Covered are the persons of cohorts in scope that attend something in the year, or have history in it;
    years before the plan stand there when some cohort has history in them, without spending. Nobody is
    followed beyond a cohort, so the persons in scope are the same in all years.
    """
    instance, facts = reading.instance, reading.facts
    scope = [c for c in instance.cohorts if c.in_scope]
    booked, money = facts.by_cohort(), Counter[int]()
    for spent in spending(reading):
        money[spent.day.year] += spent.cost.fen
    planned = range(facts.horizon.days[0].year, facts.horizon.days[-1].year + 1)
    active = {c.id: {b.day.year for b in booked[c.id]} | {e.on.year for e in c.history} for c in scope}
    all_persons, rows = sum(c.persons for c in scope), list[tuple[Cell, ...]]()
    before: tuple[int, int | None] | None = None
    for year in sorted({*planned}.union(*active.values())):
        persons = sum(c.persons for c in scope if year in active[c.id])
        fen = money[year] if year in planned else None
        less_money = before is not None and before[1] is not None and fen is not None and fen < before[1]
        fewer = before is not None and persons < before[0]
        rows.append((str(year), all_persons, persons, percent(persons, all_persons), fewer, fen, less_money))
        before = (persons, fen)
    columns = (
        *texts("year"),
        *counts(in_scope_persons="persons", covered_persons="persons"),
        *numbers(coverage_percent="percent"),
        Column("coverage_falls", kind=Kind.YES_NO),
        *counts(cost_fen="fen"),
        Column("spending_falls", kind=Kind.YES_NO),
    )
    return ReportTable("coverage_by_year", "Coverage and spending by year", columns, tuple(rows))


def excluded_persons(reading: Reading) -> ReportTable:
    """Persons out of scope, whom others plan for, by cohort (reading A22); the last row is all of them."""
    outside = out_of_scope(reading.instance)
    rows: list[tuple[Cell, ...]] = [(c.id, c.category, c.region, c.persons) for c in outside]
    rows.append((None, None, None, sum(c.persons for c in outside)))
    columns = (*texts("cohort", "category", "region"), *counts(persons="persons"))
    return ReportTable("excluded_persons", "Persons out of scope", columns, tuple(rows))


def acceptance_by_ownership(reading: Reading) -> ReportTable:
    """How many of those who may attend do, by who owns their unit (reading A26).

    For each session that is open to a choice of cohorts and runs: the persons of the cohorts it is open to,
    and those of them who attend. Units that do not say stand in a row without an ownership.
    """
    instance, eligible, accepted = reading.instance, Counter[str](), Counter[str]()
    meant = cache(instance.selected)
    for b in reading.facts.bookings:
        if b.session.open_to is None:
            continue
        there = {cohort.id for cohort in b.cohorts}
        for cohort in meant(b.session.open_to):
            if cohort.id in b.session.cohorts:
                continue
            for unit, persons in cohort.headcount.items():
                owner = instance.unit[unit].ownership or ""
                eligible[owner] += persons
                accepted[owner] += persons * (cohort.id in there)
    rows = tuple(
        (owner or None, count, accepted[owner], percent(accepted[owner], count))
        for owner, count in sorted(eligible.items())
    )
    columns = (
        *texts("ownership"),
        *counts(eligible_person_times="person-times", accepted_person_times="person-times"),
        *numbers(accepted_percent="percent"),
    )
    return ReportTable("acceptance_by_ownership", "Who gets a seat, by ownership", columns, rows)


def _with_above(reading: Reading, region: str | None) -> Iterable[str]:
    return ("",) if region is None else reading.instance.region_path(region)


def _heads(b: BookingFacts) -> Counter[str]:
    """Return the persons of each unit that attend a booking."""
    found: Counter[str] = Counter()
    for cohort in b.cohorts:
        found.update(cohort.headcount)
    return found


def _split(fen: int, heads: Mapping[str, int]) -> dict[str, int]:
    """Split an amount by heads: shares rounded down, what is left to the largest remainders, then by name."""
    whole = sum(heads.values())
    if not whole:
        return {"": fen}
    parts = {unit: fen * n // whole for unit, n in heads.items()}
    left = sorted(heads, key=lambda unit: (-(fen * heads[unit] % whole), unit))
    for unit in left[: fen - sum(parts.values())]:
        parts[unit] += 1
    return parts
