"""What a table of a report is, and what it is computed from.

A table is a function of a ``Reading`` that bears the table's id as its name. It computes; it writes nothing,
and says the same for the same plan: rows in the order of ids and days, numbers exact.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import StrEnum
from typing import Any

from edusched.checking.checker import CheckReport, check_plan
from edusched.checking.facts import PlanFacts
from edusched.domain.errors import InvalidInputError
from edusched.domain.instance import Instance
from edusched.domain.plan import Plan
from edusched.domain.records import Records
from edusched.domain.records_references import records_faults
from edusched.records.credited import Register
from edusched.rules.catalogue import rules_of
from edusched.rules.contract import Rule


class Kind(StrEnum):
    """What the cells of a column are."""

    TEXT = "text"
    DAY = "day"
    COUNT = "count"
    NUMBER = "number"
    YES_NO = "yes_no"


Cell = str | int | Decimal | date | bool | None
"""A value, or None where there is none to tell."""

_TYPES: dict[Kind, type] = {
    Kind.TEXT: str,
    Kind.DAY: date,
    Kind.COUNT: int,
    Kind.NUMBER: Decimal,
    Kind.YES_NO: bool,
}


@dataclass(frozen=True, slots=True)
class Column:
    """A column: its name, the unit its numbers are in, and the kind of its cells.

    Counts are whole numbers (persons, fen, metres), numbers are decimals (hours, percent). Where there is a
    unit the name ends in it.
    """

    name: str
    unit: str = ""
    kind: Kind = Kind.TEXT


def texts(*names: str) -> tuple[Column, ...]:
    """Return columns of words, such as ids."""
    return tuple(Column(name) for name in names)


def counts(**units: str) -> tuple[Column, ...]:
    """Return columns of whole numbers, each name with its unit."""
    return tuple(Column(name, unit, Kind.COUNT) for name, unit in units.items())


def numbers(**units: str) -> tuple[Column, ...]:
    """Return columns of decimals, each name with its unit."""
    return tuple(Column(name, unit, Kind.NUMBER) for name, unit in units.items())


@dataclass(frozen=True, slots=True)
class ReportTable:
    """A table of a report.

    Attributes
    ----------
    id : the name of the function that computes it
    title : one line in a planner's words
    rows : cells in the order of the columns

    Raises
    ------
    ValueError
        A row does not fit the columns.
    """

    id: str
    title: str
    columns: tuple[Column, ...]
    rows: tuple[tuple[Cell, ...], ...]

    def __post_init__(self) -> None:
        for row in self.rows:
            if len(row) != len(self.columns):
                raise ValueError(
                    f"table {self.id}: a row of {len(row)} cells for {len(self.columns)} columns"
                )
            for column, cell in zip(self.columns, row, strict=True):
                if cell is not None and type(cell) is not _TYPES[column.kind]:
                    raise ValueError(f"table {self.id}, {column.name}: {cell!r} is no {column.kind.value}")


@dataclass(frozen=True, slots=True)
class Reading:
    """What tables are computed from: a plan read against its instance, and what the checker says of it.

    ``rules`` are those of the policy that are read, in the order of the catalogue. ``records`` say what
    happened; without them the tables on records are empty. ``previous`` is a plan to compare with, if there
    is one.
    """

    instance: Instance
    plan: Plan
    facts: PlanFacts
    report: CheckReport
    rules: tuple[Rule[Any], ...]
    records: Register | None = None
    previous: Plan | None = None


def reading_of(
    instance: Instance,
    plan: Plan,
    *,
    records: Records | None = None,
    strict: bool = False,
    previous: Plan | None = None,
) -> Reading:
    """Read a plan against its instance and check it; records of what happened are read with it.

    Raises
    ------
    InvalidInputError
        The plan or the records refer to something the instance does not have.
    """
    if records is not None and (faults := records_faults(records, instance)):
        raise InvalidInputError(faults)
    report = check_plan(instance, plan, strict=strict)
    facts, rules = PlanFacts(instance, plan), rules_of(instance)
    told = None if records is None else Register(facts, records)
    return Reading(instance, plan, facts, report, rules, told, previous)


TableFunction = Callable[[Reading], ReportTable]


def hours(minutes: int) -> Decimal:
    """Return minutes as hours, exact to a hundredth, halves up."""
    return Decimal((minutes * 10 + 3) // 6) / 100


def credit_hours(hundredths: int) -> Decimal:
    """Return hundredths of a study hour as hours."""
    return Decimal(hundredths) / 100


def percent(part: int, whole: int) -> Decimal | None:
    """Return a share in percent to one decimal, halves up; None of nothing."""
    return None if whole == 0 else Decimal((2000 * part + whole) // (2 * whole)) / 10


def ratio(part: int, whole: int) -> Decimal | None:
    """Return how many to one, to two decimals, halves up; None of nothing."""
    return None if whole == 0 else Decimal((200 * part + whole) // (2 * whole)) / 100
