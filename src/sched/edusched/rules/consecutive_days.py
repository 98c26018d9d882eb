"""An instructor does not teach too many days in a row.

Days are calendar days; a day counts when the instructor teaches on it. Amount: 1 for each day that ends a
run of limit + 1 days in a row, all taught. Source: R147, PRODUCT (load of instructors). Rows: "teaches on
that day" literals; one capacity row per window of limit + 1 days.
"""

from collections.abc import Iterable, Iterator
from datetime import timedelta

import numpy as np
from pydantic import Field

from edusched.compile.arrays import distinct, ints, offsets, spread
from edusched.compile.problem import Problem
from edusched.compile.rows import Batch, Row
from edusched.domain.people import Instructor
from edusched.domain.result import Violation
from edusched.rules.contract import InstructorSelector, Rule, RuleParameters
from edusched.rules.examples import Example
from edusched.rules.facts import Facts

NO_LIMIT = -1


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
        people = problem.entities.instructors
        limits = [self._limit(person) for person in people]
        limit = ints([NO_LIMIT if most is None else most for most in limits])
        table = problem.teaching.select(limit[problem.teaching.who] != NO_LIMIT)
        width = len(problem.horizon.days) + 1  # a day more, so that nobody's first follows another's last
        key = table.who * width + problem.days(table)
        taught = distinct(key)
        at = np.arange(taught.size)
        broken = np.diff(taught, prepend=-1) != 1
        run = at - np.maximum.accumulate(np.where(broken, at, 0))
        last = np.flatnonzero(run >= limit[taught // width])
        limit = limit[taught[last] // width]
        row, step = spread(limit + 1)
        days = (last - limit)[row] + step
        inside = np.zeros(taught.size, dtype=np.bool_)
        inside[days] = True
        meant = inside[np.searchsorted(taught, key)]
        _, literals = problem.any_by(table.column[meant], key[meant])
        columns = literals[(np.cumsum(inside) - 1)[days]]
        ends = [divmod(at, width) for at in taught[last].tolist()]
        subjects = [(people[who].id, problem.horizon.days[day].isoformat()) for who, day in ends]
        yield Batch(subjects, offsets(limit + 1), columns, np.ones_like(columns), None, limit)

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
