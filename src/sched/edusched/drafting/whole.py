"""What no cohort owes by itself: person-times of a group, sessions of a region, visits of a site."""

from collections import Counter
from collections.abc import Iterator, Sequence
from datetime import date
from typing import Any

from edusched.compile.entities import Entities, PlaceInfo
from edusched.compile.options import places_of
from edusched.domain.instance import Instance
from edusched.domain.people import Cohort
from edusched.domain.places import Venue
from edusched.domain.plan import StopPlace
from edusched.domain.teaching import Delivery, Session
from edusched.drafting.choose import Taken
from edusched.drafting.notes import Note
from edusched.drafting.offers import Offer, Offers
from edusched.drafting.owed import Demand
from edusched.drafting.writing import Writer
from edusched.rules.contract import Rule
from edusched.rules.counting import years
from edusched.rules.frequency import Frequency
from edusched.rules.groups import ALL, PlaceGroups, cohort_groups
from edusched.rules.person_times import PersonTimes
from edusched.rules.rotation_once import RotationOnce
from edusched.rules.session_count import SessionCount

Rules = Sequence[Rule[Any]]
TakenBy = dict[str, list[Taken]]


class PersonTimesFiller:
    """Lets more cohorts take an offer until each group has its least person-times."""

    def __init__(self, instance: Instance, rules: Rules, offers: Offers, taken: TakenBy) -> None:
        self._instance, self._offers, self._taken = instance, offers, taken
        self._rules = [rule for rule in rules if isinstance(rule, PersonTimes)]
        self._once = {
            name for rule in rules if isinstance(rule, RotationOnce) for name in rule.parameters.programmes
        }

    def fill(self) -> Iterator[Note]:
        """Add what is lacking to what cohorts take, and yield a note for each group and year."""
        days = self._offers.horizon.days
        for rule in self._rules:
            p = rule.parameters
            groups = cohort_groups(self._instance, p.cohorts, p.by, p.level)
            least = rule.limits()[0]
            for label, begin, end in years(self._offers.horizon, p.period) if least else ():
                first, last = max(begin, days[0]), min(end, days[-1])
                for group, members in groups.items():
                    if group not in rule.waived:
                        before = {c.id: len(rule.before(c, begin, end)) for c, _ in members}
                        yield self._group(rule, (group, label), members, before, first, last)

    def _group(
        self,
        rule: PersonTimes,
        subject: tuple[str, str],
        members: list[tuple[Cohort, int]],
        before: dict[str, int],
        first: date,
        last: date,
    ) -> Note:
        least, most = rule.limits()
        of_programmes = rule.parameters.count == "programmes"
        demand = Demand(rule.name, subject[1], "times", first, last, 0, rule.parameters.counted)
        count = 0
        for cohort, persons in members:
            times = before[cohort.id] + self._there(demand, cohort, of_programmes=of_programmes)
            for item in self._taken[cohort.id]:
                if first <= item.first and item.last <= last:
                    times += item.times * self._times(demand, item.offer, cohort, of_programmes=of_programmes)
            count += times * persons
        had, more = count, True
        while more and count < (least or 0):
            more = False
            for cohort, persons in sorted(members, key=lambda m: (-m[1], m[0].id)):
                if persons and count < (least or 0) and (most is None or count + persons <= most):
                    gained = self._take(demand, cohort, of_programmes=of_programmes)
                    count += gained * persons
                    more = more or gained > 0
        text = f"{least:,} person-times from {first} to {last}, {had:,} of them without further sessions"
        if count < (least or 0):
            short = (least or 0) - count
            return Note(
                "short", (rule.name, *subject), f"{text}; {short:,} stay owed: no cohort can take more"
            )
        return Note("covered", (rule.name, *subject), f"{text}; {count:,} with what is drawn up")

    def _there(self, demand: Demand, cohort: Cohort, *, of_programmes: bool) -> int:
        if of_programmes:
            return len(self._offers.programmes_there(demand, cohort))
        return sum(amount for _, amount in self._offers.there_already(demand, cohort).had)

    def _times(self, demand: Demand, offer: Offer, cohort: Cohort, *, of_programmes: bool) -> int:
        """Return the times that taking an offer once counts for."""
        worth = sum(self._offers.worth(demand, part, cohort) for part in offer.parts)
        return int(worth > 0 and offer.programme is not None) if of_programmes else worth

    def _take(self, demand: Demand, cohort: Cohort, *, of_programmes: bool) -> int:
        """Let a cohort take one offer more; return the times gained, 0 when it can take none."""
        mine = self._taken[cohort.id]
        for offer in self._offers.of(cohort, [demand]):
            gained = self._times(demand, offer, cohort, of_programmes=of_programmes)
            had = sum(item.times for item in mine if item.offer.id == offer.id)
            starts = [self._offers.starts(p.pattern, cohort, demand.first, demand.last) for p in offer.parts]
            room = min(mask.bit_count() for mask in starts) if offer.programme is None else int(all(starts))
            if gained and had < room and offer.id not in self._once:
                same = next(
                    (item for item in mine if item.serves == (demand.rule,) and item.offer == offer), None
                )
                if same is not None:
                    mine.remove(same)
                times = 1 if same is None else same.times + 1
                mine.append(Taken(offer, demand.first, demand.last, times, (demand.rule,)))
                return gained
        return 0


class PlaceFiller:
    """Draws up further sessions until each region has its sessions, and each site its visits."""

    def __init__(self, drafted: Instance, rules: Rules, offers: Offers, writer: Writer) -> None:
        self._instance, self._rules, self._offers, self._writer = drafted, rules, offers, writer
        self._entities = Entities(drafted)

    def fill(self) -> Iterator[Note]:
        """Write sessions down, and yield a note for each region or site and year."""
        for rule in self._rules:
            if isinstance(rule, SessionCount):
                yield from self._sessions(rule)
            elif isinstance(rule, Frequency) and rule.parameters.of == "sites":
                yield from self._visits(rule)

    def _sessions(self, rule: SessionCount) -> Iterator[Note]:
        p = rule.parameters
        groups = PlaceGroups(self._instance, p.by, p.level)
        for label, begin, end in years(self._offers.horizon, p.period) if p.min_sessions else ():
            first, last = self._in_plan(begin, end)
            for group in (name for name in groups.names if name not in rule.waived):
                have = sum(
                    self._sure(rule, s, group) and self._starts(s, first, last)
                    for s in self._instance.sessions
                )
                lacking = (p.min_sessions or 0) - have
                pattern, places = self._pattern_for(rule, group)
                if lacking > 0 and pattern is not None:
                    for _ in range(lacking):
                        words = f"session {rule.name} asks for in {group}"
                        self._writer.single(pattern, places, words, first, last)
                yield _note(
                    rule.name, (group, label), p.min_sessions or 0, have, lacking, "sessions", pattern
                )

    def _sure(self, rule: SessionCount, session: Session, group: str) -> bool:
        """Tell whether a session counts in a group wherever it is held."""
        counted, infos = rule.parameters.counted, self._entities.places
        places = [infos[k] for k in places_of(self._entities, session)]
        if not places or not counted.session(self._instance, session):
            return False
        if group == ALL:
            return any(counted.place(info) for info in places)
        return all(counted.place(info) and self._in_region(info, group) for info in places)

    def _pattern_for(self, rule: SessionCount, group: str) -> tuple[Session | None, frozenset[str]]:
        """Return the first pattern that counts in a group, and where."""
        counted = rule.parameters.counted
        for pattern, trial in self._offers.patterns_tried():
            if self._offers.pattern_counts(counted, trial):
                places = [self._offers.places[name] for name in sorted(self._offers.left_anywhere(pattern))]
                here = [
                    i.name for i in places if counted.place(i) and (group == ALL or self._in_region(i, group))
                ]
                if here:
                    return pattern, frozenset(here)
        return None, frozenset()

    def _in_region(self, info: PlaceInfo, group: str) -> bool:
        site = info.place.site if isinstance(info.place, StopPlace) else None
        region = info.owner.region if isinstance(info.owner, Venue) else site
        return region is not None and group in self._instance.region_path(region)

    def _visits(self, rule: Frequency) -> Iterator[Note]:
        p = rule.parameters
        every = (*self._instance.sessions, *self._instance.drafting.sessions)
        sites = sorted(set(p.sites if p.sites is not None else (site for s in every for site in s.sites)))
        for label, begin, end in years(self._offers.horizon, p.period):
            first, last = self._in_plan(begin, end)
            have: Counter[str] = Counter()
            for session in sorted(self._instance.sessions, key=lambda s: (len(s.sites), s.id)):
                counts = Delivery.MOBILE in session.deliveries and p.counted.session(self._instance, session)
                wanting = [site for site in session.sites if site in sites and have[site] < p.min_days]
                if counts and wanting and self._starts(session, first, last):
                    have[min(wanting)] += 1
            for site in (site for site in sites if site not in rule.waived):
                lacking = p.min_days - have[site]
                pattern, places = self._pattern_at(rule, site)
                if lacking > 0 and pattern is not None:
                    for _ in range(lacking):
                        self._writer.single(
                            pattern, places, f"visit of {site} for {rule.name}", first, last, near=site
                        )
                yield _note(rule.name, (site, label), p.min_days, have[site], lacking, "visits", pattern)

    def _pattern_at(self, rule: Frequency, site: str) -> tuple[Session | None, frozenset[str]]:
        for pattern, trial in self._offers.patterns_tried():
            if self._offers.pattern_counts(rule.parameters.counted, trial):
                stops = (self._offers.places[name] for name in sorted(self._offers.left_anywhere(pattern)))
                here = [i.name for i in stops if isinstance(i.place, StopPlace) and i.place.site == site]
                if here:
                    return pattern, frozenset(here)
        return None, frozenset()

    def _starts(self, session: Session, first: date, last: date) -> bool:
        return bool(self._offers.starts(session, None, first, last))

    def _in_plan(self, first: date, last: date) -> tuple[date, date]:
        days = self._offers.horizon.days
        return max(first, days[0]), min(last, days[-1])


def _note(
    rule: str,
    subject: tuple[str, str],
    want: int,
    have: int,
    lacking: int,
    what: str,
    pattern: Session | None,
) -> Note:
    text = f"{want:,} {what}, {have:,} among the candidates for other obligations"
    if lacking > 0 and pattern is None:
        return Note("short", (rule, *subject), f"{text}; {lacking:,} stay owed: no pattern counts there")
    return Note("covered", (rule, *subject), f"{text}; {max(0, lacking):,} drawn up for it alone")
