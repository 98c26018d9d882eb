"""Policy: which rules apply to whom, hard, soft or off, and the clause each comes from."""

from enum import StrEnum
from typing import Any, Literal

from pydantic import Field

from edusched.domain.base import Id, Model, Text


class Mode(StrEnum):
    """How a rule binds.

    ``hard`` must hold. ``obligation`` is owed: left short by priority and named, or hard under
    ``--strict``. ``soft`` is priced at a level. ``off`` is not read at all.
    """

    HARD = "hard"
    OBLIGATION = "obligation"
    SOFT = "soft"
    OFF = "off"


class Objective(StrEnum):
    """The levels of the lexicographic objective, first to last."""

    OBLIGATIONS = "obligations"
    POLICY = "policy"
    FAIRNESS = "fairness"
    NEEDS = "needs"
    STABILITY = "stability"
    COST = "cost"
    TIES = "ties"


class Enforcement(Model):
    """Mode of a rule with its price: ``weight`` per unit of violation at ``level``."""

    mode: Mode
    weight: int = Field(default=1, ge=1, le=10_000)
    level: Objective = Objective.POLICY


class Clause(Model):
    """Where a rule comes from."""

    document: Text
    clause: Text = ""
    statement: Id | None = Field(default=None, description="Id of the requirement statement.")


class PolicyRule(Model):
    """A rule of the catalogue plus data. ``parameters`` are those of the rule's own page."""

    id: Id
    rule: Id = Field(description="Name of the rule's page in the catalogue.")
    enforcement: Enforcement | None = Field(
        default=None, description="None given: the default of the rule's page."
    )
    parameters: dict[str, Any] = {}
    clause: Clause | None = None


class Policy(Model):
    """The rules of an instance. Rules of the catalogue that always make sense need no entry.

    ``defaults``: ``standard`` adds every default rule that has no entry of its own; ``none`` applies
    exactly the entries given.
    """

    defaults: Literal["standard", "none"] = "standard"
    rules: tuple[PolicyRule, ...] = ()
