"""Those who have not promised to come are booked as little as possible.

For each booking and instructor: the instructor is not `provisional` in any slot of the booking. Amount: 1 for
each booking and instructor that is, however many of its slots are. Source: R147 (volunteers: consent dates),
R217, PRODUCT (provisional and confirmed). Rows: none; such staff columns are priced (or struck out).
"""

from collections.abc import Iterable, Iterator

from edusched.compile.arrays import bits, stacked_rows
from edusched.compile.problem import ColumnFilter, Problem
from edusched.domain.policy import Enforcement, Mode, Objective
from edusched.domain.result import Violation
from edusched.rules.contract import Rule, RuleParameters
from edusched.rules.examples import Example
from edusched.rules.facts import Facts

MAYBE_MONDAY = {"instructors": [{"id": "wu", "provisional": [{"weekdays": ["mon"]}]}]}


class ProvisionalDates(Rule[RuleParameters]):
    """Those who have not promised to come are booked as little as possible."""

    id = "provisional_dates"
    title = "Instructors are booked when they have promised to come"
    unit = "bookings"
    adds_up = True
    default = Enforcement(mode=Mode.SOFT, level=Objective.POLICY)

    def check(self, facts: Facts) -> Iterator[Violation]:
        horizon = facts.horizon
        for b in facts.bookings:
            covered = sum(1 << (horizon.slot(b.day, period) or 0) for period in b.periods)
            for name, person in sorted({person.id: person for person in b.instructors}.items()):
                if horizon.mask(person.provisional) & covered:
                    yield self.violation((b.session.id, name), 1, b.day.isoformat())

    def column_filters(self, problem: Problem) -> Iterable[ColumnFilter]:
        table, count = problem.teaching, problem.horizon.slot_count
        masks = [problem.horizon.mask(person.provisional) for person in problem.entities.instructors]
        promised = ~stacked_rows([bits(mask, count) for mask in masks], count)
        open_slots = problem.slots_missing(table, table.who, promised)
        yield ColumnFilter(table.column, (open_slots > 0).astype(int))

    examples = (
        Example(
            "Wu may come on Mondays, and is needed for two periods of one",
            "t1 2026-09-07 am school/big wu c1",
            1,
            given=MAYBE_MONDAY | {"sessions": [{"id": "t1", "length_periods": 2}]},
            subject=("t1", "wu"),
        ),
        Example("Tuesday is settled", "t1 2026-09-08 am school/big wu c1", 0, given=MAYBE_MONDAY),
    )
