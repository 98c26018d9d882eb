"""What could be given to whom: patterns and programmes of patterns, with the places left for each cohort.

A trial instance holds every pattern once for every cohort it is meant for. Its options, less what the hard
rules strike out, say where the pattern could be held for that cohort and whether anybody can teach it; so
kind and level of places, capacity and competence are read where they are defined.
"""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from edusched.calendar.horizon import Horizon
from edusched.compile.assemble import options_left
from edusched.compile.entities import PlaceInfo, capacity
from edusched.domain.drafting import Drafting
from edusched.domain.instance import Instance
from edusched.domain.people import Cohort
from edusched.domain.places import Platform, Venue
from edusched.domain.teaching import CohortSelector, Programme, Session
from edusched.domain.time import SlotPattern
from edusched.drafting.owed import Demand
from edusched.drafting.reach import Reach
from edusched.rules.catalogue import bound, rules_of
from edusched.rules.counting import Counted, hours_of

MARK = "\x00"
"""Parts a trial session's pattern and cohort; no id holds it."""

PlaceSet = frozenset[str]
"""Names of places."""


@dataclass(frozen=True, slots=True)
class Part:
    """A pattern as it would be held for a cohort, and where it could be."""

    pattern: Session
    places: PlaceSet


@dataclass(frozen=True, slots=True)
class Offer:
    """One pattern, or a programme of patterns, at places that all count alike."""

    parts: tuple[Part, ...]
    programme: Programme | None = None

    @property
    def id(self) -> str:
        """The pattern's or the programme's id."""
        return self.parts[0].pattern.id if self.programme is None else self.programme.id


class Offers:
    """Offers of every cohort, worths of sessions at places, and starts.

    Attributes
    ----------
    places : PlaceInfo by name
    of : offers by cohort, in the order of ids
    left_out : (pattern or programme, reason), for whole patterns that nothing can be made of
    """

    def __init__(self, instance: Instance, reach: Reach) -> None:
        self.instance, self.horizon, self._reach = instance, Horizon(instance.calendar), reach
        self._trial = _trial(instance)
        self._options = options_left(self._trial, bound(rules_of(self._trial)))
        entities = self._options.entities
        self.places: dict[str, PlaceInfo] = {info.name: info for info in entities.places}
        self._points = {info.name: entities.locations[info.location].point for info in entities.places}
        self._left: dict[str, set[str]] = defaultdict(set)
        for session, place in zip(
            self._options.places.session.tolist(), self._options.places.item.tolist(), strict=True
        ):
            self._left[entities.sessions[session].id].add(entities.places[place].name)
        self._known: dict[tuple[str, Counted], bool] = {}
        self._counts: dict[tuple[str, Counted], bool] = {}
        self._no_staff = self._untaught()

    def _untaught(self) -> set[str]:
        """Return the sessions of the trial for which some role has too few instructors."""
        found, options = set(), self._options
        able = [0] * len(options.needs)
        for need in options.staff.session.tolist():
            able[need] += 1
        for session, needs in zip(options.entities.sessions, options.need_of, strict=True):
            if any(able[need] < options.needs[need].count for need in needs):
                found.add(session.id)
        return found

    def of(self, cohort: Cohort, demands: Sequence[Demand]) -> list[Offer]:
        """Return what could be given to a cohort, apart where places count differently for its demands."""
        in_programmes = {
            name for programme in self.instance.drafting.programmes for name in programme.sessions
        }
        patterns = {pattern.id: pattern for pattern in self.instance.drafting.sessions}
        counted = sorted(
            {c for demand in demands for c in demand.counts()}, key=lambda c: c.model_dump_json()
        )
        found = []
        for name in sorted(patterns.keys() - in_programmes):
            for _, places in self._alike(patterns[name], cohort, counted):
                found.append(Offer((Part(patterns[name], places),)))
        for programme in sorted(self.instance.drafting.programmes, key=lambda p: p.id):
            offer = self._programme(programme, patterns, cohort, counted)
            if offer is not None:
                found.append(offer)
        return found

    def why_not(self, pattern: Session, cohort: Cohort) -> str | None:
        """Return why a pattern cannot be held for a cohort it is meant for; None: it can, or is not meant."""
        name = pattern.id + MARK + cohort.id
        if name not in self._trial.session:
            return None
        if name in self._no_staff:
            return "too few instructors have the competences it asks for"
        if not self._left[name]:
            return f"no place suits it and holds {cohort.persons} persons"
        if not self._near(name, cohort):
            return f"no place that suits it is within {self._reach.limit_minutes} minutes"
        return None

    def could_count(self, demand: Demand, pattern: Session, cohort: Cohort) -> bool:
        """Tell whether a pattern meant for a cohort counts for a demand, were it only held somewhere."""
        session = self._trial.session.get(pattern.id + MARK + cohort.id)
        if session is None:
            return False
        if demand.kind == "programmes":
            programme = self._trial.programme_of.get(session.id)
            return programme is not None and programme.id in demand.programmes
        return demand.counted.session(self._trial, session)

    def _near(self, name: str, cohort: Cohort) -> PlaceSet:
        origins = self._reach.origins(cohort.id)
        return frozenset(p for p in self._left[name] if self._reach.near(origins, self._points[p]))

    def _alike(
        self, pattern: Session, cohort: Cohort, counted: Sequence[Counted]
    ) -> list[tuple[tuple[bool, ...], PlaceSet]]:
        """Return the places left for a pattern and a cohort, apart by what they count for."""
        name = pattern.id + MARK + cohort.id
        if name not in self._trial.session or name in self._no_staff:
            return []
        session, groups = self._trial.session[name], defaultdict(set)
        for place in self._near(name, cohort):
            key = [self.counted(c, session, place) for c in counted]
            owner = self.places[place].owner
            if isinstance(owner, Platform):
                key += [owner.earns, not owner.any_time]
            groups[tuple(key)].add(place)
        return [(key, frozenset(places)) for key, places in sorted(groups.items(), reverse=True)]

    def _programme(
        self, programme: Programme, patterns: dict[str, Session], cohort: Cohort, counted: Sequence[Counted]
    ) -> Offer | None:
        """Return a programme with each session where it counts for most, or None where one has no place.

        Sessions free of the same-venue demand stay free: they keep every place.
        """
        parts = []
        for name in programme.sessions:
            ranked = sorted(self._alike(patterns[name], cohort, counted), key=lambda item: -sum(item[0]))
            if not ranked:
                return None
            if name in programme.free_sessions:
                ranked = [(ranked[0][0], frozenset[str]().union(*(places for _, places in ranked)))]
            parts.append((patterns[name], ranked))
        if programme.same_venue:
            tied = [ranked for pattern, ranked in parts if pattern.id not in programme.free_sessions]
            venues = self._best_venues(tied)
            if tied and not venues:
                return None
            here = {name for name, info in self.places.items() if info.owner.id in venues}
            parts = [
                (pattern, ranked)
                if pattern.id in programme.free_sessions
                else (pattern, [(key, kept) for key, places in ranked if (kept := places & here)])
                for pattern, ranked in parts
            ]
        return Offer(tuple(Part(pattern, ranked[0][1]) for pattern, ranked in parts), programme)

    def _best_venues(self, tied: list[list[tuple[tuple[bool, ...], PlaceSet]]]) -> set[str]:
        """Return the venues that can hold all sessions, and where these count for most."""
        scores: list[dict[str, int]] = []
        for ranked in tied:
            score: dict[str, int] = {}
            for key, places in ranked:
                for place in places:
                    owner = self.places[place].owner
                    if isinstance(owner, Venue):
                        score[owner.id] = max(score.get(owner.id, 0), sum(key))
            scores.append(score)
        common = {
            v: sum(s[v] for s in scores) for v in (scores[0] if scores else ()) if all(v in s for s in scores)
        }
        return {venue for venue, total in common.items() if total == max(common.values())}

    def counted(self, counted: Counted, session: Session, place: str) -> bool:
        """Tell whether a session of the trial counts at a place."""
        key = (session.id.partition(MARK)[0], counted)
        if key not in self._known:
            self._known[key] = counted.session(self._trial, session)
        where = (place, counted)
        if where not in self._counts:
            self._counts[where] = counted.place(self.places[place])
        return self._known[key] and self._counts[where]

    def trial_counts(self, counted: Counted, pattern: Session, cohort: Cohort) -> bool:
        """Tell whether a pattern counts, wherever it is held."""
        return counted.session(self._trial, self._trial.session[pattern.id + MARK + cohort.id])

    def worth(self, demand: Demand, part: Part, cohort: Cohort) -> int:
        """Return what one holding of a part brings toward a demand, wherever it is held.

        In hundredths of hours, times or days: the least where the demand asks, the most where it forbids.
        """
        session = self._trial.session[part.pattern.id + MARK + cohort.id]
        worths = [self._worth(demand, session, place) for place in part.places]
        return min(worths) if demand.owed else max(worths)

    def _worth(self, demand: Demand, session: Session, place: str) -> int:
        if demand.kind == "programmes" or not self.counted(demand.counted, session, place):
            return 0
        if demand.kind in ("times", "days"):
            return 1
        owner = self.places[place].owner
        if isinstance(owner, Platform) and not owner.earns:
            return 0
        hours = hours_of(self.instance.course[session.course])
        if demand.part is None:
            return hours
        inside = self.counted(demand.part, session, place)
        return demand.sign * hours * (demand.denominator * inside - demand.numerator)

    def there_already(self, demand: Demand, cohort: Cohort) -> Demand:
        """Return a demand with the sessions of the instance that the cohort can count on."""
        if demand.kind == "programmes":
            names = self.programmes_there(demand, cohort) & set(demand.programmes)
            return demand.with_session("", len(names))
        for session in self._certain(cohort, demand):
            course = self.instance.course[session.course]
            places = sorted(self._left[session.id])
            worth = max((self._worth(demand, session, place) for place in places), key=abs, default=0)
            demand = demand.with_session(course.subject_class, worth)
        return demand

    def taken_already(self, cohort: Cohort, first: date, last: date, free: int) -> int:
        """Return how many free slots of a stretch go to sessions the cohort attends for sure."""
        count = 0
        for session in (s for s in self.instance.sessions if cohort.id in s.cohorts):
            starts = self.starts(session, cohort, self.horizon.days[0], self.horizon.days[-1])
            if starts and starts == self.starts(session, cohort, first, last) & free:
                count += session.length_periods
        return count

    def programmes_there(self, demand: Demand, cohort: Cohort) -> set[str]:
        """Return the programmes of the instance that the cohort can count on and that count."""
        every = [s for s in self._certain(cohort, demand) if demand.counted.session(self.instance, s)]
        return {p.id for s in every if (p := self.instance.programme_of.get(s.id)) is not None}

    def patterns_tried(self) -> Iterator[tuple[Session, Session]]:
        """Yield each pattern of no programme that is meant for somebody, by id, with a trial session."""
        tried = {s.id.partition(MARK)[0]: s for s in self._trial.sessions if MARK in s.id}
        listed = {name for programme in self.instance.drafting.programmes for name in programme.sessions}
        for pattern in sorted(self.instance.drafting.sessions, key=lambda p: p.id):
            if pattern.id in tried and pattern.id not in listed:
                yield pattern, tried[pattern.id]

    def pattern_counts(self, counted: Counted, trial: Session) -> bool:
        """Tell whether a session of the trial counts, wherever it is held."""
        return counted.session(self._trial, trial)

    def left_anywhere(self, pattern: Session) -> PlaceSet:
        """Return the places left for a pattern and some cohort, if it can be taught."""
        mine = [
            s.id
            for s in self._trial.sessions
            if s.id.startswith(pattern.id + MARK) and s.id not in self._no_staff
        ]
        return frozenset(place for name in mine for place in self._left[name])

    def _certain(self, cohort: Cohort, demand: Demand) -> Iterator[Session]:
        """Yield the sessions of the instance with the cohort, or with room for all they are open to."""
        for session in sorted(self.instance.sessions, key=lambda s: s.id):
            if not self.starts(session, cohort, demand.first, demand.last):
                continue
            if cohort.id in session.cohorts:
                yield session
            elif session.open_to is not None and self.instance.selects(session.open_to, cohort):
                guests = {c.id: c.persons for c in self.instance.selected(session.open_to)}
                guests |= {name: self.instance.cohort[name].persons for name in session.cohorts}
                few = session.max_cohorts is None or len(guests) <= session.max_cohorts
                if few and sum(guests.values()) <= max(map(self.capacity, self._left[session.id]), default=0):
                    yield session

    def capacity(self, place: str) -> int:
        """Return the persons one session may seat at a place."""
        return capacity(self.places[place])

    def holds(self, place: str, cohorts: int, persons: int) -> bool:
        """Tell whether a place holds so many persons of so many cohorts."""
        owner = self.places[place].owner
        alone = isinstance(owner, Platform) and owner.recorded_each_time
        return persons <= self.capacity(place) and (cohorts <= 1 or not alone)

    def part_starts(self, part: Part, cohort: Cohort, first: date, last: date) -> int:
        """Return the slots at which a part may start so that the cohort attends it from first to last day.

        What is recorded is attended when its cohorts like, at the latest so many days after.
        """
        owners = [self.places[place].owner for place in part.places]
        watched = [o.watch_days for o in owners if isinstance(o, Platform) and o.any_time]
        if watched and last < self.horizon.days[-1]:
            last -= timedelta(days=max(watched))
        alone = cohort if len(watched) < len(owners) else None
        return self.starts(part.pattern, alone, first, last)

    def starts(self, session: Session, cohort: Cohort | None, first: date, last: date) -> int:
        """Return the slots, as a mask, at which a session may start for a cohort from first to last day."""
        horizon, length = self.horizon, session.length_periods
        window = SlotPattern(first_day=first, last_day=last)
        available = horizon.all_slots
        if cohort is not None:
            available = horizon.availability(cohort.available, cohort.unavailable)
        mask = horizon.mask(session.starts) if session.starts else horizon.working_slots
        early = tuple(p.id for p in horizon.periods[: len(horizon.periods) - length + 1])
        mask &= horizon.mask((window,)) & horizon.mask((SlotPattern(periods=early),))
        for later in range(length):
            mask &= available >> later
        return mask


def _trial(instance: Instance) -> Instance:
    """Return an instance with a copy of each pattern for each cohort it is meant for, and one start each."""
    drafting = instance.drafting
    anytime = (SlotPattern(first_day=instance.calendar.first_day, last_day=instance.calendar.first_day),)
    programmes = {name: programme for programme in drafting.programmes for name in programme.sessions}
    sessions, listed = list(instance.sessions), defaultdict(list)
    for pattern in drafting.sessions:
        cohorts = instance.selected(pattern.open_to or CohortSelector())
        for cohort in (c for c in cohorts if c.persons):
            changes: dict[str, Any] = {"id": pattern.id + MARK + cohort.id, "open_to": None}
            changes |= {"cohorts": (cohort.id,), "mandatory": False, "starts": anytime}
            sessions.append(pattern.model_copy(update=changes))
            if pattern.id in programmes:
                listed[programmes[pattern.id].id].append(sessions[-1].id)
    tried = [Programme.model_construct(id=name, sessions=tuple(every)) for name, every in listed.items()]
    return instance.with_changes(
        sessions=tuple(s.model_copy(update={"starts": anytime}) for s in sessions),
        programmes=(*instance.programmes, *tried),
        drafting=Drafting(programmes=drafting.programmes),
    )
