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


class Waiver(Model):
    """One that a rule is waived for, and why: the first part of a violation's subject, a cohort say."""

    subject: Id
    reason: Text = Field(min_length=1)


class PolicyRule(Model):
    """A rule of the catalogue plus data. ``parameters`` are those of the rule's own page."""

    id: Id
    rule: Id = Field(description="Name of the rule's page in the catalogue.")
    enforcement: Enforcement | None = Field(
        default=None, description="None given: the default of the rule's page."
    )
    parameters: dict[str, Any] = {}
    clause: Clause | None = None
    waivers: tuple[Waiver, ...] = Field(
        default=(), description="Whom the rule is waived for; each is named in every report."
    )


class PackUse(Model):
    """A policy pack that applies, by name; the version asked for, or else whatever is installed."""

    pack: Id
    version: int | None = Field(default=None, ge=1)


class Policy(Model):
    """The rules of an instance. Rules of the catalogue that always make sense need no entry.

    ``defaults``: ``standard`` adds every default rule that has no entry of its own; ``none`` applies
    exactly the entries given. ``packs`` bring in the rules of policy documents; an entry of ``rules`` with
    the id of a pack's rule stands in its place.
    """

    defaults: Literal["standard", "none"] = "standard"
    packs: tuple[PackUse, ...] = ()
    rules: tuple[PolicyRule, ...] = ()


class PolicyPack(Model):
    """A policy document as data: named, versioned, with the clause behind each rule.

    Rules of a pack speak of categories, tags, kinds and levels, never of things of one instance.
    """

    schema_version: Literal["1.0"]
    kind: Literal["policy_pack"]
    id: Id
    version: int = Field(ge=1)
    title: Text
    document: Text = Field(description="The document it comes from.")
    note: Text = ""
    rules: tuple[PolicyRule, ...] = Field(min_length=1)
