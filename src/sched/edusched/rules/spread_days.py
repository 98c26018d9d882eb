"""A course is spread over the days.

For each cohort meant and each course of ``min_days`` that binds it: days on which the cohort attends a
booking of the course >= the days asked. A course binds a cohort when some session of it has the cohort among
its fixed cohorts; bookings of its open sessions that the cohort attends count like the others, but open
sessions alone ask for nothing. Amount: days short, per cohort and course; the persons of a cohort do not
matter, even when it has none. Source: ITC-2007 track 3 (minimum working days), PRODUCT (a two-hours-a-week
course). Rows: one demand row per (cohort, course) over "attends it on that day" literals.
"""

from collections.abc import Iterable, Iterator
from typing import Annotated

from pydantic import Field

from edusched.compile.arrays import grouped
from edusched.compile.problem import Problem
from edusched.compile.rows import Row, at_least
from edusched.domain.base import Id
from edusched.domain.policy import Enforcement, Mode, Objective
from edusched.domain.result import Violation
from edusched.domain.teaching import CohortSelector
from edusched.rules.contract import Rule, RuleParameters
from edusched.rules.courses import attended, bound_pairs, rows_of_pairs
from edusched.rules.examples import Example
from edusched.rules.facts import Facts


class SpreadDaysParameters(RuleParameters):
    """Over how many days each course is spread, and for whom."""

    cohorts: CohortSelector = Field(default=CohortSelector(), description="The cohorts meant.")
    min_days: dict[Id, Annotated[int, Field(ge=1, le=366)]] = Field(
        min_length=1, description="Least days by course; courses left out ask for nothing."
    )


class SpreadDays(Rule[SpreadDaysParameters]):
    """A course is spread over the days."""

    parameters_type = SpreadDaysParameters
    id = "spread_days"
    title = "A course is spread over the days"
    unit = "days"
    waivable = True
    default = Enforcement(mode=Mode.SOFT, level=Objective.NEEDS)

    def check(self, facts: Facts) -> Iterator[Violation]:
        p = self.parameters
        for pair, mine in attended(facts, bound_pairs(facts.instance, p.cohorts, p.min_days)):
            days = sorted({b.day.isoformat() for b in mine})
            short = p.min_days[pair[1]] - len(days)
            if short > 0:
                yield self.violation(pair, short, *days)

    def rows(self, problem: Problem) -> Iterable[Row]:
        p, table = self.parameters, problem.attending
        day = problem.days(table)
        for pair, mine in rows_of_pairs(problem, bound_pairs(problem.instance, p.cohorts, p.min_days)):
            there = [problem.any_of(table.column[mine[at]]) for _, at in grouped(day[mine])]
            yield at_least(pair, there, p.min_days[pair[1]])

    examples = (
        Example(
            "theory twice on Monday, asked for on two days",
            """t1 2026-09-07 am school/big li c1
               p1 2026-09-07 pm web li c1""",
            1,
            given={"sessions": [{"id": "p1", "course": "theory"}]},
            parameters={"min_days": {"theory": 2}, "cohorts": {"ids": ["c1"]}},
            subject=("c1", "theory"),
        ),
        Example(
            "on Monday and Tuesday, and once by choice",
            """t1 2026-09-07 am school/big li c1
               p1 2026-09-08 pm web li c1""",
            0,
            given={"sessions": [{"id": "p1", "course": "theory"}]},
            parameters={"min_days": {"theory": 2}, "cohorts": {"ids": ["c1"]}},
        ),
        Example(
            "law is open to all, so nobody is owed a day of it",
            "p1 2026-09-07 am web li c1",
            0,
            parameters={"min_days": {"law": 2}},
        ),
    )
