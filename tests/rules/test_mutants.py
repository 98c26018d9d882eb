"""Every mistake made on purpose is noticed by the examples, the seeded cases or the words.

A mutant that nothing notices means that examples and cases look away somewhere: add the case that sees it.
"""

from collections.abc import Callable

import pytest

from edusched.checking.checker import check_plan
from edusched.rules.examples import Example, instance_data, instance_of, plan_of
from tests.rules.harness import disagreement
from tests.rules.killers import killer
from tests.rules.mutant_list import CHECKS, MUTANTS, ROWS, SHARED
from tests.rules.mutants import Mutant, alive
from tests.rules.sharp import SHARP

CASES = 40
"""Seeded cases a rule that may notice, beside its hand-worked examples."""


@pytest.mark.parametrize("mutant", MUTANTS, ids=str)
def test_a_mutant_is_noticed(mutant: Mutant, record_property: Callable[[str, object], None]) -> None:
    with alive(mutant):
        noticed = killer(mutant.rules, CASES)
    record_property("noticed by", noticed or "nothing")
    assert noticed, f"nothing notices {mutant}"


def test_mutants_are_spread_over_the_catalogue() -> None:
    assert min(len(CHECKS), len(ROWS), len(SHARED)) >= 20
    pages = {mutant.target.split(":")[0] for mutant in MUTANTS if ".rules." in mutant.target}
    assert len(pages) >= 25


SHARP_EXAMPLES = [(rule, example) for rule, examples in SHARP.items() for example in examples]


@pytest.mark.parametrize(("rule", "example"), SHARP_EXAMPLES, ids=lambda x: getattr(x, "text", x))
def test_the_corners_give_what_was_worked_out(rule: str, example: Example) -> None:
    instance, plan = instance_of(example, rule), plan_of(example.plan)
    violations = [v for v in check_plan(instance, plan).violations if v.rule == rule]
    assert sum(v.amount for v in violations) == example.amount
    assert example.subject is None or example.subject in {v.subject for v in violations}
    assert disagreement(instance_data(example, rule), rule, dict(example.parameters), plan) is None


def test_without_a_mutant_nothing_is_noticed() -> None:
    for rule in sorted({rule for mutant in MUTANTS for rule in mutant.rules}):
        assert killer((rule,), 2, rows=False) is None
