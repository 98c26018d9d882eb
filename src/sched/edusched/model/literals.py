"""What ties "any" literals to the columns they stand for, as rows of the linear system.

A literal d of a set lies above each of its inputs and below their sum. Inputs that exclude each other
(choices of one session, or columns of one capacity row, such as a person's slot) go below d as a sum.
Bounding them one by one would let the LP spread sessions thinly over days and pay for a part of each:
measured, a cost bound 22 % too low. All literals are worked on at once: 2,000 sessions have some 40,000.
"""

from dataclasses import dataclass

import numpy as np

from edusched.compile.arrays import Ints, Mask, distinct, ints, joined, offsets, spread
from edusched.compile.problem import Problem
from edusched.compile.table import FREE

PAIRS_AT_ONCE = 1_000_000
"""Pairs of groups with a common input that are looked at together: this bounds the memory it takes."""


@dataclass(frozen=True, slots=True)
class RowArrays:
    """Rows ``lo <= sum coef x column <= hi``, row r of the next ``size[r]`` entries."""

    size: Ints
    columns: Ints
    coefs: Ints
    lo: Ints
    hi: Ints


@dataclass(frozen=True, slots=True)
class _Groups:
    """Groups of inputs of one literal of which at most one is chosen; members ascend.

    Attributes
    ----------
    of, size : Ints, shape (groups,)
        Position of the literal, ascending, and number of members.
    entries : Ints
        Positions among all inputs, group by group.
    """

    of: Ints
    size: Ints
    entries: Ints

    def select(self, keep: Mask) -> "_Groups":
        return _Groups(self.of[keep], self.size[keep], self.entries[np.repeat(keep, self.size)])


def row_divisors(size: Ints, coefs: Ints) -> Ints:
    """Return the greatest common divisor of each row's coefficients; 1 where there are none but zeros."""
    divisor = np.ones(size.size, dtype=np.int64)
    filled = size > 0
    if filled.any():
        divisor[filled] = np.gcd.reduceat(np.abs(coefs), offsets(size)[:-1][filled])
    return np.maximum(divisor, 1)


def literal_rows(problem: Problem) -> RowArrays:
    """Return the rows of all literals, by literal: d below the sum, then each largest group below d."""
    names = ints(sorted(problem.derived))
    inputs = [problem.derived[name] for name in names.tolist()]
    sizes = ints([columns.size for columns in inputs])
    flat = joined(inputs)
    groups = _largest(_exclusive(problem, flat, sizes), sizes)
    rank = _ranked(groups, flat)
    # Row by row: (literal, 0) is its set, (literal, 1 and on) its groups, larger ones first.
    literal = np.concatenate([np.arange(names.size, dtype=np.int64), groups.of])
    size = np.concatenate([sizes, groups.size])
    first = offsets(size)[:-1]
    whole = np.arange(literal.size) < names.size
    order = np.lexsort((np.concatenate([sizes, rank]), -size, ~whole, literal))
    literal, size, first, whole = literal[order], size[order], first[order], whole[order]
    row, step = spread(size + 1)
    last = step == size[row]
    every = np.concatenate([flat, flat[groups.entries], names])
    at = np.where(last, flat.size + groups.entries.size + literal[row], first[row] + step)
    return RowArrays(
        size + 1,
        every[at],
        np.where(last, -1, 1).astype(np.int64),
        np.where(whole, 0, -FREE).astype(np.int64),
        np.where(whole, FREE, 0).astype(np.int64),
    )


def _exclusive(problem: Problem, flat: Ints, sizes: Ints) -> _Groups:
    """Return for each literal the groups of its inputs that exclude each other, by owner and by row."""
    wanted = np.zeros(problem.column_count, dtype=np.bool_)
    wanted[flat] = True
    column, row = problem.table.at_most_one()
    mine = wanted[column]
    column, row = column[mine], row[mine]
    order = np.argsort(column, kind="stable")
    column, row = column[order], row[order]
    first = np.searchsorted(column, flat)
    entry, step = spread(np.searchsorted(column, flat, side="right") - first)
    owner = _owners(problem)[flat]
    rows = row[first[entry] + step] + int(owner.max(initial=0)) + 1  # numbers beyond those of owners
    key, entry = np.concatenate([owner, rows]), np.concatenate([np.arange(flat.size, dtype=np.int64), entry])
    of = np.repeat(np.arange(sizes.size, dtype=np.int64), sizes)[entry]
    low = int(key.min(initial=0))
    key = of * (int(key.max(initial=0)) - low + 1) + key - low
    order = np.argsort(key, kind="stable")
    bounds = np.flatnonzero(np.diff(key[order], prepend=-1))
    return _Groups(of[order[bounds]], np.diff(bounds, append=order.size), entry[order])


def _owners(problem: Problem) -> Ints:
    """Return for each column a number; decision columns with the same number exclude each other."""
    owner = np.arange(-1, -problem.column_count - 1, -1, dtype=np.int64)
    people = max(len(problem.entities.instructors), len(problem.entities.cohorts)) + 1
    # Of columns that several sessions share more than one may be chosen: they exclude nothing by owner.
    alone = problem.times == 1
    placing = problem.placing.select(alone[problem.placing.session])
    teaching = problem.teaching.select(alone[problem.teaching.session])
    choosing = problem.choosing
    owner[placing.column] = placing.session * 3 * people
    owner[teaching.column] = (teaching.session * 3 + 1) * people + teaching.who
    owner[choosing.column] = (choosing.session * 3 + 2) * people + choosing.who
    return owner


def _largest(groups: _Groups, sizes: Ints) -> _Groups:
    """Return the groups that are not part of another of their literal, of equal ones the first."""
    # Most literals have a group of all their inputs: nothing else of theirs needs to be looked at.
    every = np.flatnonzero(groups.size == sizes[groups.of])
    done = np.full(sizes.size, -1, dtype=np.int64)
    done[groups.of[every[::-1]]] = every[::-1]
    keep = (done[groups.of] < 0) | (done[groups.of] == np.arange(groups.of.size))
    groups = groups.select(keep)
    number = np.repeat(np.arange(groups.of.size, dtype=np.int64), groups.size)
    order = np.argsort(groups.entries, kind="stable")
    group, entry = number[order], groups.entries[order]
    starts = np.flatnonzero(np.diff(entry, prepend=-1))
    together = np.diff(starts, append=entry.size)  # groups each input stands in
    part = np.zeros(groups.of.size, dtype=np.bool_)
    done_pairs = np.cumsum(together * together) // PAIRS_AT_ONCE
    # An input's literal has all its pairs in the inputs of that literal, so literals are kept together.
    block = done_pairs[np.searchsorted(groups.of[group[starts]], groups.of[group[starts]])]
    for chosen in distinct(block).tolist():
        _mark_parts(part, groups.size, group, starts[block == chosen], together[block == chosen])
    return groups.select(~part)


def _mark_parts(part: Mask, size: Ints, group: Ints, starts: Ints, together: Ints) -> None:
    """Mark the groups all of whose members stand in a larger group, or in an equal one before."""
    at, step = spread(together * together)
    one = group[starts[at] + step // together[at]]
    other = group[starts[at] + step % together[at]]
    larger = (size[other] > size[one]) | ((size[other] == size[one]) & (other < one))
    pair = np.sort(one[larger] * size.size + other[larger])
    bounds = np.flatnonzero(np.diff(pair, prepend=-1))
    common = np.diff(bounds, append=pair.size)
    one = pair[bounds] // max(1, size.size)
    part[one[common == size[one]]] = True


def _ranked(groups: _Groups, flat: Ints) -> Ints:
    """Return a number for each group that puts those of one size into the order of their members."""
    rank = np.zeros(groups.of.size, dtype=np.int64)
    first = offsets(groups.size)[:-1]
    for size in distinct(groups.size).tolist():
        mine = np.flatnonzero(groups.size == size)
        members = flat[groups.entries[first[mine][:, None] + np.arange(size)]]
        rank[mine[np.lexsort(members.T[::-1])]] = np.arange(mine.size)
    return rank
