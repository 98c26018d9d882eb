"""A cohort attends each course of its curriculum so many times a year.

For each cohort meant and each course listed: its bookings of the course in the year, fixed or by choice, and
its history entries of the year that name the course, each once >= times asked. Amount: times short x persons.
Source: R009 (the trainee's duties decide the courses). Rows: one demand row per cohort, course and year over
the columns with which the cohort attends the course.
"""

from collections.abc import Iterable, Iterator
from datetime import date
from typing import Annotated

from pydantic import Field

from edusched.compile.problem import Problem
from edusched.compile.rows import Row, at_least
from edusched.domain.base import Id
from edusched.domain.people import Cohort
from edusched.domain.result import Violation
from edusched.domain.teaching import CohortSelector
from edusched.rules.contract import OWED, Rule, RuleParameters
from edusched.rules.counting import Period, between, years
from edusched.rules.courses import rows_of_pairs
from edusched.rules.examples import Example
from edusched.rules.facts import Facts


class CurriculumParameters(RuleParameters):
    """Which courses, how often, and for whom."""

    cohorts: CohortSelector = Field(default=CohortSelector(), description="The cohorts meant.")
    courses: dict[Id, Annotated[int, Field(ge=1, le=366)]] = Field(
        min_length=1, description="Least times a year by course; courses left out ask for nothing."
    )
    period: Period = "calendar_year"


class Curriculum(Rule[CurriculumParameters]):
    """A cohort attends each course of its curriculum so many times a year."""

    parameters_type = CurriculumParameters
    id = "curriculum"
    title = "A cohort attends the courses of its curriculum"
    unit = "person-times"
    default = OWED
    waivable = True

    def check(self, facts: Facts) -> Iterator[Violation]:
        p = self.parameters
        booked = facts.by_cohort()
        for label, first, last in years(facts.horizon, p.period):
            for cohort in (c for c in facts.instance.selected(p.cohorts) if c.persons):
                for course, times in sorted(p.courses.items()):
                    mine = [b for b in booked[cohort.id] if b.course.id == course and first <= b.day <= last]
                    short = times - len(mine) - _before(cohort, course, first, last)
                    if short > 0:
                        yield self.violation((cohort.id, course, label), short * cohort.persons)

    def rows(self, problem: Problem) -> Iterable[Row]:
        p, column = self.parameters, problem.attending.column
        cohorts = {c.id: c for c in problem.instance.selected(p.cohorts) if c.persons}
        pairs = [(cohort, course) for cohort in cohorts for course in sorted(p.courses)]
        for label, first, last in years(problem.horizon, p.period):
            inside = between(problem, first, last)
            for (name, course), mine in rows_of_pairs(problem, pairs):
                short = p.courses[course] - _before(cohorts[name], course, first, last)
                attended = column[mine[inside[mine]]]
                yield at_least((name, course, label), attended, short, unit_amount=cohorts[name].persons)

    examples = (
        Example(
            "c1 attends theory and no law: once short x 13",
            "t1 2026-09-07 am school/big li c1",
            13,
            parameters={"courses": {"theory": 1, "law": 1}, "cohorts": {"ids": ["c1"]}},
            subject=("c1", "law", "2026"),
        ),
        Example(
            "law by choice, and theory before the plan",
            "p1 2026-09-07 eve web li c1",
            0,
            given={
                "cohorts": [
                    {
                        "id": "c1",
                        "history": [
                            {
                                "on": "2026-03-02",
                                "study_hours": 4,
                                "subject_class": "theory",
                                "course": "theory",
                            }
                        ],
                    }
                ]
            },
            parameters={"courses": {"theory": 1, "law": 1}, "cohorts": {"ids": ["c1"]}},
        ),
    )


def _before(cohort: Cohort, course: str, first: date, last: date) -> int:
    return sum(entry.course == course and first <= entry.on <= last for entry in cohort.history)
