"""Study hours are earned by a deadline that runs from a person's event, or before that event.

For each cohort with the event: hours of counted bookings and history on days from the event date to event
date + `within_days` (both included) >= `min_study_hours`; `side` before: on the `within_days` days that end
the day before the event. Amount: hundredths short x persons. Not due, and
so not asked, when that last day lies after the plan's last day. Source: R111-R112 (new members: 24 hours
within a year of joining), R033, R115 (before taking
post), R251 (in the year before applying). Rows: one demand row per cohort over the columns that end in time.
"""

from collections.abc import Iterable, Iterator
from datetime import date, timedelta
from typing import Literal

from pydantic import Field

from edusched.calendar.horizon import Horizon
from edusched.compile.problem import Problem
from edusched.compile.rows import Row, at_least
from edusched.domain.base import Hours, Id, hundredths
from edusched.domain.instance import Instance
from edusched.domain.people import Cohort
from edusched.domain.result import Violation
from edusched.domain.teaching import CohortSelector
from edusched.rules.accounts import Account, account
from edusched.rules.contract import OWED, Rule, RuleParameters
from edusched.rules.counting import Counted
from edusched.rules.examples import Example
from edusched.rules.facts import Facts
from edusched.rules.ledger import Ledgers


class DeadlineParameters(RuleParameters):
    """``event`` names the event date of the cohort the deadline runs from, or ends before."""

    cohorts: CohortSelector = CohortSelector()
    event: Id
    within_days: int = Field(default=365, ge=0, le=4000)
    min_study_hours: Hours
    side: Literal["after", "before"] = "after"
    counted: Counted = Counted()


class Deadline(Rule[DeadlineParameters]):
    """Study hours are earned by a deadline that runs from a person's event."""

    parameters_type = DeadlineParameters
    id = "deadline"
    title = "Study hours are earned by a deadline from an event"
    unit = "person-hours/100"
    waivable = True
    default = OWED

    def due(self, cohort: Cohort, horizon: Horizon) -> Iterator[tuple[date, date]]:
        """Yield first and last day on which a cohort may earn the hours, if the plan's days reach so far."""
        p = self.parameters
        if p.event in cohort.events:
            event, span = cohort.events[p.event], timedelta(days=p.within_days)
            first, last = event, event + span
            if p.side == "before":
                first, last = event - span, event - timedelta(days=1)
            if last <= horizon.days[-1]:
                yield first, last

    def _due(self, instance: Instance, horizon: Horizon) -> Iterator[tuple[Cohort, date, date]]:
        for cohort in (c for c in instance.selected(self.parameters.cohorts) if c.persons):
            yield from ((cohort, first, last) for first, last in self.due(cohort, horizon))

    def accounts(self, facts: Facts) -> Iterator[Account]:
        """Yield the account of each cohort whose deadline is due, named by its last day."""
        booked = facts.by_cohort()
        for cohort, first, last in self._due(facts.instance, facts.horizon):
            days = (last.isoformat(), first, last)
            yield account(facts, booked[cohort.id], cohort, days, self.parameters.counted)

    def short(self, mine: Account) -> int:
        """Return the hundredths a person is short of what is due."""
        return max(0, hundredths(self.parameters.min_study_hours) - mine.hours)

    def check(self, facts: Facts) -> Iterator[Violation]:
        for mine in self.accounts(facts):
            if short := self.short(mine):
                yield self.violation((mine.cohort.id,), short * mine.cohort.persons, f"due {mine.last}")

    def rows(self, problem: Problem) -> Iterable[Row]:
        need = hundredths(self.parameters.min_study_hours)
        ledgers = Ledgers(problem, self.parameters.counted)
        for cohort, first, last in self._due(problem.instance, problem.horizon):
            mine = ledgers.of(cohort, first, last)
            yield at_least((cohort.id,), mine.columns, need - mine.past_hours, mine.hours, cohort.persons)

    examples = (
        Example(
            "joined 14 September 2025: Monday the 14th is the last day",
            "t1 2026-09-14 am school/big li c1",
            0,
            parameters={"event": "joined_on", "min_study_hours": 4},
        ),
        Example(
            "before taking post on Tuesday: Monday counts",
            """t1 2026-09-07 am school/big li c1
               k1 2026-09-08 am school/big li c1""",
            1300,
            given={"cohorts": [{"id": "c1", "events": {"took_post_on": "2026-09-08"}}]},
            parameters={"event": "took_post_on", "side": "before", "within_days": 7, "min_study_hours": 5},
            subject=("c1",),
        ),
        Example(
            "Tuesday is a day late: 4 h x 13 persons",
            "t1 2026-09-15 am school/big li c1",
            5200,
            parameters={"event": "joined_on", "min_study_hours": 4},
            subject=("c1",),
        ),
    )
