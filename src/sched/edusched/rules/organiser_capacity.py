"""An organisation runs so many sessions at a time.

For each organisation with `sessions_at_once` and each slot: bookings that cover the slot and have the
organisation among their session's co-organisers or as its provider <= `sessions_at_once`; one that is both
counts once. Amount: bookings over. Source: R040, R084, R163, R272, R283 (who runs training, and how much of
it). Rows: one capacity row per (organisation, slot) that could exceed it.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator

from edusched.compile.arrays import distinct, grouped
from edusched.compile.problem import Problem
from edusched.compile.rows import Row, at_most
from edusched.domain.instance import Instance
from edusched.domain.result import Violation
from edusched.rules.contract import Rule, RuleParameters
from edusched.rules.examples import Example
from edusched.rules.facts import Facts
from edusched.rules.organising import organised

TWO_ROOMS = {
    "organisations": [{"id": "uni", "kind": "university", "region": "county", "sessions_at_once": 1}],
    "sessions": [{"id": "t1", "provider": "uni"}, {"id": "t2", "provider": "uni", "co_organisers": ["uni"]}],
}


class OrganiserCapacity(Rule[RuleParameters]):
    """An organisation runs so many sessions at a time."""

    id = "organiser_capacity"
    title = "An organisation runs so many sessions at a time"
    unit = "sessions"
    adds_up = True
    always = True

    def applies(self, instance: Instance) -> bool:
        named = {name for session in instance.sessions for name in session.organisations}
        return any(instance.organisation[name].sessions_at_once is not None for name in named)

    def check(self, facts: Facts) -> Iterator[Violation]:
        busy: dict[tuple[str, str, str], list[str]] = defaultdict(list)
        for b in facts.bookings:
            for name in b.session.organisations:
                for period in b.periods:
                    busy[name, b.day.isoformat(), period].append(b.session.id)
        for subject, sessions in sorted(busy.items()):
            most = facts.instance.organisation[subject[0]].sessions_at_once
            if most is not None and len(sessions) > most:
                yield self.violation(subject, len(sessions) - most, *sessions)

    def rows(self, problem: Problem) -> Iterable[Row]:
        entities = problem.entities
        row, who = organised(problem, problem.placing)
        held = problem.placing.select(row)
        at, slots = problem.covered(held)
        for (k, slot), found in grouped(who[at], slots):
            organisation, rows = entities.organisations[k], at[found]
            most = organisation.sessions_at_once
            if most is not None and problem.times[distinct(held.session[rows])].sum() > most:
                yield at_most((organisation.id, *entities.slot_name(slot)), held.column[rows], most)

    examples = (
        Example(
            "the university gives two sessions at a time, and can give one",
            """t1 2026-09-07 am school/big li c1
               t2 2026-09-07 am school/small wu c2""",
            1,
            given=TWO_ROOMS,
            subject=("uni", "2026-09-07", "am"),
        ),
        Example(
            "one after the other",
            """t1 2026-09-07 am school/big li c1
               t2 2026-09-07 pm school/small wu c2""",
            0,
            given=TWO_ROOMS,
        ),
    )
