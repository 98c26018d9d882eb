"""A cohort attends only when available.

Available: `available` patterns (none given: always) less `unavailable`, such as a harvest window.
Amount: slots of the booking outside it, per cohort; a recording takes none. Source: R126 (seasons), R129.
Rows: none; place columns of fixed cohorts and attend columns of open ones are struck out (or priced).
"""

from collections.abc import Iterable, Iterator

from edusched.compile.problem import ColumnFilter, Problem
from edusched.domain.result import Violation
from edusched.rules.contract import Rule, RuleParameters
from edusched.rules.examples import Example
from edusched.rules.facts import Facts


class CohortAvailability(Rule[RuleParameters]):
    """A cohort attends only when available."""

    id = "cohort_availability"
    title = "A cohort attends only when available"
    unit = "slots"
    adds_up = True
    always = True

    def check(self, facts: Facts) -> Iterator[Violation]:
        for b in facts.bookings:
            for cohort in b.cohorts:
                taken = b.attended.periods
                missing = sum(not facts.available("cohort", cohort.id, b.day, p) for p in taken)
                if missing:
                    yield self.violation((b.session.id, cohort.id), missing, b.day.isoformat())

    def column_filters(self, problem: Problem) -> Iterable[ColumnFilter]:
        table = problem.present
        missing = problem.slots_missing(table, table.who, problem.entities.cohort_available)
        yield ColumnFilter(table.column, missing)

    examples = (
        Example(
            "harvest week",
            "t1 2026-09-09 am school/big li c1",
            1,
            given={
                "calendar": {
                    "windows": [{"id": "harvest", "ranges": [{"first": "2026-09-07", "last": "2026-09-11"}]}]
                },
                "cohorts": [{"id": "c1", "unavailable": [{"window": "harvest"}]}],
            },
        ),
        Example(
            "evenings are taken, mornings are not",
            "t1 2026-09-09 am school/big li c1",
            0,
            given={"cohorts": [{"id": "c1", "unavailable": [{"periods": ["eve"]}]}]},
        ),
    )
