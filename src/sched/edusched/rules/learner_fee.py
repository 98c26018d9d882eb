"""What learners pay for an hour: their share of the costs over the study hours they attend has a cap.

Amount per year: max(0, share_percent x costs - 100 x max_fen_per_person_hour x person-hours), in hundredths
of a fen; person-hours are study hours x persons of the bookings meant by `spending`, whose costs are read.
Source: R214 (a fee for learners, moderately), R285 (the person's share has a cap), R048 (cost per
person-hour, where the share is all of it). Rows: one capacity row a year; charged columns add, attended hours
give room.
"""

from collections.abc import Iterable, Iterator

import numpy as np
from pydantic import Field

from edusched.compile.problem import Problem
from edusched.compile.rows import Row, at_most
from edusched.domain.base import Fen
from edusched.domain.result import Violation
from edusched.rules.budget import COSTS
from edusched.rules.counting import between, hours_of, session_hours
from edusched.rules.examples import Example
from edusched.rules.facts import Facts
from edusched.rules.spending import SpendingParameters, SpendingRule, SpendingSelector


class LearnerFeeParameters(SpendingParameters):
    """The share of the costs, and its cap."""

    max_fen_per_person_hour: Fen = Field(description="Most that an hour may cost a learner.")
    share_percent: int = Field(default=100, ge=1, le=100, description="Share of the costs learners pay.")
    spending: SpendingSelector = Field(default=SpendingSelector(), description="The costs they share.")


class LearnerFee(SpendingRule[LearnerFeeParameters]):
    """What learners pay for an hour has a cap."""

    parameters_type = LearnerFeeParameters
    id = "learner_fee"
    title = "Learners pay so much an hour at most"
    unit = "fen/100"
    spans = True

    def check(self, facts: Facts) -> Iterator[Violation]:
        p, instance = self.parameters, facts.instance
        for (label, first, last), costs in self.spent(facts):
            fen = sum(c.fen for c in costs if p.spending.cost(instance, c))
            meant = [b for b in facts.bookings if first <= b.day <= last and p.spending.booking(instance, b)]
            hours = sum(hours_of(b.course) * b.persons for b in meant)
            over = p.share_percent * fen - p.max_fen_per_person_hour * hours
            if over > 0:
                yield self.violation((self.name, label), over, f"{fen} fen", f"{hours / 100:.2f} hours")

    def rows(self, problem: Problem) -> Iterable[Row]:
        p, table = self.parameters, problem.attending
        meant = p.spending.at(problem, table.session, table.location)
        hours = session_hours(problem)[table.session] * problem.entities.persons[table.who]
        for (label, first, last), charges in self.charged(problem):
            mine = charges.select(p.spending.columns(problem, charges))
            there = meant & between(problem, first, last)
            columns, coefs = problem.gathered(
                np.concatenate([mine.columns, table.column[there]]),
                np.concatenate([p.share_percent * mine.fen, -p.max_fen_per_person_hour * hours[there]]),
            )
            yield at_most((self.name, label), columns, 0, coefs)

    examples = (
        Example(
            "52 person-hours for 200.00 yuan, of which they pay a tenth: 0.38 an hour, and not 0.30",
            "t1 2026-09-07 am school/big li c1",
            44_000,
            given=COSTS,
            parameters={"max_fen_per_person_hour": 30, "share_percent": 10},
            subject=("learner_fee", "2026"),
        ),
        Example(
            "0.39 an hour would be enough",
            "t1 2026-09-07 am school/big li c1",
            0,
            given=COSTS,
            parameters={"max_fen_per_person_hour": 39, "share_percent": 10},
        ),
    )
