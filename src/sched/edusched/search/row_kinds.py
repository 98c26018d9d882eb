"""What kinds of rows a model has, as far as a search by hand must tell them apart."""

from dataclasses import dataclass

import numpy as np

from edusched.compile.arrays import Ints, Mask, ints
from edusched.compile.problem import Problem
from edusched.compile.table import FREE
from edusched.search.incidence import Incidence
from edusched.search.state import State


@dataclass(frozen=True, slots=True)
class RowKinds:
    """Masks over rows.

    Attributes
    ----------
    structure : ties a booking's columns together: one start and place, its staff
    defines : says what a derived literal is
    priced : has a slack, so it can always be met at a price
    packing : adds up to a limit; a column can but fill it
    """

    structure: Mask
    defines: Mask
    priced: Mask
    packing: Mask


def row_kinds(problem: Problem, state: State, turns_on: Incidence) -> RowKinds:
    """Return the kinds of a model's rows; a row of none of them is one that only a solver sees through.

    Parameters
    ----------
    turns_on : the literals each column is an input of
    """
    system = state.model.system
    row = system.row_of_entry()
    follow = system.columns >= state.model.decision_count
    slack = system.columns >= problem.column_count
    derived = np.zeros(system.upper.size, dtype=np.bool_)
    derived[ints(sorted(problem.derived))] = True

    def tally(mask: Mask) -> Ints:
        return np.bincount(row[mask], minlength=system.row_count).astype(np.int64)

    defines = (tally(follow) == 1) & (tally(follow & derived[system.columns] & (system.coefs == -1)) == 1)
    defines &= ((system.hi == 0) & (system.lo == -FREE)) | ((system.lo == 0) & (system.hi == FREE))
    # "Only if somebody is there" looks like "somebody is there" but for who is meant: only inputs define.
    owner, at = turns_on.entries(np.arange(system.upper.size, dtype=np.int64))
    literal = np.zeros(system.row_count, dtype=np.int64)
    literal[row[follow]] = system.columns[follow]
    pairs = turns_on.row[at].astype(np.int64) * system.upper.size + owner
    defines &= tally(~follow & ~np.isin(literal[row] * system.upper.size + system.columns, pairs)) == 0
    structure = (tally(follow) == 0) & (system.lo == system.hi)
    return RowKinds(structure, defines, tally(slack) > 0, state.packing)


def plain_sessions(problem: Problem, state: State, session_of: Ints, kinds: RowKinds) -> Mask:
    """Return which sessions can be booked and moved by hand, shape (sessions,).

    Their columns stand in rows of known kinds only, and so do the literals they turn on; who attends is
    given.

    Parameters
    ----------
    session_of : shape (variables,)
        Session of each decision column, negative where there is none.
    """
    system, decisions = state.model.system, state.model.decision_count
    known = kinds.priced | kinds.structure | kinds.defines | kinds.packing
    behind = np.zeros(system.upper.size, dtype=np.bool_)
    behind[system.columns[~known[system.row_of_entry()]]] = True
    for name, inputs in problem.derived.items():
        if behind[name] or bool((inputs >= decisions).any()):
            behind[inputs] = True
    found = problem.times > 0
    found[problem.pinned] = False
    odd = session_of[np.flatnonzero(behind[:decisions])]
    found[odd[odd >= 0]] = False
    found &= np.array([s.open_to is None for s in problem.entities.sessions], dtype=np.bool_)
    return found
