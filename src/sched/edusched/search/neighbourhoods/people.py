"""What one or two instructors teach, and what they could teach instead."""

import numpy as np

from edusched.compile.arrays import Ints, distinct, ints
from edusched.search.landscape import Landscape
from edusched.search.neighbourhoods.situation import Situation, WholeBookings


class People(WholeBookings):
    """The bookings of one or two instructors who could teach a painful session."""

    name = "people"

    def sessions(self, at: Situation, rng: np.random.Generator) -> Ints:
        """Return what they teach, then what they could teach."""
        seed = at.draw(rng)
        able = able_instructors(at.landscape, seed)
        if able.size == 0:
            return ints([])
        chosen = rng.choice(able, size=min(2, able.size), replace=False)
        return at.cut([seed, *taught_and_teachable(at.landscape, chosen, rng)])


def able_instructors(landscape: Landscape, session: int) -> Ints:
    """Return the instructors who could teach a session."""
    teaching = landscape.problem.teaching
    first = np.searchsorted(teaching.session, [session, session + 1])
    return distinct(teaching.who[first[0] : first[1]])


def taught_and_teachable(landscape: Landscape, people: Ints, rng: np.random.Generator) -> list[int]:
    """Return the sessions some instructors teach, then those they could teach, each in random order."""
    teaching, (_, rows) = landscape.problem.teaching, landscape.booked()
    now = rows[np.isin(teaching.who[rows], people)]
    _, at = landscape.teachable.entries(people)
    taught = rng.permutation(distinct(teaching.session[now])).tolist()
    could = rng.permutation(distinct(landscape.teachable.row[at])).tolist()
    return [*taught, *could]
