"""A first plan: sub-models for what hangs together, insertion for the rest."""

from collections.abc import Callable

import numpy as np

from edusched.compile.arrays import Ints, Mask, grouped, ints
from edusched.search.improve import Improver
from edusched.search.insertion import insert
from edusched.search.landscape import Landscape
from edusched.search.stops import book_stops, stop_sessions

GROUP_SIZE = 1
"""Sessions without a programme that are taken up at a time, those that are alike counted. Measured on 240
sessions of a county, 69 open: 107 groups of one take 1.8 s, 28 of eight 4.0 s and leave more unmet."""
LEAST_INSERTED = 500
"""Fewer sessions are left to sub-models: the first insertion on a machine waits 25 s for its compiler."""
SESSION_COLUMNS = 40
"""Columns a group opens for each of its sessions."""


def construct(search: Improver, out_of_time: Callable[[], bool]) -> str:
    """Book what can be booked.

    Sessions that hang together in ways insertion cannot see through come first, in groups by sub-models:
    programmes, the tightest first, then the rest by window. Stops of mobile units follow, then all others,
    one by one.

    Returns
    -------
    str
        What was done, in words.
    """
    landscape = search.landscape
    plain = landscape.plain
    if int(landscape.problem.times[plain].sum()) < LEAST_INSERTED or "insertion" in search.without:
        plain = np.zeros_like(plain)
    stops = stop_sessions(landscape) if "insertion" not in search.without else np.zeros_like(plain)
    groups = _groups(landscape, plain | stops)
    words = []
    for sessions in groups:
        if out_of_time() or search.interrupt.pulled:
            break
        search.solve_sessions(sessions, SESSION_COLUMNS * int(landscape.problem.times[sessions].sum()))
    if groups:
        words.append(f"{len(groups)} groups by sub-models")
    if stops.any():
        words.append(f"{book_stops(search, stops, out_of_time)} stops inserted")
    if plain.any():
        insert(landscape, search.level, plain, out_of_time)
        words.append(f"{int(landscape.problem.times[plain].sum())} sessions inserted")
    return ", ".join(words)


def _groups(landscape: Landscape, plain: Mask) -> list[Ints]:
    entities, placing = landscape.problem.entities, landscape.problem.placing
    count = landscape.problem.twin_of.size
    options = np.bincount(placing.session, minlength=count)
    first = np.full(count, entities.horizon.slot_count, dtype=np.int64)
    np.minimum.at(first, placing.session, placing.slot)
    pinned = set(landscape.problem.pinned.tolist())
    in_programme = entities.instance.programme_of
    programmes = [
        ints(sorted({entities.session_index[s] for s in programme.sessions} - pinned))
        for programme in sorted(entities.instance.programmes, key=lambda p: p.id)
    ]
    programmes = [group for group in programmes if group.size]
    programmes.sort(key=lambda group: (int(options[group].sum()) / group.size, int(group[0])))
    single = [
        (int(first[k]), int(options[k]), int(k))
        for k in landscape.movers
        if not plain[k] and entities.sessions[k].id not in in_programme
    ]
    rest = [k for _, _, k in sorted(single)]
    number = np.cumsum(landscape.problem.times[rest]) // GROUP_SIZE
    return programmes + [np.sort(ints(rest)[at]) for _, at in grouped(number)]
