"""A plan to start from, also where hard rules ask that something runs."""

import json
from datetime import date

import pytest

from edusched.checking.checker import check_plan
from edusched.compile.assemble import compile_problem
from edusched.domain.instance import Instance
from edusched.domain.plan import Overnight, Plan
from edusched.model.read_back import plan_of
from edusched.model.system import build_model
from edusched.rules.catalogue import bound, rules_of
from edusched.rules.examples import BASE, merged
from edusched.search import run as running
from edusched.search.engines.serial import SerialEngine
from edusched.search.limits import RunLimits
from edusched.search.run import Run
from edusched.search.start import begin
from tests.search.villages import villages

CONSTRUCTED = RunLimits(
    0.01, 1, 1, deterministic=True, without=frozenset({"whole", "sub-models", "walk", "bound"})
)
"""Nothing but a first plan; a clock that stands still leaves time for it."""


def started(*rules) -> Plan | None:
    policy = {"policy": {"rules": [{"id": f"mine-{n}", **rule} for n, rule in enumerate(rules)]}}
    instance = Instance.model_validate_json(json.dumps(merged(BASE, policy)))
    problem = compile_problem(instance, bound(rules_of(instance)))
    values, _ = begin(problem, build_model(problem), None, 1)
    if values is None:
        return None
    plan = plan_of(problem, values)
    assert check_plan(instance, plan).accepted
    return plan


def one_of(*sessions):
    return {"rule": "alternatives", "parameters": {"sessions": list(sessions)}}


def runs(plan):
    return [booking.session for booking in plan.bookings]


def test_nothing_runs_where_nothing_has_to():
    assert runs(started()) == []


@pytest.mark.parametrize("sessions", [("t1", "t2"), ("k1", "k2"), ("p1", "t1")])
def test_one_of_two_runs_and_nothing_else(sessions):
    (session,) = runs(started(one_of(*sessions)))
    assert session in sessions


def test_demands_are_met_together():
    plan = started(one_of("t1", "t2"), one_of("k1", "k2"))
    assert len({"t1", "t2"} & set(runs(plan))) == len({"k1", "k2"} & set(runs(plan))) == 1
    assert len(runs(plan)) == 2


def test_demands_that_contradict_each_other_have_no_start():
    assert started(one_of("t1"), {"rule": "session_count", "parameters": {"max_sessions": 0}}) is None


def run_of(instance, start=None):
    problem = compile_problem(instance, bound(rules_of(instance)))
    run = Run(problem, build_model(problem), CONSTRUCTED, start=start)
    return plan_of(problem, run.solve().values), run.strategy


def with_nothing(plan):
    return {"bookings": ()}


def with_a_place_of_no_option(plan):
    first, *rest = plan.bookings
    return {"bookings": (first.model_copy(update={"place": rest[0].place}), *rest)}


def with_all_at_once(plan):
    when = {"day": plan.bookings[0].day, "period": plan.bookings[0].period}
    return {"bookings": tuple(booking.model_copy(update=when) for booking in plan.bookings)}


def with_a_night_without_a_tour(plan):
    night = Overnight(mobile_unit="bus-0", day=date(2026, 3, 5), site="v05")
    return {"overnights": (*plan.overnights, night)}


@pytest.mark.parametrize(
    "spoilt", [with_nothing, with_a_place_of_no_option, with_all_at_once, with_a_night_without_a_tour]
)
def test_a_start_that_cannot_be_had_leaves_a_plan_to_be_constructed(spoilt):
    instance = villages(8)
    plan, _ = run_of(instance)
    assert len(plan.bookings) == 8
    found, how = run_of(instance, plan.model_copy(update=spoilt(plan)))
    assert check_plan(instance, found).accepted
    assert len(found.bookings) == 8
    assert any("inserted" in words for words in how.values())


def test_a_sound_start_is_kept_and_nothing_constructed():
    instance = villages(8)
    plan, _ = run_of(instance)
    found, how = run_of(instance, plan.model_copy(update={"bookings": plan.bookings[:6]}))
    assert [b.session for b in found.bookings] == [b.session for b in plan.bookings[:6]]
    assert not any("inserted" in words for words in how.values())


@pytest.mark.parametrize("entry", [Run.solve, Run.meet, Run.construct])
def test_workers_are_let_go_however_a_run_ends(entry, monkeypatch):
    """With a worker that outlives its run, a process that plans many parts would end up with thousands."""
    closed = []
    monkeypatch.setattr(SerialEngine, "close", lambda _: closed.append(entry))
    problem = compile_problem(villages(2), bound(rules_of(villages(2))))
    entry(Run(problem, build_model(problem), CONSTRUCTED))
    monkeypatch.setattr(running, "construct", lambda *_, **__: 1 / 0)
    with pytest.raises(ZeroDivisionError):
        entry(Run(problem, build_model(problem), CONSTRUCTED))
    assert closed == [entry, entry]
