"""Columns: what may be decided, one Boolean each.

place   (session, start, place)                        the session runs then and there
staff   (session, start, location, role, instructor)   this person teaches it there in this role
attend  (session, start, place, cohort)                this cohort chose to attend it
night   (mobile unit, day, site)                       the unit sleeps at the site after that day's stops
not_run (session)                                      the session does not run

Staff columns know the location, so that travel needs no product of a where and a who literal (measured:
joint columns prove 100 sessions with travel in about half the time of three-literal clauses).
"""

from collections.abc import Iterator
from dataclasses import dataclass, fields, replace

import numpy as np

from edusched.compile.arrays import Ints, Mask, distinct, ints, joined, offsets, spread
from edusched.compile.entities import Entities
from edusched.compile.options import Options, Pairs
from edusched.compile.shortlist import Shortlist

NONE = -1


@dataclass(frozen=True, slots=True)
class Occurrences:
    """Columns that put something somewhere at some time; arrays of equal length.

    ``who`` is an instructor or a cohort; ``NONE`` where a field does not apply. The same column may stand
    in several rows (a place column carries all fixed cohorts of its session).
    """

    column: Ints
    session: Ints
    slot: Ints
    place: Ints
    location: Ints
    who: Ints
    role: Ints

    @property
    def size(self) -> int:
        """Number of rows."""
        return int(self.column.size)

    def select(self, keep: Mask | Ints) -> "Occurrences":
        """Return the rows chosen by a mask or by positions."""
        return Occurrences(*(getattr(self, f.name)[keep] for f in fields(self)))

    def numbered(self, first: int) -> "Occurrences":
        """Return the same rows with columns numbered on from ``first``."""
        column = np.arange(first, first + self.size, dtype=np.int64)
        return Occurrences(column, self.session, self.slot, self.place, self.location, self.who, self.role)


@dataclass(frozen=True, slots=True)
class Nights:
    """Columns for nights away: ``unit[k]`` sleeps at ``location[k]`` (a stop) after ``day[k]``."""

    column: Ints
    unit: Ints
    day: Ints
    location: Ints

    @property
    def size(self) -> int:
        """Number of columns."""
        return int(self.column.size)

    def select(self, keep: Mask | Ints) -> "Nights":
        """Return the rows chosen by a mask or by positions."""
        return Nights(self.column[keep], self.unit[keep], self.day[keep], self.location[keep])

    def numbered(self, first: int) -> "Nights":
        """Return the same rows with columns numbered on from ``first``."""
        column = np.arange(first, first + self.size, dtype=np.int64)
        return Nights(column, self.unit, self.day, self.location)


def list_nights(options: Options, placing: Occurrences, *, wanted: bool) -> Nights:
    """Return a night column for each unit, day and site at which it could make the day's last stop.

    Not ``wanted`` (no rule looks at tours): none, units are then always home.
    """
    entities = options.entities
    unit_of = entities.location_unit
    at_stop = unit_of[placing.location] >= 0 if wanted and placing.size else np.zeros(placing.size, np.bool_)
    stops = placing.select(at_stop)
    keys = np.stack([unit_of[stops.location], entities.slot_day[stops.slot], stops.location])
    unit, day, location = np.unique(keys, axis=1)
    return Nights(np.arange(unit.size, dtype=np.int64), unit, day, location)


def join_places(options: Options, short: Shortlist) -> Occurrences:
    """Return one place column for each start and place of a session."""
    where = options.entities.place_location
    parts: list[tuple[Ints, ...]] = []
    for session, slots, places in _by_session(options, short):
        slot, place = _product(slots, places)
        parts.append((np.full(slot.size, session), slot, place))
    session_of, slot_of, place_of = _stacked(parts, 3)
    blank = np.full(session_of.size, NONE, dtype=np.int64)
    column = np.arange(session_of.size, dtype=np.int64)
    return Occurrences(column, session_of, slot_of, place_of, where[place_of], blank, blank)


def join_staff(options: Options, short: Shortlist) -> Occurrences:
    """Return one staff column for each start, location, role and instructor of a session."""
    where = options.entities.place_location
    people_of = [options.staff.item[rows] for rows in _rows_by_session(options.staff, len(options.needs))]
    parts: list[tuple[Ints, ...]] = []
    for session, slots, places in _by_session(options, short):
        locations = distinct(where[places])
        for role, need in enumerate(options.need_of[session]):
            at, person = short.pairs(slots.size, places.size, locations, people_of[need])
            slot, pair = _product(slots, np.arange(at.size, dtype=np.int64))
            location, who = at[pair], person[pair]
            blank = np.zeros(slot.size, dtype=np.int64)
            parts.append((blank + session, slot, location, who, blank + role))
    session_of, slot_of, location_of, who_of, role_of = _stacked(parts, 5)
    column = np.arange(session_of.size, dtype=np.int64)
    nowhere = np.full(session_of.size, NONE, dtype=np.int64)
    return Occurrences(column, session_of, slot_of, nowhere, location_of, who_of, role_of)


def join_attendance(options: Options, short: Shortlist) -> Occurrences:
    """Return one attend column for each start, place and open cohort of a session."""
    where = options.entities.place_location
    parts: list[tuple[Ints, ...]] = []
    rows_of = _rows_by_session(options.cohorts, len(options.entities.sessions))
    for session, slots, places in _by_session(options, short):
        if rows_of[session].size:
            slot, place, row = _product(slots, places, rows_of[session])
            parts.append((np.full(slot.size, session), slot, place, options.cohorts.item[row]))
    session_of, slot_of, place_of, who = _stacked(parts, 4)
    column = np.arange(session_of.size, dtype=np.int64)
    blank = np.full(session_of.size, NONE, dtype=np.int64)
    return Occurrences(column, session_of, slot_of, place_of, where[place_of], who, blank)


def fixed_cohort_rows(entities: Entities, placing: Occurrences) -> Occurrences:
    """Return the place columns once more for each fixed cohort they bring along."""
    fixed = [[entities.cohort_index[c] for c in sorted(s.cohorts)] for s in entities.sessions]
    counts = ints([len(cohorts) for cohorts in fixed])
    starts = offsets(counts)
    flat = ints([c for cohorts in fixed for c in cohorts])
    row, offset = spread(counts[placing.session])
    found = placing.select(row)
    who = flat[starts[found.session] + offset] if row.size else found.who
    return Occurrences(found.column, found.session, found.slot, found.place, found.location, who, found.role)


def as_attended(entities: Entities, table: Occurrences) -> Occurrences:
    """Return rows where they stand for the cohorts: of a recording on the last day of its window."""
    return replace(table, slot=entities.attended_slot(table.slot, table.place))


def concatenated(first: Occurrences, second: Occurrences) -> Occurrences:
    """Return the rows of both."""
    names = [f.name for f in fields(Occurrences)]
    return Occurrences(*(joined([getattr(first, n), getattr(second, n)]) for n in names))


def _rows_by_session(pairs: Pairs, sessions: int) -> list[Ints]:
    bounds = np.searchsorted(pairs.session, np.arange(sessions + 1))
    return [np.arange(bounds[k], bounds[k + 1], dtype=np.int64) for k in range(sessions)]


def _by_session(options: Options, short: Shortlist) -> Iterator[tuple[int, Ints, Ints]]:
    """Yield (session, starts, places) of each session that has both."""
    starts, places, entities = options.starts, options.places, options.entities
    sessions = int(max(starts.session.max(initial=-1), places.session.max(initial=-1))) + 1
    slots = _rows_by_session(starts, sessions)
    rooms = _rows_by_session(places, sessions)
    for k in range(sessions):
        if slots[k].size and rooms[k].size:
            kept = short.places(int(entities.fixed_persons[k]), places.item[rooms[k]])
            yield k, short.starts(k, starts.item[slots[k]]), kept


def _product(*axes: Ints) -> list[Ints]:
    return [grid.ravel() for grid in np.meshgrid(*axes, indexing="ij")]


def _stacked(parts: list[tuple[Ints, ...]], width: int) -> list[Ints]:
    return [joined([ints(part[k]) for part in parts]) for k in range(width)]
