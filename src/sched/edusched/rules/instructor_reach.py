"""Good instructors are shared: each is to teach in so many regions.

For each instructor meant and each year: distinct regions of `level` in which the instructor teaches at a
venue or a stop, in the region or below it, >= `min_regions`; platforms are in no region. Amount: regions
short, per instructor and year. Source: R151 (good instructors are shared: a star teacher in five counties).
Rows: one demand row per (instructor, year) over "teaches in that region" literals.
"""

from collections.abc import Iterable, Iterator

import numpy as np
from pydantic import Field

from edusched.compile.arrays import ints
from edusched.compile.problem import Problem
from edusched.compile.rows import Row, at_least
from edusched.domain.instance import Instance
from edusched.domain.places import Level
from edusched.domain.policy import Enforcement, Mode, Objective
from edusched.domain.result import Violation
from edusched.rules.contract import InstructorSelector, Rule, RuleParameters
from edusched.rules.counting import Period, between, years
from edusched.rules.examples import Example
from edusched.rules.facts import Facts


class InstructorReachParameters(RuleParameters):
    """Who is to be shared, and how far."""

    instructors: InstructorSelector = Field(default=InstructorSelector(), description="Who is to be shared.")
    level: Level = Field(default=Level.COUNTY, strict=False, description="Level of the regions counted.")
    min_regions: int = Field(default=1, ge=1, le=1000, description="Regions each is to teach in a year.")
    period: Period = Field(default="calendar_year", description="What a year is; `horizon`: the whole plan.")


class InstructorReach(Rule[InstructorReachParameters]):
    """Good instructors are shared: each is to teach in so many regions."""

    parameters_type = InstructorReachParameters
    id = "instructor_reach"
    title = "Good instructors are shared among regions"
    unit = "regions"
    default = Enforcement(mode=Mode.SOFT, level=Objective.FAIRNESS)
    waivable = True

    def _region(self, instance: Instance, held: str | None) -> str | None:
        path = () if held is None else instance.region_path(held)
        return next((name for name in path if instance.region[name].level is self.parameters.level), None)

    def check(self, facts: Facts) -> Iterator[Violation]:
        p = self.parameters
        for label, first, last in years(facts.horizon, p.period):
            for name, mine in facts.by_instructor().items():
                if facts.instance.instructor[name] in p.instructors:
                    taught = [b for b in mine if first <= b.day <= last]
                    reached = {self._region(facts.instance, b.region) for b in taught} - {None}
                    if len(reached) < p.min_regions:
                        yield self.violation((name, label), p.min_regions - len(reached))

    def rows(self, problem: Problem) -> Iterable[Row]:
        p, table, entities = self.parameters, problem.teaching, problem.entities
        where = [self._region(problem.instance, at.region) for at in entities.locations]
        names = sorted({name for name in where if name is not None})
        region = ints([-1 if name is None else names.index(name) for name in where])[table.location]
        for label, first, last in years(problem.horizon, p.period):
            inside = between(problem, first, last, table)
            for k, person in enumerate(entities.instructors):
                if person in p.instructors:
                    mine = problem.rows_of_instructor().get(k, ints([]))
                    mine = mine[inside[mine]]
                    there = [mine[region[mine] == number] for number in np.unique(region[mine])]
                    reached = [problem.any_of(table.column[rows]) for rows in there if region[rows[0]] >= 0]
                    yield at_least((person.id, label), reached, p.min_regions)

    examples = (
        Example(
            "Li teaches in the east twice and in the north: two townships of three",
            """t1 2026-09-07 am hall/main li c1
               t2 2026-09-08 am hall/main li c2
               k2 2026-09-09 am bus@hill li c2""",
            1,
            parameters={"instructors": {"ids": ["li"]}, "level": "township", "min_regions": 3},
            subject=("li", "2026"),
        ),
        Example(
            "the county itself, by its school",
            "t1 2026-09-07 am school/big li c1",
            0,
            parameters={"instructors": {"ids": ["li"]}},
        ),
    )
