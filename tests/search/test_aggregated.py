"""The smaller system: whatever the whole one allows is allowed there too, at no higher price."""

import numpy as np

import edusched
from edusched.compile.arrays import Ints, ints, offsets
from edusched.compile.assemble import compile_problem
from edusched.compile.table import FREE
from edusched.domain.policy import Objective
from edusched.model.aggregated import AggregatedBound, aggregated
from edusched.model.cp_sat import SolverSettings, solve_system
from edusched.model.system import LevelTerms, LinearSystem, Model, build_model
from edusched.rules.catalogue import bound, rules_of
from edusched.search.likeness import groups_of
from tests.conftest import LONG
from tests.tiny.problems import tiny_problem

COUNT = 400 if LONG else 60


def some_system(rng: np.random.Generator) -> tuple[LinearSystem, LevelTerms]:
    """Return a small system at random; some rows have the same coefficients on other variables."""
    variables, rows = int(rng.integers(2, 9)), int(rng.integers(1, 9))
    entries = [
        np.sort(rng.choice(variables, int(rng.integers(1, variables + 1)), replace=False))
        for _ in range(rows)
    ]
    columns = np.concatenate(entries)
    sums = rng.integers(0, 4, rows)
    lo = np.where(rng.random(rows) < 0.5, -FREE, sums - rng.integers(0, 3, rows))
    hi = np.where(rng.random(rows) < 0.5, FREE, sums)
    hi = np.where(lo == -FREE, sums, hi)
    system = LinearSystem(
        rng.integers(1, 3, variables), offsets([e.size for e in entries]), columns,
        rng.integers(-2, 3, columns.size), lo, hi,
    )  # fmt: skip
    names = np.flatnonzero(rng.random(variables) < 0.7)
    return system, LevelTerms(names, rng.integers(-3, 6, names.size), 1, 0)


def test_what_holds_in_the_whole_holds_in_the_smaller_at_no_higher_price() -> None:
    held = binding = 0
    for number in range(20 * COUNT):
        rng = np.random.default_rng(number)
        system, terms = some_system(rng)
        group = np.unique(rng.integers(0, 4, system.upper.size), return_inverse=True)[1].astype(np.int64)
        smaller, less = aggregated(system, terms, group)
        binding += smaller.row_count > 0
        for _ in range(10):
            values = rng.integers(0, system.upper + 1)
            if system.holds(values):
                held += 1
                together = np.bincount(group, weights=values).astype(np.int64)
                assert smaller.holds(together), number
                assert less.value(together) <= terms.value(values), number
    assert held > 10 * COUNT
    assert binding > 10 * COUNT


def test_rows_of_single_starts_are_added_up() -> None:
    """One row a start, "taught by somebody when it is held", says nothing of sums until it is summed."""
    held, taught = ints([0, 1, 2]), ints([3, 4, 5])
    columns = np.stack([held, taught]).T.ravel()
    system = LinearSystem(
        np.ones(6, dtype=np.int64),
        ints([0, 2, 4, 6]),
        columns,
        ints([1, -1] * 3),
        ints([0] * 3),
        ints([0] * 3),
    )
    smaller, _ = aggregated(system, LevelTerms(ints([]), ints([]), 1, 0), ints([0, 0, 0, 1, 1, 1]))
    assert smaller.row_count == 1
    assert not smaller.holds(ints([2, 1]))
    assert smaller.holds(ints([2, 2]))


def model_of(instance: edusched.Instance) -> tuple[Model, tuple[Ints, ...]]:
    problem = compile_problem(instance, bound(rules_of(instance)))
    model = build_model(problem)
    return model, groups_of(problem, model.system.upper.size)


def test_no_bound_passes_the_optimum_of_a_tiny_problem() -> None:
    proven = 0
    for number in range(COUNT):
        model, groups = model_of(tiny_problem("aggregated", number).instance)
        for level, terms in model.levels.items():
            least = solve_system(model.system, terms, SolverSettings(60.0, light=True))
            if least.infeasible:
                break
            for group in groups:
                found = AggregatedBound(model.system, terms, group).solve(30.0)
                assert found <= least.bound, (number, level)
                proven += 0 < found == least.bound
            model = model.capped(terms, terms.constant + terms.scale * least.bound)
    assert proven > COUNT // 4


def test_it_closes_three_years_of_forty_organisations() -> None:
    """The LP stops at 33,480 yuan: a tenth below the plan that is best, 37,080."""
    model, (group,) = model_of(edusched.load("instances/social-organisations-2025-2027.json"))
    *before, (level, cost) = model.levels.items()
    for _, terms in before:
        model = model.capped(terms, 0)
    assert level is Objective.COST
    assert cost.constant + cost.scale * AggregatedBound(model.system, cost, group).solve(30.0) == 37_080_00


def test_one_that_is_stopped_proves_nothing() -> None:
    model, (group,) = model_of(edusched.load("instances/tiny.json"))
    smaller = AggregatedBound(model.system, model.levels[Objective.COST], group)
    smaller.stop()
    assert smaller.solve(30.0) == 0
