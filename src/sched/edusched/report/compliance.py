"""Compliance by clause: what each clause of a policy asks for, and whether a plan gives it.

A planner answers to a document, not to a solver. Every rule with a clause is told, also those that are met,
waived for somebody, or about nobody in this instance.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from edusched.checking.checker import CheckReport
from edusched.domain.instance import Instance
from edusched.domain.policy import Clause, Mode, PolicyRule
from edusched.domain.result import Violation
from edusched.policies import entries_of
from edusched.report.blocks import Block, Bullets, Heading, Lines, Table
from edusched.report.words import Words, plain
from edusched.rules.catalogue import BY_ID


class State(StrEnum):
    """How a clause stands."""

    MET = "met"
    SHORT = "short"
    WAIVED = "met but for waivers"
    NOT_APPLICABLE = "not applicable"
    OFF = "off"


@dataclass(frozen=True, slots=True)
class ClauseState:
    """How a plan stands to a rule with a clause.

    Attributes
    ----------
    rule : name of the rule in the policy
    page : its page in the catalogue
    amount, unit : by how much it is short in all
    short : whom it is short for, most first
    waived : whom it is waived for, with the reason
    """

    rule: str
    page: str
    clause: Clause
    state: State
    amount: int
    unit: str
    short: tuple[Violation, ...] = ()
    waived: tuple[tuple[str, str], ...] = ()


def compliance(instance: Instance, report: CheckReport) -> tuple[ClauseState, ...]:
    """Return how a checked plan stands to every clause of the instance's policy, in the policy's order."""
    words = Words(instance)
    found: dict[str, list[Violation]] = {}
    for violation in report.violations:
        found.setdefault(violation.rule, []).append(violation)
    return tuple(
        _state(entry, entry.clause, words, instance, found.get(entry.id, []))
        for entry in entries_of(instance.policy)
        if entry.clause is not None
    )


def _state(
    entry: PolicyRule, clause: Clause, words: Words, instance: Instance, found: list[Violation]
) -> ClauseState:
    unit = BY_ID[entry.rule].unit
    rule = words.rules.get(entry.id)
    if rule is None:
        off = entry.enforcement is not None and entry.enforcement.mode is Mode.OFF
        return ClauseState(entry.id, entry.rule, clause, State.OFF if off else State.NOT_APPLICABLE, 0, unit)
    found = sorted(found, key=lambda v: (-v.amount, v.subject))
    waived = tuple(sorted(rule.waived.items()))
    state = State.SHORT if found else State.WAIVED if waived else State.MET
    selector = getattr(rule.parameters, "cohorts", None)
    if state is State.MET and selector is not None and not instance.selected(selector):
        state = State.NOT_APPLICABLE
    amount = sum(v.amount for v in found)
    return ClauseState(entry.id, entry.rule, clause, state, amount, unit, tuple(found), waived)


def compliance_blocks(instance: Instance, report: CheckReport, words: Words) -> Iterator[Block]:
    """Yield the section of a summary: a table of clauses, then who is short and for whom a rule is waived."""
    states = compliance(instance, report)
    if not states:
        return
    yield Heading("Compliance by clause")
    rows = [
        (
            _where(s.clause),
            plain(s.rule),
            s.state.value,
            words.amount(s.rule, s.amount, s.unit) if s.amount else "-",
            f"{len({v.subject for v in s.short}):,}" if s.short else "-",
        )
        for s in states
    ]
    head = ("clause", "rule", "state", "short by", "cases")
    yield Table(head, tuple(rows), head[3:])
    waived = [f"{plain(s.rule)}: {plain(who)}: {plain(reason)}" for s in states for who, reason in s.waived]
    if waived:
        yield Lines(("Waived:",))
        yield Bullets(tuple(waived))


def compliance_data(instance: Instance, report: CheckReport) -> list[dict[str, Any]]:
    """Return compliance as plain data."""
    return [
        {
            "rule": s.rule,
            "page": s.page,
            "clause": s.clause.model_dump(mode="json"),
            "state": s.state.value,
            "amount": s.amount,
            "unit": s.unit,
            "short": [{"subject": list(v.subject), "amount": v.amount} for v in s.short],
            "waived": [{"subject": who, "reason": reason} for who, reason in s.waived],
        }
        for s in compliance(instance, report)
    ]


def _where(clause: Clause) -> str:
    return " ".join(plain(part) for part in (clause.document, clause.clause) if part)
