"""The inner loop of insertion, compiled: find a session's best bookings, and book what has most to lose.

A booking's worth is exact: its columns are chosen, what follows is added up, and all is put back. Only the
few that are cheapest by their own prices are looked at so closely.
"""

import heapq
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from edusched.compile.arrays import Ints, Mask
from edusched.search.walk.bookings import enter, keep, leave, seat, welcome
from edusched.search.walk.compiled import compiled
from edusched.search.walk.effects import Scratch, Whole, find, settle, undo
from edusched.search.walk.table import FREE_ROW, Cells, Position, Rows, Small

CLOSELY = 8
"""Bookings of a session whose worth is worked out exactly; the regret is taken over as many."""
NO_BOOKING = 2**62


class Room(NamedTuple):
    """Room for a session's best bookings, and what is known of all sessions."""

    price: Ints
    cell: Small
    columns: Small
    """Columns of the bookings looked at closely, one booking after the other."""
    best: Small
    """Cell, columns and guests of the best booking."""
    alone: Ints
    """What each guest brings who comes alone."""
    again: Mask
    """Whether to look again before booking where others have become more urgent, shape (1,)."""
    waiting: Ints
    """Bookings still open of each session."""
    key: NDArray[np.float64]
    """How urgent each booking was when last looked at, less being more; minus infinity for never, infinity
    for those that are booked or found no room."""


def room_for(cells: Cells, at: Position, *, again: bool) -> Room:
    """Return room for an insertion that begins at a position."""
    width, most = cells.roles.shape[1] + 1, at.guests.shape[1]
    return Room(
        np.zeros(CLOSELY, np.int64),
        np.zeros(CLOSELY, np.int32),
        np.zeros(CLOSELY * width, np.int32),
        np.zeros(1 + width + most, np.int32),
        np.zeros(most, np.int64),
        np.full(1, again, np.bool_),
        np.bincount(at.session[at.cell < 0], minlength=cells.first.size - 1).astype(np.int64),
        np.where(at.cell < 0, -np.inf, np.inf),
    )


@compiled
def _within(column: Whole, rows: Rows, at: Position) -> bool:
    for e in range(rows.start[column], rows.start[column + 1]):
        row = rows.row[e]
        if rows.hard[row] and rows.coef[e] > 0 and at.sums[row] + rows.coef[e] > rows.hi[row]:
            return False
    return True


@compiled
def _has_room(column: Whole, rows: Rows, at: Position) -> bool:
    """Tell whether every row a column (or a literal it turns on) stands in has room for it alone."""
    for e in range(rows.locks[column], rows.locks[column + 1]):
        if at.holder[rows.lock[e]] != FREE_ROW:
            return False
    if not _within(column, rows, at):
        return False
    for e in range(rows.turns[column], rows.turns[column + 1]):
        if at.counts[rows.literal[e]] == 0 and not _within(rows.literal[e], rows, at):
            return False
    return True


@compiled
def _staffed(
    session: Whole, cell: Whole, given: Whole, rows: Rows, cells: Cells, at: Position, out: Small
) -> Whole:
    """Write the cheapest free people of each role into ``out[1:]``; return their price, or ``NO_BOOKING``.

    ``given`` is the staff column to take in the first position (-1: the cheapest).
    """
    price, last = np.int64(0), rows.price.shape[1] - 1
    first, end = cells.staffs[cell], cells.staffs[cell + 1]
    for j in range(cells.roles.shape[1]):
        role = cells.roles[session, j]
        out[j + 1] = -1
        if role < 0:
            continue
        low = find(cells.staff_id, first, end, role * cells.people)
        high = find(cells.staff_id, low, end, (role + 1) * cells.people)
        best, found = np.int64(NO_BOOKING), np.int64(-1)
        for k in range(low, high):
            column = np.int64(cells.staff[k])
            if rows.price[column, last] >= best or (j == 0 and given >= 0 and column != given):
                continue
            taken = False
            for i in range(j):
                other = out[i + 1]
                taken |= (
                    other >= 0 and cells.identity[other] % cells.people == cells.staff_id[k] % cells.people
                )
            if not taken and _has_room(column, rows, at):
                best, found = rows.price[column, last], column
        if found < 0:
            return np.int64(NO_BOOKING)
        out[j + 1] = found
        price += best
    return price


@compiled
def _apart(rows: Rows, sc: Scratch) -> bool:
    """Tell whether no guest takes up an exclusive row of the booking, or of another guest."""
    mark = -sc.tick[0] - 1
    for column in sc.first:
        if column >= 0:
            for e in range(rows.locks[column], rows.locks[column + 1]):
                sc.row_tick[rows.lock[e]] = mark
    for column in sc.guests:
        if column < 0:
            break
        for e in range(rows.locks[column], rows.locks[column + 1]):
            if sc.row_tick[rows.lock[e]] == mark:
                return False
            sc.row_tick[rows.lock[e]] = mark
    return True


@compiled
def _gain(booking: Whole, rows: Rows, at: Position, caps: Ints, sc: Scratch, keep: bool) -> Whole:
    """Return what booking the columns ``sc.first`` with ``sc.guests`` changes on the level.

    ``NO_BOOKING`` where a row or an earlier level forbids it; else it is done where it is meant to be kept.
    """
    last = sc.delta.size - 1
    sc.tick[0] += 1
    if sc.guests.size > 0 and sc.guests[0] >= 0 and not _apart(rows, sc):
        return np.int64(NO_BOOKING)
    for k in range(sc.counts.size):
        sc.counts[k] = 0
    for k in range(last + 1):
        sc.delta[k] = 0
    leave(booking, rows, at, sc)
    enter(sc.first, rows, at, sc)
    enter(sc.guests, rows, at, sc)
    good = settle(rows, at, sc)
    for level in range(last):
        good = good and at.total[level] + sc.delta[level] <= caps[level]
    if not good or not keep:
        undo(at, sc)
    return sc.delta[last] if good else np.int64(NO_BOOKING)


@compiled
def _copy(source: Small, begin: Whole, out: Small, at: Whole, count: Whole) -> None:
    """Copy numbers; slices would do, but compile for seconds."""
    for k in range(count):
        out[at + k] = source[begin + k]


@compiled
def _short(column: Whole, rows: Rows, at: Position) -> Whole:
    """Return by how much the rows that a column stands in are short of what they should come to."""
    total = np.int64(0)
    for e in range(rows.start[column], rows.start[column + 1]):
        row = rows.row[e]
        if not rows.hard[row]:
            total += max(np.int64(0), rows.lo[row] - at.sums[row])
    return total


@compiled
def _invited(
    booking: Whole, rows: Rows, cells: Cells, at: Position, caps: Ints, sc: Scratch, room: Room
) -> Whole:
    """Choose who attends the booking ``sc.first``, into ``sc.guests``; return what it then changes.

    Whoever brings most alone comes first, of those alike who is short of most; then others as long as each
    brings more.
    """
    sc.guests[:] = -1
    place = sc.first[0]
    first, end = cells.guests[place], cells.guests[place + 1]
    if first == end:
        return _gain(booking, rows, at, caps, sc, False)
    for k in range(first, end):
        sc.guests[0] = cells.guest[k]
        free = True
        for e in range(rows.locks[sc.guests[0]], rows.locks[sc.guests[0] + 1]):
            free = free and at.holder[rows.lock[e]] == FREE_ROW
        none = np.int64(NO_BOOKING)
        room.alone[k - first] = _gain(booking, rows, at, caps, sc, False) if free else none
    sc.guests[0] = -1
    count, best = 0, _gain(booking, rows, at, caps, sc, False)
    for _ in range(first, end):
        pick = np.int64(0)
        for j in range(1, end - first):
            alike = room.alone[j] == room.alone[pick]
            if alike:
                alike = _short(cells.guest[first + j], rows, at) > _short(cells.guest[first + pick], rows, at)
            if alike or room.alone[j] < room.alone[pick]:
                pick = np.int64(j)
        if room.alone[pick] >= NO_BOOKING:
            break
        room.alone[pick] = NO_BOOKING
        sc.guests[count] = cells.guest[first + pick]
        gain = _gain(booking, rows, at, caps, sc, False)
        if gain < best:
            best = gain
            count += 1
        else:
            sc.guests[count] = -1
    return best


@compiled
def _note(cell: Whole, sc: Scratch, room: Room) -> None:
    """Write down a booking as the best so far."""
    room.best[0] = cell
    _copy(sc.first, 0, room.best, 1, sc.first.size)
    _copy(sc.guests, 0, room.best, 1 + sc.first.size, sc.guests.size)


@compiled
def _nearest(
    session: Whole, rows: Rows, cells: Cells, at: Position, sc: Scratch, room: Room
) -> tuple[Whole, Whole]:
    """Find the cheapest free booking of each cell by their own prices; keep the best few, cheapest first.

    Returns
    -------
    int, int
        How many are kept, and at how many times there is a free one.
    """
    last, width = rows.price.shape[1] - 1, sc.first.size
    count, times, before = 0, 0, np.int64(-1)
    for cell in range(cells.first[session], cells.first[session + 1]):
        time = cells.key[cell] // cells.width
        if count == CLOSELY and time == before and cells.floor[cell] >= room.price[count - 1]:
            continue
        best = np.int64(NO_BOOKING)
        for k in range(cells.places[cell], cells.places[cell + 1]):
            column = np.int64(cells.place[k])
            if rows.price[column, last] < best and _has_room(column, rows, at):
                sc.second[0], best = column, rows.price[column, last]
        if best >= NO_BOOKING:
            continue
        cost = _staffed(session, cell, -1, rows, cells, at, sc.second)
        if cost >= NO_BOOKING:
            continue
        times += time != before
        before = time
        cost += best
        if count == CLOSELY and cost >= room.price[count - 1]:
            continue
        k = min(count, CLOSELY - 1)
        while k > 0 and room.price[k - 1] > cost:
            room.price[k], room.cell[k] = room.price[k - 1], room.cell[k - 1]
            _copy(room.columns, (k - 1) * width, room.columns, k * width, width)
            k -= 1
        room.price[k], room.cell[k] = cost, cell
        _copy(sc.second, 0, room.columns, k * width, width)
        count = min(count + 1, CLOSELY)
    return count, times


@compiled
def _any(
    booking: Whole, rows: Rows, cells: Cells, at: Position, caps: Ints, sc: Scratch, room: Room
) -> Whole:
    """Find any booking that fits, for a session whose cheapest ones do not; return what it changes."""
    session = np.int64(at.session[booking])
    for cell in range(cells.first[session], cells.first[session + 1]):
        first, end = np.int64(-1), np.int64(0)
        if cells.roles.shape[1] > 0 and cells.roles[session, 0] >= 0:
            low, high = cells.staffs[cell], cells.staffs[cell + 1]
            first = find(cells.staff_id, low, high, cells.roles[session, 0] * cells.people)
            end = find(cells.staff_id, first, high, (cells.roles[session, 0] + 1) * cells.people)
        for k in range(cells.places[cell], cells.places[cell + 1]):
            if not _has_room(cells.place[k], rows, at):
                continue
            for m in range(first, end):
                given = np.int64(-1) if first < 0 else np.int64(cells.staff[m])
                if _staffed(session, cell, given, rows, cells, at, sc.first) >= NO_BOOKING:
                    continue
                sc.first[0] = cells.place[k]
                gain = _invited(booking, rows, cells, at, caps, sc, room)
                if gain < NO_BOOKING:
                    _note(cell, sc, room)
                    return gain
    return np.int64(NO_BOOKING)


@compiled
def _look(
    booking: Whole, rows: Rows, cells: Cells, at: Position, caps: Ints, sc: Scratch, room: Room
) -> Whole:
    """Find the best booking, into ``room.best``; return how urgent it is, less being more.

    That is minus the regret over the next best bookings, where one that is missing costs what not running
    does, and minus what it brings by the share of the session's free times that its bookings need: sessions
    with little choice come first. Infinite where nothing is free.
    """
    session = np.int64(at.session[booking])
    count, times = _nearest(session, rows, cells, at, sc, room)
    best, total, width = np.int64(NO_BOOKING), np.int64(0), sc.first.size
    for k in range(count):
        _copy(room.columns, k * width, sc.first, 0, width)
        gain = _invited(booking, rows, cells, at, caps, sc, room)
        if gain >= NO_BOOKING:
            continue
        total += min(gain, np.int64(0))
        if gain < best:
            best = gain
            _note(room.cell[k], sc, room)
    if best < NO_BOOKING:  # rooms of one price may differ by what follows
        _copy(room.best, 1, sc.first, 0, width)
        for k in range(cells.places[room.best[0]], cells.places[room.best[0] + 1]):
            sc.first[0] = cells.place[k]
            if sc.first[0] == room.best[1] or not _has_room(sc.first[0], rows, at):
                continue
            gain = _invited(booking, rows, cells, at, caps, sc, room)
            if gain < best:
                best = gain
                _note(room.best[0], sc, room)
    if best >= NO_BOOKING and count > 0:
        best = _any(booking, rows, cells, at, caps, sc, room)
        total = min(best, np.int64(0))
    if best >= NO_BOOKING:
        return np.inf
    brings = -min(best, np.int64(0))
    return -1.0 * (total + CLOSELY * brings) - CLOSELY * (1.0 + brings) * room.waiting[session] / times


@compiled
def insert(
    rows: Rows,
    cells: Cells,
    at: Position,
    caps: Ints,
    sc: Scratch,
    room: Room,
    looks: Whole,
) -> Whole:
    """Book what is most urgent, over and over; return how many bookings are still open.

    Parameters
    ----------
    at : Position
        Where things stand; changed in place.
    looks : int
        Sessions to look at before coming back.
    """
    heap = [(room.key[b], b) for b in range(room.key.size) if room.key[b] < np.inf]
    heapq.heapify(heap)
    while len(heap) > 0 and looks > 0:
        looks -= 1
        old, booking = heapq.heappop(heap)
        key = _look(booking, rows, cells, at, caps, sc, room)
        if room.again[0] and old < key < np.inf and len(heap) > 0 and key > heap[0][0]:
            room.key[booking] = key
            heapq.heappush(heap, (key, booking))
            continue
        room.key[booking] = np.inf
        room.waiting[at.session[booking]] -= 1
        if key == np.inf:
            continue
        _copy(room.best, 1, sc.first, 0, sc.first.size)
        _copy(room.best, 1 + sc.first.size, sc.guests, 0, sc.guests.size)
        if _gain(booking, rows, at, caps, sc, True) < NO_BOOKING:
            keep(at, sc)
            seat(booking, np.int64(room.best[0]), sc.first, rows, at)
            welcome(booking, sc.guests, rows, at)
    return len(heap)
