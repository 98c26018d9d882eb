"""Tables as JSON and as CSV.

JSON is exact and meant for programs. CSV is meant for spreadsheets, which take a cell that begins with ``=``
for a formula: such words get an apostrophe in front, numbers stay numbers.
"""

import csv
import io
import re
from collections.abc import Iterable
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

from edusched.domain.errors import FileAccessError
from edusched.domain.instance import Instance
from edusched.formats.files import save_json
from edusched.formats.text_files import write_text_file
from edusched.report.tables.contract import Cell, ReportTable

# What a spreadsheet may take for a formula, also after blanks and in full width (OWASP ASVS 1.2.10).
_FORMULA = re.compile(r"[\s\x00]*[=+\-@＝＋－＠]|[\t\r\n\x00]")

# Tells spreadsheets that the file is UTF-8; without it they read Chinese as noise.
_MARK = "\ufeff"


def as_json(instance: Instance, tables: Iterable[ReportTable]) -> dict[str, Any]:
    """Return tables as plain data; rows are objects by the names of the columns."""
    return {
        "schema_version": "1.0",
        "kind": "report",
        "instance": instance.id,
        "tables": [_data(table) for table in tables],
    }


def as_csv(table: ReportTable) -> str:
    """Return a table as CSV: a line of names, then a line a row; every cell in quotes."""
    text = io.StringIO(newline="")
    writer = csv.writer(text, quoting=csv.QUOTE_ALL, lineterminator="\r\n")
    writer.writerow(column.name for column in table.columns)
    writer.writerows([_csv_cell(cell) for cell in row] for row in table.rows)
    return _MARK + text.getvalue()


def save_json_report(instance: Instance, tables: Iterable[ReportTable], path: str) -> None:
    """Write tables to one JSON file, or to standard output for ``-``."""
    save_json(as_json(instance, tables), path)


def save_csv(tables: Iterable[ReportTable], folder: str) -> list[str]:
    """Write each table to ``<id>.csv`` in a folder that is there; return the paths.

    Raises
    ------
    FileAccessError
        A file cannot be written; what was there before is untouched.
    """
    paths = []
    for table in tables:
        paths.append(str(Path(folder) / f"{table.id}.csv"))
        write_text_file(paths[-1], as_csv(table))
    return paths


def make_folder(folder: str) -> None:
    """Make a folder unless it is there; its parent has to be there.

    Raises
    ------
    FileAccessError
        It cannot be made, or there is a file of that name.
    """
    try:
        Path(folder).mkdir(exist_ok=True)
    except (OSError, ValueError) as error:
        reason = getattr(error, "strerror", None) or str(error)
        raise FileAccessError(
            folder, f"cannot be made a folder: {reason}", "name a folder whose parent is there"
        ) from error


def _data(table: ReportTable) -> dict[str, Any]:
    names = [column.name for column in table.columns]
    return {
        "id": table.id,
        "title": table.title,
        "columns": [{"name": c.name, "unit": c.unit, "kind": c.kind.value} for c in table.columns],
        "rows": [dict(zip(names, map(_json_cell, row), strict=True)) for row in table.rows],
    }


def _json_cell(cell: Cell) -> str | int | float | bool | None:
    match cell:
        case Decimal():
            return int(cell) if cell == cell.to_integral_value() else float(cell)
        case date():
            return cell.isoformat()
        case _:
            return cell


def _csv_cell(cell: Cell) -> str:
    match cell:
        case None:
            return ""
        case bool():
            return "yes" if cell else "no"
        case Decimal():
            return f"{cell:f}"
        case str():
            return f"'{cell}" if _FORMULA.match(cell) else cell
        case _:
            return str(cell)
