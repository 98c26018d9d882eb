"""The entries that `docs/policies.md` shows can be used: parameters read, parts fit their whole."""

import json
import re
from pathlib import Path
from typing import Any

import pytest

from edusched.domain.instance import Instance
from edusched.rules.examples import BASE, merged
from edusched.rules.policy_check import policy_faults
from edusched.rules.quota_tree import allocations

TEXT = (Path(__file__).resolve().parents[2] / "docs" / "policies.md").read_text(encoding="utf-8")
BLOCKS = [block for block in re.findall(r"```json\n(.*?)```", TEXT, flags=re.DOTALL) if '"rule"' in block]


def _policy(block: str) -> Any:
    if block.startswith("{"):
        return {"rules": [json.loads(block)]}
    found = json.loads("{" + block + "}")
    return found.get("policy", found)


@pytest.mark.parametrize("block", BLOCKS, ids=lambda block: re.findall(r'"id": "([^"]+)"', block)[0])
def test_what_the_page_shows_can_be_used(block: str) -> None:
    subject = {
        "cohorts": [{"id": "heads-3", "category": "head", "region": "county", "headcount": {"bureau": 1}}]
    }
    days = [{"first": "2026-09-07", "last": "2026-09-08"}]
    windows = [{"id": f"{name}_training", "ranges": days} for name in ("spring", "winter")]
    data = merged(BASE, subject | {"calendar": {"windows": windows}}) | {"policy": _policy(block)}
    instance = Instance.model_validate_json(json.dumps(data))
    assert policy_faults(instance) == []
    left = {a.entry: a.unallocated for a in allocations(instance.policy)}
    assert left == ({"five-years": 2600} if "part_of" in block else {})


def test_there_is_something_to_look_at() -> None:
    assert len(BLOCKS) >= 4
