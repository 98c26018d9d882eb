"""Every piece of the search can be switched off, and none of them changes what is true.

Small instances go to CP-SAT whole: without any other piece they end at the same proven values. Without that,
the search for large ones ends where it ends: never below an optimum, with no bound above it, with a plan the
checker accepts.
"""

from collections import Counter
from functools import cache
from typing import Any

import pytest

import edusched
from edusched.checking.checker import check_plan
from edusched.domain.instance import Instance
from edusched.domain.result import Result, Status
from edusched.search.pieces import PIECES
from tests.conftest import LONG
from tests.tiny.moving import moving_data
from tests.tiny.problems import instance_from, tiny_problem

COUNT = 1000 if LONG else 100
LARGE_COUNT = 1000 if LONG else 80
A_MOMENT = 0.002
"""Deterministic seconds of a run that need not end: thousandths are many sub-models of four sessions."""
SMALL_PIECES = tuple(piece for piece in PIECES if piece != "whole")


@cache
def problem(number: int) -> tuple[Instance, bool]:
    """Return an instance and whether it is solved strictly; every other one suits the search by hand."""
    if number % 2:
        return instance_from(moving_data(number)), False
    found = tiny_problem("pieces", number)
    return found.instance, found.strict


@cache
def best(number: int) -> Result:
    instance, strict = problem(number)
    result = edusched.solve(instance, deterministic=True, workers=1, strict=strict)
    assert result.status in (Status.OPTIMAL, Status.INFEASIBLE), number
    return result


def solved(number: int, *without: str, seconds: float = 60.0, **way: Any) -> Result:
    instance, strict = problem(number)
    way = {"deterministic": True, "workers": 1} | way
    return edusched.solve(instance, time_limit_seconds=seconds, strict=strict, without=without, **way)


def values(result: Result) -> list[tuple[str, int]]:
    return [(score.level.value, score.value) for score in result.levels]


@pytest.mark.parametrize("hundred", range(COUNT // 100))
def test_without_a_piece_the_same_is_proven(hundred: int) -> None:
    """In the fast suite the pieces take turns; the long one switches each of them off everywhere."""
    proven = 0
    for number in range(100 * hundred, 100 * hundred + 100):
        turn = SMALL_PIECES[number % len(SMALL_PIECES)]
        for piece in SMALL_PIECES if LONG else {turn, "counting", "bound"}:
            other = solved(number, piece)
            assert other.status is best(number).status, (number, piece)
            assert values(other) == values(best(number)), (number, piece)
        proven += best(number).status is Status.OPTIMAL
    assert proven > 60


def test_without_any_other_piece_the_same_is_proven() -> None:
    for number in range(COUNT // 4):
        other = solved(number, *SMALL_PIECES)
        assert (other.status, values(other)) == (best(number).status, values(best(number))), number


@pytest.fixture(autouse=True)
def _insert_however_few(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("edusched.search.construct.LEAST_INSERTED", 0)


@pytest.mark.parametrize("also", ["", *(piece for piece in PIECES if piece not in {"whole", "shortlist"})])
def test_the_search_for_large_instances_claims_nothing_wrong(also: str) -> None:
    tally: Counter[str] = Counter()
    count = LARGE_COUNT // 4 if also else LARGE_COUNT
    for number in range(count):
        found = solved(number, "whole", *[also][: len(also)], seconds=A_MOMENT)
        _claims_nothing_wrong(number, found, also)
        words = " ".join(found.strategy)
        tally["reached"] += values(found) == values(best(number))
        for word in ("sub-models on", "inserted", "walks", "by sub-models"):
            tally[word] += word in words
    assert tally["reached"] >= count * (0.5 if also in {"sub-models", "insertion"} else 0.75), tally
    off = {"sub-models": "sub-models on", "insertion": "inserted", "walk": "walks"}.get(also)
    for word in ("sub-models on", "inserted", "by sub-models"):
        assert (tally[word] > 0) == (word != off), (word, tally)
    assert also != "walk" or tally["walks"] == 0


def _claims_nothing_wrong(number: int, found: Result, also: str) -> None:
    optimum, (instance, strict) = best(number), problem(number)
    if optimum.plan is None:
        assert found.status in (Status.INFEASIBLE, Status.UNKNOWN), (number, also)
        assert found.plan is None, (number, also)
        return
    assert found.plan is not None, (number, also)
    assert check_plan(instance, found.plan, strict=strict).accepted, (number, also)
    assert found.status is not Status.INFEASIBLE, (number, also)
    got, least = ([score.value for score in result.levels] for result in (found, optimum))
    assert got >= least, f"{number} without {also}: better than the best, {got} {least}"
    for score, value in zip(found.levels, least, strict=True):
        assert score.bound <= value, (number, also, score)
        if score.value != value:
            break  # a later level is bounded given the values of those before it
    if found.status is Status.OPTIMAL:
        assert got == least, (number, also)


@pytest.mark.parametrize("without", [(), ("whole",), ("whole", "walk"), ("whole", "processes")], ids=str)
def test_a_deterministic_plan_does_not_depend_on_the_workers(without: tuple[str, ...]) -> None:
    for number in (1, 2, 3, 4, 7) if LONG else (1, 3):
        plans = []
        for workers in (1, 2, 3):
            found = solved(number, *without, seconds=A_MOMENT if without else 60, workers=workers)
            assert found.plan is not None, number
            plans.append(found.plan.model_dump_json())
        assert plans[0] == plans[1] == plans[2], (number, without)


def test_pieces_have_names_of_their_own_and_others_are_refused() -> None:
    assert len(set(PIECES)) == len(PIECES)
    with pytest.raises(ValueError, match="no piece of the search is called 'wings'"):
        solved(1, "wings")
