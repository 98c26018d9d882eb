"""A problem: the columns and rows of an instance under its policy, ready for any engine."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from itertools import pairwise
from typing import Protocol

import numpy as np

from edusched.calendar.horizon import Horizon
from edusched.compile.arrays import Ints, Mask, distinct, grouped, ints, offsets, runs, spread, summed
from edusched.compile.columns import NONE, Nights, Occurrences
from edusched.compile.entities import Entities
from edusched.compile.options import Options, Pairs
from edusched.compile.rows import Batch, Cells, Linear, Row, Subject
from edusched.compile.table import RowTable
from edusched.compile.tours import MOST_ARCS, Tour, TourBuilder
from edusched.domain.instance import Instance

MOST_WEIGHT = 2**30
"""What the coefficients of a row may come to before it is gathered; the solver's limit is twice that."""


@dataclass(frozen=True, slots=True)
class PairFilter:
    """Options that break a rule on their own; ``amounts[k]`` is by how much (0: not at all)."""

    pairs: Pairs
    amounts: Ints


@dataclass(frozen=True, slots=True)
class ColumnFilter:
    """Columns that break a rule on their own: ``columns[k]`` by ``amounts[k]``."""

    columns: Ints
    amounts: Ints


class RowSource(Protocol):
    """What compile needs of a rule: filters on options and columns, then rows."""

    needs_tours: bool

    def option_filters(self, options: Options) -> Iterable[PairFilter]:
        """Yield options that break the rule whatever else is decided."""
        ...

    def column_filters(self, problem: "Problem") -> Iterable[ColumnFilter]:
        """Yield columns that break the rule whatever else is decided."""
        ...

    def rows(self, problem: "Problem") -> Iterable[Row]:
        """Yield rows between columns."""
        ...


@dataclass(slots=True)
class Problem:
    """Columns, derived literals and rows.

    Attributes
    ----------
    placing : place columns
    teaching : staff columns; ``who`` is the instructor
    attending : a row for each cohort a column brings along; ``who`` is the cohort. A recording stands where
        it counts for its cohorts, on the last day of its window; it takes no slot (``present``)
    choosing : attend columns only
    nights : columns for nights away of mobile units
    not_run : Ints, shape (sessions,)
        Column that says a session does not run.
    twin_of : Ints, shape (sessions,)
        Session whose columns a session shares: interchangeable sessions stand in the tables once.
    whole : every option became a column; where not, bounds of the problem are none of the instance
    pinned : Ints
        Sessions whose booking stands.
    times : Ints, shape (sessions,)
        Number of sessions a session's columns stand for: so many of them are chosen, or not run.
    derived : dict from column to the columns it is the "any" of
    removed : dict from session position to {rule name: options struck out}
    """

    entities: Entities
    placing: Occurrences
    teaching: Occurrences
    choosing: Occurrences
    attending: Occurrences
    nights: Nights
    twin_of: Ints
    whole: bool = True
    not_run: Ints = field(default_factory=lambda: ints([]))
    column_count: int = 0
    decision_count: int = 0
    derived: dict[int, Ints] = field(default_factory=dict)
    removed: dict[int, dict[str, int]] = field(default_factory=dict)
    hard_rules: frozenset[str] = frozenset()
    pinned: Ints = field(default_factory=lambda: ints([]))
    _cohort_rows: dict[int, Ints] | None = None
    _instructor_rows: dict[int, Ints] | None = None
    _any_cache: dict[bytes, int] = field(default_factory=dict)
    _sums: dict[tuple[bytes, bytes], tuple[Ints, Ints]] = field(default_factory=dict)
    _tours: dict[int, Tour] = field(default_factory=dict)
    times: Ints = field(init=False)
    table: RowTable = field(init=False)

    def __post_init__(self) -> None:
        self.times = np.bincount(self.twin_of, minlength=self.twin_of.size).astype(np.int64)
        self.table = RowTable(self.switch, self.any_of)

    @property
    def instance(self) -> Instance:
        """The instance this was compiled from."""
        return self.entities.instance

    @property
    def horizon(self) -> Horizon:
        """Days and slots of the plan."""
        return self.entities.horizon

    def switch(self) -> int:
        """Return a new Boolean column that no plan shows: the engine sets it as the rows need."""
        self.column_count += 1
        return self.column_count - 1

    def switches(self, count: int) -> Ints:
        """Return so many new switches."""
        self.column_count += count
        return np.arange(self.column_count - count, self.column_count, dtype=np.int64)

    def any_of(self, columns: Ints) -> int:
        """Return the literal that is true when some column of the set is; for a set of one, the column."""
        return self._literal(distinct(columns))

    def any_by(self, columns: Ints, keys: Ints) -> tuple[Ints, Ints]:
        """Return each key, ascending, and the literal that is true when one of the columns of that key is."""
        order = np.lexsort((columns, keys))
        columns, keys = columns[order], keys[order]
        fresh = np.ones(keys.size, dtype=np.bool_)
        fresh[1:] = (keys[1:] != keys[:-1]) | (columns[1:] != columns[:-1])
        columns, keys = columns[fresh], keys[fresh]
        starts = np.flatnonzero(np.diff(keys, prepend=keys[:1] - 1))
        bounds = pairwise([*starts.tolist(), keys.size])
        return keys[starts], ints([self._literal(columns[first:after]) for first, after in bounds])

    def _literal(self, unique: Ints) -> int:
        if unique.size == 1:
            return int(unique[0])
        key = unique.tobytes()
        literal = self._any_cache.get(key)
        if literal is None:
            literal = self._any_cache[key] = self.switch()
            self.derived[literal] = unique
        return literal

    def gathered(self, columns: Ints, coefs: Ints) -> tuple[Ints, Ints]:
        """Return a weighted sum of columns in fewer terms where its coefficients come to too much.

        Columns of one session and person exclude each other, so those that weigh the same, at whatever
        start or place, are one literal. Sessions that share columns keep theirs.
        """
        columns, coefs = summed(columns, coefs)
        if int(np.abs(coefs).sum()) <= MOST_WEIGHT:
            return columns, coefs
        owner = np.full((2, self.decision_count), NONE, dtype=np.int64)
        kinds = (self.placing, self.teaching, self.choosing)
        for kind, table in enumerate(kinds):
            owner[0, table.column] = np.where(self.times[table.session] == 1, table.session, NONE)
            owner[1, table.column] = table.who * len(kinds) + kind
        known = np.flatnonzero(columns < self.decision_count)
        known = known[owner[0, columns[known]] != NONE]
        session, who = owner[:, columns[known]]
        literals, weights = list[int](), list[int]()
        for (_, _, weight), rows in grouped(session, who, coefs[known]):
            literals.append(self.any_of(columns[known[rows]]))
            weights.append(weight)
        rest = np.ones(columns.size, dtype=np.bool_)
        rest[known] = False
        every = np.concatenate([columns[rest], ints(literals)])
        return summed(every, np.concatenate([coefs[rest], ints(weights)]))

    def running_sums(self, columns: Ints, times: Ints) -> tuple[Ints, Ints]:
        """Return each time, ascending, and a literal that is true when one of the columns up to then is.

        The columns must exclude each other (starts of one session). Each literal is the one before it plus
        the columns of its time, so a chain of n times takes n short rows where n separate sums would take
        n^2 entries.
        """
        key = (columns.tobytes(), times.tobytes())
        if key not in self._sums:
            order, start = runs(times)
            count = start.size - 1
            literals = self.switches(count)
            # A row is its columns, the literal before it (the first has none) and its own.
            size = np.diff(start) + 2
            size[:1] -= 1
            ends = offsets(size)
            own, before = ends[1:] - 1, ends[2:] - 2
            parts = np.empty(ends[-1], dtype=np.int64)
            inside = np.ones(parts.size, dtype=np.bool_)
            inside[own] = inside[before] = False
            parts[inside], parts[own], parts[before] = columns[order], literals, literals[:-1]
            coefs = np.ones(parts.size, dtype=np.int64)
            coefs[own] = -1
            self.define(Cells(lambda _: ("by then",), ends, parts, coefs, 0, 0))
            self._sums[key] = times[order[start[:-1]]], literals
        return self._sums[key]

    def define(self, row: Linear | Batch | Cells) -> None:
        """Add what holds by definition."""
        self.table.define(row)

    def covered(self, table: Occurrences) -> tuple[Ints, Ints]:
        """Return (row, slot) for every slot each row covers."""
        lengths = self.entities.lengths[table.session]
        row, step = spread(lengths)
        return row, table.slot[row] + step

    def one_at_a_time(self, table: Occurrences, who: Ints, name_of: Callable[[int], str]) -> Cells:
        """Return a capacity row of 1 for each (who, slot) that more than one row of a table covers.

        ``who[k]`` says whose slot row k takes, ``NONE`` that it takes nobody's.
        """
        row, slot = self.covered(table)
        owner = who[row]
        slots = self.horizon.slot_count
        key = owner * slots + slot
        order = np.argsort(key, kind="stable")
        order = order[owner[order] != NONE]
        cell, count = np.unique(key[order], return_counts=True)
        several = count > 1
        inside = np.repeat(several, count)
        columns = table.column[row[order]][inside]
        names = cell[several]
        starts = offsets(count[several])

        def subject(cell: int) -> Subject:
            person, at = divmod(int(names[cell]), slots)
            return (name_of(person), *self.entities.slot_name(at))

        return Cells(subject, starts, columns, np.ones(columns.size, dtype=np.int64), None, 1)

    @property
    def width(self) -> int:
        """How many places or locations a key has room for."""
        return max(len(self.entities.places), len(self.entities.locations), 1)

    def key(self, table: Occurrences, *, place: bool) -> Ints:
        """Return one number for (session, slot, place) or (session, slot, location) of each row."""
        where = table.place if place else table.location
        return (table.session * self.horizon.slot_count + table.slot) * self.width + where

    def session_of(self, count: int) -> Ints:
        """Return the session of each of so many variables; ``NONE`` of nights and of those that follow."""
        session = np.full(count, NONE, dtype=np.int64)
        for table in (self.placing, self.teaching, self.choosing):
            session[table.column] = table.session
        session[self.not_run] = self.twin_of
        return session

    def days(self, table: Occurrences) -> Ints:
        """Return the day index of each row."""
        return self.entities.slot_day[table.slot]

    def minutes(self, table: Occurrences) -> tuple[Ints, Ints, Ints]:
        """Return start and end minute of the day and the teaching minutes of each row."""
        count = len(self.horizon.periods)
        starts = ints([p.start_minute for p in self.horizon.periods])
        ends = ints([p.end_minute for p in self.horizon.periods])
        taught = np.concatenate([[0], np.cumsum(ends - starts)])
        first = table.slot % count
        after = first + self.entities.lengths[table.session]
        return starts[first], ends[after - 1], taught[after] - taught[first]

    def slots_missing(self, table: Occurrences, who: Ints, available: Mask) -> Ints:
        """Return for each row at how many of its slots ``available[who]`` is false."""
        row, slot = self.covered(table)
        missing = ~available[who[row], slot]
        return np.bincount(row, weights=missing, minlength=table.size).astype(np.int64)

    @property
    def present(self) -> Occurrences:
        """The rows of ``attending`` that take the slots they cover: all but those of recordings."""
        if self.attending.size == 0 or not self.entities.any_time.any():
            return self.attending
        return self.attending.select(~self.entities.any_time[self.attending.place])

    def rows_of_cohort(self) -> dict[int, Ints]:
        """Return the rows of ``attending`` by cohort."""
        if self._cohort_rows is None:
            self._cohort_rows = {who: rows for (who,), rows in grouped(self.attending.who)}
        return self._cohort_rows

    def rows_of_instructor(self) -> dict[int, Ints]:
        """Return the rows of ``teaching`` by instructor."""
        if self._instructor_rows is None:
            self._instructor_rows = {who: rows for (who,), rows in grouped(self.teaching.who)}
        return self._instructor_rows

    def tour(self, unit: int) -> Tour:
        """Return the tour network of a mobile unit, built on first use."""
        if unit not in self._tours:
            share = MOST_ARCS // len(self.entities.mobile_units)
            tour = TourBuilder(self.entities, self.placing, self.nights, unit, share).build(
                self.switches, self.any_by, self.define, prune="mobile_tour" in self.hard_rules
            )
            self._tours[unit] = tour
            self.whole &= tour.whole
        return self._tours[unit]

    @property
    def tours(self) -> tuple[Tour, ...]:
        """The tour networks that were built, by unit."""
        return tuple(self._tours[unit] for unit in sorted(self._tours))
