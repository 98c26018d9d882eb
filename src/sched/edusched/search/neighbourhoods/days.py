"""What happens on two days, for many sessions at once: only bookings on those days may change.

Curriculum timetables are improved most by pairs of days with many courses (measured on ITC-2007): a session
with several bookings keeps those on other days.
"""

import numpy as np

from edusched.compile.arrays import Ints, distinct, ints
from edusched.compile.columns import NONE
from edusched.search.neighbourhoods.situation import Situation

MORE = 4
"""Times the usual number of sessions: few of each session's columns are on two days."""


class Days:
    """Two days, many sessions; everything on other days stays."""

    name = "days"
    breadth = 1.0
    together = False

    def __init__(self) -> None:
        self._days: Ints = ints([])

    def sessions(self, at: Situation, rng: np.random.Generator) -> Ints:
        """Return sessions booked on two days near each other in the plan."""
        land = at.landscape
        day_of = land.problem.entities.slot_day
        placing = land.problem.placing
        rows, _ = land.booked()
        session, day = placing.session[rows], day_of[placing.slot[rows]]
        if session.size == 0:
            return ints([])
        seed = at.draw(rng)
        mine = day[session == seed]
        first = int(rng.choice(mine if mine.size else day))
        busy = distinct(day)
        near = busy[(np.abs(busy - first) <= 7) & (busy != first)]
        self._days = ints([first, int(rng.choice(near))] if near.size else [first])
        there = distinct(session[np.isin(day, self._days)])
        idle = land.movers[land.slots()[land.movers] == NONE]
        rest = rng.permutation(np.concatenate([there, idle])).tolist()
        return at.resized(MORE * at.size).cut([seed, *rest])

    def kept(self, at: Situation, columns: Ints) -> Ints:
        """Keep the columns on the two days, and those without a day."""
        slot = at.landscape.slot_of[columns]
        day = np.where(slot == NONE, NONE, at.landscape.problem.entities.slot_day[np.maximum(slot, 0)])
        kept: Ints = columns[(slot == NONE) | np.isin(day, self._days)]
        return kept
