"""Whose turn it is among the parts, and what is learnt from answers that are late, lost or of no use."""

from concurrent.futures import Future
from functools import partial

import pytest

from edusched import api
from edusched.domain.policy import Objective
from edusched.engines.contract import LostEngineError, LostWorkerError
from edusched.engines.serial import SerialEngine
from edusched.rules.catalogue import rules_of
from edusched.search.limits import RunLimits
from edusched.search.parts import solve as solving
from edusched.search.parts.cut import cut
from edusched.search.parts.reach import Reach
from edusched.search.parts.run import Flight, PartsRun, Turn
from edusched.search.parts.solve import PartsSolver, whole_of
from edusched.search.parts.task import Aim
from edusched.search.parts.whole import LEFT_OUT, NO_TURN, Whole
from tests.search.city import STRICT
from tests.search.test_parts import two_rounds

FIRST, SECOND = "visit-v00", "visit-v01"
"""A session of each of the two parts."""


@pytest.fixture(scope="module")
def plan():
    return api.solve(two_rounds(), time_limit_seconds=1, deterministic=True).plan


class Scripted(SerialEngine):
    """Does to the tasks of each part what is written for them, one word after the other, and then runs them.

    Attributes
    ----------
    aims : what each part was planned for, in order
    """

    def __init__(self, **script):
        super().__init__()
        self.script = {FIRST: script.get("first", []), SECOND: script.get("second", [])}
        self.aims = {FIRST: [], SECOND: []}

    def submit(self, function, task, **limits):
        name = next(n for n in self.script if f'"{n}"' in task["instance"])
        self.aims[name].append(task["aim"])
        future = super().submit(function, task, **limits)
        words = self.script[name]
        return _spoilt(future, words.pop(0)) if words else future


def _spoilt(future, word):
    if isinstance(word, dict):
        return _done(future.result() | word)
    found = Future()
    found.set_exception(word)
    return found


def _done(answer):
    found = Future()
    found.set_result(answer)
    return found


LOST = LostWorkerError("solve_part", "3 workers were lost")
UNSOUND = {"sound": False}
NOTHING = {"found": False}
WORSE = {"before": {"obligations": 700, "cost": 5}, "after": {"obligations": 900, "cost": 4}}


def run_of(engine, bookings=()):
    instance = two_rounds()
    reach = Reach(instance, STRICT, rules_of(instance))
    whole = Whole(instance, reach, cut(instance, reach, part_sessions=1))
    whole.take(whole.parts, bookings, ())
    return PartsRun(whole, RunLimits(1, 1, 1, deterministic=True), engine, lambda: False)


def once(run):
    """Give each part one turn."""
    run.improve(run.clock() + 1e-3)


@pytest.mark.parametrize("word", [LOST, UNSOUND, NOTHING])
def test_a_part_without_a_first_plan_is_short_until_it_is_planned(word):
    engine = Scripted(second=[word, word])
    run = run_of(engine)
    run.construct(1.0)
    assert [standing.unmet for standing in run.standing] == [0, 3]
    once(run)
    assert [standing.unmet for standing in run.standing] == [0, 3]
    once(run)
    assert engine.aims == {FIRST: ["construct", "improve", "improve"], SECOND: ["construct", "meet", "meet"]}
    assert [standing.unmet for standing in run.standing] == [0, 0]
    assert len(run.whole.bookings) == 6
    assert len(run.failures) == (0 if word is NOTHING else 2)


def test_what_a_given_plan_leaves_out_is_met_first(plan):
    engine = Scripted()
    run = run_of(engine, [booking for booking in plan.bookings if booking.session != FIRST])
    once(run)
    assert engine.aims == {FIRST: ["meet"], SECOND: ["improve"]}
    assert FIRST in run.whole.bookings


def test_an_answer_that_is_not_taken_leaves_as_much_unmet_as_before(plan):
    engine = Scripted(first=[WORSE])
    run = run_of(engine, plan.bookings)
    once(run)
    assert [standing.unmet for standing in run.standing] == [700, 0]
    once(run)
    assert engine.aims[FIRST] == ["improve", "meet"]


def test_a_fault_of_our_own_is_not_passed_over():
    run = run_of(Scripted(first=[KeyError("ours")]))
    with pytest.raises(KeyError, match="ours"):
        run.construct(1.0)


def test_of_a_pair_that_is_short_it_is_not_known_which_one_is(plan):
    run = run_of(SerialEngine(), plan.bookings)
    future, known = run._submitted(Turn((0, 1), Aim.MEET), 0.05)
    run._taken(Flight((0, 1), Aim.MEET, 0.05, known), _done(future.result() | WORSE))
    assert [standing.unmet for standing in run.standing] == [0, 0]
    assert [standing.turns for standing in run.standing] == [1, 1]


BETTER = {"before": {"obligations": 0, "cost": 5}, "after": {"obligations": 0, "cost": 4}}
SHORT = {"before": {"obligations": 9}, "after": {"obligations": 7}}
MET = {"before": {"obligations": 9}, "after": {"obligations": 0}}


@pytest.mark.parametrize(
    ("aim", "answer", "began", "then"),
    [
        (Aim.IMPROVE, BETTER, 4.0, 6.0),
        (Aim.MEET, SHORT, 4.0, 6.0),
        (Aim.MEET, MET, 4.0, 4.0),
        (Aim.IMPROVE, BETTER, 50.0, 60.0),
        (Aim.IMPROVE, BETTER, 90.0, 90.0),
    ],
)
def test_a_part_gets_longer_with_each_turn_but_for_one_that_met_all_it_owes(plan, aim, answer, began, then):
    """Large parts begin with more than what the others end with, and keep it."""
    run = run_of(SerialEngine(), plan.bookings)
    run.standing[0].seconds = began
    future, known = run._submitted(Turn((0,), aim), 0.05)
    run._taken(Flight((0,), aim, 0.05, known), _done(future.result() | answer))
    assert run.standing[0].seconds == then


@pytest.mark.parametrize("fails", ["construct", "improve"])
def test_a_given_plan_is_had_again_where_nothing_better_is_found(plan, fails, monkeypatch):
    def spoil(run, until):
        run.tasks += 1
        run.whole.take(run.whole.parts, (), ())

    monkeypatch.setattr(PartsRun, "construct", lambda *_: None)
    monkeypatch.setattr(PartsRun, "improve", lambda *_: None)
    monkeypatch.setattr(PartsRun, fails, spoil)
    kept = []
    limits = RunLimits(1, 1, 1, deterministic=True)
    solver = PartsSolver(whole_of(two_rounds()), limits, SerialEngine(), start=plan, keep=kept.append)
    found, report = solver.solve()
    assert found.bookings == kept[0].bookings == plan.bookings
    assert report.accepted


@pytest.fixture
def two_parts(monkeypatch):
    monkeypatch.setattr(solving, "cut", partial(cut, part_sessions=1))


@pytest.mark.usefixtures("two_parts")
def test_first_plans_are_counted_then_levels_are_told_as_they_fall():
    told = []
    limits = RunLimits(0.1, 1, 1, deterministic=True)
    PartsSolver(whole_of(two_rounds()), limits, SerialEngine(), on_progress=told.append).solve()
    assert [step.parts for step in told[:3]] == [(0, 2), (1, 2), (2, 2)]
    assert all(step.value is None for step in told[:3])
    later = [(step.level, step.value, step.parts) for step in told[3:]]
    assert later[0] == (Objective.OBLIGATIONS, 0, None)
    assert later[1][0] is Objective.COST
    assert later[1][1] > 0
    assert len(set(later)) == len(later)


@pytest.mark.usefixtures("two_parts")
def test_what_is_resumed_has_its_plan_from_the_start(plan):
    told = []
    limits = RunLimits(0.1, 1, 1, deterministic=True)
    half = plan.model_copy(update={"bookings": tuple(b for b in plan.bookings if b.session == FIRST)})
    PartsSolver(whole_of(two_rounds()), limits, SerialEngine(), start=half, on_progress=told.append).solve()
    assert [step.parts for step in told if step.parts is not None] == [(1, 2), (2, 2)]


@pytest.mark.usefixtures("two_parts")
def test_sessions_of_parts_without_a_turn_are_said_to_wait(plan):
    """No time at all, and a plan to begin with that has sessions of one part alone."""
    given = plan.model_copy(update={"bookings": tuple(b for b in plan.bookings if b.session == FIRST)})
    solver = PartsSolver(whole_of(two_rounds()), RunLimits(0, 1, 1), SerialEngine(), start=given)
    found, _ = solver.solve()
    assert {item.session: item.reason for item in found.not_run} == {
        **dict.fromkeys(("visit-v01", "visit-v03", "visit-v05"), NO_TURN),
        **dict.fromkeys(("visit-v02", "visit-v04"), LEFT_OUT),
    }
    assert solver.strategy[1] == "1 part had no turn that ended within the time limit"


GONE = LostEngineError("tcp://nowhere:1", "the scheduler was lost", "start it")


@pytest.mark.usefixtures("two_parts")
@pytest.mark.parametrize("calls", [True, False])
def test_the_best_plan_is_kept_when_the_engine_is_lost(plan, calls):
    """Whether handing out a part fails, or what was handed out."""

    class Going(Scripted):
        def submit(self, function, task, **limits):
            if calls and FIRST in self.aims and self.aims[FIRST]:
                raise GONE
            return super().submit(function, task, **limits)

    engine = Going(first=[] if calls else [GONE])
    kept = plan.model_copy(update={"bookings": tuple(b for b in plan.bookings if b.session == SECOND)})
    solver = PartsSolver(whole_of(two_rounds()), RunLimits(5, 1, 1), engine, start=kept)
    found, report = solver.solve()
    assert SECOND in {booking.session for booking in found.bookings}
    assert report.accepted
    assert solver.strategy[0] == f"the best plan until workers were out of reach: {GONE}"


def test_without_a_plan_a_lost_engine_is_an_error():
    engine = Scripted(first=[GONE])
    with pytest.raises(LostEngineError, match="the scheduler was lost"):
        PartsSolver(whole_of(two_rounds()), RunLimits(5, 1, 1), engine).solve()


@pytest.mark.usefixtures("two_parts")
def test_the_checker_is_asked_in_between_and_its_best_plan_is_kept(plan, monkeypatch):
    """What the parts count is set right, and a plan that a later merge spoils is not lost."""
    monkeypatch.setattr(solving, "KEEP_SECONDS", 0.0)
    monkeypatch.setattr(solving, "APART", 0.0)
    told, kept = [], []

    def spoil(run, until):
        run.gains[Objective.COST] = 10**9
        run.on_change()
        run.whole.take(run.whole.parts, (), ())

    monkeypatch.setattr(PartsRun, "construct", lambda *_: None)
    monkeypatch.setattr(PartsRun, "improve", spoil)
    whole = whole_of(two_rounds())
    limits = RunLimits(1, 1, 1)
    solver = PartsSolver(whole, limits, SerialEngine(), start=plan, keep=kept.append, on_progress=told.append)
    found, report = solver.solve()
    assert found.bookings == kept[-1].bookings == plan.bookings
    assert report.accepted
    values = [step.value for step in told if step.level is Objective.COST]
    assert min(values) == 0
    assert values[-1] == dict(report.score)[Objective.COST] > 0
