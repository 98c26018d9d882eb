"""Grow a planted plan: a simple constructive procedure that shows all obligations can be met.

Concentrated classes first (a small search over the half days of their block), then everything else one
session after another, each at the first start, place and staff that fit, the least loaded people first.
"""

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from edusched.calendar.horizon import slots_of
from edusched.domain.base import hundredths
from edusched.domain.instance import Instance
from edusched.domain.people import Instructor
from edusched.domain.places import Venue
from edusched.domain.plan import Place, PlatformPlace, RoomPlace, StopPlace
from edusched.domain.teaching import Course, Delivery, Programme, Session, StaffNeed
from edusched.domain.time import SlotPattern
from edusched.generate.diary import Diary, Entry, When

BUDGET = 4_000
Staff = tuple[tuple[str, str], ...]


class PlantingError(RuntimeError):
    """The procedure found no place for a session: what it may use must change."""


@dataclass(slots=True)
class _Block:
    """Half days of one block; ``budget`` bounds the steps of the search for it."""

    slots: list[int]
    venue: str
    free: frozenset[str]
    before: dict[str, set[str]]
    budget: int


class Planter:
    """A diary with the means to fill it."""

    def __init__(self, instance: Instance, diary: Diary | None = None) -> None:
        self.instance = instance
        self.diary = diary or Diary(instance)
        self.earned: Counter[str] = Counter()
        self.earned_in: Counter[tuple[str, str]] = Counter()
        self._starts: dict[tuple[SlotPattern, ...], list[int]] = {}
        self._starts_of: dict[str, tuple[Session, list[int]]] = {}
        self._places: dict[str, list[Place]] = {}
        self._competent: dict[str, list[Instructor]] = {}

    def starts(self, session: Session) -> list[int]:
        """Return the slots at which a session may start."""
        known = self._starts_of.get(session.id)
        if known is None or known[0] is not session:  # the same session comes again with other starts
            known = self._starts_of[session.id] = (session, self._found_starts(session))
        return known[1]

    def _found_starts(self, session: Session) -> list[int]:
        if session.starts not in self._starts:
            horizon = self.diary.horizon
            mask = horizon.mask(session.starts) if session.starts else horizon.working_slots
            self._starts[session.starts] = slots_of(mask)
        return self._starts[session.starts]

    def places(self, session: Session) -> list[Place]:
        """Return the places that suit a session, capacity for its fixed cohorts included."""
        if session.id not in self._places:
            persons = sum(self.instance.cohort[name].persons for name in session.cohorts)
            found = candidate_places(self.instance, session)
            self._places[session.id] = [p for p in found if seats(self.instance, p) >= persons]
        return self._places[session.id]

    def competent(self, need: StaffNeed) -> list[Instructor]:
        """Return who has the competences of a need, by id."""
        key = need.model_dump_json()
        if key not in self._competent:
            self._competent[key] = [
                person
                for person in sorted(self.instance.instructors, key=lambda i: i.id)
                if all(person.competences.get(skill, 0) >= grade for skill, grade in need.competences.items())
            ]
        return self._competent[key]

    def staff(self, session: Session, when: When, place: Place) -> Staff | None:
        """Return a team that is free, the least loaded first; at a stop one of the crew among them."""
        needs = staff_needs(self.instance, session)
        roles = [(need.role, need) for need in needs for _ in range(need.count)]
        crew = (
            set(self.instance.mobile_unit[place.mobile_unit].crew) if isinstance(place, StopPlace) else None
        )
        for team in self._teams(roles, when, place, ()):
            if not crew or any(name in crew for _, name in team):
                return team
        return None

    def _teams(
        self, roles: Sequence[tuple[str, StaffNeed]], when: When, place: Place, so_far: Staff
    ) -> Iterator[Staff]:
        if not roles:
            yield so_far
            return
        role, need = roles[0]
        used = {name for _, name in so_far}
        people = sorted(self.competent(need), key=lambda person: (self.diary.load(person.id), person.id))
        for person in people:
            if person.id not in used and self.diary.instructor_fits(person, when, place):
                yield from self._teams(roles[1:], when, place, (*so_far, (role, person.id)))

    def try_at(self, session: Session, slot: int, place: Place, cohorts: tuple[str, ...]) -> bool:
        """Book a session then and there if everything fits."""
        when = self.diary.when(session, slot)
        if when is None:
            return False
        persons = sum(self.instance.cohort[name].persons for name in cohorts)
        if self.diary.seats_left(place, when) < max(1, persons):
            return False
        if not all(
            self.diary.cohort_fits(self.instance.cohort[name], when, place, cohorts) for name in cohorts
        ):
            return False
        team = self.staff(session, when, place)
        if team is None:
            return False
        self.diary.book(Entry(session, when.day, when.period, place, team, cohorts))
        return True

    def book(self, session: Session, after: int = -1, turn: int = 0) -> None:
        """Book a session with its fixed cohorts at the first start after a slot that fits.

        ``turn`` rotates the places, so that equal sessions do not all crowd into the same one.
        """
        if not self.book_if_possible(session, after, turn):
            raise PlantingError(f"no start, place and staff for {session.id}")

    def book_if_possible(self, session: Session, after: int = -1, turn: int = 0) -> bool:
        """Book a session likewise; False if nothing fits."""
        places = self.places(session)
        turned = places[turn % len(places) :] + places[: turn % len(places)] if places else []
        for slot in self.starts(session):
            if slot > after and any(self.try_at(session, slot, place, session.cohorts) for place in turned):
                self._credit(session, session.cohorts)
                return True
        return False

    def book_in_order(self, sessions: Sequence[Session]) -> None:
        """Book sessions one after another in time."""
        after = -1
        for session in sessions:
            self.book(session, after)
            last = self.diary.entries[-1]
            after = last.day * len(self.diary.horizon.periods) + last.period

    def book_block(self, programme: Programme, turn: int = 0) -> None:
        """Book a programme of half days inside one block of working days at one venue."""
        sessions = [self.instance.session[name] for name in programme.sessions]
        if not self.block_if_possible(programme, sessions, turn):
            raise PlantingError(f"no block for {programme.id}")

    def block_if_possible(
        self, programme: Programme, sessions: list[Session], turn: int = 0, budget: int = BUDGET
    ) -> bool:
        """Book a programme likewise; False if nothing fits, or nothing is found in so many steps a block."""
        length = programme.block_days or 1
        days = self.diary.horizon.working_days
        venues = list(sessions[0].venues or ())
        turned = venues[turn % len(venues) :] + venues[: turn % len(venues)]
        for venue in turned:
            for first in range(len(days) - length + 1):
                if self._fill(programme, sessions, days[first : first + length], venue, budget):
                    for session in sessions:
                        self._credit(session, session.cohorts)
                    return True
        return False

    def _fill(
        self, programme: Programme, sessions: list[Session], days: Sequence[int], venue: str, budget: int
    ) -> bool:
        """Put the sessions into the half days of a block, one a half day; search in order of time."""
        count = len(self.diary.horizon.periods)
        slots = [day * count + period for day in days for period in range(2)]
        if not any(slots[0] in self.starts(session) for session in sessions):
            return False
        held = [session for session in sessions if session.id not in programme.free_sessions]
        if sum(self._has_room(held[0], slot, venue) for slot in slots) < len(held):
            return False
        before: dict[str, set[str]] = {session.id: set() for session in sessions}
        for first, second in programme.order:
            before[second].add(first)
        return self._search(
            _Block(slots, venue, frozenset(programme.free_sessions), before, budget), sessions, 0
        )

    def _search(self, block: "_Block", left: list[Session], position: int) -> bool:
        """Book what is left into the half days from a position on; nothing is booked when that fails."""
        if not left:
            return True
        block.budget -= 1
        if len(left) > len(block.slots) - position or block.budget < 0:
            return False
        slot, waiting = block.slots[position], {session.id for session in left}
        for session in left:
            if block.before[session.id] & waiting or slot not in self.starts(session):
                continue
            others = [other for other in left if other is not session]
            for place in self.places(session):
                if not (session.id in block.free or getattr(place, "venue", None) == block.venue):
                    continue
                if self.try_at(session, slot, place, session.cohorts):
                    if self._search(block, others, position + 1):
                        return True
                    self.diary.unbook()
        return self._search(block, left, position + 1)

    def _has_room(self, session: Session, slot: int, venue: str) -> bool:
        when = self.diary.when(session, slot)
        cohorts = [self.instance.cohort[name] for name in session.cohorts]
        return when is not None and any(
            self.diary.seats_left(place, when) > 0
            and all(self.diary.cohort_fits(cohort, when, place, session.cohorts) for cohort in cohorts)
            for place in self.places(session)
            if isinstance(place, RoomPlace) and place.venue == venue
        )

    def book_open(self, session: Session, most_hours: dict[str, int], most_public: int) -> bool:
        """Book an open session with those furthest from their goal; False if nobody can come.

        ``most_hours`` is what each cohort earns at most in all, ``most_public`` in public subjects.
        """
        if session.open_to is None:
            raise ValueError(f"{session.id} is not open")
        eligible = self.instance.selected(session.open_to)
        best: tuple[int, int, Place, tuple[str, ...]] | None = None
        for slot in self.starts(session):
            when = self.diary.when(session, slot)
            if when is None:
                continue
            for place in self.places(session):
                if self.staff(session, when, place) is None:
                    continue
                comers: tuple[str, ...] = ()
                left = self.diary.seats_left(place, when)
                for cohort in sorted(
                    eligible, key=lambda c: (self.earned[c.id] - 100 * most_hours[c.id], c.id)
                ):
                    full = len(comers) == (session.max_cohorts or len(eligible))
                    if (
                        full
                        or cohort.persons > left
                        or not self._wants(session, cohort.id, most_hours[cohort.id], most_public)
                    ):
                        continue
                    if self.diary.cohort_fits(cohort, when, place, comers):
                        comers, left = (*comers, cohort.id), left - cohort.persons
                if comers and (best is None or len(comers) > best[0]):
                    best = (len(comers), slot, place, comers)
        if best is None:
            return False
        _, slot, place, comers = best
        if not self.try_at(session, slot, place, comers):
            raise PlantingError(f"{session.id} does not fit where it just did")
        self._credit(session, comers)
        return True

    def _wants(self, session: Session, cohort: str, most_hours: int, most_public: int) -> bool:
        course = self.instance.course[session.course]
        hours = hundredths(course.study_hours)
        if course.subject_class == "public" and self.earned_in[cohort, "public"] + hours > 100 * most_public:
            return False
        return self.earned[cohort] + hours <= 100 * most_hours

    def _credit(self, session: Session, cohorts: Sequence[str]) -> None:
        course = self.instance.course[session.course]
        for name in cohorts:
            self.earned[name] += hundredths(course.study_hours)
            self.earned_in[name, course.subject_class] += hundredths(course.study_hours)

    def bookings(self) -> list[dict[str, Any]]:
        """Return the bookings as rows of a plan's file, in the order of time."""
        horizon = self.diary.horizon
        return [
            {
                "session": entry.session.id,
                "day": horizon.days[entry.day].isoformat(),
                "period": horizon.periods[entry.period].id,
                "place": entry.place.model_dump(mode="json"),
                "instructors": [{"role": role, "instructor": name} for role, name in entry.staff],
                "cohorts": list(entry.cohorts),
            }
            for entry in sorted(self.diary.entries, key=lambda e: (e.day, e.period, e.session.id))
        ]


def staff_needs(instance: Instance, session: Session) -> tuple[StaffNeed, ...]:
    """Return the staff a session asks for: its own, or else its course's."""
    return instance.course[session.course].staff if session.staff is None else session.staff


def seats(instance: Instance, place: Place) -> int:
    """Return how many people a place holds when nobody else is there."""
    if isinstance(place, RoomPlace):
        return next(r.capacity_persons for r in instance.venue[place.venue].rooms if r.id == place.room)
    if isinstance(place, StopPlace):
        return instance.mobile_unit[place.mobile_unit].capacity_persons
    return instance.platform[place.platform].seats_persons or 0


def candidate_places(instance: Instance, session: Session) -> list[Place]:
    """Return the places of a session that suit its course, by id."""
    course = instance.course[session.course]
    found: list[Place] = []
    if Delivery.IN_PERSON in session.deliveries:
        venues = instance.venue if session.venues is None else session.venues
        for venue in (instance.venue[name] for name in sorted(venues)):
            found += [RoomPlace(venue=venue.id, room=name) for name in suitable_rooms(course, venue)]
    if Delivery.MOBILE in session.deliveries:
        units = instance.mobile_unit if session.mobile_units is None else session.mobile_units
        found += [
            StopPlace(mobile_unit=unit, site=site)
            for unit in sorted(units)
            for site in sorted(session.sites)
            if set(course.place.features) <= set(instance.mobile_unit[unit].features)
        ]
    if Delivery.ONLINE in session.deliveries:
        platforms = instance.platform if session.platforms is None else session.platforms
        found += [PlatformPlace(platform=name) for name in sorted(platforms)]
    return found


def suitable_rooms(course: Course, venue: Venue) -> list[str]:
    """Return the rooms of a venue that meet a course's needs."""
    needs = course.place
    if (needs.kinds and venue.kind not in needs.kinds) or (
        needs.min_level is not None and venue.level.rank < needs.min_level.rank
    ):
        return []
    return [room.id for room in venue.rooms if set(needs.features) <= set(room.features)]
