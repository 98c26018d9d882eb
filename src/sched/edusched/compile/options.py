"""What each session may use, taken one thing at a time: starts, places, instructors, cohorts.

Options are joined to columns only after the rules have struck out pairs that can never work, because the
join multiplies: pruning pairs first is the strongest lever there is on model size.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import numpy as np

from edusched.calendar.horizon import Horizon, slots_of
from edusched.compile.arrays import Ints, Mask, ints, joined
from edusched.compile.entities import Entities
from edusched.domain.teaching import CohortSelector, Delivery, Session, StaffNeed
from edusched.domain.time import SlotPattern

NOTHING = ints([])


@dataclass(frozen=True, slots=True)
class Pairs:
    """Options of one kind: row k says that ``session[k]`` may use ``item[k]``."""

    kind: str
    session: Ints
    item: Ints

    def select(self, keep: Mask) -> "Pairs":
        """Return the rows where ``keep`` is true."""
        return Pairs(self.kind, self.session[keep], self.item[keep])


@dataclass(frozen=True, slots=True)
class Options:
    """All options of an instance.

    Attributes
    ----------
    starts : item is a slot
    places : item is a place
    staff : item is an instructor; ``session`` is a position in ``needs``, not a session: sessions
        of one course ask for the same staff, and sessions x instructors would grow with the square
    cohorts : item is a cohort eligible as an open choice (fixed cohorts are no option)
    needs : the distinct staff needs of all sessions
    need_of : position in ``needs`` of each need of each session
    """

    entities: Entities
    starts: Pairs
    places: Pairs
    staff: Pairs
    cohorts: Pairs
    needs: tuple[StaffNeed, ...]
    need_of: tuple[tuple[int, ...], ...]


def list_options(entities: Entities, twin_of: Ints) -> Options:
    """Return every option the sessions' own data leaves open; a twin's are those of its first."""
    needs: dict[str, int] = {}
    distinct: list[StaffNeed] = []
    known: dict[str, tuple[int, ...]] = {}  # by course, of sessions that ask for no staff of their own
    need_of = []
    for session in entities.sessions:
        row = known.get(session.course) if session.staff is None else None
        if row is None:
            wanted = entities.staff(session)
            for need in wanted:
                if needs.setdefault(need.model_dump_json(), len(distinct)) == len(distinct):
                    distinct.append(need)
            row = tuple(needs[need.model_dump_json()] for need in wanted)
            if session.staff is None:
                known[session.course] = row
        need_of.append(row)
    slots, eligible, places = _Starts(entities), _Eligible(entities), _Places(entities)
    mine = np.flatnonzero(twin_of == np.arange(twin_of.size))
    sessions = [entities.sessions[k] for k in mine.tolist()]
    every, people = np.arange(len(distinct)), range(len(entities.instructors))
    return Options(
        entities,
        _pairs("starts", mine, [slots.of(session) for session in sessions]),
        _pairs("places", mine, [places.of(session) for session in sessions]),
        _pairs("staff", every, [ints(people)] * len(distinct)),
        _pairs("cohorts", mine, [eligible.of(session) for session in sessions]),
        tuple(distinct),
        tuple(need_of),
    )


def _pairs(kind: str, session: Ints, items: Sequence[Ints]) -> Pairs:
    return Pairs(kind, np.repeat(session, ints([mine.size for mine in items])), joined(items))


class _Starts:
    """Allowed starts, worked out once for each distinct set of patterns and length."""

    def __init__(self, entities: Entities) -> None:
        self._horizon = entities.horizon
        self._known: dict[tuple[tuple[SlotPattern, ...], int], Ints] = {}

    def of(self, session: Session) -> Ints:
        key = (session.starts, session.length_periods)
        if key not in self._known:
            self._known[key] = ints(starts_of(self._horizon, session)[0])
        return self._known[key]


def starts_of(horizon: Horizon, session: Session) -> tuple[list[int], list[int]]:
    """Return the slots at which a session may start, and those from which it would run past the day."""
    mask = horizon.mask(session.starts) if session.starts else horizon.working_slots
    count = len(horizon.periods)
    last = count - session.length_periods
    asked = slots_of(mask)
    return [slot for slot in asked if slot % count <= last], [slot for slot in asked if slot % count > last]


class _Eligible:
    """Open cohorts, worked out once for each distinct selector."""

    def __init__(self, entities: Entities) -> None:
        self._entities = entities
        self._known: dict[CohortSelector, list[tuple[str, int]]] = {}

    def of(self, session: Session) -> Ints:
        selector = session.open_to
        if selector is None:
            return NOTHING
        if selector not in self._known:
            chosen = self._entities.instance.selected(selector)
            self._known[selector] = [(c.id, self._entities.cohort_index[c.id]) for c in chosen]
        return ints([index for name, index in self._known[selector] if name not in session.cohorts])


class _Places:
    """Places, worked out once for what sessions may ask of them."""

    def __init__(self, entities: Entities) -> None:
        self._entities = entities
        self._known: dict[tuple[object, ...], Ints] = {}

    def of(self, session: Session) -> Ints:
        chosen = (session.venues, session.mobile_units, session.sites, session.platforms)
        key = (session.deliveries, *chosen, len(session.cohorts) <= 1)
        if key not in self._known:
            self._known[key] = ints(places_of(self._entities, session))
        return self._known[key]


def places_of(entities: Entities, session: Session) -> list[int]:
    """Return the places a session's own data leave it, in order."""
    found: list[int] = []
    if Delivery.IN_PERSON in session.deliveries:
        found += _owned(entities, Delivery.IN_PERSON, session.venues, entities.instance.venue)
    if Delivery.MOBILE in session.deliveries:
        units = _owned(entities, Delivery.MOBILE, session.mobile_units, entities.instance.mobile_unit)
        found += [k for k in units if entities.locations[entities.places[k].location].point in session.sites]
    if Delivery.ONLINE in session.deliveries:
        online = _owned(entities, Delivery.ONLINE, session.platforms, entities.instance.platform)
        found += [k for k in online if len(session.cohorts) <= 1 or not entities.one_cohort[k]]
    return sorted(set(found))


def _owned(
    entities: Entities, delivery: Delivery, chosen: tuple[str, ...] | None, every: Iterable[str]
) -> list[int]:
    owners = every if chosen is None else chosen
    return [k for owner in owners for k in entities.places_of_owner.get((delivery, owner), [])]
