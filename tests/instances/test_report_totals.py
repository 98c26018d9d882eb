"""Totals of a report are the checker's, on a county's autumn and the plan it was built around."""

import pytest
from county import fujian_county_autumn

from edusched.domain.instance import Instance
from edusched.domain.plan import Plan
from edusched.domain.policy import Objective
from edusched.report.tables.contract import ReportTable, reading_of
from edusched.report.tables.ledgers import cohort_ledger, unit_ledger
from edusched.report.tables.spending import cost_ledger, spending_by_month
from edusched.report.tables.statistics import region_year_plan, unit_year_statistics
from tests.report.tables.cases import told

OWED = {"new-members-24-hours", "professional-72-hours", "secretaries-40-hours", "villages-visited"}
"""The county's rules on study hours."""


def total(table: ReportTable, name: str) -> int:
    return sum(row[name] for row in told(table))


@pytest.fixture(scope="module")
def planted() -> Plan:
    return Plan.model_validate_json(fujian_county_autumn().plan)


@pytest.mark.parametrize("step", [1, 2])
def test_totals(county: Instance, planted: Plan, step: int) -> None:
    """The whole plan, in which nobody is short, and half of it, in which many are."""
    plan = planted.model_copy(update={"bookings": planted.bookings[::step]})
    reading = reading_of(county, plan)
    assert reading.report.accepted
    cost = dict(reading.report.score)[Objective.COST]
    assert cost > 0
    for table in (cost_ledger, spending_by_month, unit_year_statistics):
        assert total(table(reading), "cost_fen") == cost
    regions = [row for row in told(region_year_plan(reading)) if row["region"] in ("fujian", None)]
    assert sum(row["cost_fen"] for row in regions) == cost
    assert sum(row["sessions"] for row in regions) == len(plan.bookings)
    short = sum(v.amount for v in reading.report.violations if v.rule in OWED)
    assert bool(short) == (step == 2)
    assert total(cohort_ledger(reading), "short_person_hours") * 100 == short
    assert total(unit_ledger(reading), "short_person_hours") * 100 == short
    assert {row["rule"] for row in told(cohort_ledger(reading))} == OWED
