"""Loads are alike: the range from the least to the most loaded instructor.

Load: bookings taught; an instructor teaches a booking once, whatever the roles. Amount: the largest load less
the smallest over all instructors meant, those who teach nothing included; one violation for all of them. With
fewer than two instructors meant there is no range. Source: R180 (fairness), PRODUCT (fair loads). Rows: a
range over one sum per instructor.
"""

from collections.abc import Iterable, Iterator
from typing import Literal

import numpy as np
from pydantic import Field

from edusched.compile.arrays import ints
from edusched.compile.problem import Problem
from edusched.compile.rows import Range, Row
from edusched.domain.policy import Enforcement, Mode, Objective
from edusched.domain.result import Violation
from edusched.rules.contract import PRICE_ONLY, InstructorSelector, Rule, RuleParameters
from edusched.rules.examples import Example
from edusched.rules.facts import Facts

ALL = ("all",)


class LoadRangeParameters(RuleParameters):
    """Whose loads are to be alike, and what a load is."""

    instructors: InstructorSelector = Field(
        default=InstructorSelector(), description="The instructors meant, idle ones included."
    )
    count: Literal["bookings"] = Field(default="bookings", description="What makes a load.")


class LoadRange(Rule[LoadRangeParameters]):
    """Loads are alike."""

    parameters_type = LoadRangeParameters
    id = "load_range"
    title = "The most and the least loaded instructor are not far apart"
    unit = "bookings"
    spans = True
    default = Enforcement(mode=Mode.SOFT, level=Objective.FAIRNESS)
    modes = PRICE_ONLY

    def check(self, facts: Facts) -> Iterator[Violation]:
        loads = {
            name: len(mine)
            for name, mine in facts.by_instructor().items()
            if facts.instance.instructor[name] in self.parameters.instructors
        }
        if not loads:
            return
        least, most = min(loads, key=lambda name: loads[name]), max(loads, key=lambda name: loads[name])
        if loads[most] > loads[least]:
            witness = (f"{name}: {loads[name]}" for name in (most, least))
            yield self.violation(ALL, loads[most] - loads[least], *witness)

    def rows(self, problem: Problem) -> Iterable[Row]:
        taught, column = problem.rows_of_instructor(), problem.teaching.column
        loads = [
            column[taught.get(k, ints([]))]
            for k, person in enumerate(problem.entities.instructors)
            if person in self.parameters.instructors
        ]
        if len(loads) > 1:
            yield Range(ALL, tuple((load, np.ones(load.size, dtype=np.int64)) for load in loads))

    examples = (
        Example(
            "Li teaches two, Wu one",
            """t1 2026-09-07 am school/big li c1
               t2 2026-09-08 am school/big li c2
               k1 2026-09-08 am school/small wu c1""",
            1,
            subject=ALL,
        ),
        Example(
            "Li teaches two, Wu nothing",
            """t1 2026-09-07 am school/big li c1
               t2 2026-09-08 am school/big li c2""",
            2,
        ),
        Example(
            "one each",
            """t1 2026-09-07 am school/big li c1
               k1 2026-09-08 am school/small wu c1""",
            0,
        ),
    )
