"""One group of instructors gives its share of what another one teaches: part-timers, experts, volunteers.

With the teaching minutes of a year of those in `whole` (whole) and of those in both selectors (part), each
booking once an instructor: min_percent x whole <= 100 x part <= max_percent x whole. Amount: the excess of
one side over the other, in hundredths of a minute. Nothing taught is no wrong mix. Source: R144, R263 (full
and part time), R015 (officials, experts, scholars), R143 (structure of the pool).
Rows: one cross-multiplied row per side and year, no division.
"""

from collections.abc import Iterable, Iterator

import numpy as np
from pydantic import Field

from edusched.compile.arrays import ints
from edusched.compile.problem import Problem
from edusched.compile.rows import Row, at_most
from edusched.domain.base import Percent
from edusched.domain.policy import Enforcement, Mode, Objective
from edusched.domain.result import Violation
from edusched.rules.contract import InstructorSelector, Rule, RuleParameters
from edusched.rules.counting import Period, between, years
from edusched.rules.examples import Example
from edusched.rules.facts import Facts

PART_TIMERS = {"engagements": ["part_time"]}


class TeachingMixParameters(RuleParameters):
    """The share of ``part`` in what ``whole`` teaches; who is not in ``whole`` does not count at all."""

    part: InstructorSelector = Field(description="Whose share it is.")
    whole: InstructorSelector = Field(
        default=InstructorSelector(), description="Of whose teaching; none given: of all."
    )
    min_percent: Percent | None = None
    max_percent: Percent | None = None
    period: Period = "calendar_year"


class TeachingMix(Rule[TeachingMixParameters]):
    """One group of instructors gives its share of what another one teaches."""

    parameters_type = TeachingMixParameters
    id = "teaching_mix"
    title = "A group of instructors has its share of the teaching"
    unit = "minutes/100"
    spans = True
    default = Enforcement(mode=Mode.SOFT, level=Objective.POLICY)

    def check(self, facts: Facts) -> Iterator[Violation]:
        p = self.parameters
        for label, first, last in years(facts.horizon, p.period):
            part = whole = 0
            for name, mine in facts.by_instructor().items():
                person = facts.instance.instructor[name]
                if person in p.whole:
                    minutes = sum(b.teaching_minutes for b in mine if first <= b.day <= last)
                    whole += minutes
                    part += minutes if person in p.part else 0
            short = 0 if p.min_percent is None else p.min_percent * whole - 100 * part
            over = 0 if p.max_percent is None else 100 * part - p.max_percent * whole
            seen = f"{part} of {whole} minutes"
            if short > 0:
                yield self.violation((label,), short, seen)
            if over > 0:
                yield self.violation((label, "maximum"), over, seen)

    def rows(self, problem: Problem) -> Iterable[Row]:
        p, table = self.parameters, problem.teaching
        people = problem.entities.instructors
        in_whole = np.array([person in p.whole for person in people], dtype=np.bool_)
        in_part = ints([person in p.part for person in people])
        _, _, minutes = problem.minutes(table)
        for label, first, last in years(problem.horizon, p.period):
            inside = between(problem, first, last, table)
            rows = np.flatnonzero(in_whole[table.who] & inside)
            columns, taught, part = table.column[rows], minutes[rows], in_part[table.who[rows]]
            if p.min_percent is not None:
                yield at_most((label,), columns, 0, taught * (p.min_percent - 100 * part))
            if p.max_percent is not None:
                yield at_most((label, "maximum"), columns, 0, taught * (100 * part - p.max_percent))

    examples = (
        Example(
            "Wu, part time, teaches 2 of 5 hours, and may 30 %: 100 x 120 - 30 x 300",
            """t1 2026-09-07 am school/big li c1
               p1 2026-09-07 eve web wu c1""",
            3000,
            parameters={"part": PART_TIMERS, "min_percent": 20, "max_percent": 30},
            subject=("2026", "maximum"),
        ),
        Example(
            "half of it where half is asked",
            """t1 2026-09-07 am school/big li c1
               k1 2026-09-08 am school/big wu c1""",
            0,
            parameters={"part": PART_TIMERS, "min_percent": 50, "max_percent": 50},
        ),
        Example(
            "none of 3 hours where a fifth is asked: 20 x 180",
            "t1 2026-09-07 am school/big li c1",
            3600,
            parameters={"part": PART_TIMERS, "min_percent": 20},
            subject=("2026",),
        ),
    )
