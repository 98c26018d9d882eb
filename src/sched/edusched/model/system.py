"""A problem as one linear system over integers: the form every engine reads.

Variables are the problem's columns (0 or 1) followed by slacks (0 to their upper bound). Rows are ``lo <=
sum <= hi`` in compressed arrays. CP-SAT, the LP bound and the sub-models of the search are three readings of
it; a sub-model is the same system with everything outside a neighbourhood folded into the bounds.
"""

import math
from dataclasses import dataclass, replace

import numpy as np

from edusched.compile.arrays import Ints, Mask, distinct, ints, joined, offsets, summed
from edusched.compile.problem import Problem
from edusched.compile.rows import Cells, Linear, Subject
from edusched.compile.table import FREE, Binding
from edusched.domain.errors import LimitExceededError
from edusched.domain.policy import Objective
from edusched.model.ends import Ends, ends_of

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

    def capped(self, terms: LevelTerms, value: int) -> "LinearSystem":
        """Return the system in which a level may not get worse than a value."""
        if terms.variables.size == 0:
            return self
        return self.with_row(terms.variables, terms.coefs, -FREE, (value - terms.constant) // terms.scale)

    def sums(self, values: Ints) -> Ints:
        """Return what each row adds up to."""
        return np.diff(offsets(self.coefs * values[self.columns])[self.start])

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
    """Return the system of these entries, less the rows that no values within the bounds can break.

    Parameters
    ----------
    row : Ints, shape (entries,)
        Row of each entry, ascending.
    """
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
    """

    system: LinearSystem
    levels: dict[Objective, LevelTerms]
    decision_count: int
    elastic: tuple[Elastic, ...] = ()
    ends: Ends | None = None

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
    return Model(builder.system(), levels, problem.decision_count, tuple(builder.elastic), ends_of(problem))


class _Builder:
    def __init__(self, problem: Problem) -> None:
        self.problem = problem
        self.table = problem.table
        self.upper = [1] * problem.column_count
        self.columns: list[Ints] = []
        self.coefs: list[Ints] = []
        self.sizes: list[int] = []
        self.lows: list[int] = []
        self.highs: list[int] = []
        self.slack_units = self._slack_units()
        self.slack_variables = [-1] * len(self.table.slacks)
        self.elastic: list[Elastic] = []

    def system(self) -> LinearSystem:
        coefs = joined(self.coefs)
        start = offsets(self.sizes)
        worst = int(np.diff(offsets(np.abs(coefs))[start]).max(initial=0))
        if worst > MAX_ROW_SUM:
            advice = "use larger units or smaller weights"
            raise LimitExceededError("coefficients of one rule's row", worst, MAX_ROW_SUM, "", advice)
        return LinearSystem(
            ints(self.upper), start, joined(self.columns), coefs, ints(self.lows), ints(self.highs)
        )

    def add(self, columns: Ints, coefs: Ints, lo: int, hi: int) -> None:
        self.columns.append(columns)
        self.coefs.append(coefs)
        self.sizes.append(columns.size)
        self.lows.append(lo)
        self.highs.append(hi)

    def blocks(self, *, elastic: bool) -> None:
        for binding, cells in self.table.blocks:
            if elastic and binding is not None:
                self._elastic_cells(binding, cells)
                continue
            count = cells.start.size - 1
            self.columns.append(cells.columns)
            self.coefs.append(cells.coefs)
            self.sizes += np.diff(cells.start).tolist()
            self.lows += [-FREE if cells.lo is None else cells.lo] * count
            self.highs += [FREE if cells.hi is None else cells.hi] * count

    def derived(self) -> None:
        """Encode each "any" literal d of a set: all inputs below d, and d below their sum.

        Inputs that exclude each other (choices of one session, or columns of one capacity row, such as a
        person's slot) go below d as a sum. Bounding them one by one would let the LP spread sessions thinly
        over days and pay for a part of each: measured, a cost bound 22 % too low.
        """
        owner, cliques = self._owners(), self._cliques()
        for column, inputs in sorted(self.problem.derived.items()):
            both = np.append(inputs, column)
            ones = np.append(np.ones(inputs.size, np.int64), -1)
            self.add(both, ones, 0, FREE)
            groups: dict[int, list[int]] = {}
            shared: dict[int, list[int]] = {}
            for literal in inputs.tolist():
                groups.setdefault(owner[literal], []).append(literal)
                for row in cliques.get(literal, ()):
                    shared.setdefault(row, []).append(literal)
            for members in _maximal([*groups.values(), *shared.values()]):
                self.add(ints([*members, column]), np.append(np.ones(len(members), np.int64), -1), -FREE, 0)

    def rows(self, *, elastic: bool) -> None:
        table = self.table
        for row, (binding, _) in enumerate(table.source):
            slack, columns, coefs = table.slack_of[row], table.columns[row], table.coefs[row]
            lo, hi = table.lo[row], table.hi[row]
            if elastic and row in table.implied:
                continue  # it would give once more what the rows it follows from give
            if row in table.stacked:
                self._stacked(row, columns, coefs, hi)
            elif slack >= 0:
                unit = self.slack_units[slack]
                self._with_slack(columns, coefs // unit, _div(lo, unit), _div(hi, unit), self._slack(slack))
            elif elastic and binding is not None:
                unit = table.unit_amounts.get(row, 1)
                self._give(Linear(self.table.source[row][1], columns, coefs, lo, hi, unit), binding)
            else:
                divisor = math.gcd(*coefs.tolist()) or 1
                low = lo if lo == -FREE else -(-lo // divisor)
                self.add(columns, coefs // divisor, low, hi if hi == FREE else hi // divisor)

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

    def _owners(self) -> list[int]:
        """Return for each column a number; decision columns with the same number exclude each other."""
        problem = self.problem
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
        found: list[int] = owner.tolist()
        return found

    def _cliques(self) -> dict[int, list[int]]:
        """Return the hard at-most-one rows each input of a derived literal stands in."""
        found: dict[int, list[int]] = {}
        if not self.problem.derived:
            return found
        wanted = distinct(joined(list(self.problem.derived.values())))
        columns, rows = self.table.at_most_one()
        mine = np.isin(columns, wanted)
        for column, row in zip(columns[mine].tolist(), rows[mine].tolist(), strict=True):
            found.setdefault(column, []).append(row)
        return found

    def _slack_units(self) -> list[int]:
        """Return the greatest common divisor of each slack's rows: hours come in whole or half hours."""
        units = [0] * len(self.table.slacks)
        for row, slack in enumerate(self.table.slack_of):
            if slack >= 0:
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


def _maximal(groups: list[list[int]]) -> list[tuple[int, ...]]:
    """Return the groups that are not part of a larger one, in order, each once."""
    kept: list[tuple[int, ...]] = []
    sets: list[set[int]] = []
    for group in sorted({tuple(sorted(g)) for g in groups}, key=lambda g: (-len(g), g)):
        if not any(known.issuperset(group) for known in sets):
            kept.append(group)
            sets.append(set(group))
    return kept


def _div(bound: int, unit: int) -> int:
    return bound if abs(bound) == FREE else bound // unit


def _terms(parts: list[tuple[Ints, Ints]], constant: int) -> LevelTerms:
    variables, coefs = summed(joined([v for v, _ in parts]), joined([c for _, c in parts]))
    variables, coefs = variables[coefs != 0], coefs[coefs != 0]
    scale = int(np.gcd.reduce(coefs)) or 1
    return LevelTerms(variables, coefs // scale, scale, constant)
