"""Who must know beforehand is told in time.

A booking is decided on `decided_on` (not given: the plan's first day). It lies at least `notice_days` after
that: those of its venue, of each organisation among its session's co-organisers and provider, and of the
library of each of its instructors who is lent (as in `lending_quota`). Amount: days short, for the venue,
each organisation and each instructor lent; a notice of 0 days asks for nothing. Source: R141 (bases shared
with army or police: approval days), R083, R269. Rows: none; columns too early are struck out (or priced).
"""

from collections.abc import Iterable, Iterator
from datetime import date

import numpy as np
from pydantic import Field

from edusched.compile.arrays import Ints, ints, summed
from edusched.compile.problem import ColumnFilter, Problem
from edusched.domain.base import Day
from edusched.domain.instance import Instance
from edusched.domain.places import Venue
from edusched.domain.result import Violation
from edusched.rules.contract import Rule, RuleParameters
from edusched.rules.examples import Example
from edusched.rules.facts import BookingFacts, Facts
from edusched.rules.lending import is_lent, lent
from edusched.rules.organising import organised


class NoticeParameters(RuleParameters):
    """When bookings are made known."""

    decided_on: Day | None = Field(
        default=None, description="Day on which bookings are made known; none given: the plan's first day."
    )


class Notice(Rule[NoticeParameters]):
    """Who must know beforehand is told in time."""

    parameters_type = NoticeParameters
    id = "notice"
    title = "Venues, organisations and libraries are told in time"
    unit = "days"
    always = True

    def applies(self, instance: Instance) -> bool:
        asked = [venue.notice_days for venue in instance.venues]
        asked += [organisation.notice_days for organisation in instance.organisations]
        return any(asked + [library.notice_days for library in instance.libraries])

    def _decided(self, first_day: date) -> date:
        return self.parameters.decided_on or first_day

    def check(self, facts: Facts) -> Iterator[Violation]:
        decided = self._decided(facts.horizon.days[0])
        for b in facts.bookings:
            for name, notice_days in _asked(facts.instance, b):
                short = notice_days - (b.day - decided).days
                if notice_days and short > 0:
                    yield self.violation((b.session.id, name), short, b.day.isoformat())

    def column_filters(self, problem: Problem) -> Iterable[ColumnFilter]:
        entities, placing, teaching = problem.entities, problem.placing, problem.teaching
        origin = problem.horizon.days[0]
        before = (self._decided(origin) - origin).days

        def short(notice_days: Ints, day: Ints) -> Ints:
            return np.where(notice_days > 0, np.maximum(0, notice_days - (day - before)), 0)

        owners = [info.owner for info in entities.places]
        venue = ints([owner.notice_days if isinstance(owner, Venue) else 0 for owner in owners])
        day = problem.days(placing)
        yield ColumnFilter(placing.column, short(venue[placing.place], day))
        row, who = organised(problem, placing)
        asked = ints([o.notice_days for o in entities.organisations])[who]
        yield ColumnFilter(*summed(placing.column[row], short(asked, day[row])))
        library = problem.instance.library
        lender = ints([library[person.library].notice_days for person in entities.instructors])
        late = short(lender[teaching.who], problem.days(teaching))
        yield ColumnFilter(teaching.column, np.where(lent(problem), late, 0))

    examples = (
        Example(
            "a base shared with the army, asked three days before instead of fourteen",
            "t1 2026-09-10 am school/big li c1",
            11,
            given={"venues": [{"id": "school", "notice_days": 14}]},
            subject=("t1", "school"),
        ),
        Example(
            "decided in August, that is fourteen days",
            "t1 2026-09-10 am school/big li c1",
            0,
            given={"venues": [{"id": "school", "notice_days": 14}]},
            parameters={"decided_on": "2026-08-27"},
        ),
        Example(
            "the east's library lends Li to the county after a week, to its own hall at once",
            """t1 2026-09-09 am school/big li c1
               t2 2026-09-07 am hall/main li c2""",
            5,
            given={"libraries": [{"id": "county-library", "region": "east", "notice_days": 7}]},
            subject=("t1", "li"),
        ),
    )


def _asked(instance: Instance, b: BookingFacts) -> Iterator[tuple[str, int]]:
    """Yield whom a booking must be told to, or who is lent for it, with the days of notice."""
    if b.venue is not None:
        yield b.venue.id, b.venue.notice_days
    for name in b.session.organisations:
        yield name, instance.organisation[name].notice_days
    for person in sorted({p.id: p for p in b.instructors}.values(), key=lambda p: p.id):
        if is_lent(instance, person.library, b.region):
            yield person.id, instance.library[person.library].notice_days
