"""Shared by the budget and its ledger: where money comes from, and who pays what of the costs."""

from typing import Self

from pydantic import Field, model_validator

from edusched.domain.base import Id, Model, Percent, Sum
from edusched.domain.instance import Instance
from edusched.rules.costs import Cost
from edusched.rules.spending import SpendingParameters, SpendingSelector

MOST_EARMARKS = 6


class MoneySource(Model):
    """A source of money: an amount a year, or a rate of a base such as the payroll."""

    source: Id = Field(description="Word for where the money comes from: public, employer, donation ...")
    amount_fen: Sum | None = Field(default=None, description="So much each year.")
    base_fen: Sum | None = Field(default=None, description="What the rate is taken of, such as the payroll.")
    rate_per_10_000: int | None = Field(default=None, ge=0, le=10_000, description="150 is 1.5 percent.")
    by_year: dict[str, Sum] = Field(
        default={}, description="Amounts of single years, in place of that of each year."
    )
    share_percent: int | None = Field(
        default=None, ge=1, le=100, description="Its share of all costs; shares add up to 100."
    )
    earmark: SpendingSelector = Field(default=SpendingSelector(), description="It pays these costs only.")

    @model_validator(mode="after")
    def _one_amount(self) -> Self:
        given = [x is not None for x in (self.amount_fen, self.base_fen, self.rate_per_10_000)]
        if given not in ([True, False, False], [False, True, True]):
            raise ValueError("expected either amount_fen, or base_fen with rate_per_10_000")
        return self

    def of_year(self, label: str) -> int:
        """Return the amount of a year."""
        each = self.amount_fen
        if each is None:
            each = (self.base_fen or 0) * (self.rate_per_10_000 or 0) // 10_000
        return self.by_year.get(label, each)


class BudgetParameters(SpendingParameters):
    """Who pays what."""

    sources: tuple[MoneySource, ...] = Field(description="Where the money comes from, at least one.")
    spending: SpendingSelector = Field(default=SpendingSelector(), description="The costs it has to pay.")
    min_spend_percent: Percent = Field(
        default=0, description="At least so much of what is available is spent."
    )
    payer: Id | None = Field(
        default=None, description="Unit or region whose `allowed_sources` say which sources count."
    )

    @model_validator(mode="after")
    def _sources_fit(self) -> Self:
        names = [source.source for source in self.sources]
        if not names or len(set(names)) < len(names):
            raise ValueError("expected at least one source, and each once")
        shares = [s.share_percent for s in self.sources if s.share_percent is not None]
        if shares and (len(shares) < len(names) or sum(shares) != 100):
            raise ValueError("expected shares that add up to 100, or none at all")
        earmarked = [s for s in self.sources if not s.earmark.everything]
        if len(earmarked) > (0 if shares else MOST_EARMARKS):
            raise ValueError(f"expected at most {MOST_EARMARKS} earmarked sources, and none beside shares")
        return self

    def available(self, instance: Instance, label: str) -> dict[str, int]:
        """Return what each source gives in a year, by its name."""
        allowed = None if self.payer is None else instance.allowed_sources(self.payer)
        usable = {s.source for s in self.sources if allowed is None or s.source in allowed}
        return {s.source: s.of_year(label) if s.source in usable else 0 for s in self.sources}

    def payers(self, instance: Instance, cost: Cost) -> int:
        """Return which earmarked sources may pay a cost: bit k for the k-th by name."""
        return sum(source.earmark.cost(instance, cost) << k for k, source in enumerate(self.earmarked))

    @property
    def earmarked(self) -> list[MoneySource]:
        """Earmarked sources by name."""
        return sorted((s for s in self.sources if not s.earmark.everything), key=lambda s: s.source)
