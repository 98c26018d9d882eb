"""What is booked at one venue, mobile unit or platform about a time, and what could be booked there."""

import numpy as np

from edusched.compile.arrays import Ints, distinct, ints
from edusched.compile.entities import Entities
from edusched.search.neighbourhoods.situation import Situation, WholeBookings


class Places(WholeBookings):
    """The bookings of one venue, mobile unit or platform."""

    name = "places"

    def sessions(self, at: Situation, rng: np.random.Generator) -> Ints:
        """Return what is booked there, nearest in time first, then what could be."""
        land, placing = at.landscape, at.landscape.problem.placing
        seed = at.draw(rng)
        first = np.searchsorted(placing.session, [seed, seed + 1])
        options = placing.place[first[0] : first[1]]
        if options.size == 0:
            return ints([])
        owner = owners(land.problem.entities)
        here = np.flatnonzero(owner == owner[int(rng.choice(options))])
        rows, _ = land.booked()
        now = rows[np.isin(placing.place[rows], here)]
        centre = int(rng.choice(placing.slot[first[0] : first[1]]))
        near = np.argsort(np.abs(placing.slot[now] - centre) + rng.random(now.size), kind="stable")
        _, entries = land.placeable.entries(here)
        could = rng.permutation(distinct(land.placeable.row[entries]))
        return at.cut([seed, *placing.session[now[near]].tolist(), *could.tolist()])


def owners(entities: Entities) -> Ints:
    """Return the number of the venue, mobile unit or platform that owns each place."""
    number: dict[tuple[str, str], int] = {}
    return ints(
        [number.setdefault((info.delivery.value, info.owner.id), len(number)) for info in entities.places]
    )
