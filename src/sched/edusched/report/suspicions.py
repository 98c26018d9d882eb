"""What looks wrong in a valid instance: cheap looks, no solver. A suspicion is a warning, never a fault."""

from collections.abc import Iterable, Iterator, Mapping
from typing import Any, TypeVar

from edusched.calendar.horizon import Horizon
from edusched.domain.instance import Instance
from edusched.domain.people import Instructor
from edusched.domain.places import MobileUnit
from edusched.domain.policy import Mode
from edusched.domain.scope import out_of_scope
from edusched.domain.teaching import Delivery, Session, StaffNeed
from edusched.policies import entries_of
from edusched.report.words import Words, plain
from edusched.rules.catalogue import rules_of
from edusched.rules.contract import Rule
from edusched.rules.quota_tree import quota_notes
from edusched.rules.session_count import SessionCount
from edusched.rules.venue_fit import unmet_needs

Thing = TypeVar("Thing")


def suspicions(instance: Instance) -> list[str]:
    """Return one line for each thing that is allowed but probably not meant."""
    words = Words(instance)
    return [*_calendar(instance), *_sessions(instance, words), *_people(instance, words), *_policy(instance)]


def _calendar(instance: Instance) -> Iterator[str]:
    horizon = Horizon(instance.calendar)
    for year in horizon.estimated_years:
        yield f"the holidays of {year} are an estimate: check plans again when the official list is out"
    if not horizon.working_days:
        yield "the plan has no working day"


def _sessions(instance: Instance, words: Words) -> Iterator[str]:
    if not instance.sessions:
        yield "there are no sessions: nothing can be planned"
    waiting = sum(line.persons for line in instance.drafting.roster)
    if waiting:
        yield f"{waiting:,} persons of the roster are in no cohort: `sched draft` makes cohorts of them"
    horizon = Horizon(instance.calendar)
    places = _Places(instance)
    qualified = _Qualified(instance)
    for session in instance.sessions:
        name = f"session {words.named('session', session.id)}"
        if session.starts and not horizon.mask(session.starts):
            yield f"{name} has no allowed start in the plan's days"
        if not places.any_for(session):
            yield f"{name} has no place that is large enough and has what its course needs"
        course = instance.course[session.course]
        for need in course.staff if session.staff is None else session.staff:
            found = qualified.count(need)
            if found < need.count:
                yield f"{name} needs {need.count} {plain(need.role)}, but {found} qualify"
        if not session.cohorts and (session.open_to is None or not instance.selected(session.open_to)):
            yield f"{name} is open to no cohort"


class _Places:
    """Whether any place will do, looked up once for sessions that are alike."""

    def __init__(self, instance: Instance) -> None:
        self._instance = instance
        self._known: dict[tuple[object, ...], bool] = {}

    def any_for(self, session: Session) -> bool:
        persons = sum(self._instance.cohort[c].persons for c in session.cohorts)
        offers = (session.deliveries, session.venues, session.mobile_units, session.platforms, session.sites)
        key = (*offers, session.course, persons)
        if key not in self._known:
            self._known[key] = any(self._suitable(session, persons))
        return self._known[key]

    def _suitable(self, session: Session, persons: int) -> Iterator[bool]:
        known = self._instance
        needs = known.course[session.course].place
        if Delivery.IN_PERSON in session.deliveries:
            for venue in _chosen(known.venue, session.venues):
                for room in venue.rooms:
                    yield room.capacity_persons >= persons and not unmet_needs(needs, venue, room)
        if Delivery.MOBILE in session.deliveries and session.sites:
            for unit in _chosen(known.mobile_unit, session.mobile_units):
                yield unit.capacity_persons >= persons and not unmet_needs(needs, unit, None)
        if Delivery.ONLINE in session.deliveries:
            for platform in _chosen(known.platform, session.platforms):
                yield platform.seats_persons is None or platform.seats_persons >= persons


def _chosen(every: Mapping[str, Thing], names: tuple[str, ...] | None) -> Iterable[Thing]:
    return every.values() if names is None else [every[name] for name in names]


class _Qualified:
    """How many instructors qualify for a need, looked up once for each distinct need."""

    def __init__(self, instance: Instance) -> None:
        self._people = instance.instructors
        self._known: dict[tuple[tuple[str, int], ...], int] = {}

    def count(self, need: StaffNeed) -> int:
        key = tuple(sorted(need.competences.items()))
        if key not in self._known:
            self._known[key] = sum(_qualifies(person, need) for person in self._people)
        return self._known[key]


def _qualifies(person: Instructor, need: StaffNeed) -> bool:
    return all(person.competences.get(name, 0) >= grade for name, grade in need.competences.items())


def _people(instance: Instance, words: Words) -> Iterator[str]:
    excluded = out_of_scope(instance)
    if excluded:
        persons = sum(cohort.persons for cohort in excluded)
        yield f"{persons:,} persons are out of scope: {words.names('cohort', [c.id for c in excluded])}"
    for cohort in instance.cohorts:
        if cohort.persons == 0:
            yield f"cohort {words.named('cohort', cohort.id)} has no persons"
    for unit in instance.mobile_units:
        if not _can_stop(instance, unit):
            yield f"mobile unit {words.named('mobile_unit', unit.id)} can stop for no session"


def _can_stop(instance: Instance, unit: MobileUnit) -> bool:
    return any(
        Delivery.MOBILE in s.deliveries and s.sites and (s.mobile_units is None or unit.id in s.mobile_units)
        for s in instance.sessions
    )


def _policy(instance: Instance) -> Iterator[str]:
    working = {rule.name for rule in rules_of(instance)}
    nobody = {rule.name for rule in rules_of(instance) if _about_nobody(instance, rule)}
    own = {entry.id for entry in instance.policy.rules}
    idle = 0
    for entry in entries_of(instance.policy):
        off = entry.enforcement is not None and entry.enforcement.mode is Mode.OFF
        if off or entry.id in working - nobody:
            continue
        if entry.id not in own:
            idle += 1
        elif entry.id in nobody:
            yield f"rule {plain(entry.id)} is about no cohort"
        else:
            yield f"rule {plain(entry.id)} applies to nothing in this instance"
    if idle:
        yield f"{idle:,} rules of policy packs are about nobody here; `sched check` says which"
    yield from map(plain, quota_notes(instance))
    for rule in rules_of(instance):
        yield from _too_few(instance, rule)


def _about_nobody(instance: Instance, rule: Rule[Any]) -> bool:
    selector: Any = getattr(rule.parameters, "cohorts", None)
    return selector is not None and bool(instance.cohorts) and not instance.selected(selector)


def _too_few(instance: Instance, rule: Rule[Any]) -> Iterator[str]:
    """Yield a hard demand for more sessions than there are: no plan can meet it."""
    if not isinstance(rule, SessionCount) or rule.enforcement.mode is not Mode.HARD:
        return
    tags = set(rule.parameters.counted.tags or ())
    could = sum(not tags or bool(tags & set(instance.course[s.course].tags)) for s in instance.sessions)
    if could < (rule.parameters.min_sessions or 0):
        least = f"{rule.parameters.min_sessions:,} sessions or more a year"
        yield f"rule {plain(rule.name)} demands {least}, and {could:,} could count: there will be no plan"
