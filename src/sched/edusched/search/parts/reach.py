"""What each session may touch: the people, places and groups through which it meets other sessions.

Two sessions that touch nothing in common can be planned apart. What many sessions touch alike (the
instructors a course may have, the rooms of a county) is listed once and named by a number, so that 160,000
sessions take a few numbers each.
"""

from collections.abc import Callable, Hashable, Iterable
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

from edusched.domain.instance import Instance
from edusched.domain.people import Instructor
from edusched.domain.places import Level
from edusched.domain.plan import Booking, PlatformPlace, RoomPlace
from edusched.domain.teaching import Delivery, Session, StaffNeed
from edusched.rules.contract import Rule

Thing = tuple[str, str]
"""Kind and id of something sessions share."""
QUOTA = "quota"
"""Kind of a quota that sessions draw on: always shared widely, however few the parts."""


@dataclass
class Reach:
    """What the sessions of an instance may touch.

    Attributes
    ----------
    apart : rules that hold without exception, so that what they strike out is not touched
    rules : all rules; some keep quotas that many sessions draw on
    quota_minutes : minutes a year of each quota that may be drawn on
    groups : things that are touched together
    """

    instance: Instance
    apart: frozenset[str]
    rules: tuple[Rule[Any], ...] = ()
    groups: list[tuple[Thing, ...]] = field(default_factory=list)
    quota_minutes: dict[Thing, int] = field(default_factory=dict)
    _number: dict[Hashable, int] = field(default_factory=dict)

    def of(self, session: Session) -> tuple[int, ...]:
        """Return the groups a session may touch something of."""
        course = self.instance.course[session.course]
        staff = course.staff if session.staff is None else session.staff
        found = [self._staff(need) for need in staff]
        if Delivery.IN_PERSON in session.deliveries:
            found.append(self._venues(session))
        if Delivery.MOBILE in session.deliveries:
            units = session.mobile_units
            found.append(self._group(("units", units), lambda: self._units(units)))
        if Delivery.ONLINE in session.deliveries:
            names = tuple(self.instance.platform) if session.platforms is None else session.platforms
            found.append(self._group(("platforms", names), lambda: _things("platform", names)))
        if self._keepers:
            places, people = found[len(staff) :], found[: len(staff)]
            found += [self._quotas(each, tuple(places), session.sites) for each in people]
        found += [self._cohort(name) for name in session.cohorts]
        if session.open_to is not None:
            selector = session.open_to
            found.append(self._group(selector, lambda: self._open(session)))
        if session.organisations:
            names = session.organisations
            found.append(self._group(("organisations", names), lambda: _things("organisation", names)))
        programme = self.instance.programme_of.get(session.id)
        if programme is not None:
            found.append(
                self._group(("programme", programme.id), lambda: _things("programme", [programme.id]))
            )
        return tuple(dict.fromkeys(found))

    def used(self, booking: Booking) -> set[Thing]:
        """Return what a booking uses of all its session may touch."""
        place = booking.place
        region: str | None = None
        if isinstance(place, RoomPlace):
            found: set[Thing] = {("venue", place.venue)}
            region = self.instance.venue[place.venue].region
        elif isinstance(place, PlatformPlace):
            found = {("platform", place.platform)}
        else:
            found = {("mobile_unit", place.mobile_unit)}
            region = place.site
        found.update(("instructor", each.instructor) for each in booking.instructors)
        for each in booking.instructors:
            found.update(self._drawn(self.instance.instructor[each.instructor], region))
        for name in booking.cohorts:
            found.update(self._with_units(name))
        programme = self.instance.programme_of.get(booking.session)
        if programme is not None:
            found.add(("programme", programme.id))
        found.update(_things("organisation", self.instance.session[booking.session].organisations))
        return found

    @cached_property
    def county(self) -> dict[str, str]:
        """Region of county level each region lies in; itself where there is none."""
        found = {}
        for name in self.instance.region:
            path = self.instance.region_path(name)
            of_county = (each for each in path if self.instance.region[each].level is Level.COUNTY)
            found[name] = next(of_county, name)
        return found

    def home(self, session: Session) -> str:
        """Return the county a session is planned with: of its organiser, cohorts or venues."""
        if session.organiser is not None:
            region = session.organiser
        elif session.cohorts:
            region = self.instance.cohort[session.cohorts[0]].region
        elif session.venues:
            region = self.instance.venue[session.venues[0]].region
        else:
            return ""
        return self.county[region]

    @cached_property
    def _keepers(self) -> list[Rule[Any]]:
        """Rules that keep quotas."""
        return [rule for rule in self.rules if type(rule).quotas is not Rule.quotas]

    def _drawn(self, person: Instructor, region: str | None) -> list[Thing]:
        found: list[Thing] = []
        for rule in self._keepers:
            for name in rule.quotas(self.instance, person, region):
                found.append((QUOTA, f"{rule.name} {name}"))
                self.quota_minutes[found[-1]] = rule.quota_minutes
        return found

    def _quotas(self, staff: int, places: tuple[int, ...], sites: tuple[str, ...]) -> int:
        """Return the quotas some of these people may draw on at some of these places."""

        def drawn() -> tuple[Thing, ...]:
            near = {name for group in places for kind, name in self.groups[group] if kind == "venue"}
            regions = {*sites, *(self.instance.venue[name].region for name in near)}
            people = [name for kind, name in self.groups[staff] if kind == "instructor"]
            every = {
                thing
                for name in people
                for region in regions
                for thing in self._drawn(self.instance.instructor[name], region)
            }
            return tuple(sorted(every))

        return self._group(("quotas", staff, places, sites), drawn)

    def _group(self, key: Hashable, things: Callable[[], tuple[Thing, ...]]) -> int:
        if key not in self._number:
            self._number[key] = len(self.groups)
            self.groups.append(things())
        return self._number[key]

    def _staff(self, need: StaffNeed) -> int:
        strict = "competence" in self.apart
        asked = tuple(sorted(need.competences.items())) if strict else ()

        def people() -> tuple[Thing, ...]:
            if not asked:
                return _things("instructor", self.instance.instructor)
            first, *others = asked
            able = self._able.get(first[0], ())
            return _things(
                "instructor",
                [
                    person.id
                    for person in (self.instance.instructor[name] for name in able)
                    if all(person.competences.get(name, 0) >= grade for name, grade in (first, *others))
                ],
            )

        return self._group(("staff", asked), people)

    @cached_property
    def _able(self) -> dict[str, list[str]]:
        """Instructors who hold each competence at some grade."""
        found: dict[str, list[str]] = {}
        for person in self.instance.instructors:
            for name in person.competences:
                found.setdefault(name, []).append(person.id)
        return found

    def _venues(self, session: Session) -> int:
        needs = self.instance.course[session.course].place
        kinds = needs.kinds if "venue_fit" in self.apart else ()
        if session.venues is not None:
            venues = session.venues
            return self._group(("venues", venues), lambda: _things("venue", venues))
        return self._group(
            ("venues", kinds),
            lambda: _things("venue", [v.id for v in self.instance.venues if not kinds or v.kind in kinds]),
        )

    def _units(self, names: tuple[str, ...] | None) -> tuple[Thing, ...]:
        units = self.instance.mobile_units if names is None else [self.instance.mobile_unit[n] for n in names]
        found = _things("mobile_unit", [unit.id for unit in units])
        return (*found, *_things("instructor", sorted({name for unit in units for name in unit.crew})))

    def _open(self, session: Session) -> tuple[Thing, ...]:
        if session.open_to is None:
            return ()
        chosen = self.instance.selected(session.open_to)
        return tuple(dict.fromkeys(thing for cohort in chosen for thing in self._with_units(cohort.id)))

    def _cohort(self, name: str) -> int:
        return self._group(("cohort", name), lambda: self._with_units(name))

    def _with_units(self, name: str) -> tuple[Thing, ...]:
        cohort = self.instance.cohort[name]
        units = _things("unit", sorted(cohort.headcount))
        return (("cohort", name), *units, *_things("instructor", cohort.instructors))


def _things(kind: str, names: Iterable[str]) -> tuple[Thing, ...]:
    return tuple((kind, name) for name in names)
