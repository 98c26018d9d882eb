"""The row table: every row of a problem in arrays, with its rule, its slack and its price.

Rules hand in rows; this turns them into one elementary kind, ``lo <= sum + slack <= hi``, plus definitions of
derived literals. What is hard, owed or priced is decided here, from data, and nowhere else.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field

import numpy as np

from edusched.compile.arrays import Ints, Mask, distinct, ints, joined, offsets, runs, spread
from edusched.compile.rows import Batch, Cells, Charge, Conflict, Convex, Given, Linear, Range, Row, Subject
from edusched.domain.policy import Mode, Objective

FREE = 2**40
"""Stands for "no bound" in the bound arrays; far above any sum a row can reach."""


@dataclass(frozen=True, slots=True)
class Binding:
    """How the rows of one rule bind: the rule's name, its mode, and its price."""

    rule: str
    mode: Mode
    level: Objective
    weight: int
    unit: str

    @property
    def hard(self) -> bool:
        """Tell whether the rows must hold."""
        return self.mode is Mode.HARD


@dataclass(slots=True)
class Slack:
    """An integer amount a row may be off by, priced per unit."""

    binding: Binding
    subject: Subject
    price: int
    upper: int


@dataclass(slots=True)
class RowTable:
    """Rows as they are collected. ``new_column`` and ``any_of`` come from the problem that owns the columns.

    ``blocks`` holds families of hard rows as arrays; all other rows stand one by one in ``columns`` to
    ``source``. ``unit_amounts`` says what one unit outside a hard row amounts to, where that is not 1.
    ``stacked`` gives the slacks of a convex row, first step first: they share its one excess.
    """

    new_column: Callable[[], int]
    any_of: Callable[[Ints], int]
    columns: list[Ints] = field(default_factory=list)
    coefs: list[Ints] = field(default_factory=list)
    lo: list[int] = field(default_factory=list)
    hi: list[int] = field(default_factory=list)
    slack_of: list[int] = field(default_factory=list)
    source: list[tuple[Binding | None, Subject]] = field(default_factory=list)
    stacked: dict[int, tuple[int, ...]] = field(default_factory=dict)
    unit_amounts: dict[int, int] = field(default_factory=dict)
    implied: set[int] = field(default_factory=set)
    blocks: list[tuple[Binding | None, Cells]] = field(default_factory=list)
    slacks: list[Slack] = field(default_factory=list)
    charges: list[tuple[Binding, Ints, Ints]] = field(default_factory=list)
    constants: list[tuple[Binding, Subject, int]] = field(default_factory=list)
    _slack_index: dict[tuple[str, Subject], int] = field(default_factory=dict)
    _conflicts: list[tuple[Binding, Conflict]] = field(default_factory=list)

    def define(self, row: Linear | Batch | Cells) -> None:
        """Add what holds by definition, whatever any rule's mode."""
        match row:
            case Cells():
                self.blocks.append((None, row))
            case Batch():
                self._append_all(row, np.ones(len(row.subjects), dtype=np.bool_), None)
            case Linear():
                self._append(row.columns, row.coefs, row.lo, row.hi, -1, None, row.subject)

    def add(self, binding: Binding, row: Row) -> None:
        """Add a row of a rule, bound as its policy says."""
        match row:
            case Linear():
                self._add_linear(binding, row)
            case Batch():
                self._add_batch(binding, row)
            case Charge():
                self._add_charge(binding, row)
            case Convex():
                self._add_convex(binding, row)
            case Cells() if binding.hard:
                self.blocks.append((binding, row))
            case Cells():
                for cell in range(row.start.size - 1):
                    self._add_linear(binding, row.row(cell))
            case Range():
                self._add_range(binding, row)
            case Conflict():
                self._conflicts.append((binding, row))
            case Given():
                self._add_given(binding, row)

    def finish(self) -> None:
        """Encode the conflicts, once every exclusive set of columns is known."""
        if not self._conflicts:
            return
        alone = self._exclusive([side for _, row in self._conflicts for side in (row.left, row.right)])
        for k, (binding, row) in enumerate(self._conflicts):
            if binding.hard:
                left = row.left if alone[2 * k] else ints([self.any_of(row.left)])
                right = row.right if alone[2 * k + 1] else ints([self.any_of(row.right)])
                both = joined([left, right])
                self._append(both, _ones(both.size), None, 1, -1, binding, row.subject)
            else:
                self._price_pairs(binding, row)
        self._conflicts.clear()

    def _add_linear(self, binding: Binding, row: Linear) -> None:
        short = 0 if row.lo is None else row.lo - int(np.minimum(row.coefs, 0).sum())
        over = 0 if row.hi is None else int(np.maximum(row.coefs, 0).sum()) - row.hi
        worst = max(short, over)
        if worst <= 0 or (row.implied and not binding.hard):
            return
        if binding.hard:
            self._append(row.columns, row.coefs, row.lo, row.hi, -1, binding, row.subject)
            if row.unit_amount != 1:
                self.unit_amounts[len(self.lo) - 1] = row.unit_amount
            if row.implied:
                self.implied.add(len(self.lo) - 1)
            return
        slack = self._slack(binding, row.subject, row.unit_amount, worst)
        # A slack helps one side only, so a two-sided row becomes two rows with the same slack.
        if row.lo is not None and short > 0:
            self._append(row.columns, row.coefs, row.lo, None, slack, binding, row.subject)
        if row.hi is not None and over > 0:
            self._append(row.columns, row.coefs, None, row.hi, slack, binding, row.subject)

    def _add_batch(self, binding: Binding, rows: Batch) -> None:
        if not binding.hard:
            for row in rows.rows():
                self._add_linear(binding, row)
            return
        least = np.diff(offsets(np.minimum(rows.coefs, 0))[rows.start])
        most = np.diff(offsets(np.maximum(rows.coefs, 0))[rows.start])
        binds = np.zeros(len(rows.subjects), dtype=np.bool_)
        if rows.lo is not None:
            binds |= rows.lo > least
        if rows.hi is not None:
            binds |= most > rows.hi
        first = len(self.lo)
        self._append_all(rows, binds, binding)
        if rows.implied:
            self.implied.update(range(first, len(self.lo)))

    def _add_charge(self, binding: Binding, row: Charge) -> None:
        keep = row.amounts > 0
        if not keep.any():
            return
        columns = row.columns[keep]
        if binding.hard:
            # In units of the amounts, so that an elastic row gives what the check would count.
            self._append(columns, row.amounts[keep], None, 0, -1, binding, row.subject)
        else:
            self.charges.append((binding, columns, row.amounts[keep]))

    def _add_convex(self, binding: Binding, row: Convex) -> None:
        # One row per step, stacked: step k is what the sum exceeds threshold k by, less what is above
        # threshold k+1. Each is at most a step wide, so the sum stands in one row only and the price of step
        # k is k.
        top = int(np.maximum(row.coefs, 0).sum())
        marks = [t for t in row.thresholds if t < top]
        if not marks:
            return
        steps = []
        for k, mark in enumerate(marks):
            width = (marks[k + 1] if k + 1 < len(marks) else top) - mark
            self.slacks.append(Slack(binding, (*row.subject, f"step {k + 1}"), k + 1, width))
            steps.append(len(self.slacks) - 1)
        self._append(row.columns, row.coefs, None, marks[0], -1, binding, row.subject)
        self.stacked[len(self.lo) - 1] = tuple(steps)

    def _add_range(self, binding: Binding, row: Range) -> None:
        # largest - smallest = "how high" + "how far below the least a sum could reach" - that least: two
        # amounts that are never negative, like every other slack.
        if binding.hard:
            raise ValueError("a range has no limit of its own: it can be priced, not demanded")
        reach = [int(coefs.sum()) for _, coefs in row.sums]
        top, floor = max(reach, default=0), min(reach, default=0)
        if top == 0:
            return
        high = self._slack(binding, (*row.subject, "largest"), 1, top)
        low = self._slack(binding, (*row.subject, "smallest"), 1, floor)
        self.constants.append((binding, row.subject, -floor))
        for columns, coefs in row.sums:
            self._append(columns, coefs, None, 0, high, binding, row.subject)
            if floor > 0:
                self._append(columns, coefs, floor, None, low, binding, row.subject)

    def _add_given(self, binding: Binding, row: Given) -> None:
        if row.amount <= 0:
            return
        if binding.hard:
            nothing = np.zeros(0, dtype=np.int64)
            self._append(nothing, nothing, row.amount, None, -1, binding, row.subject)
        else:
            self.constants.append((binding, row.subject, row.amount))

    def _price_pairs(self, binding: Binding, row: Conflict) -> None:
        for a in row.left.tolist():
            for b in row.right.tolist():
                both = self.new_column()
                self._append(ints([a, b, both]), ints([1, 1, -1]), None, 1, -1, None, row.subject)
                self.charges.append((binding, ints([both]), ints([1])))

    def _slack(self, binding: Binding, subject: Subject, price: int, upper: int) -> int:
        key = (binding.rule, subject)
        if key not in self._slack_index:
            self._slack_index[key] = len(self.slacks)
            self.slacks.append(Slack(binding, subject, price, upper))
        slack = self._slack_index[key]
        self.slacks[slack].upper = max(self.slacks[slack].upper, upper)
        return slack

    def _append(
        self,
        columns: Ints,
        coefs: Ints,
        lo: int | None,
        hi: int | None,
        slack: int,
        binding: Binding | None,
        subject: Subject,
    ) -> None:
        self.columns.append(columns)
        self.coefs.append(coefs)
        self.lo.append(-FREE if lo is None else lo)
        self.hi.append(FREE if hi is None else hi)
        self.slack_of.append(slack)
        self.source.append((binding, subject))

    def _append_all(self, rows: Batch, keep: Mask, binding: Binding | None) -> None:
        """Append the rows to keep of a batch; each is a view of the batch's arrays."""
        kept = np.flatnonzero(keep)
        bounds = zip(rows.start[kept].tolist(), rows.start[kept + 1].tolist(), strict=True)
        spans = [slice(first, after) for first, after in bounds]
        self.columns += [rows.columns[span] for span in spans]
        self.coefs += [rows.coefs[span] for span in spans]
        self.lo += [-FREE] * kept.size if rows.lo is None else rows.lo[kept].tolist()
        self.hi += [FREE] * kept.size if rows.hi is None else rows.hi[kept].tolist()
        self.slack_of += [-1] * kept.size
        self.source += [(binding, rows.subjects[k]) for k in kept.tolist()]

    def at_most_one(self) -> tuple[Ints, Ints]:
        """Return (column, number of the row) for each entry of a hard row that allows one of its columns."""
        columns, rows, count = [], [], len(self.lo)
        likely = np.flatnonzero((ints(self.hi) == 1) & (ints(self.slack_of) < 0))
        parts = [self.columns[row] for row in likely.tolist()]
        ones = joined([self.coefs[row] for row in likely.tolist()]) == 1
        owner = np.repeat(np.arange(likely.size), ints([part.size for part in parts]))
        good = (np.bincount(owner[~ones], minlength=likely.size) == 0)[owner]
        columns.append(joined(parts)[good])
        rows.append(likely[owner[good]])
        for _, cells in self.blocks:
            sizes = np.diff(cells.start)
            if cells.hi == 1 and bool((cells.coefs == 1).all()):
                columns.append(cells.columns)
                rows.append(np.repeat(count + np.arange(sizes.size, dtype=np.int64), sizes))
            count += sizes.size
        return joined(columns), joined(rows)

    def _exclusive(self, sides: Sequence[Ints]) -> Mask:
        """Tell of each set of columns whether hard rows already allow at most one of it."""
        of = np.repeat(np.arange(len(sides), dtype=np.int64), ints([side.size for side in sides]))
        column = joined(sides)
        width = int(column.max(initial=0)) + 1
        of, column = np.divmod(distinct(of * width + column), width)
        wanted = np.zeros(width, dtype=np.bool_)
        wanted[column] = True
        columns, rows = self.at_most_one()
        mine = columns < width
        mine[mine] = wanted[columns[mine]]
        height = int(rows.max(initial=0)) + 1
        columns, rows = np.divmod(distinct(columns[mine] * height + rows[mine]), height)
        first = np.searchsorted(columns, column)
        entry, step = spread(np.searchsorted(columns, column, side="right") - first)
        # A row that holds as many of a set's columns as there are holds them all.
        both, at = runs(of[entry] * height + rows[first[entry] + step])
        found = np.array([side.size <= 1 for side in sides], dtype=np.bool_)
        size = np.bincount(of, minlength=len(sides))
        owner = of[entry[both[at[:-1]]]]
        found[owner[np.diff(at) == size[owner]]] = True
        return found


def _ones(size: int) -> Ints:
    return np.ones(size, dtype=np.int64)
