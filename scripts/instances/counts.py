"""How large an instance is for a solver: starts x places, staff options, attendance options."""

from dataclasses import dataclass

from edusched.domain.instance import Instance
from edusched.generate.planter import Planter, seats, staff_needs


@dataclass(frozen=True, slots=True)
class Counts:
    """Sums over sessions.

    Attributes
    ----------
    places
        Starts x places that suit the course and hold the fixed cohorts.
    staff
        Starts x locations x competent instructors, summed over roles.
    attendance
        Starts x places x cohorts that may choose to come.
    """

    sessions: int
    starts: int
    places: int
    staff: int
    attendance: int

    def __str__(self) -> str:
        """Return one line for people."""
        return (
            f"{self.sessions} sessions, {self.starts} starts, {self.places} starts x places, "
            f"{self.staff} starts x locations x instructors, {self.attendance} attendance options"
        )


def count(instance: Instance) -> Counts:
    """Count the candidates of an instance."""
    planter = Planter(instance)
    starts_sum = places_sum = staff_sum = attendance_sum = 0
    for session in instance.sessions:
        starts = [s for s in planter.starts(session) if planter.diary.when(session, s) is not None]
        places = planter.places(session)
        locations = {
            (place.kind, getattr(place, "mobile_unit", ""), planter.diary.point(place)) for place in places
        }
        people = sum(len(planter.competent(need)) for need in staff_needs(instance, session))
        starts_sum += len(starts)
        places_sum += len(starts) * len(places)
        staff_sum += len(starts) * len(locations) * people
        if session.open_to is not None:
            eligible = [c for c in instance.selected(session.open_to) if c.id not in session.cohorts]
            attendance_sum += len(starts) * sum(
                1 for place in places for c in eligible if c.persons <= seats(instance, place)
            )
    return Counts(len(instance.sessions), starts_sum, places_sum, staff_sum, attendance_sum)
