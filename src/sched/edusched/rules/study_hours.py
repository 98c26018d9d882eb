"""A cohort earns its study hours a year: at least so many (or so many days), and no more than so many.

Earned = counted history + counted bookings of the year, in hundredths of an hour. Minimum: short = max(0,
min - earned); with `min_days`, either is enough (reading A06): short = min(hours short, days short x
hours_per_day). A day counts once. Amount: short x persons. Caps (reading A08): of a subject class at most
floor(min x numerator / denominator) counts toward the minimum. Maximum: amount = (earned - max) x persons,
caps not applied. With `contract_from` years run from that event (reading A30). Source: R099-R108, R116, R237
(public subjects at most one third), R245 (12 days or 72 hours). Rows: a cap needs no extra variable: min(a +
p, a + cap) >= need is two rows that share a slack, and each further cap doubles them. Either-or is one
switch: hours + need x b >= need, days - need x b >= 0.
"""

from collections.abc import Iterable, Iterator
from decimal import Decimal
from itertools import product

import numpy as np
from pydantic import Field

from edusched.compile.arrays import ints
from edusched.compile.problem import Problem
from edusched.compile.rows import Linear, Row
from edusched.domain.base import Hours, Id, Model, hundredths
from edusched.domain.result import Violation
from edusched.domain.teaching import CohortSelector
from edusched.rules.accounts import Account, account
from edusched.rules.contract import OWED, Rule, RuleParameters
from edusched.rules.counting import Counted, Period, years_of
from edusched.rules.examples import Example
from edusched.rules.facts import Facts
from edusched.rules.ledger import Ledger, Ledgers


class ShareCap(Model):
    """At most numerator / denominator of the required hours may come from a subject class."""

    subject_class: Id
    numerator: int = Field(ge=0, le=1000)
    denominator: int = Field(ge=1, le=1000)


class StudyHoursParameters(RuleParameters):
    """``min_days`` makes the minimum an either-or; ``hours_per_day`` prices a missing day."""

    cohorts: CohortSelector = CohortSelector()
    min_study_hours: Hours | None = None
    min_days: int | None = Field(default=None, ge=1, le=366)
    hours_per_day: Hours = Field(default=Decimal(6), gt=0)
    max_study_hours: Hours | None = None
    period: Period = "calendar_year"
    contract_from: Id | None = Field(default=None, description="Event from which years run.")
    counted: Counted = Counted()
    caps: tuple[ShareCap, ...] = Field(default=(), max_length=3)


class StudyHours(Rule[StudyHoursParameters]):
    """A cohort earns its study hours a year."""

    parameters_type = StudyHoursParameters
    id = "study_hours"
    title = "A cohort earns its study hours a year, and no more than it may"
    unit = "person-hours/100"
    waivable = True
    default = OWED

    def accounts(self, facts: Facts) -> Iterator[Account]:
        """Yield the account of each cohort meant and year, persons or none."""
        p, booked = self.parameters, facts.by_cohort()
        for cohort in facts.instance.selected(p.cohorts):
            for label, first, last in years_of(cohort, facts.horizon, p.period, p.contract_from):
                yield account(facts, booked[cohort.id], cohort, (label, first, last), p.counted)

    def check(self, facts: Facts) -> Iterator[Violation]:
        most = self.parameters.max_study_hours
        for mine in self.accounts(facts):
            persons, subject = mine.cohort.persons, (mine.cohort.id, mine.label)
            if (short := self.short(mine) * persons) > 0:
                yield self.violation(subject, short, f"{mine.days} days")
            over = mine.hours - hundredths(most or Decimal(0))
            if over * persons > 0 and most is not None:
                yield self.violation((*subject, "maximum"), over * persons)

    def credited(self, mine: Account) -> int:
        """Return the hundredths that count toward the minimum: those of a capped class up to its cap."""
        need = hundredths(self.parameters.min_study_hours or Decimal(0))
        caps = {cap.subject_class: need * cap.numerator // cap.denominator for cap in self.parameters.caps}
        return sum(min(hours, caps.get(subject, hours)) for subject, hours in mine.by_class().items())

    def short(self, mine: Account) -> int:
        """Return the hundredths a person is short of the minimum; either hours or days are enough."""
        p, need = self.parameters, hundredths(self.parameters.min_study_hours or Decimal(0))
        by_hours = max(0, need - self.credited(mine))
        if p.min_days is None:
            return by_hours
        by_days = max(0, p.min_days - mine.days) * hundredths(p.hours_per_day)
        return by_days if p.min_study_hours is None else min(by_hours, by_days)

    def rows(self, problem: Problem) -> Iterable[Row]:
        p = self.parameters
        ledgers = Ledgers(problem, p.counted)
        for cohort in (c for c in problem.instance.selected(p.cohorts) if c.persons):
            for label, first, last in years_of(cohort, problem.horizon, p.period, p.contract_from):
                mine = ledgers.of(cohort, first, last)
                yield from self._minimum(problem, (cohort.id, label), cohort.persons, mine)
                if p.max_study_hours is not None:
                    limit = hundredths(p.max_study_hours) - mine.past_hours
                    subject = (cohort.id, label, "maximum")
                    yield Linear(subject, mine.columns, mine.hours, None, limit, cohort.persons)

    def _minimum(
        self, problem: Problem, subject: tuple[str, ...], persons: int, mine: Ledger
    ) -> Iterator[Row]:
        p = self.parameters
        either = ints([problem.switch()]) if p.min_days and p.min_study_hours is not None else ints([])
        if p.min_study_hours is not None:
            need = hundredths(p.min_study_hours)
            by_class = sorted(p.caps, key=lambda cap: cap.subject_class)
            caps = {cap.subject_class: need * cap.numerator // cap.denominator for cap in by_class}
            # One row for each choice of "all of the class counts" or "its cap counts".
            for choice in product((False, True), repeat=len(caps)):
                at_cap = {name for name, capped in zip(caps, choice, strict=True) if capped}
                keep = ~mine.is_class(*at_cap)
                sure = sum(caps[name] for name in at_cap) + sum(h for s, h in mine.past if s not in at_cap)
                columns = np.concatenate([mine.columns[keep], either])
                coefs = np.concatenate([mine.hours[keep], np.full(either.size, need)])
                yield Linear(subject, columns, coefs, need - sure, None, persons)
        if p.min_days is not None:
            day = hundredths(p.hours_per_day)
            _, taken = problem.any_by(mine.columns, mine.day)
            want = (p.min_days - mine.past_days) * day
            columns = np.concatenate([taken, either])
            coefs = np.concatenate([np.full(taken.size, day), np.full(either.size, -max(0, want))])
            lo = want if either.size == 0 else min(want, 0)
            yield Linear(subject, columns, coefs, lo, None, persons)

    examples = (
        Example(
            "4 of 6 hours: 2 h x 13 persons short",
            "t1 2026-09-07 am school/big li c1",
            2600,
            parameters={"min_study_hours": 6, "cohorts": {"ids": ["c1"]}},
            subject=("c1", "2026"),
        ),
        Example(
            "6 hours or one day: the day is enough",
            "t1 2026-09-07 am school/big li c1",
            0,
            parameters={"min_study_hours": 6, "min_days": 1, "cohorts": {"ids": ["c1"]}},
        ),
    )
