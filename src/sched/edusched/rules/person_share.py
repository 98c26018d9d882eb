"""A part has its share of the person-times: each field a tenth, online two thirds, ten percent more a year.

For each group and year, with the person-times counted (whole) and those that `part` counts as well (part), as
for `person_times`: min_percent x whole <= 100 x part <= max_percent x whole. The whole is that of the same
year, or of the year before, history and plan alike, so that 110 percent is a growth by a tenth. Amount: the
excess of one side over the other, in hundredths of a person-time; nothing trained is no wrong share. Source:
R226 (floors by field), R233 (growth year over year). Rows: one cross-multiplied row per side, group and year.
"""

from collections.abc import Iterable, Iterator
from datetime import date, timedelta
from typing import Annotated, Literal

import numpy as np
from pydantic import Field, model_validator

from edusched.compile.arrays import joined, summed
from edusched.compile.problem import Problem
from edusched.compile.rows import Row, at_most
from edusched.domain.places import Level
from edusched.domain.result import Violation
from edusched.domain.teaching import CohortSelector
from edusched.rules.contract import Rule, RuleParameters
from edusched.rules.counting import Counted, Period, anniversary, years
from edusched.rules.examples import Example
from edusched.rules.facts import Facts
from edusched.rules.groups import By, cohort_groups
from edusched.rules.times import Count, Times

SharePercent = Annotated[int, Field(ge=0, le=10_000)]


class PersonShareParameters(RuleParameters):
    """Which share of what; 110 percent of the year before is a growth by a tenth."""

    cohorts: CohortSelector = Field(default=CohortSelector(), description="The cohorts meant.")
    counted: Counted = Field(default=Counted(), description="The whole.")
    part: Counted = Field(default=Counted(), description="The part of it, in this year.")
    of: Literal["year", "year_before"] = Field(default="year", description="Of which year the whole is.")
    count: Count = Field(default="programmes", description="What is a time.")
    by: By = Field(default="all", description="What is counted apart.")
    level: Level = Field(default=Level.COUNTY, strict=False, description="Level of the regions meant.")
    min_percent: SharePercent | None = Field(default=None, description="Least share, in percent.")
    max_percent: SharePercent | None = Field(default=None, description="Most share, in percent.")
    period: Period = "calendar_year"

    @model_validator(mode="after")
    def _has_a_year_before(self) -> "PersonShareParameters":
        if self.of == "year_before" and self.period == "horizon":
            raise ValueError("expected a period with a year before it: calendar_year or school_year")
        return self


class PersonShare(Rule[PersonShareParameters]):
    """A part has its share of the person-times."""

    parameters_type = PersonShareParameters
    id = "person_share"
    title = "A part has its share of the person-times, of this year or the one before"
    unit = "person-times/100"
    spans = True
    waivable = True

    def _times(self) -> tuple[Times, Times]:
        p = self.parameters
        return Times((p.counted, p.part), p.count), Times((p.counted,), p.count)

    def _whole(self, first: date, last: date) -> tuple[date, date]:
        if self.parameters.of == "year":
            return first, last
        return anniversary(first, first.year - 1), first - timedelta(days=1)

    def check(self, facts: Facts) -> Iterator[Violation]:
        p, (parts, wholes) = self.parameters, self._times()
        groups = cohort_groups(facts.instance, p.cohorts, p.by, p.level)
        for label, first, last in years(facts.horizon, p.period):
            part = parts.of_groups(facts, groups, first, last)
            whole = wholes.of_groups(facts, groups, *self._whole(first, last))
            for group in groups:
                short = 0 if p.min_percent is None else p.min_percent * whole[group] - 100 * part[group]
                over = 0 if p.max_percent is None else 100 * part[group] - p.max_percent * whole[group]
                seen = f"{part[group]} against {whole[group]} person-times"
                if short > 0:
                    yield self.violation((group, label), short, seen)
                if over > 0:
                    yield self.violation((group, label, "maximum"), over, seen)

    def rows(self, problem: Problem) -> Iterable[Row]:
        p, (parts, wholes) = self.parameters, self._times()
        groups = cohort_groups(problem.instance, p.cohorts, p.by, p.level)
        for label, first, last in years(problem.horizon, p.period):
            of_part = parts.columns(problem, groups, first, last)
            of_whole = wholes.columns(problem, groups, *self._whole(first, last))
            for (group, a, part, was), (_, b, whole, been) in zip(of_part, of_whole, strict=True):
                for side, percent, sign in (((), p.min_percent, 1), (("maximum",), p.max_percent, -1)):
                    if percent is not None:
                        coefs = joined([-100 * sign * part, percent * sign * whole])
                        columns, weights = summed(joined([a, b]), coefs)
                        past = sign * (100 * was - percent * been)
                        kept = np.flatnonzero(weights)
                        yield at_most((group, label, *side), columns[kept], past, weights[kept])

    examples = (
        Example(
            "theory has 13 of 26 person-times, three fifths are asked: 60 x 26 - 100 x 13",
            """t1 2026-09-07 am school/big li c1
               k1 2026-09-08 am school/big li c1""",
            260,
            parameters={"count": "sessions", "part": {"courses": ["theory"]}, "min_percent": 60},
            subject=("all", "2026"),
        ),
        Example(
            "ten percent more than last year: 4 x 2 x 110 % are 8.8, and 4 are trained",
            "t2 2026-09-07 am hall/main li c2",
            480,
            given={
                "cohorts": [
                    {
                        "id": "c2",
                        "history": [
                            {"on": "2025-03-02", "study_hours": 4, "subject_class": "theory"},
                            {"on": "2025-10-09", "study_hours": 4, "subject_class": "theory"},
                        ],
                    }
                ]
            },
            parameters={"count": "sessions", "of": "year_before", "min_percent": 110},
            subject=("all", "2026"),
        ),
        Example("nothing trained, and nothing wrong", "", 0, parameters={"min_percent": 10}),
    )
