"""All tables of a report, in the order they are told, and the one call that computes them."""

from collections.abc import Iterable

from edusched.domain.instance import Instance
from edusched.domain.plan import Plan
from edusched.report.tables.attendance import (
    methods,
    person_times,
    programme_person_times,
    trainees_per_instructor,
)
from edusched.report.tables.contract import Reading, ReportTable, TableFunction, reading_of
from edusched.report.tables.instructors import instructor_loads
from edusched.report.tables.ledgers import cohort_ledger, unit_ledger

TABLES: tuple[TableFunction, ...] = (
    cohort_ledger,
    unit_ledger,
    person_times,
    programme_person_times,
    methods,
    instructor_loads,
    trainees_per_instructor,
)

BY_ID = {table.__name__: table for table in TABLES}


def report_tables(
    instance: Instance, plan: Plan, *, tables: Iterable[str] | None = None, strict: bool = False
) -> tuple[ReportTable, ...]:
    """Compute the tables of a report from a plan.

    Parameters
    ----------
    tables
        Ids of the tables wanted; none given: all. They come in the order of ``TABLES``.
    strict
        Obligations are hard.

    Raises
    ------
    ValueError
        There is no table of that id.
    InvalidInputError
        The plan refers to something the instance does not have.
    """
    wanted = chosen(tables)
    return computed(reading_of(instance, plan, strict=strict), wanted)


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
        raise ValueError(f"no table is called {unknown[0]!r}; there are {', '.join(BY_ID)}")
    return tuple(table for name, table in BY_ID.items() if name in ids)


def computed(reading: Reading, tables: Iterable[TableFunction] = TABLES) -> tuple[ReportTable, ...]:
    """Compute some tables of one reading."""
    return tuple(table(reading) for table in tables)
