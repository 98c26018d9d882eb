"""A person can get from one place to the next on a day.

For each two bookings of an instructor or cohort on one day at different locations, the first ending no later
than the second starts: gap >= travel minutes + margin. Amount: 1 per pair (every pair, not only neighbours).
Source: R131, R025. Rows: for each (person, day, location, end) a conflict between being there until then and
every column elsewhere that starts too soon after; presences in one slot exclude each other already, so this
grows with slots x locations, not with the square of the columns.
"""

from collections.abc import Iterable, Iterator, Sequence
from typing import Literal

from pydantic import Field

from edusched.compile.arrays import distinct, grouped
from edusched.compile.columns import Occurrences
from edusched.compile.problem import Problem
from edusched.compile.rows import Conflict, Row
from edusched.domain.base import Minutes
from edusched.domain.result import Violation
from edusched.rules.contract import Rule, RuleParameters
from edusched.rules.examples import Example
from edusched.rules.facts import BookingFacts, Facts

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
        minutes = problem.entities.distances.minutes
        points = problem.entities.location_point[every.location]
        table, point = every.select(points >= 0), points[points >= 0]
        start, end, _ = problem.minutes(table)
        for (who, day), rows in grouped(table.who, problem.days(table)):
            if distinct(point[rows]).size < 2:
                continue
            for (here, until), left in grouped(point[rows], end[rows]):
                gap = start[rows] - until
                needed = minutes[here, point[rows]] + self.parameters.margin_minutes
                soon = (gap >= 0) & (gap < needed) & (point[rows] != here)
                if soon.any():
                    subject = (names[who], problem.horizon.days[day].isoformat())
                    yield Conflict(subject, table.column[rows[left]], table.column[rows[soon]])

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
