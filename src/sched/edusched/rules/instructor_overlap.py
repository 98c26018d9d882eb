"""An instructor teaches one session at a time.

For each instructor and slot: bookings that cover the slot <= 1. Amount: bookings beyond the first, per slot.
Source: R131, R160. Rows: one capacity row per (instructor, slot) with at least two candidate columns.
"""

from collections.abc import Iterable, Iterator

from edusched.compile.problem import Problem
from edusched.compile.rows import Row, at_most
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
    always = True

    def check(self, facts: Facts) -> Iterator[Violation]:
        for who, day, period, amount, sessions in double_booked(facts.by_instructor()):
            yield self.violation((who, day.isoformat(), period), amount, *sessions)

    def rows(self, problem: Problem) -> Iterable[Row]:
        entities = problem.entities
        for who, slot, rows in problem.cells(problem.teaching, problem.teaching.who):
            subject = (entities.instructors[who].id, *entities.slot_name(slot))
            yield at_most(subject, problem.teaching.column[rows], 1)

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
