"""Bookings that come and go: what they choose, drop and hold."""

from edusched.search.walk.compiled import compiled
from edusched.search.walk.effects import Scratch, Whole, toggle
from edusched.search.walk.table import Position, Rows, Small


@compiled
def leave(booking: Whole, rows: Rows, at: Position, sc: Scratch) -> None:
    """Drop the columns of a booking, or its word that it does not run; guests are for insertion only."""
    if at.cell[booking] < 0:
        toggle(at.idle[booking], -1, rows, at, sc)
        return
    toggle(at.place[booking], -1, rows, at, sc)
    for column in at.staff[booking]:
        if column >= 0:
            toggle(column, -1, rows, at, sc)


@compiled
def enter(columns: Small, rows: Rows, at: Position, sc: Scratch) -> None:
    """Choose the columns of a booking."""
    for column in columns:
        if column >= 0:
            toggle(column, 1, rows, at, sc)


@compiled
def hold(booking: Whole, holder: Whole, rows: Rows, at: Position) -> None:
    """Say who holds the exclusive rows of a booking."""
    if at.cell[booking] < 0:
        return
    for e in range(rows.locks[at.place[booking]], rows.locks[at.place[booking] + 1]):
        at.holder[rows.lock[e]] = holder
    for column in at.staff[booking]:
        if column >= 0:
            for e in range(rows.locks[column], rows.locks[column + 1]):
                at.holder[rows.lock[e]] = holder


@compiled
def seat(booking: Whole, cell: Whole, columns: Small, rows: Rows, at: Position) -> None:
    """Write down where a booking now is, and that it holds its rows."""
    at.cell[booking] = cell
    at.place[booking] = columns[0] if cell >= 0 else -1
    for j in range(at.staff.shape[1]):
        at.staff[booking, j] = columns[j + 1] if cell >= 0 else -1
    hold(booking, booking, rows, at)


@compiled
def welcome(booking: Whole, guests: Small, rows: Rows, at: Position) -> None:
    """Write down who attends a booking, and that it holds their rows."""
    for j in range(guests.size):
        column = guests[j]
        at.guests[booking, j] = column
        if column >= 0:
            for e in range(rows.locks[column], rows.locks[column + 1]):
                at.holder[rows.lock[e]] = booking


@compiled
def keep(at: Position, sc: Scratch) -> None:
    """Keep what a move has changed: shared slacks and the totals of the levels."""
    for k in range(sc.counts[2]):
        at.values[sc.shared[k]] = sc.shared_value[k]
    for level in range(sc.delta.size):
        at.total[level] += sc.delta[level]
