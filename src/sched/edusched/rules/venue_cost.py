"""Venue cost: the price of a room or platform for the periods it is used.

Amount per booking: price per period x periods. Mobile units cost by kilometre, night and stop instead.
Source: R043, R048, R286. Rows: each place column is charged its price.
"""

from collections.abc import Iterator

from edusched.compile.arrays import ints
from edusched.compile.entities import PlaceInfo
from edusched.compile.problem import Problem
from edusched.domain.places import Platform
from edusched.rules.costs import Charges, Cost, CostParameters, CostRule
from edusched.rules.examples import Example
from edusched.rules.facts import Facts


class VenueCost(CostRule[CostParameters]):
    """The price of a room or platform for the periods it is used."""

    id = "venue_cost"
    title = "Price of rooms and platforms"
    adds_up = True

    def costs(self, facts: Facts) -> Iterator[Cost]:
        for b in facts.bookings:
            priced = b.room or b.platform
            fen = 0 if priced is None else priced.price_fen_per_period * b.session.length_periods
            yield Cost((b.session.id,), b.day, fen, b, (b.place_name,))

    def charges(self, problem: Problem) -> Iterator[Charges]:
        placing = problem.placing
        price = ints([_price(info) for info in problem.entities.places])
        periods = problem.entities.lengths[placing.session]
        amounts = price[placing.place] * periods if placing.size else placing.column
        yield Charges.of_sessions(("places",), problem, placing, amounts)

    examples = (
        Example("the big room for a morning", "t1 2026-09-07 am school/big li c1", 20000, subject=("t1",)),
        Example("the bus has no room price", "k2 2026-09-07 am bus@hill wu c2", 0),
    )


def _price(info: PlaceInfo) -> int:
    if info.room is not None:
        return info.room.price_fen_per_period
    return info.owner.price_fen_per_period if isinstance(info.owner, Platform) else 0
