"""Checker, rows and solver against listing every plan there is.

The listing knows the rules' checks and nothing else; the solver knows their rows. On every tiny instance both must
come to the same end: the same best value on every level, or no plan at all.
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


def solved(instance: edusched.Instance, *, strict: bool) -> Result:
    return edusched.solve(
        instance, time_limit_seconds=60, workers=1, seed=1, deterministic=True, strict=strict
    )


def difference(instance: edusched.Instance, *, strict: bool, found: Listing | None = None) -> str | None:
    """Return where solving and listing differ, or None."""
    found = found or listed(instance, strict=strict)
    result = solved(instance, strict=strict)
    if found.best is None:
        agree = (
            result.status is edusched.Status.INFEASIBLE
            and len(result.confirmations) == 2
            and result.conflicts
        )
        return (
            None if agree else f"no plan is accepted, the solver says {result.status} {result.confirmations}"
        )
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


def made_small(problem: TinyProblem) -> str:
    """Return the problem's data made as small as it can be and still differ."""

    def differs(data: Any) -> bool:
        return sound(data) and difference(instance_from(data), strict=problem.strict) is not None

    return json.dumps(shrunk(problem.data, differs))


def compare(kind: str, block: int, most: int) -> Counter[str]:
    tally: Counter[str] = Counter()
    for number in range(block * SIZE, (block + 1) * SIZE):
        problem = tiny_problem(kind, number, most=most)
        found = listed(problem.instance, strict=problem.strict)
        wrong = difference(problem.instance, strict=problem.strict, found=found)
        assert wrong is None, f"{problem!r}: {wrong}\n{made_small(problem)}"
        tally["infeasible"] += found.best is None
        tally["some accepted, some not"] += 0 < found.accepted < found.plans
        tally["something to pay"] += found.best is not None and any(found.best)
    return tally


@pytest.mark.parametrize("block", range(BLOCKS))
def test_solving_finds_what_listing_finds(block: int) -> None:
    tally = compare("brute", block, 500)
    assert tally["infeasible"] >= SIZE // 20, tally
    assert tally["some accepted, some not"] >= SIZE // 3, tally
    assert tally["something to pay"] >= SIZE // 4, tally


@pytest.mark.long
@pytest.mark.parametrize("block", range(LONG_BLOCKS if LONG else 1))
def test_solving_finds_what_listing_finds_among_more_plans(block: int) -> None:
    compare("brute more", block, LONG_PLANS)
