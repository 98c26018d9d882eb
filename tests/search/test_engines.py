"""Engines: drafts and answers cross a pipe unchanged, and a worker that is lost costs nothing but time."""

import gc
import io
import math
import os
import signal
from collections.abc import Callable, Iterator
from dataclasses import fields, is_dataclass, replace
from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from edusched.compile.arrays import Ints, ints
from edusched.model.cp_sat import Answer, Interrupt, SolverSettings
from edusched.model.system import LevelTerms, LinearSystem
from edusched.search.drafts import Draft
from edusched.search.engines import Engine
from edusched.search.engines.processes import ProcessEngine, end_worker, start_worker
from edusched.search.engines.serial import SerialEngine
from edusched.search.engines.wire import read_answer, read_draft, write_answer, write_draft
from tests.tiny.moving import Moving, moving

numbers = st.integers(-(2**62), 2**62)
arrays = st.lists(numbers, max_size=6).map(ints)


@st.composite
def drafts(draw: st.DrawFn) -> Draft:
    system = LinearSystem(*(draw(arrays) for _ in range(6)))
    terms = LevelTerms(draw(arrays), draw(arrays), 1, 0)
    seconds = st.none() | st.floats(0, 1e6)
    settings = SolverSettings(
        draw(seconds), draw(st.integers(1, 8)), draw(st.integers(0, 2**30)), draw(st.floats(0, 1)),
        draw(seconds), draw(st.booleans()), draw(st.booleans()),
    )  # fmt: skip
    return Draft(system, terms, draw(arrays), settings)


def same(a: Any, b: Any) -> bool:
    if is_dataclass(a):
        return all(same(getattr(a, f.name), getattr(b, f.name)) for f in fields(a))
    if isinstance(a, np.ndarray):
        return isinstance(b, np.ndarray) and a.dtype == b.dtype and a.tolist() == b.tolist()
    if isinstance(a, float):  # the solver sums its deterministic time, and not always to the last bit
        return isinstance(b, float) and math.isclose(a, b, rel_tol=1e-9)
    return type(a) is type(b) and bool(a == b)


@given(st.lists(drafts(), min_size=1, max_size=3))
def test_drafts_come_out_of_the_pipe_as_they_went_in(sent: list[Draft]) -> None:
    pipe = io.BytesIO()
    for draft in sent:
        write_draft(pipe, draft)
    pipe.seek(0)
    assert all(same(draft, read_draft(pipe)) for draft in sent)
    with pytest.raises(EOFError):
        read_draft(pipe)


@given(st.none() | arrays, numbers, st.booleans(), st.booleans(), st.floats(0, 1e9))
def test_answers_come_out_of_the_pipe_as_they_went_in(
    values: Ints | None, bound: int, infeasible: bool, optimal: bool, seconds: float
) -> None:
    answer = Answer(values, bound, infeasible, optimal, seconds)
    pipe = io.BytesIO()
    write_answer(pipe, answer)
    pipe.seek(0)
    assert same(answer, read_answer(pipe))


@given(drafts(), st.data())
def test_a_pipe_that_is_cut_off_anywhere_is_an_end(draft: Draft, data: st.DataObject) -> None:
    pipe = io.BytesIO()
    write_draft(pipe, draft)
    whole = pipe.getvalue()
    cut = data.draw(st.integers(0, len(whole) - 1))
    with pytest.raises(EOFError):
        read_draft(io.BytesIO(whole[:cut]))


def sub_models(count: int) -> list[Draft]:
    """Return sub-models over the whole of tiny problems: each is over in a moment, and not the next one's."""
    found: list[Draft] = []
    number = 0
    while len(found) < count:
        one = moving(number)
        number += 1
        if one is not None and one.model.levels:
            found.append(draft_of(one))
    return found


def draft_of(found: Moving) -> Draft:
    names = np.arange(found.state.values.size, dtype=np.int64)
    system, terms = found.state.restricted(names, next(iter(found.model.levels)))
    settings = SolverSettings(None, 1, found.number, deterministic_seconds=5.0, light=True)
    return Draft(system, terms, found.state.values, settings)


@pytest.fixture
def engine() -> Iterator[Callable[[int], ProcessEngine]]:
    """Give engines, close them, and see that no child and no thread of theirs is left."""
    made: list[ProcessEngine] = []

    def make(workers: int) -> ProcessEngine:
        made.append(ProcessEngine(workers, Interrupt()))
        return made[-1]

    yield make
    for one in made:
        one.close()
        for thread in one._threads:
            thread.join(60)
        assert not any(thread.is_alive() for thread in one._threads)
        assert all(child is None or child.poll() is not None for child in one._children)
    gc.collect()  # a pipe left open would be a ResourceWarning, which is an error here


Maker = Callable[[int], ProcessEngine]


def test_processes_give_the_answers_of_one_after_the_other(engine: Maker) -> None:
    drafts = sub_models(6)
    wanted = SerialEngine(Interrupt()).map(drafts)
    assert all(answer.optimal for answer in wanted)
    many = engine(2)
    for _ in range(2):
        assert all(same(a, b) for a, b in zip(many.map(drafts), wanted, strict=True))


@pytest.mark.parametrize("kind", ["serial", "processes"])
def test_each_answer_is_that_of_its_number(kind: str, engine: Maker) -> None:
    drafts = sub_models(4)
    wanted = SerialEngine(Interrupt()).map(drafts)
    used: Engine = SerialEngine(Interrupt()) if kind == "serial" else engine(2)
    for number in (3, 1, 0, 2):
        used.submit(number, drafts[number])
    found = dict(used.next_answer() for _ in drafts)
    assert sorted(found) == [0, 1, 2, 3]
    assert all(same(found[number], wanted[number]) for number in found)


@pytest.mark.parametrize("kind", ["serial", "processes"])
def test_dropped_drafts_are_never_answered(kind: str, engine: Maker) -> None:
    drafts = sub_models(4)
    used: Engine = SerialEngine(Interrupt()) if kind == "serial" else engine(2)
    for number in range(3):
        used.submit(number, drafts[number])
    used.drop()
    used.submit(7, drafts[3])
    number, answer = used.next_answer()
    assert number == 7
    assert same(answer, SerialEngine(Interrupt()).map(drafts[3:])[0])


def test_an_answer_from_before_a_drop_is_passed_over(engine: Maker) -> None:
    """A worker goes on with what it has in hand; by then the same number may mean another draft."""
    drafts = sub_models(2)
    wanted = SerialEngine(Interrupt()).map(drafts)
    many = engine(1)
    many._answers.put((many._round, 0, wanted[0]))
    many.drop()
    many.submit(0, drafts[1])
    number, answer = many.next_answer()
    assert number == 0
    assert same(answer, wanted[1])
    assert not same(wanted[0], wanted[1])


def test_a_worker_that_is_killed_costs_nothing_but_time(engine: Maker) -> None:
    drafts = sub_models(6)
    wanted = SerialEngine(Interrupt()).map(drafts)
    many = engine(2)
    many.map(drafts[:2])  # both children are up
    children = [child for child in many._children if child is not None]
    assert children
    for child in children:
        os.kill(child.pid, signal.SIGKILL)
    assert all(same(a, b) for a, b in zip(many.map(drafts), wanted, strict=True))
    # Whoever found its worker gone solves by itself from then on; the dead are cleared away at the latest by
    # the end.
    assert all(same(a, b) for a, b in zip(many.map(drafts), wanted, strict=True))


def test_where_no_process_can_be_started_all_goes_on(engine: Maker, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("edusched.search.engines.processes.start_worker", lambda: None)
    drafts = sub_models(3)
    wanted = SerialEngine(Interrupt()).map(drafts)
    assert all(same(a, b) for a, b in zip(engine(2).map(drafts), wanted, strict=True))


def test_a_worker_ends_when_its_pipe_is_closed() -> None:
    child = start_worker()
    assert child is not None
    assert child.stdin is not None
    child.stdin.close()
    assert child.wait(60) == 0
    end_worker(child)
    end_worker(None)


def test_closing_twice_and_at_once_is_closing(engine: Maker) -> None:
    many = engine(2)
    for number, draft in enumerate(sub_models(4)):
        many.submit(number, draft)
    many.close()
    many.close()
    assert not any(thread.is_alive() for thread in many._threads)
    assert all(child is None or child.poll() is not None for child in many._children)


def test_an_error_that_is_no_accident_reaches_whoever_waits(engine: Maker) -> None:
    draft = sub_models(1)[0]
    lacking = replace(draft, system=replace(draft.system, upper=-1 - draft.system.upper))  # an empty domain
    with pytest.raises(RuntimeError, match="refuses the model"):
        engine(1).map([lacking])
