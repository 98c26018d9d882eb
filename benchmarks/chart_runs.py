"""Runs as charts need them: the values each level went through, what was planted, and how many sessions."""

import csv
import hashlib
import io
import json
import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from edusched.bench.rows import MAX_CSV_BYTES, TRACE_COLUMNS, TRACE_SCHEMA, Row
from edusched.bench.trace import Step
from edusched.domain.errors import NO_VALUE, Fault, InvalidInputError
from edusched.domain.policy import Objective
from edusched.formats.json_lines import MAX_BYTES, MAX_LINE_BYTES, SUFFIXES
from edusched.formats.text_files import file_name, read_lines, read_text_file

ORDER = tuple(level.value for level in Objective)
SIDE = ".planted.json"
SESSION_LINE = re.compile(r'\s*\{\s*"sessions"\s*:')
NAMED_SIZE = re.compile(r"-(\d+)k(\.jsonl)?$")

Key = tuple[str, str, float, int, int]
"""Suite, instance, limit, workers and seed: what a run is known by in both files."""


@dataclass(frozen=True, slots=True)
class Run:
    """One run: its row, and by level all it told of."""

    row: Row
    steps: Mapping[str, Sequence[Step]]

    def curve(self, level: str) -> list[Step]:
        """Return the plans' values of a level over time; the last one is that of the run's end.

        A run tells of the level it works on only, so a level it never came to has its end alone.
        """
        points = [step for step in self.steps.get(level, ()) if step.value is not None]
        end = self.row.levels.get(level)
        if end is not None and self.row.total_seconds is not None:
            points.append(Step(self.row.total_seconds, level, end.value, end.bound))
        return points


@dataclass(slots=True)
class Source:
    """What the file of an instance tells beyond its results."""

    sessions: int | None = None
    planted: dict[str, int] = field(default_factory=dict)


def gap(step: Step) -> float:
    """Return which share of the value is not proven to be needed."""
    value = step.value or 0
    return (value - step.bound) / value if value > step.bound else 0.0


def key_of(row: Row) -> Key:
    """Return what a run is known by."""
    return row.suite, row.instance, row.limit_seconds, row.workers, row.seed


def read_points(path: Path) -> list[tuple[Key, Step]]:
    """Read a file of traces.

    Raises
    ------
    InvalidInputError
        It is no such table, or one of another version; with its line.
    FileAccessError
        It cannot be read.
    """
    file = file_name(path)
    reader = csv.DictReader(io.StringIO(read_text_file(path, MAX_CSV_BYTES), newline=""))
    if tuple(reader.fieldnames or ()) != TRACE_COLUMNS:
        expected = f"expected the columns {','.join(TRACE_COLUMNS)}"
        raise InvalidInputError([Fault(file, "line 1", NO_VALUE, expected, "give what --trace wrote")])
    points = []
    for cells in reader:
        try:
            points.append(_point(cells))
        except (TypeError, ValueError) as error:
            raise InvalidInputError([Fault(file, f"line {reader.line_num}", NO_VALUE, str(error))]) from error
    return points


def _point(cells: Mapping[str, str]) -> tuple[Key, Step]:
    if cells["schema"] != TRACE_SCHEMA:
        raise ValueError(f"expected a table of the version {TRACE_SCHEMA}")
    key = (
        cells["suite"],
        cells["instance"],
        float(cells["limit_seconds"]),
        int(cells["workers"]),
        int(cells["seed"]),
    )
    value = int(cells["value"]) if cells["value"] else None
    return key, Step(float(cells["seconds"]), cells["level"], value, int(cells["bound"]))


def join(rows: Iterable[Row], points: Iterable[tuple[Key, Step]]) -> tuple[list[Run], list[str]]:
    """Return the runs with what they told, and in words what was left out."""
    words = []
    told: dict[Key, dict[str, list[Step]]] = {}
    negative: dict[Key, int] = {}
    for key, step in points:
        if step.value is not None and step.value < 0:
            negative[key] = negative.get(key, 0) + 1
        else:
            told.setdefault(key, {}).setdefault(step.level, []).append(step)
    runs: dict[Key, Run] = {}
    for row in rows:
        key = key_of(row)
        if key in runs:
            raise InvalidInputError(
                [Fault(None, _name(key), NO_VALUE, "this run stands twice in the results")]
            )
        if row.failed:
            words.append(f"{_name(key)}: left out, it failed: {row.error}")
        runs[key] = Run(row, told.pop(key, {}))
    words += [f"{_name(key)}: {n} values below 0 left out" for key, n in sorted(negative.items())]
    words += [f"{_name(key)}: its trace is left out, it has no row in the results" for key in sorted(told)]
    return [run for run in runs.values() if not run.row.failed], words


def _name(key: Key) -> str:
    _, instance, limit, workers, seed = key
    return f"{instance}, {limit:g} s, workers {workers}, seed {seed}"


def sources(rows: Iterable[Row], data: Path | None) -> tuple[dict[str, Source], list[str]]:
    """Return what is known of the instances, by name, and in words what is not.

    Only the very file that was measured counts: another one has another planted plan.
    """
    found: dict[str, Source] = {}
    words = []
    files = sorted(data.rglob("*")) if data is not None else []
    for name, digits in sorted({(row.instance, row.instance_hash) for row in rows}):
        same_name = [path for path in files if path.stem == name and path.is_file()]
        measured = [path for path in same_name if _digits(path).startswith(digits)]
        if measured:
            found[name] = _source(measured[0])
            continue
        in_name = NAMED_SIZE.search(name)
        found[name] = Source(1000 * int(in_name[1]) if in_name else None)
        if data is not None:
            what = "another file than was measured" if same_name else "not there"
            words.append(f"{name}: {what} in {data}, so its planted plan is not drawn")
    return found, words


def _digits(path: Path) -> str:
    return hashlib.sha256(path.read_bytes()).hexdigest()


def _source(path: Path) -> Source:
    """Return what a file tells: counting lines is enough, nobody here needs the instance itself."""
    sessions = None
    if path.name.endswith(SUFFIXES):
        lines = read_lines(path, MAX_BYTES, MAX_LINE_BYTES)
        sessions = sum(1 for line in lines if SESSION_LINE.match(line))
    elif path.suffix == ".json":
        sessions = len(json.loads(read_text_file(path)).get("sessions", ()))
    side = path.with_name(path.name + SIDE)
    planted = json.loads(read_text_file(side))["score"] if side.is_file() else {}
    return Source(sessions, planted)


def machines(runs: Iterable[Run]) -> list[str]:
    """Return the machines and numbers of workers runs were measured with."""
    return sorted({f"{r.row.cpu}, {r.row.cores} cores, {r.row.workers} workers" for r in runs})


def told_levels(runs: Iterable[Run], planted: Iterable[Mapping[str, int]]) -> list[str]:
    """Return the levels that were ever other than 0 in a run or planted plan; those of zeros say nothing."""
    values = [(level, value) for plan in planted for level, value in plan.items()]
    values += [(level, step.value or 0) for run in runs for level in ORDER for step in run.curve(level)]
    told = {level for level, value in values if value}
    return [level for level in ORDER if level in told]
