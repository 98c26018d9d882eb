"""Policy packs: they read, every rule of theirs binds, and an instance can take them in and override them."""

import json
from typing import Any

import pytest

from edusched.domain.instance import Instance
from edusched.policies import entries_of, pack, pack_names
from edusched.rules.catalogue import BY_ID, parameters_of, rules_of
from edusched.rules.examples import BASE, merged
from edusched.rules.policy_check import policy_faults

WINDOWS = [
    {"id": "spring_training", "ranges": [{"first": "2026-03-01", "last": "2026-04-15"}]},
    {"id": "winter_training", "ranges": [{"first": "2026-12-01", "last": "2027-02-28"}]},
]


def instance_with(policy: dict[str, Any]) -> Instance:
    data = merged(BASE, {"calendar": {"windows": WINDOWS}}) | {"policy": policy}
    return Instance.model_validate_json(json.dumps(data))


@pytest.mark.parametrize("name", pack_names())
def test_every_rule_of_a_pack_binds(name: str) -> None:
    found = pack(name)
    assert found.id == name
    assert found.title
    assert found.document
    ids = [entry.id for entry in found.rules]
    assert len(ids) == len(set(ids))
    for entry in found.rules:
        page = BY_ID[entry.rule]
        parameters_of(page, entry.parameters)
        assert entry.enforcement is None or entry.enforcement.mode in page.modes, entry.id
        assert entry.clause is not None, entry.id
        assert entry.clause.document == found.document
        assert entry.clause.statement, entry.id


@pytest.mark.parametrize("name", pack_names())
def test_an_instance_takes_a_pack_in(name: str) -> None:
    instance = instance_with({"packs": [{"pack": name}]})
    assert policy_faults(instance) == []
    names = {rule.name for rule in rules_of(instance)}
    assert names & {entry.id for entry in pack(name).rules}


def test_two_packs_have_no_rule_of_one_name() -> None:
    ids = [entry.id for name in pack_names() for entry in pack(name).rules]
    assert len(ids) == len(set(ids))


def test_an_entry_stands_in_the_place_of_a_packs_rule() -> None:
    own = {"id": "72-hours", "rule": "study_hours", "parameters": {"min_study_hours": 8}}
    instance = instance_with({"packs": [{"pack": "professional-72h"}], "rules": [own]})
    entries = entries_of(instance.policy)
    assert [entry.id for entry in entries] == [entry.id for entry in pack("professional-72h").rules]
    assert entries[0].parameters == {"min_study_hours": 8}


def test_a_pack_nobody_knows_is_told_with_advice() -> None:
    (fault,) = policy_faults(instance_with({"packs": [{"pack": "profesional-72h"}]}))
    assert fault.path == "$.policy.packs[0].pack"
    assert "professional-72h" in (fault.advice or "")
    (fault,) = policy_faults(instance_with({"packs": [{"pack": "professional-72h", "version": 9}]}))
    assert fault.path == "$.policy.packs[0].version"
