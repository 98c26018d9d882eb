"""Random plans for tiny instances: mostly shaped as their sessions ask, often breaking other rules."""

from collections.abc import Callable
from datetime import timedelta
from random import Random

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
from edusched.domain.teaching import Session
from tests.tiny.draw import Draw
from tests.tiny.shapes import Shapes


def random_plan(rng: Random, instance: Instance, unshaped: float = 0.0) -> Plan:
    """Return a random plan; with probability ``unshaped`` one thing about it is not as its session asks."""
    return PlanMaker(rng, instance).plan(unshaped)


class PlanMaker:
    """Makes random plans of one instance."""

    def __init__(self, rng: Random, instance: Instance) -> None:
        self.draw, self.instance = Draw(rng), instance
        self.shapes = Shapes(instance)
        self.sessions = sorted(instance.sessions, key=lambda s: s.id)
        self._starts = {s.id: self.shapes.starts(s) for s in self.sessions}
        self._places = {s.id: self.shapes.places(s) for s in self.sessions}
        self._staffings = {s.id: self.shapes.staffings(s) for s in self.sessions}
        self._audiences = {s.id: self.shapes.audiences(s) for s in self.sessions}
        self._all_places: list[Place] = [
            RoomPlace(venue=v.id, room=r.id) for v in instance.venues for r in v.rooms
        ]
        self._all_places += [PlatformPlace(platform=p.id) for p in instance.platforms]
        self._all_places += [
            StopPlace(mobile_unit=u.id, site=site)
            for u in instance.mobile_units
            for site in ("hill", "lake", "county", "north")
        ]

    def plan(self, unshaped: float) -> Plan:
        """Return a random plan."""
        draw = self.draw
        run = 0.9 if draw.chance(0.8) else 0.4
        bookings: list[Booking] = []
        for session in self.sessions:
            if draw.chance(run):
                bookings += self._booking(session, bookings)
        wrong = draw.one(("booking", "booking", "booking", "night")) if draw.chance(unshaped) else ""
        if wrong == "booking":
            bookings = self._spoilt(bookings)
        return self._with_nights(bookings, spoil=wrong == "night")

    def _booking(self, session: Session, before: list[Booking]) -> list[Booking]:
        draw, name = self.draw, session.id
        starts, staff, audiences = self._starts[name], self._staffings[name], self._audiences[name]
        if not (starts and self._places[name] and staff and audiences):
            return []
        day, period = draw.one(starts)
        taken = [b for b in before if (b.day, b.period) == (day, period)]
        if taken and draw.chance(0.5):  # a clash is welcome, but not every time
            day, period = draw.one(starts)
        place: Place = draw.one(self._places[name])
        return [
            Booking(
                session=name, day=day, period=period, place=place,
                instructors=draw.one(staff), cohorts=draw.one(audiences),
            )
        ]  # fmt: skip

    def _with_nights(self, bookings: list[Booking], *, spoil: bool) -> Plan:
        draw, nights = self.draw, list[Overnight]()
        often = draw.one((0.5, 0.9, 0.0))
        for (unit, day), site in sorted(self.shapes.last_stops(bookings).items()):
            if draw.chance(often):
                nights.append(Overnight(mobile_unit=unit, day=day, site=site))
        if spoil and self.instance.mobile_units:
            unit = draw.one(sorted(self.instance.mobile_unit))
            day = draw.one([b.day for b in bookings] or list(self.shapes.horizon.days))
            nights.append(Overnight(mobile_unit=unit, day=day, site=draw.one(("hill", "lake", "county"))))
        return Plan(instance=self.instance.id, bookings=tuple(bookings), overnights=tuple(nights))

    def _spoilt(self, bookings: list[Booking]) -> list[Booking]:
        """Return the bookings with one of them not as its session asks."""
        if not bookings:
            return bookings
        at = self.draw.number(0, len(bookings) - 1)
        spoil: Callable[[Booking], list[Booking]] = self.draw.one(
            (self._moved, self._elsewhere, self._short_staffed, self._wrong_role, self._one_more,
             self._twice_there, self._left_out, self._uninvited, self._everybody, self._nobody, self._doubled,
             self._elsewhere, self._moved, self._everybody)
        )  # fmt: skip
        return bookings[:at] + spoil(bookings[at]) + bookings[at + 1 :]

    def _moved(self, b: Booking) -> list[Booking]:
        horizon = self.shapes.horizon
        day = self.draw.one(
            [d for d in (b.day, b.day + timedelta(days=1), b.day - timedelta(days=1)) if d in horizon.days]
        )
        return [b.model_copy(update={"day": day, "period": self.draw.one([p.id for p in horizon.periods])})]

    def _elsewhere(self, b: Booking) -> list[Booking]:
        wrong = [p for p in self._all_places if p not in self._places[b.session]] or self._all_places
        alike = [p for p in wrong if p.kind == b.place.kind]
        near = [p for p in alike if _near(p, b.place)]
        places = self.draw.one((wrong, alike or wrong, near or alike or wrong))
        return [b.model_copy(update={"place": self.draw.one(places)})]

    def _short_staffed(self, b: Booking) -> list[Booking]:
        return [b.model_copy(update={"instructors": b.instructors[1:]})]

    def _wrong_role(self, b: Booking) -> list[Booking]:
        people = [Assignment(role="guest", instructor=a.instructor) for a in b.instructors[:1]]
        return [b.model_copy(update={"instructors": (*people, *b.instructors[1:])})]

    def _one_more(self, b: Booking) -> list[Booking]:
        role = self.draw.one([a.role for a in b.instructors] or ["lecturer"])
        more = Assignment(role=role, instructor=self.draw.one(sorted(self.instance.instructor)))
        return [b.model_copy(update={"instructors": (*b.instructors, more)})]

    def _twice_there(self, b: Booking) -> list[Booking]:
        if len(b.instructors) < 2:
            return self._one_more(b)
        again = b.instructors[1].model_copy(update={"instructor": b.instructors[0].instructor})
        return [b.model_copy(update={"instructors": (b.instructors[0], again, *b.instructors[2:])})]

    def _left_out(self, b: Booking) -> list[Booking]:
        return [b.model_copy(update={"cohorts": b.cohorts[1:]})]

    def _uninvited(self, b: Booking) -> list[Booking]:
        more = [c for c in sorted(self.instance.cohort) if c not in b.cohorts]
        return [b.model_copy(update={"cohorts": (*b.cohorts, *more[:1])})]

    def _everybody(self, b: Booking) -> list[Booking]:
        session = self.instance.session[b.session]
        return [b.model_copy(update={"cohorts": (*session.cohorts, *self.shapes.guests(session))})]

    def _nobody(self, b: Booking) -> list[Booking]:
        return [b.model_copy(update={"cohorts": ()})]

    def _doubled(self, b: Booking) -> list[Booking]:
        return [b, *self._moved(b)]


def _near(a: Place, b: Place) -> bool:
    """Tell whether two stops are of one unit, or at one site, but not both."""
    if not (isinstance(a, StopPlace) and isinstance(b, StopPlace)):
        return False
    return (a.mobile_unit == b.mobile_unit) != (a.site == b.site)
