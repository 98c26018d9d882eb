"""What notices a mistake in a rule: its hand-worked amounts, its seeded cases, its examples in the rows."""

from collections.abc import Callable, Iterator
from functools import lru_cache

from edusched.checking.checker import rule_violations
from edusched.domain.instance import Instance
from edusched.domain.plan import Plan
from edusched.rules.catalogue import BY_ID
from edusched.rules.examples import Example, instance_data, instance_of, plan_of
from tests.rules.harness import COMPANY, Contract, disagreement
from tests.rules.naive_words import naive_amount
from tests.rules.sharp import SHARP
from tests.rules.worked import WORKED
from tests.strategies import Case, case
from tests.tiny.shrink import plan_data

PLANS = 6
IN_COMPANY = {"isolated_sessions", "load_range", "mentor_pairing", "prerequisites", "support_pairs"}
"""Rules of which every other case is judged in the company of hard rules, where they have other rows."""


def examples_of(rule: str) -> tuple[Example, ...]:
    """Return the examples of a rule: of its page, worked by hand, and those for corners."""
    return (*BY_ID[rule].examples, *WORKED[rule], *SHARP.get(rule, ()))


@lru_cache(maxsize=4096)
def _case(rule: str, number: int) -> Case:
    return case(rule, number, PLANS)


@lru_cache(maxsize=4096)
def _example(rule: str, number: int) -> tuple[Example, Instance, Plan]:
    example = examples_of(rule)[number]
    return example, instance_of(example, rule), plan_of(example.plan)


def killer(rules: tuple[str, ...], cases: int, *, rows: bool = True) -> str | None:
    """Return what first notices that something is wrong, or None.

    Parameters
    ----------
    rows
        Look at the examples in the rows as well: the base example is large, so this comes last.
    """
    for name, notices in _watchers(rules, cases, rows=rows):
        if notices:
            return name
    return None


def _watchers(rules: tuple[str, ...], cases: int, *, rows: bool) -> Iterator[tuple[str, bool]]:
    examples = {rule: range(len(examples_of(rule))) for rule in rules}
    for rule in rules:
        for number in examples[rule]:
            yield f"amount of example {number} of {rule}", _guarded(_wrong_amount, rule, number)
    for number in range(cases):
        for rule in rules:
            yield f"case({rule!r}, {number})", _guarded(_wrong_case, rule, number)
    for rule in rules if rows else ():
        for number in examples[rule]:
            yield f"example {number} of {rule} in the rows", _guarded(_wrong_rows, rule, number)


def _guarded(look: Callable[[str, int], bool], rule: str, number: int) -> bool:
    try:
        return look(rule, number)
    except Exception:  # noqa: BLE001 - a mutant may break anything, and that is notice enough
        return True


def _wrong_amount(rule: str, number: int) -> bool:
    example, instance, plan = _example(rule, number)
    violations = [v for v in rule_violations(instance, plan) if v.rule == rule]
    named = example.subject is None or example.subject in {v.subject for v in violations if v.amount > 0}
    return sum(v.amount for v in violations) != example.amount or not named


def _wrong_case(rule: str, number: int) -> bool:
    found = _case(rule, number)
    also = COMPANY if rule in IN_COMPANY and number % 2 else ()
    contract = Contract(found.data, rule, found.parameters, also)
    for plan in found.plans:
        judged = contract.judge(plan)
        if judged.disagreement:
            return True
        if judged.shaped and judged.amount != _said(rule, number, plan):
            return True
    return False


def _said(rule: str, number: int, plan: Plan) -> int:
    """Return what the words say of a plan; they read nothing of the package, so they are asked once."""
    key = (rule, number, plan.model_dump_json())
    if key not in _words:
        found = _case(rule, number)
        _words[key] = naive_amount(found.data, plan_data(plan), rule, found.parameters)
    return _words[key]


_words: dict[tuple[str, int, str], int] = {}


def _wrong_rows(rule: str, number: int) -> bool:
    example, _, plan = _example(rule, number)
    return disagreement(instance_data(example, rule), rule, dict(example.parameters), plan) is not None
