"""A problem as one linear system over integers: the form every engine reads.

Variables are the problem's columns (0 or 1) followed by slacks (0 to their upper bound). Rows are ``lo <=
sum <= hi`` in compressed arrays. CP-SAT, the LP bound and the sub-models of the search are three readings of
it; a sub-model is the same system with everything outside a neighbourhood folded into the bounds.
"""

import math
from collections.abc import Mapping
from dataclasses import dataclass, field, replace

import numpy as np

from edusched.compile.arrays import Ints, Mask, ints, joined, offsets, summed
from edusched.compile.problem import Problem
from edusched.compile.rows import Cells, Linear, Subject
from edusched.compile.table import FREE, Binding
from edusched.domain.errors import LimitExceededError
from edusched.domain.policy import Objective
from edusched.model.ends import Ends, ends_of
from edusched.model.literals import RowArrays, literal_rows, row_divisors

MAX_ROW_SUM = 2**31 - 1
"""The solver's presolve adds coefficients in 32 bits (google/or-tools#5293): no row may sum past this."""


@dataclass(frozen=True, slots=True)
class LevelTerms:
    """Objective of one level: ``constant + scale * sum(coef x variable)``, the coefficients coprime."""

    variables: Ints
    coefs: Ints
    scale: int
    constant: int

    def value(self, values: Ints) -> int:
        """Return the level's value under variable values."""
        return self.constant + self.scale * int(self.coefs @ values[self.variables])


NO_TERMS = LevelTerms(ints([]), ints([]), 1, 0)


@dataclass(frozen=True, slots=True)
class LinearSystem:
    """Rows over integer variables.

    Attributes
    ----------
    upper : Ints, shape (variables,)
        Upper bounds; all lower bounds are 0.
    start : Ints, shape (rows + 1,)
        Row r has the entries ``start[r]`` to ``start[r + 1]``.
    columns, coefs : Ints, shape (entries,)
    lo, hi : Ints, shape (rows,)
        ``-FREE`` and ``FREE`` stand for no bound.
    """

    upper: Ints
    start: Ints
    columns: Ints
    coefs: Ints
    lo: Ints
    hi: Ints

    @property
    def row_count(self) -> int:
        """Number of rows."""
        return int(self.lo.size)

    def row_of_entry(self) -> Ints:
        """Return the row of each entry."""
        return np.repeat(np.arange(self.row_count, dtype=np.int64), np.diff(self.start))

    def with_row(self, columns: Ints, coefs: Ints, lo: int, hi: int) -> "LinearSystem":
        """Return the system with one more row."""
        return LinearSystem(
            self.upper,
            np.append(self.start, self.start[-1] + columns.size),
            np.concatenate([self.columns, columns]),
            np.concatenate([self.coefs, coefs]),
            np.append(self.lo, lo),
            np.append(self.hi, hi),
        )

    def merged(self) -> "LinearSystem":
        """Return the system with each variable at most once in a row: PDLP and GLOP refuse others."""
        entries, coefs = summed(self.row_of_entry() * self.upper.size + self.columns, self.coefs)
        if entries.size == self.columns.size:
            return self
        start = offsets(np.bincount(entries // self.upper.size, minlength=self.row_count))
        return replace(self, start=start, columns=entries % self.upper.size, coefs=coefs)

    def capped(self, terms: LevelTerms, value: int) -> "LinearSystem":
        """Return the system in which a level may not get worse than a value."""
        if terms.variables.size == 0:
            return self
        return self.with_row(terms.variables, terms.coefs, -FREE, (value - terms.constant) // terms.scale)

    def sums(self, values: Ints) -> Ints:
        """Return what each row adds up to."""
        sums = np.zeros(self.row_count, dtype=np.int64)
        at = np.flatnonzero(values[self.columns])  # most variables are 0
        row = np.searchsorted(self.start, at, side="right") - 1
        np.add.at(sums, row, self.coefs[at] * values[self.columns[at]])
        return sums

    def holds(self, values: Ints) -> bool:
        """Tell whether values satisfy every row."""
        sums = self.sums(values)
        return bool(((sums >= self.lo) & (sums <= self.hi)).all())

    def restricted(self, free: Mask, values: Ints) -> tuple["LinearSystem", Ints]:
        """Return the system over the free variables, all others held at their values.

        Returns
        -------
        LinearSystem
            Variables renumbered in ascending order; rows that can no longer bind are left out.
        Ints
            The free variables, in the order of their new numbers.
        """
        names = np.flatnonzero(free)
        number = np.full(self.upper.size, -1, dtype=np.int64)
        number[names] = np.arange(names.size)
        row, inside = self.row_of_entry(), free[self.columns]
        held = self.coefs * values[self.columns]
        held[inside] = 0
        base = np.bincount(row, weights=held, minlength=self.row_count).astype(np.int64)
        lo = np.where(self.lo == -FREE, -FREE, self.lo - base)
        hi = np.where(self.hi == FREE, FREE, self.hi - base)
        row, columns, coefs = row[inside], number[self.columns[inside]], self.coefs[inside]
        return without_idle_rows(self.upper[names], row, columns, coefs, lo, hi), names


def without_idle_rows(upper: Ints, row: Ints, columns: Ints, coefs: Ints, lo: Ints, hi: Ints) -> LinearSystem:
    """Return the system of these entries, by ascending row, less rows that cannot be broken."""
    reach = coefs * upper[columns]
    most = np.bincount(row, weights=np.maximum(reach, 0), minlength=lo.size)
    least = np.bincount(row, weights=np.minimum(reach, 0), minlength=lo.size)
    binds = (least < lo) | (most > hi)
    keep = binds[row]
    size = np.bincount(row[keep], minlength=lo.size)[binds]
    return LinearSystem(upper, offsets(size), columns[keep], coefs[keep], lo[binds], hi[binds])


@dataclass(frozen=True, slots=True)
class Elastic:
    """How much a hard row gives: a variable, whose row it is, and what one unit of it amounts to."""

    variable: int
    binding: Binding
    subject: Subject
    unit_amount: int


@dataclass(frozen=True, slots=True)
class Model:
    """A linear system with its objective levels.

    Attributes
    ----------
    levels : dict from level to terms, first to last
    decision_count : int
        The first so many variables are what a plan shows.
    elastic : in an elastic model, how much each hard row gives
    ends : what the legs of tours lead from and to
    derived : dict from a literal to the columns it is the "any" of
    """

    system: LinearSystem
    levels: dict[Objective, LevelTerms]
    decision_count: int
    elastic: tuple[Elastic, ...] = ()
    ends: Ends | None = None
    derived: Mapping[int, Ints] = field(default_factory=dict)

    def capped(self, terms: LevelTerms, value: int) -> "Model":
        """Return the model in which a level may not get worse than a value."""
        return replace(self, system=self.system.capped(terms, value))


def build_model(problem: Problem, *, elastic: bool = False) -> Model:
    """Return the linear system of a problem.

    Parameters
    ----------
    elastic
        Give every hard row of a rule a slack of its own and minimise their sum: shows that (and where) hard
        rules cannot all hold. Rows that hold by definition stay hard.

    Raises
    ------
    LimitExceededError
        A row's coefficients could overflow the solver's presolve.
    """
    builder = _Builder(problem)
    builder.derived()
    builder.blocks(elastic=elastic)
    builder.rows(elastic=elastic)
    levels = builder.elastic_level() if elastic else builder.levels()
    elastic_rows, ends = tuple(builder.elastic), ends_of(problem)
    return Model(builder.system(), levels, problem.decision_count, elastic_rows, ends, problem.derived)


class _Builder:
    def __init__(self, problem: Problem) -> None:
        self.problem = problem
        self.table = problem.table
        self.upper = [1] * problem.column_count
        self.columns: list[Ints] = []
        self.coefs: list[Ints] = []
        self.sizes: list[Ints] = []
        self.lows: list[Ints] = []
        self.highs: list[Ints] = []
        self.slack_units = self._slack_units()
        self.slack_variables = [-1] * len(self.table.slacks)
        self.elastic: list[Elastic] = []

    def system(self) -> LinearSystem:
        columns, coefs = joined(self.columns), joined(self.coefs)
        self.columns.clear()  # the arrays are large: what has been joined is let go
        self.coefs.clear()
        start = offsets(joined(self.sizes))
        filled = start[:-1][np.diff(start) > 0]
        worst = int(np.add.reduceat(np.abs(coefs), filled).max()) if filled.size else 0
        if worst > MAX_ROW_SUM:
            advice = "use larger units or smaller weights"
            raise LimitExceededError("coefficients of one rule's row", worst, MAX_ROW_SUM, "", advice)
        lo, hi = joined(self.lows), joined(self.highs)
        return LinearSystem(ints(self.upper), start, columns, coefs, lo, hi)

    def add(self, columns: Ints, coefs: Ints, lo: int, hi: int) -> None:
        self.add_all(RowArrays(ints([columns.size]), columns, coefs, ints([lo]), ints([hi])))

    def add_all(self, rows: RowArrays) -> None:
        self.sizes.append(rows.size)
        self.columns.append(rows.columns)
        self.coefs.append(rows.coefs)
        self.lows.append(rows.lo)
        self.highs.append(rows.hi)

    def blocks(self, *, elastic: bool) -> None:
        for binding, cells in self.table.blocks:
            if elastic and binding is not None:
                self._elastic_cells(binding, cells)
                continue
            lo = np.full(cells.start.size - 1, -FREE if cells.lo is None else cells.lo, dtype=np.int64)
            hi = np.full(cells.start.size - 1, FREE if cells.hi is None else cells.hi, dtype=np.int64)
            self.add_all(RowArrays(np.diff(cells.start), cells.columns, cells.coefs, lo, hi))

    def derived(self) -> None:
        """Add what ties each "any" literal to its set."""
        if self.problem.derived:
            self.add_all(literal_rows(self.problem))

    def rows(self, *, elastic: bool) -> None:
        table = self.table
        plain = ints(table.slack_of) < 0
        plain[list(table.stacked)] = False
        if elastic:
            plain &= np.array([binding is None for binding, _ in table.source], dtype=np.bool_)
        done = 0
        for row in np.flatnonzero(~plain).tolist():
            self._plain(done, row)
            done = row + 1
            slack, columns, coefs = table.slack_of[row], table.columns[row], table.coefs[row]
            lo, hi = table.lo[row], table.hi[row]
            if elastic and row in table.implied:
                continue  # it would give once more what the rows it follows from give
            if row in table.stacked:
                self._stacked(row, columns, coefs, hi)
            elif slack >= 0:
                unit = self.slack_units[slack]
                self._with_slack(columns, coefs // unit, _div(lo, unit), _div(hi, unit), self._slack(slack))
            elif (source := table.source[row])[0] is not None:
                unit = table.unit_amounts.get(row, 1)
                self._give(Linear(source[1], columns, coefs, lo, hi, unit), source[0])
        self._plain(done, len(table.lo))

    def _plain(self, first: int, after: int) -> None:
        """Add rows of the table that nothing is off by, each divided by what all its coefficients share."""
        if first == after:
            return
        table = self.table
        columns, coefs = joined(table.columns[first:after]), joined(table.coefs[first:after])
        size = ints([part.size for part in table.columns[first:after]])
        divisor = row_divisors(size, coefs)
        lo, hi = ints(table.lo[first:after]), ints(table.hi[first:after])
        lo = np.where(lo == -FREE, lo, -(-lo // divisor))
        hi = np.where(hi == FREE, hi, hi // divisor)
        self.add_all(RowArrays(size, columns, coefs // np.repeat(divisor, size), lo, hi))

    def levels(self) -> dict[Objective, LevelTerms]:
        parts: dict[Objective, list[tuple[Ints, Ints]]] = {}
        constants: dict[Objective, int] = {}
        for binding, columns, amounts in self.table.charges:
            parts.setdefault(binding.level, []).append((columns, amounts * binding.weight))
        for index, slack in enumerate(self.table.slacks):
            price = slack.price * slack.binding.weight * self.slack_units[index]
            parts.setdefault(slack.binding.level, []).append((ints([self._slack(index)]), ints([price])))
        for binding, _, amount in self.table.constants:
            constants[binding.level] = constants.get(binding.level, 0) + amount * binding.weight
        used = [level for level in Objective if level in parts or level in constants]
        return {level: _terms(parts.get(level, []), constants.get(level, 0)) for level in used}

    def elastic_level(self) -> dict[Objective, LevelTerms]:
        # What gives is weighed in its rule's unit, so the optimum is the cheapest set of demands to give up.
        given = (ints([e.variable for e in self.elastic]), ints([e.unit_amount for e in self.elastic]))
        return {Objective.OBLIGATIONS: _terms([given], 0)}

    def _slack_units(self) -> list[int]:
        """Return the greatest common divisor of each slack's rows: hours come in whole or half hours."""
        units = [0] * len(self.table.slacks)
        slack_of = ints(self.table.slack_of)
        for row in np.flatnonzero(slack_of >= 0).tolist():
            slack = self.table.slack_of[row]
            bounds = [b for b in (self.table.lo[row], self.table.hi[row]) if abs(b) != FREE]
            units[slack] = math.gcd(units[slack], *self.table.coefs[row].tolist(), *bounds)
        for row, steps in self.table.stacked.items():
            widths = [self.table.slacks[step].upper for step in steps]
            unit = math.gcd(*self.table.coefs[row].tolist(), *widths, self.table.hi[row])
            for step in steps:
                units[step] = unit
        return [max(1, unit) for unit in units]

    def _slack(self, slack: int) -> int:
        if self.slack_variables[slack] < 0:
            self.slack_variables[slack] = self._variable(
                -(-self.table.slacks[slack].upper // self.slack_units[slack])
            )
        return self.slack_variables[slack]

    def _stacked(self, row: int, columns: Ints, coefs: Ints, hi: int) -> None:
        steps = self.table.stacked[row]
        unit = self.slack_units[steps[0]]
        variables = ints([self._slack(step) for step in steps])
        both = np.concatenate([columns, variables])
        self.add(both, np.append(coefs // unit, np.full(variables.size, -1)), -FREE, hi // unit)

    def _elastic_cells(self, binding: Binding, cells: Cells) -> None:
        for k in range(cells.start.size - 1):
            self._give(cells.row(k), binding)

    def _give(self, row: Linear, binding: Binding) -> None:
        """Add a hard row that may give, at a price."""
        lo, hi = -FREE if row.lo is None else row.lo, FREE if row.hi is None else row.hi
        short = lo - int(np.minimum(row.coefs, 0).sum()) if lo > -FREE else 0
        over = int(np.maximum(row.coefs, 0).sum()) - hi if hi < FREE else 0
        variable = self._variable(max(short, over, 0))
        self.elastic.append(Elastic(variable, binding, row.subject, row.unit_amount))
        self._with_slack(row.columns, row.coefs, lo, hi, variable)

    def _variable(self, upper: int) -> int:
        self.upper.append(upper)
        return len(self.upper) - 1

    def _with_slack(self, columns: Ints, coefs: Ints, lo: int, hi: int, slack: int) -> None:
        # A slack helps one side only, so a two-sided row becomes two rows with the same slack.
        both = np.append(columns, slack)
        if lo != -FREE:
            self.add(both, np.append(coefs, 1), lo, FREE)
        if hi != FREE:
            self.add(both, np.append(coefs, -1), -FREE, hi)


def _div(bound: int, unit: int) -> int:
    return bound if abs(bound) == FREE else bound // unit


def _terms(parts: list[tuple[Ints, Ints]], constant: int) -> LevelTerms:
    variables, coefs = summed(joined([v for v, _ in parts]), joined([c for _, c in parts]))
    variables, coefs = variables[coefs != 0], coefs[coefs != 0]
    scale = int(np.gcd.reduce(coefs)) or 1
    return LevelTerms(variables, coefs // scale, scale, constant)
