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
from edusched.compile.table import FREE
from edusched.search.landscape import Landscape
from edusched.search.state import Incidence, by_column

NEAR = 240
"""Cheapest columns of a session looked at first; all of them only when none of these is free."""
ALONE = 1e15
"""Regret of a session with a single booking left."""


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

    def __post_init__(self) -> None:
        problem, state = self.landscape.problem, self.landscape.state
        names = sorted(problem.derived)
        inputs = joined([problem.derived[name] for name in names])
        owner = np.repeat(ints(names), [problem.derived[name].size for name in names])
        self.turns_on = by_column(inputs, owner, np.ones_like(owner), state.values.size)
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
            regret, columns = self._best(session)
            if columns is None:
                left.append(session)
                continue
            if heap and regret < -heap[0][0] * 0.5:  # much less urgent than when it was queued
                heapq.heappush(heap, (-regret, self._tie(session), session))
                continue
            self._book(session, columns)
            if self._left(session) > 0:
                self._push(heap, session, left)
        return ints(sorted(set(left)))

    def _push(self, heap: list[tuple[float, int, int]], session: int, left: list[int]) -> None:
        regret, columns = self._best(session)
        if columns is None:
            left.append(session)
        else:
            heapq.heappush(heap, (-regret, self._tie(session), session))

    def _tie(self, session: int) -> int:
        own = self.landscape.columns_of(ints([session]))
        return int(own.size)

    def _left(self, session: int) -> int:
        """Return how many of a session's bookings are still missing."""
        problem, state = self.landscape.problem, self.landscape.state
        members = self.landscape.members_of(session)
        return int(state.values[problem.not_run[members]].sum())

    def _best(self, session: int) -> tuple[float, Ints | None]:
        """Return the regret of a session and the columns of its cheapest free booking, None without one."""
        order = self._order[session]
        if order is None:
            own = self.landscape.columns_of(ints([session]))
            own = own[(self.landscape.cell_of[own] >= 0)]
            order = self._order[session] = own[np.argsort(self.worth[own], kind="stable")]
        found = self._choose(session, order[:NEAR])
        return found if found[1] is not None or order.size <= NEAR else self._choose(session, order)

    def _choose(self, session: int, columns: Ints) -> tuple[float, Ints | None]:
        land, problem = self.landscape, self.landscape.problem
        free = columns[~self.blocked(columns) & (land.state.values[columns] == 0)]
        cell = land.cell_of[free]
        taught = free >= problem.placing.size
        wanted = self._wanted[session]
        with_place, first = np.unique(cell[~taught], return_index=True)
        if with_place.size == 0:
            return 0.0, None
        place = free[~taught][first]  # columns come cheapest first
        total = self.worth[place].copy()
        staff: list[Ints] = []
        role = problem.teaching.role[np.maximum(free - problem.placing.size, 0)]
        for number, count in enumerate(wanted):
            mine = np.flatnonzero(taught & (role == number) & np.isin(cell, with_place))
            at = np.searchsorted(with_place, cell[mine])
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
        best = int(np.argmin(total))
        if not np.isfinite(total[best]):
            return 0.0, None
        regret = ALONE if total.size < 2 else float(np.partition(total, 1)[1] - total[best])
        if not np.isfinite(regret):
            regret = ALONE
        few = 1.0 + 1000.0 / total.size
        return regret + few, joined([place[best : best + 1], *(pick[best] for pick in staff)])

    def blocked(self, columns: Ints) -> Mask:
        """Return which columns have no room, by their own rows or by those of literals they turn on."""
        state = self.landscape.state
        none = ints([])
        found = state.blocked(columns, none)
        owner, at = self.turns_on.entries(columns)
        if owner.size:
            literals = self.turns_on.row[at].astype(np.int64)
            off, where = np.unique(literals, return_inverse=True)
            shut = state.blocked(off, none) & (state.values[off] == 0)
            found |= np.bincount(owner[shut[where]], minlength=columns.size) > 0
        return found

    def _book(self, session: int, columns: Ints) -> None:
        state, problem = self.landscape.state, self.landscape.problem
        members = self.landscape.members_of(session)
        waiting = members[state.values[problem.not_run[members]] > 0]
        _, at = self.turns_on.entries(columns)
        literals = np.unique(self.turns_on.row[at].astype(np.int64))
        literals = literals[state.values[literals] == 0]
        names = joined([columns, problem.not_run[waiting[:1]], literals])
        delta = np.ones(names.size, dtype=np.int64)
        delta[columns.size] = -1
        state.force(names, delta)
        self.landscape.changed(names, delta)


def plain_sessions(landscape: Landscape) -> Mask:
    """Return which sessions insertion can see through, shape (sessions,).

    Their columns stand only in rows that add up (capacity), that have a slack (prices), that define a
    literal, or that are the structure of a booking; and so do the literals they turn on.
    """
    problem, state = landscape.problem, landscape.state
    system = state.model.system
    row = system.row_of_entry()
    follow = system.columns >= state.model.decision_count
    slack = system.columns >= problem.column_count
    derived = np.zeros(system.upper.size, dtype=np.bool_)
    derived[ints(sorted(problem.derived))] = True
    count = system.row_count

    def tally(mask: Mask) -> Ints:
        return np.bincount(row[mask], minlength=count).astype(np.int64)

    priced = tally(slack) > 0
    structure = (tally(follow) == 0) & (system.lo == system.hi)
    defines = (tally(follow) == 1) & (tally(follow & derived[system.columns] & (system.coefs == -1)) == 1)
    defines &= ((system.hi == 0) & (system.lo == -FREE)) | ((system.lo == 0) & (system.hi == FREE))
    plain_row = priced | structure | defines | state.packing
    hidden = np.unique(system.columns[~plain_row[row]])
    behind = np.zeros(system.upper.size, dtype=np.bool_)
    behind[hidden] = True
    for name, inputs in problem.derived.items():
        if behind[name] or bool((inputs >= state.model.decision_count).any()):
            behind[inputs] = True
    decided = np.flatnonzero(behind[: state.model.decision_count])
    found = np.zeros(problem.twin_of.size, dtype=np.bool_)
    found[landscape.movers] = True
    odd = landscape.session_of[decided]
    found[odd[odd >= 0]] = False
    for k in landscape.movers.tolist():
        session = problem.entities.sessions[k]
        if session.open_to is not None or not problem.entities.staff(session) and not session.cohorts:
            found[k] = False
    return found
