"""An online platform has a number of seats at any one time.

For each live platform (the other kinds have no seats to count) and slot: persons attending, over all sessions
on it, <= seats. Amount: persons over. Source: R027 (platform seats, no venue). Rows: one capacity row per
(platform, slot), and an implied one per (session, platform).
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator

import numpy as np

from edusched.compile.arrays import grouped, ints, summed
from edusched.compile.problem import Problem
from edusched.compile.rows import Linear, Row, at_most
from edusched.domain.places import Platform
from edusched.domain.result import Violation
from edusched.rules.contract import Rule, RuleParameters
from edusched.rules.examples import Example
from edusched.rules.facts import BookingFacts, Facts


class PlatformSeats(Rule[RuleParameters]):
    """An online platform has a number of seats at any one time."""

    id = "platform_seats"
    title = "An online platform seats so many persons at a time"
    unit = "persons"
    adds_up = True
    always = True

    def check(self, facts: Facts) -> Iterator[Violation]:
        online: dict[tuple[str, str, str], list[BookingFacts]] = defaultdict(list)
        for b in facts.bookings:
            if b.platform is not None and b.platform.seats_persons is not None:
                for period in b.periods:
                    online[b.platform.id, b.day.isoformat(), period].append(b)
        seats = {p.id: p.seats_persons or 0 for p in facts.instance.platforms}
        for subject, bookings in sorted(online.items()):
            over = sum(b.persons for b in bookings) - seats[subject[0]]
            if over > 0:
                yield self.violation(subject, over, *(b.session.id for b in bookings))

    def rows(self, problem: Problem) -> Iterable[Row]:
        entities, table = problem.entities, problem.attending
        owners = [(k, info.owner) for k, info in enumerate(entities.places)]
        platforms = [(k, x.seats_persons) for k, x in owners if isinstance(x, Platform)]
        seats = {k: persons for k, persons in platforms if persons is not None}
        online = table.select(np.isin(table.place, ints(list(seats))))
        row, covered = problem.covered(online)
        for (place, slot), found in grouped(online.place[row], covered):
            rows = row[found]
            columns, persons = summed(online.column[rows], entities.persons[online.who[rows]])
            subject = (entities.places[place].name, *entities.slot_name(slot))
            yield at_most(subject, columns, seats[place], persons)
        # A session spread thinly over many starts would fill no slot in the LP: bound it on its own.
        seat_rows = dict(grouped(problem.placing.session, problem.placing.place))
        for (session, place), rows in grouped(online.session, online.place):
            runs = problem.placing.column[seat_rows[session, place]]
            columns, coefs = summed(
                np.concatenate([online.column[rows], runs]),
                np.concatenate([entities.persons[online.who[rows]], np.full(runs.size, -seats[place])]),
            )
            name = (entities.sessions[session].id, entities.places[place].name)
            yield Linear(name, columns, coefs, None, 0, implied=True)

    examples = (
        Example(
            "17 persons on 16 seats",
            "p1 2026-09-07 eve web li c1,c2",
            1,
            subject=("web", "2026-09-07", "eve"),
        ),
        Example("13 persons on 16 seats", "p1 2026-09-07 eve web li c1", 0),
        Example(
            "two sessions share the seats",
            """p1 2026-09-07 eve web li c1
               p2 2026-09-07 eve web wu c2""",
            1,
        ),
    )
