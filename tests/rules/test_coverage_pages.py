"""What the contract cannot see of the pages on coverage, turns and missions: faults, names, corners."""

import json
from typing import Any

import pytest

from edusched.checking.checker import rule_violations
from edusched.domain.instance import Instance
from edusched.report.words import Words, amount_words
from edusched.rules.examples import BASE, Example, instance_of, plan_of
from edusched.rules.policy_check import policy_faults
from tests.rules.harness import problem_of, with_rule


def _faults(rule: str, parameters: dict[str, Any]) -> list[str]:
    policy = {"rules": [{"id": "it", "rule": rule, "parameters": parameters}]}
    instance = Instance.model_validate_json(json.dumps(BASE | {"policy": policy}))
    return [fault.path.removeprefix("$.policy.rules[0].parameters") for fault in policy_faults(instance)]


def _mission(**more: Any) -> dict[str, Any]:
    sent = {"instructor": "wu", "region": "east", "first_day": "2026-09-08", "last_day": "2026-09-09"}
    return {"missions": [sent, sent | more]}


@pytest.mark.parametrize(
    ("rule", "parameters", "path"),
    [
        ("access", {"radius_km": -1}, ".radius_km"),
        ("access", {"cohorts": {"regions": ["west"]}}, ".cohorts.regions[0]"),
        ("coverage", {"dates": ["09-28", "02-30"]}, ".dates[1]"),
        ("coverage", {"min_percent": 101}, ".min_percent"),
        ("coverage", {"by": "venue"}, ".by"),
        ("seat_priority", {"score": "rank"}, ".score"),
        ("turn_order", {"never_weeks": -1}, ".never_weeks"),
        ("recurrence", {}, ".max_gap_days"),
        ("recurrence", {"max_gap_days": 0}, ".max_gap_days"),
        ("person_share", {"of": "year_before", "period": "horizon"}, ""),
        ("person_share", {"part": {"courses": ["latin"]}}, ".part.courses[0]"),
        ("missions", {"missions": []}, ".missions"),
        ("missions", _mission(instructor="mo"), ".missions[1].instructor"),
        ("missions", _mission(region="west"), ".missions[1].region"),
        ("missions", _mission(last_day="2026-09-07"), ".missions[1]"),
        ("teaching_quality", {"neutral_tenths": 51}, ".neutral_tenths"),
        ("teaching_quality", {"instructors": {"ids": ["mo"]}}, ".instructors.ids[0]"),
    ],
)
def test_a_parameter_that_cannot_be_is_named(rule: str, parameters: dict[str, Any], path: str) -> None:
    assert _faults(rule, parameters) == [path]


@pytest.mark.parametrize(
    ("rule", "parameters", "said"),
    [
        ("access", {}, "access: Long county (county), 2026: 13 persons"),
        ("coverage", {"by": "cohort"}, "coverage: First class (c1), 2026: 13 persons (0 reached)"),
        ("seat_priority", {}, "seat_priority: First class (c1): 39 score x persons"),
        ("turn_order", {"never_weeks": 1}, "turn_order: First class (c1), 2026-W37: 1 weeks waited"),
        ("recurrence", {"max_gap_days": 12}, "recurrence: all, 2026-09-18: 1 day"),
    ],
)
def test_a_report_names_whom_it_is_about(rule: str, parameters: dict[str, Any], said: str) -> None:
    names = {
        "cohorts": [{"id": "c1", "name": "First class"}],
        "regions": [{"id": "county", "name": "Long county"}],
    }
    instance = instance_of(Example("", "", 0, names, parameters), rule)
    found = rule_violations(instance, plan_of(""))
    assert said in [Words(instance).violation(violation) for violation in found]


def test_hundredths_of_person_times_are_told_as_person_times() -> None:
    assert amount_words(260, "person-times/100") == "2.60 person-times"


def test_a_mission_that_is_hard_leaves_no_column() -> None:
    """Wu cannot be chosen on days of travel, nor for the school on those of the mission."""
    problem = problem_of(with_rule(BASE, "missions", {"missions": _mission()["missions"][:1]}, "hard"))
    wu = [p.id for p in problem.entities.instructors].index("wu")
    mine = problem.teaching.select(problem.teaching.who == wu)
    points = [location.point for location in problem.entities.locations]
    there = {(day, points[at]) for day, at in zip(problem.days(mine), mine.location, strict=True)}
    assert not {point for day, point in there if day in {0, 3}}
    assert {point for day, point in there if day in {1, 2}} == {"hall", "lake", None}
    assert "school" in {point for day, point in there if day == 4}
