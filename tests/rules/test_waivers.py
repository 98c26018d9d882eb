"""A waiver takes somebody out of a rule, in the check and in the rows alike, and says why."""

import json
from typing import Any

import pytest

from edusched import check, solve
from edusched.checking.checker import CheckReport
from edusched.domain.instance import Instance
from edusched.rules.catalogue import CATALOGUE
from edusched.rules.examples import BASE, merged, plan_of
from edusched.rules.policy_check import policy_faults

OWED = {"id": "hours", "rule": "study_hours", "parameters": {"min_study_hours": 100}}
WAIVED = OWED | {"waivers": [{"subject": "c1", "reason": "on leave"}]}


def instance_with(*rules: dict[str, Any]) -> Instance:
    data = merged(BASE, {}) | {"policy": {"rules": list(rules)}}
    return Instance.model_validate_json(json.dumps(data))


def report(*rules: dict[str, Any]) -> CheckReport:
    return check(instance_with(*rules), plan_of("t1 2026-09-07 am school/big li c1"))


def test_the_check_leaves_out_who_is_waived_and_says_why() -> None:
    plain, waived = report(OWED), report(WAIVED)
    assert {v.subject[0] for v in plain.violations if v.rule == "hours"} == {"c1", "c2"}
    assert {v.subject[0] for v in waived.violations if v.rule == "hours"} == {"c2"}
    assert [(v.subject[0], reason) for v, reason in waived.waived] == [("c1", "on leave")]
    assert (
        dict(waived.score)[next(iter(dict(plain.score)))] < dict(plain.score)[next(iter(dict(plain.score)))]
    )


def test_the_rows_leave_out_the_same() -> None:
    hard = {"enforcement": {"mode": "hard"}}
    only_c1 = {"parameters": {"min_study_hours": 100, "cohorts": {"ids": ["c1"]}}}
    assert solve(instance_with(OWED | hard | only_c1), time_limit_seconds=30).status.value == "infeasible"
    found = solve(instance_with(WAIVED | hard | only_c1), time_limit_seconds=30)
    assert found.plan is not None
    assert check(instance_with(WAIVED | hard | only_c1), found.plan).accepted


def test_what_cannot_be_waived_is_refused() -> None:
    rule = {"id": "x", "rule": "competence", "waivers": [{"subject": "li", "reason": "knows it all"}]}
    (fault,) = policy_faults(instance_with(rule))
    assert fault.path == "$.policy.rules[0].waivers[0].subject"
    assert "cannot be waived" in fault.expected


def test_somebody_unknown_is_refused_with_advice() -> None:
    (fault,) = policy_faults(instance_with(OWED | {"waivers": [{"subject": "c11", "reason": "?"}]}))
    assert fault.path == "$.policy.rules[0].waivers[0].subject"
    assert "c1" in (fault.advice or "")


@pytest.mark.parametrize("page", [page for page in CATALOGUE if page.waivable], ids=lambda page: page.id)
def test_what_can_be_waived_has_no_filters(page: Any) -> None:
    assert "option_filters" not in vars(page)
    assert "column_filters" not in vars(page)
