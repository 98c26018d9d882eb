"""What very many parts share: seats of a province's platform, rooms of its school.

Bookings of all others at such a place would be most of a part, so seats that are taken come along as one
session a cell of the platform, and only where they could run short. Parts that share nothing else may be
planned at the same time; the booking that comes second into a cell that is full then is given up.
"""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from edusched.domain.base import minute_of_day
from edusched.domain.instance import Instance
from edusched.domain.people import Cohort, Unit
from edusched.domain.plan import Booking, PlatformPlace
from edusched.domain.teaching import Course, Delivery, Session
from edusched.domain.time import SlotPattern
from edusched.search.parts.cut import Part
from edusched.search.parts.reach import QUOTA, Thing

SOMEBODY = "somebody-else"
"""Course and unit of those who take seats."""


@dataclass(frozen=True, slots=True, order=True)
class Taken:
    """Persons others have on a platform, in the sessions that begin at one time."""

    platform: str
    day: date
    period: str
    length_periods: int
    persons: int

    @property
    def name(self) -> str:
        """Id of the session that stands for them."""
        return f"taken-{self.platform}-{self.day}-{self.period}-{self.length_periods}"

    def booking(self) -> Booking:
        """Return the booking that stands for them."""
        place = PlatformPlace(platform=self.platform)
        return Booking(session=self.name, day=self.day, period=self.period, place=place, cohorts=(self.name,))


def taken_seats(
    instance: Instance, group: Sequence[Part], others: Mapping[Thing, Iterable[Booking]]
) -> list[Taken]:
    """Return the seats others take where those that are left might not do.

    Parameters
    ----------
    others : bookings of other parts at each platform
    """
    found: list[Taken] = []
    for (_, platform), bookings in sorted(others.items()):
        seats = instance.platform[platform].seats_persons
        if seats is None:
            continue
        asking = _asking(instance, group, platform)
        cells: Counter[tuple[date, str, int]] = Counter()
        days: Counter[date] = Counter()
        for booking in bookings:
            length = instance.session[booking.session].length_periods
            count = persons(instance, booking)
            cells[booking.day, booking.period, length] += count
            days[booking.day] += count
        for (day, period, length), count in sorted(cells.items()):
            asked = sum(most for first, last, most in asking if first <= day <= last)
            if asked and days[day] + asked > seats:
                found.append(Taken(platform, day, period, length, count))
    return found


def persons(instance: Instance, booking: Booking) -> int:
    """Return how many attend a booking."""
    return sum(instance.cohort[name].persons for name in booking.cohorts)


def seat_takers(
    instance: Instance, taken: Sequence[Taken]
) -> tuple[tuple[Course, ...], tuple[Unit, ...], tuple[Cohort, ...], tuple[Session, ...]]:
    """Return what makes taken seats a part of an instance: a course, a unit, a cohort and session for each.

    The cohorts are out of the scope of every rule; they only take seats.
    """
    if not taken:
        return (), (), (), ()
    region = instance.regions[0].id
    most = max(each.persons for each in taken)
    return (
        (Course(id=SOMEBODY, subject_class=SOMEBODY, study_hours=Decimal(0), staff=()),),
        (Unit(id=SOMEBODY, region=region, size_persons=most),),
        tuple(
            Cohort(
                id=each.name,
                category=SOMEBODY,
                region=region,
                headcount={SOMEBODY: each.persons},
                in_scope=False,
            )
            for each in taken
        ),
        tuple(
            Session(
                id=each.name,
                course=SOMEBODY,
                length_periods=each.length_periods,
                starts=(SlotPattern(first_day=each.day, last_day=each.day, periods=(each.period,)),),
                deliveries=(Delivery.ONLINE,),
                platforms=(each.platform,),
                cohorts=(each.name,),
            )
            for each in taken
        ),
    )


class Clashes:
    """Tells which new bookings came too late at widely shared places.

    Parameters
    ----------
    others
        Bookings of other parts at each widely shared thing, as they are now.
    known
        Those of them that were pinned.
    quota_minutes
        Minutes a year of each quota.
    """

    def __init__(
        self,
        instance: Instance,
        others: Mapping[Thing, Iterable[Booking]],
        known: frozenset[str],
        quota_minutes: Mapping[Thing, int],
    ) -> None:
        self._instance, self._limits = instance, quota_minutes
        self._drawn: Counter[tuple[Thing, int]] = Counter()
        self._minutes: list[int] = [
            minute_of_day(p.end) - minute_of_day(p.start) for p in instance.calendar.periods
        ]
        self._periods = {period.id: k for k, period in enumerate(instance.calendar.periods)}
        self._seats: Counter[tuple[str, date, int]] = Counter()
        self._days: set[tuple[Thing, date]] = set()
        for thing, bookings in others.items():
            for booking in bookings:
                if thing[0] == "platform":
                    self._sit(thing[1], booking)
                elif thing[0] == QUOTA:
                    self._drawn[thing, booking.day.year] += self._taught(booking)
                elif token(booking) not in known:
                    self._days.add((thing, booking.day))

    def admits(self, booking: Booking, things: Iterable[Thing]) -> bool:
        """Tell whether there still is room for a booking; if so it is counted in."""
        for thing in things:
            if (thing, booking.day) in self._days:
                return False
            if thing[0] == QUOTA:
                left = self._limits[thing] - self._drawn[thing, booking.day.year]
                if self._taught(booking) > left:
                    return False
                self._drawn[thing, booking.day.year] += self._taught(booking)
            if thing[0] == "platform":
                seats = self._instance.platform[thing[1]].seats_persons
                count = persons(self._instance, booking)
                full = (self._seats[cell] + count > (seats or 0) for cell in self._cells(thing[1], booking))
                if seats is not None and any(full):
                    return False
                self._sit(thing[1], booking)
        return True

    def _sit(self, platform: str, booking: Booking) -> None:
        count = persons(self._instance, booking)
        for cell in self._cells(platform, booking):
            self._seats[cell] += count

    def _taught(self, booking: Booking) -> int:
        """Return the minutes all instructors of a booking teach together: at most what it draws."""
        first = self._periods[booking.period]
        length = self._instance.session[booking.session].length_periods
        return sum(self._minutes[first : first + length]) * len({a.instructor for a in booking.instructors})

    def _cells(self, platform: str, booking: Booking) -> list[tuple[str, date, int]]:
        first = self._periods[booking.period]
        length = self._instance.session[booking.session].length_periods
        return [(platform, booking.day, k) for k in range(first, first + length)]


def token(booking: Booking) -> str:
    """Return what tells a booking from a later one of its session."""
    return f"{booking.session} {booking.day} {booking.period}"


def _asking(instance: Instance, group: Sequence[Part], platform: str) -> list[tuple[date, date, int]]:
    """Return for each session of some parts that may run on a platform: first and last day, most persons."""
    found = []
    for part in group:
        for name in part.sessions:
            session = instance.session[name]
            if Delivery.ONLINE not in session.deliveries:
                continue
            if session.platforms is not None and platform not in session.platforms:
                continue
            firsts = [pattern.first_day or instance.calendar.first_day for pattern in session.starts]
            lasts = [pattern.last_day or instance.calendar.last_day for pattern in session.starts]
            first = min(firsts, default=instance.calendar.first_day)
            last = max(lasts, default=instance.calendar.last_day)
            count = sum(instance.cohort[cohort].persons for cohort in session.cohorts)
            if session.open_to is not None:
                sizes = sorted((c.persons for c in instance.selected(session.open_to)), reverse=True)
                count += sum(sizes[: session.max_cohorts])
            found.append((first, last, count))
    return found
