"""Price for quality: a bid counts the less the cheaper it is and the better its institution is rated.

Amount per counted booking: floor(100 x the session's `price_fen` / its provider's rating in hundredths of a
point); a provider that is not rated, or none at all, counts as rated 3 (reading A20). Not money but a
comparison, so no cost and no budget's business. Source: R260 (a tender goes to the least price over quality).
Rows: each place column of the session is charged the amount.
"""

from collections.abc import Iterable, Iterator

import numpy as np
from pydantic import Field

from edusched.compile.arrays import ints
from edusched.compile.problem import Problem
from edusched.compile.rows import Charge, Row
from edusched.domain.base import hundredths
from edusched.domain.instance import Instance
from edusched.domain.policy import Enforcement, Mode, Objective
from edusched.domain.result import Violation
from edusched.domain.teaching import Session
from edusched.rules.contract import PRICE_ONLY, Rule, RuleParameters
from edusched.rules.counting import Counted
from edusched.rules.examples import Example
from edusched.rules.facts import Facts

NEUTRAL_HUNDREDTHS = 300


class PriceForQualityParameters(RuleParameters):
    """Which sessions are bids."""

    counted: Counted = Field(default=Counted(), description="The sessions meant.")


class PriceForQuality(Rule[PriceForQualityParameters]):
    """A bid counts the less the cheaper it is and the better its institution is rated."""

    parameters_type = PriceForQualityParameters
    id = "price_for_quality"
    title = "Price for quality of what is bought"
    unit = "fen a point"
    default = Enforcement(mode=Mode.SOFT, level=Objective.NEEDS)
    modes = PRICE_ONLY

    def applies(self, instance: Instance) -> bool:
        return any(session.price_fen for session in instance.sessions)

    def check(self, facts: Facts) -> Iterator[Violation]:
        for b in facts.bookings:
            amount = _amount(facts.instance, b.session)
            if amount and self.parameters.counted.booking(b, facts.instance):
                yield self.violation((b.session.id,), amount, b.session.provider or "no provider")

    def rows(self, problem: Problem) -> Iterable[Row]:
        placing = problem.placing
        amounts = ints([_amount(problem.instance, session) for session in problem.entities.sessions])
        counts = self.parameters.counted.columns(problem, placing)
        yield Charge(("bids",), placing.column, np.where(counts, amounts[placing.session], 0))

    examples = (
        Example(
            "9,000.00 yuan by an institution rated 4.5",
            "t1 2026-09-07 am school/big li c1",
            200_000,
            given={
                "organisations": [{"id": "uni", "kind": "university", "region": "county", "rating": 4.5}],
                "sessions": [{"id": "t1", "price_fen": 900_000, "provider": "uni"}],
            },
            subject=("t1",),
        ),
        Example(
            "7,000.00 by one that nobody rated is the worse bid: it counts as rated 3",
            "t1 2026-09-07 am school/big li c1",
            233_333,
            given={
                "organisations": [{"id": "firm", "kind": "company", "region": "county"}],
                "sessions": [{"id": "t1", "price_fen": 700_000, "provider": "firm"}],
            },
        ),
    )


def _amount(instance: Instance, session: Session) -> int:
    provider = None if session.provider is None else instance.organisation[session.provider]
    rated = NEUTRAL_HUNDREDTHS if provider is None or provider.rating is None else hundredths(provider.rating)
    return 100 * session.price_fen // rated
