"""A first plan by insertion: book session after session at its best free booking, worked out row by row.

Either what has most to lose by waiting comes first, or what may begin first. Sessions whose columns hang on
choices that insertion cannot see through (a block of days, a tour) are left to sub-models. Source: regret-k
insertion as in Ropke and Pisinger (2006), with the regrets worked out anew only when a session comes up.
"""

from collections.abc import Callable

import numpy as np

from edusched.compile.arrays import Ints, Mask, distinct, ints
from edusched.domain.policy import Objective
from edusched.search.landscape import Landscape

LOOKS = 2_000
"""Sessions looked at between two looks at the clock."""


def insert(
    landscape: Landscape,
    level: Objective,
    sessions: Mask,
    out_of_time: Callable[[], bool],
    *,
    by_window: bool = False,
) -> Ints:
    """Book sessions as far as there is room, each where it brings most on a level.

    What follows is left to be settled.

    Parameters
    ----------
    sessions : shape (sessions,)
        Insertable sessions to book; those that run already stay as they are.
    by_window
        First what may begin first, each session looked at once; by default first what has most to lose.

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
    price = np.stack([*(state.price_of(name) for name in state.caps), state.tied_price_of(level)], axis=1)
    table = walk_table(landscape, levels, price)
    at = table.position(sessions)
    caps = ints(list(state.caps.values()))
    pad = scratch(table.rows, table.cells, len(levels), seed=0)
    room = room_for(table.cells, at, again=not by_window)
    if by_window:
        waiting = np.flatnonzero(at.cell < 0)
        room.key[waiting[landscape.in_turn(at.session[waiting].astype(np.int64))]] = np.arange(
            -waiting.size, 0
        )
    while not out_of_time() and booked(table.rows, table.cells, at, caps, pad, room, LOOKS):
        pass
    values = state.values.copy()
    values[landscape.columns_of(np.flatnonzero(sessions))] = 0
    values[table.chosen(at)] = 1
    state.reset(values)
    landscape.refresh()
    return distinct(at.session[at.cell < 0])
