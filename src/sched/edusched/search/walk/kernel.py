"""The inner loop of the walk, compiled: propose a move, work out what it changes, take it or put it back.

Moves: a booking to another cell of its session (place and people kept where they can be), to another place,
or to other people; where one other booking is in the way, the two change places. Rows that must hold are
never broken; a move is taken by the rule of Metropolis et al. (1953).
"""

import math

import numpy as np

from edusched.compile.arrays import Ints
from edusched.search.walk.bookings import enter, hold, keep, leave, seat
from edusched.search.walk.compiled import compiled
from edusched.search.walk.effects import Random, Scratch, Whole, below, draw, find, settle, toggle, undo
from edusched.search.walk.table import FIXED, FREE_ROW, Cells, Position, Rows, Small

SEVERAL = -2
"""Answer where more than one booking is in the way, or one that cannot move."""
STAY_PERCENT = 15
"""Moves that keep the cell and change place or people only."""
KEEP_PLACE_PERCENT = 50
KEEP_PERSON_PERCENT = 85


@compiled
def _write(
    session: Whole,
    cell: Whole,
    place: Whole,
    old: Small,
    fresh: Whole,
    cells: Cells,
    out: Small,
    random: Random,
) -> bool:
    """Write a booking's columns into ``out``: place column, then staff; False when somebody is lacking.

    ``place`` is the place to keep (-1: any), ``old`` the staff columns whose people to keep, ``fresh`` the
    position that takes somebody else (-1: none).
    """
    first, end = cells.places[cell], cells.places[cell + 1]
    if end == first:
        return False
    k = first + below(random, end - first)
    if place >= 0:
        found = find(cells.place_id, first, end, place)
        if found < end and cells.place_id[found] == place:
            k = found
    out[0] = cells.place[k]
    first, end = cells.staffs[cell], cells.staffs[cell + 1]
    for j in range(cells.roles.shape[1]):
        role = cells.roles[session, j]
        if role < 0:
            out[j + 1] = -1
            continue
        low = find(cells.staff_id, first, end, role * cells.people)
        high = find(cells.staff_id, low, end, (role + 1) * cells.people)
        if high == low:
            return False
        k = low + below(random, high - low)
        if j != fresh and old[j] >= 0:
            wanted = cells.identity[old[j]]
            found = find(cells.staff_id, low, high, wanted)
            if found < high and cells.staff_id[found] == wanted:
                k = found
        out[j + 1] = cells.staff[k]
        for i in range(j):
            if (
                out[i + 1] >= 0
                and cells.identity[out[i + 1]] % cells.people == cells.staff_id[k] % cells.people
            ):
                return False
    return True


@compiled
def _in_the_way(booking: Whole, columns: Small, rows: Rows, at: Position) -> Whole:
    """Return the other booking that fills rows some columns need; -1: none, ``SEVERAL``: more, or fixed."""
    found = -1
    for column in columns:
        if column < 0:
            continue
        for e in range(rows.locks[column], rows.locks[column + 1]):
            holder = at.holder[rows.lock[e]]
            if holder == FREE_ROW or holder == booking or holder == found:
                continue
            if holder == FIXED or found >= 0:
                return SEVERAL
            found = holder
    return found


@compiled
def _both_fit(a: Whole, b: Whole, first: Small, second: Small, rows: Rows, at: Position, sc: Scratch) -> bool:
    """Tell whether two bookings can take these columns together once both have left theirs."""
    for column in first:
        if column >= 0:
            for e in range(rows.locks[column], rows.locks[column + 1]):
                sc.row_tick[rows.lock[e]] = -sc.tick[0] - 1
    for column in second:
        if column < 0:
            continue
        for e in range(rows.locks[column], rows.locks[column + 1]):
            row = rows.lock[e]
            holder = at.holder[row]
            if sc.row_tick[row] == -sc.tick[0] - 1 or (holder != FREE_ROW and holder != a and holder != b):
                return False
    return True


@compiled
def walk(
    rows: Rows,
    cells: Cells,
    at: Position,
    best: Position,
    caps: Ints,
    moves: Whole,
    temperature: float,
    sc: Scratch,
) -> Whole:
    """Make so many moves at a temperature; return how many were taken.

    Parameters
    ----------
    at, best : Position
        Where the walk stands, and the best position so far (only its bookings and total are kept up).
    caps : Ints, shape (levels - 1,)
        The most each earlier level may come to; the last level is the one walked on.
    """
    taken = 0
    last = sc.delta.size - 1
    random = sc.random
    for _ in range(moves):
        a = below(random, at.session.size)
        session = at.session[a]
        options = cells.first[session + 1] - cells.first[session]
        if options == 0:
            continue
        home = at.cell[a]
        cell = cells.first[session] + below(random, options)
        place = cells.identity[at.place[a]] if home >= 0 else -1
        fresh = -1
        if home >= 0 and below(random, 100) < STAY_PERCENT:
            cell = home
            if at.staff.shape[1] == 0 or below(random, 2) == 0:
                place = -1
            else:
                fresh = below(random, at.staff.shape[1])
        else:
            if cell == home:
                continue
            if below(random, 100) >= KEEP_PLACE_PERCENT:
                place = -1
            if at.staff.shape[1] > 0 and below(random, 100) >= KEEP_PERSON_PERCENT:
                fresh = below(random, at.staff.shape[1])
        if not _write(session, cell, place, at.staff[a], fresh, cells, sc.first, random):
            continue
        b = _in_the_way(a, sc.first, rows, at)
        if b == SEVERAL:
            continue
        other = np.int64(-1)
        if b >= 0:
            if at.session[b] == session:
                continue
            if home >= 0:
                begin, end = cells.first[at.session[b]], cells.first[at.session[b] + 1]
                other = find(cells.key, begin, end, cells.key[home])
                if other == end or cells.key[other] != cells.key[home]:
                    continue
                spot = cells.identity[at.place[a]]
                if not _write(at.session[b], other, spot, at.staff[b], -1, cells, sc.second, random):
                    continue
                sc.tick[0] += 1
                if not _both_fit(a, b, sc.first, sc.second, rows, at, sc):
                    continue
        sc.tick[0] += 1
        sc.counts[:] = 0
        sc.delta[:] = 0
        leave(a, rows, at, sc)
        if b >= 0:
            leave(b, rows, at, sc)
        enter(sc.first, rows, at, sc)
        if b >= 0:
            if other >= 0:
                enter(sc.second, rows, at, sc)
            else:
                toggle(at.idle[b], 1, rows, at, sc)
        good = settle(rows, at, sc)
        for level in range(last):
            good = good and at.total[level] + sc.delta[level] <= caps[level]
        change = sc.delta[last]
        if not good or (change > 0 and draw(random) >= math.exp(-change / temperature) * 2147483648.0):
            undo(at, sc)
            continue
        taken += 1
        hold(a, FREE_ROW, rows, at)
        if b >= 0:
            hold(b, FREE_ROW, rows, at)
            seat(b, other, sc.second, rows, at)
        seat(a, cell, sc.first, rows, at)
        keep(at, sc)
        if at.total[last] < best.total[last]:
            best.total[:] = at.total
            best.cell[:] = at.cell
            best.place[:] = at.place
            best.staff[:, :] = at.staff
    return taken
