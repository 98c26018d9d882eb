"""Registers of other offices, as CSV: units into an instance, rows of any list into records.

Units are joined on the unified credit code, 18 characters, which stays when a unit changes its name.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, get_args, get_origin

from pydantic import Field

from edusched.domain.base import Id, Model, Persons, Text
from edusched.domain.errors import InvalidInputError
from edusched.domain.instance import Instance
from edusched.domain.people import CreditCode, Unit
from edusched.domain.records import Records
from edusched.domain.records_references import PAST_DAYS, records_faults
from edusched.domain.references import reference_faults
from edusched.formats.csv_rows import CsvRows
from edusched.formats.model_faults import in_file

UNITS = "units"
LISTS = tuple(
    name
    for name, field in Records.model_fields.items()
    if name != "studies" and get_origin(field.annotation) is tuple
)
"""Lists of records that a CSV file can bring; study elsewhere takes slots, which no cell can say."""


class UnitRow(Model):
    """A row of the register of units; what is left empty stays as it is in the instance."""

    credit_code: CreditCode
    id: Id | None = Field(default=None, description="Id of a new unit; none given: its credit code.")
    name: Text | None = None
    region: Id | None = None
    size_persons: Persons | None = None
    ownership: Id | None = None


@dataclass(frozen=True, slots=True)
class Joined:
    """An instance with a register taken in.

    Attributes
    ----------
    added : ids of new units
    changed : ids of units the register says something new of
    """

    instance: Instance
    added: tuple[str, ...]
    changed: tuple[str, ...]


def join_units(text: str, file: str, instance: Instance) -> Joined:
    """Return the instance with the units of a register.

    Parameters
    ----------
    text
        CSV with a line of names: ``credit_code`` and any of ``id``, ``name``, ``region``, ``size_persons``
        and ``ownership``. A unit that is not there yet needs region and size.
    file
        Name of the file for messages.

    Raises
    ------
    InvalidInputError
        Everything wrong with the rows, a code that stands twice included.
    """
    table = CsvRows(text, file, UnitRow)
    here = {unit.credit_code: unit for unit in instance.units if unit.credit_code is not None}
    seen: dict[str, int] = {}
    made: dict[str, Unit] = {}
    for line, row in table.rows:
        if seen.setdefault(row.credit_code, line) != line:
            reason = f"two units with one credit code; it stands in line {seen[row.credit_code]} already"
            table.fault(
                line, "credit_code", row.credit_code, reason, "ask the register which of them is right"
            )
            continue
        old = here.get(row.credit_code)
        given = row.model_dump(exclude_none=True)
        if old is not None:
            made[row.credit_code] = old.model_copy(update={k: v for k, v in given.items() if k != "id"})
            if row.id not in (None, old.id):
                reason = f"the instance has this credit code as {old.id}; ids stay as they are"
                table.fault(line, "id", row.id, reason)
            continue
        for column in ("region", "size_persons"):
            if column not in given:
                table.fault(line, column, "", "missing; a unit that is new needs it")
        if {"region", "size_persons"} <= given.keys():
            made[row.credit_code] = Unit(**{"id": row.credit_code, **given})
    if table.faults:
        raise InvalidInputError(table.faults)
    return _with(instance, here, made, file)


def _with(instance: Instance, here: dict[str, Unit], made: dict[str, Unit], file: str) -> Joined:
    new = [unit for code, unit in made.items() if code not in here]
    kept = tuple(made.get(unit.credit_code or "", unit) for unit in instance.units)
    joined = instance.with_changes(units=(*kept, *new))
    if faults := reference_faults(joined):
        raise InvalidInputError(in_file(faults, file))
    changed = tuple(old.id for old, unit in zip(instance.units, kept, strict=True) if old != unit)
    return Joined(joined, tuple(unit.id for unit in new), changed)


def add_rows(text: str, file: str, part: str, records: Records) -> Records:
    """Return records with rows added to one of their lists; ``as_of`` follows the latest day.

    Parameters
    ----------
    text
        CSV with a line of names, a column a field. Several ids or tags stand in one cell with spaces between
        them; yes and no are ``yes`` and ``no``.
    part
        One of ``LISTS``.

    Raises
    ------
    InvalidInputError
        Everything wrong with the rows, alone and beside what is there already.
    """
    table: CsvRows[Any] = CsvRows(text, file, row_model(part))
    if table.faults:
        raise InvalidInputError(table.faults)
    rows = [row for _, row in table.rows]
    there = getattr(records, part)
    more = records.model_copy(update={part: (*there, *rows), "as_of": _latest(records, part, rows)})
    if faults := records_faults(more):
        raise InvalidInputError(in_file(faults, file))
    return more


def row_model(part: str) -> type[Model]:
    """Return the model of the things of a list of records."""
    model: type[Model] = get_args(Records.model_fields[part].annotation)[0]
    return model


def _latest(records: Records, part: str, rows: Sequence[Any]) -> Any:
    fields = [field for name, field in PAST_DAYS if name == part]
    days = [getattr(row, field) for row in rows for field in fields]
    return max([records.as_of, *(day for day in days if day is not None)])
