"""Any sessions at all: keeps the search from going round in circles."""

import numpy as np

from edusched.compile.arrays import Ints
from edusched.search.neighbourhoods.situation import Situation, WholeBookings


class Scattered(WholeBookings):
    """A few sessions drawn evenly."""

    name = "scattered"

    def sessions(self, at: Situation, rng: np.random.Generator) -> Ints:
        """Return half the usual number: sessions with nothing in common are hard to move together."""
        movers = at.landscape.movers[~at.taken[at.landscape.movers]]
        few = max(2, at.size // 2)
        return at.resized(few).cut(rng.choice(movers, size=min(few, movers.size), replace=False).tolist())
