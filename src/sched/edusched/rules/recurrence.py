"""Something comes again before too long: an award every two years, a meeting each quarter.

For each group and each day of the plan: the `max_gap_days` days that end with it hold a counted booking, or
`last_day`, when it was last held before the plan. Days whose stretch begins before the plan are asked for
where `last_day` is known and lies before that stretch, else not. Amount: 1 a day and group, so that two
bookings `max_gap_days` + n days apart come to n. Groups as for `session_count`. Source: R220 (awards at most
24 months apart: 731 days). Rows: one demand row per group and day over the columns of its stretch.
"""

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator
from datetime import date, timedelta

from pydantic import Field

from edusched.calendar.horizon import Horizon
from edusched.compile.problem import Problem
from edusched.compile.rows import Row, at_least
from edusched.domain.base import Day
from edusched.domain.places import Level
from edusched.domain.result import Violation
from edusched.rules.contract import OWED, Rule, RuleParameters
from edusched.rules.counting import Counted, between
from edusched.rules.examples import Example
from edusched.rules.facts import Facts
from edusched.rules.groups import ALL, ByPlace, PlaceGroups


class RecurrenceParameters(RuleParameters):
    """What comes again, and after how long at the latest."""

    counted: Counted = Field(default=Counted(), description="The bookings that count.")
    by: ByPlace = Field(default="all", description="What is counted apart.")
    level: Level = Field(default=Level.COUNTY, strict=False, description="Level of the regions meant.")
    max_gap_days: int = Field(ge=1, le=3660, description="Most days from one to the next.")
    last_day: Day | None = Field(default=None, description="When it was last held before the plan.")


class Recurrence(Rule[RecurrenceParameters]):
    """Something comes again before too long."""

    parameters_type = RecurrenceParameters
    id = "recurrence"
    title = "Something comes again before too long"
    unit = "days"
    spans = True
    default = OWED
    waivable = True

    def _stretches(self, horizon: Horizon) -> Iterator[tuple[date, date]]:
        """Yield first and last day of each stretch in which something is to be held."""
        p = self.parameters
        for day in horizon.days:
            first = day - timedelta(days=p.max_gap_days - 1)
            if first > p.last_day if p.last_day is not None else first >= horizon.days[0]:
                yield first, day

    def check(self, facts: Facts) -> Iterator[Violation]:
        p = self.parameters
        groups = PlaceGroups(facts.instance, p.by, p.level)
        counted = (b for b in facts.bookings if p.counted.booking(b, facts.instance))
        for group, held in groups.held(counted).items():
            days = [b.day for b in held]
            for first, last in self._stretches(facts.horizon):
                if bisect_left(days, first) == bisect_right(days, last):
                    yield self.violation((group, last.isoformat()), 1)

    def rows(self, problem: Problem) -> Iterable[Row]:
        p, table = self.parameters, problem.placing
        groups = PlaceGroups(problem.instance, p.by, p.level)
        counts = p.counted.columns(problem, table)
        for group in groups.names:
            held = table.select(counts & groups.columns(problem, group))
            for first, last in self._stretches(problem.horizon):
                mine = held.column[between(problem, first, last, held)]
                yield at_least((group, last.isoformat()), mine, 1)

    examples = (
        Example(
            "Monday and Friday are four days apart, three asked; then nothing more: 1 + 6",
            """t1 2026-09-07 am school/big li c1
               k1 2026-09-11 am school/small wu c1""",
            7,
            given={"calendar": {"last_day": "2026-09-19"}},
            parameters={"max_gap_days": 3},
            subject=(ALL, "2026-09-10"),
        ),
        Example(
            "last held on the 5th, again on the 9th: one day too late",
            "t1 2026-09-09 am school/big li c1",
            1,
            given={"calendar": {"last_day": "2026-09-11"}},
            parameters={"max_gap_days": 3, "last_day": "2026-09-05"},
            subject=(ALL, "2026-09-08"),
        ),
        Example(
            "nothing known of before: three days from the plan's start",
            "t1 2026-09-09 am school/big li c1",
            0,
            given={"calendar": {"last_day": "2026-09-11"}},
            parameters={"max_gap_days": 3},
        ),
    )
