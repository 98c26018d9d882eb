"""What a rule's check may see of a finished plan: dates, minutes, people and places; never a column."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Protocol

from edusched.calendar.horizon import Horizon
from edusched.domain.instance import Instance
from edusched.domain.people import Cohort, Instructor
from edusched.domain.places import MobileUnit, Platform, Room, Venue
from edusched.domain.plan import Booking, Overnight
from edusched.domain.teaching import Course, Delivery, Session, StaffNeed
from edusched.travel.distances import Distances


@dataclass(frozen=True, slots=True)
class BookingFacts:
    """A booking with everything it refers to.

    Attributes
    ----------
    start_minute, end_minute
        Minutes since midnight; the end of the last period.
    teaching_minutes
        Summed minutes of the periods covered, breaks left out.
    location
        Region or venue id where people are; None on a platform.
    place_name
        ``venue/room``, ``unit@site`` or the platform.
    attended_on
        The day it counts for its cohorts: of a recording the last day of its window, else ``day``.
    """

    booking: Booking
    session: Session
    course: Course
    staff: tuple[StaffNeed, ...]
    day: date
    periods: tuple[str, ...]
    start_minute: int
    end_minute: int
    teaching_minutes: int
    delivery: Delivery
    place_name: str
    location: str | None
    instructors: tuple[Instructor, ...]
    cohorts: tuple[Cohort, ...]
    attended_on: date
    venue: Venue | None = None
    room: Room | None = None
    mobile_unit: MobileUnit | None = None
    platform: Platform | None = None

    @property
    def persons(self) -> int:
        """Persons attending."""
        return sum(cohort.persons for cohort in self.cohorts)

    @property
    def region(self) -> str | None:
        """Region of the venue or site; None on a platform."""
        return self.venue.region if self.venue else self.location

    @property
    def earns(self) -> bool:
        """Tell whether study hours are earned where it runs."""
        return self.platform is None or self.platform.earns

    @property
    def attended(self) -> "BookingFacts":
        """The booking as its cohorts have it: a recording on the last day of its window, in no slot."""
        if self.platform is None or not self.platform.any_time:
            return self
        return replace(self, day=self.attended_on, periods=())


class Facts(Protocol):
    """A plan read against its instance."""

    instance: Instance
    horizon: Horizon
    distances: Distances

    @property
    def bookings(self) -> Sequence[BookingFacts]:
        """Bookings in the order of time."""
        ...

    @property
    def overnights(self) -> Sequence[Overnight]:
        """Nights away, by unit and day."""
        ...

    def by_instructor(self) -> dict[str, list[BookingFacts]]:
        """Bookings by instructor id, both in order; instructors without bookings included."""
        ...

    def by_cohort(self) -> dict[str, list[BookingFacts]]:
        """Bookings by cohort id, likewise, each as the cohort has it (``BookingFacts.attended``)."""
        ...

    def by_session(self) -> dict[str, list[BookingFacts]]:
        """Bookings by session id; only sessions that run."""
        ...

    def by_mobile_unit(self) -> dict[str, list[BookingFacts]]:
        """Bookings at stops by mobile unit id; all units."""
        ...

    def available(self, kind: str, ident: str, day: date, period: str) -> bool:
        """Tell whether somebody or something of a ``kind`` is available in a slot.

        Kinds: instructor, cohort, organisation, room, mobile unit, platform.
        """
        ...
