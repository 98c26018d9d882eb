"""What the contract sees too seldom of the pages on content and support: faults, names, shared columns."""

import json
from typing import Any

import pytest

from edusched.checking.checker import rule_violations
from edusched.domain.instance import Instance
from edusched.domain.policy import Mode
from edusched.report.words import Words
from edusched.rules.examples import BASE, Example, instance_data, instance_of, merged, plan_of
from edusched.rules.policy_check import policy_faults
from tests.rules.harness import COMPANY, Contract
from tests.rules.worked import WORKED

PAIR = {"donor": "county", "recipient": "east"}


@pytest.mark.parametrize(
    ("rule", "parameters", "path"),
    [
        ("curriculum", {"courses": {"theory": 2, "latin": 1}}, "courses.latin"),
        ("curriculum", {"courses": {}}, "courses"),
        ("curriculum", {"courses": {"theory": 0}}, "courses.theory"),
        ("curriculum", {"courses": {"theory": 1}, "cohorts": {"regions": ["west"]}}, "cohorts.regions[0]"),
        ("group_size", {"counted": {"courses": ["latin"]}}, "counted.courses[0]"),
        ("group_size", {"max_persons": -1}, "max_persons"),
        ("needs_met", {"cohorts": {"ids": ["c9"]}}, "cohorts.ids[0]"),
        ("support_pairs", {"pairs": [PAIR, PAIR | {"recipient": "west"}]}, "pairs[1].recipient"),
        ("support_pairs", {"pairs": [PAIR | {"donor": "west"}]}, "pairs[0].donor"),
        ("support_pairs", {"pairs": []}, "pairs"),
    ],
)
def test_a_parameter_that_cannot_be_is_named(rule: str, parameters: dict[str, Any], path: str) -> None:
    policy = {"rules": [{"id": "it", "rule": rule, "parameters": parameters}]}
    instance = Instance.model_validate_json(json.dumps(BASE | {"policy": policy}))
    (found,) = policy_faults(instance)
    assert found.path == f"$.policy.rules[0].parameters.{path}"


def test_a_report_names_session_cohort_and_course() -> None:
    example = WORKED["prerequisites"][2]
    named = {
        "courses": [{"id": "theory", "name": "Theory"}],
        "cohorts": [{"id": "c1", "name": "First class"}],
    }
    given = merged(dict(example.given), named)
    instance = instance_of(Example(example.text, example.plan, 1, given), "prerequisites")
    (found,) = rule_violations(instance, plan_of(example.plan))
    said = Words(instance).violation(found)
    assert said == "prerequisites: p1, First class (c1), Theory (theory): 1 prerequisite"


TWINS = [{"id": name, "course": "theory", "cohorts": ["c2"]} for name in ("t2", "t3")]
LAW_TWINS = [
    {"id": name, "course": "law", "cohorts": ["c1"], "deliveries": ["online"]} for name in ("x1", "x2")
]


@pytest.mark.parametrize(
    ("rule", "parameters", "given", "plan", "amount"),
    [
        (
            "prerequisites", {}, {"sessions": LAW_TWINS},
            """x1 2026-09-07 am web wu c1
               x2 2026-09-07 pm web wu c1
               t1 2026-09-08 am school/big li c1""", 2,
        ),
        (
            "prerequisites", {}, {"sessions": LAW_TWINS},
            """x1 2026-09-07 am web wu c1
               x2 2026-09-08 pm web wu c1
               t1 2026-09-08 am school/big li c1""", 1,
        ),
        (
            "prerequisites", {}, {"sessions": [*TWINS, {"id": "x1", "course": "law", "cohorts": ["c2"]}]},
            """t2 2026-09-07 am school/big li c2
               t3 2026-09-08 am school/big li c2
               x1 2026-09-07 pm school/big wu c2""", 0,
        ),
        (
            "support_pairs", {"pairs": [PAIR], "min_sessions": 3}, {"sessions": TWINS},
            """t2 2026-09-07 am school/big li c2
               t3 2026-09-08 am hall/main wu c2""", 1,
        ),
        (
            "group_size", {"min_persons": 5}, {"sessions": TWINS},
            """t2 2026-09-07 am school/big li c2
               t3 2026-09-08 am hall/main wu c2""", 2,
        ),
    ],
)  # fmt: skip
def test_sessions_that_share_columns_count_one_by_one(
    rule: str, parameters: dict[str, Any], given: dict[str, Any], plan: str, amount: int
) -> None:
    given = {"courses": [{"id": "law", "prerequisites": ["theory"]}], **given}
    data = instance_data(Example("", plan, amount, given), rule)
    contract = Contract(data, rule, parameters, COMPANY)
    assert (contract.rows[Mode.SOFT].problem.times > 1).any()
    judged = contract.judge(plan_of(plan))
    assert judged.disagreement is None
    assert judged.shaped
    assert judged.amount == amount
