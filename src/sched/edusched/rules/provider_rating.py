"""A provider is rated well enough for what it gives.

For each counted booking of a session with a provider: the provider's rating is `min_rating` or more. A
provider that is not rated counts as rated 0, unless `unrated_pass`. Amount: hundredths of a point below.
Source: R270 (standards and credit files for institutions, 3 of 5 for funded projects), R260 (quality floor
of a tender). Rows: none; place columns of providers below the floor are struck out (or priced).
"""

from collections.abc import Iterable, Iterator
from decimal import Decimal

import numpy as np
from pydantic import Field

from edusched.compile.arrays import ints
from edusched.compile.problem import ColumnFilter, Problem
from edusched.domain.base import RatingPoints, hundredths
from edusched.domain.instance import Instance
from edusched.domain.organisations import Organisation
from edusched.domain.result import Violation
from edusched.rules.contract import Rule, RuleParameters
from edusched.rules.counting import Counted
from edusched.rules.examples import Example
from edusched.rules.facts import Facts
from edusched.rules.organising import providers

UNI: dict[str, object] = {"id": "uni", "kind": "university", "region": "county"}


class ProviderRatingParameters(RuleParameters):
    """The floor, for which sessions, and whether nobody's word is enough."""

    counted: Counted = Field(default=Counted(), description="The sessions meant.")
    min_rating: RatingPoints = Field(default=Decimal(3), description="Least rating of the provider, 1 to 5.")
    unrated_pass: bool = Field(default=False, description="Whether providers without a rating will do.")


class ProviderRating(Rule[ProviderRatingParameters]):
    """A provider is rated well enough for what it gives."""

    parameters_type = ProviderRatingParameters
    id = "provider_rating"
    title = "A provider is rated well enough"
    unit = "points/100"

    def applies(self, instance: Instance) -> bool:
        return any(session.provider is not None for session in instance.sessions)

    def _below(self, provider: Organisation) -> int:
        if provider.rating is None and self.parameters.unrated_pass:
            return 0
        rating = 0 if provider.rating is None else hundredths(provider.rating)
        return max(0, hundredths(self.parameters.min_rating) - rating)

    def check(self, facts: Facts) -> Iterator[Violation]:
        for b in facts.bookings:
            if b.session.provider is None or not self.parameters.counted.booking(b, facts.instance):
                continue
            provider = facts.instance.organisation[b.session.provider]
            below = self._below(provider)
            if below:
                rating = "not rated" if provider.rating is None else f"rated {provider.rating}"
                yield self.violation((b.session.id, provider.id), below, rating)

    def column_filters(self, problem: Problem) -> Iterable[ColumnFilter]:
        table = problem.placing
        below = ints([*map(self._below, problem.entities.organisations), 0])[providers(problem)]
        counts = self.parameters.counted.columns(problem, table)
        yield ColumnFilter(table.column, np.where(counts, below[table.session], 0))

    examples = (
        Example(
            "rated 2.7 where 3 is asked",
            "t1 2026-09-07 am school/big li c1",
            30,
            given={"organisations": [UNI | {"rating": 2.7}], "sessions": [{"id": "t1", "provider": "uni"}]},
            subject=("t1", "uni"),
        ),
        Example(
            "not rated, which is enough here",
            "t1 2026-09-07 am school/big li c1",
            0,
            given={"organisations": [UNI], "sessions": [{"id": "t1", "provider": "uni"}]},
            parameters={"unrated_pass": True},
        ),
        Example(
            "rated 3, and asked only of public subjects anyway",
            "t1 2026-09-07 am school/big li c1",
            0,
            given={"organisations": [UNI | {"rating": 3}], "sessions": [{"id": "t1", "provider": "uni"}]},
            parameters={"counted": {"subject_classes": ["public"]}, "min_rating": 4},
        ),
    )
