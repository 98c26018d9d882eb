"""A lower bound from the LP of a system, by PDLP, made safe.

PDLP's answer is approximate, so only its dual point is used: any dual point y proves sum_i (y_i >= 0 ? lo_i
: hi_i) y_i + sum_j min(0, c_j - (A'y)_j) upper_j, because every variable lies in a box. That number is
worked out here, with a margin for float rounding, and holds however badly PDLP did. Source: Neumaier and
Shcherbina (2004), safe bounds in linear and mixed-integer programming.
"""

from typing import Literal

import numpy as np
from numpy.typing import NDArray
from ortools.linear_solver.python import model_builder_helper as mbh

from edusched.compile.table import FREE
from edusched.model.system import LevelTerms, LinearSystem

ROUNDING_MARGIN = 1e-9
"""Relative margin for the float sums of the safe bound; a double keeps 53 bits."""


class LpBound:
    """The LP bound of one level over one system; ``stop`` may be called from any thread.

    Attributes
    ----------
    reduced_costs : shape (variables,), or None
        What a unit of each variable costs beyond the dual prices, from the last solve: a guide, no proof.
    duals : shape (rows,), or None
        Of the last solve.

    Parameters
    ----------
    solver
        ``pdlp`` for large systems, ``glop`` for those it solves in a moment; neither is believed.
    """

    def __init__(
        self, system: LinearSystem, terms: LevelTerms, *, solver: Literal["pdlp", "glop"] = "pdlp"
    ) -> None:
        self._system, self._terms, self._name = system.merged(), terms, solver
        self._solver = mbh.ModelSolverHelper(solver)
        self.reduced_costs: NDArray[np.float64] | None = None
        self.duals: NDArray[np.float64] | None = None

    def stop(self) -> None:
        """End the solve as soon as possible; the bound is then whatever its last dual point proves."""
        self._solver.interrupt_solve()

    def solve(self, seconds: float, *, iterations: int = 200_000, tolerance: float = 1e-5) -> int | None:
        """Return a lower bound of ``sum(coef x variable)``, rounded up; None without a dual point."""
        model = self._model()
        self._solver.set_time_limit_in_seconds(max(0.1, seconds))
        if self._name == "pdlp":
            self._solver.set_solver_specific_parameters(
                "num_threads: 1 termination_criteria { simple_optimality_criteria { "
                f"eps_optimal_absolute: 1e-3 eps_optimal_relative: {tolerance} }} "
                f"iteration_limit: {iterations} }}"
            )
        self._solver.solve(model)
        if not self._solver.has_solution():
            return None
        duals = np.asarray(self._solver.dual_values(), dtype=float)
        if duals.size != self._system.row_count:
            return None
        self.duals = duals
        bound, self.reduced_costs = safe_bound(self._system, self._terms, duals)
        # Amounts that are never negative do not add up to less than nothing.
        return bound if bool((self._terms.coefs < 0).any()) else max(0, bound)

    def _model(self) -> mbh.ModelBuilderHelper:
        system, model = self._system, mbh.ModelBuilderHelper()
        for top in system.upper.tolist():
            column = model.add_var()
            model.set_var_lower_bound(column, 0.0)
            model.set_var_upper_bound(column, float(top))
        for column, coef in zip(self._terms.variables.tolist(), self._terms.coefs.tolist(), strict=True):
            model.set_var_objective_coefficient(column, float(coef))
        columns, coefs = system.columns.tolist(), system.coefs.tolist()
        starts, lows, highs = system.start.tolist(), system.lo.tolist(), system.hi.tolist()
        for k in range(system.row_count):
            row = model.add_linear_constraint()
            if lows[k] > -FREE:
                model.set_constraint_lower_bound(row, float(lows[k]))
            if highs[k] < FREE:
                model.set_constraint_upper_bound(row, float(highs[k]))
            for entry in range(starts[k], starts[k + 1]):
                model.add_term_to_constraint(row, columns[entry], float(coefs[entry]))
        return model


def safe_bound(
    system: LinearSystem, terms: LevelTerms, duals: NDArray[np.float64]
) -> tuple[int, NDArray[np.float64]]:
    """Return the lower bound a dual point proves, rounded up to an integer, and the reduced costs.

    Parameters
    ----------
    duals : shape (rows,)
        Any numbers; a better point proves a better bound.
    """
    usable = np.where(duals > 0, system.lo > -FREE, system.hi < FREE) & np.isfinite(duals)
    y = np.where(usable, duals, 0.0)
    side = np.where(y > 0, system.lo, np.where(y < 0, system.hi, 0)).astype(float)
    cost = np.zeros(system.upper.size)
    cost[terms.variables] = terms.coefs
    pull = np.bincount(system.columns, weights=system.coefs * y[system.row_of_entry()], minlength=cost.size)
    reduced = cost - pull
    gain = np.minimum(0.0, reduced) * system.upper
    total = float(side @ y + gain.sum())
    scale = float(np.abs(side * y).sum() + np.abs(gain).sum())
    return int(np.ceil(total - ROUNDING_MARGIN * scale - 1e-6)), reduced
