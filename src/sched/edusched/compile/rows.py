"""Rows: the only language between rules and engines.

A rule speaks in the kinds below. Each row names its subject; the rows of one rule that share a subject share
one slack, so that the amount of a subject is the largest excess of its rows (this is how either-or and
ordering are priced exactly). Choice, capacity, count and order rows are all ``Linear``; ``Problem.any_of``
derives a literal that is true when some literal of a set is. Every number is an integer.
"""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

import numpy as np

from edusched.compile.arrays import Ints, ints

Subject = tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Linear:
    """``lo <= sum coef x column <= hi``; one unit outside costs ``unit_amount`` of violation.

    An ``implied`` row follows from the rule's other rows over whole numbers but cuts off fractions of them;
    it has no price of its own and is used only where the rule is hard.
    """

    subject: Subject
    columns: Ints
    coefs: Ints
    lo: int | None
    hi: int | None
    unit_amount: int = 1
    implied: bool = False


@dataclass(frozen=True, slots=True)
class Cells:
    """Many rows ``lo <= sum coef x column <= hi`` of one kind, handed over as arrays.

    What a person or room does in each slot is a row a cell, far too many to pass on one by one.

    Attributes
    ----------
    subject_of : name of a cell, asked for only when it is told to somebody
    start : Ints, shape (cells + 1,)
        Cell k has the entries ``start[k]`` to ``start[k + 1]``.
    columns, coefs : Ints, shape (entries,)
    lo, hi : one bound for all cells, or None
    """

    subject_of: Callable[[int], Subject]
    start: Ints
    columns: Ints
    coefs: Ints
    lo: int | None
    hi: int | None

    def row(self, cell: int) -> Linear:
        """Return one cell's row."""
        entries = slice(int(self.start[cell]), int(self.start[cell + 1]))
        return Linear(self.subject_of(cell), self.columns[entries], self.coefs[entries], self.lo, self.hi)


@dataclass(frozen=True, slots=True)
class Batch:
    """``Linear`` rows of one rule handed over at once; they stand one by one in the table, in this order.

    Attributes
    ----------
    subjects : one a row
    start : Ints, shape (rows + 1,)
        Row k has the entries ``start[k]`` to ``start[k + 1]``.
    columns, coefs : Ints, shape (entries,)
    lo, hi : Ints, shape (rows,), or None
    implied : as of a ``Linear`` row
    """

    subjects: Sequence[Subject]
    start: Ints
    columns: Ints
    coefs: Ints
    lo: Ints | None
    hi: Ints | None
    implied: bool = False

    def row(self, number: int) -> Linear:
        """Return one row."""
        entries = slice(int(self.start[number]), int(self.start[number + 1]))
        lo = None if self.lo is None else int(self.lo[number])
        hi = None if self.hi is None else int(self.hi[number])
        subject = self.subjects[number]
        return Linear(subject, self.columns[entries], self.coefs[entries], lo, hi, implied=self.implied)

    def rows(self) -> Iterator[Linear]:
        """Yield the rows one by one."""
        return map(self.row, range(len(self.subjects)))


@dataclass(frozen=True, slots=True)
class Conflict:
    """No column of ``left`` together with any of ``right``; the amount is the number of such pairs."""

    subject: Subject
    left: Ints
    right: Ints


@dataclass(frozen=True, slots=True)
class Convex:
    """Amount = sum over thresholds of max(0, sum coef x column - threshold): each step weighs more."""

    subject: Subject
    columns: Ints
    coefs: Ints
    thresholds: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Range:
    """Amount = the largest less the smallest of several sums; a price only, never hard.

    ``sums`` gives (columns, coefficients) of each sum; an empty one is 0. Coefficients are not negative.
    """

    subject: Subject
    sums: tuple[tuple[Ints, Ints], ...]


@dataclass(frozen=True, slots=True)
class Charge:
    """Each chosen column adds its amount; where the rule is hard the columns cannot be chosen."""

    subject: Subject
    columns: Ints
    amounts: Ints


@dataclass(frozen=True, slots=True)
class Given:
    """An amount that stands whatever is decided (history alone breaks the rule)."""

    subject: Subject
    amount: int


Row = Linear | Batch | Cells | Conflict | Convex | Range | Charge | Given


def at_most(subject: Subject, columns: Ints | Sequence[int], hi: int, coefs: Ints | None = None) -> Linear:
    """Return a capacity row: the (weighted) sum stays at or below ``hi``."""
    array = ints(columns)
    return Linear(subject, array, _ones(array) if coefs is None else coefs, None, hi)


def at_least(
    subject: Subject,
    columns: Ints | Sequence[int],
    lo: int,
    coefs: Ints | None = None,
    unit_amount: int = 1,
) -> Linear:
    """Return a demand row: the (weighted) sum reaches ``lo``."""
    array = ints(columns)
    return Linear(subject, array, _ones(array) if coefs is None else coefs, lo, None, unit_amount)


def _ones(columns: Ints) -> Ints:
    return np.ones(columns.size, dtype=np.int64)
