"""First plans: programmes are tried again with other weeks, and those left waiting once more at length."""

from collections import Counter

import numpy as np
import pytest

from edusched.compile.assemble import compile_problem
from edusched.domain.policy import Objective
from edusched.generate.province import make
from edusched.generate.request import request
from edusched.model.cp_sat import Interrupt
from edusched.model.system import build_model
from edusched.rules.catalogue import bound, rules_of
from edusched.search import construct as constructing
from edusched.search.construct import SESSION_COLUMNS, book_waiting, construct
from edusched.search.engines.serial import SerialEngine
from edusched.search.improve import Improver
from edusched.search.landscape import Landscape
from edusched.search.start import begin
from edusched.search.state import State


@pytest.fixture(scope="module")
def problem():
    instance = make(request("county", "350426", 60)).instance
    return compile_problem(instance, bound(rules_of(instance)))


@pytest.fixture
def search(problem):
    """A search that begins with a plan in which nothing runs; tours are none of its business."""
    model = build_model(problem)
    values, _ = begin(problem, model, None, 1)
    state = State(model, values)
    interrupt = Interrupt()
    return Improver(
        state,
        Landscape(problem, state),
        Objective.OBLIGATIONS,
        np.random.default_rng(1),
        SerialEngine(interrupt),
        interrupt,
        deterministic=True,
        without=frozenset({"insertion"}),
    )


def never():
    return False


class Scripted:
    """Stands in for `Improver.solve_sessions`: the try with this number books, all before it do not."""

    def __init__(self, monkeypatch, books_at=None):
        self.real, self.books_at, self.asked = Improver.solve_sessions, books_at, []
        monkeypatch.setattr(Improver, "solve_sessions", self)

    def __get__(self, search, _):
        return lambda *given, **how: self.solve(search, *given, **how)

    def solve(self, search, sessions, budget, *, together=False, seconds=None):
        self.asked.append((sessions.tolist(), budget / sessions.size, together, seconds))
        if self.books_at is not None and len(self.asked) >= self.books_at:
            self.real(search, sessions, budget, together=together, seconds=seconds)


def waiting(search):
    mask = search.state.values[search.landscape.problem.not_run] > 0
    return [group for group in search.landscape.programmes if mask[group].any()]


def test_a_programme_is_tried_again_as_long_as_it_waits(search, monkeypatch):
    tries = Scripted(monkeypatch)
    construct(search, never)
    programmes = [asked for asked in tries.asked if asked[2]]
    first = programmes[0][0]
    assert [columns for sessions, columns, *_ in programmes if sessions == first] == list(SESSION_COLUMNS)
    assert len(programmes) == len(SESSION_COLUMNS) * len(search.landscape.programmes)


def test_a_programme_that_is_booked_is_not_tried_again(search, monkeypatch):
    tries = Scripted(monkeypatch, books_at=1)
    construct(search, never)
    left = [group.tolist() for group in waiting(search)]
    counts = Counter(tuple(asked[0]) for asked in tries.asked if asked[2])
    assert len(counts) == len(search.landscape.programmes)
    assert min(counts.values()) == 1
    assert all(counts[tuple(group)] == len(SESSION_COLUMNS) for group in left)


def test_waiting_programmes_are_booked_with_more_columns_and_more_time(search, monkeypatch):
    monkeypatch.setattr(constructing, "SESSION_COLUMNS", ())
    construct(search, never)
    before, left = search.value, len(waiting(search))
    assert left == len(search.landscape.programmes)
    tries = Scripted(monkeypatch, books_at=1)
    assert book_waiting(search, never) == f"{left} of {left} waiting programmes by more columns"
    assert search.value < before
    assert not waiting(search)
    assert search.state.holds
    assert all(asked[1:] == (400, True, 1.0) for asked in tries.asked)
    assert book_waiting(search, never) is None


def test_waiting_programmes_are_given_up_when_some_in_a_row_cannot_be_had(search, monkeypatch):
    monkeypatch.setattr(constructing, "MOST_FAILED", 2)
    tries = Scripted(monkeypatch)
    assert book_waiting(search, never) == "0 of 2 waiting programmes by more columns"
    assert len(tries.asked) == 2


def test_waiting_programmes_wait_on_when_time_is_up(search, monkeypatch):
    tries = Scripted(monkeypatch)
    assert book_waiting(search, lambda: True) is None
    search.interrupt.pull()
    assert book_waiting(search, never) is None
    assert not tries.asked
