"""Venue cost: the price of a room or platform for the periods it is used.

Amount per booking: price per period x periods. Mobile units cost by kilometre, night and stop instead.
Source: R043, R048, R286. Rows: each place column is charged its price.
"""

from collections.abc import Iterable, Iterator

from edusched.compile.arrays import ints
from edusched.compile.entities import PlaceInfo
from edusched.compile.problem import Problem
from edusched.compile.rows import Charge, Row
from edusched.domain.places import Platform
from edusched.domain.result import Violation
from edusched.rules.contract import COST, PRICE_ONLY, Rule, RuleParameters
from edusched.rules.examples import Example
from edusched.rules.facts import Facts


class VenueCost(Rule[RuleParameters]):
    """The price of a room or platform for the periods it is used."""

    id = "venue_cost"
    title = "Price of rooms and platforms"
    unit = "fen"
    default = COST
    modes = PRICE_ONLY

    def check(self, facts: Facts) -> Iterator[Violation]:
        for b in facts.bookings:
            priced = b.room or b.platform
            fen = 0 if priced is None else priced.price_fen_per_period * b.session.length_periods
            if fen:
                yield self.violation((b.session.id,), fen, b.place_name)

    def rows(self, problem: Problem) -> Iterable[Row]:
        placing = problem.placing
        price = ints([_price(info) for info in problem.entities.places])
        periods = problem.entities.lengths[placing.session]
        amounts = price[placing.place] * periods if placing.size else placing.column
        yield Charge(("places",), placing.column, amounts)

    examples = (
        Example("the big room for a morning", "t1 2026-09-07 am school/big li c1", 20000, subject=("t1",)),
        Example("the bus has no room price", "k2 2026-09-07 am bus@hill wu c2", 0),
    )


def _price(info: PlaceInfo) -> int:
    if info.room is not None:
        return info.room.price_fen_per_period
    return info.owner.price_fen_per_period if isinstance(info.owner, Platform) else 0
