"""Recordings, messages and broadcasts: every rule again where platforms are of all kinds."""

from random import Random

import pytest

from tests.rules.harness import COMPANY, Contract
from tests.rules.naive_words import naive_amount
from tests.strategies import LEANINGS, RULES, Case, draw_case
from tests.tiny.instances import Leaning
from tests.tiny.shrink import plan_data

ONLINE = {"kinds": 0.9, "online": 0.9, "mobile": 0.05, "only_mobile": 0.0}
NUMBERS, PLANS = 10, 6


def _case(rule: str, number: int) -> Case:
    rng = Random(f"kinds/{rule}/{number}")
    lean = Leaning(**(LEANINGS.get(rule, {}) | ONLINE))
    return draw_case(rng, rule, PLANS, f"kinds {rule} {number}", lean)


@pytest.mark.parametrize("rule", RULES)
def test_rows_check_and_words_agree_on_every_kind_of_platform(rule: str) -> None:
    later = 0
    for number in range(NUMBERS):
        found = _case(rule, number)
        any_time = {p["id"] for p in found.data["platforms"] if p.get("kind") in ("recorded", "message")}
        contract = Contract(found.data, rule, found.parameters, COMPANY if number % 3 == 0 else ())
        for plan in found.plans:
            judged = contract.judge(plan)
            assert judged.disagreement is None, (found, plan_data(plan), judged.disagreement)
            later += any(getattr(b.place, "platform", "") in any_time for b in plan.bookings)
            if judged.shaped and number % 3:
                said = naive_amount(found.data, plan_data(plan), rule, found.parameters)
                assert judged.amount == said, (found.data, found.parameters, plan_data(plan))
    assert later > 0
