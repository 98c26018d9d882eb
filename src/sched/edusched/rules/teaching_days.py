"""An instructor teaches on so many days of a year, at least and at most.

Days = distinct days of the year, inside the named windows if any are given, on which the instructor teaches,
however often, in whatever role and by whatever delivery. Only what the plan holds counts. Amount: days below
`min_days`; days above `max_days` (subject instructor, year, `maximum`). Source: R147 (a volunteer's own
limit), R273 (guests inside their window), PRODUCT (a retired volunteer gives six days a season).
Rows: one demand and one capacity row per (instructor, year) over "teaches on that day" literals.
"""

from collections.abc import Iterable, Iterator
from typing import Annotated

import numpy as np
from pydantic import Field

from edusched.calendar.horizon import Horizon
from edusched.compile.arrays import Mask, ints
from edusched.compile.problem import Problem
from edusched.compile.rows import Row
from edusched.domain.base import Id
from edusched.domain.result import Violation
from edusched.rules.contract import InstructorSelector, Rule, RuleParameters
from edusched.rules.counting import Period, years
from edusched.rules.days import least_days, most_days, window_days
from edusched.rules.examples import Example
from edusched.rules.facts import Facts


class TeachingDaysParameters(RuleParameters):
    """The limits, for whom, and which days count."""

    instructors: InstructorSelector = InstructorSelector()
    min_days: int | None = Field(default=None, ge=0, le=366)
    max_days: int | None = Field(default=None, ge=0, le=366)
    windows: Annotated[tuple[Id, ...], Field(min_length=1)] | None = Field(
        default=None, description="Named windows of the calendar; none given: every day counts."
    )
    period: Period = "calendar_year"


class TeachingDays(Rule[TeachingDaysParameters]):
    """An instructor teaches on so many days of a year, at least and at most."""

    parameters_type = TeachingDaysParameters
    id = "teaching_days"
    title = "An instructor teaches on so many days of a year"
    unit = "days"
    waivable = True

    def check(self, facts: Facts) -> Iterator[Violation]:
        p, horizon = self.parameters, facts.horizon
        inside = window_days(horizon, p.windows)
        for name, mine in facts.by_instructor().items():
            if facts.instance.instructor[name] not in p.instructors:
                continue
            days = {b.day for b in mine if b.day in inside}
            for label, first, last in years(horizon, p.period):
                taught = sum(first <= day <= last for day in days)
                if p.min_days is not None and taught < p.min_days:
                    yield self.violation((name, label), p.min_days - taught, f"{taught} days")
                if p.max_days is not None and taught > p.max_days:
                    yield self.violation((name, label, "maximum"), taught - p.max_days, f"{taught} days")

    def rows(self, problem: Problem) -> Iterable[Row]:
        p, table = self.parameters, problem.teaching
        day = problem.days(table)
        for k, person in enumerate(problem.entities.instructors):
            if person not in p.instructors:
                continue
            mine = problem.rows_of_instructor().get(k, ints([]))
            for label, counts in _years(problem.horizon, p):
                rows = mine[counts[day[mine]]]
                columns, days = table.column[rows], day[rows]
                if p.min_days is not None:
                    yield from least_days(problem, (person.id, label), columns, days, p.min_days)
                if p.max_days is not None:
                    yield from most_days(problem, (person.id, label, "maximum"), columns, days, p.max_days)

    examples = (
        Example(
            "three days, two allowed; twice on Monday is one day",
            """t1 2026-09-07 am school/big li c1
               t2 2026-09-07 pm school/big li c2
               k1 2026-09-09 am school/small li c1
               p1 2026-09-15 eve web li c1""",
            1,
            parameters={"max_days": 2},
            subject=("li", "2026", "maximum"),
        ),
        Example(
            "the expert gives two days in the first week; the Monday after it does not count",
            """t1 2026-09-07 am school/big li c1
               k1 2026-09-14 am school/small li c1""",
            1,
            given={
                "calendar": {
                    "windows": [{"id": "visit", "ranges": [{"first": "2026-09-07", "last": "2026-09-13"}]}]
                }
            },
            parameters={"instructors": {"ids": ["li"]}, "min_days": 2, "windows": ["visit"]},
            subject=("li", "2026"),
        ),
        Example(
            "two days are enough, and no more than two",
            """t1 2026-09-07 am school/big li c1
               k1 2026-09-14 am school/small li c1""",
            0,
            parameters={"instructors": {"ids": ["li"]}, "min_days": 2, "max_days": 2},
        ),
    )


def _years(horizon: Horizon, p: TeachingDaysParameters) -> Iterator[tuple[str, Mask]]:
    """Yield each year's label with a mask over the days of the plan that count in it."""
    inside = window_days(horizon, p.windows)
    for label, first, last in years(horizon, p.period):
        counts = [first <= day <= last and day in inside for day in horizon.days]
        yield label, np.array(counts, dtype=np.bool_)
