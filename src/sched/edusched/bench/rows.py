"""Results as CSV: one row a run, and one row an improvement in the file of traces.

A run is one row, also when it failed, so that nothing stands twice and no two rows can disagree. What differs
from instance to instance, the levels, is JSON in one column: runs are held against each other as wholes,
first level first, and whoever reads the table still sees value, bound and gap. Traces, which are drawn and
not compared, have one row a point. The first column names the version of the table.
"""

import csv
import io
import json
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, fields
from typing import Any

from edusched.bench.trace import Step
from edusched.domain.errors import NO_VALUE, Fault, InvalidInputError, nearest, one_of
from edusched.domain.policy import Objective
from edusched.formats.text_files import FilePath, file_name, read_text_file

SCHEMA = "sched-bench-1"
TRACE_SCHEMA = "sched-bench-trace-1"
TRACE_COLUMNS = (
    "schema",
    "suite",
    "instance",
    "seed",
    "limit_seconds",
    "workers",
    "seconds",
    "level",
    "value",
    "bound",
)
FAILED = "failed"
MAX_CSV_BYTES = 64 * 1024 * 1024


@dataclass(frozen=True, slots=True)
class Level:
    """Value, bound and relative gap of one level."""

    value: int
    bound: int
    gap: float


@dataclass(frozen=True, slots=True)
class Row:
    """One run.

    Attributes
    ----------
    instance, instance_hash
        Name, and the first digits of the SHA-256 of the file: two different questions must not be compared.
    limit_seconds, workers, strict, deterministic
        As given to the command.
    cpu ... commit
        See ``machine.Machine``.
    status
        As the run states it; ``failed`` where it states none or its plan does not pass the check.
    levels
        By name, in the order of the objective.
    first_plan_seconds, near_best_seconds
        Until the first plan was told of, and until all levels were within 1 % of this run's own best values
        for good; where the plan came unannounced, until it was there.
    total_seconds, convert_seconds, load_seconds, compile_seconds, solve_seconds, cpu_seconds
        The whole process; before it, turning a foreign file into an instance; from the start of the process
        until the solve began (Python, the instance, the solver's libraries); from then until the search
        began; the solve as the command states it, compiling included; processor time.
    peak_mib, memory_by
        Peak memory of all processes of the run together, and how it was found.
    checked
        ``yes``, ``no``, or empty where there is no plan.
    error
        Why it failed.
    """

    suite: str
    instance: str
    instance_hash: str
    seed: int
    limit_seconds: float
    workers: int
    strict: bool
    deterministic: bool
    cpu: str
    cores: int
    memory_mib: int
    system: str
    sched: str
    ortools: str
    python: str
    commit: str
    status: str = FAILED
    levels: Mapping[str, Level] = field(default_factory=dict)
    first_plan_seconds: float | None = None
    near_best_seconds: float | None = None
    total_seconds: float | None = None
    convert_seconds: float | None = None
    load_seconds: float | None = None
    compile_seconds: float | None = None
    solve_seconds: float | None = None
    cpu_seconds: float | None = None
    peak_mib: float | None = None
    memory_by: str = ""
    checked: str = ""
    error: str = ""

    @property
    def failed(self) -> bool:
        """Tell whether the run is no measurement."""
        return self.status == FAILED


COLUMNS = ("schema", *(item.name for item in fields(Row)))
_WHOLE = ("seed", "workers", "cores", "memory_mib")
_NUMBERS = (*(name for name in COLUMNS if name.endswith("_seconds")), "peak_mib")
_DEMANDED = ("limit_seconds",)


def csv_text(rows: Iterable[Row]) -> str:
    """Return runs as CSV."""
    return _written(COLUMNS, (_cells(row) for row in rows))


def trace_text(traces: Iterable[tuple[Row, Iterable[Step]]]) -> str:
    """Return what runs told as CSV, a row for each improvement."""
    points = (
        {
            "schema": TRACE_SCHEMA,
            "suite": row.suite,
            "instance": row.instance,
            "seed": row.seed,
            "limit_seconds": _number(row.limit_seconds),
            "workers": row.workers,
            "seconds": _number(step.seconds),
            "level": step.level,
            "value": "" if step.value is None else step.value,
            "bound": step.bound,
        }
        for row, steps in traces
        for step in steps
    )
    return _written(TRACE_COLUMNS, points)


def read_rows(path: FilePath) -> list[Row]:
    """Read results.

    Raises
    ------
    InvalidInputError
        It is no such table, or one of another version; with line, column name and value.
    FileAccessError
        It cannot be read.
    """
    file = file_name(path)
    reader = csv.DictReader(io.StringIO(read_text_file(path, MAX_CSV_BYTES), newline=""))
    names = list(reader.fieldnames or ())
    if "schema" not in names:
        expected = "no results of sched bench: there is no column schema"
        raise InvalidInputError(
            [Fault(file, "line 1", NO_VALUE, expected, "give a file that sched bench wrote")]
        )
    try:
        return [_row(cells, names, file, reader.line_num) for cells in reader]
    except csv.Error as error:
        place = f"line {reader.line_num}"
        raise InvalidInputError([Fault(file, place, NO_VALUE, f"this is not CSV: {error}")]) from error


def _written(columns: tuple[str, ...], rows: Iterable[Mapping[str, Any]]) -> str:
    text = io.StringIO(newline="")
    writer = csv.DictWriter(text, columns, lineterminator="\n")
    writer.writeheader()
    writer.writerows(rows)
    return text.getvalue()


def _cells(row: Row) -> dict[str, Any]:
    cells: dict[str, Any] = {"schema": SCHEMA}
    for name in COLUMNS[1:]:
        value = getattr(row, name)
        if name == "levels":
            cells[name] = _levels_text(value)
        elif name in _NUMBERS:
            cells[name] = _number(value)
        elif isinstance(value, bool):
            cells[name] = "yes" if value else "no"
        else:
            cells[name] = value
    return cells


def _levels_text(levels: Mapping[str, Level]) -> str:
    data = {
        name: {"value": level.value, "bound": level.bound, "gap": round(level.gap, 6)}
        for name, level in levels.items()
    }
    return json.dumps(data, separators=(",", ":")) if data else ""


def _number(value: float | None) -> str:
    return "" if value is None else f"{value:.3f}".rstrip("0").rstrip(".")


def _row(cells: Mapping[str, Any], names: list[str], file: str, line: int) -> Row:
    schema = cells["schema"]
    if schema != SCHEMA:
        expected = f"a table of another version; this sched reads {SCHEMA}"
        raise _fault(file, line, "schema", schema, expected, "measure anew, or use the sched that wrote it")
    missing = [name for name in COLUMNS if name not in names]
    if missing:
        advice = nearest(missing[0], names)
        raise _fault(file, 1, missing[0], NO_VALUE, "this column is missing", advice)
    if None in cells or None in cells.values():
        raise _fault(file, line, "schema", NO_VALUE, f"expected {len(names)} cells in this line")
    found: dict[str, Any] = {}
    for name in COLUMNS[1:]:
        try:
            found[name] = _value(name, cells[name])
        except ValueError as error:
            raise _fault(file, line, name, cells[name], str(error)) from error
    return Row(**found)


def _value(name: str, cell: str) -> Any:
    if name == "levels":
        return _levels(cell)
    if name in ("strict", "deterministic"):
        if cell not in ("yes", "no"):
            raise ValueError(one_of(["yes", "no"]))
        return cell == "yes"
    if name in _WHOLE:
        if not cell.isdecimal():
            raise ValueError("expected a whole number")
        return int(cell)
    if name in _NUMBERS:
        return None if not cell and name not in _DEMANDED else _amount(cell)
    return cell


def _amount(cell: str) -> float:
    if not re.fullmatch(r"\d{1,12}(\.\d{1,12})?", cell, re.ASCII):
        raise ValueError("expected a number")
    return float(cell)


def _levels(cell: str) -> dict[str, Level]:
    order = [level.value for level in Objective]
    try:
        data = json.loads(cell) if cell else {}
        return {
            name: Level(int(data[name]["value"]), int(data[name]["bound"]), float(data[name]["gap"]))
            for name in sorted(data, key=order.index)
        }
    except (ValueError, KeyError, TypeError, AttributeError, RecursionError):
        example = '{"cost":{"value":3,"bound":2,"gap":0.333}}'
        raise ValueError(f"expected levels as JSON, such as {example}") from None


def _fault(
    file: str, line: int, column: str, value: object, expected: str, advice: str = ""
) -> InvalidInputError:
    return InvalidInputError([Fault(file, f"line {line}, column {column}", value, expected, advice)])
