"""Whoever is to be trained promptly is trained promptly: each day late counts.

For each cohort with the event: due = event date + `within_days`. A day of the plan after the due day is late
when hours of counted bookings and history on days from the event up to the day before are still less than
`min_study_hours`. Amount: late days x persons. So training on the due day is in time, a day later is one day
late, and without training every day after it to the plan's end is. Source: R110 (new village secretaries,
promptly: reading A11, 90 days). Rows: the late days between two days on which hours can be earned are late
together: one switch, charged their number, and one row hours + need x switch >= need.
"""

from collections.abc import Iterable, Iterator
from datetime import date, timedelta
from itertools import pairwise

import numpy as np
from pydantic import Field

from edusched.calendar.horizon import Horizon
from edusched.compile.arrays import distinct, ints
from edusched.compile.problem import Problem
from edusched.compile.rows import Charge, Given, Linear, Row
from edusched.domain.base import Hours, Id, hundredths
from edusched.domain.instance import Instance
from edusched.domain.people import Cohort
from edusched.domain.policy import Enforcement, Mode, Objective
from edusched.domain.result import Violation
from edusched.domain.teaching import CohortSelector
from edusched.rules.accounts import account
from edusched.rules.contract import Rule, RuleParameters
from edusched.rules.counting import Counted
from edusched.rules.examples import Example
from edusched.rules.facts import Facts
from edusched.rules.ledger import Ledgers


class TardinessParameters(RuleParameters):
    """From which event, how soon, and what it takes to be trained."""

    cohorts: CohortSelector = Field(default=CohortSelector(), description="The cohorts meant.")
    event: Id = Field(description="Name of the event date that the days run from.")
    within_days: int = Field(default=90, ge=0, le=4000, description="Days from the event that are in time.")
    min_study_hours: Hours = Field(gt=0, description="Study hours that make a cohort trained.")
    counted: Counted = Field(default=Counted(), description="Which bookings and history entries count.")


class Tardiness(Rule[TardinessParameters]):
    """Whoever is to be trained promptly is trained promptly."""

    parameters_type = TardinessParameters
    id = "tardiness"
    title = "Training soon after an event: each day late counts"
    unit = "person-days"
    default = Enforcement(mode=Mode.SOFT, level=Objective.POLICY)
    waivable = True

    def _asked(self, instance: Instance, horizon: Horizon) -> Iterator[tuple[Cohort, date, date]]:
        """Yield (cohort, event, first day of the plan that can be late)."""
        for cohort in (c for c in instance.selected(self.parameters.cohorts) if c.persons):
            if self.parameters.event in cohort.events:
                event = cohort.events[self.parameters.event]
                after_due = event + timedelta(days=self.parameters.within_days + 1)
                first = max(after_due, horizon.days[0])
                if first <= horizon.days[-1]:
                    yield cohort, event, first

    def check(self, facts: Facts) -> Iterator[Violation]:
        need, booked = hundredths(self.parameters.min_study_hours), facts.by_cohort()
        last = facts.horizon.days[-1]
        for cohort, event, first in self._asked(facts.instance, facts.horizon):
            mine = account(facts, booked[cohort.id], cohort, ("", event, last), self.parameters.counted)
            earned = [(b.day, hundredths(b.course.study_hours)) for b in mine.bookings]
            earned += [(e.on, hundredths(e.study_hours)) for e in mine.entries]
            days = (first + timedelta(days=k) for k in range((last - first).days + 1))
            late = sum(sum(h for on, h in earned if on < day) < need for day in days)
            if late:
                due = event + timedelta(days=self.parameters.within_days)
                yield self.violation((cohort.id,), late * cohort.persons, f"due {due}")

    def rows(self, problem: Problem) -> Iterable[Row]:
        need, horizon = hundredths(self.parameters.min_study_hours), problem.horizon
        ledgers, origin, last = Ledgers(problem, self.parameters.counted), horizon.days[0], horizon.days[-1]
        for cohort, event, first in self._asked(problem.instance, horizon):
            mine = ledgers.of(cohort, event, last)
            past = [
                ((e.on - origin).days, hundredths(e.study_hours))
                for e in cohort.history
                if event <= e.on <= last and self.parameters.counted.history(e)
            ]
            begin, end = (first - origin).days, (last - origin).days + 1
            # Late or not changes only the day after hours are earned.
            changes = distinct(np.concatenate([mine.day, ints([day for day, _ in past])])) + 1
            marks = [begin, *changes[(changes > begin) & (changes < end)].tolist(), end]
            for start, stop in pairwise(marks):
                owed = need - sum(hours for day, hours in past if day < start)
                before = mine.day < start
                amount = (stop - start) * cohort.persons
                if owed > 0 and not before.any():
                    yield Given((cohort.id,), amount)
                elif owed > 0:
                    late = problem.switch()
                    columns = np.append(mine.columns[before], late)
                    hours = np.append(mine.hours[before], owed)
                    problem.define(Linear(("late", cohort.id), columns, hours, owed, None))
                    yield Charge((cohort.id,), ints([late]), ints([amount]))

    examples = (
        Example(
            "joined 14 September 2025, due on 9 September: the 11th is two days late, 13 persons",
            "t1 2026-09-11 am school/big li c1",
            26,
            parameters={"event": "joined_on", "within_days": 360, "min_study_hours": 4},
            subject=("c1",),
        ),
        Example(
            "on the due day",
            "t1 2026-09-09 am school/big li c1",
            0,
            parameters={"event": "joined_on", "within_days": 360, "min_study_hours": 4},
        ),
        Example(
            "never: late from the 10th to the 18th, the plan's last day",
            "t2 2026-09-09 am school/big li c2",
            117,
            parameters={"event": "joined_on", "within_days": 360, "min_study_hours": 4},
        ),
    )
