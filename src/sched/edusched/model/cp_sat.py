"""CP-SAT on a linear system: encode rows as the constraints they are, solve, read the answer.

Constraints are written straight into the model's protobuf: measured 7 times faster than one call per
variable at 10^5 Booleans, and half the memory. Everything the solver's version changes stays in this module.
"""

import threading
from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import Any

import numpy as np
from ortools.sat.python import cp_model

from edusched.compile.arrays import Ints, ints
from edusched.compile.table import FREE
from edusched.model.compact import Compact, compacted
from edusched.model.system import LevelTerms, LinearSystem

INT_MIN, INT_MAX = -(2**63), 2**63 - 1


@dataclass(frozen=True, slots=True)
class SolverSettings:
    """How one call of the solver runs.

    Attributes
    ----------
    seconds, deterministic_seconds : limits in wall time and in the solver's deterministic time; None: none
    light : skip probing and symmetry, which cost more than they bring in small sub-models
    anew : the values to start from are no hint worth having, in first plans. Measured on nine parts of
        provinces: an eighth less time for a first plan, as little unmet
    presolve : off only to confirm a claim
    """

    seconds: float | None
    workers: int = 1
    seed: int = 1
    gap: float = 0.0
    deterministic_seconds: float | None = None
    light: bool = False
    anew: bool = False
    presolve: bool = True


@dataclass(frozen=True, slots=True)
class Answer:
    """What the solver claims.

    Attributes
    ----------
    values : variable values, or None without a solution
    bound : lower bound of ``sum(coef x variable)``, rounded up to an integer
    infeasible, optimal : the solver's claims
    deterministic_seconds : deterministic time spent
    """

    values: Ints | None
    bound: int
    infeasible: bool
    optimal: bool
    deterministic_seconds: float


class Interrupt:
    """Stops the solver calls of a run from any thread."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._solvers: list[cp_model.CpSolver] = []
        self.pulled = False

    def pull(self) -> None:
        """End the present calls, and let no further one start."""
        with self._lock:
            self.pulled = True
            for solver in self._solvers:
                solver.stop_search()

    def end_call(self) -> None:
        """End the present calls only: their plan is known to be as good as any."""
        with self._lock:
            for solver in self._solvers:
                solver.stop_search()

    def enter(self, solver: cp_model.CpSolver) -> bool:
        """Take charge of a solver; False when it should not start."""
        with self._lock:
            if not self.pulled:
                self._solvers.append(solver)
            return not self.pulled

    def leave(self, solver: cp_model.CpSolver) -> None:
        """Let go of a solver: its call is over."""
        with self._lock:
            self._solvers.remove(solver)


def solve_system(
    system: LinearSystem,
    terms: LevelTerms,
    settings: SolverSettings,
    *,
    hint: Ints | None = None,
    floor: int = 0,
    interrupt: Interrupt | None = None,
    on_change: Callable[[int | None, int], None] | None = None,
) -> Answer:
    """Minimise ``sum(coef x variable)`` of a level over a system.

    Parameters
    ----------
    hint
        Values to start from.
    floor
        A lower bound known from elsewhere.
    on_change
        Called with the best sum so far (or None) and the bound.
    """
    if settings.light and on_change is None:
        small = compacted(system)
        if small is not None:
            return _solved_small(small, terms, settings, hint, floor, interrupt)
    return _solved(system, terms, settings, hint, floor, interrupt, on_change)


def _solved_small(
    small: Compact,
    terms: LevelTerms,
    settings: SolverSettings,
    hint: Ints | None,
    floor: int,
    interrupt: Interrupt | None,
) -> Answer:
    """Solve what is left of a system, and answer for the whole of it."""
    rest, held = small.terms(terms)
    start = None if hint is None else small.shrunk(hint)
    answer = _solved(small.system, rest, settings, start, floor - held, interrupt, None)
    values = None if answer.values is None else small.expanded(answer.values)
    return replace(answer, values=values, bound=answer.bound + held)


def _solved(
    system: LinearSystem,
    terms: LevelTerms,
    settings: SolverSettings,
    hint: Ints | None,
    floor: int,
    interrupt: Interrupt | None,
    on_change: Callable[[int | None, int], None] | None,
) -> Answer:
    model = encode(system)
    _set_objective(model, system, terms, floor)
    if hint is not None and not settings.anew:
        proto_of(model).solution_hint.vars.extend(range(hint.size))
        proto_of(model).solution_hint.values.extend(hint.tolist())
    solver = _solver(settings)
    watcher = _Watcher(on_change, floor) if on_change is not None else None
    if watcher is not None:
        solver.best_bound_callback = watcher.on_bound
    if interrupt is not None and not interrupt.enter(solver):
        return Answer(None, floor, infeasible=False, optimal=False, deterministic_seconds=0.0)
    status: Any = solver.solve(model, watcher)
    if interrupt is not None:
        interrupt.leave(solver)
    if status == cp_model.MODEL_INVALID:
        raise RuntimeError(f"the solver refuses the model: {model.validate()}")
    spent = float(solver.response_proto.deterministic_time)
    if status not in (cp_model.OPTIMAL, cp_model.FEASIBLE):
        return Answer(None, floor, status == cp_model.INFEASIBLE, optimal=False, deterministic_seconds=spent)
    values = ints(list(solver.response_proto.solution))
    bound = max(floor, _whole(solver.best_objective_bound)) if terms.variables.size else 0
    bound = min(bound, int(terms.coefs @ values[terms.variables]))
    return Answer(
        values, bound, infeasible=False, optimal=status == cp_model.OPTIMAL, deterministic_seconds=spent
    )


def proto_of(model: cp_model.CpModel) -> Any:
    """Return the protobuf of a model: a method up to 9.14, a property from 9.15 on."""
    return model.proto if hasattr(cp_model, "cmh") else model.Proto()


def encode(system: LinearSystem) -> cp_model.CpModel:
    """Return a CP-SAT model of a system: cliques and clauses as such, the rest as linear rows."""
    model = cp_model.CpModel()
    proto = proto_of(model)
    for top in system.upper.tolist():
        proto.variables.add().domain.extend((0, top))
    row = system.row_of_entry()
    count = system.row_count
    plain = (np.abs(system.coefs) == 1) & (system.upper[system.columns] == 1)
    unit = np.bincount(row, weights=~plain, minlength=count) == 0
    minus = np.bincount(row, weights=system.coefs < 0, minlength=count).astype(np.int64)
    size = np.diff(system.start)
    some = unit & (system.lo == 1 - minus)
    one = unit & (system.hi == 1 - minus)
    kinds = np.select(
        [some & one & (size > 0), some & (system.hi >= size - minus), one & (system.lo <= -minus)],
        [1, 2, 3],
        0,
    ).tolist()
    literals = np.where(system.coefs > 0, system.columns, -system.columns - 1).tolist()
    columns, coefs = system.columns.tolist(), system.coefs.tolist()
    starts, lows, highs = system.start.tolist(), system.lo.tolist(), system.hi.tolist()
    for k, kind in enumerate(kinds):
        a, b = starts[k], starts[k + 1]
        constraint = proto.constraints.add()
        if kind == 1:
            constraint.exactly_one.literals.extend(literals[a:b])
        elif kind == 2:
            constraint.bool_or.literals.extend(literals[a:b])
        elif kind == 3:
            constraint.at_most_one.literals.extend(literals[a:b])
        else:
            constraint.linear.vars.extend(columns[a:b])
            constraint.linear.coeffs.extend(coefs[a:b])
            low = INT_MIN if lows[k] <= -FREE else lows[k]
            constraint.linear.domain.extend((low, INT_MAX if highs[k] >= FREE else highs[k]))
    return model


def _set_objective(model: cp_model.CpModel, system: LinearSystem, terms: LevelTerms, floor: int) -> None:
    proto = proto_of(model)
    if terms.variables.size == 0:
        return
    proto.objective.vars.extend(terms.variables.tolist())
    proto.objective.coeffs.extend(terms.coefs.tolist())
    if floor > 0:
        most = int(np.maximum(terms.coefs, 0) @ system.upper[terms.variables])
        proto.objective.domain.extend((floor, max(floor, most)))


def _solver(settings: SolverSettings) -> cp_model.CpSolver:
    solver = cp_model.CpSolver()
    parameters = solver.parameters
    parameters.num_workers = settings.workers
    parameters.random_seed = settings.seed
    parameters.linearization_level = 2
    parameters.catch_sigint_signal = False
    parameters.relative_gap_limit = settings.gap
    parameters.cp_model_presolve = settings.presolve
    if settings.workers == 2 and not settings.light:
        # Two plain workers leave the bound to the default search: measured on a tour of 30 stops, 60 % of the
        # optimum after minutes. A tree search on the bound in the second place closes it.
        parameters.subsolvers[:] = ["default_lp", "lb_tree_search"]
    if settings.light:
        parameters.symmetry_level = 0
        parameters.cp_model_probing_level = 0
        # Sub-models are near-integral: cuts double their time and bring nothing, further rounds of presolve
        # neither (measured on 30 sub-models of 1,300 variables: 4.1 s with, 2.0 s without, same optima).
        parameters.cut_level = 0
        parameters.max_presolve_iterations = 1
        # All rows enter the LP at once: of 138 sub-models of first plans (460 variables) the mean falls from
        # 12.2 to 8.6 ms, of 151 later ones from 15.3 to 13.3; the same optima, one more proved.
        parameters.add_lp_constraints_lazily = False
    if settings.anew:
        parameters.use_sat_inprocessing = False  # once more from 8.6 to 7.6 ms
    if settings.deterministic_seconds is not None:
        parameters.max_deterministic_time = max(0.0, settings.deterministic_seconds)
    if settings.seconds is not None:
        parameters.max_time_in_seconds = max(0.0, settings.seconds)
    return solver


class _Watcher(cp_model.CpSolverSolutionCallback):
    """Turns the solver's callbacks into (value, bound)."""

    def __init__(self, report: Callable[[int | None, int], None], floor: int) -> None:
        super().__init__()
        self._report = report
        self._value: int | None = None
        self._bound = self._floor = floor

    def on_solution_callback(self) -> None:
        self._value = round(self.objective_value)
        self._report(self._value, self._bound)

    def on_bound(self, bound: float) -> None:
        self._bound = max(self._floor, _whole(bound))
        self._report(self._value, self._bound)


def _whole(bound: float) -> int:
    # Coefficients are integers, so the least value is one too: round up, but never past float noise.
    return int(-(-(bound - 1e-6) // 1)) if abs(bound) < 2**60 else -(2**60)
