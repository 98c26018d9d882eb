"""What the writers of other formats have in common: a look at whether they can say what a plan says.

The formats know a lecture or session with its slot, room and perhaps instructor, and take it for granted that
all its cohorts attend. A plan that says anything else is refused rather than written wrong.
"""

from collections.abc import Iterator, Sequence
from datetime import date

from edusched.domain.errors import NO_VALUE, Fault, FaultList, InvalidInputError, shown
from edusched.domain.instance import Instance
from edusched.domain.plan import Booking, Plan, RoomPlace
from edusched.domain.plan_references import plan_reference_faults
from edusched.formats.convert_grid import Grid

MAX_NAMED = 8


def demand_known(plan: Plan, instance: Instance) -> None:
    """Refuse a plan that names what its instance does not have.

    Raises
    ------
    InvalidInputError
        With the JSON path of each such id, day or period; without the name of the file.
    """
    faults = plan_reference_faults(plan, instance)
    if faults:
        raise InvalidInputError(faults)


class Fitting:
    """Looks at the bookings of a plan whose every reference is known.

    Parameters
    ----------
    plan, instance
        As ``demand_known`` accepts them.
    grid
        The slots the format counts.

    Attributes
    ----------
    found
        Faults so far, with JSON paths.
    """

    def __init__(self, plan: Plan, instance: Instance, grid: Grid) -> None:
        self.found = FaultList()
        self._plan = plan
        self._instance = instance
        self._grid = grid

    def bookings(self) -> Iterator[tuple[int, Booking, int, RoomPlace]]:
        """Yield (position, booking, slot, room) of every booking that fits; note a fault for each other."""
        seen: dict[str, int] = {}
        for index, booking in enumerate(self._plan.bookings):
            before = len(self.found.faults)
            self._session(index, booking, seen)
            slot = self._slot(index, booking.day, booking.period)
            self._staff(index, booking)
            place = booking.place
            if not isinstance(place, RoomPlace):
                self.found.add(("bookings", index, "place", "kind"), place.kind, "expected a room")
            elif slot is not None and len(self.found.faults) == before:
                yield index, booking, slot, place

    def demand_fit(self) -> None:
        """Raise the faults noted, if there are any.

        Raises
        ------
        InvalidInputError
            With all of them; without the name of the file.
        """
        if self.found.faults:
            raise InvalidInputError(self.found.faults)

    def not_run(self) -> tuple[str, ...]:
        """Return the sessions without a booking, in the order of the instance."""
        booked = {booking.session for booking in self._plan.bookings}
        return tuple(session.id for session in self._instance.sessions if session.id not in booked)

    def _session(self, index: int, booking: Booking, seen: dict[str, int]) -> None:
        first = seen.setdefault(booking.session, index)
        if first != index:
            reason = f"session booked twice; it stands at [{first}] already"
            self.found.add(("bookings", index, "session"), booking.session, reason)
        wanted = self._instance.session[booking.session].cohorts
        if sorted(wanted) != sorted(booking.cohorts):
            self.found.add(
                ("bookings", index, "cohorts"),
                list(booking.cohorts),
                f"expected the cohorts of the session, {_listed(wanted)}: this format has no others",
            )

    def _slot(self, index: int, day: date, period: str) -> int | None:
        slot = self._grid.slot_of(day, period)
        if slot is None:
            days = self._grid.days
            expected = f"this format has no such day; its {len(days)} days begin with {days[0]}"
            self.found.add(("bookings", index, "day"), day, expected)
        return slot

    def _staff(self, index: int, booking: Booking) -> None:
        at = ("bookings", index, "instructors")
        if len(booking.instructors) != 1:
            value = [item.instructor for item in booking.instructors] or NO_VALUE
            expected = f"expected one instructor, found {len(booking.instructors)}"
            self.found.add(at, value, expected, "solve the instance, or name the instructor who teaches it")
            return
        person = self._instance.instructor[booking.instructors[0].instructor]
        session = self._instance.session[booking.session]
        needs = self._instance.course[session.course].staff if session.staff is None else session.staff
        lacking = sorted(
            name
            for need in needs
            for name, grade in need.competences.items()
            if person.competences.get(name, 0) < grade
        )
        if lacking:
            expected = f"expected somebody with competence {_listed(lacking)}, which this instructor lacks"
            self.found.add((*at, 0, "instructor"), person.id, expected)


def _listed(names: Sequence[str]) -> str:
    text = ", ".join(shown(name, 40) for name in names[:MAX_NAMED]) or "none"
    return f"{text}, ... ({len(names):,} in all)" if len(names) > MAX_NAMED else text


def unfit_instance(path: str, value: object, expected: str, from_what: str) -> InvalidInputError:
    """Return the error for an instance that no file of a format can have become.

    Parameters
    ----------
    path
        JSON path of what gives it away.
    value
        What stands there.
    expected
        What was expected.
    from_what
        What the instance has to be converted from.
    """
    advice = f"give the instance that was converted from {from_what}"
    return InvalidInputError([Fault(None, path, value, expected, advice)])
