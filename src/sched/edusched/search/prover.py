"""Proves lower bounds on a core of its own while the search works on the plan.

The bound of a level holds given the values of the levels before it. The prover does not wait for those: it
takes each earlier level to end at its own bound, which is what mostly happens, and starts afresh from the
first level where the search ended elsewhere. So the cost bound, the slowest, is often there before the
search comes to cost.
"""

import os
import sys
import threading
from collections.abc import Callable
from contextlib import suppress
from functools import partial

import numpy as np
from numpy.typing import NDArray

from edusched.compile.arrays import Ints
from edusched.domain.policy import Objective
from edusched.model.aggregated import AggregatedBound
from edusched.model.lp_bound import LpBound
from edusched.model.system import Model

TOLERANCES = (1e-3, 1e-5)
"""A rough dual point first: it proves most of the bound in a fraction of the time."""

SECONDS_A_LEVEL = 600.0

WHOLE_SECONDS = 15.0
"""For the smaller system in whole numbers, after the LP: it ends soon or, mostly, not at all."""


def stand_back() -> None:
    """Let other threads go first: a bound can wait, a plan cannot. Only Linux knows threads' priorities."""
    if sys.platform == "linux":
        with suppress(OSError):
            thread = threading.get_native_id()
            os.setpriority(os.PRIO_PROCESS, thread, os.getpriority(os.PRIO_PROCESS, thread) + 4)


class Prover:
    """Bounds of all levels of a model, found in a background thread.

    Bounds and values are sums in units of each level's scale. ``on_raise`` is told of each new bound, from
    that thread. ``groups`` say which variables may be counted together for a bound in whole numbers.
    """

    def __init__(
        self, model: Model, on_raise: Callable[[Objective, int], None], groups: tuple[Ints, ...] = ()
    ) -> None:
        self._model = model
        self._groups = groups
        self._on_raise = on_raise
        self._levels = list(model.levels.items())
        self._lock = threading.Lock()
        self._wake = threading.Event()
        self._bounds: dict[Objective, int] = {}
        self._prices: dict[Objective, NDArray[np.float64]] = {}
        self._proofs: dict[Objective, tuple[int, NDArray[np.float64]]] = {}
        self._settled: dict[Objective, int] = {}
        self._position = 0
        self._version = 0
        self._over = False
        self._solving: LpBound | AggregatedBound | None = None
        self._thread = threading.Thread(target=self._work, name="prover", daemon=True)

    def start(self) -> None:
        """Begin with the first level."""
        self._thread.start()

    def bound(self, level: Objective) -> int:
        """Return the best bound known of a level; 0 while there is none."""
        with self._lock:
            return self._bounds.get(level, 0)

    def prices(self, level: Objective) -> NDArray[np.float64] | None:
        """Return the reduced costs of a level's last LP; None while there is none."""
        with self._lock:
            return self._prices.get(level)

    def proof(self, level: Objective) -> tuple[int, NDArray[np.float64]] | None:
        """Return the bound and the reduced costs of one and the same dual point; None while there is none."""
        with self._lock:
            return self._proofs.get(level)

    def settle(self, level: Objective, value: int) -> None:
        """Say at which value the search left a level; bounds that assumed otherwise are forgotten."""
        with self._lock:
            assumed = self._bounds.get(level, 0)
            self._settled[level] = value
            names = [name for name, _ in self._levels]
            if level not in names:  # nothing is priced: every rule is hard
                return
            here = names.index(level)
            if value != assumed:
                for later in names[here + 1 :]:
                    self._bounds.pop(later, None)
                    self._proofs.pop(later, None)
            elif self._position != here:
                return
            self._restart(here + 1)

    def stop(self) -> None:
        """End the thread's work; what is proven stays proven."""
        with self._lock:
            self._over = True
            self._restart(len(self._levels))
        self._thread.join(0.3)

    def _restart(self, position: int) -> None:
        self._version += 1
        self._position = position
        if self._solving is not None:
            self._solving.stop()
        self._wake.set()

    def _work(self) -> None:
        stand_back()
        while True:
            with self._lock:
                if self._over:
                    return
                position, version = self._position, self._version
                self._wake.clear()
            if position < len(self._levels):
                self._prove(position, version)
            else:
                self._wake.wait()

    def _prove(self, position: int, version: int) -> None:
        level, terms = self._levels[position]
        model = self._model
        for earlier, earlier_terms in self._levels[:position]:
            with self._lock:
                cap = self._settled.get(earlier, self._bounds.get(earlier, 0))
            model = model.capped(earlier_terms, earlier_terms.constant + earlier_terms.scale * cap)
        for tolerance in TOLERANCES:
            lp = LpBound(model.system, terms)
            if not self._ask(level, lp, partial(lp.solve, SECONDS_A_LEVEL, tolerance=tolerance), version):
                return
        for group in self._groups:
            smaller = AggregatedBound(model.system, terms, group)
            if not self._ask(level, smaller, partial(smaller.solve, WHOLE_SECONDS), version):
                return
        with self._lock:
            if version == self._version:
                self._position = position + 1

    def _ask(
        self,
        level: Objective,
        solver: LpBound | AggregatedBound,
        solve: Callable[[], int | None],
        version: int,
    ) -> bool:
        """Let a solver bound a level; False when its result came too late to be of use."""
        with self._lock:
            if version != self._version:
                return False
            self._solving = solver
        found = solve()
        with self._lock:
            self._solving = None
            if version != self._version:
                return False
            if found is not None:
                self._bounds[level] = max(found, self._bounds.get(level, 0))
            if isinstance(solver, LpBound) and solver.reduced_costs is not None:
                self._prices[level] = solver.reduced_costs
                if found and found >= self._proofs.get(level, (1, None))[0]:
                    self._proofs[level] = (found, solver.reduced_costs)
        self._on_raise(level, self.bound(level))
        return True
