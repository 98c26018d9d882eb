"""Sub-models without what rows of one or two variables settle: the same plans, the same values."""

from itertools import product

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from edusched.compile.arrays import ints, offsets
from edusched.compile.table import FREE
from edusched.model.compact import compacted
from edusched.model.cp_sat import SolverSettings, solve_system
from edusched.model.system import LevelTerms, LinearSystem

LIGHT = SolverSettings(None, deterministic_seconds=1.0, light=True)


def system_of(upper, *rows):
    """Return a system of rows (coefficients by variable, lo, hi)."""
    return LinearSystem(
        ints(upper),
        offsets([len(terms) for terms, _, _ in rows]),
        ints([variable for terms, _, _ in rows for variable in terms]),
        ints([coef for terms, _, _ in rows for coef in terms.values()]),
        ints([lo for _, lo, _ in rows]),
        ints([hi for _, _, hi in rows]),
    )


def solutions(system):
    every = product(*(range(top + 1) for top in system.upper.tolist()))
    return {values for values in every if system.holds(ints(values))}


def check_same(system, coefs):
    terms = LevelTerms(np.arange(system.upper.size), ints(coefs), 1, 0)
    found, wanted = compacted(system), solutions(system)
    if found is None:
        assert not wanted
        return
    rest, held = found.terms(terms)
    small = solutions(found.system)
    assert {tuple(found.expanded(ints(values)).tolist()) for values in small} == wanted
    for values in small:
        whole = found.expanded(ints(values))
        assert held + rest.value(ints(values)) == terms.value(whole)
        assert found.shrunk(whole).tolist() == list(values)
    answer = solve_system(system, terms, LIGHT)
    assert answer.infeasible == (not wanted)
    if wanted:
        least = min(terms.value(ints(values)) for values in wanted)
        assert (terms.value(answer.values), answer.bound) == (least, least)
        assert system.holds(answer.values)


UPPER = st.lists(st.sampled_from([1, 1, 1, 3]), min_size=1, max_size=6)
BOUND = st.integers(-3, 3)


@st.composite
def systems(draw):
    upper = draw(UPPER)
    names = st.integers(0, len(upper) - 1)
    terms = st.dictionaries(names, st.sampled_from([-2, -1, 1, 2]), min_size=1, max_size=3)
    rows = []
    for each in draw(st.lists(terms, max_size=7)):
        lo, hi = draw(BOUND), draw(BOUND)
        side = draw(st.sampled_from(["lo", "hi", "both"]))
        rows.append((each, -FREE if side == "hi" else min(lo, hi), FREE if side == "lo" else max(lo, hi)))
    return system_of(upper, *rows), draw(st.lists(st.integers(-4, 4), min_size=6, max_size=6))[: len(upper)]


@given(systems())
def test_a_compacted_system_has_the_same_solutions(drawn):
    check_same(*drawn)


def test_a_literal_that_hangs_on_one_column_is_that_column():
    # It is no more than the column and no less; what is held has left no other.
    found = compacted(system_of([1, 1, 1], ({0: 1, 1: -1}, 0, FREE), ({1: 1, 0: -1}, 0, FREE)))
    assert found.system.upper.size == 2
    assert found.system.row_count == 0
    assert found.expanded(ints([1, 0])).tolist() == [1, 1, 0]


def test_one_thing_leads_to_another():
    # x0 is 1, so x1 is 0, so x2 (the other of two) is 1, and the slack makes up for what is left.
    rows = (({0: 1}, 1, FREE), ({0: 1, 1: 1}, -FREE, 1), ({1: 1, 2: 1}, 1, 1), ({2: 2, 3: 1}, 5, FREE))
    found = compacted(system_of([1, 1, 1, 9], *rows))
    assert found.system.upper.tolist() == [6]
    assert found.expanded(ints([2])).tolist() == [1, 0, 1, 5]


@pytest.mark.parametrize("values", [(0, 0), (1, 1)])
def test_two_that_are_never_equal_can_still_be_started_from(values):
    found = compacted(system_of([1, 1], ({0: 1, 1: 1}, 1, 1)))
    assert found.system.upper.tolist() == [1]
    assert found.shrunk(ints(values)).tolist() in ([0], [1])


@pytest.mark.parametrize(
    "rows",
    [(({0: 1}, 1, FREE), ({0: 1}, -FREE, 0)), (({0: 1, 1: 1}, 2, FREE), ({0: 1, 1: 1}, -FREE, 0))],
)
def test_what_cannot_be_is_said_to_be_infeasible(rows):
    check_same(system_of([1, 1], *rows), [1, 1])
