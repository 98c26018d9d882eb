"""Rows of a CSV file into things of a model: a column a field, an empty cell for what is not given."""

import csv
import io
import json
import re
from collections.abc import Iterator
from typing import Any, Generic, TypeVar

from pydantic import ValidationError

from edusched.domain.base import Model
from edusched.domain.errors import NO_VALUE, Fault, nearest, one_of
from edusched.formats.json_text import MAX_FAULTS, Document
from edusched.formats.model_faults import fault_of

Row = TypeVar("Row", bound=Model)

_WHOLE = re.compile(r"-?\d{1,15}\Z", re.ASCII)
_NUMBER = re.compile(r"-?\d{1,15}(\.\d{1,6})?\Z", re.ASCII)
_YES_NO = {"yes": True, "true": True, "1": True, "no": False, "false": False, "0": False}


class CsvRows(Generic[Row]):
    """What a CSV file says, and what is wrong with it.

    Attributes
    ----------
    rows : what could be read, each with its line
    faults : with line and column; empty when all could be read
    """

    def __init__(self, text: str, file: str, model: type[Row]) -> None:
        self.rows: list[tuple[int, Row]] = []
        self.faults: list[Fault] = []
        self._file, self._model = file, model
        self._kinds = _kinds(model)
        reader = csv.reader(io.StringIO(text, newline=""), strict=True)
        try:
            header = next(reader, [])
            if self._header(header):
                for cells in reader:
                    if cells and len(self.faults) < MAX_FAULTS:
                        self._row(reader.line_num, dict(zip(header, cells, strict=False)), len(cells))
        except csv.Error as error:
            self.fault(reader.line_num, "", NO_VALUE, f"not CSV: {error}")

    def fault(self, line: int, column: str, value: object, expected: str, advice: str = "") -> None:
        """Note a fault at a line and column."""
        place = f"line {line}" + (f", column {column}" if column else "")
        self.faults.append(Fault(self._file, place, value, expected, advice))

    def _header(self, header: list[str]) -> bool:
        self._width = len(header)
        for column in header:
            if column not in self._kinds:
                self.fault(
                    1, column, column, f"unknown column; {one_of(self._kinds)}", nearest(column, self._kinds)
                )
            elif header.count(column) > 1:
                self.fault(1, column, column, "this column is given more than once")
        for name, field in self._model.model_fields.items():
            if field.is_required() and name not in header:
                self.fault(1, name, NO_VALUE, "missing; this column must be given")
        return not self.faults

    def _row(self, line: int, cells: dict[str, str], width: int) -> None:
        if width != self._width:
            self.fault(line, "", NO_VALUE, f"expected {self._width} columns, found {width}")
            return
        data = {name: _value(cell, self._kinds[name]) for name, cell in cells.items() if cell != ""}
        try:
            self.rows.append((line, self._model.model_validate_json(json.dumps(data))))
        except (ValidationError, ValueError) as error:
            for detail in error.errors(include_url=False) if isinstance(error, ValidationError) else ():
                found = fault_of(detail, self._model, Document(self._file, "", data, 0))
                column = str(detail["loc"][0]) if detail["loc"] else ""
                self.fault(line, column, found.value, found.expected, found.advice or "")


def _kinds(model: type[Model]) -> dict[str, set[str]]:
    """Return the JSON types each field may have."""
    properties = model.model_json_schema()["properties"]
    return {name: set(_types(part)) - {"null"} for name, part in properties.items()}


def _types(part: dict[str, Any]) -> Iterator[str]:
    """Yield the types a part of a schema allows; what is defined elsewhere is one of several words."""
    for choice in part.get("anyOf", ()):
        yield from _types(choice)
    if "anyOf" not in part:
        yield part.get("type", "string")


def _value(cell: str, kinds: set[str]) -> Any:
    """Return the JSON value a cell stands for; one that does not fit stays text, and is refused as such."""
    if "boolean" in kinds:
        return _YES_NO.get(cell.lower(), cell)
    if "array" in kinds:
        return cell.split()
    if kinds & {"integer", "number"}:
        if _WHOLE.match(cell):
            return int(cell)
        if "number" in kinds and _NUMBER.match(cell):
            return float(cell)
    return cell
