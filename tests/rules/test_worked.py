"""The checker says of every hand-worked example what was worked out by hand."""

import pytest

from edusched.checking.checker import rule_violations
from edusched.rules.catalogue import CATALOGUE
from edusched.rules.examples import Example, instance_of, plan_of
from tests.rules.worked import WORKED

EXAMPLES = [
    pytest.param(rule, example, id=f"{rule}-{number}")
    for rule, examples in WORKED.items()
    for number, example in enumerate(examples)
]


def test_every_rule_has_worked_examples() -> None:
    """No page of the catalogue goes without examples, and no examples without a page."""
    assert {page.id for page in CATALOGUE} == set(WORKED)


@pytest.mark.parametrize("rule", sorted(WORKED))
def test_examples_show_both_sides(rule: str) -> None:
    """Each rule has several examples: some where it holds, some where it does not."""
    amounts = [example.amount for example in WORKED[rule]]
    assert len(amounts) >= 4
    assert 0 in amounts
    assert max(amounts) > 0


@pytest.mark.parametrize(("rule", "example"), EXAMPLES)
def test_checker_agrees_with_the_hand(rule: str, example: Example) -> None:
    """Amounts add up to the hand's, and the subject named is among those that fall short."""
    found = rule_violations(instance_of(example, rule), plan_of(example.plan))
    violations = [violation for violation in found if violation.rule == rule]
    shown = f"{example.text} {[str(violation) for violation in violations]}"
    assert sum(violation.amount for violation in violations) == example.amount, shown
    if example.subject is not None:
        assert example.subject in {v.subject for v in violations if v.amount > 0}, shown
