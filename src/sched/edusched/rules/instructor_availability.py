"""An instructor teaches only when available, and only when the library lends.

Available: the instructor's `available` patterns (none given: always) less `unavailable`, within the
library's own `available` window. Amount: slots of the booking outside it. Source: R017, R022, R150. Rows:
none; staff columns outside are struck out (or priced).
"""

from collections.abc import Iterable, Iterator

from edusched.compile.problem import ColumnFilter, Problem
from edusched.domain.result import Violation
from edusched.rules.contract import Rule, RuleParameters
from edusched.rules.examples import Example
from edusched.rules.facts import Facts


class InstructorAvailability(Rule[RuleParameters]):
    """An instructor teaches only when available."""

    id = "instructor_availability"
    title = "An instructor teaches only when available"
    unit = "slots"
    adds_up = True
    always = True

    def check(self, facts: Facts) -> Iterator[Violation]:
        for b in facts.bookings:
            for person in b.instructors:
                missing = sum(not facts.available("instructor", person.id, b.day, p) for p in b.periods)
                if missing:
                    yield self.violation((b.session.id, person.id), missing, b.day.isoformat())

    def column_filters(self, problem: Problem) -> Iterable[ColumnFilter]:
        table = problem.teaching
        missing = problem.slots_missing(table, table.who, problem.entities.instructor_available)
        yield ColumnFilter(table.column, missing)

    examples = (
        Example(
            "Li is away on Monday",
            "t1 2026-09-07 am school/big li c1",
            1,
            given={"instructors": [{"id": "li", "unavailable": [{"weekdays": ["mon"]}]}]},
        ),
        Example(
            "the library lends on Tuesdays only",
            "t1 2026-09-08 am school/big li c1",
            0,
            given={"libraries": [{"id": "county-library", "available": [{"weekdays": ["tue"]}]}]},
        ),
    )
