"""Which legs of tours a plan could use at all: those whose stops and nights are open or booked.

A network has arcs between all stops that are possible, a plan a few of them. A sub-model, or a plan whose
bookings are settled, needs the legs among its own stops only; all others stay at 0 by themselves.
"""

from dataclasses import dataclass

import numpy as np

from edusched.compile.arrays import Ints, Mask, distinct, ints, joined
from edusched.compile.problem import Problem
from edusched.compile.tours import DEPOT


@dataclass(frozen=True, slots=True)
class Ends:
    """The ends of legs, as variables.

    Attributes
    ----------
    tail, head : Ints, shape (columns,)
        Literal a leg leads from and to; ``DEPOT`` for the depot and for what is no leg.
    inputs, literals : Ints
        Column ``inputs[k]``, ascending, turns on the stop ``literals[k]``.
    """

    tail: Ints
    head: Ints
    inputs: Ints
    literals: Ints

    def live(self, on: Mask, columns: Ints) -> Mask:
        """Return which variables may be 1: those that are on, some free columns and the stops they turn on.

        Parameters
        ----------
        on : shape (variables,)
        """
        found = on.copy()
        found[columns] = True
        first, after = (np.searchsorted(self.inputs, columns, side=s) for s in ("left", "right"))
        for step in range(int((after - first).max(initial=0))):
            found[self.literals[(first + step)[first + step < after]]] = True
        return found

    def passable(self, names: Ints, live: Mask) -> Mask:
        """Tell of variables whether both their ends may be 1; of what is no leg it is always true."""
        found = np.ones(names.size, dtype=np.bool_)
        legs = names < self.tail.size
        for end in (self.tail[names[legs]], self.head[names[legs]]):
            found[legs] &= (end == DEPOT) | live[end]
        return found


def ends_of(problem: Problem) -> Ends | None:
    """Return the ends of the legs of a problem's tours; None where there are no tours."""
    tours = problem.tours
    if not tours:
        return None
    tail = np.full(problem.column_count, DEPOT, dtype=np.int64)
    head = tail.copy()
    for tour in tours:
        tail[tour.arc], head[tour.arc] = tour.tail, tour.head
    stops = distinct(joined([tour.stop for tour in tours]))
    derived = [literal for literal in stops.tolist() if literal in problem.derived]
    inputs = joined([problem.derived[literal] for literal in derived])
    literals = np.repeat(ints(derived), [problem.derived[literal].size for literal in derived])
    order = np.argsort(inputs, kind="stable")
    return Ends(tail, head, inputs[order], literals[order])
