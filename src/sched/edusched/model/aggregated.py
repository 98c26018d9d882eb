"""A smaller system that says less: variables of one class are counted together.

For classes C of variables, X_C = sum of x_j over C. A row sum a_j x_j <= hi implies sum over classes of
min(a_j in C) X_C <= hi, where a variable that is not in the row has a_j = 0; rows with a lower end and the
objective likewise. Rows that look alike but for which members of their classes they hold (one a start, say)
are added up first, or nothing would be left of them.

Whatever the original allows is allowed here at no higher price, so a bound found here holds there. Counted
over its starts, a session is one variable a place and one a person: time is lost and whole numbers are kept,
which is what the LP does not do.
"""

import numpy as np
from numpy.typing import NDArray

from edusched.compile.arrays import Ints, ints, offsets, summed
from edusched.compile.table import FREE
from edusched.model.cp_sat import Interrupt, SolverSettings, solve_system
from edusched.model.system import LevelTerms, LinearSystem, without_idle_rows

MOST_VARIABLES = 30_000
"""Systems that are still larger are not tried."""

Marks = NDArray[np.uint64]


def mixed(values: Marks) -> Marks:
    """Return values scattered over 64 bits (the finaliser of SplitMix64, Steele and others 2014)."""
    values = values + np.uint64(0x9E3779B97F4A7C15)
    values = (values ^ (values >> np.uint64(30))) * np.uint64(0xBF58476D1CE4E5B9)
    values = (values ^ (values >> np.uint64(27))) * np.uint64(0x94D049BB133111EB)
    return values ^ (values >> np.uint64(31))


def marked(*keys: Marks | Ints | int) -> Marks:
    """Return a mark for each combination of keys, the same for equal ones; order counts."""
    marks: Marks = np.zeros(1, dtype=np.uint64)
    for key in keys:
        marks = mixed(marks + np.atleast_1d(np.asarray(key)).astype(np.uint64))
    return marks


def aggregated(system: LinearSystem, terms: LevelTerms, group: Ints) -> tuple[LinearSystem, LevelTerms]:
    """Return the system and the objective with the variables of a group counted together.

    Parameters
    ----------
    group : Ints, shape (variables,)
        The group of each variable, numbered from 0 without gaps.
    """
    system = _added_up(system, group)
    size = np.bincount(group)
    upper = np.bincount(group, weights=system.upper).astype(np.int64)
    row, columns, low, high = _by_group(system.row_of_entry(), group[system.columns], system.coefs, size)
    exact = np.bincount(row, weights=low != high, minlength=system.row_count) == 0
    both = exact & (system.lo > -FREE) & (system.hi < FREE)
    # Where groups have one coefficient each a row stays one row; else each end has coefficients of its own.
    coefs = np.concatenate([low, high])
    there = coefs != 0
    smaller = without_idle_rows(
        upper,
        np.concatenate([row, row + system.row_count])[there],
        np.concatenate([columns, columns])[there],
        coefs[there],
        np.concatenate([np.where(both, system.lo, -FREE), np.where(both, -FREE, system.lo)]),
        np.concatenate([system.hi, np.full(system.row_count, FREE)]),
    )
    nothing = np.zeros(terms.variables.size, dtype=np.int64)
    _, names, least, _ = _by_group(nothing, group[terms.variables], terms.coefs, size)
    priced = least != 0
    return smaller, LevelTerms(names[priced], least[priced], terms.scale, terms.constant)


def _added_up(system: LinearSystem, group: Ints) -> LinearSystem:
    """Return the system with rows added up that have the same coefficients on the same groups."""
    row = system.row_of_entry()
    mark = np.zeros(system.row_count, dtype=np.uint64)
    np.add.at(
        mark, row, mixed(mixed(group[system.columns].astype(np.uint64)) + system.coefs.astype(np.uint64))
    )
    mark = mixed(
        mark + mixed(system.lo.astype(np.uint64)) + mixed(system.hi.astype(np.uint64) + np.uint64(1))
    )
    order = np.argsort(mark, kind="stable")
    number = np.zeros(system.row_count, dtype=np.int64)
    number[order] = np.cumsum(np.diff(mark[order], prepend=mark[order[:1]]) != 0)
    times = np.bincount(number)
    first = np.zeros(times.size, dtype=np.int64)
    first[number[::-1]] = np.arange(system.row_count)[::-1]
    key = number[row] * system.upper.size + system.columns
    cells, coefs = summed(key, system.coefs)
    lo, hi = system.lo[first], system.hi[first]
    return LinearSystem(
        system.upper,
        offsets(np.bincount(cells // system.upper.size, minlength=times.size)),
        cells % system.upper.size,
        coefs,
        np.where(lo > -FREE, lo * times, lo),
        np.where(hi < FREE, hi * times, hi),
    )


def _by_group(row: Ints, group: Ints, coefs: Ints, size: Ints) -> tuple[Ints, Ints, Ints, Ints]:
    """Return (row, group, least, largest coefficient); a member that is not in the row has 0."""
    key = row * size.size + group
    order = np.argsort(key, kind="stable")
    sorted_key = key[order]
    first = np.flatnonzero(np.diff(sorted_key, prepend=-1))
    if first.size == 0:
        return ints([]), ints([]), ints([]), ints([])
    low = np.minimum.reduceat(coefs[order], first)
    high = np.maximum.reduceat(coefs[order], first)
    members = np.diff(np.append(first, order.size))
    found = sorted_key[first] % size.size
    some_missing = members < size[found]
    low[some_missing] = np.minimum(low[some_missing], 0)
    high[some_missing] = np.maximum(high[some_missing], 0)
    return sorted_key[first] // size.size, found, low, high


class AggregatedBound:
    """The bound CP-SAT proves of a level over the smaller system; ``stop`` may be called from any thread."""

    def __init__(self, system: LinearSystem, terms: LevelTerms, group: Ints) -> None:
        self._system, self._terms = aggregated(system, terms, group)
        self._interrupt = Interrupt()
        self._bound = 0

    def stop(self) -> None:
        """End the solve as soon as possible; what is proven stays proven."""
        self._interrupt.pull()

    def solve(self, seconds: float | None, *, deterministic_seconds: float | None = None) -> int:
        """Return a lower bound of ``sum(coef x variable)``; 0 where nothing was proven."""
        if self._system.upper.size > MOST_VARIABLES or self._terms.variables.size == 0:
            return 0
        settings = SolverSettings(seconds, 1, 1, 0.0, deterministic_seconds)
        answer = solve_system(
            self._system, self._terms, settings, interrupt=self._interrupt, on_change=self._raise
        )
        return max(self._bound, answer.bound)

    def _raise(self, _: int | None, bound: int) -> None:
        self._bound = max(self._bound, bound)
