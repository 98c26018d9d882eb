"""Every example, of the pages and hand-worked, in the rows as in the check."""

import pytest

from edusched.checking.checker import rule_violations
from edusched.rules.catalogue import CATALOGUE
from edusched.rules.examples import Example, instance_data, instance_of, plan_of
from tests.rules.harness import disagreement
from tests.rules.worked import WORKED

OWN = [(page.id, example) for page in CATALOGUE for example in page.examples]
ALL = OWN + [(rule, example) for rule, examples in WORKED.items() for example in examples]


def _name(case: object) -> str:
    return case.text if isinstance(case, Example) else str(case)


@pytest.mark.parametrize(("rule", "example"), OWN, ids=_name)
def test_page_example_gives_its_amount(rule: str, example: Example) -> None:
    found = rule_violations(instance_of(example, rule), plan_of(example.plan))
    violations = [v for v in found if v.rule == rule]
    assert sum(v.amount for v in violations) == example.amount
    if example.subject is not None:
        assert example.subject in [v.subject for v in violations]


@pytest.mark.parametrize(("rule", "example"), ALL, ids=_name)
def test_rows_agree_with_the_check(rule: str, example: Example) -> None:
    data = instance_data(example, rule)
    assert disagreement(data, rule, dict(example.parameters), plan_of(example.plan)) is None
