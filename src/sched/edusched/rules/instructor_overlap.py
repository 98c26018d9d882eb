"""An instructor teaches one session at a time.

For each instructor and slot: bookings that cover the slot <= 1. Amount: bookings beyond the first, per slot.
Source: R131, R160. Rows: one capacity row per (instructor, slot) with at least two candidate columns.
"""

from collections.abc import Iterable, Iterator

from edusched.compile.problem import Problem
from edusched.compile.rows import Row
from edusched.domain.result import Violation
from edusched.rules.contract import Rule, RuleParameters
from edusched.rules.examples import Example
from edusched.rules.facts import Facts
from edusched.rules.overlaps import double_booked


class InstructorOverlap(Rule[RuleParameters]):
    """An instructor teaches one session at a time."""

    id = "instructor_overlap"
    title = "An instructor teaches one session at a time"
    unit = "double bookings"
    adds_up = True
    always = True

    def check(self, facts: Facts) -> Iterator[Violation]:
        for who, day, period, amount, sessions in double_booked(facts.by_instructor()):
            yield self.violation((who, day.isoformat(), period), amount, *sessions)

    def rows(self, problem: Problem) -> Iterable[Row]:
        people = problem.entities.instructors
        yield problem.one_at_a_time(problem.teaching, problem.teaching.who, lambda k: people[k].id)

    examples = (
        Example(
            "two sessions at once",
            """t1 2026-09-07 am school/big li c1
               t2 2026-09-07 am hall/main li c2""",
            1,
            subject=("li", "2026-09-07", "am"),
        ),
        Example(
            "morning and afternoon",
            """t1 2026-09-07 am school/big li c1
               t2 2026-09-07 pm school/big li c2""",
            0,
        ),
    )
