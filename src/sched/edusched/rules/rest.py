"""An instructor rests between one day's teaching and the next.

For each two bookings of an instructor on two consecutive calendar days: minutes between the end of the first
and the start of the second >= the minimum rest (the instructor's own, else the parameter; part of a minute
is a minute). Amount: 1 per pair. Source: PRODUCT (load of instructors). Rows: a conflict between the columns
that end at a time of one day and those that start too soon on the next.
"""

from collections.abc import Iterable, Iterator
from datetime import timedelta
from math import ceil

from edusched.compile.arrays import grouped
from edusched.compile.problem import Problem
from edusched.compile.rows import Conflict, Row
from edusched.domain.base import Hours
from edusched.domain.people import Instructor
from edusched.domain.result import Violation
from edusched.rules.contract import InstructorSelector, Rule, RuleParameters
from edusched.rules.examples import Example
from edusched.rules.facts import Facts

MINUTES_A_DAY = 24 * 60


class RestParameters(RuleParameters):
    """The rest of instructors that have none of their own."""

    instructors: InstructorSelector = InstructorSelector()
    min_rest_hours: Hours | None = None


class Rest(Rule[RestParameters]):
    """An instructor rests between one day's teaching and the next."""

    parameters_type = RestParameters
    id = "rest"
    title = "An instructor rests between one day's teaching and the next"
    unit = "pairs"
    waivable = True

    def _rest(self, person: Instructor) -> int:
        if person not in self.parameters.instructors:
            return 0
        own = person.limits.min_rest_hours
        hours = self.parameters.min_rest_hours if own is None else own
        return 0 if hours is None else ceil(hours * 60)

    def check(self, facts: Facts) -> Iterator[Violation]:
        for name, mine in facts.by_instructor().items():
            rest = self._rest(facts.instance.instructor[name])
            if rest == 0:
                continue
            for first in mine:
                for second in mine:
                    gap = MINUTES_A_DAY - first.end_minute + second.start_minute
                    if second.day == first.day + timedelta(days=1) and gap < rest:
                        yield self.violation((name, first.session.id, second.session.id), 1, f"{gap} minutes")

    def rows(self, problem: Problem) -> Iterable[Row]:
        table = problem.teaching
        start, end, _ = problem.minutes(table)
        day = problem.days(table)
        for who, mine in sorted(problem.rows_of_instructor().items()):
            person = problem.entities.instructors[who]
            rest = self._rest(person)
            if rest == 0:
                continue
            of_day = {d: mine[at] for (d,), at in grouped(day[mine])}
            for d, today in of_day.items():
                tomorrow = of_day.get(d + 1)
                if tomorrow is None:
                    continue
                for (until,), at in grouped(end[today]):
                    soon = tomorrow[MINUTES_A_DAY - until + start[tomorrow] < rest]
                    if soon.size:
                        yield Conflict((person.id,), table.column[today[at]], table.column[soon])

    examples = (
        Example(
            "evening to 21:00, morning from 8:30: 11.5 hours, 12 asked",
            """t1 2026-09-07 eve school/big li c1
               t2 2026-09-08 am school/big li c2""",
            1,
            parameters={"min_rest_hours": 12},
            subject=("li", "t1", "t2"),
        ),
        Example(
            "11.5 hours asked",
            """t1 2026-09-07 eve school/big li c1
               t2 2026-09-08 am school/big li c2""",
            0,
            parameters={"min_rest_hours": 11.5},
        ),
    )
