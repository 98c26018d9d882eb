"""One programme that is short of a session, with nearly all its bookings open.

Ten sessions in a block of ten half-days are one puzzle: nine of them stand in the way of the tenth, and the
cheapest few bookings of each seldom hold a solution for all.
"""

import numpy as np

from edusched.compile.arrays import Ints
from edusched.compile.columns import NONE
from edusched.search.landscape import Landscape
from edusched.search.neighbourhoods.situation import Situation, WholeBookings


class OneProgramme(WholeBookings):
    """The sessions of one programme of which some does not run; a session alone where none is short."""

    name = "programme"
    breadth = 12.0

    def __init__(self) -> None:
        self._for: Landscape | None = None
        self._programmes: list[Ints] = []

    def sessions(self, at: Situation, rng: np.random.Generator) -> Ints:
        """Return the sessions of a programme that is short; where none is, a painful session alone."""
        if self._for is not at.landscape:
            self._for, self._programmes = at.landscape, _programmes(at.landscape)
        idle = (at.landscape.slots() == NONE) & ~at.taken
        short = [group for group in self._programmes if idle[group].any()]
        if not short:
            return at.resized(1).cut([at.draw(rng)])
        group = short[int(rng.integers(len(short)))]
        return at.resized(max(at.size, group.size)).cut(group.tolist())


def _programmes(landscape: Landscape) -> list[Ints]:
    """Return the sessions of each programme that somebody may move."""
    entities, twin_of = landscape.problem.entities, landscape.problem.twin_of
    found = [
        np.intersect1d(
            twin_of[[entities.session_index[name] for name in programme.sessions]], landscape.movers
        )
        for programme in sorted(entities.instance.programmes, key=lambda p: p.id)
    ]
    return [group for group in found if group.size > 1]
