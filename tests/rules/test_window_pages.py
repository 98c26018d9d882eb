"""What the contract cannot see of the pages on frequencies and windows: faults, names, few rows."""

import json
from typing import Any

import pytest

from edusched.checking.checker import rule_violations
from edusched.domain.instance import Instance
from edusched.report.words import Words
from edusched.rules.examples import BASE, Example, instance_of, merged, plan_of
from edusched.rules.policy_check import policy_faults
from tests.rules.harness import problem_of, with_rule

WINDOWS = {"windows": [{"id": "spring", "ranges": [{"first": "2026-09-07", "last": "2026-09-08"}]}]}
TWO_WAVES = [{"ids": ["c1"]}, {"ids": ["c2"]}]


def _faults(rule: str, parameters: dict[str, Any]) -> list[str]:
    policy = {"rules": [{"id": "it", "rule": rule, "parameters": parameters}]}
    data = merged(BASE, {"calendar": WINDOWS}) | {"policy": policy}
    return [fault.path for fault in policy_faults(Instance.model_validate_json(json.dumps(data)))]


@pytest.mark.parametrize(
    ("rule", "parameters", "path"),
    [
        ("season", {"windows": ["spring", "sprint"]}, "windows[1]"),
        ("season", {"windows": []}, "windows"),
        ("season", {"windows": ["spring"], "counted": {"courses": ["latin"]}}, "counted.courses[0]"),
        ("season", {"windows": ["spring"], "counted": {"programmes": ["p"]}}, "counted.programmes[0]"),
        ("teaching_days", {"max_days": 3, "windows": ["winter"]}, "windows[0]"),
        ("teaching_days", {"max_days": -1}, "max_days"),
        ("waves", {"waves": [{}, {"ids": ["c1", "c9"]}]}, "waves[1].ids[1]"),
        ("waves", {"waves": [{"regions": ["west"]}, {}]}, "waves[0].regions[0]"),
        ("waves", {"waves": [{}]}, "waves"),
        ("frequency", {"of": "sites", "sites": ["hill", "dale"]}, "sites[1]"),
        ("frequency", {"of": "units"}, "of"),
        ("frequency", {"cohorts": {"ids": ["c9"]}}, "cohorts.ids[0]"),
    ],
)
def test_a_parameter_that_cannot_be_is_named(rule: str, parameters: dict[str, Any], path: str) -> None:
    assert _faults(rule, parameters) == [f"$.policy.rules[0].parameters.{path}"]


@pytest.mark.parametrize(
    ("rule", "parameters"),
    [
        ("season", {"windows": ["spring"], "counted": {"courses": ["theory"]}}),
        ("teaching_days", {"windows": ["spring"], "min_days": 1}),
        ("waves", {"waves": TWO_WAVES}),
        ("frequency", {"of": "sites", "sites": ["lake"]}),
    ],
)
def test_what_is_there_may_be_named(rule: str, parameters: dict[str, Any]) -> None:
    assert _faults(rule, parameters) == []


@pytest.mark.parametrize(
    ("parameters", "said"),
    [
        ({"cohorts": {"ids": ["c2"]}}, "frequency: Second class (c2), 2026: 1 day (0 days)"),
        ({"of": "sites", "sites": ["lake"]}, "frequency: Lake village (lake), 2026: 1 day (0 days)"),
    ],
)
def test_a_report_names_cohorts_and_sites(parameters: dict[str, Any], said: str) -> None:
    names = {
        "cohorts": [{"id": "c2", "name": "Second class"}, {"id": "c1", "name": "First class"}],
        "regions": [{"id": "lake", "name": "Lake village"}],
    }
    example = Example("", "k1 2026-09-07 am bus@hill wu c1", 1, names, parameters)
    instance = instance_of(example, "frequency")
    (found,) = rule_violations(instance, plan_of(example.plan))
    assert Words(instance).violation(found) == said


def test_once_a_year_needs_no_literal_and_a_gap_one_row_a_day() -> None:
    """What keeps the rows of a year's plan few: a pair of days has no row of its own."""
    once = problem_of(with_rule(dict(BASE), "frequency", {}, "soft"))
    shape = problem_of(with_rule(dict(BASE), "session_shape", {}, "hard"))
    assert once.column_count == shape.column_count
    days = len(once.horizon.days)
    for rule, parameters in (("frequency", {"min_gap_days": 14}), ("waves", {"waves": TWO_WAVES})):
        rows = problem_of(with_rule(dict(BASE), rule, parameters, "soft")).table
        assert len(rows.slacks) <= 2 * (days + 1)
