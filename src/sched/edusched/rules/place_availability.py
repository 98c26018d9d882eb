"""A place is used only when it is open.

Available: the venue's, mobile unit's or platform's `available` less `unavailable`, less the room's
`unavailable`. Amount: slots of the booking outside it. Source: R042 (booking windows), R136. Rows: none;
place columns outside are struck out (or priced).
"""

from collections.abc import Iterable, Iterator

from edusched.compile.problem import ColumnFilter, Problem
from edusched.domain.result import Violation
from edusched.rules.contract import Rule, RuleParameters
from edusched.rules.examples import Example
from edusched.rules.facts import BookingFacts, Facts


class PlaceAvailability(Rule[RuleParameters]):
    """A place is used only when it is open."""

    id = "place_availability"
    title = "A place is used only when it is open"
    unit = "slots"
    adds_up = True
    always = True

    def check(self, facts: Facts) -> Iterator[Violation]:
        for b in facts.bookings:
            kind, ident = _owner(b)
            missing = sum(not facts.available(kind, ident, b.day, p) for p in b.periods)
            if missing:
                yield self.violation((b.session.id, b.place_name), missing, b.day.isoformat())

    def column_filters(self, problem: Problem) -> Iterable[ColumnFilter]:
        table = problem.placing
        missing = problem.slots_missing(table, table.place, problem.entities.place_available)
        yield ColumnFilter(table.column, missing)

    examples = (
        Example(
            "the school is free on Tuesday only",
            "t1 2026-09-07 am school/big li c1",
            1,
            given={"venues": [{"id": "school", "available": [{"weekdays": ["tue"]}]}]},
        ),
        Example(
            "only the small room is closed",
            "t1 2026-09-07 am school/big li c1",
            0,
            given={"venues": [{"id": "school", "rooms": [{"id": "small", "unavailable": [{}]}]}]},
        ),
    )


def _owner(b: BookingFacts) -> tuple[str, str]:
    if b.mobile_unit is not None:
        return "mobile_unit", b.mobile_unit.id
    return ("platform", b.place_name) if b.platform is not None else ("room", b.place_name)
