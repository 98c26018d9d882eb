"""Which columns a sub-model opens: those that are free, complete and cheap, never all there are.

A column somebody outside holds the room or the person for cannot be chosen, so it never reaches the solver.
Of the rest each session opens its cheapest few, with some noise, and always those it uses now: columns are
drawn anew for each sub-model, so none is shut out for good (a core problem, Balas and Zemel 1980).
"""

from collections.abc import Callable

import numpy as np
from numpy.typing import NDArray

from edusched.compile.arrays import Ints, Mask, distinct, ints, ranks
from edusched.search.landscape import Landscape

PLACES_A_CELL = (1, 2, 4, 32)
"""Places a sub-model opens for a session, start and location; drawn anew each time."""

MIX = 0x1E3779B97F4A7C15
"""An odd factor that mixes bits: random numbers by cell, without a table of all cells."""


def opened(
    landscape: Landscape,
    sessions: Ints,
    worth: NDArray[np.float64],
    budget: int,
    rng: np.random.Generator,
    kept: Callable[[Ints], Ints] = lambda columns: columns,
) -> Ints:
    """Return the decision columns a sub-model over some sessions may change.

    Parameters
    ----------
    worth : shape (decision columns,)
        What the cheapest booking costs that uses a column.
    budget
        Columns to open about, shared out by the number of sessions a column stands for.
    kept
        Which of the free columns come into question.
    """
    problem, state = landscape.problem, landscape.state
    columns = kept(landscape.columns_of(sessions))
    used = state.values[columns] > 0
    free = used | ~state.blocked(columns, columns[used])
    columns, used = columns[free], used[free]
    columns, used = _complete(landscape, columns, used)
    columns, used = _few_places(landscape, columns, used, worth, rng)
    owner = landscape.session_of[columns]
    times = problem.times[owner]
    share = np.ceil(budget * times / max(1, int(problem.times[sessions].sum())))
    key = worth[columns] + _noise(landscape, columns, worth, rng)
    stays = used | (landscape.cell_of[columns] < 0)
    key[stays] = -np.inf
    order = np.lexsort((key, owner))
    picked = columns[order[(ranks(owner[order]) < share[order]) | stays[order]]]
    return np.sort(np.concatenate([picked, _nights(landscape, sessions)]))


def _complete(landscape: Landscape, columns: Ints, used: Mask) -> tuple[Ints, Mask]:
    """Drop columns whose start and place has nobody left to teach, or whose staff has nowhere left."""
    problem = landscape.problem
    cell = landscape.cell_of[columns]
    placed = columns < problem.placing.size
    taught = ~placed & (columns < problem.placing.size + problem.teaching.size)
    with_place, with_staff = landscape.cells_of(columns[placed]), landscape.cells_of(columns[taught])
    good = (cell < 0) | (with_place[cell] & (~landscape.staffed[cell] | with_staff[cell]))
    return columns[good | used], used[good | used]


def _few_places(
    landscape: Landscape, columns: Ints, used: Mask, worth: NDArray[np.float64], rng: np.random.Generator
) -> tuple[Ints, Mask]:
    """Keep a few places for each start and location: places in use by the session, cheap ones, tight ones.

    Rooms of one building are much alike, and copies of a choice only cost time; which of them are left out
    changes from sub-model to sub-model.
    """
    problem = landscape.problem
    placed = np.flatnonzero(columns < problem.placing.size)
    row = columns[placed]
    place, session = problem.placing.place[row], problem.placing.session[row]
    size = problem.entities.place_capacity.size
    mine = distinct(session[used[placed]] * size + place[used[placed]])
    known = np.isin(session * size + place, mine)
    tight = problem.entities.place_capacity[place] * (1e-6 + 1e-7 * rng.random(place.size))
    key = worth[row] + tight - 1e6 * used[placed] - known * (0.5 + rng.random(place.size))
    cell = landscape.cell_of[row]
    order = np.lexsort((key, cell))
    rank = ranks(cell[order])
    keep = np.ones(columns.size, dtype=np.bool_)
    keep[placed[order[rank >= int(rng.choice(PLACES_A_CELL))]]] = False
    keep |= used
    return columns[keep], used[keep]


def _noise(
    landscape: Landscape, columns: Ints, worth: NDArray[np.float64], rng: np.random.Generator
) -> NDArray[np.float64]:
    """Return random extra prices, the same for all columns of a start and place."""
    spread = float(np.std(worth[columns])) if columns.size else 0.0
    scale = spread * float(rng.choice((0.02, 0.2, 1.0)))
    mixed = (landscape.cell_of[columns] * int(rng.integers(1, 2**31)) + int(rng.integers(2**31))) * MIX
    by_cell = (mixed >> 40 & 0xFFFF) / 65536.0
    found: NDArray[np.float64] = scale * (by_cell + 0.2 * rng.random(columns.size)) + 1e-3 * by_cell
    return found


def _nights(landscape: Landscape, sessions: Ints) -> Ints:
    """Return the nights away at the stops of some sessions."""
    problem = landscape.problem
    if problem.nights.size == 0:
        return ints([])
    columns = landscape.columns_of(sessions)
    located = distinct(problem.placing.location[columns[columns < problem.placing.size]])
    return problem.nights.column[np.isin(problem.nights.location, located)]
