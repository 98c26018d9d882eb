"""What the contract cannot see of the pages on who teaches whom: faults, names, how many rows there are."""

import json
from typing import Any

import pytest

from edusched.checking.checker import rule_violations
from edusched.domain.instance import Instance
from edusched.report.words import Words
from edusched.rules.catalogue import rules_of
from edusched.rules.examples import BASE, instance_data, instance_of, merged, plan_of
from edusched.rules.policy_check import policy_faults
from tests.rules.harness import COMPANY, Contract, problem_of, with_rule
from tests.rules.worked import WORKED

LEARNERS = {"learners": {"ids": ["wu"]}, "mentors": {"ids": ["li"]}}


def _faults(rule: str, parameters: dict[str, Any]) -> list[str]:
    policy = {"rules": [{"id": "it", "rule": rule, "parameters": parameters}]}
    instance = Instance.model_validate_json(json.dumps(BASE | {"policy": policy}))
    return [fault.path.removeprefix("$.policy.rules[0].parameters.") for fault in policy_faults(instance)]


@pytest.mark.parametrize(
    ("rule", "parameters", "path"),
    [
        ("lending_quota", {"library": "town-library", "max_teaching_hours": 1}, "library"),
        (
            "lending_quota",
            {"library": "county-library", "max_teaching_hours": 1, "borrowers": ["east", "west"]},
            "borrowers[1]",
        ),
        ("lending_quota", {"library": "county-library"}, "max_teaching_hours"),
        ("teaching_mix", {"part": {"ids": ["xu"]}, "min_percent": 20}, "part.ids[0]"),
        ("teaching_mix", {"part": {}, "whole": {"libraries": ["none"]}}, "whole.libraries[0]"),
        ("teaching_mix", {"part": {}, "max_percent": 101}, "max_percent"),
        ("mentor_pairing", LEARNERS | {"mentors": {"ids": ["li", "xu"]}}, "mentors.ids[1]"),
        ("mentor_pairing", {"learners": {}}, "mentors"),
        ("duty", {"may_train": {"county": ["township", "parish"]}}, "may_train.county[1]"),
    ],
)
def test_a_parameter_that_cannot_be_is_named(rule: str, parameters: dict[str, Any], path: str) -> None:
    assert _faults(rule, parameters) == [path]


def test_a_level_that_is_none_is_named() -> None:
    (found,) = _faults("duty", {"may_train": {"parish": ["township"]}})
    assert found.startswith("may_train.parish")


def test_only_the_overlap_is_always_on_and_only_where_somebody_learns() -> None:
    standard = merged(BASE, {"policy": {"defaults": "standard"}})
    mine = {"lending_quota", "teaching_mix", "mentor_pairing", "learner_overlap", "duty"}
    for given, want in (
        ({}, set()),
        ({"cohorts": [{"id": "c2", "instructors": ["li"]}]}, {"learner_overlap"}),
    ):
        instance = Instance.model_validate_json(json.dumps(merged(standard, given)))
        assert mine & {rule.id for rule in rules_of(instance)} == want


def _said(rule: str, number: int) -> str:
    example = WORKED[rule][number]
    given = merged(dict(example.given), {"regions": [{"id": "north", "name": "North town"}]})
    given = merged(given, {"libraries": [{"id": "county-library", "name": "County library"}]})
    instance = instance_of(type(example)(example.text, "", 0, given, example.parameters), rule)
    return Words(instance).violation(rule_violations(instance, plan_of(example.plan))[-1])


def test_a_report_names_lender_and_borrower() -> None:
    name = "County library (county-library)"
    assert _said("lending_quota", 2) == f"lending_quota: {name}, North town (north), 2026: 60 minutes"
    assert _said("lending_quota", 1) == f"lending_quota: {name}, outside, 2026: 30 minutes"


def test_a_report_tells_a_mix_in_minutes() -> None:
    assert _said("teaching_mix", 1) == "teaching_mix: 2026: 4.80 minutes (120 of 480 minutes)"


def test_a_session_with_one_instructor_has_no_column_for_a_learner() -> None:
    example = WORKED["mentor_pairing"][0]
    data = instance_data(example, "mentor_pairing")
    problem = problem_of(with_rule(data, "mentor_pairing", LEARNERS, "hard"))
    entities, table = problem.entities, problem.teaching
    wu = entities.instructor_index["wu"]
    taught = {entities.sessions[k].id for k in table.session[table.who == wu].tolist()}
    assert taught == {"t1"}
    rows = [subject for binding, subject in problem.table.source if binding and binding.rule == "it"]
    assert rows == [("t1", "wu")]


@pytest.mark.parametrize(("first", "second", "alone"), [("li", "wu", 1), ("li", "zhao", 0), ("wu", "wu", 2)])
def test_of_sessions_that_share_columns_each_needs_its_own_mentor(
    first: str, second: str, alone: int
) -> None:
    """The mentor of one of them is not beside the learner of the other."""
    both: dict[str, Any] = {"course": "theory", "cohorts": ["c1"], "venues": ["school"]}
    both["staff"] = [{"role": "lecturer"}, {"role": "assistant"}]
    more = [{"id": name, "library": "county-library", "home": "county"} for name in ("xu", "zhao")]
    data = merged(BASE, {"instructors": more})
    data["sessions"] = [both | {"id": "x0"}, both | {"id": "x1"}]
    plan = plan_of(
        f"""x0 2026-09-07 am school/big {first},xu:assistant c1
            x1 2026-09-08 am school/big {second},xu:assistant c1"""
    )
    contract = Contract(data, "mentor_pairing", LEARNERS, COMPANY)
    assert all(rows.problem.times.tolist() == [2, 0] for rows in contract.rows.values())
    judged = contract.judge(plan)
    assert (judged.amount, judged.disagreement) == (alone, None)
