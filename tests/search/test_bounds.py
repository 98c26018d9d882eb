"""Bounds are proofs: none may pass a plan that exists, whatever the duals."""

import numpy as np
import pytest

import edusched
from edusched.compile.arrays import ints
from edusched.compile.assemble import compile_problem
from edusched.compile.table import FREE
from edusched.domain.policy import Objective
from edusched.model.cp_sat import SolverSettings, solve_system
from edusched.model.lp_bound import LpBound, safe_bound
from edusched.model.system import LevelTerms, LinearSystem, Model, build_model
from edusched.rules.catalogue import bound, rules_of
from edusched.search.prover import Prover


@pytest.fixture(scope="module")
def model() -> Model:
    instance = edusched.load("instances/tiny.json")
    return build_model(compile_problem(instance, bound(rules_of(instance))))


@pytest.fixture(scope="module")
def best(model: Model) -> int:
    answer = solve_system(model.system, model.levels[Objective.COST], SolverSettings(30.0))
    assert answer.optimal
    return answer.bound


def test_any_dual_point_proves_no_more_than_the_optimum(model: Model, best: int) -> None:
    rng = np.random.default_rng(1)
    terms = model.levels[Objective.COST]
    for scale in (0.0, 1.0, 100.0, 1e6):
        for _ in range(20):
            duals = rng.normal(0.0, scale, model.system.row_count)
            assert safe_bound(model.system, terms, duals)[0] <= best


def test_broken_duals_prove_nothing_false(model: Model, best: int) -> None:
    duals = np.full(model.system.row_count, np.nan)
    duals[::2] = np.inf
    assert safe_bound(model.system, model.levels[Objective.COST], duals)[0] <= best


def test_the_lp_bound_is_below_the_optimum_and_worth_something(model: Model, best: int) -> None:
    # Without its obligations the cost of a plan is nothing: cap them first, as a run does.
    owed, cost = model.levels[Objective.OBLIGATIONS], model.levels[Objective.COST]
    capped = model.capped(owed, 0)
    least = solve_system(capped.system, cost, SolverSettings(30.0))
    found = LpBound(capped.system, cost).solve(30.0)
    assert found is not None
    assert best <= least.bound
    assert 0.5 * least.bound <= found <= least.bound


def test_a_prover_forgets_bounds_that_rested_on_a_wrong_guess(model: Model) -> None:
    told: list[tuple[Objective, int]] = []
    prover = Prover(model, lambda level, value: told.append((level, value)))
    prover.settle(Objective.OBLIGATIONS, 7)
    assert prover.bound(Objective.COST) == 0
    prover.start()
    prover.settle(Objective.OBLIGATIONS, 0)
    prover.stop()
    assert all(value >= 0 for _, value in told)


def test_a_restricted_system_keeps_what_the_whole_one_says(model: Model) -> None:
    """Freeing some variables of a plan and solving gives values that hold in the whole system."""
    terms = model.levels[Objective.COST]
    answer = solve_system(model.system, terms, SolverSettings(30.0))
    assert answer.values is not None
    rng = np.random.default_rng(2)
    for _ in range(10):
        free = (rng.random(model.system.upper.size) < 0.3) | (
            np.arange(model.system.upper.size) >= model.decision_count
        )
        rest, names = model.system.restricted(free, answer.values)
        again = solve_system(rest, terms.__class__(np.arange(0), np.arange(0), 1, 0), SolverSettings(10.0))
        assert again.values is not None
        values = answer.values.copy()
        values[names] = again.values
        assert model.system.holds(values)


def test_a_variable_may_stand_in_a_row_twice():
    """Two people who are away on the same days are one literal, counted twice (rotation share)."""
    start, columns, coefs = ints([0, 3, 5]), ints([0, 1, 0, 1, 0]), ints([2, 1, 1, 1, -1])
    system = LinearSystem(ints([1, 5]), start, columns, coefs, ints([4, -FREE]), ints([FREE, 3]))
    assert LpBound(system, LevelTerms(ints([0, 1]), ints([3, 2]), 1, 0)).solve(10.0) == 5
    merged = system.merged()
    assert merged.columns.tolist() == [0, 1, 0, 1]
    assert merged.coefs.tolist() == [3, 1, -1, 1]
    assert merged.merged() is merged
