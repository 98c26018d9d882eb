"""The most and the least loaded of some instructors: what the one teaches could go to the other."""

import numpy as np

from edusched.compile.arrays import Ints, ints
from edusched.search.neighbourhoods.people import able_instructors, taught_and_teachable
from edusched.search.neighbourhoods.situation import Situation, WholeBookings


class Uneven(WholeBookings):
    """The most and least loaded pair among those who could teach a painful session."""

    name = "uneven"

    def sessions(self, at: Situation, rng: np.random.Generator) -> Ints:
        """Return what the two teach, then what they could teach."""
        teaching = at.landscape.problem.teaching
        seed = at.draw(rng)
        able = able_instructors(at.landscape, seed)
        if able.size < 2:
            return ints([])
        _, rows = at.landscape.booked()
        people = len(at.landscape.problem.entities.instructors)
        load = np.bincount(teaching.who[rows], minlength=people)[able] + rng.random(able.size)
        pair = ints([int(able[np.argmax(load)]), int(able[np.argmin(load)])])
        return at.cut([seed, *taught_and_teachable(at.landscape, pair, rng)])
