"""Run a model level by level: minimise a level, keep its value, go on to the next.

Each stage starts from the plan of the one before and may not lose what it gained (an unenforced cap row). A status
of the solver is a claim: a level is proven only when its bound equals its value.
"""

import threading
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field

from ortools.sat.python import cp_model

from edusched.domain.policy import Objective
from edusched.domain.result import LevelScore
from edusched.model.build import INT_MIN, BuiltModel, LevelTerms

DETERMINISTIC_SECONDS = 1.0
"""Deterministic units given for each second of the time limit in deterministic runs."""


@dataclass(frozen=True, slots=True)
class RunLimits:
    """How long and how to run.

    Attributes
    ----------
    time_limit_seconds : wall time for all levels together
    gap : relative gap at which a level counts as good enough
    """

    time_limit_seconds: float = 60.0
    workers: int = 2
    seed: int = 1
    gap: float = 0.0
    deterministic: bool = False


@dataclass(frozen=True, slots=True)
class Progress:
    """What a run knows at a moment: the level it works on, its best value and bound, the seconds spent."""

    level: Objective
    value: int | None
    bound: int
    seconds: float


@dataclass(slots=True)
class RunOutcome:
    """How a run ended.

    Attributes
    ----------
    values : list of int, or None
        Value of every variable in the best plan.
    levels : scores of the levels that were worked on
    infeasible : the solver claims that no plan exists
    """

    values: list[int] | None
    levels: list[LevelScore] = field(default_factory=list)
    infeasible: bool = False
    stopped: bool = False


class LexicographicRun:
    """One run over all levels; ``stop`` may be called from any thread."""

    def __init__(
        self, built: BuiltModel, limits: RunLimits, on_progress: Callable[[Progress], None] | None = None
    ) -> None:
        self._built = built
        self._limits = limits
        self._report = on_progress or (lambda _: None)
        self._lock = threading.Lock()
        self._solver: cp_model.CpSolver | None = None
        self._stopped = False
        self._started = time.monotonic()

    def stop(self) -> None:
        """End the run as soon as possible, keeping the best plan."""
        with self._lock:
            self._stopped = True
            if self._solver is not None:
                self._solver.stop_search()

    def solve(self, hint: Sequence[int] | None = None) -> RunOutcome:
        """Minimise all levels in order."""
        outcome = RunOutcome(None)
        values = list(hint) if hint is not None else None
        names = list(self._built.levels) or [Objective.OBLIGATIONS]
        self._started = time.monotonic()
        for position, level in enumerate(names):
            terms = self._built.levels.get(level, LevelTerms([], [], 1, 0))
            floor = terms.constant
            if outcome.values is not None and _value(terms, outcome.values) == floor:
                outcome.levels.append(LevelScore(level=level, value=floor, bound=floor))
            elif outcome.values is not None and (self._stopped or self._left() <= 0):
                value = _value(terms, outcome.values)
                outcome.levels.append(LevelScore(level=level, value=value, bound=floor))
            else:
                stage = self._stage(level, terms, values, self._left() / (len(names) - position))
                if stage.infeasible or stage.values is None:
                    outcome.infeasible = stage.infeasible and outcome.values is None
                    break
                values = outcome.values = stage.values
                outcome.levels.append(stage.levels[0])
            self._cap(terms, outcome.levels[-1].value)
        outcome.stopped = self._stopped
        return outcome

    def _left(self) -> float:
        return self._limits.time_limit_seconds - (time.monotonic() - self._started)

    def _stage(
        self, level: Objective, terms: LevelTerms, hint: Sequence[int] | None, seconds: float
    ) -> RunOutcome:
        solver = self._make_solver(seconds)
        self._set_objective(terms)
        self._set_hint(hint)
        watcher = _Watcher(self._report, level, terms, self._started)
        solver.best_bound_callback = watcher.on_bound
        with self._lock:
            if self._stopped:
                return RunOutcome(list(hint) if hint is not None else None)
            self._solver = solver
        status = solver.solve(self._built.model, watcher)
        with self._lock:
            self._solver = None
        if status == cp_model.MODEL_INVALID:
            raise RuntimeError(f"the solver refuses the model: {self._built.model.validate()}")
        if status == cp_model.INFEASIBLE:
            return RunOutcome(None, infeasible=True)
        if status not in (cp_model.OPTIMAL, cp_model.FEASIBLE):
            return self._kept(level, terms, hint)
        values = list(solver.response_proto.solution)
        value = _value(terms, values)
        bound = min(value, _bound(terms, solver.best_objective_bound))
        return RunOutcome(values, [LevelScore(level=level, value=value, bound=bound)])

    def _kept(self, level: Objective, terms: LevelTerms, hint: Sequence[int] | None) -> RunOutcome:
        """Return the plan a stage started from, when the stage itself found none in its time."""
        if hint is None or len(hint) != len(self._built.proto.variables):
            return RunOutcome(None)
        score = LevelScore(level=level, value=_value(terms, hint), bound=terms.constant)
        return RunOutcome(list(hint), [score])

    def _make_solver(self, seconds: float) -> cp_model.CpSolver:
        limits = self._limits
        solver = cp_model.CpSolver()
        parameters = solver.parameters
        parameters.num_workers = 1 if limits.deterministic else limits.workers
        parameters.random_seed = limits.seed
        parameters.linearization_level = 2
        parameters.catch_sigint_signal = False
        parameters.relative_gap_limit = limits.gap
        # The routine with the 32-bit sum (google/or-tools#5293); harmless where it is fixed.
        parameters.presolve_inclusion_work_limit = 0
        if limits.deterministic:
            parameters.max_deterministic_time = max(0.0, seconds) * DETERMINISTIC_SECONDS
        else:
            parameters.max_time_in_seconds = max(0.0, seconds)
        return solver

    def _set_objective(self, terms: LevelTerms) -> None:
        objective = self._built.proto.objective
        objective.Clear()
        objective.vars.extend(terms.variables)
        objective.coeffs.extend(terms.coefs)

    def _set_hint(self, hint: Sequence[int] | None) -> None:
        proto = self._built.proto
        proto.solution_hint.Clear()
        if hint is not None:
            proto.solution_hint.vars.extend(range(len(hint)))
            proto.solution_hint.values.extend(hint)

    def _cap(self, terms: LevelTerms, value: int) -> None:
        if terms.variables:
            row = self._built.proto.constraints.add().linear
            row.vars.extend(terms.variables)
            row.coeffs.extend(terms.coefs)
            row.domain.extend((INT_MIN, (value - terms.constant) // terms.scale))


class _Watcher(cp_model.CpSolverSolutionCallback):
    """Turns the solver's callbacks into progress."""

    def __init__(
        self, report: Callable[[Progress], None], level: Objective, terms: LevelTerms, started: float
    ) -> None:
        super().__init__()
        self._report, self._level, self._terms, self._started = report, level, terms, started
        self._value: int | None = None
        self._bound = terms.constant

    def on_solution_callback(self) -> None:
        self._value = self._terms.constant + self._terms.scale * round(self.objective_value)
        self._send()

    def on_bound(self, bound: float) -> None:
        self._bound = _bound(self._terms, bound)
        self._send()

    def _send(self) -> None:
        self._report(Progress(self._level, self._value, self._bound, time.monotonic() - self._started))


def _value(terms: LevelTerms, values: Sequence[int]) -> int:
    total = sum(coef * values[v] for v, coef in zip(terms.variables, terms.coefs, strict=True))
    return terms.constant + terms.scale * total


def _bound(terms: LevelTerms, bound: float) -> int:
    # Coefficients are integers, so the least value is one too; round up, but never past float noise.
    whole = int(-(-(bound - 1e-6) // 1)) if abs(bound) < 2**60 else 0
    return terms.constant + terms.scale * max(0, whole)
