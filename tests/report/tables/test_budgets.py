"""Budgets, against sums worked out by hand (see ``cases.COSTS``: 1,335.00 yuan in all)."""

from typing import Any

import pytest

from edusched.domain.policy import Objective
from edusched.report.tables.budgets import budget_ledger, budget_spending
from edusched.report.tables.contract import reading_of
from tests.report.tables.cases import COSTS, TOTAL_FEN, reading_with, rows_of, told
from tests.strategies import cases, instance_for


def budget(name: str = "money", **parameters: Any) -> dict[str, Any]:
    return {"id": name, "rule": "budget", "parameters": parameters, "enforcement": {"mode": "soft"}}


def paid(source: str, fen: int, **more: Any) -> dict[str, Any]:
    return {"source": source, "amount_fen": fen, **more}


CORE = {"counted": {"tags": ["core"]}}


def test_what_a_budget_is_spent_on_is_the_cost_level() -> None:
    labelled = [COSTS[0] | {"parameters": {"tax_class": "rent"}}, *COSTS[1:]]
    reading = reading_with(None, *labelled, budget(sources=[paid("public", 200_000)]))
    rows = rows_of(budget_spending, reading, "budget", "year", "rule")
    assert {key[2]: row["cost_fen"] for key, row in rows.items()} == {
        "rooms": 26_000, "pay": 72_000, "trips": 4_000, "bus": 31_500,
    }  # fmt: skip
    assert sum(row["cost_fen"] for row in rows.values()) == TOTAL_FEN
    assert dict(reading.report.score)[Objective.COST] == TOTAL_FEN
    assert rows["money", "2026", "rooms"]["tax_class"] == "rent"
    assert rows["money", "2026", "pay"]["tax_class"] is None
    ledger = rows_of(budget_ledger, reading, "source")
    assert (ledger["public",]["paid_fen"], ledger["public",]["left_fen"]) == (TOTAL_FEN, 66_500)
    assert ledger[None,]["paid_fen"] == 0


def test_a_gift_pays_first_where_it_stands_first_and_only_what_it_is_for() -> None:
    """Theory costs 250.00 in rooms; the gift has 240.00 for it, the rest is public."""
    sources = [paid("donation", 24_000, earmark=CORE), paid("public", 500_000)]
    ledger = rows_of(budget_ledger, reading_with(None, *COSTS, budget(sources=sources)), "source")
    assert ledger["donation",]["paid_fen"] == 24_000
    assert ledger["public",]["paid_fen"] == TOTAL_FEN - 24_000
    ledger = rows_of(budget_ledger, reading_with(None, *COSTS, budget(sources=sources[::-1])), "source")
    assert (ledger["public",]["paid_fen"], ledger["donation",]["paid_fen"]) == (TOTAL_FEN, 0)


def test_a_later_gift_pays_what_the_public_cannot() -> None:
    sources = [paid("public", TOTAL_FEN - 5_000), paid("donation", 24_000, earmark=CORE)]
    ledger = rows_of(budget_ledger, reading_with(None, *COSTS, budget(sources=sources)), "source")
    assert ledger["donation",]["paid_fen"] == 5_000
    assert ledger[None,]["paid_fen"] == 0


def test_shares_come_to_the_whole() -> None:
    """A third each, but for a percent: 440.55, 440.55 and 453.90 of 1,335.00; the last has 400.00."""
    shares = (("government", 33, 90_000), ("employer", 33, 90_000), ("learner", 34, 40_000))
    sources = [paid(source, fen, share_percent=share) for source, share, fen in shares]
    rows = told(budget_ledger(reading_with(None, *COSTS, budget(sources=sources))))
    assert [(row["source"], row["paid_fen"]) for row in rows] == [
        ("government", 44_055), ("employer", 44_055), ("learner", 40_000), (None, 5_390),
    ]  # fmt: skip
    assert sum(row["paid_fen"] for row in rows) == TOTAL_FEN


def test_only_what_the_budget_is_for() -> None:
    given = {"sessions": [{"id": "t1", "project": "p863"}]}
    only = budget("p863", sources=[paid("project", 90_000)], spending={"projects": ["p863"]}, payer="county")
    rows = told(budget_ledger(reading_with(given, *COSTS, only)))
    assert [(r["budget"], r["payer"], r["paid_fen"]) for r in rows] == [
        ("p863", "county", 20_000), ("p863", "county", 0),
    ]  # fmt: skip


def test_without_a_budget_there_is_nothing_to_tell() -> None:
    assert told(budget_ledger(reading_with(None, *COSTS))) == []


@pytest.mark.parametrize("number", range(12))
def test_what_is_unpaid_is_what_the_checker_says(number: int) -> None:
    """The largest flow here, the smallest cut there."""
    found = next(iter(cases("budget", number, 1, 4)))
    instance = instance_for(found.data, "budget", found.parameters)
    shared = "share_percent" in found.parameters["sources"][0]
    for plan in found.plans:
        reading = reading_of(instance, plan)
        rows, spending = told(budget_ledger(reading)), told(budget_spending(reading))
        for year in sorted({row["year"] for row in rows}):
            spent = sum(row["cost_fen"] for row in spending if row["year"] == year)
            assert sum(row["paid_fen"] for row in rows if row["year"] == year) == spent
            over = sum(v.amount for v in reading.report.violations if v.subject == ("it", year))
            unpaid = next(r["paid_fen"] for r in rows if r["year"] == year and r["source"] is None)
            assert shared or unpaid == over
            assert (unpaid > 0) == (over > 0)
        assert all(row["left_fen"] >= 0 for row in rows if row["source"] is not None)
