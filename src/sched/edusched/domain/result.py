"""Outcome of a run: status, score by level, violations, certificate."""

from dataclasses import dataclass, field
from enum import StrEnum
from typing import TYPE_CHECKING

from pydantic import Field

from edusched.domain.base import Id, Model, Text
from edusched.domain.policy import Mode, Objective

if TYPE_CHECKING:
    from edusched.domain.plan import Plan


class Status(StrEnum):
    """How a run ended; never confuses proved, none found yet, and best so far."""

    OPTIMAL = "optimal"
    FEASIBLE = "feasible"
    INFEASIBLE = "infeasible"
    UNKNOWN = "unknown"
    INTERRUPTED = "interrupted"
    INVALID = "invalid"


class LevelScore(Model):
    """Value and proven lower bound of one level; the bound holds given the levels before it."""

    level: Objective
    value: int
    bound: int

    @property
    def gap(self) -> float:
        """Relative distance of value from bound: 0.0 when they are equal."""
        return 0.0 if self.value <= self.bound else (self.value - self.bound) / self.value


class Certificate(Model):
    """What is claimed of a plan and how it was shown."""

    status: Status
    levels: tuple[LevelScore, ...]
    bound_kind: Text = Field(description="Which method proved the bounds.")
    shortages: tuple[Text, ...] = Field(
        default=(), description="What there is not enough of: why the first bound cannot be lower."
    )
    checked: bool = Field(description="The independent checker accepted the plan.")
    instance_hash: Text
    seed: int
    deterministic: bool
    versions: dict[str, Text]


@dataclass(frozen=True, slots=True)
class Violation:
    """A rule that does not hold, for whom, by how much, and what shows it.

    Costs use the same shape: the amount is the money spent, the unit ``fen``.
    """

    rule: Id
    subject: tuple[str, ...]
    amount: int
    unit: str
    witness: tuple[str, ...] = ()
    mode: Mode = Mode.HARD

    def __str__(self) -> str:
        """Return one line for people."""
        seen = f" ({', '.join(self.witness)})" if self.witness else ""
        return f"{self.rule}: {' / '.join(self.subject)}: {self.amount} {self.unit}{seen}"


@dataclass(frozen=True, slots=True)
class Conflict:
    """A rule that stands in the way of any plan, with the least amount it must give.

    ``struck_out``: rules that left sessions it is about fewer options, and how many each struck out.
    """

    rule: Id
    subject: tuple[str, ...]
    amount: int
    unit: str
    struck_out: tuple[tuple[Id, int], ...] = ()


@dataclass(frozen=True, slots=True)
class Result:
    """Outcome of a run.

    Attributes
    ----------
    status
        How the run ended.
    plan
        The best plan, checked, or None.
    levels
        Value and bound by level, first to last.
    violations
        Every violation and cost of the plan as the independent checker sees it.
    conflicts
        For an infeasible instance: the cheapest set of demands to give up.
    strategy
        Which pieces of the search worked on each level.
    solve_seconds
        Wall time of the run.
    """

    status: Status
    plan: "Plan | None"
    levels: tuple[LevelScore, ...] = ()
    violations: tuple[Violation, ...] = ()
    conflicts: tuple[Conflict, ...] = ()
    confirmations: tuple[str, ...] = field(default=())
    strategy: tuple[str, ...] = ()
    solve_seconds: float = 0.0

    @property
    def gap(self) -> float:
        """Largest relative gap of any level."""
        return max((level.gap for level in self.levels), default=0.0)

    @property
    def unmet(self) -> tuple[Violation, ...]:
        """Obligations that are left short."""
        return tuple(v for v in self.violations if v.mode is Mode.OBLIGATION)
