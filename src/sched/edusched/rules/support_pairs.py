"""A donor region holds sessions for the region it is paired with.

For each pair and year: bookings attended by a cohort whose region is the recipient or below it, and taught by
an instructor whose library's region, or held at a venue whose region, is the donor or below it >= sessions
asked. A booking counts once, whoever comes and teaches. Amount: sessions short, per pair and year.
Source: R277 (eastern provinces train partners), R275.
Rows: one demand row per pair and year over "is such a booking" literals, one for each session, or for each
slot of sessions that share columns: where a fixed cohort is of the recipient, the donor's columns alone
decide; else a switch below "the donor's" and below "the recipient comes", exact since a minimum is asked.
"""

from collections.abc import Iterable, Iterator

import numpy as np
from pydantic import Field

from edusched.compile.arrays import Ints, Mask, grouped, ints
from edusched.compile.columns import Occurrences
from edusched.compile.problem import Problem
from edusched.compile.rows import Linear, Row, at_least
from edusched.domain.base import Id, Model
from edusched.domain.instance import Instance
from edusched.domain.places import Venue
from edusched.domain.result import Violation
from edusched.rules.contract import OWED, Rule, RuleParameters
from edusched.rules.counting import Period, years
from edusched.rules.examples import Example
from edusched.rules.facts import BookingFacts, Facts

Booked = tuple[int, ...]
"""Session and, of sessions that share columns, the slot; else 0."""


class SupportPair(Model):
    """Who helps whom: two regions, each with what lies below it."""

    donor: Id
    recipient: Id


class SupportPairsParameters(RuleParameters):
    """The pairs, and how many sessions each is owed a year."""

    pairs: tuple[SupportPair, ...] = Field(min_length=1)
    min_sessions: int = Field(default=1, ge=1, le=1000)
    period: Period = "calendar_year"


class SupportPairs(Rule[SupportPairsParameters]):
    """A donor region holds sessions for the region it is paired with."""

    parameters_type = SupportPairsParameters
    id = "support_pairs"
    title = "A region holds sessions for the one it is paired with"
    unit = "sessions"
    spans = True
    default = OWED
    waivable = True

    def _pairs(self) -> list[tuple[str, str]]:
        return sorted({(pair.donor, pair.recipient) for pair in self.parameters.pairs})

    def check(self, facts: Facts) -> Iterator[Violation]:
        p, instance = self.parameters, facts.instance
        for label, first, last in years(facts.horizon, p.period):
            booked = [b for b in facts.bookings if first <= b.day <= last]
            for donor, recipient in self._pairs():
                held = [b.session.id for b in booked if _supports(instance, b, donor, recipient)]
                if len(held) < p.min_sessions:
                    yield self.violation((donor, recipient, label), p.min_sessions - len(held), *held)

    def rows(self, problem: Problem) -> Iterable[Row]:
        days = problem.horizon.days
        for label, first, last in years(problem.horizon, self.parameters.period):
            inside = np.array([first <= day <= last for day in days], dtype=np.bool_)
            for donor, recipient in self._pairs():
                held = _literals(problem, donor, recipient, inside)
                yield at_least((donor, recipient, label), held, self.parameters.min_sessions)

    examples = (
        Example(
            "c2 of the east is taught by county people",
            "t2 2026-09-07 am hall/main li c2",
            0,
            parameters={"pairs": [{"donor": "county", "recipient": "east"}]},
        ),
        Example(
            "the east gives its hall to c2 only, who is of the east itself",
            "t2 2026-09-07 am hall/main li c2",
            1,
            parameters={"pairs": [{"donor": "east", "recipient": "north"}]},
            subject=("east", "north", "2026"),
        ),
    )


def _supports(instance: Instance, b: BookingFacts, donor: str, recipient: str) -> bool:
    givers = [instance.library[person.library].region for person in b.instructors]
    givers += [b.venue.region] if b.venue else []
    return any(recipient in instance.region_path(c.region) for c in b.cohorts) and any(
        donor in instance.region_path(region) for region in givers
    )


def _literals(problem: Problem, donor: str, recipient: str, inside: Mask) -> list[int]:
    """Return a literal for each booking of some days that may support the recipient."""
    entities, instance = problem.entities, problem.instance

    def lies(region: str, above: str) -> bool:
        return above in instance.region_path(region)

    venues = [x.owner if isinstance(x.owner, Venue) else None for x in entities.places]
    places = [k for k, venue in enumerate(venues) if venue and lies(venue.region, donor)]
    home = {library.id: library.region for library in instance.libraries}
    people = [k for k, i in enumerate(entities.instructors) if lies(home[i.library], donor)]
    cohorts = [k for k, c in enumerate(entities.cohorts) if lies(c.region, recipient)]
    placing, teaching, attending = problem.placing, problem.teaching, problem.attending
    given = _by_booking(problem, placing, np.isin(placing.place, places), inside)
    for key, columns in _by_booking(problem, teaching, np.isin(teaching.who, people), inside).items():
        given[key] = np.concatenate([given.get(key, ints([])), columns])
    # The year is that of the booking, which ``given`` looks at; a recording may be attended in the next one.
    always = np.ones_like(inside)
    taken = _by_booking(problem, attending, np.isin(attending.who, cohorts), always)
    names = {entities.cohorts[k].id for k in cohorts}
    found = []
    for key in sorted(given.keys() & taken.keys()):
        both = problem.any_of(given[key])
        if names.isdisjoint(entities.sessions[key[0]].cohorts):
            sides = (both, problem.any_of(taken[key]))
            both = problem.switch()
            for side in sides:
                problem.define(Linear(("support",), ints([both, side]), ints([1, -1]), None, 0))
        found.append(both)
    return found


def _by_booking(problem: Problem, table: Occurrences, keep: Mask, inside: Mask) -> dict[Booked, Ints]:
    """Return the columns kept of each session; of sessions that share columns, of each slot apart."""
    mine = table.select(keep & inside[problem.days(table)])
    slot = np.where(problem.times[mine.session] == 1, 0, mine.slot)
    return {key: mine.column[rows] for key, rows in grouped(mine.session, slot)}
