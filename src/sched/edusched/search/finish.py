"""Close the last gap: fix what no better plan can use, and give the rest to CP-SAT as a whole.

A dual point with bound b proves that a plan which uses a column of reduced cost d costs b + d at least. With
a plan of value v in hand, columns with d > v - b are out of every better plan, and columns with d < b - v are
in it. What is left is often small enough to be solved to the end. Source: reduced cost fixing, Dantzig,
Fulkerson and Johnson (1954).
"""

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from edusched.compile.arrays import Ints
from edusched.model.cp_sat import Interrupt, SolverSettings, solve_system
from edusched.model.system import LevelTerms, LinearSystem

MOST_COLUMNS = 12_000
"""Decision columns left above which it is not tried."""


@dataclass(frozen=True, slots=True)
class Finished:
    """What came of it.

    Attributes
    ----------
    values : values of all variables of the best plan
    bound : lower bound of the level over all plans, as a sum of its terms
    left : decision columns that were left to decide
    deterministic_seconds : time spent
    """

    values: Ints
    bound: int
    left: int
    deterministic_seconds: float


def finish(  # noqa: PLR0913, PLR0917 - what a proof stands on
    system: LinearSystem,
    terms: LevelTerms,
    values: Ints,
    proof: tuple[int, NDArray[np.float64]],
    decisions: int,
    settings: SolverSettings,
    interrupt: Interrupt,
    on_change: Callable[[int | None, int], None],
) -> Finished | None:
    """Fix by reduced costs and solve what is left; None where too much is left.

    Parameters
    ----------
    values : shape (variables,)
        A plan that holds.
    proof
        Bound and reduced costs of one dual point of the same system and level.
    on_change
        Told of value and bound of the whole level, as sums of its terms.
    """
    bound, reduced = proof
    value = int(terms.coefs @ values[terms.variables])
    gap = value - bound
    # The bound was rounded up by less than one unit, which the strict comparison gives back.
    shut = (reduced > gap + 1e-6) & (values == 0)
    must = (reduced < -gap - 1e-6) & (values == system.upper)
    free = ~(shut | must)
    left = int(free[:decisions].sum())
    if gap <= 0 or left > MOST_COLUMNS:
        return None
    rest, names = system.restricted(free, values)
    place = np.full(values.size, -1, dtype=np.int64)
    place[names] = np.arange(names.size)
    mine = place[terms.variables] >= 0
    inside = LevelTerms(place[terms.variables[mine]], terms.coefs[mine], 1, 0)
    held = value - int(inside.coefs @ values[names][inside.variables])

    def tell(found: int | None, proved: int) -> None:
        on_change(None if found is None else found + held, max(bound, proved + held))

    answer = solve_system(
        rest,
        inside,
        settings,
        hint=values[names],
        floor=max(0, bound - held),
        interrupt=interrupt,
        on_change=tell,
    )
    better = values.copy()
    if answer.values is not None:
        better[names] = answer.values
    proved = bound if answer.values is None else max(bound, answer.bound + held)
    return Finished(better, proved, left, answer.deterministic_seconds)
