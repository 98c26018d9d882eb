"""A provider teaches so many persons in a month.

For each organisation with `seats_per_month_persons` and each calendar month: persons attending the bookings
of the sessions it provides, once for each booking, <= the seats. Sessions it only co-organises take none of
them. Amount: persons over. Source: R084 (capacity of universities in seats per month), R040, R272.
Rows: one capacity row per (provider, month).
"""

from collections import Counter
from collections.abc import Iterable, Iterator

import numpy as np

from edusched.compile.arrays import grouped, summed
from edusched.compile.problem import Problem
from edusched.compile.rows import Row, at_most
from edusched.domain.instance import Instance
from edusched.domain.result import Violation
from edusched.rules.contract import Rule, RuleParameters
from edusched.rules.examples import Example
from edusched.rules.facts import Facts
from edusched.rules.organising import months, providers


class ProviderSeats(Rule[RuleParameters]):
    """A provider teaches so many persons in a month."""

    id = "provider_seats"
    title = "A provider teaches so many persons a month"
    unit = "persons"
    adds_up = True
    always = True

    def applies(self, instance: Instance) -> bool:
        named = {session.provider for session in instance.sessions}
        return any(o.id in named and o.seats_per_month_persons is not None for o in instance.organisations)

    def check(self, facts: Facts) -> Iterator[Violation]:
        seated: Counter[tuple[str, str]] = Counter()
        for b in facts.bookings:
            if b.session.provider is not None:
                seated[b.session.provider, b.day.isoformat()[:7]] += b.persons
        for subject, persons in sorted(seated.items()):
            seats = facts.instance.organisation[subject[0]].seats_per_month_persons
            if seats is not None and persons > seats:
                yield self.violation(subject, persons - seats, f"{persons} persons")

    def rows(self, problem: Problem) -> Iterable[Row]:
        entities, table = problem.entities, problem.attending
        provider = providers(problem)[table.session]
        month, names = months(problem)
        mine = np.flatnonzero(provider >= 0)
        for (k, at), found in grouped(provider[mine], month[problem.days(table)][mine]):
            rows, organisation = mine[found], entities.organisations[k]
            if organisation.seats_per_month_persons is not None:
                columns, persons = summed(table.column[rows], entities.persons[table.who[rows]])
                subject = (organisation.id, names[at])
                yield at_most(subject, columns, organisation.seats_per_month_persons, persons)

    examples = (
        Example(
            "13 and 4 persons on 15 seats in September",
            """t1 2026-09-07 am school/big li c1
               t2 2026-09-08 am school/big li c2""",
            2,
            given={
                "organisations": [
                    {"id": "uni", "kind": "university", "region": "county", "seats_per_month_persons": 15}
                ],
                "sessions": [{"id": "t1", "provider": "uni"}, {"id": "t2", "provider": "uni"}],
            },
            subject=("uni", "2026-09"),
        ),
        Example(
            "the second session it only helps to run",
            """t1 2026-09-07 am school/big li c1
               t2 2026-09-08 am school/big li c2""",
            0,
            given={
                "organisations": [
                    {"id": "uni", "kind": "university", "region": "county", "seats_per_month_persons": 15}
                ],
                "sessions": [{"id": "t1", "provider": "uni"}, {"id": "t2", "co_organisers": ["uni"]}],
            },
        ),
    )
