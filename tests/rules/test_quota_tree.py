"""Quotas broken down: parts that add up, what is left unallocated, the size that two quotas imply."""

import json
from typing import Any

import pytest

from edusched.domain.instance import Instance
from edusched.report.suspicions import suspicions
from edusched.rules.examples import BASE
from edusched.rules.policy_check import policy_faults
from edusched.rules.quota_tree import Allocation, allocations


def _entry(name: str, rule: str = "person_times", mode: str = "", **parameters: Any) -> dict[str, Any]:
    enforcement = {"enforcement": {"mode": mode}} if mode else {}
    return {"id": name, "rule": rule, "parameters": parameters} | enforcement


def _instance(*rules: dict[str, Any]) -> Instance:
    return Instance.model_validate_json(json.dumps(BASE | {"policy": {"defaults": "none", "rules": rules}}))


ALL = _entry("all", target_person_times=90_000)
WEST = _entry("west", min_person_times=50_000, part_of="all")
EAST = _entry("east", min_person_times=40_000, part_of="all")


def test_parts_that_add_up_leave_nothing() -> None:
    instance = _instance(ALL, WEST, EAST)
    assert policy_faults(instance) == []
    assert allocations(instance.policy) == [Allocation("all", 90_000, (("west", 50_000), ("east", 40_000)))]
    assert not [line for line in suspicions(instance) if "quota" in line]


def test_what_the_parts_leave_is_told() -> None:
    """One number and its children: missing children are unallocated (reading A18)."""
    instance = _instance(ALL, WEST)
    assert policy_faults(instance) == []
    assert "quota all: 40,000 of 90,000 are unallocated; parts: west" in suspicions(instance)


def test_parts_may_not_ask_for_more_than_the_whole() -> None:
    (fault,) = policy_faults(_instance(ALL, WEST, _entry("east", min_person_times=40_001, part_of="all")))
    assert fault.path == "$.policy.rules[2].parameters.part_of"
    assert "90,001, more than the 90,000" in fault.expected
    assert "take 1 off" in str(fault.advice)


def test_a_part_that_is_off_counts_for_nothing() -> None:
    off = _entry("east", mode="off", min_person_times=40_001, part_of="all")
    assert policy_faults(_instance(ALL, WEST, off)) == []


@pytest.mark.parametrize(
    ("rules", "problem"),
    [
        ([ALL, _entry("west", min_person_times=1, part_of="al")], "expected an entry with a quota"),
        ([ALL, _entry("west", part_of="all")], "the part has no quota"),
        ([_entry("all"), WEST], "the whole has no quota"),
        ([_entry("all", "session_count", min_sessions=3), WEST], "the whole counts by session_count"),
        ([ALL, _entry("west", min_person_times=1, part_of="all", by="unit")], "differ in by"),
        ([ALL, _entry("west", min_person_times=1, part_of="all", count="sessions")], "differ in count"),
        ([_entry("all", min_person_times=1, part_of="all")], "cannot be part of itself"),
    ],
)
def test_a_tree_that_is_none_is_a_fault(rules: list[dict[str, Any]], problem: str) -> None:
    (fault,) = policy_faults(_instance(*rules))
    assert fault.path.endswith(".parameters.part_of")
    assert problem in fault.expected
    assert fault.advice


def test_a_tree_may_be_deep() -> None:
    north = _entry("north", min_person_times=20_000, part_of="west")
    instance = _instance(ALL, WEST, EAST, north)
    assert policy_faults(instance) == []
    assert [a.entry for a in allocations(instance.policy)] == ["all", "west"]
    assert [a.unallocated for a in allocations(instance.policy)] == [0, 30_000]


def test_independent_ranges_imply_a_size_that_is_told_and_asks_nothing() -> None:
    """30 to 50 seminars for 2,000 to 3,000 people: 40 to 100 each, a warning and no rule (reading A19)."""
    counted = {"methods": ["seminar"]}
    seminars = _entry("seminars", "session_count", counted=counted, min_sessions=30, max_sessions=50)
    people = _entry("people", counted=counted, count="sessions", min_person_times=2000, max_person_times=3000)
    instance = _instance(seminars, people)
    assert policy_faults(instance) == []
    assert "quotas people and seminars imply 40 to 100 persons a session" in suspicions(instance)
    other = _entry("people", count="sessions", min_person_times=2000, max_person_times=3000)
    assert not [line for line in suspicions(_instance(seminars, other)) if "imply" in line]


def test_a_part_of_a_packs_quota() -> None:
    """The 25,500 person-times of the three-year plan, broken down in the instance."""
    policy = {
        "packs": [{"pack": "social-organisations-2025-2027"}],
        "rules": [_entry("ours", min_person_times=25_501, period="horizon", part_of="total-25500")],
    }
    (fault,) = policy_faults(Instance.model_validate_json(json.dumps(BASE | {"policy": policy})))
    assert fault.path == "$.policy.rules[0].parameters.part_of"
    assert "25,501, more than the 25,500" in fault.expected
