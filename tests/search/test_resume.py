"""A plan given to begin with: the result is never worse, whatever is found on a level."""

from datetime import timedelta

import pytest

from edusched import api
from edusched.checking.checker import check_plan
from edusched.compile.assemble import compile_problem
from edusched.domain.plan import Plan
from edusched.model.cp_sat import Answer
from edusched.model.read_back import plan_of
from edusched.model.system import build_model
from edusched.rules.catalogue import bound, rules_of
from edusched.search import run as running
from edusched.search.improve import Improver
from edusched.search.limits import RunLimits
from edusched.search.run import Run
from edusched.search.settle import followers
from edusched.search.start import first_plan, values_of
from tests.search.villages import villages

INSTANCE = villages(6)
LIMITS = RunLimits(3, 1, 1, deterministic=True)


@pytest.fixture(scope="module")
def problem():
    return compile_problem(INSTANCE, bound(rules_of(INSTANCE)))


@pytest.fixture(scope="module")
def best(problem):
    """The best plan."""
    outcome = Run(problem, build_model(problem), LIMITS).solve()
    assert all(score.value == score.bound for score in outcome.levels)
    return plan_of(problem, outcome.values)


def score(plan):
    return [value for _, value in check_plan(INSTANCE, plan).score]


def resumed(problem, start, limits):
    outcome = Run(problem, build_model(problem), limits, start=start).solve()
    plan = plan_of(problem, outcome.values)
    assert [level.value for level in outcome.levels] == score(plan)
    assert all(level.bound <= level.value for level in outcome.levels)
    return plan


@pytest.mark.parametrize("without", [{"bound"}, {"bound", "whole"}])
def test_a_tie_on_one_level_costs_nothing_on_the_next(problem, best, without, monkeypatch):
    """Whoever works on a level comes back with a plan as good there, and dearer."""
    start = Plan(instance=INSTANCE.id, bookings=best.bookings[1:])
    apart = [b.model_copy(update={"day": INSTANCE.calendar.first_day + timedelta(k), "period": "am"})
             for k, b in enumerate(start.bookings)]  # fmt: skip
    dear = start.model_copy(update={"bookings": tuple(apart)})
    assert score(start)[0] == score(dear)[0] > 0
    assert score(start)[1] < score(dear)[1]
    model = build_model(problem)
    values = values_of(problem, model, dear)
    values = first_plan(problem, model, values, followers(model, values), 1)
    asked = []

    def solve(*_, **__):
        asked.append("solver")
        return Answer(values, 0, infeasible=False, optimal=False, deterministic_seconds=1.0)

    def improve(search, *_):
        asked.append("sub-models")
        search.state.reset(values)

    monkeypatch.setattr(running, "solve_system", solve)
    monkeypatch.setattr(Improver, "run", improve)
    limits = RunLimits(3, 1, 1, deterministic=True, without=frozenset(without))
    assert score(resumed(problem, start, limits)) == score(start)
    assert asked


@pytest.mark.parametrize("without", [(), ("whole",)])
def test_levels_at_nothing_are_left_alone(problem, best, without):
    """There is nothing to gain on them, and much to lose on the next."""
    limits = RunLimits(1e-3, 1, 2, deterministic=True, without=frozenset(without))
    run = Run(problem, build_model(problem), limits, start=best)
    values = run.solve().values
    assert score(plan_of(problem, values)) == score(best)
    assert [level.value for level in run.strategy] == ["cost"]


def test_no_time_at_all_leaves_the_plan_as_it_is(problem, best):
    start = Plan(instance=INSTANCE.id, bookings=best.bookings[1:])
    limits = RunLimits(0, 1, 1, deterministic=True)
    assert resumed(problem, start, limits).bookings == start.bookings


def test_a_plan_is_kept_when_a_level_is_done():
    """Each is a plan that the checker accepts; the last is the one that the solve returns."""
    kept = []
    found = api.solve(INSTANCE, time_limit_seconds=3, workers=1, deterministic=True, keep=kept.append)
    assert len(kept) == len(found.levels) == 2
    assert all(check_plan(INSTANCE, plan).accepted for plan in kept)
    assert score(kept[-1]) == [level.value for level in found.levels]
    assert kept[-1].bookings == found.plan.bookings
