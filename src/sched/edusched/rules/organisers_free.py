"""Everybody who runs a session together is free for it.

For each booking and each organisation among its session's co-organisers and provider: the organisation is
available (its own `available` less `unavailable`) in every slot of the booking. So a meeting takes place only
with all members it must have. Amount: slots of the booking at which the organisation is not available.
Source: R083, R123, R206, R269 (all co-organisers free), R162 (all required members).
Rows: none; place columns at other times are struck out (or priced).
"""

from collections.abc import Iterable, Iterator

from edusched.compile.arrays import summed
from edusched.compile.problem import ColumnFilter, Problem
from edusched.domain.instance import Instance
from edusched.domain.result import Violation
from edusched.rules.contract import Rule, RuleParameters
from edusched.rules.examples import Example
from edusched.rules.facts import Facts
from edusched.rules.organising import names_organisations, organised

TUESDAYS = {
    "organisations": [
        {"id": "farming", "kind": "department", "region": "county", "available": [{"weekdays": ["tue"]}]}
    ],
    "sessions": [{"id": "t1", "co_organisers": ["farming"]}],
}


class OrganisersFree(Rule[RuleParameters]):
    """Everybody who runs a session together is free for it."""

    id = "organisers_free"
    title = "Co-organisers and providers are free for their sessions"
    unit = "slots"
    always = True

    def applies(self, instance: Instance) -> bool:
        return names_organisations(instance)

    def check(self, facts: Facts) -> Iterator[Violation]:
        for b in facts.bookings:
            for name in b.session.organisations:
                missing = sum(not facts.available("organisation", name, b.day, p) for p in b.periods)
                if missing:
                    yield self.violation((b.session.id, name), missing, b.day.isoformat())

    def column_filters(self, problem: Problem) -> Iterable[ColumnFilter]:
        row, who = organised(problem, problem.placing)
        held = problem.placing.select(row)
        missing = problem.slots_missing(held, who, problem.entities.organisation_available)
        yield ColumnFilter(*summed(held.column, missing))

    examples = (
        Example(
            "the agriculture office takes part on Tuesdays only, and this is Monday",
            "t1 2026-09-07 am school/big li c1",
            1,
            given=TUESDAYS,
            subject=("t1", "farming"),
        ),
        Example("on Tuesday it can", "t1 2026-09-08 am school/big li c1", 0, given=TUESDAYS),
        Example(
            "what it has no part in may be held on Monday",
            "t2 2026-09-07 am school/big li c2",
            0,
            given=TUESDAYS,
        ),
    )
