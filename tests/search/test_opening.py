"""Columns a sub-model opens: those of a programme lie where all of its sessions can meet."""

import numpy as np
import pytest

from edusched.compile.arrays import distinct
from edusched.compile.assemble import compile_problem
from edusched.generate.province import make
from edusched.generate.request import request
from edusched.model.system import build_model
from edusched.rules.catalogue import bound, rules_of
from edusched.search.landscape import Landscape
from edusched.search.opening import Wanted, opened
from edusched.search.start import values_of
from edusched.search.state import State


@pytest.fixture(scope="module")
def land():
    """A county in which nothing runs yet."""
    instance = make(request("county", "350426", 60)).instance
    problem = compile_problem(instance, bound(rules_of(instance)))
    model = build_model(problem)
    return Landscape(problem, State(model, values_of(problem, model, None)))


def columns_by_session(land, sessions, wanted, seed):
    price = np.zeros(land.state.values.size, dtype=np.int64)
    worth = np.zeros(land.state.model.decision_count)
    columns = opened(land, sessions, worth, price, wanted, np.random.default_rng(seed))
    placed = columns[land.week_of[columns] >= 0]
    return {k: placed[land.session_of[placed] == k] for k in sessions.tolist()}


@pytest.mark.parametrize("seed", range(4))
def test_sessions_of_a_programme_look_at_the_same_week(land, seed):
    """In some week each of them has a place and somebody for each role."""
    blocks = [group for group in land.programmes if group.size > 4]
    assert len(blocks) == 3
    for group in blocks:
        found = columns_by_session(land, group, Wanted(16 * group.size, together=True), seed)
        assert set.intersection(*(_complete_weeks(land, mine) for mine in found.values()))


def _complete_weeks(land, columns):
    place = land.kind_of[columns] == 0
    week = land.week_of[columns]
    return set(week[place].tolist()) & set(week[~place].tolist())


def test_a_budget_is_kept_and_each_start_has_one_place_before_any_has_two(land):
    group = max(land.programmes, key=len)
    found = columns_by_session(land, group, Wanted(12 * group.size, together=True), 1)
    for session, mine in found.items():
        assert 0 < mine.size <= 12
        starts = land.cell_of[mine[land.kind_of[mine] == 0]]
        every = land.columns_of(np.array([session]))
        week = land.week_of[mine[0]]
        there = distinct(land.cell_of[every[(land.week_of[every] == week) & (land.kind_of[every] == 0)]])
        assert np.bincount(starts).max() == 1 or distinct(starts).size == there.size


def test_weeks_begin_on_monday(land):
    problem = land.problem
    table = problem.placing
    weeks = {}
    for day, number in zip(problem.days(table).tolist(), land.week_of[table.column].tolist(), strict=True):
        weeks.setdefault(problem.horizon.days[day].isocalendar()[:2], set()).add(number)
    assert all(len(numbers) == 1 for numbers in weeks.values())
    assert len(set.union(*weeks.values())) == len(weeks) > 10
