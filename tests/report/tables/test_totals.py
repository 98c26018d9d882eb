"""Totals of the tables are those of the checker, on drawn instances and plans, good and bad ones."""

from collections import defaultdict
from collections.abc import Iterator

import pytest

from edusched.report.tables.contract import Cell, Reading, reading_of
from edusched.report.tables.ledgers import cohort_ledger, unit_ledger
from edusched.report.tables.libraries import lending_quotas
from edusched.report.tables.listing import TABLES, computed
from edusched.report.tables.spending import cost_ledger, spending_by_month
from edusched.report.tables.statistics import region_year_plan, unit_year_statistics
from tests.report.tables.cases import told
from tests.strategies import cases, instance_for

COSTS = ("fees", "travel_cost", "venue_cost", "mobile_cost", "session_price")


def readings(rule: str, count: int = 12) -> Iterator[Reading]:
    for found in cases(rule, 0, count, 4):
        instance = instance_for(found.data, rule, found.parameters)
        yield from (reading_of(instance, plan) for plan in found.plans)


def amounts(reading: Reading, unit: str) -> int:
    return sum(v.amount for v in reading.report.violations if v.unit == unit)


def total(rows: list[dict[str, Cell]], name: str) -> int:
    return sum(value for row in rows if isinstance(value := row[name], int))


@pytest.mark.parametrize("rule", COSTS)
def test_money(rule: str) -> None:
    seen = 0
    for reading in readings(rule):
        spent = amounts(reading, "fen")
        seen += bool(spent)
        assert total(told(cost_ledger(reading)), "cost_fen") == spent
        assert total(told(spending_by_month(reading)), "cost_fen") == spent
        assert total(told(unit_year_statistics(reading)), "cost_fen") == spent
        tops = {r.id for r in reading.instance.regions if r.parent is None} | {None}
        regions = [row for row in told(region_year_plan(reading)) if row["region"] in tops]
        assert total(regions, "cost_fen") == spent
        assert total(regions, "sessions") == len(reading.plan.bookings)
    assert seen >= 5


@pytest.mark.parametrize("rule", ["study_hours", "deadline"])
def test_study_hours(rule: str) -> None:
    seen = 0
    for reading in readings(rule):
        said: defaultdict[str, int] = defaultdict(int)
        for v in reading.report.violations:
            if v.unit == "person-hours/100" and "maximum" not in v.subject:
                said[v.subject[0]] += v.amount
        rows = told(cohort_ledger(reading))
        short: defaultdict[str, int] = defaultdict(int)
        for row in rows:
            if row["waived"] is None and row["short_person_hours"]:
                short[str(row["cohort"])] += int(row["short_person_hours"] * 100)  # type: ignore[operator]
        assert short == said
        units = sum(row["short_person_hours"] for row in told(unit_ledger(reading)))  # type: ignore[misc]
        assert units * 100 == sum(said.values())
        seen += bool(said)
    assert seen >= 5


def test_lending() -> None:
    seen = 0
    for reading in readings("lending_quota"):
        over = sum(row["over_hours"] for row in told(lending_quotas(reading)))  # type: ignore[misc]
        # Hours are told to a hundredth, so a table of a few rows is right to a minute.
        assert abs(over * 60 - amounts(reading, "minutes")) < 1
        seen += over > 0
    assert seen >= 5


@pytest.mark.parametrize("rule", ["person_times", "platform_seats", "mobile_tour", "programme_block", "duty"])
def test_every_table_can_be_told(rule: str) -> None:
    for reading in readings(rule, 6):
        for table in computed(reading, TABLES):
            assert len(table.columns) > 1
