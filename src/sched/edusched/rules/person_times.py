"""So many people are trained a year: person-times at least, at most, or within a band of a target.

For each group (all, or by region, unit, category or cohort) and year: sum over its cohorts of times x
persons, in the group of a unit times x its persons of that unit. Times: counted bookings attended and counted
history entries; or the distinct programmes these name (reading A04). Amount: person-times below the minimum
or the band of the target (subject group, year), above the maximum or the band (group, year, `maximum`); where
both are given the stricter bound stands. Band (reading A03): whole numbers from target x (100 - band) / 100
to target x (100 + band) / 100. Source: R057-R065, R179, R231, R253, R276. Rows: two one-sided count rows per
group and year, over the columns or over "attends this programme" literals.
"""

from collections.abc import Iterable, Iterator
from datetime import date
from typing import Annotated

from pydantic import Field

from edusched.compile.problem import Problem
from edusched.compile.rows import Row
from edusched.domain.base import Id, Percent
from edusched.domain.people import Cohort
from edusched.domain.places import Level
from edusched.domain.result import Violation
from edusched.domain.teaching import CohortSelector
from edusched.rules.contract import OWED, Rule, RuleParameters
from edusched.rules.counting import Counted, Period, years
from edusched.rules.examples import Example
from edusched.rules.facts import Facts
from edusched.rules.groups import PART_OF, By, cohort_groups, outside, range_rows
from edusched.rules.times import Count, Times

PersonTimesCount = Annotated[int, Field(ge=0, le=10_000_000)]


class PersonTimesParameters(RuleParameters):
    """Who counts, what is counted apart, and the range or target of a year."""

    cohorts: CohortSelector = Field(default=CohortSelector(), description="The cohorts meant.")
    counted: Counted = Field(default=Counted(), description="Which bookings and history entries count.")
    count: Count = Field(default="programmes", description="What is a time.")
    by: By = Field(default="all", description="What is counted apart.")
    level: Level = Field(default=Level.COUNTY, strict=False, description="Level of the regions meant.")
    min_person_times: PersonTimesCount | None = Field(default=None, description="Least a year.")
    max_person_times: PersonTimesCount | None = Field(default=None, description="Most a year.")
    target_person_times: PersonTimesCount | None = Field(default=None, description="About so many a year.")
    band_percent: Percent = Field(default=5, description="How far from the target nothing is amiss.")
    period: Period = Field(default="calendar_year", description="What a year is; `horizon`: the whole plan.")
    part_of: Id | None = Field(default=None, description=PART_OF)


class PersonTimes(Rule[PersonTimesParameters]):
    """So many people are trained a year."""

    parameters_type = PersonTimesParameters
    id = "person_times"
    title = "So many person-times are trained a year"
    unit = "person-times"
    spans = True
    default = OWED
    waivable = True

    def limits(self) -> tuple[int | None, int | None]:
        """Return the least and the most person-times of a year, the stricter of range and band."""
        p = self.parameters
        if p.target_person_times is None:
            return p.min_person_times, p.max_person_times
        low = -(-p.target_person_times * (100 - p.band_percent) // 100)
        high = p.target_person_times * (100 + p.band_percent) // 100
        return (
            low if p.min_person_times is None else max(low, p.min_person_times),
            high if p.max_person_times is None else min(high, p.max_person_times),
        )

    def before(self, cohort: Cohort, first: date, last: date) -> list[str]:
        """Return the times of a cohort's history from first to last day: programmes, or dates."""
        return self._times.before(cohort, first, last)

    @property
    def _times(self) -> Times:
        return Times((self.parameters.counted,), self.parameters.count)

    def counts(self, facts: Facts) -> Iterator[tuple[str, str, int]]:
        """Yield group, year and person-times."""
        p = self.parameters
        groups = cohort_groups(facts.instance, p.cohorts, p.by, p.level)
        for label, first, last in years(facts.horizon, p.period):
            for group, count in self._times.of_groups(facts, groups, first, last).items():
                yield group, label, count

    def check(self, facts: Facts) -> Iterator[Violation]:
        for group, label, count in self.counts(facts):
            for subject, amount in outside((group, label), count, *self.limits()):
                yield self.violation(subject, amount, f"{count} person-times")

    def rows(self, problem: Problem) -> Iterable[Row]:
        p = self.parameters
        groups = cohort_groups(problem.instance, p.cohorts, p.by, p.level)
        for label, first, last in years(problem.horizon, p.period):
            for group, columns, weights, past in self._times.columns(problem, groups, first, last):
                least, most = (None if limit is None else limit - past for limit in self.limits())
                yield from range_rows((group, label), columns, weights, least, most)

    examples = (
        Example(
            "two sessions of one class are one time: 13 of 15",
            """t1 2026-09-07 am school/big li c1
               k1 2026-09-08 am school/big li c1""",
            2,
            given={"programmes": [{"id": "class", "sessions": ["t1", "k1"]}]},
            parameters={"min_person_times": 15},
            subject=("all", "2026"),
        ),
        Example(
            "counted by sessions: about 25, so 24 to 26",
            """t1 2026-09-07 am school/big li c1
               k1 2026-09-08 am school/big li c1""",
            0,
            parameters={"count": "sessions", "target_person_times": 25},
        ),
        Example(
            "by unit: 3 + 4 of the station, 10 of the bureau",
            """t1 2026-09-07 am school/big li c1
               t2 2026-09-08 am hall/main li c2""",
            1,
            parameters={"count": "sessions", "by": "unit", "min_person_times": 8, "max_person_times": 10},
            subject=("station", "2026"),
        ),
    )
