"""The sessions nearest in time to a painful one, and idle ones that could run about then."""

import numpy as np

from edusched.compile.arrays import Ints, ints
from edusched.compile.columns import NONE
from edusched.search.neighbourhoods.situation import Situation, WholeBookings


class Window(WholeBookings):
    """A stretch of days, over all places."""

    name = "window"

    def sessions(self, at: Situation, rng: np.random.Generator) -> Ints:
        """Return sessions in order of their distance in time to a drawn one."""
        land = at.landscape
        slots = land.slots()
        seed = at.draw(rng)
        own = land.slot_of[land.columns_of(ints([seed]))]
        own = own[own != NONE]
        centre = slots[seed] if slots[seed] != NONE else (int(rng.choice(own)) if own.size else 0)
        distance = np.abs(np.where(slots == NONE, centre, slots) - centre) + rng.random(slots.size) * 3
        return at.cut([seed, *np.argsort(distance, kind="stable").tolist()])
