"""An instructor does not teach too many days in a row.

Days are calendar days; a day counts when the instructor teaches on it. Amount: 1 for each day that ends a
run of limit + 1 days in a row, all taught. Source: R147, PRODUCT (load of instructors). Rows: "teaches on
that day" literals; one capacity row per window of limit + 1 days.
"""

from collections.abc import Iterable, Iterator
from datetime import timedelta

from pydantic import Field

from edusched.compile.arrays import grouped
from edusched.compile.problem import Problem
from edusched.compile.rows import Row, at_most
from edusched.domain.people import Instructor
from edusched.domain.result import Violation
from edusched.rules.contract import InstructorSelector, Rule, RuleParameters
from edusched.rules.examples import Example
from edusched.rules.facts import Facts


class ConsecutiveDaysParameters(RuleParameters):
    """The limit of instructors that have none of their own."""

    instructors: InstructorSelector = InstructorSelector()
    max_consecutive_days: int | None = Field(default=None, ge=1, le=366)


class ConsecutiveDays(Rule[ConsecutiveDaysParameters]):
    """An instructor does not teach too many days in a row."""

    parameters_type = ConsecutiveDaysParameters
    id = "consecutive_days"
    title = "An instructor teaches so many days in a row at most"
    unit = "days"
    waivable = True

    def _limit(self, person: Instructor) -> int | None:
        if person not in self.parameters.instructors:
            return None
        own = person.limits.max_consecutive_days
        return self.parameters.max_consecutive_days if own is None else own

    def check(self, facts: Facts) -> Iterator[Violation]:
        for name, mine in facts.by_instructor().items():
            limit = self._limit(facts.instance.instructor[name])
            taught = {b.day for b in mine}
            for day in sorted(taught):
                if limit is not None and all(day - timedelta(days=k) in taught for k in range(limit + 1)):
                    yield self.violation((name, day.isoformat()), 1)

    def rows(self, problem: Problem) -> Iterable[Row]:
        table = problem.teaching
        day = problem.days(table)
        for who, mine in sorted(problem.rows_of_instructor().items()):
            person = problem.entities.instructors[who]
            limit = self._limit(person)
            if limit is None:
                continue
            teaches = {d: table.column[mine[at]] for (d,), at in grouped(day[mine])}
            for last in sorted(teaches):
                window = range(last - limit, last + 1)
                if all(d in teaches for d in window):
                    literals = [problem.any_of(teaches[d]) for d in window]
                    yield at_most((person.id, problem.horizon.days[last].isoformat()), literals, limit)

    examples = (
        Example(
            "Monday to Wednesday, two days allowed",
            """t1 2026-09-07 am school/big li c1
               t2 2026-09-08 am school/big li c2
               k1 2026-09-09 am school/big li c1""",
            1,
            parameters={"max_consecutive_days": 2},
            subject=("li", "2026-09-09"),
        ),
        Example(
            "Friday and Monday are not in a row",
            """t1 2026-09-11 am school/big li c1
               t2 2026-09-14 am school/big li c2""",
            0,
            parameters={"max_consecutive_days": 1},
        ),
    )
