"""What no cohort owes by itself: sessions of a region, visits of a site."""

from collections import Counter
from collections.abc import Iterator, Sequence
from datetime import date
from typing import Any

from edusched.compile.entities import Entities, PlaceInfo
from edusched.compile.options import places_of
from edusched.domain.instance import Instance
from edusched.domain.plan import StopPlace
from edusched.domain.teaching import Delivery, Session
from edusched.drafting.notes import Note
from edusched.drafting.offers import Offers
from edusched.drafting.writing import Writer
from edusched.rules.contract import Rule
from edusched.rules.counting import years
from edusched.rules.frequency import Frequency
from edusched.rules.groups import ALL, PlaceGroups
from edusched.rules.session_count import SessionCount

Rules = Sequence[Rule[Any]]


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
        return info.region is not None and group in self._instance.region_path(info.region)

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
