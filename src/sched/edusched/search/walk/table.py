"""The model in the form the walk reads: bookings, the cells they may move to, and what a column touches.

Derived literals and slacks are no variables here: a literal is a count of its inputs, a slack is worked out
from its rows. So every position of the walk is a whole plan with everything in its place.
"""

from dataclasses import dataclass
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from edusched.compile.arrays import Ints, Mask, ints, joined
from edusched.compile.problem import Problem
from edusched.compile.table import FREE
from edusched.domain.policy import Objective
from edusched.search.incidence import Incidence, by_column
from edusched.search.landscape import Landscape
from edusched.search.row_kinds import many_guests
from edusched.search.state import State

Small = NDArray[np.int32]

FREE_ROW, FIXED = -1, -2
NOWHERE = 2**60
"""Price of what does not exist."""


class Rows(NamedTuple):
    """What columns touch.

    A column c takes up the exclusive rows ``lock[e]``, e from ``locks[c]`` to ``locks[c+1]``: a person's or
    room's slot, filled by one booking at a time. A column (or derived literal) c adds ``coef[e]`` to
    ``row[e]``, e from ``start[c]`` on, and is an input of the literals ``literal[e]``, e from ``turns[c]``
    on. Row r must stay within ``lo[r]`` and ``hi[r]`` where ``hard[r]``; else its slacks ``slack[k]``, k from
    ``slacks[r]`` on, take up what is over, first one first, each to its ``width``. A slack that several rows
    share is as large as the worst of them; its rows are ``mate[k]``, k from ``mates[s]`` on. Where
    ``either[s]``, a switch of its own adds ``tilt[k]`` to them or not, whichever is better ("by hours or by
    days"): the switch counts as off in the sums.
    """

    locks: Ints
    lock: Small
    start: Ints
    row: Small
    coef: Small
    turns: Ints
    literal: Small
    lo: Ints
    hi: Ints
    hard: Mask
    slacks: Ints
    slack: Small
    width: Ints
    mates: Ints
    mate: Small
    either: Mask
    tilt: Ints
    price: Ints
    """Shape (variables, levels)."""


class Cells(NamedTuple):
    """Where bookings may go. A cell is a start and location of a session; all arrays ascend.

    Session s has the cells ``first[s]`` to ``first[s+1]``, cell c the time and location ``key[c]``, the
    place columns ``place[k]`` of places ``place_id[k]``, k from ``places[c]`` on, and the staff columns
    ``staff[k]`` of ``staff_id[k]`` = role x people + instructor, k from ``staffs[c]`` on.
    """

    first: Ints
    key: Ints
    places: Ints
    place: Small
    place_id: Small
    staffs: Ints
    staff: Small
    staff_id: Small
    roles: Small
    """Role of each position of a session's staff, shape (sessions, positions); -1 beyond."""
    identity: Small
    """Place of a place column, role x people + instructor of a staff column."""
    people: int
    width: int
    """Locations: a key is time x width + location."""
    floor: Ints
    """Least price of a booking of each cell, of its place and one person a role, on the last level."""
    guests: Ints
    guest: Small
    """Cohorts to choose from: place column p may bring the columns ``guest[k]``, k from ``guests[p]`` on."""


class Position(NamedTuple):
    """A plan of the walk: changed in place.

    Booking b belongs to ``session[b]``, is in ``cell[b]`` (-1: does not run) with place column ``place[b]``
    staff columns ``staff[b]`` and guests ``guests[b]``; ``idle[b]`` is its "does not run" column.
    ``holder[r]`` is the booking that fills an exclusive row, ``FREE_ROW`` where none does, ``FIXED`` where
    one does that cannot move.
    """

    session: Small
    idle: Small
    cell: Small
    place: Small
    staff: Small
    guests: Small
    sums: Ints
    counts: Small
    values: Ints
    """Value of each slack that several rows share, or that has a switch."""
    holder: Small
    total: Ints
    """Total of each level."""


def copied(at: Position) -> Position:
    """Return a position that can be changed on its own."""
    parts: list[Any] = [part.copy() for part in at]
    return Position(*parts)


@dataclass(frozen=True, slots=True)
class WalkTable:
    """Everything a walk needs, and how to get back to values of columns."""

    landscape: Landscape
    levels: tuple[Objective, ...]
    rows: Rows
    cells: Cells
    locked: Mask
    switches: Ints

    def position(self, plain: Mask) -> Position:
        """Return the present plan of the landscape's state, with the bookings of plain sessions to move."""
        problem, state = self.landscape.problem, self.landscape.state
        system = state.model.system
        counted = np.arange(system.upper.size) < problem.column_count
        counted[self.switches] = False
        sums = system.sums(np.where(counted, state.values, 0))
        counts = np.zeros(system.upper.size, dtype=np.int32)
        for name, inputs in problem.derived.items():
            counts[name] = int(state.values[inputs].sum())
        session, idle, cell, place, staff, guests = _bookings(self.landscape, self.cells, plain)
        held = np.full(self.rows.lo.size, FREE_ROW, dtype=np.int32)
        held[: system.row_count][self.locked & (sums > 0)] = FIXED
        locks = Incidence(self.rows.locks, self.rows.lock, self.rows.lock)
        for b in np.flatnonzero(cell >= 0).tolist():
            every = (place[b], *staff[b].tolist(), *guests[b].tolist())
            columns = ints([int(c) for c in every if c >= 0])
            _, at = locks.entries(columns)
            held[self.rows.lock[at]] = b
        totals = ints([state.total(level) for level in self.levels])
        values = state.values.copy()
        return Position(session, idle, cell, place, staff, guests, sums, counts, values, held, totals)

    def chosen(self, at: Position) -> Ints:
        """Return the decision columns of the moved bookings that a position uses, ascending."""
        runs = at.cell >= 0
        staff, guests = at.staff[runs].ravel(), at.guests[runs].ravel()
        parts = [at.place[runs], staff[staff >= 0], guests[guests >= 0], at.idle[~runs]]
        return np.sort(joined([part.astype(np.int64) for part in parts]))


def walk_table(landscape: Landscape, levels: tuple[Objective, ...], price: Ints | None = None) -> WalkTable:
    """Return the walk's form of a model.

    Parameters
    ----------
    price : shape (variables, levels)
        What a unit of each variable counts, where that is not what it costs on the levels.
    """
    problem, state, kinds = landscape.problem, landscape.state, landscape.kinds
    system = state.model.system
    count, inc = system.upper.size, state.incidence
    derived = np.bincount(inc.row[inc.start[state.model.decision_count] :], minlength=system.row_count)
    locked = landscape.exclusive & (derived == 0)
    locks = _locks(problem, inc, locked)
    alone = int(locks.row.max(initial=-1)) + 1 - system.row_count
    free = np.full(max(0, alone), FREE, dtype=np.int64)
    inside = inc.of_rows(~(kinds.structure | kinds.defines | locked), problem.column_count)
    at = np.flatnonzero(system.columns >= problem.column_count)
    row = np.searchsorted(system.start, at, side="right") - 1
    if price is None:
        price = np.stack([state.price_of(level) for level in levels], axis=1)
    # The slacks of a stacked row fill up in the order of their prices, which is that of their numbers.
    slacks = np.searchsorted(row, np.arange(system.row_count + 1)).astype(np.int64)
    mates = by_column(system.columns[at], row, np.ones_like(at), count)
    switches, owner = _own_switches(problem, state, at, row, slacks)
    either = np.zeros(count, dtype=np.bool_)
    either[owner] = True
    tilts = np.zeros(system.row_count, dtype=np.int64)
    _, entry = inc.entries(switches)
    tilts[inc.row[entry]] = inc.coef[entry]
    rows = Rows(
        locks.start,
        locks.row,
        inside.start,
        inside.row,
        inside.coef,
        landscape.state.turns_on.start,
        landscape.state.turns_on.row,
        joined([system.lo, -free]),
        joined([system.hi, free]),
        ~np.append(kinds.priced | kinds.structure | kinds.defines, np.ones(free.size, dtype=np.bool_)),
        slacks,
        system.columns[at].astype(np.int32),
        np.where(system.upper >= FREE, FREE, system.upper),
        mates.start,
        mates.row,
        either,
        tilts[mates.row],
        price,
    )
    return WalkTable(landscape, levels, rows, _cells(landscape, price[:, -1]), locked, switches)


def _own_switches(
    problem: Problem, state: State, at: Ints, slack_row: Ints, slacks: Ints
) -> tuple[Ints, Ints]:
    """Return free switches that stand in the rows of one slack only, and that slack; one for each slack.

    Parameters
    ----------
    at : entries of slacks, ascending
    slack_row : row of each of them
    slacks : shape (rows + 1,)
        Where the slacks of each row begin among them.
    """
    system, inc = state.model.system, state.incidence
    names = np.arange(problem.decision_count, problem.column_count, dtype=np.int64)
    derived = np.zeros(system.upper.size, dtype=np.bool_)
    derived[ints(sorted(problem.derived))] = True
    priced = np.any([price != 0 for price in state.price.values()], axis=0)
    names = names[~(derived | priced)[names] & (np.diff(state.turns_on.start)[names] == 0)]
    one = np.diff(slacks) == 1
    slack_of = np.full(system.row_count, -1, dtype=np.int64)
    slack_of[slack_row[one[slack_row]]] = system.columns[at[one[slack_row]]]
    owner, entry = inc.entries(names)
    least = np.full(names.size, system.upper.size, dtype=np.int64)
    most = np.full(names.size, -1, dtype=np.int64)
    np.minimum.at(least, owner, slack_of[inc.row[entry]])
    np.maximum.at(most, owner, slack_of[inc.row[entry]])
    alone = np.flatnonzero((least == most) & (least >= 0))
    owned, first, times = np.unique(least[alone], return_index=True, return_counts=True)
    return names[alone[first[times == 1]]], owned[times == 1]


def _locks(problem: Problem, inc: Incidence, locked: Mask) -> Incidence:
    """Return the exclusive rows each column takes up.

    A column that several sessions share may be alone in its room's and its cohort's slot. No row then says
    that it is chosen once, only its upper bound does: such columns get a row of their own, after the others.
    """
    found = inc.of_rows(locked, inc.start.size - 1)
    shared = problem.placing.column[problem.times[problem.placing.session] > 1]
    alone = shared[found.start[shared + 1] == found.start[shared]]
    rows = np.insert(found.row, found.start[alone], locked.size + np.arange(alone.size))
    more = np.zeros(found.start.size, dtype=np.int64)
    more[alone + 1] = 1
    return Incidence(found.start + np.cumsum(more), rows, np.ones_like(rows))


def _cells(landscape: Landscape, price: Ints) -> Cells:
    problem, entities = landscape.problem, landscape.problem.entities
    placing, teaching = problem.placing, problem.teaching
    count = int(landscape.cell_of.max(initial=-1)) + 1
    session = np.zeros(count, dtype=np.int64)
    key = np.zeros(count, dtype=np.int64)
    width = max(len(entities.locations), 1)
    for table in (placing, teaching, problem.choosing):
        mine = landscape.cell_of[table.column]
        session[mine] = table.session
        key[mine] = table.slot * width + table.location
    first = np.searchsorted(session, np.arange(problem.twin_of.size + 1)).astype(np.int64)
    cell = landscape.cell_of[placing.column]
    order = np.lexsort((placing.place, cell))
    places = np.searchsorted(cell[order], np.arange(count + 1)).astype(np.int64)
    people = max(len(entities.instructors), 1)
    taught = landscape.cell_of[teaching.column]
    staff_id = teaching.role * people + teaching.who
    by_staff = np.lexsort((staff_id, taught))
    staffs = np.searchsorted(taught[by_staff], np.arange(count + 1)).astype(np.int64)
    needs = [
        [role for role, n in enumerate(entities.staff(s)) for _ in range(n.count)] for s in entities.sessions
    ]
    positions = max((len(n) for n in needs), default=0)
    roles = np.full((len(needs), positions), -1, dtype=np.int32)
    for k, mine_needs in enumerate(needs):
        roles[k, : len(mine_needs)] = mine_needs
    kinds = int(teaching.role.max(initial=0)) + 1
    least = np.full((count, kinds), NOWHERE, dtype=np.int64)
    np.minimum.at(least, (taught, teaching.role), price[teaching.column])
    floor = np.full(count, NOWHERE, dtype=np.int64)
    np.minimum.at(floor, cell, price[placing.column])
    return Cells(
        first,
        key,
        places,
        placing.column[order].astype(np.int32),
        placing.place[order].astype(np.int32),
        staffs,
        teaching.column[by_staff].astype(np.int32),
        staff_id[by_staff].astype(np.int32),
        roles,
        np.concatenate([placing.place, staff_id]).astype(np.int32),
        people,
        width,
        floor + np.where(least < NOWHERE, least, 0).sum(axis=1),
        *_guests(problem),
    )


def _guests(problem: Problem) -> tuple[Ints, Small]:
    """Return which attend columns each place column may bring, by place column; none where there are many."""
    placing, few = problem.placing, np.ones(problem.twin_of.size, dtype=np.bool_)
    few[many_guests(problem)] = False
    choosing = problem.choosing.select(few[problem.choosing.session])
    key, wanted = problem.key(placing, place=True), problem.key(choosing, place=True)
    order = np.argsort(key)
    home = placing.column[order[np.searchsorted(key[order], wanted)]]
    by_home = np.argsort(home, kind="stable")
    start = np.searchsorted(home[by_home], np.arange(placing.size + 1)).astype(np.int64)
    return start, choosing.column[by_home].astype(np.int32)


def _bookings(
    landscape: Landscape, cells: Cells, plain: Mask
) -> tuple[Small, Small, Small, Small, Small, Small]:
    problem, values = landscape.problem, landscape.state.values
    positions, most = cells.roles.shape[1], int(np.diff(cells.guests).max(initial=0))
    taught = problem.placing.size + problem.teaching.size
    sessions: list[int] = []
    idle: list[int] = []
    placed: list[tuple[int, int]] = []
    staff: list[list[int]] = []
    guests: list[list[int]] = []
    for k in np.flatnonzero(plain).tolist():
        on = landscape.chosen(ints([k]))
        members = problem.not_run[landscape.members_of(k)].tolist()
        running = on[on < problem.placing.size].tolist()
        waiting = [c for c in members if values[c] > 0]
        free = [c for c in members if values[c] == 0]
        for column, name in zip(running, free, strict=True):
            cell = int(landscape.cell_of[column])
            there = on[(landscape.cell_of[on] == cell) & (on >= problem.placing.size)]
            people, invited = there[there < taught].tolist(), there[there >= taught].tolist()
            sessions.append(k)
            idle.append(name)
            placed.append((cell, column))
            staff.append([*people, *[-1] * (positions - len(people))])
            guests.append([*invited, *[-1] * (most - len(invited))])
        for name in waiting:
            sessions.append(k)
            idle.append(name)
            placed.append((-1, -1))
            staff.append([-1] * positions)
            guests.append([-1] * most)
    where = np.array(placed, dtype=np.int32).reshape(len(placed), 2)
    return (
        np.array(sessions, np.int32),
        np.array(idle, np.int32),
        where[:, 0].copy(),
        where[:, 1].copy(),
        np.array(staff, dtype=np.int32).reshape(len(staff), positions),
        np.array(guests, dtype=np.int32).reshape(len(guests), most),
    )
