"""The data on the page about organisations is sound, merged into the base example, and has a plan."""

import json
import re
from pathlib import Path

import pytest

from edusched.domain.instance import Instance
from edusched.domain.references import reference_faults
from edusched.domain.result import Status
from edusched.rules.examples import BASE, merged
from edusched.rules.policy_check import policy_faults
from edusched.search.limits import RunLimits
from edusched.search.solve import solve_instance

PAGE = Path(__file__).resolve().parents[2] / "docs" / "organisations.md"
BLOCKS = re.findall(r"^```json\n(.*?)^```$", PAGE.read_text(encoding="utf-8"), flags=re.MULTILINE | re.DOTALL)


@pytest.mark.parametrize("number", range(len(BLOCKS)))
def test_the_data_of_the_page_is_sound_and_has_a_plan(number: int) -> None:
    data = merged(BASE, json.loads(BLOCKS[number]))
    data["policy"]["defaults"] = "standard"
    instance = Instance.model_validate_json(json.dumps(data))
    assert reference_faults(instance) == []
    assert policy_faults(instance) == []
    result = solve_instance(instance, RunLimits(time_limit_seconds=60, workers=1, seed=1))
    assert result.status is Status.OPTIMAL
    assert result.plan is not None
    assert result.plan.bookings


def test_the_page_has_its_four_pieces_of_data() -> None:
    assert len(BLOCKS) == 4
