"""What belongs to a season is held in its windows.

For each counted booking: its day lies in at least one of the named windows of the calendar, first and last
day of a range included. Amount: 1 for each counted booking outside all of them. Source: R126 (spring and
winter training for rural members). Rows: none; place columns outside are struck out (or priced).
"""

from collections.abc import Iterable, Iterator

import numpy as np
from pydantic import Field

from edusched.compile.problem import ColumnFilter, Problem
from edusched.domain.base import Id
from edusched.domain.result import Violation
from edusched.rules.contract import Rule, RuleParameters
from edusched.rules.counting import Counted
from edusched.rules.days import window_days
from edusched.rules.examples import Example
from edusched.rules.facts import Facts


class SeasonParameters(RuleParameters):
    """What belongs to the season, and when the season is."""

    counted: Counted = Counted()
    windows: tuple[Id, ...] = Field(min_length=1, description="Named windows of the calendar.")


class Season(Rule[SeasonParameters]):
    """What belongs to a season is held in its windows."""

    parameters_type = SeasonParameters
    id = "season"
    title = "What belongs to a season is held in its windows"
    unit = "sessions"
    adds_up = True

    def check(self, facts: Facts) -> Iterator[Violation]:
        p = self.parameters
        season = window_days(facts.horizon, p.windows)
        for b in facts.bookings:
            if b.day not in season and p.counted.booking(b, facts.instance):
                yield self.violation((b.session.id,), 1, b.day.isoformat())

    def column_filters(self, problem: Problem) -> Iterable[ColumnFilter]:
        p, table = self.parameters, problem.placing
        season = window_days(problem.horizon, p.windows)
        outside = np.array([day not in season for day in problem.horizon.days], dtype=np.bool_)
        bad = p.counted.columns(problem, table) & outside[problem.days(table)]
        yield ColumnFilter(table.column, bad.astype(np.int64))

    examples = (
        Example(
            "Monday and Tuesday are spring, Wednesday is not",
            """t1 2026-09-08 am school/big li c1
               k1 2026-09-09 am school/small wu c1""",
            1,
            given={
                "calendar": {
                    "windows": [{"id": "spring", "ranges": [{"first": "2026-09-07", "last": "2026-09-08"}]}]
                }
            },
            parameters={"windows": ["spring"]},
            subject=("k1",),
        ),
        Example(
            "theory belongs to the season, skill does not",
            """t1 2026-09-08 am school/big li c1
               k1 2026-09-09 am school/small wu c1""",
            0,
            given={
                "calendar": {
                    "windows": [{"id": "spring", "ranges": [{"first": "2026-09-07", "last": "2026-09-08"}]}]
                }
            },
            parameters={"windows": ["spring"], "counted": {"courses": ["theory"]}},
        ),
    )
