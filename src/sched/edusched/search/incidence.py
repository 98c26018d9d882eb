"""Rows read by columns: which entries belong to which column, found without looking at any other."""

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np

from edusched.compile.arrays import Ints, Mask, ints, joined, spread


@dataclass(frozen=True, slots=True)
class Incidence:
    """Which entries belong to which column: the rows of a system, read by columns.

    Attributes
    ----------
    start : Ints, shape (columns + 1,)
    row, coef : int32 arrays, shape (entries,)
    """

    start: Ints
    row: np.ndarray[tuple[int], np.dtype[np.int32]]
    coef: np.ndarray[tuple[int], np.dtype[np.int32]]

    def entries(self, columns: Ints) -> tuple[Ints, Ints]:
        """Return (position in ``columns``, position of the entry) for every entry of some columns."""
        return ranges(self.start[columns], self.start[columns + 1])

    def of_rows(self, kept: Mask, columns: int) -> "Incidence":
        """Return the entries of the first columns in some rows only; the other columns have none."""
        end = int(self.start[columns])
        there = kept[self.row[:end]]
        start = np.concatenate([[0], np.cumsum(there)])[np.minimum(self.start, end)].astype(np.int64)
        return Incidence(start, self.row[:end][there], self.coef[:end][there])


def ranges(first: Ints, end: Ints) -> tuple[Ints, Ints]:
    """Return (number of the range, member) for every member of the ranges ``first[k]`` to ``end[k]``."""
    owner, offset = spread(end - first)
    return owner, first[owner] + offset


def by_column(columns: Ints, row: Ints, coefs: Ints, count: int) -> Incidence:
    """Return entries sorted by column."""
    order = np.argsort(columns, kind="stable")
    start = np.searchsorted(columns[order], np.arange(count + 1)).astype(np.int64)
    return Incidence(start, row[order].astype(np.int32), coefs[order].astype(np.int32))


def inputs_of(derived: Mapping[int, Ints], count: int) -> Incidence:
    """Return the literals each column is an input of, in ``row``.

    Parameters
    ----------
    derived : dict from a literal to the columns it is the "any" of
    count : number of columns
    """
    names = sorted(derived)
    owner = np.repeat(ints(names), [derived[name].size for name in names])
    return by_column(joined([derived[name] for name in names]), owner, np.ones_like(owner), count)
