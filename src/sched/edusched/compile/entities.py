"""The integer view of an instance: ids sorted and numbered, places, locations, lengths, availability.

Everything is numbered in the order of ids, never of the file, so that shuffling an instance changes nothing.
"""

from dataclasses import dataclass
from functools import cached_property

import numpy as np

from edusched.calendar.horizon import horizon_of
from edusched.compile.arrays import Ints, Mask, bits, ints, stacked_rows
from edusched.domain.instance import Instance
from edusched.domain.places import MobileUnit, Platform, Room, Venue
from edusched.domain.plan import Place, PlatformPlace, RoomPlace, StopPlace
from edusched.domain.teaching import Delivery, Session, StaffNeed
from edusched.travel.distances import Distances

NO_LIMIT = 10**9
"""Persons a platform without seats holds."""


@dataclass(frozen=True, slots=True)
class PlaceInfo:
    """A place with what the rules ask of it; ``location`` groups places people need not travel between."""

    place: Place
    delivery: Delivery
    location: int
    owner: Venue | MobileUnit | Platform
    room: Room | None = None

    @property
    def name(self) -> str:
        """Readable name: ``venue/room``, ``unit@site`` or the platform."""
        return place_name(self.place)

    @property
    def region(self) -> str | None:
        """Region of the venue or site; None of a platform."""
        if isinstance(self.owner, Venue):
            return self.owner.region
        return self.place.site if isinstance(self.place, StopPlace) else None


def place_name(place: Place) -> str:
    """Return ``venue/room``, ``unit@site`` or the platform's id."""
    if isinstance(place, RoomPlace):
        return f"{place.venue}/{place.room}"
    if isinstance(place, StopPlace):
        return f"{place.mobile_unit}@{place.site}"
    return place.platform


@dataclass(frozen=True, slots=True)
class LocationInfo:
    """Where people travel to: a venue, a stop (unit and site) or a platform (``point`` None)."""

    name: str
    point: str | None
    region: str | None = None
    mobile_unit: str | None = None

    @property
    def delivery(self) -> Delivery:
        """How a session held there reaches its cohorts."""
        if self.point is None:
            return Delivery.ONLINE
        return Delivery.MOBILE if self.mobile_unit else Delivery.IN_PERSON


class Entities:
    """Numbered sessions, people, places and locations of an instance.

    Attributes
    ----------
    lengths : Ints, shape (sessions,)
        Periods of each session.
    place_location, place_capacity : Ints, shape (places,)
    location_point : Ints, shape (locations,)
        Row of the location in ``distances``; -1 for a platform.
    location_unit : Ints, shape (locations,)
        Mobile unit that stops there; -1 for a venue or platform.
    """

    def __init__(self, instance: Instance) -> None:
        self.instance = instance
        self.horizon = horizon_of(instance.calendar)
        self.distances = Distances(instance)
        self.sessions = tuple(sorted(instance.sessions, key=lambda s: s.id))
        self.instructors = tuple(sorted(instance.instructors, key=lambda i: i.id))
        self.cohorts = tuple(sorted(instance.cohorts, key=lambda c: c.id))
        self.organisations = tuple(sorted(instance.organisations, key=lambda o: o.id))
        self.mobile_units = tuple(sorted(instance.mobile_units, key=lambda u: u.id))
        self.session_index = {s.id: k for k, s in enumerate(self.sessions)}
        self.instructor_index = {i.id: k for k, i in enumerate(self.instructors)}
        self.cohort_index = {c.id: k for k, c in enumerate(self.cohorts)}
        self.organisation_index = {o.id: k for k, o in enumerate(self.organisations)}
        self.unit_index = {u.id: k for k, u in enumerate(self.mobile_units)}
        self.lengths = ints([s.length_periods for s in self.sessions])
        self.persons = ints([c.persons for c in self.cohorts])
        self._number_places()

    def _number_places(self) -> None:
        places: list[PlaceInfo] = []
        locations: list[LocationInfo] = []
        for venue in sorted(self.instance.venues, key=lambda v: v.id):
            locations.append(LocationInfo(venue.id, venue.id, venue.region))
            for room in sorted(venue.rooms, key=lambda r: r.id):
                place = RoomPlace(venue=venue.id, room=room.id)
                places.append(PlaceInfo(place, Delivery.IN_PERSON, len(locations) - 1, venue, room))
        for unit, site in sorted(self._stops()):
            stop = StopPlace(mobile_unit=unit, site=site)
            locations.append(LocationInfo(place_name(stop), site, site, unit))
            owner = self.instance.mobile_unit[unit]
            places.append(PlaceInfo(stop, Delivery.MOBILE, len(locations) - 1, owner))
        for platform in sorted(self.instance.platforms, key=lambda p: p.id):
            locations.append(LocationInfo(platform.id, None))
            online = PlatformPlace(platform=platform.id)
            places.append(PlaceInfo(online, Delivery.ONLINE, len(locations) - 1, platform))
        self.places, self.locations = tuple(places), tuple(locations)
        self.place_index = {info.name: k for k, info in enumerate(places)}
        self.place_location = ints([info.location for info in places])
        index = self.distances.index
        self.location_point = ints([-1 if loc.point is None else index[loc.point] for loc in locations])
        self.location_unit = ints(
            [-1 if loc.mobile_unit is None else self.unit_index[loc.mobile_unit] for loc in locations]
        )
        self.places_of_owner: dict[tuple[Delivery, str], list[int]] = {}
        for k, info in enumerate(places):
            self.places_of_owner.setdefault((info.delivery, info.owner.id), []).append(k)

    def _stops(self) -> set[tuple[str, str]]:
        """Return the (unit, site) pairs some session may use; all pairs would grow with the square."""
        every = tuple(u.id for u in self.mobile_units)
        return {
            (unit, site)
            for session in self.sessions
            if Delivery.MOBILE in session.deliveries
            for unit in (every if session.mobile_units is None else session.mobile_units)
            for site in session.sites
        }

    @cached_property
    def place_capacity(self) -> Ints:
        """Persons each place holds; a platform's seats are shared over sessions, so not here."""
        return ints([capacity(info) for info in self.places])

    @cached_property
    def any_time(self) -> Mask:
        """Shape (places,): platforms whose cohorts attend at a time of their own, in no slot."""
        return np.array([isinstance(p.owner, Platform) and p.owner.any_time for p in self.places], np.bool_)

    @cached_property
    def one_cohort(self) -> Mask:
        """Shape (places,): what runs there is recorded for one cohort at a time (reading A24)."""
        owners = (info.owner for info in self.places)
        return np.array([isinstance(x, Platform) and x.recorded_each_time for x in owners], np.bool_)

    @cached_property
    def earns(self) -> Mask:
        """Shape (places,): study hours are earned there."""
        return np.array([not isinstance(p.owner, Platform) or p.owner.earns for p in self.places], np.bool_)

    @cached_property
    def _watch_days(self) -> Ints:
        owners = (info.owner for info in self.places)
        return ints([x.watch_days if isinstance(x, Platform) and x.any_time else 0 for x in owners])

    def attended_slot(self, slot: Ints, place: Ints) -> Ints:
        """Return where bookings stand for their cohorts: of recordings the last day of the window.

        The time of day stays, and a window ends with the plan at the latest.
        """
        if slot.size == 0 or not self.any_time.any():
            return slot
        day, period = np.divmod(slot, len(self.horizon.periods))
        last = np.minimum(day + self._watch_days[place], len(self.horizon.days) - 1)
        return last * len(self.horizon.periods) + period

    @cached_property
    def fixed_persons(self) -> Ints:
        """Persons of the fixed cohorts of each session."""
        index = self.cohort_index
        return ints([sum(int(self.persons[index[c]]) for c in s.cohorts) for s in self.sessions])

    @cached_property
    def home_point(self) -> Ints:
        """Row of each instructor's home in ``distances``."""
        return ints([self.distances.index[person.home] for person in self.instructors])

    @cached_property
    def instructor_available(self) -> Mask:
        """Shape (instructors, slots): own availability within the library's lending window."""
        rows = []
        for person in self.instructors:
            library = self.instance.library[person.library]
            mask = self.horizon.availability(person.available, person.unavailable)
            mask &= self.horizon.availability(library.available, ())
            rows.append(bits(mask, self.horizon.slot_count))
        return stacked_rows(rows, self.horizon.slot_count)

    @cached_property
    def cohort_available(self) -> Mask:
        """Shape (cohorts, slots)."""
        count = self.horizon.slot_count
        masks = [self.horizon.availability(c.available, c.unavailable) for c in self.cohorts]
        return stacked_rows([bits(mask, count) for mask in masks], count)

    @cached_property
    def organisation_available(self) -> Mask:
        """Shape (organisations, slots)."""
        count = self.horizon.slot_count
        masks = [self.horizon.availability(o.available, o.unavailable) for o in self.organisations]
        return stacked_rows([bits(mask, count) for mask in masks], count)

    @cached_property
    def place_available(self) -> Mask:
        """Shape (places, slots): the owner's availability less the room's closures."""
        rows = []
        for info in self.places:
            mask = self.horizon.availability(info.owner.available, info.owner.unavailable)
            if info.room is not None:
                mask &= self.horizon.availability((), info.room.unavailable)
            rows.append(bits(mask, self.horizon.slot_count))
        return stacked_rows(rows, self.horizon.slot_count)

    @cached_property
    def slot_day(self) -> Ints:
        """Day index of each slot."""
        return np.arange(self.horizon.slot_count, dtype=np.int64) // len(self.horizon.periods)

    def staff(self, session: Session) -> tuple[StaffNeed, ...]:
        """Return the staff a session needs, by role: its own, else its course's."""
        needs = self.instance.course[session.course].staff if session.staff is None else session.staff
        return tuple(sorted(needs, key=lambda need: need.role))

    def slot_name(self, slot: int) -> tuple[str, str]:
        """Return day and period of a slot in words."""
        day, period = divmod(slot, len(self.horizon.periods))
        return self.horizon.days[day].isoformat(), self.horizon.periods[period].id


def capacity(info: PlaceInfo) -> int:
    """Return the persons one session may seat at a place (a platform's seats for a platform)."""
    if info.room is not None:
        return info.room.capacity_persons
    if isinstance(info.owner, MobileUnit):
        return info.owner.capacity_persons
    seats = info.owner.seats_persons if isinstance(info.owner, Platform) else 0
    return NO_LIMIT if seats is None else seats
