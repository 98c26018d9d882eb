"""One programme that is short of a session, with all its sessions looking at the same week.

Ten sessions in a block of ten half-days are one puzzle: nine of them stand in the way of the tenth, and the
cheapest few bookings of each seldom hold a solution for all.
"""

import numpy as np

from edusched.compile.arrays import Ints
from edusched.compile.columns import NONE
from edusched.search.neighbourhoods.situation import Situation, WholeBookings


class OneProgramme(WholeBookings):
    """The sessions of one programme of which some does not run; a session alone where none is short."""

    name = "programme"
    breadth = 2.0
    together = True

    def sessions(self, at: Situation, rng: np.random.Generator) -> Ints:
        """Return the sessions of a programme that is short; where none is, a painful session alone."""
        idle = (at.landscape.slots() == NONE) & ~at.taken
        short = [group for group in at.landscape.programmes if idle[group].any()]
        if not short:
            return at.resized(1).cut([at.draw(rng)])
        group = short[int(rng.integers(len(short)))]
        return at.resized(max(at.size, group.size)).cut(group.tolist())
