"""Check a plan: every rule's violations, the score by level, and whether it holds.

Needs no solver. The checker is the product's root of trust: no plan leaves the program that it has not
accepted.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from edusched.checking.facts import PlanFacts
from edusched.domain.instance import Instance
from edusched.domain.plan import Plan
from edusched.domain.policy import Mode, Objective
from edusched.domain.result import Violation
from edusched.rules.catalogue import bound, rules_of
from edusched.rules.contract import Rule


@dataclass(frozen=True, slots=True)
class CheckReport:
    """What the checker says of a plan.

    Attributes
    ----------
    violations
        Violations and costs of all rules, in the order of the catalogue.
    score
        Value of each level that some rule is priced at, first to last.
    waived
        What would be violations but for a waiver, each with its reason; they count for nothing.
    """

    violations: tuple[Violation, ...]
    score: tuple[tuple[Objective, int], ...]
    waived: tuple[tuple[Violation, str], ...] = ()

    @property
    def broken(self) -> tuple[Violation, ...]:
        """Violations of hard rules; a plan is accepted when there are none."""
        return tuple(v for v in self.violations if v.mode is Mode.HARD)

    @property
    def unmet(self) -> tuple[Violation, ...]:
        """Obligations left short."""
        return tuple(v for v in self.violations if v.mode is Mode.OBLIGATION)

    @property
    def accepted(self) -> bool:
        """Tell whether every hard rule holds."""
        return not self.broken


def check_plan(instance: Instance, plan: Plan, *, strict: bool = False) -> CheckReport:
    """Check a plan against its instance.

    Parameters
    ----------
    strict
        Obligations are hard.

    Raises
    ------
    InvalidInputError
        The plan refers to something the instance does not have.
    """
    rules = rules_of(instance)
    facts = PlanFacts(instance, plan)
    found: list[Violation] = []
    waived: list[tuple[Violation, str]] = []
    values: dict[Objective, int] = {}
    for rule, binding in zip(rules, bound(rules, strict=strict), strict=True):
        for violation in rule.check(facts):
            if (reason := rule.waived.get(violation.subject[0])) is not None:
                waived.append((violation, reason))
                continue
            mode = binding.binding.mode
            found.append(
                Violation(
                    violation.rule,
                    violation.subject,
                    violation.amount,
                    violation.unit,
                    violation.witness,
                    mode,
                )
            )
            if mode is not Mode.HARD:
                level = binding.binding.level
                values[level] = values.get(level, 0) + violation.amount * binding.binding.weight
    levels = levels_of(rules, strict=strict)
    score = tuple((level, values.get(level, 0)) for level in levels)
    return CheckReport(tuple(found), score, tuple(waived))


def levels_of(rules: Sequence[Rule[Any]], *, strict: bool = False) -> tuple[Objective, ...]:
    """Return the levels at which some rule is priced, first to last."""
    used = {b.binding.level for b in bound(rules, strict=strict) if not b.binding.hard}
    return tuple(level for level in Objective if level in used)


def rule_violations(instance: Instance, plan: Plan) -> list[Violation]:
    """Return violations and costs of all rules of a policy, in the order of the catalogue."""
    return list(check_plan(instance, plan).violations)
