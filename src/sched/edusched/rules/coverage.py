"""A share of the people is reached: in a year, or on certain dates; in all, or in each group.

A cohort is reached when it attends a counted booking, or has a counted history entry, in the year (or on the
date). For each group and year (or date): persons reached >= `min_percent` of the persons of the group, the
smallest whole number that is. Amount: persons short. Groups as for `person_times`. Source: R135 (cadres take
part on the Party day), R168, R240 (weights by further entries for those flagged), R180. Rows: one demand row
per group and year (or date) over "is reached" literals.
"""

from collections.abc import Iterable, Iterator
from datetime import date
from typing import Annotated

from pydantic import Field

from edusched.calendar.horizon import Horizon
from edusched.compile.arrays import ints, summed
from edusched.compile.problem import Problem
from edusched.compile.rows import Row, at_least
from edusched.domain.base import Percent
from edusched.domain.places import Level
from edusched.domain.result import Violation
from edusched.domain.teaching import CohortSelector
from edusched.rules.activity_day import DateOfYear
from edusched.rules.contract import OWED, Rule, RuleParameters
from edusched.rules.counting import Counted, Period, between, entries_between, years
from edusched.rules.examples import Example
from edusched.rules.facts import Facts
from edusched.rules.groups import By, Members, cohort_groups


class CoverageParameters(RuleParameters):
    """Who is to be reached by what, and how large a share."""

    cohorts: CohortSelector = Field(default=CohortSelector(), description="The cohorts meant.")
    counted: Counted = Field(default=Counted(), description="Which bookings and history entries reach.")
    by: By = Field(default="all", description="What is counted apart.")
    level: Level = Field(default=Level.COUNTY, strict=False, description="Level of the regions meant.")
    min_percent: Percent = Field(default=100, description="Least share of the persons of each group.")
    dates: Annotated[tuple[DateOfYear, ...], Field(min_length=1)] | None = Field(
        default=None, description="On each of these dates, as `MM-DD`; none given: in each year."
    )
    period: Period = "calendar_year"


class Coverage(Rule[CoverageParameters]):
    """A share of the people is reached."""

    parameters_type = CoverageParameters
    id = "coverage"
    title = "A share of the people is reached, in all or in each group"
    unit = "persons"
    spans = True
    default = OWED
    waivable = True

    def _spans(self, horizon: Horizon) -> list[tuple[str, date, date]]:
        p = self.parameters
        if p.dates is None:
            return list(years(horizon, p.period))
        return [(day.isoformat(), day, day) for day in horizon.days if day.isoformat()[5:] in p.dates]

    def _needed(self, members: Members) -> int:
        return -(-sum(persons for _, persons in members) * self.parameters.min_percent // 100)

    def check(self, facts: Facts) -> Iterator[Violation]:
        p, booked = self.parameters, facts.by_cohort()
        groups = cohort_groups(facts.instance, p.cohorts, p.by, p.level)
        for label, first, last in self._spans(facts.horizon):
            for group, members in groups.items():
                reached = 0
                for cohort, persons in members:
                    there = p.counted.between(facts.instance, booked[cohort.id], first, last)
                    if there or entries_between(cohort, first, last, p.counted):
                        reached += persons
                if reached < self._needed(members):
                    yield self.violation(
                        (group, label), self._needed(members) - reached, f"{reached} reached"
                    )

    def rows(self, problem: Problem) -> Iterable[Row]:
        p, table = self.parameters, problem.attending
        groups = cohort_groups(problem.instance, p.cohorts, p.by, p.level)
        counts = p.counted.columns(problem)
        for label, first, last in self._spans(problem.horizon):
            inside = counts & between(problem, first, last)
            for group, members in groups.items():
                needed, columns, coefs = self._needed(members), list[int](), list[int]()
                for cohort, persons in members:
                    index = problem.entities.cohort_index[cohort.id]
                    mine = problem.rows_of_cohort().get(index, ints([]))
                    mine = mine[inside[mine]]
                    if entries_between(cohort, first, last, p.counted):
                        needed -= persons
                    elif mine.size:
                        columns.append(problem.any_of(table.column[mine]))
                        coefs.append(persons)
                # One booking may be the only one for several cohorts: its literal then stands once.
                literals, weights = summed(ints(columns), ints(coefs))
                yield at_least((group, label), literals, needed, weights)

    examples = (
        Example(
            "13 of 17 are reached, and 14 are four fifths",
            "t1 2026-09-10 am school/big li c1",
            1,
            parameters={"min_percent": 80, "dates": ["09-10"]},
            subject=("all", "2026-09-10"),
        ),
        Example(
            "three quarters are 12.75, so 13 are enough",
            "t1 2026-09-10 am school/big li c1",
            0,
            parameters={"min_percent": 75, "dates": ["09-10"]},
        ),
        Example(
            "each township: nobody of the east",
            "t1 2026-09-10 am school/big li c1",
            2,
            parameters={"min_percent": 50, "by": "region", "level": "township"},
            subject=("east", "2026"),
        ),
    )
