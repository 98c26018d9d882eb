"""A small plan that the tables are worked out for by hand, and ways to read a table."""

import json
from decimal import Decimal
from typing import Any

from edusched.domain.instance import Instance
from edusched.report.tables.contract import Cell, Reading, ReportTable, TableFunction, reading_of
from edusched.rules.examples import BASE, merged, plan_of

# The instance of the rules' examples. c1: 10 persons of the bureau, 3 of the station; c2: 4 of the station.
PLAN = """
    t1 2026-09-07 am school/big li c1
    k2 2026-09-08 am bus@hill wu c2
    t2 2026-09-08 am hall/main li c2
    k1 2026-09-09 pm bus@lake wu c1
    p1 2026-09-10 eve web li c1,c2
    night bus 2026-09-08 hill
"""

LEGS = [
    {"start": "county", "end": "hill", "travel_minutes": 30, "travel_metres": 30000},
    {"start": "county", "end": "lake", "travel_minutes": 40, "travel_metres": 40000},
    {"start": "hill", "end": "lake", "travel_minutes": 60, "travel_metres": 60000},
]


def instance_with(change: dict[str, Any] | None = None, *rules: dict[str, Any]) -> Instance:
    """Return the example instance with changes, and with rules as its only policy."""
    data = merged(BASE, {"travel": {"legs": LEGS}})
    data = merged(data, change or {}) | {"policy": {"defaults": "none", "rules": list(rules)}}
    return Instance.model_validate_json(json.dumps(data))


def reading_with(change: dict[str, Any] | None = None, *rules: dict[str, Any], plan: str = PLAN) -> Reading:
    """Return the reading of a plan of the example instance."""
    return reading_of(instance_with(change, *rules), plan_of(plan))


def told(table: ReportTable) -> list[dict[str, Cell]]:
    """Return the rows of a table by the names of its columns."""
    names = [column.name for column in table.columns]
    return [dict(zip(names, row, strict=True)) for row in table.rows]


def rows_of(function: TableFunction, reading: Reading, *key: str) -> dict[tuple[Cell, ...], dict[str, Cell]]:
    """Return the rows of a table by some of its columns; no two rows may share them."""
    table = function(reading)
    rows = told(table)
    found = {tuple(row[name] for name in key): row for row in rows}
    assert len(found) == len(rows)
    return found


def d(text: str) -> Decimal:
    """Return a decimal."""
    return Decimal(text)
