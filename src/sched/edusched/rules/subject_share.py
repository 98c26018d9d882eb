"""A subject class (or whatever else is counted) makes up at most or at least a share of the hours achieved.

With part and total in hundredths of counted hours (history + bookings of the year), exactly in integers:
at_most: denominator x part <= numerator x total; at_least: the other way round. The part is a subject class,
or what `part` counts: a method, a delivery, a tag. Amount: the excess of one side over the other x persons.
Source: R236 (professional at least two thirds), R237, R012 (cases), R093 (practice), R234 (online), PRODUCT
(share of the achieved total). Rows: one cross-multiplied row per cohort and year, no division.
"""

from collections.abc import Iterable, Iterator
from typing import Literal, Self

import numpy as np
from pydantic import Field, model_validator

from edusched.compile.problem import Problem
from edusched.compile.rows import Linear, Row
from edusched.domain.base import Id, hundredths
from edusched.domain.result import Violation
from edusched.domain.teaching import CohortSelector
from edusched.rules.contract import HARD, Rule, RuleParameters
from edusched.rules.counting import Counted, Period, entries_between, hours_of, years
from edusched.rules.examples import Example
from edusched.rules.facts import Facts
from edusched.rules.ledger import Ledgers


class SubjectShareParameters(RuleParameters):
    """The share is ``numerator`` / ``denominator``; of either ``subject_class`` or ``part``."""

    cohorts: CohortSelector = CohortSelector()
    subject_class: Id | None = None
    part: Counted | None = None
    numerator: int = Field(ge=0, le=1000)
    denominator: int = Field(ge=1, le=1000)
    side: Literal["at_most", "at_least"] = "at_most"
    period: Period = "calendar_year"
    counted: Counted = Counted()

    @model_validator(mode="after")
    def _one_part(self) -> Self:
        if (self.subject_class is None) == (self.part is None):
            raise ValueError("expected either subject_class or part")
        return self

    @property
    def share_of(self) -> Counted:
        """What the share is taken of the total by."""
        return self.part or Counted(subject_classes=(self.subject_class or "",))


class SubjectShare(Rule[SubjectShareParameters]):
    """A subject class makes up at most (or at least) a share of the study hours achieved."""

    parameters_type = SubjectShareParameters
    id = "subject_share"
    title = "A subject class has its share of the study hours achieved"
    unit = "person-hours/100 x denominator"
    waivable = True
    default = HARD

    def check(self, facts: Facts) -> Iterator[Violation]:
        p, share_of = self.parameters, self.parameters.share_of
        booked = facts.by_cohort()
        for label, first, last in years(facts.horizon, p.period):
            for cohort in (c for c in facts.instance.selected(p.cohorts) if c.persons):
                mine = p.counted.earning(facts.instance, booked[cohort.id], first, last)
                earned = [(share_of.booking(b, facts.instance), hours_of(b.course)) for b in mine]
                past = entries_between(cohort, first, last, p.counted)
                earned += [(share_of.history(e), hundredths(e.study_hours)) for e in past]
                total = sum(hours for _, hours in earned)
                part = sum(hours for inside, hours in earned if inside)
                excess = p.denominator * part - p.numerator * total
                amount = excess if p.side == "at_most" else -excess
                if amount > 0:
                    yield self.violation((cohort.id, label), amount * cohort.persons, f"{part} of {total}")

    def rows(self, problem: Problem) -> Iterable[Row]:
        p = self.parameters
        sign = 1 if p.side == "at_most" else -1
        ledgers, inside = Ledgers(problem, p.counted), p.share_of.columns(problem)
        for label, first, last in years(problem.horizon, p.period):
            for cohort in (c for c in problem.instance.selected(p.cohorts) if c.persons):
                mine = ledgers.of(cohort, first, last)
                past = entries_between(cohort, first, last, p.counted)
                part = sum(hundredths(e.study_hours) for e in past if p.share_of.history(e))
                excess = sign * (p.denominator * part - p.numerator * mine.past_hours)
                in_part = inside[mine.rows].astype(np.int64)
                coefs = sign * mine.hours * (p.denominator * in_part - p.numerator)
                yield Linear((cohort.id, label), mine.columns, coefs, None, -excess, cohort.persons)

    examples = (
        Example(
            "2 public hours of 6 are one third",
            """t1 2026-09-07 am school/big li c1
               p1 2026-09-07 eve web wu c1""",
            0,
            parameters={"subject_class": "public", "numerator": 1, "denominator": 3},
        ),
        Example(
            "a quarter at least online: 4 x 2 - 6 = 2 h, more than enough",
            """t1 2026-09-07 am school/big li c1
               p1 2026-09-07 eve web wu c1""",
            0,
            parameters={
                "part": {"deliveries": ["online"]},
                "numerator": 1,
                "denominator": 4,
                "side": "at_least",
            },
        ),
        Example(
            "2 public hours of 5: 3 x 2 - 5 = 1 h x 13",
            """k1 2026-09-07 am school/big li c1
               p1 2026-09-07 eve web wu c1""",
            1300,
            parameters={"subject_class": "public", "numerator": 1, "denominator": 3},
            subject=("c1", "2026"),
        ),
    )
