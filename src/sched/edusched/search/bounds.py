"""All that is known from below: floors that need no search, the LP, and what CP-SAT has closed.

What each session costs at least and what lack of capacity leaves unmet is there at once and holds for every
plan of the instance; the second names its reason. The LP raises it on a thread of its own.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray

from edusched.compile.problem import Problem
from edusched.domain.policy import Objective
from edusched.model.aggregated import AggregatedBound
from edusched.model.lp_bound import LpBound
from edusched.model.system import LevelTerms, Model
from edusched.search.capacity.bound import capacity_bound, trivial_bound
from edusched.search.likeness import groups_of
from edusched.search.limits import RunLimits
from edusched.search.prover import Prover

LP_ITERATIONS = 20_000
"""PDLP iterations of a deterministic run, which may not look at the clock."""

WHOLE_DETERMINISTIC_SECONDS = 5.0
"""The same for the smaller system in whole numbers."""


@dataclass(frozen=True, slots=True)
class Floor:
    """A lower bound of a level.

    Attributes
    ----------
    value : in units of the level, constants included
    kind : what proved it
    reasons : shortages in words, largest first
    """

    value: int = 0
    kind: str = "trivial"
    reasons: tuple[str, ...] = ()


def floor_of(problem: Problem, level: Objective, settled: Mapping[Objective, int]) -> Floor:
    """Return the better of the trivial bound and, for obligations, the capacity bound.

    Parameters
    ----------
    settled
        Values that earlier levels may not pass.
    """
    found = Floor(max(0, trivial_bound(problem, level, settled)))
    if level is Objective.OBLIGATIONS:
        capacity = capacity_bound(problem, level)
        if capacity.bound >= found.value and capacity.bound > 0:
            return Floor(capacity.bound, "capacity flow", capacity.texts)
    return found


@dataclass(slots=True)
class Bounds:
    """Lower bounds of the levels of one run, as sums of each level's terms.

    Attributes
    ----------
    on_raise : told of each new bound of the LP, from its thread
    values : values at which earlier levels were left
    floors : bounds that need no search, by level
    closed : bounds of levels that CP-SAT has closed
    """

    problem: Problem
    limits: RunLimits
    on_raise: Callable[[Objective, int], None]
    values: dict[Objective, int] = field(default_factory=dict)
    floors: dict[Objective, Floor] = field(default_factory=dict)
    closed: dict[Objective, int] = field(default_factory=dict)
    _prover: Prover | None = None

    def of(self, level: Objective, terms: LevelTerms, model: Model) -> Callable[[], int]:
        """Return what tells the bound as far as it is known; a deterministic run proves it first."""
        if level not in self.floors:
            self.floors[level] = floor_of(self.problem, level, self.values)
        floor = max(0, -((terms.constant - self.floors[level].value) // terms.scale))
        if "bound" in self.limits.without or not self.problem.whole:
            return lambda: max(floor, self.closed.get(level, 0))
        if self.limits.deterministic:
            found = LpBound(model.system, terms).solve(10**6, iterations=LP_ITERATIONS) or 0
            for group in groups_of(self.problem, model.system.upper.size):
                smaller = AggregatedBound(model.system, terms, group)
                found = max(found, smaller.solve(None, deterministic_seconds=WHOLE_DETERMINISTIC_SECONDS))
            return lambda: max(floor, found, self.closed.get(level, 0))
        if self._prover is None:
            self._prover = Prover(model, self.on_raise, groups_of(self.problem, model.system.upper.size))
            self._prover.start()
        prover = self._prover
        return lambda: max(floor, prover.bound(level), self.closed.get(level, 0))

    def prices(self, level: Objective) -> NDArray[np.float64] | None:
        """Return the reduced costs of a level's last LP; None while there is none."""
        return None if self._prover is None else self._prover.prices(level)

    def proof(self, level: Objective) -> tuple[int, NDArray[np.float64]] | None:
        """Return a dual point's bound and reduced costs; None while there is none."""
        return None if self._prover is None else self._prover.proof(level)

    def settle(self, level: Objective, terms: LevelTerms, value: int) -> None:
        """Say at which value a level was left."""
        self.values[level] = value
        if self._prover is not None:
            self._prover.settle(level, (value - terms.constant) // terms.scale)

    def kind(self, level: Objective, terms: LevelTerms, bound: int, better: str) -> str:
        """Return what proved a bound: what needs no search, or something better."""
        floor = self.floors.get(level, Floor())
        return floor.kind if terms.constant + terms.scale * bound <= max(0, floor.value) else better

    @property
    def reasons(self) -> tuple[str, ...]:
        """What there is not enough of, in words."""
        return tuple(reason for floor in self.floors.values() for reason in floor.reasons)

    def stop(self) -> None:
        """End the LP's thread; what is proven stays proven."""
        if self._prover is not None:
            self._prover.stop()
