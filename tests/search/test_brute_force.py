"""Checker, rows and solver against listing every plan there is.

The listing knows the rules' checks and nothing else; the solver knows their rows. On every tiny instance both
must come to the same end: the same best value on every level, or no plan at all.
"""

import json
from collections import Counter
from typing import Any

import pytest

import edusched
from edusched.checking.checker import check_plan
from edusched.domain.result import Result
from tests.conftest import LONG
from tests.tiny.listing import Listing, listed
from tests.tiny.problems import TinyProblem, instance_from, tiny_problem
from tests.tiny.shrink import shrunk, sound

BLOCKS, SIZE = 10, 100  # 1,000 instances
LONG_BLOCKS, LONG_PLANS = 40, 3000
SUB_MODELS = 400 if LONG else 60

WAYS: tuple[dict[str, Any], ...] = (
    {"deterministic": True, "workers": 1},
    {"workers": 1, "seed": 7},
    {"workers": 2},
)
"""How to solve; problems take turns."""


def difference(problem: TinyProblem, way: dict[str, Any], found: Listing | None = None) -> str | None:
    """Return where solving and listing differ, or None."""
    instance, strict = problem.instance, problem.strict
    found = found or listed(instance, strict=strict)
    result = edusched.solve(instance, time_limit_seconds=60, strict=strict, **way)
    if found.best is None:
        return _claims_nothing_else(result)
    values = {level.level: level.value for level in result.levels}
    if result.status is not edusched.Status.OPTIMAL or values != found.score():
        return f"listed {found.score()}, the solver says {result.status} {values}"
    assert result.plan is not None
    assert found.plan is not None
    for plan in (result.plan, found.plan):
        report = check_plan(instance, plan, strict=strict)
        if not report.accepted or dict(report.score) != found.score():
            return f"the checker says {report.score} of {plan}"
    return None


def _claims_nothing_else(result: Result) -> str | None:
    confirmed = len(result.confirmations) == 2 and result.conflicts and result.plan is None
    if result.status is edusched.Status.INFEASIBLE and confirmed:
        return None
    return f"no plan is accepted, the solver says {result.status} {result.confirmations}"


def made_small(problem: TinyProblem, way: dict[str, Any]) -> str:
    """Return the problem's data made as small as it can be and still differ."""

    def differs(data: Any) -> bool:
        other = TinyProblem("smaller", data, instance_from(data), problem.strict)
        return sound(data) and difference(other, way) is not None

    return json.dumps(shrunk(problem.data, differs))


def compare(kind: str, block: int, most: int) -> Counter[str]:
    tally: Counter[str] = Counter()
    for number in range(block * SIZE, (block + 1) * SIZE):
        problem, way = tiny_problem(kind, number, most=most), WAYS[number % len(WAYS)]
        found = listed(problem.instance, strict=problem.strict)
        wrong = difference(problem, way, found)
        assert wrong is None, f"{problem!r}, {way}: {wrong}\n{made_small(problem, way)}"
        tally["infeasible"] += found.best is None
        tally["some accepted, some not"] += 0 < found.accepted < found.plans
        tally["something to pay"] += found.best is not None and any(found.best)
    return tally


@pytest.mark.parametrize("block", range(BLOCKS))
def test_solving_finds_what_listing_finds(block: int) -> None:
    tally = compare("brute", block, 500)
    assert tally["infeasible"] >= SIZE // 20, tally
    assert tally["some accepted, some not"] >= SIZE // 4, tally
    assert tally["something to pay"] >= SIZE // 4, tally


@pytest.mark.long
@pytest.mark.parametrize("block", range(LONG_BLOCKS if LONG else 1))
def test_solving_finds_what_listing_finds_among_more_plans(block: int) -> None:
    compare("brute more", block, LONG_PLANS)


def test_sub_models_claim_nothing_wrong(monkeypatch: pytest.MonkeyPatch) -> None:
    """The search for large instances, on tiny ones: its plan holds and its bound is one."""
    monkeypatch.setattr("edusched.search.run.WHOLE_COLUMNS", -1)
    reached = feasible = 0
    for number in range(SUB_MODELS):
        problem = tiny_problem("brute", number)
        found = listed(problem.instance, strict=problem.strict)
        result = edusched.solve(problem.instance, time_limit_seconds=0.3, workers=1, strict=problem.strict)
        if found.best is None:
            assert _claims_nothing_else(result) is None, problem
            continue
        feasible += 1
        scores = {level.level: level for level in result.levels}
        got = tuple(scores[level].value for level in found.levels)
        assert got >= found.best, f"{problem!r}: better than the best, {got} {found.best}"
        for level, value, best in zip(found.levels, got, found.best, strict=True):
            assert scores[level].bound <= best, (
                f"{problem!r}: {level} has the bound {scores[level].bound} > {best}"
            )
            if value != best:
                break
        if result.status is edusched.Status.OPTIMAL:
            assert got == found.best, f"{problem!r}: {got} is called optimal, {found.best} is"
        reached += got == found.best
    assert reached >= feasible * 0.9, f"{reached} of {feasible} reached"
