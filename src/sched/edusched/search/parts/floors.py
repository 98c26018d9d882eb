"""What every plan of the whole costs at least, from what each session costs by itself.

A plan that leaves V unmet may leave out sessions that are owed no more than V together. How much that could
save is a knapsack, and its fractional relaxation (Dantzig 1957) is an upper limit of it: what is left is a
lower bound of the level in any plan that leaves no more unmet. Travel and all that hangs on several sessions
is not in it.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

import numpy as np

from edusched.compile.arrays import ints
from edusched.compile.problem import Problem
from edusched.domain.policy import Objective
from edusched.search.capacity.bound import session_charges
from edusched.search.capacity.owed import column_prices


@dataclass(frozen=True, slots=True)
class Floor:
    """What some sessions cost at least on a level.

    Attributes
    ----------
    base
        With all that are owed anything.
    saved
        For each of these that costs something: what is owed for it, and what it costs more to run than not.
    """

    base: int
    saved: tuple[tuple[int, int], ...]


def floors_of(problem: Problem, levels: Iterable[Objective]) -> dict[str, Any]:
    """Return what the sessions of a problem cost at least on each level, pinned ones apart; plain data."""
    if not problem.whole:
        return {}
    own = np.ones(problem.twin_of.size, dtype=np.bool_)
    own[problem.pinned] = False
    owed = column_prices(problem, Objective.OBLIGATIONS)[problem.not_run][own]
    found: dict[str, Any] = {}
    for level in levels:
        if level is Objective.OBLIGATIONS:
            continue
        runs, out = (charges[own] for charges in session_charges(problem, level))
        more = runs - out
        dear = (owed > 0) & (more > 0)
        base = np.where((owed > 0) | (more < 0), runs, out)
        if base.any():
            found[level.value] = [int(base.sum()), owed[dear].tolist(), more[dear].tolist()]
    return found


def floor(floors: Iterable[Floor], unmet: int) -> int:
    """Return what all sessions cost at least in any plan that leaves no more than ``unmet``."""
    every = list(floors)
    pairs = ints([number for each in every for pair in each.saved for number in pair]).reshape(-1, 2)
    owed, more = pairs[pairs[:, 0] <= unmet].T
    order = np.argsort(-more / np.maximum(owed, 1), kind="stable")
    room = np.cumsum(owed[order])
    whole = room <= unmet
    saved = int(more[order][whole].sum())
    if not whole.all():
        first = int(np.argmin(whole))
        left = unmet - (int(room[first - 1]) if first else 0)
        weight = int(owed[order[first]])
        saved += -(-int(more[order[first]]) * left // weight)
    return max(0, sum(each.base for each in every) - saved)
