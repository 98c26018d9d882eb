"""What kinds of rows a model has, as far as a search by hand must tell them apart."""

from dataclasses import dataclass

import numpy as np

from edusched.compile.arrays import Ints, Mask, distinct, ints
from edusched.compile.problem import Problem
from edusched.compile.table import FREE
from edusched.search.state import State

MOST_GUESTS = 100
"""Sessions with more guests at one start and place are left to sub-models: each guest is tried one by one."""


@dataclass(frozen=True, slots=True)
class RowKinds:
    """Masks over rows.

    Attributes
    ----------
    structure : ties a booking's columns together: one start and place, its staff
    defines : says what a derived literal is
    priced : has a slack, so it can always be met at a price
    packing : adds up to a limit; a column can but fill it
    own : over where one session is and who attends it; where it asks for somebody, any one guest will do
    """

    structure: Mask
    defines: Mask
    priced: Mask
    packing: Mask
    own: Mask


def row_kinds(problem: Problem, state: State, session_of: Ints) -> RowKinds:
    """Return the kinds of a model's rows; a row of none of them is one that only a solver sees through.

    Parameters
    ----------
    session_of : shape (variables,)
        Session of each decision column, negative where there is none.
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
    turns_on = state.turns_on
    owner = np.repeat(np.arange(system.upper.size, dtype=np.int64), np.diff(turns_on.start))
    literal = np.zeros(system.row_count, dtype=np.int64)
    literal[row[follow]] = system.columns[follow]
    pairs = np.sort(turns_on.row.astype(np.int64) * system.upper.size + owner)
    asked = np.flatnonzero(~follow & defines[row])
    keys = literal[row[asked]] * system.upper.size + system.columns[asked]
    known = np.searchsorted(pairs, keys) < np.searchsorted(pairs, keys, side="right")
    defines[row[asked[~known]]] = False
    structure = (tally(follow) == 0) & (system.lo == system.hi)
    whose = session_of.copy()
    whose[problem.teaching.column] = -1
    whose = whose[system.columns]
    alone = np.ones(system.row_count, dtype=np.bool_)
    alone[row[1:][(row[1:] == row[:-1]) & (whose[1:] != whose[:-1])]] = False
    own = alone & ~structure & (tally(whose < 0) == 0)
    asked = np.flatnonzero((own & (system.lo > -FREE))[row])
    fewer, more = np.zeros(system.row_count, dtype=np.int64), np.full(system.row_count, FREE)
    np.minimum.at(fewer, row[asked], system.coefs[asked])
    asked = asked[system.coefs[asked] > 0]
    np.minimum.at(more, row[asked], system.coefs[asked])
    own &= fewer + more >= system.lo
    return RowKinds(structure, defines, tally(slack) > 0, state.packing, own)


def many_guests(problem: Problem) -> Ints:
    """Return the sessions with more than ``MOST_GUESTS`` to choose from at some start and place."""
    key = np.sort(problem.key(problem.choosing, place=True))
    more = key[MOST_GUESTS:][key[MOST_GUESTS:] == key[: max(0, key.size - MOST_GUESTS)]]
    return distinct(more // (problem.horizon.slot_count * problem.width))


def plain_sessions(
    problem: Problem, state: State, session_of: Ints, kinds: RowKinds, *, invited: bool = False
) -> Mask:
    """Return which sessions can be booked and moved by hand, shape (sessions,).

    Their columns stand in rows of known kinds only, and so do the literals they turn on.

    Parameters
    ----------
    session_of : shape (variables,)
        Session of each decision column, negative where there is none.
    invited
        Sessions whose guests are chosen are among them, too: they can be booked, but not moved.
    """
    system, decisions = state.model.system, state.model.decision_count
    known = kinds.priced | kinds.structure | kinds.defines | kinds.packing
    if invited:
        known |= kinds.own
    behind = np.zeros(system.upper.size, dtype=np.bool_)
    behind[system.columns[~known[system.row_of_entry()]]] = True
    for name, inputs in problem.derived.items():
        if behind[name] or bool((inputs >= decisions).any()):
            behind[inputs] = True
    found = problem.times > 0
    found[problem.pinned] = False
    odd = session_of[np.flatnonzero(behind[:decisions])]
    found[odd[odd >= 0]] = False
    if invited:
        guests = problem.choosing.session
        found[guests[problem.times[guests] > 1]] = False
        found[many_guests(problem)] = False
    else:
        found &= np.array([s.open_to is None for s in problem.entities.sessions], dtype=np.bool_)
    return found
