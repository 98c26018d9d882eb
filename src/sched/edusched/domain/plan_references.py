"""Does a plan speak of this instance at all? Ids, days and periods it names must exist there.

Whether the plan keeps the rules is for the checker, which may then take every reference for granted.
"""

from datetime import date
from typing import Any

from edusched.domain.errors import Fault, FaultList
from edusched.domain.instance import Instance
from edusched.domain.plan import Place, Plan, PlatformPlace, RoomPlace
from edusched.domain.references import KINDS

Path = tuple[str | int, ...]


def plan_reference_faults(plan: Plan, instance: Instance) -> list[Fault]:
    """Return every id, day and period of a plan that its instance does not have, with JSON paths.

    Parameters
    ----------
    plan
        The plan.
    instance
        A sound instance.

    Returns
    -------
    list of Fault
        Empty when all is known. The file name is left empty for the caller to fill in.
    """
    look = _LookUp(instance)
    if plan.instance != instance.id:
        reason = f"the plan answers another instance; this one is {instance.id}"
        look.found.add(("instance",), plan.instance, reason)
    for index, booking in enumerate(plan.bookings):
        at: Path = ("bookings", index)
        look.id((*at, "session"), "sessions", booking.session)
        look.day((*at, "day"), booking.day)
        if booking.period not in look.periods:
            look.found.unknown((*at, "period"), booking.period, "period", look.periods)
        look.place((*at, "place"), booking.place)
        for number, assignment in enumerate(booking.instructors):
            look.id((*at, "instructors", number, "instructor"), "instructors", assignment.instructor)
        for number, cohort in enumerate(booking.cohorts):
            look.id((*at, "cohorts", number), "cohorts", cohort)
    for index, item in enumerate(plan.not_run):
        look.id(("not_run", index, "session"), "sessions", item.session)
    for index, night in enumerate(plan.overnights):
        look.id(("overnights", index, "mobile_unit"), "mobile_units", night.mobile_unit)
        look.day(("overnights", index, "day"), night.day)
        look.site(("overnights", index, "site"), night.site)
    return look.found.faults


class _LookUp:
    """What an instance knows, and the faults found so far."""

    def __init__(self, instance: Instance) -> None:
        self.found = FaultList()
        self.known: dict[str, dict[str, Any]] = {
            name: {item.id: item for item in getattr(instance, name)} for name in KINDS
        }
        self.periods = [period.id for period in instance.calendar.periods]
        self.first_day = instance.calendar.first_day
        self.last_day = instance.calendar.last_day

    def id(self, at: Path, name: str, value: str) -> None:
        if value not in self.known[name]:
            self.found.unknown(at, value, KINDS[name], self.known[name])

    def day(self, at: Path, day: date) -> None:
        if not self.first_day <= day <= self.last_day:
            expected = f"no day of the instance's calendar; expected {self.first_day} to {self.last_day}"
            self.found.add(at, day, expected)

    def site(self, at: Path, site: str) -> None:
        self.id(at, "regions", site)
        region = self.known["regions"].get(site)
        if region is not None and region.location is None:
            self.found.add(at, site, "a region without location; a mobile unit cannot stop there")

    def place(self, at: Path, place: Place) -> None:
        if isinstance(place, RoomPlace):
            self.id((*at, "venue"), "venues", place.venue)
            venue = self.known["venues"].get(place.venue)
            rooms = [room.id for room in venue.rooms] if venue is not None else [place.room]
            if place.room not in rooms:
                self.found.unknown((*at, "room"), place.room, f"room of venue {place.venue}", rooms)
        elif isinstance(place, PlatformPlace):
            self.id((*at, "platform"), "platforms", place.platform)
        else:
            self.id((*at, "mobile_unit"), "mobile_units", place.mobile_unit)
            self.site((*at, "site"), place.site)
