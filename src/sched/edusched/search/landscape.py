"""What neighbourhoods look at: which columns are whose, what they cost, who stands in whose way."""

from collections.abc import Callable
from dataclasses import dataclass, field
from functools import cached_property

import numpy as np

from edusched.compile.arrays import Ints, Mask, distinct, ints
from edusched.compile.columns import NONE, Occurrences
from edusched.compile.problem import Problem
from edusched.domain.policy import Objective
from edusched.search.detours import Detours
from edusched.search.incidence import Incidence, by_column, ranges
from edusched.search.row_kinds import RowKinds, plain_sessions, row_kinds
from edusched.search.state import State

NOBODY = -1


@dataclass
class Landscape:
    """Session-wise view of a model. Interchangeable sessions are one here: the first of them.

    Attributes
    ----------
    session_of : Ints, shape (variables,)
        Session of each decision column; ``NOBODY`` for nights, derived literals and slacks.
    cell_of : Ints, shape (decision columns,)
        Number of the (session, start, location) a column belongs to; ``NOBODY`` for "does not run".
    exclusive : Mask, shape (rows,)
        Rows that allow one of their columns: a person's, a room's, a cohort's slot.
    holder : Ints, shape (rows,)
        Session whose chosen column fills an exclusive row, else ``NOBODY``.
    """

    problem: Problem
    state: State
    session_of: Ints = field(init=False)
    cell_of: Ints = field(init=False)
    exclusive: Mask = field(init=False)
    holder: Ints = field(init=False)
    behind: dict[int, Ints] = field(default_factory=dict)
    _on: Ints = field(default_factory=lambda: ints([]))

    def __post_init__(self) -> None:
        problem, system = self.problem, self.state.model.system
        decisions = self.state.model.decision_count
        self.session_of = problem.session_of(system.upper.size)
        cell = np.full(decisions, NOBODY, dtype=np.int64)
        width = max(len(problem.entities.locations), 1)
        for table in (problem.placing, problem.teaching, problem.choosing):
            slots = table.session * problem.horizon.slot_count + table.slot
            cell[table.column] = slots * width + table.location
        placed = cell >= 0
        self.cell_of = np.full(decisions, NOBODY, dtype=np.int64)
        _, self.cell_of[placed] = np.unique(cell[placed], return_inverse=True)
        self.cell_count = int(self.cell_of.max(initial=0)) + 1
        self.movers = np.setdiff1d(distinct(problem.twin_of), problem.pinned)
        self._members = np.argsort(problem.twin_of, kind="stable").astype(np.int64)
        bounds = np.arange(problem.twin_of.size + 1)
        self._member_start = np.searchsorted(problem.twin_of[self._members], bounds).astype(np.int64)
        order = np.argsort(self.session_of[:decisions], kind="stable")
        order = order[self.session_of[order] != NOBODY]
        self._own = order.astype(np.int64)
        self._own_start = np.searchsorted(self.session_of[order], bounds).astype(np.int64)
        row = system.row_of_entry()
        other = np.bincount(row, weights=system.coefs != 1, minlength=system.row_count) > 0
        choice = np.zeros(system.row_count, dtype=np.bool_)
        inc = self.state.incidence
        _, at = inc.entries(problem.not_run)
        choice[inc.row[at]] = True
        self.exclusive = ~other & (system.hi == 1) & ~choice
        self.holder = np.full(system.row_count, NOBODY, dtype=np.int64)
        self.refresh()

    def refresh(self) -> None:
        """Find out anew who holds what."""
        bookable = self.problem.placing.size + self.problem.teaching.size
        self._on = np.flatnonzero(self.state.values[:bookable])
        self.holder[:] = NOBODY
        chosen = np.flatnonzero(self.state.values[: self.state.model.decision_count])
        self._hold(chosen[self.session_of[chosen] != NOBODY])

    def changed(self, names: Ints, delta: Ints) -> None:
        """Follow a change of values."""
        bookable = self.problem.placing.size + self.problem.teaching.size
        mine = names < bookable
        now = self.state.values[names]
        less, more = names[mine & (now == 0)], names[mine & (now > 0) & (now == delta)]
        kept = np.delete(self._on, np.searchsorted(self._on, less))
        self._on = np.insert(kept, np.searchsorted(kept, more), more)
        mine = self.session_of[names] != NOBODY
        off, on = names[mine & (delta < 0)], names[mine & (delta > 0)]
        inc = self.state.incidence
        _, at = inc.entries(off)
        self.holder[inc.row[at]] = NOBODY
        self._hold(on)

    def _hold(self, columns: Ints) -> None:
        inc = self.state.incidence
        owner, at = inc.entries(columns)
        rows = inc.row[at].astype(np.int64)
        mine = self.exclusive[rows]
        self.holder[rows[mine]] = self.session_of[columns[owner[mine]]]

    def members_of(self, session: int) -> Ints:
        """Return the sessions that share a session's columns, itself among them."""
        members: Ints = self._members[self._member_start[session] : self._member_start[session + 1]]
        return members

    def columns_of(self, sessions: Ints) -> Ints:
        """Return the decision columns of some sessions, theirs one after the other."""
        _, at = ranges(self._own_start[sessions], self._own_start[sessions + 1])
        columns: Ints = self._own[at]
        return columns

    def chosen(self, sessions: Ints) -> Ints:
        """Return the columns the plan now uses of some sessions."""
        columns = self.columns_of(sessions)
        return columns[self.state.values[columns] > 0]

    @cached_property
    def kinds(self) -> RowKinds:
        """What kinds of rows the model has."""
        return row_kinds(self.problem, self.state, self.session_of)

    @cached_property
    def plain(self) -> Mask:
        """Sessions that can be booked and moved by hand, shape (sessions,)."""
        return plain_sessions(self.problem, self.state, self.session_of, self.kinds)

    @cached_property
    def insertable(self) -> Mask:
        """Sessions that can be booked by hand, those with guests to choose among them, shape (sessions,)."""
        return plain_sessions(self.problem, self.state, self.session_of, self.kinds, invited=True)

    @cached_property
    def staffed(self) -> Mask:
        """Tell of each cell whether somebody teaches there."""
        return self.cells_of(self.problem.teaching.column)

    def cells_of(self, columns: Ints) -> Mask:
        """Tell of each cell whether one of these columns is in it."""
        found = np.zeros(self.cell_count, dtype=np.bool_)
        found[self.cell_of[columns]] = True
        return found

    @cached_property
    def detours(self) -> Detours | None:
        """The tours of mobile units; None where there are none."""
        ends = self.state.model.ends
        return None if ends is None else Detours(self.problem, ends)

    @cached_property
    def programmes(self) -> list[Ints]:
        """Sessions of each programme that may be moved; programmes without any are left out."""
        entities = self.problem.entities
        found = [
            np.intersect1d(self.problem.twin_of[[entities.session_index[n] for n in p.sessions]], self.movers)
            for p in sorted(entities.instance.programmes, key=lambda p: p.id)
        ]
        return [group for group in found if group.size]

    def in_turn(self, sessions: Ints) -> Ints:
        """Return the positions of sessions in the order of first starts, those with few options first."""
        placing, count = self.problem.placing, self.problem.twin_of.size
        first = np.full(count, self.problem.horizon.slot_count, dtype=np.int64)
        np.minimum.at(first, placing.session, placing.slot)
        options = np.bincount(placing.session, minlength=count)
        return np.lexsort((sessions, options[sessions], first[sessions])).astype(np.int64)

    @cached_property
    def week_of(self) -> Ints:
        """Number of the week of each decision column, ``NONE`` where it has none."""
        first = self.problem.horizon.days[0].weekday()
        return self._by_column(lambda table: (self.problem.days(table) + first) // 7)

    @cached_property
    def location_of(self) -> Ints:
        """Location of each decision column, ``NONE`` where it has none."""
        return self._by_column(lambda table: table.location)

    @cached_property
    def kind_of(self) -> Ints:
        """What each decision column chooses: a place (0), somebody for a role (1 and on), else -1."""
        kind = np.full(self.state.model.decision_count, NOBODY, dtype=np.int64)
        kind[self.problem.placing.column] = 0
        kind[self.problem.teaching.column] = 1 + self.problem.teaching.role
        return kind

    @cached_property
    def slot_of(self) -> Ints:
        """Slot of each decision column, ``NONE`` where it has none."""
        return self._by_column(lambda table: table.slot)

    def _by_column(self, of: Callable[[Occurrences], Ints]) -> Ints:
        """Return something of each decision column, ``NONE`` of those that are not at a start and place."""
        found = np.full(self.state.model.decision_count, NONE, dtype=np.int64)
        for table in (self.problem.placing, self.problem.teaching, self.problem.choosing):
            found[table.column] = of(table)
        return found

    def booked(self) -> tuple[Ints, Ints]:
        """Return the rows of ``placing`` and of ``teaching`` that the plan uses, ascending."""
        first = int(np.searchsorted(self._on, self.problem.placing.size))
        return self._on[:first], self._on[first:] - self.problem.placing.size

    def slots(self) -> Ints:
        """Return the first slot each session is booked in, ``NONE`` where it does not run."""
        placing, (rows, _) = self.problem.placing, self.booked()
        found = np.full(self.problem.twin_of.size, NONE, dtype=np.int64)
        found[placing.session[rows[::-1]]] = placing.slot[rows[::-1]]
        return found

    @cached_property
    def teachable(self) -> Incidence:
        """The sessions each instructor could teach: ``row`` from ``start[who]`` on."""
        table, count = self.problem.teaching, self.problem.twin_of.size
        return _pairs(table.who, table.session, len(self.problem.entities.instructors), count)

    @cached_property
    def placeable(self) -> Incidence:
        """The sessions each place could take: ``row`` from ``start[place]`` on."""
        table, count = self.problem.placing, self.problem.twin_of.size
        return _pairs(table.place, table.session, len(self.problem.entities.places), count)

    def rivals(self, columns: Ints) -> Ints:
        """Return the sessions that hold a row some columns need."""
        inc = self.state.incidence
        _, at = inc.entries(columns)
        holders = self.holder[inc.row[at]]
        return distinct(holders[holders != NOBODY])

    def sessions_behind(self, variable: int) -> Ints:
        """Return the sessions whose columns share a row with a variable: who could change its value."""
        if variable not in self.behind:
            inc, system = self.state.incidence, self.state.model.system
            _, at = inc.entries(ints([variable]))
            rows = distinct(inc.row[at])
            _, entry = ranges(system.start[rows], system.start[rows + 1])
            sessions = distinct(self.session_of[system.columns[entry]])
            self.behind[variable] = sessions[sessions != NOBODY]
        return self.behind[variable]

    def best_price(self, price: Ints) -> tuple[Ints, Ints]:
        """Return what the cheapest booking costs that uses each column, and each session's cheapest.

        Parameters
        ----------
        price : shape (variables,)
            Price of each column; rows are not looked at.

        Returns
        -------
        with_column : shape (decision columns,)
        cheapest : shape (sessions,)
        """
        placing, teaching = self.problem.placing, self.problem.teaching
        far = np.int64(2**50)
        cells = self.cell_count
        place = np.full(cells, far, dtype=np.int64)
        np.minimum.at(place, self.cell_of[placing.column], price[placing.column])
        roles = int(teaching.role.max(initial=0)) + 1
        staff = np.full((cells, roles), far, dtype=np.int64)
        np.minimum.at(staff, (self.cell_of[teaching.column], teaching.role), price[teaching.column])
        staff[staff == far] = 0
        whole = place + staff.sum(axis=1)
        with_column = price[: self.cell_of.size].copy()
        mine = placing.column
        with_column[mine] += whole[self.cell_of[mine]] - place[self.cell_of[mine]]
        mine = teaching.column
        with_column[mine] += whole[self.cell_of[mine]] - staff[self.cell_of[mine], teaching.role]
        cheapest = np.full(self.problem.twin_of.size, far, dtype=np.int64)
        np.minimum.at(cheapest, placing.session, with_column[placing.column])
        cheapest[cheapest == far] = 0
        return with_column, cheapest


def _pairs(whose: Ints, session: Ints, count: int, sessions: int) -> Incidence:
    """Return each (owner, session) pair once, by owner."""
    key = distinct(whose * sessions + session)
    owner = key // sessions
    return by_column(owner, key % sessions, np.ones_like(key), count)


def pains(landscape: Landscape, level: Objective, cheapest: Ints) -> Ints:
    """Return for each session how much of a level's value it could be answerable for (at least 1).

    A session answers for what its booking costs above its cheapest one, and for a share of each slack it
    could change.
    """
    state, price = landscape.state, landscape.state.price_of(level)
    count = landscape.problem.twin_of.size
    on = np.flatnonzero(state.values * price)
    mine = on[landscape.session_of[on] != NOBODY]
    spent = np.bincount(landscape.session_of[mine], weights=price[mine], minlength=count)
    weight = np.maximum(0.0, spent - cheapest * landscape.problem.times)
    for variable in on[landscape.session_of[on] == NOBODY].tolist():
        behind = landscape.sessions_behind(variable)
        if behind.size:
            weight[behind] += float(state.values[variable] * price[variable]) / behind.size
    weight[landscape.problem.times == 0] = 0.0
    scaled = weight / max(1.0, weight.sum()) * 1_000_000
    return np.where(landscape.problem.times > 0, np.maximum(1, scaled), 0).astype(np.int64)
