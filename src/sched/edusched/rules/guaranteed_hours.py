"""An instructor is given the hours guaranteed.

For each instructor with a minimum (their own, else the parameter) and each calendar year of the plan:
amount = minutes short of it; part of a minute in it is a minute. Source: R144, R264 (full-time staff),
PRODUCT (load of instructors). Rows: one demand row per (instructor, year).
"""

from collections.abc import Iterable, Iterator
from math import ceil

from edusched.compile.arrays import ints
from edusched.compile.problem import Problem
from edusched.compile.rows import Row, at_least
from edusched.domain.base import Hours
from edusched.domain.people import Instructor
from edusched.domain.policy import Enforcement, Mode, Objective
from edusched.domain.result import Violation
from edusched.rules.contract import InstructorSelector, Rule, RuleParameters
from edusched.rules.examples import Example
from edusched.rules.facts import Facts


class GuaranteedHoursParameters(RuleParameters):
    """The minimum of instructors that have none of their own."""

    instructors: InstructorSelector = InstructorSelector()
    min_teaching_hours_per_year: Hours | None = None


class GuaranteedHours(Rule[GuaranteedHoursParameters]):
    """An instructor is given the hours guaranteed."""

    parameters_type = GuaranteedHoursParameters
    id = "guaranteed_hours"
    title = "An instructor is given the hours guaranteed"
    unit = "minutes"
    waivable = True
    default = Enforcement(mode=Mode.SOFT, level=Objective.POLICY)

    def _minimum(self, person: Instructor) -> int:
        if person not in self.parameters.instructors:
            return 0
        own = person.limits.min_teaching_hours_per_year
        hours = self.parameters.min_teaching_hours_per_year if own is None else own
        return 0 if hours is None else ceil(hours * 60)

    def check(self, facts: Facts) -> Iterator[Violation]:
        years = sorted({day.year for day in facts.horizon.days})
        for name, mine in facts.by_instructor().items():
            minimum = self._minimum(facts.instance.instructor[name])
            for year in years:
                short = minimum - sum(b.teaching_minutes for b in mine if b.day.year == year)
                if short > 0:
                    yield self.violation((name, str(year)), short)

    def rows(self, problem: Problem) -> Iterable[Row]:
        table = problem.teaching
        _, _, minutes = problem.minutes(table)
        day = problem.days(table)
        year_of = ints([d.year for d in problem.horizon.days])
        for k, person in enumerate(problem.entities.instructors):
            minimum = self._minimum(person)
            mine = problem.rows_of_instructor().get(k, ints([]))
            for year in sorted(set(year_of.tolist())):
                rows = mine[year_of[day[mine]] == year]
                yield at_least((person.id, str(year)), table.column[rows], minimum, minutes[rows])

    examples = (
        Example(
            "three of four hours for Li, none asked for Wu",
            "t1 2026-09-07 am school/big li c1",
            60,
            parameters={"min_teaching_hours_per_year": 4, "instructors": {"ids": ["li"]}},
            subject=("li", "2026"),
        ),
        Example(
            "exactly three hours",
            "t1 2026-09-07 am school/big li c1",
            0,
            parameters={"min_teaching_hours_per_year": 3, "instructors": {"ids": ["li"]}},
        ),
    )
