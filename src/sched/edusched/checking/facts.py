"""A plan read against its instance: the facts every rule's check works on."""

from collections import defaultdict
from datetime import date, timedelta
from functools import cached_property

from edusched.calendar.horizon import horizon_of
from edusched.domain.errors import InvalidInputError
from edusched.domain.instance import Instance
from edusched.domain.places import Platform
from edusched.domain.plan import Booking, Plan, PlatformPlace, RoomPlace
from edusched.domain.plan_references import plan_reference_faults
from edusched.domain.teaching import Delivery
from edusched.rules.facts import BookingFacts
from edusched.travel.distances import Distances


class PlanFacts:
    """Facts of a plan. See ``rules.facts.Facts`` for what each part means.

    Bookings are sorted into groups once for all rules.

    Raises
    ------
    InvalidInputError
        The plan refers to something the instance does not have.
    """

    def __init__(self, instance: Instance, plan: Plan) -> None:
        self.instance = instance
        self.horizon = horizon_of(instance.calendar)
        self.distances = Distances(instance)
        self._rooms = {(v.id, r.id): r for v in instance.venues for r in v.rooms}
        self._masks: dict[tuple[str, str], int] = {}
        faults = plan_reference_faults(plan, instance)
        if faults:
            raise InvalidInputError(tuple(faults))
        self.bookings = sorted((self._read(b) for b in plan.bookings), key=_in_time)
        self.overnights = sorted(plan.overnights, key=lambda n: (n.mobile_unit, n.day, n.site))

    def _read(self, booking: Booking) -> BookingFacts:
        known = self.instance
        session = known.session[booking.session]
        course = known.course[session.course]
        first = self.horizon.period_index[booking.period]
        covered = self.horizon.periods[first : first + session.length_periods]
        place = booking.place
        delivery, name, location = Delivery.ONLINE, "", None
        venue = room = unit = platform = None
        if isinstance(place, RoomPlace):
            venue, room = known.venue[place.venue], self._rooms[place.venue, place.room]
            delivery, name, location = Delivery.IN_PERSON, f"{place.venue}/{place.room}", place.venue
        elif isinstance(place, PlatformPlace):
            platform, name = known.platform[place.platform], place.platform
        else:
            unit = known.mobile_unit[place.mobile_unit]
            delivery, name, location = Delivery.MOBILE, f"{place.mobile_unit}@{place.site}", place.site
        return BookingFacts(
            booking=booking,
            session=session,
            course=course,
            staff=course.staff if session.staff is None else session.staff,
            day=booking.day,
            periods=tuple(p.id for p in covered),
            start_minute=covered[0].start_minute,
            end_minute=covered[-1].end_minute,
            teaching_minutes=sum(p.end_minute - p.start_minute for p in covered),
            delivery=delivery,
            place_name=name,
            location=location,
            instructors=tuple(known.instructor[a.instructor] for a in booking.instructors),
            cohorts=tuple(known.cohort[c] for c in booking.cohorts),
            attended_on=self._attended_on(booking.day, platform),
            venue=venue,
            room=room,
            mobile_unit=unit,
            platform=platform,
        )

    def _attended_on(self, day: date, platform: Platform | None) -> date:
        if platform is None or not platform.any_time:
            return day
        return min(day + timedelta(days=platform.watch_days), self.horizon.days[-1])

    def by_instructor(self) -> dict[str, list[BookingFacts]]:
        """Bookings by instructor id; an instructor twice in a booking counts once."""
        return self._by_instructor

    def by_cohort(self) -> dict[str, list[BookingFacts]]:
        """Bookings by cohort id, each as the cohort has it."""
        return self._by_cohort

    def by_session(self) -> dict[str, list[BookingFacts]]:
        """Bookings by session id."""
        return self._by_session

    def by_mobile_unit(self) -> dict[str, list[BookingFacts]]:
        """Bookings at stops by mobile unit id."""
        return self._by_mobile_unit

    @cached_property
    def _by_instructor(self) -> dict[str, list[BookingFacts]]:
        found: dict[str, list[BookingFacts]] = {i: [] for i in sorted(self.instance.instructor)}
        for booking in self.bookings:
            for person in sorted({i.id for i in booking.instructors}):
                found[person].append(booking)
        return found

    @cached_property
    def _by_cohort(self) -> dict[str, list[BookingFacts]]:
        found: dict[str, list[BookingFacts]] = {c: [] for c in sorted(self.instance.cohort)}
        for booking in sorted((b.attended for b in self.bookings), key=_in_time):
            for cohort in sorted({c.id for c in booking.cohorts}):
                found[cohort].append(booking)
        return found

    @cached_property
    def _by_session(self) -> dict[str, list[BookingFacts]]:
        found: defaultdict[str, list[BookingFacts]] = defaultdict(list)
        for booking in self.bookings:
            found[booking.session.id].append(booking)
        return dict(found)

    @cached_property
    def _by_mobile_unit(self) -> dict[str, list[BookingFacts]]:
        found: dict[str, list[BookingFacts]] = {u: [] for u in sorted(self.instance.mobile_unit)}
        for booking in self.bookings:
            if booking.mobile_unit is not None:
                found[booking.mobile_unit.id].append(booking)
        return found

    def available(self, kind: str, ident: str, day: date, period: str) -> bool:
        """Tell whether someone or something is available in a slot."""
        if (kind, ident) not in self._masks:
            self._masks[kind, ident] = self._availability(kind, ident)
        slot = self.horizon.slot(day, period)
        return slot is not None and bool(self._masks[kind, ident] >> slot & 1)

    def _availability(self, kind: str, ident: str) -> int:
        horizon, known = self.horizon, self.instance
        if kind == "instructor":
            person = known.instructor[ident]
            lent = horizon.availability(known.library[person.library].available, ())
            return lent & horizon.availability(person.available, person.unavailable)
        if kind == "cohort":
            cohort = known.cohort[ident]
            return horizon.availability(cohort.available, cohort.unavailable)
        if kind == "organisation":
            organisation = known.organisation[ident]
            return horizon.availability(organisation.available, organisation.unavailable)
        if kind == "mobile_unit":
            unit = known.mobile_unit[ident]
            return horizon.availability(unit.available, unit.unavailable)
        if kind == "platform":
            platform = known.platform[ident]
            return horizon.availability(platform.available, platform.unavailable)
        venue_id, room_id = ident.split("/")
        venue = known.venue[venue_id]
        closed = self._rooms[venue_id, room_id].unavailable
        return horizon.availability(venue.available, venue.unavailable) & horizon.availability((), closed)


def _in_time(b: BookingFacts) -> tuple[date, int, int, str, str]:
    return b.day, b.start_minute, b.end_minute, b.session.id, b.place_name
