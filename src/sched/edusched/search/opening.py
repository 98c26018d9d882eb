"""Which columns a sub-model opens: those that are free, complete and cheap, never all there are.

A column somebody outside holds the room or the person for cannot be chosen, so it never reaches the solver.
Of the rest each session opens its cheapest few, with some noise, and always those it uses now: columns are
drawn anew for each sub-model, so none is shut out for good (a core problem, Balas and Zemel 1980).
"""

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from edusched.compile.arrays import Ints, Mask, distinct, ints, ranks
from edusched.search.detours import NO_WAY
from edusched.search.landscape import Landscape

PLACES_A_CELL = (1, 2, 4, 32)
"""Places a sub-model opens for a session, start and location; drawn anew each time."""

MIX = 0x1E3779B97F4A7C15
"""An odd factor that mixes bits: random numbers by cell, without a table of all cells."""


@dataclass(frozen=True, slots=True)
class Wanted:
    """How many columns to open, and which.

    Attributes
    ----------
    budget
        Columns to open about, shared out by the number of sessions a column stands for.
    kept
        Which of the free columns come into question.
    together
        The sessions look for a week and location that suits all of them.
    """

    budget: int
    kept: Callable[[Ints], Ints] = lambda columns: columns
    together: bool = False


def opened(
    landscape: Landscape,
    sessions: Ints,
    worth: NDArray[np.float64],
    price: Ints,
    wanted: Wanted,
    rng: np.random.Generator,
) -> Ints:
    """Return the decision columns a sub-model over some sessions may change.

    Parameters
    ----------
    worth : shape (decision columns,)
        What the cheapest booking costs that uses a column.
    price : shape (variables,)
        What a leg of a tour costs.
    """
    problem, state = landscape.problem, landscape.state
    columns = wanted.kept(landscape.columns_of(sessions))
    used = state.values[columns] > 0
    free = used | ~state.blocked(columns, columns[used])
    columns, used = columns[free], used[free]
    columns, used = _complete(landscape, columns, used)
    columns, used = _few_places(landscape, columns, used, worth, rng)
    owner = landscape.session_of[columns]
    times = problem.times[owner]
    share = np.ceil(wanted.budget * times / max(1, int(problem.times[sessions].sum())))
    noise = _common_week if wanted.together else _noise
    key = worth[columns] + noise(landscape, columns, worth, rng)
    key += _detour(landscape, columns, used, price, rng)
    stays = used | (landscape.cell_of[columns] < 0)
    key[stays] = -np.inf
    order = np.lexsort((key, owner))
    picked = columns[order[(ranks(owner[order]) < share[order]) | stays[order]]]
    return np.sort(np.concatenate([picked, _nights(landscape, picked)]))


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
    scale = _scale(columns, worth, rng)
    by_cell = _drawn(landscape.cell_of[columns], rng)
    return scale * (by_cell + 0.2 * rng.random(columns.size)) + 1e-3 * by_cell


def _common_week(
    landscape: Landscape, columns: Ints, worth: NDArray[np.float64], rng: np.random.Generator
) -> NDArray[np.float64]:
    """Return random extra prices by week, and in it by location, the same for all sessions.

    Ten sessions of one block find room together only where all of them look at the same week, those that
    meet elsewhere, too. In each start of it one place and one person for each role come first, then a
    second of each, and so on.
    """
    scale = _scale(columns, worth, rng)
    week, location = landscape.week_of[columns], landscape.location_of[columns]
    width = len(landscape.problem.entities.locations) + 1
    by_week = 0.9 * _drawn(week, rng) + 0.1 * _drawn(week * width + location, rng)
    kind, cell = landscape.kind_of[columns], landscape.cell_of[columns]
    order = np.lexsort((rng.random(columns.size), worth[columns], kind, cell))
    rank = np.empty(columns.size)
    rank[order] = ranks((cell * (int(kind.max(initial=0)) + 2) + kind)[order])
    return np.asarray((scale + 1e-3) * by_week + 1e-7 * rank)


def _scale(columns: Ints, worth: NDArray[np.float64], rng: np.random.Generator) -> float:
    spread = float(np.std(worth[columns])) if columns.size else 0.0
    return spread * float(rng.choice((0.02, 0.2, 1.0)))


def _drawn(numbers: Ints, rng: np.random.Generator) -> NDArray[np.float64]:
    """Return a random number from 0 to 1 for each, the same for equal numbers."""
    mixed = (numbers * int(rng.integers(1, 2**31)) + int(rng.integers(2**31))) * MIX
    return np.asarray((mixed >> 40 & 0xFFFF) / 65536.0)


def _detour(
    landscape: Landscape, columns: Ints, used: Mask, price: Ints, rng: np.random.Generator
) -> NDArray[np.float64]:
    """Return what bookings at stops would add to the tours of the sessions that stay.

    Some days are drawn to look nearer than they are, the same for all sessions: two stops share the way out
    to an empty day, and neither sees that alone.
    """
    problem, detours = landscape.problem, landscape.detours
    found = np.zeros(columns.size)
    placed = columns < problem.placing.size
    if detours is None or not placed.any():
        return found
    booked, _ = landscape.booked()
    held = np.setdiff1d(booked, columns[used & placed], assume_unique=True)
    rows = columns[placed]
    rows = rows[detours.stop[rows] >= 0]
    added = detours.added(rows, held, landscape.state.values, price).astype(np.float64)
    day = detours.time[rows] // len(problem.horizon.periods)
    drawn = rng.random(int(day.max(initial=0)) + 1)
    added[added < NO_WAY] *= (0.2 + 0.8 * drawn[day])[added < NO_WAY]
    by_cell = np.zeros(landscape.cell_count)
    by_cell[landscape.cell_of[rows]] = added
    cell = landscape.cell_of[columns]
    found[cell >= 0] = by_cell[cell[cell >= 0]]
    return found


def _nights(landscape: Landscape, picked: Ints) -> Ints:
    """Return the nights away that some columns may bring about: on the days of their stops, or before.

    Only nights after a stop that is open or booked count; those that are on may always go.
    """
    problem, state, ends = landscape.problem, landscape.state, landscape.state.model.ends
    nights = problem.nights
    if nights.size == 0 or ends is None:
        return ints([])
    placing, width = problem.placing, len(problem.entities.locations)
    unit_of, days = problem.entities.location_unit, len(problem.horizon.days) + 1

    def places(rows: Ints) -> tuple[Ints, Ints]:
        rows = rows[unit_of[placing.location[rows]] >= 0]
        location, day = placing.location[rows], problem.entities.slot_day[placing.slot[rows]]
        return day * width + location, unit_of[location] * days + day

    now, _ = landscape.booked()
    mine = picked[picked < placing.size]
    stops = np.concatenate([places(now)[0], places(mine)[0]])
    touched = places(mine)[1]
    about = np.isin(nights.unit * days + nights.day, np.concatenate([touched, touched - 1]))
    possible = np.isin(nights.day * width + nights.location, stops) | (state.values[nights.column] > 0)
    return nights.column[about & possible]
