"""What the contract cannot see of the pages on counts and quotas: faults, names, shared columns."""

import json
from typing import Any

import numpy as np
import pytest

from edusched.checking.checker import rule_violations
from edusched.domain.instance import Instance
from edusched.model.read_back import columns_of, plan_of
from edusched.report.words import Words
from edusched.rules import examples
from edusched.rules.examples import BASE, Example, instance_of, merged
from edusched.rules.policy_check import policy_faults
from tests.rules.harness import problem_of, rows_say, with_rule


def _faults(rule: str, parameters: dict[str, Any]) -> list[str]:
    policy = {"rules": [{"id": "it", "rule": rule, "parameters": parameters}]}
    instance = Instance.model_validate_json(json.dumps(BASE | {"policy": policy}))
    return [fault.path for fault in policy_faults(instance)]


@pytest.mark.parametrize(
    ("rule", "parameters", "path"),
    [
        ("person_times", {"by": "venue"}, ".by"),
        ("person_times", {"level": "street"}, ".level"),
        ("person_times", {"cohorts": {"ids": ["c9"]}}, ".cohorts.ids[0]"),
        ("person_times", {"counted": {"courses": ["latin"]}}, ".counted.courses[0]"),
        ("person_times", {"target_person_times": -1}, ".target_person_times"),
        ("session_count", {"by": "unit"}, ".by"),
        ("session_count", {"counted": {"programmes": ["club"]}}, ".counted.programmes[0]"),
        ("activity_day", {}, ".dates"),
        ("activity_day", {"dates": []}, ".dates"),
        ("activity_day", {"dates": ["09-28", "02-30"]}, ".dates[1]"),
        ("activity_day", {"dates": ["9-28", "09-28"]}, ".dates[0]"),
        ("activity_day", {"dates": ["09-28"], "min_sessions": 0}, ".min_sessions"),
        ("alternatives", {}, ""),
        ("alternatives", {"sessions": ["t1", "t9"]}, ".sessions[1]"),
        ("alternatives", {"programmes": ["club"]}, ".programmes[0]"),
    ],
)
def test_a_parameter_that_cannot_be_is_named(rule: str, parameters: dict[str, Any], path: str) -> None:
    assert _faults(rule, parameters) == [f"$.policy.rules[0].parameters{path}"]


@pytest.mark.parametrize("rule", ["person_times", "session_count", "activity_day", "alternatives"])
def test_a_rule_without_an_entry_is_silent(rule: str) -> None:
    standard = Instance.model_validate_json(json.dumps(merged(BASE, {"policy": {"defaults": "standard"}})))
    assert rule not in Words(standard).rules


@pytest.mark.parametrize(
    ("by", "said"),
    [
        ("unit", "person_times: Water bureau (bureau), 2026: 1 person-time (0 person-times)"),
        ("cohort", "person_times: First class (c1), 2026: 1 person-time (0 person-times)"),
        ("category", "person_times: secretary, 2026: 1 person-time (0 person-times)"),
        ("all", "person_times: all, 2026: 1 person-time (0 person-times)"),
        ("region", "person_times: Long county (county), 2026: 1 person-time (0 person-times)"),
    ],
)
def test_a_report_names_the_group(by: str, said: str) -> None:
    names = {
        "units": [{"id": "bureau", "name": "Water bureau"}],
        "cohorts": [{"id": "c1", "name": "First class"}],
        "regions": [{"id": "county", "name": "Long county"}],
    }
    parameters = {"by": by, "min_person_times": 1}
    instance = instance_of(Example("", "", 0, names, parameters), "person_times")
    found = rule_violations(instance, examples.plan_of(""))
    assert said in [Words(instance).violation(violation) for violation in found]


LIKE = {"course": "theory", "cohorts": ["c1"]}


@pytest.mark.parametrize(("runs", "amount"), [("x0", 0), ("x1", 1), ("x2", 1)])
def test_one_of_three_sessions_alike_is_meant_and_no_other(runs: str, amount: int) -> None:
    """They share columns; which of them runs is read back as the rule that names it asks."""
    data = BASE | {"sessions": [LIKE | {"id": name} for name in ("x0", "x1", "x2")]}
    apart = {"id": "apart", "rule": "cohort_overlap"}
    plan = examples.plan_of(f"{runs} 2026-09-07 am school/big li c1")
    for mode, feasible in (("soft", True), ("hard", amount == 0)):
        instance = with_rule(data, "alternatives", {"sessions": ["x0"]}, mode, (apart,))
        problem = problem_of(instance)
        assert problem.times.tolist() == [3, 0, 0]
        verdict = rows_say(instance, plan)
        assert (verdict.feasible, verdict.amount) == (feasible, amount if feasible else None)
        columns = columns_of(problem, plan)
        assert columns is not None
        values = np.zeros(problem.column_count, dtype=np.int64)
        values[columns] = 1
        back = plan_of(problem, values)
        assert [b.session for b in back.bookings] == [runs]
        assert [n.session for n in back.not_run] == [name for name in ("x0", "x1", "x2") if name != runs]
