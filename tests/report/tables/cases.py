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
    {"start": "county", "end": "hall", "travel_minutes": 20, "travel_metres": 20000},
    {"start": "hill", "end": "lake", "travel_minutes": 60, "travel_metres": 60000},
]

# Rooms: t1 200.00 yuan, t2 50.00, p1 10.00. Fees: Wu twice three hours, 360.00 each. A trip of Li to the
# hall and back: 40.00. The bus: 30 km and a night on the 8th, 100 km on the 9th: 165.00 and 150.00. In all
# 1,335.00 yuan.
COSTS = (
    {"id": "rooms", "rule": "venue_cost"},
    {"id": "pay", "rule": "fees", "parameters": {"fee_fen_per_teaching_hour": {"part_time": 12000}}},
    {"id": "trips", "rule": "travel_cost"},
    {"id": "bus", "rule": "mobile_cost", "parameters": {"fen_per_km": 150, "fen_per_night": 12000}},
)
TOTAL_FEN = 133_500


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
