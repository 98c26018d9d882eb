"""A first plan by regret insertion: book what has most to lose by waiting, at its best free booking.

Sessions whose columns hang on choices that insertion cannot see through (a block of days, a tour, who
attends) are left to sub-models. Source: regret-k insertion as in Ropke and Pisinger (2006), with the regrets
worked out anew only when a session comes up.
"""

from collections.abc import Callable

import numpy as np

from edusched.compile.arrays import Ints, Mask, distinct, ints
from edusched.domain.policy import Objective
from edusched.search.landscape import Landscape

LOOKS = 2_000
"""Sessions looked at between two looks at the clock."""


def insert(landscape: Landscape, level: Objective, sessions: Mask, out_of_time: Callable[[], bool]) -> Ints:
    """Book sessions as far as there is room, each where it brings most on a level.

    What follows is left to be settled.

    Parameters
    ----------
    sessions : shape (sessions,)
        Plain sessions to book; those that run already stay as they are.

    Returns
    -------
    Ints
        The sessions that did not find room (or time) for all their bookings.
    """
    # Compiled on first use, which can take seconds.
    from edusched.search.walk.effects import scratch
    from edusched.search.walk.insert import insert as booked
    from edusched.search.walk.insert import room_for
    from edusched.search.walk.table import walk_table

    state = landscape.state
    levels = (*state.caps, level)
    table = walk_table(landscape, levels)
    at = table.position(sessions)
    caps = ints(list(state.caps.values()))
    pad, room = scratch(table.rows, table.cells, len(levels), seed=0), room_for(table.cells, at)
    while not out_of_time() and booked(table.rows, table.cells, at, caps, pad, room, LOOKS):
        pass
    values = state.values.copy()
    values[landscape.columns_of(np.flatnonzero(sessions))] = 0
    values[table.chosen(at)] = 1
    state.reset(values)
    landscape.refresh()
    return distinct(at.session[at.cell < 0])
