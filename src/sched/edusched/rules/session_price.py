"""Price of a session: what is paid for it when it runs.

Amount per booking: the session's `price_fen`, once, wherever it is held and whoever teaches it: the price of
a service that is bought under a contract, or a bid of a tender. Source: R043 (services may be bought, at a
price a session), R260 (bids). Rows: each place column of the session is charged the price.
"""

from collections.abc import Iterator

from edusched.compile.arrays import ints
from edusched.compile.problem import Problem
from edusched.rules.costs import Charges, Cost, CostParameters, CostRule
from edusched.rules.examples import Example
from edusched.rules.facts import Facts


class SessionPrice(CostRule[CostParameters]):
    """What is paid for a session when it runs."""

    id = "session_price"
    title = "Price of sessions that are bought"
    adds_up = True

    def costs(self, facts: Facts) -> Iterator[Cost]:
        for b in facts.bookings:
            yield Cost((b.session.id,), b.day, b.session.price_fen, b)

    def charges(self, problem: Problem) -> Iterator[Charges]:
        price = ints([s.price_fen for s in problem.entities.sessions])
        placing = problem.placing
        yield Charges.of_sessions(("prices",), problem, placing, price[placing.session])

    examples = (
        Example(
            "a bought session at 8,000 yuan",
            """t1 2026-09-07 am school/big li c1
               t2 2026-09-08 am hall/main wu c2""",
            800_000,
            given={"sessions": [{"id": "t1", "price_fen": 800_000}]},
            subject=("t1",),
        ),
        Example(
            "what does not run costs nothing",
            "t2 2026-09-08 am hall/main wu c2",
            0,
            given={"sessions": [{"id": "t1", "price_fen": 800_000}]},
        ),
    )
