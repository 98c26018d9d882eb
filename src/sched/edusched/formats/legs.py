"""Travel legs in a table beside the instance: CSV with start, end, travel_minutes and travel_metres."""

import csv
import io
import re
from pathlib import Path

from pydantic import ValidationError

from edusched.domain.errors import NO_VALUE, Fault, FaultList
from edusched.domain.instance import Instance
from edusched.domain.places import TravelLeg
from edusched.formats.json_text import Document
from edusched.formats.model_faults import fault_of
from edusched.formats.text_files import STANDARD_STREAM, FilePath, read_text_file

COLUMNS = ("start", "end", "travel_minutes", "travel_metres")
MAX_LEGS_BYTES = 64 * 1024 * 1024

# A plain file name: nothing that leads to another folder, on any system.
_PLAIN_NAME = re.compile(r"(?!\.)[^/\\:\x00-\x1f\x7f]{1,200}\Z")
_WHOLE = re.compile(r"\d{1,9}\Z", re.ASCII)


def with_legs_file(
    instance: Instance, path: FilePath, max_bytes: int = MAX_LEGS_BYTES
) -> tuple[Instance, list[Fault]]:
    """Return the instance with the legs of its ``legs_file`` among its own, and what is wrong with them.

    The answer names no ``legs_file`` any more: it is whole in itself and can be saved anywhere.

    Raises
    ------
    FileAccessError
        The file cannot be read.
    InvalidInputError
        It is too large, or not UTF-8.
    """
    name = instance.travel.legs_file
    if name is None:
        return instance, []
    found = FaultList()
    at = ("travel", "legs_file")
    if path == STANDARD_STREAM:
        found.add(at, name, "an instance from standard input has no folder for it to be in")
        return instance, found.faults
    folder = Path(path).parent
    table = folder / name
    expected = "expected the plain name of a file in the folder of the instance"
    if not _PLAIN_NAME.match(name):
        found.add(at, name, expected)
        return instance, found.faults
    if table.is_symlink() and table.resolve().parent != folder.resolve():
        found.add(at, name, f"{expected}; this is a link to another folder")
        return instance, found.faults
    legs, faults = _read(read_text_file(table, max_bytes), str(table), instance)
    travel = instance.travel.model_copy(update={"legs": instance.travel.legs + legs, "legs_file": None})
    return instance.model_copy(update={"travel": travel}), faults


def _read(text: str, file: str, instance: Instance) -> tuple[tuple[TravelLeg, ...], list[Fault]]:
    reader = csv.reader(io.StringIO(text, newline=""), strict=True)
    table = _Table(file, instance)
    try:
        header = next(reader, [])
        if tuple(header) != COLUMNS:
            table.fault(1, "", ",".join(header), f"expected the header {','.join(COLUMNS)}")
        else:
            for row in reader:
                if row:
                    table.row(reader.line_num, row)
    except csv.Error as error:
        table.fault(reader.line_num, "", NO_VALUE, f"not CSV: {error}")
    return tuple(table.legs), table.faults


class _Table:
    """Rows of a legs file: the legs so far, and the faults so far with their line numbers."""

    def __init__(self, file: str, instance: Instance) -> None:
        self.legs: list[TravelLeg] = []
        self.faults: list[Fault] = []
        self._file = file
        self._advised = FaultList()
        self._points = dict.fromkeys(
            [region.id for region in instance.regions if region.location] + [v.id for v in instance.venues]
        )
        self._seen = {_pair(leg.start, leg.end): "the instance" for leg in instance.travel.legs}

    def fault(self, line: int, column: str, value: object, expected: str, advice: str | None = None) -> None:
        """Note a fault at a line and column."""
        place = f"line {line}" + (f", column {column}" if column else "")
        self.faults.append(Fault(self._file, place, value, expected, advice))

    def row(self, line: int, row: list[str]) -> None:
        """Read one row."""
        if len(row) != len(COLUMNS):
            self.fault(line, "", ",".join(row), f"expected {len(COLUMNS)} columns, found {len(row)}")
            return
        values: dict[str, str | int] = {}
        for column, value in zip(COLUMNS, row, strict=True):
            figure = column.startswith("travel_")
            if figure and not _WHOLE.match(value):
                self.fault(line, column, value, "expected a whole number, 0 or more")
            elif not figure and value not in self._points:
                self._advised.unknown((), value, "region (with location) or venue", self._points)
                last = self._advised.faults[-1]
                self.fault(line, column, value, last.expected, last.advice)
            else:
                values[column] = int(value) if figure else value
        if len(values) < len(COLUMNS):
            return
        try:
            leg = TravelLeg.model_validate(values)
        except ValidationError as error:
            for detail in error.errors(include_url=False):
                fault = fault_of(detail, TravelLeg, Document(self._file, "", values, 0))
                self.fault(line, str(detail["loc"][0]), fault.value, fault.expected)
            return
        pair = _pair(leg.start, leg.end)
        if pair in self._seen:
            reason = f"leg given twice; legs hold in both directions and {self._seen[pair]} has it already"
            self.fault(line, "", f"{leg.start} - {leg.end}", reason)
            return
        self._seen[pair] = f"line {line}"
        self.legs.append(leg)


def _pair(start: str, end: str) -> tuple[str, str]:
    return (start, end) if start < end else (end, start)
