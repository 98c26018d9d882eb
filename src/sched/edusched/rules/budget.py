"""A budget: in each year, its costs stay within what its sources give.

Available of a source and year: its amount, that of the year where one is named, or else floor(base x rate /
10,000); 0 where the payer may not use the source. Sources with shares: each pays its share of every fen, so
costs x share <= 100 x available for each. Others pay together, an earmarked one only costs it is meant for.
Amount, in fen: what no source can pay (with shares: costs over the least that a source's share allows), per
year; and costs below `min_spend_percent` of all that is available (subject with `minimum`). Source: R045,
R165, R215, R216 (budgets), R046, R166 (allowed sources), R047 (earmarks), R164 (mainly for training, reading
A27), R228 (projects), R285 (shares), R286 (rate of payroll, reading A17), R287, R291. Rows: a demand row,
and a capacity row for each set of earmarked sources, for what stays unpaid is the most, over these sets,
of the costs that no other earmarked source may pay, less what the set and the sources without earmark give
(the largest flow is the smallest cut).
"""

from collections.abc import Iterable, Iterator

import numpy as np

from edusched.compile.arrays import Ints
from edusched.compile.problem import Problem
from edusched.compile.rows import Row, at_least, at_most
from edusched.domain.result import Violation
from edusched.rules.examples import Example
from edusched.rules.facts import Facts
from edusched.rules.sources import BudgetParameters
from edusched.rules.spending import SpendingRule

COSTS = {
    "policy": {
        "rules": [
            {"id": "rooms", "rule": "venue_cost"},
            {"id": "pay", "rule": "fees", "parameters": {"fee_fen_per_teaching_hour": {"part_time": 12000}}},
        ]
    }
}


class Budget(SpendingRule[BudgetParameters]):
    """In each year, costs stay within what the sources give."""

    parameters_type = BudgetParameters
    id = "budget"
    title = "Costs stay within the budget"
    unit = "fen"
    spans = True

    def _limits(self, given: dict[str, int]) -> list[int]:
        """Return for each set of earmarked sources the most that costs only they may pay come to."""
        shares = [(given[s.source], s.share_percent) for s in self.parameters.sources]
        if shares[0][1] is not None:
            return [min(100 * fen // share for fen, share in shares if share is not None)]
        marked = [s.source for s in self.parameters.earmarked]
        free = sum(given.values()) - sum(given[name] for name in marked)
        chosen = (
            [name for k, name in enumerate(marked) if held >> k & 1] for held in range(1 << len(marked))
        )
        return [free + sum(given[name] for name in names) for names in chosen]

    def most(self, given: dict[str, int]) -> int:
        """Return the most that all sources together can pay of what each gives."""
        return self._limits(given)[-1]

    def _least(self, given: dict[str, int]) -> int:
        return -(-sum(given.values()) * self.parameters.min_spend_percent // 100)

    def check(self, facts: Facts) -> Iterator[Violation]:
        instance, p = facts.instance, self.parameters
        for (label, _, _), costs in self.spent(facts):
            given = self.parameters.available(instance, label)
            mine = [c for c in costs if p.spending.cost(instance, c)]
            masks = [p.payers(instance, c) for c in mine]
            unpaid = (
                sum(c.fen for c, mask in zip(mine, masks, strict=True) if mask | held == held) - limit
                for held, limit in enumerate(self._limits(given))
            )
            spent, seen = sum(c.fen for c in mine), [f"{name} {fen}" for name, fen in sorted(given.items())]
            if (over := max(unpaid)) > 0:
                yield self.violation((self.name, label), over, *seen)
            if (short := self._least(given) - spent) > 0:
                yield self.violation((self.name, label, "minimum"), short, *seen)

    def rows(self, problem: Problem) -> Iterable[Row]:
        for (label, _, _), charges in self.charged(problem):
            given = self.parameters.available(problem.instance, label)
            mine = charges.select(self.parameters.spending.columns(problem, charges))
            mask: Ints = np.zeros(mine.columns.size, dtype=np.int64)
            for k, source in enumerate(self.parameters.earmarked):
                mask |= source.earmark.columns(problem, mine).astype(np.int64) << k
            for held, limit in enumerate(self._limits(given)):
                theirs = mask | held == held
                columns, fen = problem.gathered(mine.columns[theirs], mine.fen[theirs])
                yield at_most((self.name, label), columns, limit, fen)
            columns, fen = problem.gathered(mine.columns, mine.fen)
            yield at_least((self.name, label, "minimum"), columns, self._least(given), fen)

    examples = (
        Example(
            "500.00 yuan are available, two rooms cost 250.00 and Wu 360.00",
            """t1 2026-09-07 am school/big li c1
               t2 2026-09-07 pm hall/main wu c2""",
            11000,
            given=COSTS,
            parameters={"sources": [{"source": "public", "amount_fen": 50000}]},
            subject=("budget", "2026"),
        ),
        Example(
            "a gift for the core courses cannot pay the lesson in law: 5.00 of its 10.00 are there",
            """t1 2026-09-07 am school/big li c1
               p1 2026-09-07 pm web li c1""",
            500,
            given=COSTS,
            parameters={
                "sources": [
                    {"source": "public", "amount_fen": 500},
                    {"source": "donation", "amount_fen": 90000, "earmark": {"counted": {"tags": ["core"]}}},
                ]
            },
            subject=("budget", "2026"),
        ),
        Example(
            "the learners pay a tenth of 200.00 yuan, and have 15.00; the budget could pay for 150.00",
            "t1 2026-09-07 am school/big li c1",
            5000,
            given=COSTS,
            parameters={
                "sources": [
                    {"source": "public", "amount_fen": 90000, "share_percent": 90},
                    {"source": "learner", "amount_fen": 1500, "share_percent": 10},
                ]
            },
        ),
        Example(
            "half of the membership fees, 300.00 yuan, goes into training; 200.00 do",
            "t1 2026-09-07 am school/big li c1",
            10000,
            given=COSTS,
            parameters={
                "sources": [{"source": "membership_fees", "amount_fen": 60000}], "min_spend_percent": 50,
            },
            subject=("budget", "2026", "minimum"),
        ),
    )  # fmt: skip
