"""So many sessions are held a year: at least, at most, in all or in each region of a level.

For each group (all, or a region of the level with what lies below it) and year: counted bookings. The region
of a booking is that of its venue, or its site; a booking on a platform is in no region. Amount: bookings
below the minimum (subject group, year), above the maximum (group, year, `maximum`). Source: R238, R252, R254.
Rows: two one-sided count rows per group and year over place columns.
"""

from collections.abc import Iterable, Iterator

import numpy as np
from pydantic import Field

from edusched.compile.problem import Problem
from edusched.compile.rows import Row
from edusched.domain.base import Id
from edusched.domain.places import Level
from edusched.domain.result import Violation
from edusched.rules.contract import Rule, RuleParameters
from edusched.rules.counting import Counted, Period, between, years
from edusched.rules.examples import Example
from edusched.rules.facts import Facts
from edusched.rules.groups import ALL, PART_OF, ByPlace, PlaceGroups, outside, range_rows


class SessionCountParameters(RuleParameters):
    """Which sessions count, what is counted apart, and how many there may be."""

    counted: Counted = Field(default=Counted(), description="The bookings that count.")
    by: ByPlace = Field(default="all", description="What is counted apart.")
    level: Level = Field(default=Level.COUNTY, strict=False, description="Level of the regions meant.")
    min_sessions: int | None = Field(default=None, ge=0, le=1_000_000, description="Least bookings a year.")
    max_sessions: int | None = Field(default=None, ge=0, le=1_000_000, description="Most bookings a year.")
    period: Period = Field(
        default="calendar_year", description="What a year is; `horizon` is the whole plan."
    )
    part_of: Id | None = Field(default=None, description=PART_OF)


class SessionCount(Rule[SessionCountParameters]):
    """So many sessions are held a year."""

    parameters_type = SessionCountParameters
    id = "session_count"
    title = "So many sessions are held a year, in all or in each region"
    unit = "sessions"
    spans = True
    waivable = True

    def limits(self) -> tuple[int | None, int | None]:
        """Return the least and the most sessions of a year."""
        return self.parameters.min_sessions, self.parameters.max_sessions

    def counts(self, facts: Facts) -> Iterator[tuple[str, str, int]]:
        """Yield group, year and sessions held."""
        p = self.parameters
        groups = PlaceGroups(facts.instance, p.by, p.level)
        for label, first, last in years(facts.horizon, p.period):
            counted = p.counted.between(facts.instance, facts.bookings, first, last)
            for group, held in groups.held(counted).items():
                yield group, label, len(held)

    def check(self, facts: Facts) -> Iterator[Violation]:
        for group, label, count in self.counts(facts):
            for subject, amount in outside((group, label), count, *self.limits()):
                yield self.violation(subject, amount, f"{count} held")

    def rows(self, problem: Problem) -> Iterable[Row]:
        p, table = self.parameters, problem.placing
        groups = PlaceGroups(problem.instance, p.by, p.level)
        counts = p.counted.columns(problem, table)
        held = {group: counts & groups.columns(problem, group) for group in groups.names}
        for label, first, last in years(problem.horizon, p.period):
            inside = between(problem, first, last, table)
            for group in groups.names:
                mine = table.column[held[group] & inside]
                yield from range_rows(
                    (group, label), mine, np.ones(mine.size, np.int64), p.min_sessions, p.max_sessions
                )

    examples = (
        Example(
            "three asked for, two held, one of them online",
            """t1 2026-09-07 am school/big li c1
               p1 2026-09-08 am web wu c1""",
            1,
            parameters={"min_sessions": 3},
            subject=(ALL, "2026"),
        ),
        Example(
            "one at most in each township: the lake lies in the east, as the hall",
            """t2 2026-09-07 am hall/main li c2
               k2 2026-09-08 am bus@lake wu c2
               t1 2026-09-08 pm school/big li c1""",
            1,
            parameters={"max_sessions": 1, "by": "region", "level": "township"},
            subject=("east", "2026", "maximum"),
        ),
        Example(
            "theory once or twice a year",
            """t1 2026-09-07 am school/big li c1
               k1 2026-09-08 am school/big li c1
               p1 2026-09-08 pm web wu c1""",
            0,
            parameters={"min_sessions": 1, "max_sessions": 2, "counted": {"courses": ["theory"]}},
        ),
    )
