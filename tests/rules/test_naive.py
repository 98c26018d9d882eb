"""The checks against the words: the same amount on every tiny case as a plain reading of the text."""

import pytest

from edusched.checking.checker import check_plan
from edusched.domain.result import Violation
from tests.rules.naive import WORDS
from tests.rules.naive_words import naive_amount
from tests.strategies import RULES, cases, instance_for
from tests.tiny.shrink import plan_data

PLANS = 6
FAST, LONG = 25, 300


def test_the_words_are_complete() -> None:
    assert set(WORDS) == set(RULES)


def _agree(rule: str, first: int, count: int) -> int:
    told = 0
    name = "shape" if rule == "session_shape" else "it"
    for found in cases(rule, first, count, PLANS):
        instance = instance_for(found.data, rule, found.parameters)
        for number, plan in enumerate(found.plans):
            violations: tuple[Violation, ...] = check_plan(instance, plan).violations
            if name == "it" and any(v.rule == "shape" for v in violations):
                continue
            amount = sum(v.amount for v in violations if v.rule == name)
            said = naive_amount(found.data, plan_data(plan), rule, found.parameters)
            shown = (
                f"{found!r}, plan {number}: the check says {[str(v) for v in violations]}, the words {said}"
            )
            assert amount == said, shown
            told += amount > 0
    return told


@pytest.mark.parametrize("rule", RULES)
def test_the_check_says_what_the_words_say(rule: str) -> None:
    assert _agree(rule, 3000, FAST) >= FAST * PLANS // 20


@pytest.mark.long
@pytest.mark.parametrize("rule", RULES)
def test_the_check_says_what_the_words_say_on_many_cases(rule: str) -> None:
    _agree(rule, 4000, LONG)
