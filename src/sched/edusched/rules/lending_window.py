"""A library lends to regions of a level at certain times only.

For each booking and instructor lent for it (as in `lending_quota`): where the library's `lending` has terms
for the level of the region the booking is held in, each slot of the booking lies in their `available` (none
given: always). A level without terms borrows whenever the library is open at all. Amount: slots outside, for
each instructor lent. Source: R016, R017 (libraries shared level by level), R145 (open to lower levels), R151.
Rows: none; staff columns outside are struck out (or priced).
"""

from collections.abc import Iterable, Iterator

import numpy as np

from edusched.compile.arrays import bits, ints, stacked_rows
from edusched.compile.problem import ColumnFilter, Problem
from edusched.domain.instance import Instance
from edusched.domain.result import Violation
from edusched.rules.contract import Rule, RuleParameters
from edusched.rules.examples import Example
from edusched.rules.facts import Facts
from edusched.rules.lending import borrowings, terms_at, terms_table

TO_COUNTIES = {
    "id": "county-library",
    "region": "east",
    "lending": {"county": {"available": [{"weekdays": ["tue"]}]}},
}


class LendingWindow(Rule[RuleParameters]):
    """A library lends to regions of a level at certain times only."""

    id = "lending_window"
    title = "A library lends to a level of regions at its own times"
    unit = "slots"
    adds_up = True
    always = True

    def applies(self, instance: Instance) -> bool:
        return any(terms.available for library in instance.libraries for terms in library.lending.values())

    def check(self, facts: Facts) -> Iterator[Violation]:
        for b, person in borrowings(facts):
            terms = terms_at(facts.instance, person.library, b.region)
            if terms is None:
                continue
            open_slots = facts.horizon.availability(terms.available, ())
            covered = [facts.horizon.slot(b.day, period) for period in b.periods]
            missing = sum(slot is None or not open_slots >> slot & 1 for slot in covered)
            if missing:
                yield self.violation((b.session.id, person.id), missing, b.day.isoformat())

    def column_filters(self, problem: Problem) -> Iterable[ColumnFilter]:
        horizon, table = problem.horizon, problem.teaching
        number, terms = terms_table(problem)
        masks = [horizon.availability(one.available, ()) for one in terms]
        lends = stacked_rows([bits(mask, horizon.slot_count) for mask in masks], horizon.slot_count)
        mine = np.flatnonzero(number >= 0)
        missing = problem.slots_missing(table.select(mine), ints(number[mine]), lends)
        yield ColumnFilter(table.column[mine], missing)

    examples = (
        Example(
            "the east lends to the county on Tuesdays, and this is Monday",
            "t1 2026-09-07 am school/big li c1",
            1,
            given={"libraries": [TO_COUNTIES]},
            subject=("t1", "li"),
        ),
        Example(
            "on Tuesday to the county, on Monday to a village of the north, which has no terms",
            """t1 2026-09-08 am school/big li c1
               k2 2026-09-07 am bus@hill wu c2""",
            0,
            given={"libraries": [TO_COUNTIES]},
        ),
    )
