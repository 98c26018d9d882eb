"""A painful session, those that hold what it could use more cheaply, those that hold theirs, and so on.

Sub-models connected through what their sessions compete for find most (SOLVER notes: at 160,000 sessions
three in four improve, of random windows one in four).
"""

import numpy as np

from edusched.compile.arrays import Ints, ints
from edusched.search.neighbourhoods.situation import Situation, WholeBookings

BREADTH = 10
"""Rivals taken up for one session at most: wider, and the neighbourhood is a star."""


class Conflict(WholeBookings):
    """Sessions that compete for the same slots of people and places."""

    name = "conflict"

    def sessions(self, at: Situation, rng: np.random.Generator) -> Ints:
        """Return a painful session and its rivals, breadth first."""
        land = at.landscape
        queue = [at.draw(rng)]
        seen = set(queue)
        count = 0
        for session in queue:
            count += int(land.problem.times[session])
            if count >= at.size:
                break
            fresh = [s for s in land.rivals(self._wanted(at, session)).tolist() if s not in seen]
            for rival in rng.permutation(fresh)[:BREADTH].tolist() if fresh else []:
                seen.add(int(rival))
                queue.append(int(rival))
        return at.filled(queue, rng)

    def _wanted(self, at: Situation, session: int) -> Ints:
        """Return the columns that would make a session cheaper than it is, or its cheapest quarter."""
        columns = at.landscape.columns_of(ints([session]))
        columns = columns[at.landscape.cell_of[columns] >= 0]
        if columns.size == 0:
            return columns
        worth = at.worth[columns]
        now = worth[at.landscape.state.values[columns] > 0]
        limit = float(np.quantile(worth, 0.25))
        if now.size:
            limit = min(limit, float(now.max())) if worth.min() < now.max() else limit
        return columns[worth <= limit]
