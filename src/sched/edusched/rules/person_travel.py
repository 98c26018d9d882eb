"""A person can get from one place to the next on a day.

For each two bookings of an instructor or cohort on one day at different locations, the first ending no later
than the second starts: gap >= travel minutes + margin. Amount: 1 per pair (every pair, not only neighbours).
Source: R131, R025. Rows: for each (person, day, location, end) a conflict between being there until then and
every column elsewhere that starts too soon after; presences in one slot exclude each other already, so this
grows with slots x locations, not with the square of the columns.
"""

from collections.abc import Iterable, Iterator, Sequence
from typing import Literal

import numpy as np
from pydantic import Field

from edusched.compile.arrays import Ints, Mask, distinct
from edusched.compile.columns import Occurrences
from edusched.compile.problem import Problem
from edusched.compile.rows import Conflict, Row
from edusched.domain.base import Minutes
from edusched.domain.result import Violation
from edusched.rules.contract import Rule, RuleParameters
from edusched.rules.examples import Example
from edusched.rules.facts import BookingFacts, Facts
from edusched.rules.following import following

MINUTES = 24 * 60 + 1
"""A number for each minute at which a booking of a day may start or end."""

Persons = Literal["instructors", "cohorts"]


class PersonTravelParameters(RuleParameters):
    """``margin_minutes`` is added to every journey."""

    persons: tuple[Persons, ...] = Field(default=("instructors", "cohorts"), min_length=1)
    margin_minutes: Minutes = 0


class PersonTravel(Rule[PersonTravelParameters]):
    """A person can get from one place to the next on a day."""

    parameters_type = PersonTravelParameters
    id = "person_travel"
    title = "A person can get from one place to the next on a day"
    unit = "journeys"
    always = True

    def check(self, facts: Facts) -> Iterator[Violation]:
        if "instructors" in self.parameters.persons:
            yield from self._journeys(facts, facts.by_instructor())
        if "cohorts" in self.parameters.persons:
            yield from self._journeys(facts, facts.by_cohort())

    def _journeys(self, facts: Facts, bookings: dict[str, list[BookingFacts]]) -> Iterator[Violation]:
        for who, mine in bookings.items():
            for first in mine:
                for second in mine:
                    if first.day == second.day and self._too_far(facts, first, second):
                        subject = (who, first.day.isoformat(), first.session.id, second.session.id)
                        yield self.violation(subject, 1, first.place_name, second.place_name)

    def _too_far(self, facts: Facts, first: BookingFacts, second: BookingFacts) -> bool:
        if first.location is None or second.location is None or first.location == second.location:
            return False
        gap = second.start_minute - first.end_minute
        needed = facts.distances.minutes_between(first.location, second.location)
        return 0 <= gap < needed + self.parameters.margin_minutes

    def rows(self, problem: Problem) -> Iterable[Row]:
        entities = problem.entities
        if "instructors" in self.parameters.persons:
            yield from self._conflicts(problem, problem.teaching, [i.id for i in entities.instructors])
        if "cohorts" in self.parameters.persons:
            yield from self._conflicts(problem, problem.attending, [c.id for c in entities.cohorts])

    def _conflicts(self, problem: Problem, every: Occurrences, names: Sequence[str]) -> Iterator[Row]:
        points = problem.entities.location_point[every.location]
        table, point = every.select(points >= 0), points[points >= 0]
        if table.size == 0:
            return
        minutes, margin = problem.entities.distances.minutes, self.parameters.margin_minutes
        start, end, _ = problem.minutes(table)
        day = table.who * len(problem.horizon.days) + problem.days(table)
        width = len(problem.entities.distances.ids)
        used = distinct(point)
        farthest = minutes[used[:, None], used].max(axis=1)[np.searchsorted(used, point)] + margin

        def clash(one: Ints, other: Ints) -> Mask:
            needed = minutes[point[one], point[other]] + margin
            found: Mask = (point[one] != point[other]) & (start[other] - end[one] < needed)
            return found

        for left, soon in following(
            (day * width + point) * MINUTES + end,
            (day * MINUTES + start) * width + point,
            (day * MINUTES + end) * width,
            (day * MINUTES + np.minimum(end + farthest, MINUTES)) * width,
            clash,
        ):
            who, on = divmod(int(day[left[0]]), len(problem.horizon.days))
            subject = (names[who], problem.horizon.days[on].isoformat())
            yield Conflict(subject, table.column[left], table.column[soon])

    examples = (
        Example(
            "twenty minutes' drive over the lunch break",
            """t1 2026-09-07 am school/big li c1
               t2 2026-09-07 pm hall/main li c2""",
            0,
        ),
        Example(
            "afternoon at the school, evening at the hall, 130 minutes' margin",
            """t1 2026-09-07 pm school/big li c1
               t2 2026-09-07 eve hall/main li c2""",
            1,
            parameters={"margin_minutes": 130},
        ),
    )
