"""People stay, times and places move: each session keeps its instructors."""

import numpy as np

from edusched.compile.arrays import Ints, distinct
from edusched.search.neighbourhoods.conflict import Conflict
from edusched.search.neighbourhoods.situation import Situation

MORE = 2


class StaffFixed:
    """When and where, with the people who teach now."""

    name = "staff-fixed"
    breadth = 1.0
    together = False

    def sessions(self, at: Situation, rng: np.random.Generator) -> Ints:
        """Return sessions that compete for slots."""
        return Conflict().sessions(at.resized(MORE * at.size), rng)

    def kept(self, at: Situation, columns: Ints) -> Ints:
        """Keep the staff columns of people who teach the session now, and all other columns."""
        land, teaching = at.landscape, at.landscape.problem.teaching
        first, end = land.problem.placing.size, land.problem.placing.size + teaching.size
        staff = (columns >= first) & (columns < end)
        row = columns[staff] - first
        people = len(land.problem.entities.instructors)
        _, on = land.booked()
        now = distinct(teaching.session[on] * people + teaching.who[on])
        stays = np.ones(columns.size, dtype=np.bool_)
        mine = teaching.session[row] * people + teaching.who[row]
        runs = np.isin(teaching.session[row], teaching.session[on])
        stays[staff] = np.isin(mine, now) | ~runs
        return columns[stays]
