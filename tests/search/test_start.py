"""A plan to start from, also where hard rules ask that something runs."""

import json

import pytest

from edusched.checking.checker import check_plan
from edusched.compile.assemble import compile_problem
from edusched.domain.instance import Instance
from edusched.domain.plan import Plan
from edusched.model.read_back import plan_of
from edusched.model.system import build_model
from edusched.rules.catalogue import bound, rules_of
from edusched.rules.examples import BASE, merged
from edusched.search.limits import RunLimits
from edusched.search.run import Run


def started(*rules) -> Plan | None:
    policy = {"policy": {"rules": [{"id": f"mine-{n}", **rule} for n, rule in enumerate(rules)]}}
    instance = Instance.model_validate_json(json.dumps(merged(BASE, policy)))
    problem = compile_problem(instance, bound(rules_of(instance)))
    values = Run(problem, build_model(problem), RunLimits())._first_plan()
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
