"""Fees: what instructors are paid for teaching.

Amount per booking and instructor: floor(teaching minutes x fee per hour / 60) fen; the instructor's own fee
first, else that of the engagement, else nothing. Source: R043, R147 (volunteers: fee 0), R048. Rows: each
staff column is charged its fee.
"""

from collections.abc import Iterator

from pydantic import Field

from edusched.compile.arrays import ints
from edusched.compile.problem import Problem
from edusched.domain.base import Fen
from edusched.domain.people import Engagement, Instructor
from edusched.rules.costs import Charges, Cost, CostParameters, CostRule
from edusched.rules.examples import Example
from edusched.rules.facts import Facts


class FeesParameters(CostParameters):
    """Fee in fen per teaching hour, by engagement."""

    fee_fen_per_teaching_hour: dict[str, Fen] = Field(default={})


class Fees(CostRule[FeesParameters]):
    """What instructors are paid for teaching."""

    parameters_type = FeesParameters
    id = "fees"
    title = "Fees of instructors"
    adds_up = True

    def _fee(self, person: Instructor) -> int:
        own = person.fee_fen_per_teaching_hour
        by_engagement = self.parameters.fee_fen_per_teaching_hour.get(person.engagement.value, 0)
        return by_engagement if own is None else own

    def costs(self, facts: Facts) -> Iterator[Cost]:
        for b in facts.bookings:
            for person in b.instructors:
                yield Cost((b.session.id, person.id), b.day, b.teaching_minutes * self._fee(person) // 60, b)

    def charges(self, problem: Problem) -> Iterator[Charges]:
        _, _, minutes = problem.minutes(problem.teaching)
        fee = ints([self._fee(person) for person in problem.entities.instructors])
        fen = minutes * fee[problem.teaching.who] // 60
        yield Charges.of_sessions(("fees",), problem, problem.teaching, fen)

    examples = (
        Example(
            "three hours at 200 yuan",
            "t1 2026-09-07 am school/big wu c1",
            60000,
            parameters={"fee_fen_per_teaching_hour": {Engagement.PART_TIME.value: 20000}},
            subject=("t1", "wu"),
        ),
        Example(
            "Li is full-time and paid anyway",
            "t1 2026-09-07 am school/big li c1",
            0,
            parameters={"fee_fen_per_teaching_hour": {Engagement.PART_TIME.value: 20000}},
        ),
    )
