"""A cohort attends one session at a time.

For each cohort and slot: bookings attended that cover the slot <= 1; a recording covers none. Amount:
bookings beyond the first, per slot. Source: R131, R160, R075. Rows: one capacity row per (cohort, slot) with
at least two candidate columns.
"""

from collections.abc import Iterable, Iterator

from edusched.compile.problem import Problem
from edusched.compile.rows import Row
from edusched.domain.result import Violation
from edusched.rules.contract import Rule, RuleParameters
from edusched.rules.examples import Example
from edusched.rules.facts import Facts
from edusched.rules.overlaps import double_booked


class CohortOverlap(Rule[RuleParameters]):
    """A cohort attends one session at a time."""

    id = "cohort_overlap"
    title = "A cohort attends one session at a time"
    unit = "double bookings"
    adds_up = True
    always = True

    def check(self, facts: Facts) -> Iterator[Violation]:
        for who, day, period, amount, sessions in double_booked(facts.by_cohort()):
            yield self.violation((who, day.isoformat(), period), amount, *sessions)

    def rows(self, problem: Problem) -> Iterable[Row]:
        people = problem.entities.cohorts
        yield problem.one_at_a_time(problem.present, problem.present.who, lambda k: people[k].id)

    examples = (
        Example(
            "theory and skill in one morning",
            """t1 2026-09-07 am school/big li c1
               k1 2026-09-07 am school/small wu c1""",
            1,
            subject=("c1", "2026-09-07", "am"),
        ),
        Example(
            "two cohorts in one morning",
            """t1 2026-09-07 am school/big li c1
               t2 2026-09-07 am school/small wu c2""",
            0,
        ),
    )
