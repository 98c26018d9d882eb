"""Teaching load is spread: each further step of an instructor's load weighs more.

Amount per instructor: sum over k = 1, 2, ... of max(0, load - k x step), in teaching minutes. Convex, so the
sum over instructors is least when loads are even. Source: R180 (fairness), R015, PRODUCT (fair loads). Rows:
one convex row per instructor; segments keep the LP strong, where a min-max would be flat (SOLVER 2e).
"""

from collections.abc import Iterable, Iterator
from decimal import Decimal

from pydantic import Field

from edusched.compile.arrays import grouped
from edusched.compile.problem import Problem
from edusched.compile.rows import Convex, Row
from edusched.domain.base import Hours
from edusched.domain.policy import Enforcement, Mode, Objective
from edusched.domain.result import Violation
from edusched.rules.contract import PRICE_ONLY, InstructorSelector, Rule, RuleParameters
from edusched.rules.examples import Example
from edusched.rules.facts import Facts


class LoadFairnessParameters(RuleParameters):
    """``step_teaching_hours``: load above each multiple of the step is charged once more."""

    instructors: InstructorSelector = InstructorSelector()
    step_teaching_hours: Hours = Field(default=Decimal(6), gt=0)


class LoadFairness(Rule[LoadFairnessParameters]):
    """Teaching load is spread."""

    parameters_type = LoadFairnessParameters
    id = "load_fairness"
    title = "Teaching load is spread over the instructors"
    unit = "minutes"
    adds_up = True
    waivable = True
    default = Enforcement(mode=Mode.SOFT, level=Objective.FAIRNESS)
    modes = PRICE_ONLY

    def check(self, facts: Facts) -> Iterator[Violation]:
        step = max(1, int(self.parameters.step_teaching_hours * 60))
        for name, mine in facts.by_instructor().items():
            if facts.instance.instructor[name] in self.parameters.instructors:
                load = sum(b.teaching_minutes for b in mine)
                amount = sum(load - threshold for threshold in range(step, load, step))
                if amount:
                    yield self.violation((name,), amount, f"{load} minutes")

    def rows(self, problem: Problem) -> Iterable[Row]:
        table = problem.teaching
        _, _, minutes = problem.minutes(table)
        step = max(1, int(self.parameters.step_teaching_hours * 60))
        for who, mine in sorted(problem.rows_of_instructor().items()):
            person = problem.entities.instructors[who]
            if person in self.parameters.instructors:
                # An instructor teaches a session once, so the most a session can add bounds the load.
                most = sum(
                    int(minutes[mine[at]].max()) * int(problem.times[session])
                    for (session,), at in grouped(table.session[mine])
                )
                thresholds = tuple(range(step, most, step))
                yield Convex((person.id,), table.column[mine], minutes[mine], thresholds)

    examples = (
        Example(
            "six hours in steps of two: 4 + 2 hours",
            """t1 2026-09-07 am school/big li c1
               t2 2026-09-08 am school/big li c2""",
            360,
            parameters={"step_teaching_hours": 2},
            subject=("li",),
        ),
        Example(
            "three hours each: 1 hour each",
            """t1 2026-09-07 am school/big li c1
               t2 2026-09-08 am school/big wu c2""",
            120,
            parameters={"step_teaching_hours": 2},
        ),
    )
