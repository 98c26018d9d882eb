"""What neighbourhoods look at: which columns belong to which session, who stands in whose way."""

from dataclasses import dataclass, field

import numpy as np

from edusched.compile.arrays import Ints, Mask, grouped, ints
from edusched.compile.columns import NONE
from edusched.compile.problem import Problem
from edusched.model.system import LevelTerms, LinearSystem

NOBODY = -1


@dataclass(slots=True)
class Landscape:
    """Session-wise view of a system.

    Attributes
    ----------
    session_of : Ints, shape (variables,)
        Session of each decision column; ``NOBODY`` for nights, derived columns and slacks.
    exclusive : for each session the at-most-one rows its columns stand in
    """

    problem: Problem
    system: LinearSystem
    decision_count: int
    session_of: Ints = field(init=False)
    exclusive: list[Ints] = field(init=False)
    _entries_by_column: Ints = field(init=False)
    _column_start: Ints = field(init=False)
    _row: Ints = field(init=False)
    _one: Mask = field(init=False)

    def __post_init__(self) -> None:
        problem, system = self.problem, self.system
        self.session_of = np.full(system.upper.size, NOBODY, dtype=np.int64)
        for table in (problem.placing, problem.teaching, problem.choosing):
            self.session_of[table.column] = table.session
        self.session_of[problem.not_run] = problem.twin_of
        self._row = system.row_of_entry()
        self._entries_by_column = np.argsort(system.columns, kind="stable")
        ordered = system.columns[self._entries_by_column]
        self._column_start = np.searchsorted(ordered, np.arange(system.upper.size + 1)).astype(np.int64)
        positive = np.bincount(self._row, weights=system.coefs != 1, minlength=system.row_count) == 0
        self._one = positive & (system.hi == 1)
        inside = self._one[self._row] & (self.session_of[system.columns] != NOBODY)
        found = dict(grouped(self.session_of[system.columns[inside]]))
        rows = self._row[inside]
        self.exclusive = [
            np.unique(rows[found[(k,)]]) if (k,) in found else ints([]) for k in range(self.sessions)
        ]

    @property
    def sessions(self) -> int:
        """Number of sessions."""
        return len(self.problem.entities.sessions)

    def occupants(self, values: Ints) -> Ints:
        """Return for each row the session whose chosen column fills an at-most-one row, else ``NOBODY``."""
        system = self.system
        taken = (
            self._one[self._row] & (values[system.columns] == 1) & (self.session_of[system.columns] != NOBODY)
        )
        found = np.full(system.row_count, NOBODY, dtype=np.int64)
        found[self._row[taken]] = self.session_of[system.columns[taken]]
        return found

    def slots(self, values: Ints) -> Ints:
        """Return the slot each session starts in, ``NONE`` where it does not run."""
        placing = self.problem.placing
        chosen = values[placing.column] == 1
        found = np.full(self.sessions, NONE, dtype=np.int64)
        found[placing.session[chosen]] = placing.slot[chosen]
        return found

    def sessions_behind(self, variable: int) -> Ints:
        """Return the sessions whose columns share a row with a variable: who could change its value."""
        if self.session_of[variable] != NOBODY:
            return self.session_of[variable : variable + 1]
        system = self.system
        entries = self._entries_by_column[self._column_start[variable] : self._column_start[variable + 1]]
        found = [
            self.session_of[system.columns[system.start[row] : system.start[row + 1]]]
            for row in np.unique(self._row[entries]).tolist()
        ]
        sessions = np.unique(np.concatenate(found)) if found else ints([])
        return ints(sessions[sessions != NOBODY])

    def free_mask(self, sessions: Ints) -> Mask:
        """Return the variables a sub-model over some sessions may change.

        The sessions' own columns, the nights of mobile units, and every derived column and slack that hangs
        on a freed one: these only follow, and holding them would hold the sessions too.
        """
        system = self.system
        free = np.isin(self.session_of, sessions)
        nights = self.problem.nights.column
        stops = np.isin(self.problem.placing.session, sessions)
        located = np.unique(self.problem.placing.location[stops])
        free[nights[np.isin(self.problem.nights.location, located)]] = True
        follows = np.arange(system.upper.size) >= self.decision_count
        while True:
            touched = np.bincount(self._row, weights=free[system.columns], minlength=system.row_count) > 0
            more = follows & ~free
            more[more] = np.isin(np.flatnonzero(more), system.columns[touched[self._row]])
            if not more.any():
                return free
            free |= more


def pains(landscape: Landscape, terms: LevelTerms, values: Ints) -> Ints:
    """Return for each session how much of a level's value it could be answerable for (at least 1)."""
    weight = np.ones(landscape.sessions, dtype=np.float64)
    high = np.flatnonzero(values[terms.variables] * terms.coefs > 0)
    for position in high.tolist():
        amount = float(values[terms.variables[position]] * terms.coefs[position])
        behind = landscape.sessions_behind(int(terms.variables[position]))
        if behind.size:
            weight[behind] += amount / behind.size
    scaled = weight / weight.sum() * 1_000_000
    return ints(np.maximum(1, scaled).astype(np.int64))
