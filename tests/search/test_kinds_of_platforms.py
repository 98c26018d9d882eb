"""Recordings, broadcasts and materials in every way of solving, against listing every plan there is."""

import dataclasses

import pytest

import edusched
from edusched.checking.checker import check_plan
from edusched.search.capacity.bound import capacity_bound
from tests.rules.harness import problem_of
from tests.search.test_brute_force import WAYS, difference
from tests.tiny.listing import listed
from tests.tiny.problems import LEAN, TinyProblem, tiny_problem

KINDS = dataclasses.replace(LEAN, online=0.95, kinds=0.9, mobile=0.0, materials=0.3)
COUNT, BLOCKS = 15, 4


def _problem(number: int) -> TinyProblem:
    return tiny_problem("kinds of platforms", number, lean=KINDS)


@pytest.mark.parametrize("block", range(BLOCKS))
def test_solving_comes_to_the_same_end_as_listing(block: int) -> None:
    for number in range(block * COUNT, (block + 1) * COUNT):
        problem = _problem(number)
        assert difference(problem, WAYS[number % len(WAYS)]) is None, problem


def test_the_way_of_large_instances_claims_nothing_untrue() -> None:
    """A plan in pieces is accepted; no value is below the best one, and no bound above it."""
    planned = 0
    for number in range(COUNT):
        problem = _problem(number)
        found = listed(problem.instance, strict=problem.strict)
        if found.best is None:
            continue
        result = edusched.solve(
            problem.instance, time_limit_seconds=20, strict=problem.strict, workers=1, without=["whole"]
        )
        assert result.plan is not None, problem
        assert check_plan(problem.instance, result.plan, strict=problem.strict).accepted, problem
        values = [level.value for level in result.levels]
        assert values >= list(found.best), problem
        assert not result.levels or result.levels[0].bound <= found.best[0], problem
        planned += 1
    assert planned >= COUNT // 3


def test_what_capacity_costs_is_never_more_than_the_best_plan() -> None:
    positive = 0
    for number in range(BLOCKS * COUNT):
        problem = _problem(number)
        found = listed(problem.instance, strict=problem.strict)
        if found.best is None:
            continue
        compiled = problem_of(problem.instance, strict=problem.strict)
        for level, best in zip(found.levels, found.best, strict=True):
            bound = capacity_bound(compiled, level).bound
            assert bound <= best, f"{problem!r} {level}"
            positive += bound > 0
    assert positive >= COUNT // 3
