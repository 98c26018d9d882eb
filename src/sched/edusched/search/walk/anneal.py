"""The walk as a search: one cooling walk a core, from the present plan; the best plan any of them saw.

Source: Kirkpatrick, Gelatt and Vecchi (1983); Bellio et al. (2016) for curriculum timetables, where single
moves under slow cooling are still ahead of everything else.
"""

import math
import threading
from collections.abc import Callable
from dataclasses import dataclass

import numpy as np

from edusched.compile.arrays import Ints, ints
from edusched.domain.policy import Objective
from edusched.search.landscape import NOBODY, Landscape

CHUNK = 20_000
"""Moves between two looks at the clock."""
LOOK_SECONDS, PATIENCE_SECONDS = 0.1, 1.0
"""How often the walkers are looked at, and how long they are waited for at the end."""
MOVES_A_SECOND = 100_000
"""Moves a deterministic run makes for each second it is given."""
WALKERS = 2
"""Walks of a deterministic run, whatever the number of workers."""
ALIKE, COLD = 4.0, 0.12
"""First temperature: the median price, once more for each so many priced literals a booking; last one: by the
smallest price (measured on ITC-2007)."""
MOST_COLUMNS = 600_000
"""Decision columns up to which a walk is made: each walker holds tables of its own."""


@dataclass(frozen=True, slots=True)
class Walked:
    """What came of the walks.

    Attributes
    ----------
    values : values of all variables of the best plan seen, None when none is better than the start; derived
        literals, switches and slacks are left as they were and have to be settled
    failures : names of the errors that ended a walk
    """

    values: Ints | None
    failures: tuple[str, ...] = ()


def suits(landscape: Landscape, level: Objective) -> bool:
    """Tell whether a walk is worth its time on a level.

    It is where nine sessions in ten can be moved by hand, and most prices hang on many columns together
    (gaps, days, rooms used): single moves see those exactly, an LP hardly.
    """
    state, movers = landscape.state, landscape.movers
    if state.model.decision_count > MOST_COLUMNS:
        return False
    if 10 * int(landscape.plain[movers].sum()) < 9 * movers.size:
        return False
    priced = int(((landscape.session_of == NOBODY) & (state.price_of(level) > 0)).sum())
    return priced > 0 and priced >= int(landscape.problem.times.sum())


def temperatures(landscape: Landscape, level: Objective) -> tuple[float, float]:
    """Return the first and last temperature for a level.

    The more prices hang on a booking, the higher are the walls around it.
    """
    price, bookings = landscape.state.price_of(level), int(landscape.problem.times.sum())
    prices = price[(landscape.session_of == NOBODY) & (price > 0)]
    if prices.size == 0:
        return 1.0, 0.1
    warm = float(np.median(prices)) * (1 + prices.size / (ALIKE * max(1, bookings)))
    return warm, COLD * float(prices.min())


def anneal(
    landscape: Landscape,
    level: Objective,
    walkers: int,
    seed: int,
    progress: Callable[[], float],
    enough: Callable[[int], bool],
    *,
    moves: int | None = None,
) -> Walked:
    """Walk from the present plan. A walk that fails is told of and costs nothing but itself.

    Parameters
    ----------
    progress
        How much of the time is used, 0 to 1; the walk cools with it and ends at 1.
    enough
        Whether a value of the level is good enough to stop.
    moves
        Moves of each walker; then progress is counted in moves, and the same for any machine.
    """
    from edusched.search.walk.table import copied, walk_table

    state = landscape.state
    levels = (*state.caps, level)
    table = walk_table(landscape, levels)
    start = table.position(landscape.plain)
    caps = ints(list(state.caps.values()))
    warm, cold = temperatures(landscape, level)
    bests = [copied(start) for _ in range(walkers)]
    lock = threading.Lock()
    known = [int(start.total[-1])]

    failures: list[str] = []

    def run(number: int) -> None:
        try:
            walk_on(number)
        except Exception as error:  # noqa: BLE001 - the plan in hand must outlive whatever goes wrong here
            failures.append(type(error).__name__)

    def walk_on(number: int) -> None:
        # Compiled on first use, which can take seconds: here, so that whoever waits can give up.
        from edusched.search.walk.effects import scratch
        from edusched.search.walk.kernel import walk

        at, best = copied(start), bests[number]
        room = scratch(table.rows, table.cells, len(levels), seed * 1000 + number)
        made = 0
        while True:
            used = progress() if moves is None else max(made / moves, 1.0 if progress() >= 1.0 else 0.0)
            # A repeatable run looks at its own walk only: who is first is a matter of the machine.
            if used >= 1.0 or enough(known[0] if moves is None else int(best.total[-1])):
                return
            temperature = warm * math.pow(cold / warm, used)
            walk(table.rows, table.cells, at, best, caps, CHUNK, temperature, room)
            made += CHUNK
            with lock:
                known[0] = min(known[0], int(best.total[-1]))

    threads = [
        threading.Thread(target=run, args=(k,), name=f"walker-{k + 1}", daemon=True) for k in range(walkers)
    ]
    for thread in threads:
        thread.start()
    waited = 0.0
    while any(thread.is_alive() for thread in threads) and waited < PATIENCE_SECONDS:
        waited += LOOK_SECONDS if progress() >= 1.0 else 0.0
        threads[0].join(LOOK_SECONDS)
        for thread in threads[1:]:
            thread.join(0.0 if threads[0].is_alive() else LOOK_SECONDS)
    found = min(range(walkers), key=lambda k: (int(bests[k].total[-1]), k))
    if int(bests[found].total[-1]) >= state.total(level):
        return Walked(None, tuple(sorted(failures)))
    values = state.values.copy()
    values[landscape.columns_of(np.flatnonzero(landscape.plain))] = 0
    values[table.chosen(bests[found])] = 1
    return Walked(values, tuple(sorted(failures)))
