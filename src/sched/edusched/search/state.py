"""The plan as the search holds it: variable values, what each row sums to, and quick ways to change both.

Everything here costs what the change touches, never what the instance is large: a sub-model of 60 sessions
is cut out of 5,000 as fast as out of 100. The rows are the model's own; nothing is known of any rule.
"""

from dataclasses import dataclass, field

import numpy as np

from edusched.compile.arrays import Ints, Mask, distinct, ints, offsets
from edusched.compile.table import FREE
from edusched.domain.policy import Objective
from edusched.model.system import NO_TERMS, LevelTerms, LinearSystem, Model
from edusched.search.incidence import Incidence, by_column, inputs_of, ranges

TIE = 2**20
"""What a unit of a level counts against a unit of those after it, where these settle ties. Measured on parts
of 182 to 561 sessions, in insertion: cost 7 to 10 % lower at the same obligations."""
MOST_TIED = 2**56
"""What prices with ties may come to in all: the solver adds in 64 bits."""


@dataclass(slots=True)
class State:
    """Values and row sums of the present plan.

    Attributes
    ----------
    values : Ints, shape (variables,)
    sums : Ints, shape (rows,)
        What each row adds up to.
    caps : dict from level to the most its terms may come to
        Levels already settled; kept apart from the rows, because a row over a whole level would tie every
        session to every other.
    turns_on : the literals each column is an input of, in ``row``
    """

    model: Model
    values: Ints
    sums: Ints = field(init=False)
    caps: dict[Objective, int] = field(default_factory=dict)
    packing: Mask = field(init=False)
    incidence: Incidence = field(init=False)
    price: dict[Objective, Ints] = field(init=False)
    turns_on: Incidence = field(init=False)
    _follows: Incidence = field(init=False)
    _totals: dict[Objective, int] = field(init=False)
    _tied: dict[tuple[Objective, ...], Ints] = field(init=False, default_factory=dict)

    def __post_init__(self) -> None:
        system, count = self.model.system, self.model.system.upper.size
        row = system.row_of_entry()
        self.incidence = by_column(system.columns, row, system.coefs, count)
        # A literal that is the "any" of columns follows them alone; other followers hang on whole rows.
        free = np.arange(count) >= self.model.decision_count
        free[ints(sorted(self.model.derived))] = False
        self.turns_on = inputs_of(self.model.derived, count)
        at = np.flatnonzero(free[system.columns])
        start = np.searchsorted(row[at], np.arange(system.row_count + 1)).astype(np.int64)
        names = system.columns[at].astype(np.int32)
        self._follows = Incidence(start, names, np.ones_like(names))
        negative = np.bincount(row, weights=system.coefs < 0, minlength=system.row_count) > 0
        self.packing = ~negative & (system.hi < FREE)
        self.price = {}
        for level, terms in self.model.levels.items():
            self.price[level] = np.zeros(count, dtype=np.int64)
            self.price[level][terms.variables] = terms.coefs
        self.reset(self.values)

    def reset(self, values: Ints) -> None:
        """Take over all values at once."""
        self.values = values.copy()
        self.sums = self.model.system.sums(values)
        self._totals = {
            level: int(terms.coefs @ values[terms.variables]) for level, terms in self.model.levels.items()
        }

    def price_of(self, level: Objective) -> Ints:
        """Return what a unit of each variable costs on a level, shape (variables,)."""
        return self.price[level] if level in self.price else np.zeros_like(self.values)

    def tied_price_of(self, level: Objective) -> Ints:
        """Return what a unit of each variable costs on a level, and less by far on those that follow it.

        A plan that is best at these prices is as good on the level as any, or nearly, and on later levels as
        good as that leaves. Levels that are settled already are left out.
        """
        key = (level, *self.caps)
        if key not in self._tied:
            own = self.price_of(level)
            most = int(np.abs(own) @ self.model.system.upper)
            found = own * max(1, min(TIE, MOST_TIED // max(1, most)))
            for name, terms in self.model.levels.items():
                if name not in key:
                    found += terms.scale * self.price[name]
            self._tied[key] = found
        return self._tied[key]

    def total(self, level: Objective) -> int:
        """Return the sum of a level's terms, in units of its scale."""
        return self._totals.get(level, 0)

    @property
    def holds(self) -> bool:
        """Tell whether every row holds."""
        system = self.model.system
        return bool(((self.sums >= system.lo) & (self.sums <= system.hi)).all())

    def with_followers(self, columns: Ints) -> Ints:
        """Return decision columns and every derived literal and slack that hangs on them, ascending.

        These only follow: holding them would hold the columns too. Of the legs of tours those follow that
        lead between stops which are booked or free.
        """
        found = [distinct(columns)]
        ends = self.model.ends
        live = None if ends is None else ends.live(self.values > 0, found[0])
        seen = np.zeros(self.values.size, dtype=np.bool_)
        seen[found[0]] = True
        while found[-1].size:
            _, at = self.incidence.entries(found[-1])
            rows = distinct(self.incidence.row[at])
            _, entry = ranges(self._follows.start[rows], self._follows.start[rows + 1])
            _, turned = self.turns_on.entries(found[-1])
            names = distinct(np.concatenate([self._follows.row[entry], self.turns_on.row[turned]]))
            fresh = names[~seen[names]]
            if ends is not None and live is not None:
                fresh = fresh[ends.passable(fresh, live)]
            seen[fresh] = True
            found.append(fresh)
        return np.sort(np.concatenate(found))

    def restricted(
        self, names: Ints, level: Objective | None, *, tied: bool = False
    ) -> tuple[LinearSystem, LevelTerms]:
        """Return the system over some variables, all others held, with a level's terms.

        Parameters
        ----------
        names : Ints, ascending
            The free variables, in the order of their new numbers.
        tied
            Levels that follow settle ties.
        """
        system, kept = self.model.system, self.incidence
        column, at = kept.entries(names)
        coef = kept.coef[at].astype(np.int64)
        rows, local = np.unique(kept.row[at], return_inverse=True)
        own = np.bincount(local, weights=coef * self.values[names][column], minlength=rows.size)
        base = self.sums[rows] - own.astype(np.int64)
        lo = np.where(system.lo[rows] == -FREE, -FREE, system.lo[rows] - base)
        hi = np.where(system.hi[rows] == FREE, FREE, system.hi[rows] - base)
        upper = system.upper[names]
        reach = coef * upper[column]
        most = np.bincount(local, weights=np.maximum(reach, 0), minlength=rows.size)
        least = np.bincount(local, weights=np.minimum(reach, 0), minlength=rows.size)
        binds = (least < lo) | (most > hi)
        keep = np.flatnonzero(binds[local])
        keep = keep[np.argsort(local[keep], kind="stable")]
        sizes = np.bincount(local[keep], minlength=rows.size)[binds]
        rest = LinearSystem(upper, offsets(sizes), column[keep], coef[keep], lo[binds], hi[binds])
        for earlier, cap in self.caps.items():
            mine = self._terms(earlier, names)
            if mine.variables.size:
                held = self.total(earlier) - int(mine.coefs @ self.values[names][mine.variables])
                rest = rest.with_row(mine.variables, mine.coefs, -FREE, cap - held)
        if level is None:
            return rest, NO_TERMS
        return rest, _priced(self.tied_price_of(level)[names]) if tied else self._terms(level, names)

    def _terms(self, level: Objective, names: Ints) -> LevelTerms:
        return _priced(self.price[level][names]) if level in self.price else NO_TERMS

    def changes(self, names: Ints, values: Ints) -> tuple[Ints, Ints]:
        """Return the variables that would change, and by how much."""
        delta = values - self.values[names]
        changed = np.flatnonzero(delta)
        return names[changed], delta[changed]

    def try_change(self, names: Ints, delta: Ints, level: Objective) -> int | None:
        """Change some values if every row then holds and no settled level gets worse.

        Returns
        -------
        int or None
            By how much the level fell (0 or more); None when nothing was changed.
        """
        moves = {name: int(price[names] @ delta) for name, price in self.price.items()}
        if moves.get(level, 0) > 0:
            return None
        if any(self.total(name) + moves.get(name, 0) > cap for name, cap in self.caps.items()):
            return None
        system = self.model.system
        column, at = self.incidence.entries(names)
        rows = self.incidence.row[at].astype(np.int64)
        np.add.at(self.sums, rows, self.incidence.coef[at] * delta[column])
        values = self.values[names] + delta
        inside = bool(((values >= 0) & (values <= system.upper[names])).all())
        if (
            not inside
            or not ((self.sums[rows] >= system.lo[rows]) & (self.sums[rows] <= system.hi[rows])).all()
        ):
            np.add.at(self.sums, rows, -self.incidence.coef[at] * delta[column])
            return None
        self.values[names] = values
        for name, move in moves.items():
            self._totals[name] += move
        return -moves.get(level, 0)

    def force(self, names: Ints, delta: Ints) -> None:
        """Change some values whatever the rows say; whoever does so settles the followers afterwards."""
        column, at = self.incidence.entries(names)
        np.add.at(self.sums, self.incidence.row[at], self.incidence.coef[at] * delta[column])
        self.values[names] += delta
        for name, price in self.price.items():
            self._totals[name] += int(price[names] @ delta)

    def blocked(self, columns: Ints, released: Ints) -> Mask:
        """Return which columns cannot be chosen next to what is held, once ``released`` columns are let go.

        Only rows without negative coefficients are looked at: there a column can but add.
        """
        _, at = self.incidence.entries(released)
        rows = self.incidence.row[at].astype(np.int64)
        np.subtract.at(self.sums, rows, self.incidence.coef[at].astype(np.int64))
        owner, at2 = self.incidence.entries(columns)
        rows2, coef = self.incidence.row[at2], self.incidence.coef[at2]
        over = self.packing[rows2] & (self.sums[rows2] + coef > self.model.system.hi[rows2])
        np.add.at(self.sums, rows, self.incidence.coef[at].astype(np.int64))
        return np.bincount(owner[over], minlength=columns.size) > 0


def _priced(price: Ints) -> LevelTerms:
    names = np.flatnonzero(price)
    return LevelTerms(names.astype(np.int64), price[names], 1, 0)
