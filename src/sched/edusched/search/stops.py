"""Book stops of mobile units one by one, each where it lengthens a tour least, first who has most to lose.

Each booking is a sub-model of its own with one start and place to choose, so that whatever a rule says of it
is looked at by the solver. Nights away are left to later sub-models. Source: regret insertion for vehicle
routes, Potvin and Rousseau (1993).
"""

from collections.abc import Callable

import numpy as np

from edusched.compile.arrays import Ints, Mask, ints
from edusched.search.detours import NO_WAY
from edusched.search.improve import Improver
from edusched.search.landscape import Landscape


def stop_sessions(landscape: Landscape) -> Mask:
    """Return the sessions that run at stops only and belong to no programme, shape (sessions,)."""
    problem, detours = landscape.problem, landscape.detours
    found = np.zeros(problem.twin_of.size, dtype=np.bool_)
    if detours is not None:
        found[problem.placing.session] = True
        found[problem.placing.session[detours.stop < 0]] = False
        found[problem.pinned] = False
        programmes = problem.instance.programme_of
        found &= np.array([s.id not in programmes for s in problem.entities.sessions], dtype=np.bool_)
    return found


def book_stops(search: Improver, sessions: Mask, out_of_time: Callable[[], bool]) -> int:
    """Book sessions at stops as far as there is room and time; return how many."""
    landscape, state = search.landscape, search.state
    problem, detours = landscape.problem, landscape.detours
    if detours is None:
        return 0
    price = state.price_of(search.level).copy()
    for level in state.model.levels:
        price += state.price_of(level) if level is not search.level else 0
    rows = np.flatnonzero(sessions[problem.placing.session])
    session, day = problem.placing.session[rows], problem.entities.slot_day[problem.placing.slot[rows]]
    begins = np.searchsorted(session, np.arange(sessions.size + 1))
    cost = np.full(rows.size, NO_WAY, dtype=np.int64)
    shut = np.zeros(rows.size, dtype=np.bool_)
    waiting = sessions & (landscape.slots() < 0)

    def look(at: Ints) -> None:
        booked, _ = landscape.booked()
        there = rows[at]
        cost[at] = np.minimum(detours.added(there, booked, state.values, price), NO_WAY)
        idle = landscape.chosen(np.flatnonzero(waiting))
        cost[at[shut[at] | state.blocked(problem.placing.column[there], idle)]] = NO_WAY

    look(np.flatnonzero(waiting[session]))
    count = 0
    while not (out_of_time() or search.interrupt.pulled):
        k = _next(cost, session, day, begins, waiting)
        if k is None:
            break
        at = int(begins[k] + np.argmin(cost[begins[k] : begins[k + 1]]))
        column = int(problem.placing.column[rows[at]])
        cell = landscape.cell_of[column]
        mine = landscape.columns_of(ints([k]))
        search.solve_columns(ints([k]), np.sort(mine[np.isin(landscape.cell_of[mine], [cell, -1])]))
        if state.values[column] == 0:
            shut[at], cost[at] = True, NO_WAY
            continue
        waiting[k] = False
        count += 1
        look(np.flatnonzero(waiting[session] & (day == day[at])))
    return count


def _next(cost: Ints, session: Ints, day: Ints, begins: Ints, waiting: Mask) -> int | None:
    """Return the waiting session that would lose most if its best day were taken; None if none has a way."""
    there = np.flatnonzero(np.diff(begins) > 0)
    best = np.full(waiting.size, NO_WAY, dtype=np.int64)
    best[there] = np.minimum.reduceat(cost, begins[there])
    best_day = np.full(waiting.size, -1, dtype=np.int64)
    at = np.flatnonzero(cost == best[session])
    best_day[session[at[::-1]]] = day[at[::-1]]
    second = np.full(waiting.size, NO_WAY, dtype=np.int64)
    elsewhere = np.where(day == best_day[session], NO_WAY, cost)
    second[there] = np.minimum.reduceat(elsewhere, begins[there])
    able = np.flatnonzero(waiting & (best < NO_WAY))
    if able.size == 0:
        return None
    order = np.lexsort((able, -best[able], best[able] - second[able]))
    return int(able[order[0]])
