"""Times and places stay, people are assigned anew: large, because little is left to choose."""

import numpy as np

from edusched.compile.arrays import Ints
from edusched.search.neighbourhoods.situation import Situation
from edusched.search.neighbourhoods.window import Window

MORE = 4


class StartsFixed:
    """Who teaches what, over a stretch of days; starts and places as they are."""

    name = "starts-fixed"
    breadth = 1.0
    together = False

    def sessions(self, at: Situation, rng: np.random.Generator) -> Ints:
        """Return the sessions about a time."""
        return Window().sessions(at.resized(MORE * at.size), rng)

    def kept(self, at: Situation, columns: Ints) -> Ints:
        """Keep the staff columns where their sessions are booked, and what is in use."""
        land = at.landscape
        placing = land.problem.placing
        rows, _ = land.booked()
        here = np.isin(land.cell_of[columns], land.cell_of[placing.column[rows]])
        return columns[(here & (columns >= placing.size)) | (land.state.values[columns] > 0)]
