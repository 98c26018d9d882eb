"""A first plan by regret insertion: book what has most to lose by waiting, at its cheapest free booking.

Occupancy is the row sums themselves: a column is free while every row it stands in has room for it, and so
has every derived literal it would turn on. Sessions whose columns hang on choices that insertion cannot see
through (a block of days, a tour, who attends) are left to sub-models. Source: regret insertion as in Potvin
and Rousseau (1993), with the regrets worked out anew only when a session comes up.
"""

import heapq
from collections.abc import Callable
from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray

from edusched.compile.arrays import Ints, Mask, ints, joined
from edusched.search.incidence import Incidence
from edusched.search.landscape import NOBODY, Landscape

NEAR = (64, 512)
"""Cheapest columns of a session looked at first; more, and all, only when none of these is free."""
ALONE = 1e15
"""Regret of a session with a single booking left."""
KNOWN = 8
"""Bookings remembered of each session, so that it is not looked through again for each one lost."""

Booking = tuple[float, Ints]
"""What a booking costs, and its columns."""


@dataclass(slots=True)
class Insertion:
    """Books sessions one by one in the state of a landscape.

    Attributes
    ----------
    worth : shape (decision columns,)
        What the cheapest booking costs that uses a column.
    """

    landscape: Landscape
    worth: NDArray[np.float64]
    turns_on: Incidence = field(init=False)
    _wanted: dict[int, list[int]] = field(init=False)
    _order: list[Ints | None] = field(init=False)
    _ready: dict[int, list[Booking]] = field(default_factory=dict)

    def __post_init__(self) -> None:
        problem = self.landscape.problem
        self.turns_on = self.landscape.turns_on
        self._wanted = {}
        for k in self.landscape.movers.tolist():
            staff = problem.entities.staff(problem.entities.sessions[k])
            self._wanted[k] = [need.count for need in staff]
        self._order = [None] * problem.twin_of.size

    def run(self, sessions: Ints, out_of_time: Callable[[], bool]) -> Ints:
        """Book sessions as far as there is room; return those that did not find any."""
        heap: list[tuple[float, int, int]] = []
        left: list[int] = []
        for session in sessions.tolist():
            self._push(heap, session, left)
        count = 0
        while heap:
            count += 1
            if count % 64 == 0 and out_of_time():
                left += [session for _, _, session in heap]
                break
            _, _, session = heapq.heappop(heap)
            columns = self._ready[session][0][1]
            if self._too_much(columns[np.newaxis], self._waiting(session))[0]:
                del self._ready[session][0]  # somebody took its place meanwhile: look again
                self._push(heap, session, left)
                continue
            self._book(session, columns)
            if self._waiting(session).size:
                self._push(heap, session, left)
        return ints(sorted(set(left)))

    def _push(self, heap: list[tuple[float, int, int]], session: int, left: list[int]) -> None:
        known = self._still_free(session, self._ready.get(session, []))
        if len(known) < 2:
            known = self._cheapest(session)
        self._ready[session] = known
        if not known:
            left.append(session)
            return
        regret = ALONE if len(known) == 1 else known[1][0] - known[0][0] + 1000.0 / len(known)
        heapq.heappush(heap, (-regret, self._tie(session), session))

    def _still_free(self, session: int, known: list[Booking]) -> list[Booking]:
        if not known:
            return known
        columns = np.stack([c for _, c in known])
        shut = self.blocked(columns.ravel(), self._waiting(session)).reshape(columns.shape)
        shut |= self.landscape.state.values[columns] > 0
        return [known[k] for k in np.flatnonzero(~shut.any(axis=1)).tolist()]

    def _tie(self, session: int) -> int:
        own = self.landscape.columns_of(ints([session]))
        return int(own.size)

    def _waiting(self, session: int) -> Ints:
        """Return the "does not run" column of one booking still missing; none when all are there."""
        problem, state = self.landscape.problem, self.landscape.state
        columns = problem.not_run[self.landscape.members_of(session)]
        waiting: Ints = columns[state.values[columns] > 0][:1]
        return waiting

    def _cheapest(self, session: int) -> list[Booking]:
        """Return the cheapest free bookings of a session, cheapest first."""
        order = self._order[session]
        if order is None:
            own = self.landscape.columns_of(ints([session]))
            own = own[self.landscape.cell_of[own] >= 0]
            order = self._order[session] = own[np.argsort(self.worth[own], kind="stable")]
        for near in NEAR:
            found = self._choose(session, order[:near])
            if len(found) > 1 or order.size <= near:
                return found
        return self._choose(session, order)

    def _choose(self, session: int, columns: Ints) -> list[Booking]:
        land, problem = self.landscape, self.landscape.problem
        free = columns[~self.blocked(columns, self._waiting(session)) & (land.state.values[columns] == 0)]
        cell = land.cell_of[free]
        taught = free >= problem.placing.size
        wanted = self._wanted[session]
        with_place, first = np.unique(cell[~taught], return_index=True)
        if with_place.size == 0:
            return []
        place = free[~taught][first]  # columns come cheapest first
        total = self.worth[place].copy()
        staff: list[Ints] = []
        role, who = np.full(free.size, NOBODY), np.full(free.size, NOBODY)
        row = free[taught] - problem.placing.size
        role[taught], who[taught] = problem.teaching.role[row], problem.teaching.who[row]
        for number, count in enumerate(wanted):
            mine = np.flatnonzero(taught & (role == number) & np.isin(cell, with_place))
            at = np.searchsorted(with_place, cell[mine])
            for pick in (part[:, k] for part in staff for k in range(part.shape[1])):
                taken = problem.teaching.who[np.maximum(pick - problem.placing.size, 0)]
                others = np.where(pick >= 0, taken, NOBODY)[at] != who[mine]
                mine, at = mine[others], at[others]
            order = np.argsort(at, kind="stable")
            start = np.searchsorted(at[order], np.arange(with_place.size + 1))
            enough = np.diff(start) >= count
            total[~enough] = np.inf
            pick = np.full((with_place.size, count), -1, dtype=np.int64)
            for k in range(count):
                there = start[:-1][enough] + k
                pick[enough, k] = free[mine[order[there]]]
            total[enough] = np.maximum(total[enough], self.worth[pick[enough]].max(axis=1, initial=0.0))
            staff.append(pick)
        best = np.argsort(total, kind="stable")[:KNOWN]
        best = best[np.isfinite(total[best])]
        found = np.concatenate([place[best, np.newaxis], *(pick[best] for pick in staff)], axis=1)
        fits = ~self._too_much(found, self._waiting(session))
        return [(float(total[k]), booking) for k, booking in zip(best[fits], found[fits], strict=True)]

    def _too_much(self, bookings: Ints, released: Ints) -> Mask:
        """Return which bookings, each with all its columns and the literals they turn on, have no room.

        Columns that fit one by one may not fit together: two cohorts of a unit that go away at once.
        """
        state, system = self.landscape.state, self.landscape.state.model.system
        count, width = bookings.shape
        owner, at = self.turns_on.entries(bookings.ravel())
        literals = self.turns_on.row[at].astype(np.int64)
        off = state.values[literals] == 0
        pairs = np.unique(owner[off] // max(1, width) * state.values.size + literals[off])
        names = joined([bookings.ravel(), pairs % state.values.size])
        whose = joined([np.repeat(np.arange(count), width), pairs // state.values.size])
        inc = state.incidence
        of, at = inc.entries(names)
        fills = state.packing[inc.row[at]]
        of, at = of[fills], at[fills]
        rows = inc.row[at].astype(np.int64)
        cells, inverse = np.unique(whose[of] * system.row_count + rows, return_inverse=True)
        added = np.bincount(inverse, weights=inc.coef[at], minlength=cells.size).astype(np.int64)
        whose, rows = np.divmod(cells, system.row_count)
        _, gone = inc.entries(released)
        left = state.sums[rows] + added
        for row, coef in zip(inc.row[gone].tolist(), inc.coef[gone].tolist(), strict=True):
            left[rows == row] -= coef
        over = left > system.hi[rows]
        return np.bincount(whose[over], minlength=count) > 0

    def blocked(self, columns: Ints, released: Ints) -> Mask:
        """Return which columns have no room, by their own rows or by those of literals they turn on."""
        state = self.landscape.state
        found = state.blocked(columns, released)
        owner, at = self.turns_on.entries(columns)
        if owner.size:
            literals = self.turns_on.row[at].astype(np.int64)
            off, where = np.unique(literals, return_inverse=True)
            shut = state.blocked(off, released) & (state.values[off] == 0)
            found |= np.bincount(owner[shut[where]], minlength=columns.size) > 0
        return found

    def _book(self, session: int, columns: Ints) -> None:
        state = self.landscape.state
        _, at = self.turns_on.entries(columns)
        literals = np.unique(self.turns_on.row[at].astype(np.int64))
        literals = literals[state.values[literals] == 0]
        names = joined([columns, self._waiting(session), literals])
        delta = np.ones(names.size, dtype=np.int64)
        delta[columns.size] = -1
        state.force(names, delta)
        self.landscape.changed(names, delta)
