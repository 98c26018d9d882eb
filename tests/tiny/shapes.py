"""What a booking may look like, from the text of the rules alone: starts, places, staff, cohorts, nights.

Knows nothing of columns, so that enumerating with it shows columns that are missing or too many.
"""

from collections.abc import Iterator
from datetime import date
from itertools import combinations, product

from edusched.calendar.horizon import Horizon, slots_of
from edusched.domain.instance import Instance
from edusched.domain.plan import (
    Assignment,
    Booking,
    Overnight,
    Place,
    Plan,
    PlatformPlace,
    RoomPlace,
    StopPlace,
)
from edusched.domain.teaching import Delivery, Session, StaffNeed


class Shapes:
    """The bookings each session of an instance may have."""

    def __init__(self, instance: Instance) -> None:
        self.instance = instance
        self.horizon = Horizon(instance.calendar)

    def starts(self, session: Session) -> list[tuple[date, str]]:
        """Return the (day, period) pairs at which a session may start."""
        horizon = self.horizon
        mask = horizon.mask(session.starts) if session.starts else horizon.working_slots
        count = len(horizon.periods)
        return [
            (horizon.days[slot // count], horizon.periods[slot % count].id)
            for slot in slots_of(mask)
            if slot % count + session.length_periods <= count
        ]

    def places(self, session: Session) -> list[Place]:
        """Return the places a session may use."""
        known, found = self.instance, list[Place]()
        for delivery in session.deliveries:
            if delivery is Delivery.IN_PERSON:
                venues = sorted(known.venue) if session.venues is None else session.venues
                found += [RoomPlace(venue=v, room=r.id) for v in venues for r in known.venue[v].rooms]
            elif delivery is Delivery.MOBILE:
                units = sorted(known.mobile_unit) if session.mobile_units is None else session.mobile_units
                found += [StopPlace(mobile_unit=u, site=s) for u in units for s in session.sites]
            else:
                platforms = sorted(known.platform) if session.platforms is None else session.platforms
                found += [PlatformPlace(platform=p) for p in platforms]
        return found

    def needs(self, session: Session) -> tuple[StaffNeed, ...]:
        """Return the staff a session asks for."""
        return self.instance.course[session.course].staff if session.staff is None else session.staff

    def staffings(self, session: Session) -> list[tuple[Assignment, ...]]:
        """Return every way to staff a session: as many as asked in each role, nobody twice."""
        people = sorted(self.instance.instructor)
        each = [
            [[(need.role, who) for who in chosen] for chosen in combinations(people, need.count)]
            for need in self.needs(session)
        ]
        found = []
        for choice in product(*each):
            pairs = [pair for part in choice for pair in part]
            if len({who for _, who in pairs}) == len(pairs):
                found.append(tuple(Assignment(role=role, instructor=who) for role, who in pairs))
        return found

    def guests(self, session: Session) -> list[str]:
        """Return the cohorts that may choose to attend."""
        if session.open_to is None:
            return []
        return [c.id for c in self.instance.selected(session.open_to) if c.id not in session.cohorts]

    def audiences(self, session: Session) -> list[tuple[str, ...]]:
        """Return every allowed set of cohorts."""
        guests = self.guests(session)
        sets = [(*session.cohorts, *more) for k in range(len(guests) + 1) for more in combinations(guests, k)]
        most = session.max_cohorts
        must = bool(session.cohorts) or session.open_to is not None
        return [s for s in sets if (most is None or len(s) <= most) and (s or not must)]

    def bookings(self, session: Session) -> list[Booking]:
        """Return every booking a session may have."""
        return [
            Booking(
                session=session.id, day=day, period=period, place=place, instructors=staff, cohorts=cohorts
            )
            for day, period in self.starts(session)
            for place in self.places(session)
            for staff in self.staffings(session)
            for cohorts in self.audiences(session)
        ]

    def last_stops(self, bookings: list[Booking]) -> dict[tuple[str, date], str]:
        """Return the site of the last stop of each unit and day: the latest start, then end, then site."""
        order: dict[tuple[str, date], tuple[int, int, str]] = {}
        for b in bookings:
            if isinstance(b.place, StopPlace):
                first = self.horizon.period_index[b.period]
                length = self.instance.session[b.session].length_periods
                end = self.horizon.periods[min(first + length, len(self.horizon.periods)) - 1].end_minute
                key = (b.place.mobile_unit, b.day)
                stop = (self.horizon.periods[first].start_minute, end, b.place.site)
                order[key] = max(order.get(key, stop), stop)
        return {key: stop[2] for key, stop in order.items()}

    def nights(self, bookings: list[Booking]) -> Iterator[tuple[Overnight, ...]]:
        """Yield every set of nights away that bookings allow."""
        stops = sorted(self.last_stops(bookings).items())
        for choice in product((False, True), repeat=len(stops)):
            yield tuple(
                Overnight(mobile_unit=unit, day=day, site=site)
                for ((unit, day), site), stays in zip(stops, choice, strict=True)
                if stays
            )

    def plans(self) -> Iterator[Plan]:
        """Yield every plan: each session booked in each way or not run, with every set of nights."""
        options = [[None, *self.bookings(s)] for s in sorted(self.instance.sessions, key=lambda s: s.id)]
        for choice in product(*options):
            chosen = [b for b in choice if b is not None]
            for nights in self.nights(chosen):
                yield Plan(instance=self.instance.id, bookings=tuple(chosen), overnights=nights)

    def plan_count(self, limit: int) -> int:
        """Return how many plans there are, with any nights away; stops counting at ``limit``."""
        total = 1
        for session in self.instance.sessions:
            ways = len(self.starts(session)) * len(self.places(session))
            ways *= len(self.staffings(session)) * len(self.audiences(session))
            nights = 2 if Delivery.MOBILE in session.deliveries else 1
            total *= 1 + ways * nights
            if total > limit:
                return limit + 1
        return total
