"""What a stop more adds to the tours of a plan: the way there and on, less the way it replaces.

Source: the insertion cost of Rosenkrantz, Stearns and Lewis (1977), read from the legs of the model and their
prices, so nothing is known here of speeds or rules. A leg that is not there cannot be driven.
"""

from dataclasses import dataclass, field

import numpy as np

from edusched.compile.arrays import Ints, ints, joined
from edusched.compile.columns import NONE
from edusched.compile.problem import Problem
from edusched.compile.tours import DEPOT
from edusched.model.ends import Ends

NO_WAY = 2**40
"""Price of a leg that cannot be driven."""


@dataclass(slots=True)
class Detours:
    """Tours of the present plan, as far as inserting stops goes.

    Attributes
    ----------
    stop : Ints, shape (rows of ``placing``,)
        Stop literal of each place column, ``NONE`` where it is at no stop.
    time : Ints, shape (rows of ``placing``,)
        Mobile unit, day and period in one number, rising in time; ``NONE`` likewise.
    """

    problem: Problem
    ends: Ends
    stop: Ints = field(init=False)
    time: Ints = field(init=False)
    _leg: Ints = field(init=False)
    _column: Ints = field(init=False)
    _width: int = field(init=False)
    _morning: Ints = field(init=False)

    def __post_init__(self) -> None:
        problem, placing = self.problem, self.problem.placing
        slots = problem.horizon.slot_count
        mine = problem.entities.location_unit[placing.location]
        self.stop = np.where(mine >= 0, placing.column, NONE)
        self.stop[self.ends.inputs] = self.ends.literals
        self.time = np.where(mine >= 0, mine * slots + placing.slot, NONE)
        tours = problem.tours
        tail, head = (joined([getattr(t, end) for t in tours]) - DEPOT for end in ("tail", "head"))
        column = joined([t.arc for t in tours])
        self._width = problem.column_count + 1
        leg = tail * self._width + head
        order = np.argsort(leg, kind="stable")
        self._leg, self._column = leg[order], column[order]
        a_day = len(problem.horizon.periods)
        self._morning = problem.nights.unit * slots + (problem.nights.day + 1) * a_day

    def added(self, rows: Ints, booked: Ints, values: Ints, price: Ints) -> Ints:
        """Return what each of some place columns would add to the tours.

        Parameters
        ----------
        rows : rows of ``placing`` at stops
        booked : rows of ``placing`` that stay booked
        values, price : shape (variables,)

        Returns
        -------
        Ints
            ``NO_WAY`` and more where the unit cannot get there and back.
        """
        a_day = len(self.problem.horizon.periods)
        booked = booked[self.stop[booked] >= 0]
        order = np.argsort(self.time[booked], kind="stable")
        held, literal = self.time[booked][order], self.stop[booked][order]
        nights = self.problem.nights.column
        on = np.flatnonzero(values[nights])
        slept = dict(zip(self._morning[on].tolist(), nights[on].tolist(), strict=True))
        time, here = self.time[rows], self.stop[rows]
        day = time // a_day * a_day
        after = np.searchsorted(held, time, side="right")
        before = np.searchsorted(held, time, side="left")
        woken = ints([slept.get(morning, DEPOT) for morning in day.tolist()])
        padded = np.concatenate([literal, [DEPOT]])
        padded_time = np.concatenate([held, [-a_day]])
        first, last = padded[before - 1], padded[np.minimum(after, literal.size)]
        has_first = (before > 0) & (padded_time[before - 1] >= day)
        has_last = (after < literal.size) & (padded_time[np.minimum(after, literal.size)] < day + a_day)
        tail, head = np.where(has_first, first, woken), np.where(has_last, last, DEPOT)
        whole = self._price(tail, here, price) + self._price(here, head, price)
        found = whole - self._price(tail, head, price, missing=0)
        taken = after > before
        same = taken & (padded[before] == here)
        return np.where(same, 0, np.where(taken, NO_WAY, found))

    def _price(self, tail: Ints, head: Ints, price: Ints, missing: int = NO_WAY) -> Ints:
        leg = (tail - DEPOT) * self._width + head - DEPOT
        at = np.minimum(np.searchsorted(self._leg, leg), self._leg.size - 1)
        return np.where(self._leg[at] == leg, price[self._column[at]], missing)
