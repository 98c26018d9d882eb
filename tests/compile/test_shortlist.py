"""A large instance keeps its near options only: what is promised of those that are left.

Below the limit nothing is cut. Above it, each session keeps some of each of its options: the tightest rooms
at each location, starts over the whole of its range, at least ``LEAST_PAIRS`` (location, instructor) pairs a
role. A column of the cut problem is a column of the whole one. A session whose pairs all fit into what is
kept does not lose its last booking; no more than that is promised.
"""

from collections.abc import Iterator

import numpy as np
import pytest

import edusched
from edusched.compile.assemble import compile_problem
from edusched.compile.problem import Problem
from edusched.compile.shortlist import LEAST_PAIRS, MOST_STARTS, PLACES_A_LOCATION, Shortlist
from edusched.domain.instance import Instance
from edusched.model.system import build_model
from edusched.rules.catalogue import bound, rules_of
from edusched.search.limits import RunLimits
from edusched.search.run import Run
from tests.conftest import LONG
from tests.rules.harness import same_rows
from tests.tiny.moving import moving_data
from tests.tiny.problems import instance_from

COUNT = 200 if LONG else 40


def instances() -> Iterator[Instance]:
    for number in range(COUNT):
        yield instance_from(moving_data(number))


def compiled(instance: Instance, most_columns: int | None) -> Problem:
    return compile_problem(instance, bound(rules_of(instance)), most_columns=most_columns)


def keys(problem: Problem) -> set[tuple[int, ...]]:
    found = set()
    for kind, table in enumerate((problem.placing, problem.teaching)):
        parts = (table.session, table.slot, table.place, table.location, table.who, table.role)
        found |= {(kind, *row) for row in zip(*(part.tolist() for part in parts), strict=True)}
    return found


def test_below_the_limit_nothing_is_cut() -> None:
    for instance in instances():
        whole, same = compiled(instance, None), compiled(instance, 10**9)
        assert whole.whole
        assert same.whole
        assert same_rows(whole, same) is None


def test_at_the_limit_nothing_is_cut_and_above_it_something() -> None:
    """The limit is counted in columns, before any rule strikes some out."""
    met = 0
    for number in range(COUNT):
        data = moving_data(number)
        data["policy"] = {"defaults": "none", "rules": [{"id": "shape", "rule": "session_shape"}]}
        instance = instance_from(data)
        whole = compiled(instance, None)
        count = whole.placing.size + whole.teaching.size
        if not any("staffing" in reasons for reasons in whole.removed.values()):
            assert compiled(instance, count).whole, number
            assert count == 0 or not compiled(instance, count - 1).whole, number
            met += 1
    assert met > COUNT // 4


def test_above_the_limit_a_session_keeps_a_booking_it_had() -> None:
    cut = 0
    for instance in instances():
        whole, short = compiled(instance, None), compiled(instance, 1)
        assert not short.whole
        assert keys(short) <= keys(whole)
        cut += len(keys(short)) < len(keys(whole))
        for k in np.unique(whole.placing.session).tolist():
            needs = whole.entities.staff(whole.entities.sessions[k])
            pairs = whole.teaching.select(whole.teaching.session == k)
            most = max(
                (np.unique(pairs.location).size * len(whole.entities.instructors) for _ in needs), default=0
            )
            if most <= LEAST_PAIRS:
                assert (short.placing.session == k).any(), instance.id
    assert cut > COUNT // 10


def test_the_same_instance_is_cut_the_same_way() -> None:
    for instance in instances():
        assert same_rows(compiled(instance, 1), compiled(instance, 1)) is None


def test_starts_are_spread_over_all_there_are() -> None:
    slots = np.arange(0, 5 * MOST_STARTS, dtype=np.int64)
    problem = compiled(next(instances()), None)
    kept = [Shortlist(problem.entities, 100).starts(session, slots) for session in range(40)]
    for one in kept:
        assert one.size == MOST_STARTS == np.unique(one).size
        assert np.isin(one, slots).all()
        assert np.diff(one).max() <= 6
        assert one[0] < 5
        assert one[-1] >= slots.size - 5
    assert np.unique(np.concatenate(kept)).size > 2 * MOST_STARTS  # not the same for every session
    few = slots[:MOST_STARTS]
    assert Shortlist(problem.entities, 100).starts(3, few) is few


def test_the_tightest_rooms_that_hold_the_cohorts_are_kept() -> None:
    data = moving_data(0)
    sizes = {"hall-4": 4, "hall-9": 9, "hall-8": 8, "hall-30": 30, "hall-60": 60}
    rooms = [{"id": name, "capacity_persons": size} for name, size in sizes.items()]
    data["venues"] = [data["venues"][0] | {"rooms": rooms}]
    entities = compiled(instance_from(data), None).entities
    size = entities.place_capacity.tolist()
    mine = [p for p, info in enumerate(entities.places) if info.room is not None]
    assert sorted(size[p] for p in mine) == sorted(sizes.values())
    wanted = {0: [4, 8], 5: [8, 9], 9: [9, 30], 40: [60, 30], 100: [60, 30]}
    for persons, best in wanted.items():
        kept = Shortlist(entities, 1).places(persons, np.array(mine)).tolist()
        assert sorted(size[p] for p in kept) == sorted(best)
        assert len(kept) == PLACES_A_LOCATION
    assert Shortlist(entities, None).places(5, np.array(mine)).tolist() == mine


def test_a_cut_problem_proves_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    """Its optimum may be none of the instance, so nothing may be called a bound but what holds of itself."""
    for instance in list(instances())[:15]:
        best = edusched.solve(instance, deterministic=True, workers=1)
        monkeypatch.setattr("edusched.search.solve.MOST_COLUMNS", 1)
        found = edusched.solve(instance, deterministic=True, workers=1)
        monkeypatch.undo()
        least = {score.level: score.value for score in best.levels}
        for score in found.levels:
            assert score.bound <= least[score.level], score
            if score.value != least[score.level]:
                break


def test_of_a_cut_problem_nothing_is_claimed() -> None:
    """What was left out may be better, or possible at all: no bound, and never "infeasible"."""
    found = 0
    for instance in instances():
        problem = compile_problem(instance, bound(rules_of(instance), strict=True), most_columns=1)
        outcome = Run(problem, build_model(problem), RunLimits(1.0, 1, deterministic=True)).solve()
        assert not outcome.infeasible, instance.id
        assert all(level.bound == 0 for level in outcome.levels), instance.id
        found += outcome.values is None
    assert found > 0
