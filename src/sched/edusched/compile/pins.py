"""Pinned bookings: sessions that others have planned, kept to the columns of their booking.

A part of a large instance is compiled with the bookings of its neighbours that share its people and places.
So each rule reads them as it reads any booking, and what is left over for the part is nobody's sum.
"""

from collections.abc import Iterator, Sequence

import numpy as np

from edusched.compile.arrays import Ints, Mask, ints
from edusched.compile.columns import NONE
from edusched.compile.entities import place_name
from edusched.compile.problem import Problem
from edusched.compile.rows import Linear
from edusched.domain.plan import Booking


def strike_others(problem: Problem, pinned: Sequence[Booking]) -> Mask:
    """Return which columns stay: of a pinned session those of its booking, all of the others.

    Parameters
    ----------
    pinned : at most one booking a session, of sessions that share their columns with no other
    """
    entities = problem.entities
    place = np.full(len(entities.sessions), NONE, dtype=np.int64)
    slot = place.copy()
    staff: list[tuple[int, int, int]] = []
    guests: list[tuple[int, int]] = []
    for booking in pinned:
        k = entities.session_index[booking.session]
        at, where = entities.horizon.slot(booking.day, booking.period), place_name(booking.place)
        place[k], slot[k] = entities.place_index[where], NONE if at is None else at
        roles = {need.role: number for number, need in enumerate(entities.staff(entities.sessions[k]))}
        staff += [
            (k, roles[each.role], entities.instructor_index[each.instructor])
            for each in booking.instructors
            if each.role in roles
        ]
        guests += [(k, entities.cohort_index[cohort]) for cohort in booking.cohorts]
    placing, teaching, choosing = problem.placing, problem.teaching, problem.choosing
    tables = (placing, teaching, choosing)
    last = max(int(table.column.max(initial=NONE)) for table in (*tables, problem.nights))
    keep = np.ones(last + 1, dtype=np.bool_)
    for table in tables:
        mine = place[table.session] != NONE
        there = slot[table.session] == table.slot
        if table is teaching:
            there &= entities.place_location[place[table.session]] == table.location
            there &= _among((table.session, table.role, table.who), staff)
        else:
            there &= place[table.session] == table.place
        if table is choosing:
            there &= _among((table.session, table.who), guests)
        keep[table.column] = ~mine | there
    return keep


def held(problem: Problem, pinned: Sequence[Booking]) -> Iterator[Linear]:
    """Yield rows that hold pinned bookings; one of which a hard rule leaves no column is not held."""
    positions = ints(sorted(problem.entities.session_index[booking.session] for booking in pinned))
    for table in (problem.placing, problem.choosing):
        for column in table.column[np.isin(table.session, positions)].tolist():
            yield Linear(("pinned",), ints([column]), ints([1]), 1, 1)


def _among(keys: tuple[Ints, ...], wanted: Sequence[tuple[int, ...]]) -> Mask:
    """Tell which rows of equally long arrays are among some tuples."""
    table = np.array(sorted(wanted), dtype=np.int64).reshape(len(wanted), len(keys))
    widths = [1 + int(max(key.max(initial=0), table[:, k].max(initial=0))) for k, key in enumerate(keys)]
    rows, asked = np.zeros_like(keys[0]), np.zeros(len(wanted), dtype=np.int64)
    for k, key in enumerate(keys):
        rows, asked = rows * widths[k] + key, asked * widths[k] + table[:, k]
    return np.isin(rows, asked)
