"""A course stays in one place.

For each cohort meant and each course that binds it: places at which the cohort attends bookings of the
course <= 1. A place is a room, a stop (mobile unit and site) or a platform. A course binds a cohort when some
session of it has the cohort among its fixed cohorts; bookings of its open sessions that the cohort attends
count like the others. Amount: places beyond the first, per cohort and course; two cohorts that attend the
same bookings count each, and a cohort without persons counts too. Source: ITC-2007 track 3 (room stability).
Rows: one capacity row per (cohort, course) over "attends it there" literals.
"""

from collections.abc import Iterable, Iterator

from pydantic import Field

from edusched.compile.arrays import grouped
from edusched.compile.problem import Problem
from edusched.compile.rows import Row, at_most
from edusched.domain.base import Id
from edusched.domain.policy import Enforcement, Mode, Objective
from edusched.domain.result import Violation
from edusched.domain.teaching import CohortSelector
from edusched.rules.contract import Rule, RuleParameters
from edusched.rules.courses import attended, bound_pairs, rows_of_pairs
from edusched.rules.examples import Example
from edusched.rules.facts import Facts


class RoomStabilityParameters(RuleParameters):
    """Which courses stay in one place, and for whom."""

    cohorts: CohortSelector = Field(default=CohortSelector(), description="The cohorts meant.")
    courses: tuple[Id, ...] | None = Field(default=None, description="The courses meant; none given: all.")


class RoomStability(Rule[RoomStabilityParameters]):
    """A course stays in one place."""

    parameters_type = RoomStabilityParameters
    id = "room_stability"
    title = "A course stays in one place"
    unit = "places"
    waivable = True
    default = Enforcement(mode=Mode.SOFT, level=Objective.NEEDS)

    def check(self, facts: Facts) -> Iterator[Violation]:
        p = self.parameters
        for pair, mine in attended(facts, bound_pairs(facts.instance, p.cohorts, p.courses)):
            places = sorted({b.place_name for b in mine})
            if len(places) > 1:
                yield self.violation(pair, len(places) - 1, *places)

    def rows(self, problem: Problem) -> Iterable[Row]:
        p, table = self.parameters, problem.attending
        for pair, mine in rows_of_pairs(problem, bound_pairs(problem.instance, p.cohorts, p.courses)):
            there = [problem.any_of(table.column[mine[at]]) for _, at in grouped(table.place[mine])]
            yield at_most(pair, there, 1)

    examples = (
        Example(
            "skill in a room and at a stop",
            """k1 2026-09-07 am school/small wu c1
               t1 2026-09-08 am bus@hill wu c1""",
            1,
            given={"sessions": [{"id": "t1", "course": "skill"}]},
            subject=("c1", "skill"),
        ),
        Example(
            "theory in one room, skill in another",
            """k1 2026-09-07 am school/small wu c1
               t1 2026-09-08 am school/big li c1""",
            0,
        ),
    )
