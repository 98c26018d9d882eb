"""The same system without what rows of one or two variables settle.

Where most of a plan is held, most literals that follow hang on one open column or on none, and their rows
say so: "this one is 0", "these two are equal". The solver's presolve finds that, too, in more time than the
search for the best takes; here it is a few passes over arrays. Source: Savelsbergh (1994), preprocessing of
mixed integer programs; only what needs no search is done.
"""

from dataclasses import dataclass

import numpy as np

from edusched.compile.arrays import Ints, Mask, summed
from edusched.compile.table import FREE
from edusched.model.system import LevelTerms, LinearSystem, without_idle_rows

ROUNDS = 6
"""Passes over the system: each may leave rows of one or two variables for the next."""
WITHOUT_11, WITHOUT_10, WITHOUT_01, WITHOUT_00 = 8, 4, 2, 1
"""What a row over two switches rules out; the first digit is the first switch."""


@dataclass(frozen=True, slots=True)
class Compact:
    """A smaller system, and how its values stand for those of the first one.

    Attributes
    ----------
    base, sign, name : Ints, shape (variables of the first system,)
        A variable is ``base + sign * value of name``; the sign is 0 where it is settled.
    """

    system: LinearSystem
    base: Ints
    sign: Ints
    name: Ints

    def expanded(self, values: Ints) -> Ints:
        """Return the values of the first system."""
        found = self.base.copy()
        open_ones = np.flatnonzero(self.sign)
        found[open_ones] += self.sign[open_ones] * values[self.name[open_ones]]
        return found

    def shrunk(self, values: Ints) -> Ints:
        """Return values of the smaller system, as far as values of the first one say."""
        found = np.zeros(self.system.upper.size, dtype=np.int64)
        open_ones = np.flatnonzero(self.sign)
        found[self.name[open_ones]] = (values[open_ones] - self.base[open_ones]) * self.sign[open_ones]
        return np.clip(found, 0, self.system.upper)

    def terms(self, terms: LevelTerms) -> tuple[LevelTerms, int]:
        """Return a sum over the smaller system, and what is to be added to it."""
        held = int(terms.coefs @ self.base[terms.variables])
        mine = self.sign[terms.variables] != 0
        variables, coefs = terms.variables[mine], terms.coefs[mine]
        variables, coefs = summed(self.name[variables], coefs * self.sign[variables])
        used = coefs != 0
        return LevelTerms(variables[used], coefs[used], 1, 0), held


def compacted(system: LinearSystem) -> Compact | None:
    """Return a system without variables that its rows of one or two settle; None: it has no solution."""
    count = system.upper.size
    base = np.zeros(count, dtype=np.int64)
    found = Compact(system, base, np.ones_like(base), np.arange(count, dtype=np.int64))
    for _ in range(ROUNDS):
        step = _step(found.system)
        if step is None:
            return None
        if step.system is found.system:
            return found
        found = _after(found, step)
    return found


def _after(first: Compact, then: Compact) -> Compact:
    """Return two steps as one."""
    at = first.name
    base = first.base + first.sign * then.base[at]
    return Compact(then.system, base, first.sign * then.sign[at], then.name[at])


def _step(system: LinearSystem) -> Compact | None:
    """Return what the rows of one or two variables now say; the same system where they say nothing."""
    size = np.diff(system.start)
    lower, upper = _ranges(system, np.flatnonzero(size == 1))
    rep, sign = _likenesses(system, np.flatnonzero(size == 2), lower, upper)
    if (lower > upper).any():
        return None
    itself = rep == np.arange(rep.size)
    if not ((lower > 0) | (upper < system.upper) | ~itself).any():
        return Compact(system, np.zeros_like(rep), np.ones_like(rep), rep)
    # What is left of a range begins at 0 again; whoever stands for another is open.
    base = np.where(itself, lower, sign < 0)
    own = itself & (upper > lower)
    sign = np.where(own[rep], sign, 0)
    name = np.where(own[rep], (np.cumsum(own) - 1)[rep], 0)
    return Compact(_substituted(system, base, sign, name, (upper - lower)[own]), base, sign, name)


def _ranges(system: LinearSystem, rows: Ints) -> tuple[Ints, Ints]:
    """Return the least and most each variable may be, shapes (variables,), by rows of one entry."""
    at = system.start[rows]
    columns, coefs = system.columns[at], system.coefs[at]
    lo, hi = system.lo[rows], system.hi[rows]
    turned = coefs < 0
    lo, hi = np.where(turned, -hi, lo), np.where(turned, -lo, hi)
    coefs = np.abs(coefs)
    bounded = coefs != 0
    lower, upper = np.zeros_like(system.upper), system.upper.copy()
    below = bounded & (lo > -FREE)
    np.maximum.at(lower, columns[below], -(-lo[below] // coefs[below]))
    above = bounded & (hi < FREE)
    np.minimum.at(upper, columns[above], hi[above] // coefs[above])
    return lower, upper


def _likenesses(system: LinearSystem, rows: Ints, lower: Ints, upper: Ints) -> tuple[Ints, Ints]:
    """Return for each switch another that it is always equal to (1) or never (-1), with that sign.

    What rows of two switches say of one of them alone is noted in ``lower`` and ``upper``.
    """
    rep = np.arange(system.upper.size, dtype=np.int64)
    sign = np.ones_like(rep)
    left, right = system.start[rows], system.start[rows] + 1
    swapped = system.columns[left] > system.columns[right]
    left, right = np.where(swapped, right, left), np.where(swapped, left, right)
    one, two = system.columns[left], system.columns[right]
    switch = (lower == 0) & (upper == 1)
    fit = switch[one] & switch[two] & (one != two)
    rows, left, right, one, two = rows[fit], left[fit], right[fit], one[fit], two[fit]
    if rows.size == 0:
        return rep, sign
    out = _ruled_out(system, rows, system.coefs[left], system.coefs[right])
    key = one * system.upper.size + two
    order = np.argsort(key, kind="stable")
    heads = np.flatnonzero(np.append(True, key[order][1:] != key[order][:-1]))
    out = np.bitwise_or.reduceat(out[order], heads)
    one, two = one[order[heads]], two[order[heads]]
    _narrowed(upper, one[_has(out, WITHOUT_11 | WITHOUT_10)], lower, one[_has(out, WITHOUT_01 | WITHOUT_00)])
    _narrowed(upper, two[_has(out, WITHOUT_11 | WITHOUT_01)], lower, two[_has(out, WITHOUT_10 | WITHOUT_00)])
    open_ones = (lower[one] < upper[one]) & (lower[two] < upper[two])
    equal, apart = _has(out, WITHOUT_10 | WITHOUT_01), _has(out, WITHOUT_11 | WITHOUT_00)
    alike = open_ones & (equal | apart)
    # Each points to one of a lower number, so that there is no way round in a circle.
    rep[two[alike]], sign[two[alike]] = one[alike], np.where(equal[alike], 1, -1)
    while (rep[rep] != rep).any():
        sign, rep = sign * sign[rep], rep[rep]
    return rep, sign


def _ruled_out(system: LinearSystem, rows: Ints, one: Ints, two: Ints) -> Ints:
    """Return which values of two switches each row rules out."""
    lo, hi = system.lo[rows], system.hi[rows]
    found = np.zeros(rows.size, dtype=np.int64)
    ways = ((WITHOUT_11, one + two), (WITHOUT_10, one), (WITHOUT_01, two), (WITHOUT_00, np.zeros_like(one)))
    for bit, total in ways:
        found |= np.where((total < lo) | (total > hi), bit, 0)
    return found


def _has(out: Ints, bits: int) -> Mask:
    return np.asarray(out & bits == bits)


def _narrowed(upper: Ints, never: Ints, lower: Ints, always: Ints) -> None:
    upper[never] = 0
    lower[always] = 1


def _substituted(system: LinearSystem, base: Ints, sign: Ints, number: Ints, upper: Ints) -> LinearSystem:
    """Return the system over the variables that are left, less rows that can no longer be broken."""
    row, coefs = system.row_of_entry(), system.coefs * sign[system.columns]
    held = np.bincount(row, weights=system.coefs * base[system.columns], minlength=system.row_count)
    held = held.astype(np.int64)
    lo = np.where(system.lo == -FREE, -FREE, system.lo - held)
    hi = np.where(system.hi == FREE, FREE, system.hi - held)
    mine = np.flatnonzero(coefs)
    width = max(1, upper.size)
    entries, coefs = summed(row[mine] * width + number[system.columns[mine]], coefs[mine])
    used = coefs != 0
    entries, coefs = entries[used], coefs[used]
    return without_idle_rows(upper, entries // width, entries % width, coefs, lo, hi)
