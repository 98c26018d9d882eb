"""The page on money: its policies are read as they stand, and its tender has the winner it should."""

import json
import re
from pathlib import Path
from typing import Any

import pytest

from edusched.api import solve
from edusched.domain.instance import Instance
from edusched.domain.result import Status
from edusched.rules.examples import BASE
from edusched.rules.policy_check import policy_faults

PAGE = Path(__file__).resolve().parents[2] / "docs" / "money.md"
BLOCKS = [
    json.loads(text) for text in re.findall(r"```json\n(.*?)```", PAGE.read_text(encoding="utf-8"), re.DOTALL)
]

# a: 200,000 fen a point, but rated below 3; b: 200,000; c: 214,285.
BIDS = {"bid-a": (540_000, 2.7), "bid-b": (800_000, 4), "bid-c": (750_000, 3.5)}


def instance_with(rules: list[dict[str, Any]], bids: dict[str, tuple[int, float]]) -> Instance:
    data = {key: BASE[key] for key in BASE if key not in {"sessions", "policy"}}
    data["organisations"] = [
        {"id": f"of-{name}", "kind": "university", "region": "county", "rating": rating}
        for name, (_, rating) in bids.items()
    ]
    data["sessions"] = [
        {"id": name, "course": "theory", "cohorts": ["c1"], "venues": ["school"], "project": "tender",
         "price_fen": fen, "provider": f"of-{name}"}
        for name, (fen, _) in bids.items()
    ]  # fmt: skip
    return Instance.model_validate_json(json.dumps(data | {"policy": {"rules": rules}}))


@pytest.mark.parametrize("number", range(len(BLOCKS)))
def test_the_policies_of_the_page_are_sound(number: int) -> None:
    assert len(BLOCKS) == 2
    assert policy_faults(instance_with(BLOCKS[number], BIDS)) == []


def winner(rules: list[dict[str, Any]], bids: dict[str, tuple[int, float]]) -> list[str]:
    result = solve(instance_with(rules, bids), time_limit_seconds=20)
    assert result.status is Status.OPTIMAL
    assert result.plan is not None
    return [b.session for b in result.plan.bookings]


def test_the_tender_goes_to_the_least_price_for_quality() -> None:
    assert winner(BLOCKS[1], BIDS) == ["bid-b"]


def test_without_quality_it_goes_to_the_cheapest_that_is_good_enough() -> None:
    assert winner([rule for rule in BLOCKS[1] if rule["id"] != "value"], BIDS) == ["bid-c"]


def test_a_bid_over_the_ceiling_is_none() -> None:
    assert winner(BLOCKS[1], BIDS | {"bid-b": (900_001, 5)}) == ["bid-c"]
