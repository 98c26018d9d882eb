"""All tables of a report, in the order they are told, and the one call that computes them."""

from collections.abc import Iterable

from edusched.domain.errors import nearest
from edusched.domain.instance import Instance
from edusched.domain.plan import Plan
from edusched.domain.records import Records
from edusched.report.tables.attendance import (
    methods,
    person_times,
    programme_person_times,
    trainees_per_instructor,
)
from edusched.report.tables.budgets import budget_ledger, budget_spending
from edusched.report.tables.capacity import instructor_capacity, money_capacity, seat_capacity
from edusched.report.tables.contract import Reading, ReportTable, TableFunction, reading_of
from edusched.report.tables.instructors import instructor_loads
from edusched.report.tables.ledgers import cohort_ledger, unit_ledger
from edusched.report.tables.libraries import lending_quotas, library_lending
from edusched.report.tables.materials import course_materials
from edusched.report.tables.places import (
    base_use,
    demonstration_bases,
    mobile_unit_use,
    platform_use,
    room_use,
    venue_use,
)
from edusched.report.tables.quotas import quota_parts, quotas
from edusched.report.tables.recorded import RECORD_TABLES
from edusched.report.tables.sessions import plan_changes, public_catalogue, rated_catalogue
from edusched.report.tables.spending import best_practice, cost_ledger, spending_by_month
from edusched.report.tables.statistics import (
    acceptance_by_ownership,
    coverage_by_year,
    excluded_persons,
    region_year_plan,
    unit_year_hours_by_tag,
    unit_year_statistics,
)

TABLES: tuple[TableFunction, ...] = (
    # who learns
    cohort_ledger,
    unit_ledger,
    person_times,
    programme_person_times,
    methods,
    course_materials,
    quotas,
    quota_parts,
    coverage_by_year,
    excluded_persons,
    acceptance_by_ownership,
    # who teaches
    instructor_loads,
    trainees_per_instructor,
    library_lending,
    lending_quotas,
    # where
    room_use,
    venue_use,
    base_use,
    demonstration_bases,
    platform_use,
    mobile_unit_use,
    # what is needed and there
    instructor_capacity,
    seat_capacity,
    money_capacity,
    # what it costs
    cost_ledger,
    spending_by_month,
    budget_ledger,
    budget_spending,
    best_practice,
    # figures by year, and sessions
    unit_year_statistics,
    unit_year_hours_by_tag,
    region_year_plan,
    public_catalogue,
    rated_catalogue,
    plan_changes,
    # what happened
    *RECORD_TABLES,
)

BY_ID = {table.__name__: table for table in TABLES}


def report_tables(
    instance: Instance,
    plan: Plan,
    *,
    records: Records | None = None,
    tables: Iterable[str] | None = None,
    previous: Plan | None = None,
    strict: bool = False,
) -> tuple[ReportTable, ...]:
    """Compute the tables of a report from a plan.

    Parameters
    ----------
    records
        What happened; without them the tables on records are empty.
    tables
        Ids of the tables wanted; none given: all. They come in the order of ``TABLES``.
    previous
        A plan to compare with, for the table of changes.
    strict
        Obligations are hard.

    Raises
    ------
    ValueError
        There is no table of that id.
    InvalidInputError
        The plan or the records refer to something the instance does not have.
    """
    wanted = chosen(tables)
    reading = reading_of(instance, plan, records=records, strict=strict, previous=previous)
    return computed(reading, wanted)


def chosen(tables: Iterable[str] | None) -> tuple[TableFunction, ...]:
    """Return the tables of some ids in the order of ``TABLES``; none given: all.

    Raises
    ------
    ValueError
        There is no table of that id.
    """
    if tables is None:
        return TABLES
    ids = set(tables)
    if unknown := sorted(ids.difference(BY_ID)):
        meant = nearest(unknown[0], list(BY_ID))
        advice = f"; {meant}" if meant else ""
        raise ValueError(f"no table is called {unknown[0]!r}; there are {', '.join(BY_ID)}{advice}")
    return tuple(table for name, table in BY_ID.items() if name in ids)


def computed(reading: Reading, tables: Iterable[TableFunction] = TABLES) -> tuple[ReportTable, ...]:
    """Compute some tables of one reading."""
    return tuple(table(reading) for table in tables)
