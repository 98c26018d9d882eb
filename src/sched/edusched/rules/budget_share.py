"""A share of the money: what is spent on a part is at least, or at most, a percent of the whole.

Amount per year: max(0, min_percent x whole - 100 x part), and max(0, 100 x part - max_percent x whole) with
subject `maximum`, in hundredths of a fen. The part is counted among the costs of the whole only. Source: R167
(money favours poor units: their regions or units bear a flag), R287 (a share of a project for training).
Rows: a demand row and a capacity row a year over the charged columns, multiplied out.
"""

from collections.abc import Iterable, Iterator

import numpy as np
from pydantic import Field

from edusched.compile.problem import Problem
from edusched.compile.rows import Row, at_most
from edusched.domain.base import Percent
from edusched.domain.policy import Enforcement, Mode, Objective
from edusched.domain.result import Violation
from edusched.rules.budget import COSTS
from edusched.rules.examples import Example
from edusched.rules.facts import Facts
from edusched.rules.spending import SpendingParameters, SpendingRule, SpendingSelector


class BudgetShareParameters(SpendingParameters):
    """Which part of which whole, and how much of it."""

    part: SpendingSelector = Field(description="The costs that are favoured or limited.")
    whole: SpendingSelector = Field(default=SpendingSelector(), description="The costs they are a share of.")
    min_percent: Percent | None = Field(default=None, description="Least share of the part.")
    max_percent: Percent | None = Field(default=None, description="Most share of the part.")


class BudgetShare(SpendingRule[BudgetShareParameters]):
    """What is spent on a part is at least, or at most, a percent of what is spent on the whole."""

    parameters_type = BudgetShareParameters
    id = "budget_share"
    title = "Share of the money for some of the sessions"
    unit = "fen/100"
    spans = True
    default = Enforcement(mode=Mode.SOFT, level=Objective.POLICY)

    def check(self, facts: Facts) -> Iterator[Violation]:
        p, instance = self.parameters, facts.instance
        for (label, _, _), costs in self.spent(facts):
            whole = [c for c in costs if p.whole.cost(instance, c)]
            part = sum(c.fen for c in whole if p.part.cost(instance, c))
            total = sum(c.fen for c in whole)
            for subject, percent, sign in self._sides(label):
                if (amiss := sign * (percent * total - 100 * part)) > 0:
                    yield self.violation(subject, amiss, f"{part} of {total} fen")

    def rows(self, problem: Problem) -> Iterable[Row]:
        p = self.parameters
        for (label, _, _), charges in self.charged(problem):
            whole = charges.select(p.whole.columns(problem, charges))
            part = np.where(p.part.columns(problem, whole), 100, 0)
            for subject, percent, sign in self._sides(label):
                columns, coefs = problem.gathered(whole.columns, sign * (percent - part) * whole.fen)
                yield at_most(subject, columns, 0, coefs)

    def _sides(self, label: str) -> Iterator[tuple[tuple[str, ...], int, int]]:
        """Yield (subject, percent, sign): amiss is what sign x (percent x whole - 100 x part) is above 0."""
        p = self.parameters
        if p.min_percent is not None:
            yield (self.name, label), p.min_percent, 1
        if p.max_percent is not None:
            yield (self.name, label, "maximum"), p.max_percent, -1

    examples = (
        Example(
            "of 250.00 yuan for rooms 50.00 go east: 20 and not 30 percent, 25.00 short",
            """t1 2026-09-07 am school/big li c1
               t2 2026-09-07 pm hall/main li c2""",
            250_000,
            given=COSTS,
            parameters={"part": {"cohorts": {"regions": ["east"]}}, "min_percent": 30},
            subject=("budget_share", "2026"),
        ),
        Example(
            "20 percent is exactly the least",
            """t1 2026-09-07 am school/big li c1
               t2 2026-09-07 pm hall/main li c2""",
            0,
            given=COSTS,
            parameters={"part": {"cohorts": {"regions": ["east"]}}, "min_percent": 20},
        ),
    )
