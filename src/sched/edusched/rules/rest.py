"""An instructor rests between one day's teaching and the next.

For each two bookings of an instructor on two consecutive calendar days: minutes between the end of the first
and the start of the second >= the minimum rest (the instructor's own, else the parameter; part of a minute
is a minute). Amount: 1 per pair. Source: PRODUCT (load of instructors). Rows: a conflict between the columns
that end at a time of one day and those that start too soon on the next.
"""

from collections.abc import Iterable, Iterator
from datetime import timedelta
from math import ceil

import numpy as np

from edusched.compile.arrays import ints
from edusched.compile.problem import Problem
from edusched.compile.rows import Conflict, Row
from edusched.domain.base import Hours
from edusched.domain.people import Instructor
from edusched.domain.result import Violation
from edusched.rules.contract import InstructorSelector, Rule, RuleParameters
from edusched.rules.examples import Example
from edusched.rules.facts import Facts
from edusched.rules.following import following

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
        people = problem.entities.instructors
        rest = ints([self._rest(person) for person in people])
        table = problem.teaching.select(rest[problem.teaching.who] > 0)
        start, end, _ = problem.minutes(table)
        # A day more, so that the day after the last is not the next person's first.
        day = table.who * (len(problem.horizon.days) + 1) + problem.days(table)
        minutes = MINUTES_A_DAY + 1
        soon = np.clip(end + rest[table.who] - MINUTES_A_DAY, 0, minutes)
        tomorrow = (day + 1) * minutes
        for left, right in following(day * minutes + end, day * minutes + start, tomorrow, tomorrow + soon):
            name = people[int(table.who[left[0]])].id
            yield Conflict((name,), table.column[left], table.column[right])

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
