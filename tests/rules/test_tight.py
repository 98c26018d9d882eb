"""Each hard rule binds where it says: a plan at its limit, none one unit further, and it is named."""

from collections.abc import Iterator

import pytest

from edusched.domain.policy import Mode
from edusched.rules.catalogue import BY_ID, CATALOGUE
from tests.rules.tight import TIGHT
from tests.rules.tight.form import (
    Tight,
    at_the_limit,
    one_unit_further,
    solved,
    with_the_rule_off,
)

RULES = sorted({case.rule for case in TIGHT})


def cases_of(rule: str) -> Iterator[Tight]:
    return (case for case in TIGHT if case.rule == rule)


def test_no_hard_rule_is_missing() -> None:
    """Every page that can be hard has a case, and no other."""
    assert sorted(page.id for page in CATALOGUE if Mode.HARD in page.modes) == RULES


@pytest.mark.parametrize("rule", RULES)
def test_at_the_limit_there_is_a_plan(rule: str) -> None:
    """With the rule as loose as it has to be, a plan is found and the checker accepts it."""
    for case in cases_of(rule):
        at_the_limit(case)


@pytest.mark.parametrize("rule", RULES)
def test_one_unit_further_there_is_none_and_the_rule_is_named(rule: str) -> None:
    """One unit tighter there is no plan, that is confirmed, and nothing but the rule is to blame."""
    for case in cases_of(rule):
        one_unit_further(case)


@pytest.mark.parametrize("rule", [rule for rule in RULES if Mode.OFF in BY_ID[rule].modes])
def test_one_unit_further_it_is_the_rule_and_nothing_else(rule: str) -> None:
    """One unit tighter there is a plan again once the rule is off."""
    for case in cases_of(rule):
        with_the_rule_off(case)


def test_what_follows_from_other_rows_gives_nothing() -> None:
    """A person too many is one person, though a row a session follows from those a slot."""
    (case,) = cases_of("platform_seats")
    (found,) = solved(case.tight_instance()).conflicts
    assert (found.subject, found.amount) == (("web", "2026-09-07", "am"), 1)
