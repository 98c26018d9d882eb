"""What one move changes: choose and drop columns, add up what follows, put all of it back.

Compiled by numba; a move costs what it touches.
"""

from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from edusched.compile.arrays import Ints
from edusched.search.walk.compiled import compiled, compiled_inline
from edusched.search.walk.table import Cells, Position, Rows, Small

Random = NDArray[np.uint64]
Whole = Any
"""A 64-bit integer: numba works with the machine's own, whatever Python would call them."""


class Scratch(NamedTuple):
    """What one move has touched so far, and room to write the next one down."""

    tick: Ints
    row_tick: Ints
    slack_tick: Ints
    rows: Small
    before: Ints
    literals: Small
    signs: Small
    shared: Small
    shared_value: Ints
    counts: Ints
    """Rows, literals and shared slacks touched."""
    delta: Ints
    first: Small
    second: Small
    guests: Small
    """Attend columns of the booking in ``first``, -1 beyond."""
    random: Random


def scratch(rows: Rows, cells: Cells, levels: int, seed: int) -> Scratch:
    """Return room for moves; the seed decides all of them."""
    variables = rows.start.size - 1
    positions = cells.roles.shape[1] + 1
    most = int(np.diff(cells.guests).max(initial=0))
    # Two bookings leave and enter, each with all its columns and whatever literals these turn on or off.
    turned = int(np.diff(rows.turns).max(initial=0)) * (4 * positions + most) + 1
    return Scratch(
        np.zeros(1, np.int64),
        np.zeros(rows.lo.size, np.int64),
        np.zeros(variables, np.int64),
        np.zeros(rows.lo.size, np.int32),
        np.zeros(rows.lo.size, np.int64),
        np.zeros(turned, np.int32),
        np.zeros(turned, np.int32),
        np.zeros(rows.slack.size + 1, np.int32),
        np.zeros(rows.slack.size + 1, np.int64),
        np.zeros(3, np.int64),
        np.zeros(levels, np.int64),
        np.full(positions, -1, np.int32),
        np.full(positions, -1, np.int32),
        np.full(most, -1, np.int32),
        np.array([(seed * 2 + 1) * 0x9E3779B97F4A7C15 % 2**64 | 1], np.uint64),
    )


@compiled_inline
def draw(random: Random) -> Whole:
    """Return 31 random bits: xorshift64*, Vigna (2016)."""
    x = random[0]
    x ^= x >> np.uint64(12)
    x ^= x << np.uint64(25)
    x ^= x >> np.uint64(27)
    random[0] = x
    return (x * np.uint64(2685821657736338717)) >> np.uint64(33)


@compiled_inline
def below(random: Random, n: Whole) -> Whole:
    """Return a random number from 0 to n - 1."""
    return np.int64(draw(random) % np.uint64(n))


@compiled
def find(values: Ints | Small, start: Whole, end: Whole, wanted: Whole) -> Whole:
    """Return the first position from start on whose value is not below the wanted one."""
    while start < end:
        middle = (start + end) // 2
        if values[middle] < wanted:
            start = middle + 1
        else:
            end = middle
    return start


@compiled
def touch(row: Whole, amount: Whole, at: Position, sc: Scratch) -> None:
    """Change what a row adds up to, and remember what it was."""
    if sc.row_tick[row] != sc.tick[0]:
        sc.row_tick[row] = sc.tick[0]
        sc.rows[sc.counts[0]] = row
        sc.before[sc.counts[0]] = at.sums[row]
        sc.counts[0] += 1
    at.sums[row] += amount


@compiled
def toggle(column: Whole, sign: Whole, rows: Rows, at: Position, sc: Scratch) -> None:
    """Choose (+1) or drop (-1) a column."""
    for level in range(sc.delta.size):
        sc.delta[level] += sign * rows.price[column, level]
    for e in range(rows.start[column], rows.start[column + 1]):
        touch(rows.row[e], sign * rows.coef[e], at, sc)
    for e in range(rows.turns[column], rows.turns[column + 1]):
        literal = rows.literal[e]
        before = at.counts[literal]
        at.counts[literal] = before + sign
        sc.literals[sc.counts[1]] = literal
        sc.signs[sc.counts[1]] = sign
        sc.counts[1] += 1
        if (before == 0 and sign > 0) or (before == 1 and sign < 0):
            for level in range(sc.delta.size):
                sc.delta[level] += sign * rows.price[literal, level]
            for k in range(rows.start[literal], rows.start[literal + 1]):
                touch(rows.row[k], sign * rows.coef[k], at, sc)


@compiled_inline
def excess(row: Whole, total: Whole, rows: Rows) -> Whole:
    """Return by how much a sum is outside a row's bounds."""
    return max(0, total - rows.hi[row], rows.lo[row] - total)


@compiled
def worst(slack: Whole, rows: Rows, at: Position) -> Whole:
    """Return what a slack that several rows share, or that has a switch, comes to."""
    off, on = np.int64(0), np.int64(0)
    for m in range(rows.mates[slack], rows.mates[slack + 1]):
        mate = rows.mate[m]
        off = max(off, excess(mate, at.sums[mate], rows))
        on = max(on, excess(mate, at.sums[mate] + rows.tilt[m], rows))
    return min(off, on) if rows.either[slack] else off


@compiled
def settle(rows: Rows, at: Position, sc: Scratch) -> bool:
    """Add up what the touched rows' slacks change; return False when a row that must hold does not."""
    for k in range(sc.counts[0]):
        row = sc.rows[k]
        now, before = at.sums[row], sc.before[k]
        if now == before:
            continue
        if rows.hard[row]:
            if now > rows.hi[row] or now < rows.lo[row]:
                return False
            continue
        first, end = rows.slacks[row], rows.slacks[row + 1]
        if end == first:
            continue
        slack = rows.slack[first]
        shared = rows.mates[slack + 1] - rows.mates[slack] > 1 or rows.either[slack]
        if end - first == 1 and shared:
            if sc.slack_tick[slack] == sc.tick[0]:
                continue
            sc.slack_tick[slack] = sc.tick[0]
            value = worst(slack, rows, at)
            change = value - at.values[slack]
            if change != 0:
                sc.shared[sc.counts[2]] = slack
                sc.shared_value[sc.counts[2]] = value
                sc.counts[2] += 1
                for level in range(sc.delta.size):
                    sc.delta[level] += change * rows.price[slack, level]
            continue
        new, old = excess(row, now, rows), excess(row, before, rows)
        for e in range(first, end):
            slack = rows.slack[e]
            change = min(new, rows.width[slack]) - min(old, rows.width[slack])
            new -= min(new, rows.width[slack])
            old -= min(old, rows.width[slack])
            for level in range(sc.delta.size):
                sc.delta[level] += change * rows.price[slack, level]
    return True


@compiled
def undo(at: Position, sc: Scratch) -> None:
    """Put everything back that the move has touched."""
    for k in range(sc.counts[0]):
        at.sums[sc.rows[k]] = sc.before[k]
    for k in range(sc.counts[1]):
        at.counts[sc.literals[k]] -= sc.signs[k]
