"""What the contract cannot see of the pages on courses and loads: faults, names, how tight rows are."""

import json
from typing import Any

import numpy as np
import pytest

from edusched.checking.checker import rule_violations
from edusched.domain.instance import Instance
from edusched.report.words import Words
from edusched.rules.examples import BASE, instance_of, merged, plan_of
from edusched.rules.policy_check import policy_faults
from tests.rules.harness import COMPANY, problem_of, with_rule
from tests.rules.worked import WORKED
from tests.strategies import cases


def _faults(rule: str, parameters: dict[str, Any]) -> list[tuple[str, str]]:
    policy = {"rules": [{"id": "it", "rule": rule, "parameters": parameters}]}
    instance = Instance.model_validate_json(json.dumps(BASE | {"policy": policy}))
    return [(fault.path, fault.expected) for fault in policy_faults(instance)]


@pytest.mark.parametrize(
    ("rule", "parameters", "path"),
    [
        ("spread_days", {"min_days": {"theory": 2, "latin": 1}}, "min_days.latin"),
        ("spread_days", {"min_days": {"theory": 2}, "cohorts": {"ids": ["c9"]}}, "cohorts.ids[0]"),
        ("spread_days", {"min_days": {}}, "min_days"),
        ("spread_days", {"min_days": {"theory": 0}}, "min_days.theory"),
        ("spread_days", {}, "min_days"),
        ("room_stability", {"courses": ["theory", "latin"]}, "courses[1]"),
        ("travel_cost", {"per": "week"}, "per"),
        ("travel_cost", {"ways": 3}, "ways"),
        ("load_range", {"instructors": {"ids": ["xu"]}}, "instructors.ids[0]"),
    ],
)
def test_a_parameter_that_cannot_be_is_named(rule: str, parameters: dict[str, Any], path: str) -> None:
    ((found, _),) = _faults(rule, parameters)
    assert found == f"$.policy.rules[0].parameters.{path}"


@pytest.mark.parametrize("rule", ["spread_days", "isolated_sessions", "room_stability", "load_range"])
def test_a_rule_without_an_entry_is_silent(rule: str) -> None:
    standard = Instance.model_validate_json(json.dumps(merged(BASE, {"policy": {"defaults": "standard"}})))
    assert rule not in Words(standard).rules


def test_a_report_names_cohort_and_course() -> None:
    example = WORKED["spread_days"][1]
    named = merged(dict(example.given), {"cohorts": [{"id": "c1", "name": "First class"}]})
    instance = instance_of(
        type(example)(example.text, example.plan, 2, named, example.parameters), "spread_days"
    )
    (found,) = rule_violations(instance, plan_of(example.plan))
    said = Words(instance).violation(found)
    assert said == "spread_days: First class (c1), theory: 2 days (2026-09-07)"


def test_a_report_names_the_session_of_a_trip() -> None:
    example = WORKED["travel_cost"][-1]
    instance = instance_of(example, "travel_cost")
    found = rule_violations(instance, plan_of(example.plan))[-1]
    assert Words(instance).violation(found) == "travel_cost: wu, 2026-09-07, school, t1: 22.00 yuan"


def test_isolated_sessions_have_one_slack_a_slot_and_of_one_where_cohorts_do_not_overlap() -> None:
    """What keeps the rows of a timetable small and its LP tight."""
    seen = 0
    for found in cases("isolated_sessions", 0, 20):
        data, parameters = found.data, found.parameters
        beside = problem_of(with_rule(data, "isolated_sessions", parameters, "soft", COMPANY))
        alone = problem_of(with_rule(data, "isolated_sessions", parameters, "soft"))
        for problem in (beside, alone):
            starts = set(zip(problem.attending.who.tolist(), problem.attending.slot.tolist(), strict=True))
            assert len(problem.table.slacks) <= len(starts)
        assert all(slack.upper == 1 for slack in beside.table.slacks)
        mine = [k for k, slack in enumerate(beside.table.slack_of) if slack >= 0]
        assert all(np.abs(beside.table.coefs[k]).max() == 1 for k in mine)
        assert all(beside.table.columns[k].size <= 3 for k in mine)
        seen += len(mine)
    assert seen > 20
