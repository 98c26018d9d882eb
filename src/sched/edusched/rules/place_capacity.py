"""No more persons in a room or mobile unit than it holds.

For each booking at a room or stop: persons attending <= capacity. Amount: persons over.
Source: R029, R136. Rows: with fixed cohorts only, places that are too small are struck out (or priced); where
attendance is a choice, one capacity row per (session, place) over all its starts, since it runs but once.
"""

from collections.abc import Iterable, Iterator

import numpy as np

from edusched.compile.arrays import Ints, grouped, ints
from edusched.compile.entities import Entities
from edusched.compile.options import Options
from edusched.compile.problem import PairFilter, Problem
from edusched.compile.rows import Linear, Row
from edusched.domain.result import Violation
from edusched.domain.teaching import Delivery
from edusched.rules.contract import Rule, RuleParameters
from edusched.rules.examples import Example
from edusched.rules.facts import Facts


class PlaceCapacity(Rule[RuleParameters]):
    """No more persons in a room or mobile unit than it holds."""

    id = "place_capacity"
    title = "No more persons at a place than it holds"
    unit = "persons"
    adds_up = True
    always = True

    def check(self, facts: Facts) -> Iterator[Violation]:
        for b in facts.bookings:
            holder = b.room or b.mobile_unit
            if holder is not None and b.persons > holder.capacity_persons:
                yield self.violation((b.session.id,), b.persons - holder.capacity_persons, b.place_name)

    def option_filters(self, options: Options) -> Iterable[PairFilter]:
        entities, pairs = options.entities, options.places
        closed = ints([s.open_to is None for s in entities.sessions])
        over = entities.fixed_persons[pairs.session] - entities.place_capacity[pairs.item]
        there = _in_the_flesh(entities)[pairs.item] * closed[pairs.session]
        yield PairFilter(pairs, np.maximum(over, 0) * there)

    def rows(self, problem: Problem) -> Iterable[Row]:
        entities, choosing, placing = problem.entities, problem.choosing, problem.placing
        fixed, flesh = entities.fixed_persons, _in_the_flesh(entities)
        chosen = dict(grouped(choosing.session, choosing.place))
        nobody = np.zeros(0, dtype=np.int64)
        for (session, place), rows in grouped(placing.session, placing.place):
            if entities.sessions[session].open_to is None or not flesh[place]:
                continue
            cap = entities.place_capacity[place]
            open_rows = chosen.get((session, place), nobody)
            columns = np.concatenate([placing.column[rows], choosing.column[open_rows]])
            room_left = np.full(rows.size, fixed[session] - cap)
            coefs = np.concatenate([room_left, entities.persons[choosing.who[open_rows]]])
            yield Linear((entities.sessions[session].id,), columns, coefs, None, 0)

    examples = (
        Example("13 persons in a room for 15", "t1 2026-09-07 am school/small li c1", 0),
        Example(
            "13 + 4 persons in a room for 15",
            "p1 2026-09-07 am school/small li c1,c2",
            2,
            subject=("p1",),
        ),
    )


def _in_the_flesh(entities: Entities) -> Ints:
    return ints([info.delivery is not Delivery.ONLINE for info in entities.places])
