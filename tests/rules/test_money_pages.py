"""What the contract cannot see of the pages on money: contracts, budgets as a planner writes them, faults."""

import json
from typing import Any

from edusched.checking.checker import check_plan
from edusched.domain.instance import Instance
from edusched.domain.policy import Objective
from edusched.rules.examples import BASE, merged, plan_of

Data = dict[str, Any]


def _instance(rules: list[Data], given: Data | None = None) -> Instance:
    data = merged(BASE, given or {}) | {"policy": {"defaults": "none", "rules": rules}}
    return Instance.model_validate_json(json.dumps(data))


def test_a_contract_is_a_price_a_session_and_a_cap() -> None:
    """Five sessions at 8,000 yuan may be bought; of three a contract allows two."""
    names = ["t1", "t2", "p1"]
    priced = {"sessions": [{"id": name, "price_fen": 800_000} for name in names]}
    contract = {"sessions": names, "min_run": 0, "max_run": 2}
    rules = [
        {"id": "prices", "rule": "session_price"},
        {"id": "contract", "rule": "alternatives", "parameters": contract},
    ]
    instance = _instance(rules, priced)
    two = "t1 2026-09-07 am school/big li c1\nt2 2026-09-08 am hall/main wu c2\n"
    report = check_plan(instance, plan_of(two))
    assert report.accepted
    assert report.score == ((Objective.COST, 1_600_000),)
    assert not check_plan(instance, plan_of(two + "p1 2026-09-09 am web li c1")).accepted
