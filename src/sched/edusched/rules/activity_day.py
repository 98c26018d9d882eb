"""On the activity day something is held: each year on its date, in all or in each region of a level.

For each date of each year that falls on a day of the plan, and each group: counted bookings on that day >=
the minimum. The date stays as it is (reading A14), or goes to the working day of the plan nearest to it, the
earlier of two equally near; a date outside the plan is not asked for, nor any where no day of the plan is a
working day. A day that two dates lead to is asked for once. Regions as for ``session_count``. Amount:
bookings short, per group and day. Source: R201, R203, R213. Rows: one demand row per (group, day) over place
columns.
"""

from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from typing import Annotated, Literal

from pydantic import AfterValidator, Field

from edusched.calendar.horizon import Horizon
from edusched.compile.problem import Problem
from edusched.compile.rows import Row, at_least
from edusched.domain.places import Level
from edusched.domain.result import Violation
from edusched.rules.contract import OWED, Rule, RuleParameters
from edusched.rules.counting import Counted, between
from edusched.rules.examples import Example
from edusched.rules.facts import Facts
from edusched.rules.groups import ALL, ByPlace, PlaceGroups


def _real(text: str) -> str:
    try:
        date.fromisoformat(f"2000-{text}")  # a leap year: 29 February is a date
    except ValueError:
        raise ValueError("expected a date of the year as MM-DD") from None
    return text


def _nearest(day: int, days: Sequence[int]) -> int:
    return min(days, key=lambda other: (abs(other - day), other))


DateOfYear = Annotated[str, Field(pattern=r"^\d\d-\d\d$"), AfterValidator(_real)]


class ActivityDayParameters(RuleParameters):
    """The dates, and what is held on them."""

    counted: Counted = Field(default=Counted(), description="The bookings that count.")
    dates: tuple[DateOfYear, ...] = Field(min_length=1, description="Dates of the year, as `MM-DD`.")
    by: ByPlace = Field(default="all", description="What is counted apart.")
    level: Level = Field(default=Level.COUNTY, strict=False, description="Level of the regions meant.")
    min_sessions: int = Field(default=1, ge=1, le=10_000, description="Least bookings on the day.")
    shift: Literal["keep", "nearest_working_day"] = Field(
        default="keep", description="Where a date goes that is no working day."
    )


class ActivityDay(Rule[ActivityDayParameters]):
    """On the activity day something is held."""

    parameters_type = ActivityDayParameters
    id = "activity_day"
    title = "On the activity day something is held"
    unit = "sessions"
    spans = True
    default = OWED
    waivable = True

    def _days(self, horizon: Horizon) -> list[date]:
        found = [k for k, day in enumerate(horizon.days) if day.isoformat()[5:] in self.parameters.dates]
        if self.parameters.shift == "nearest_working_day":
            found = [_nearest(k, horizon.working_days) for k in found if horizon.working_days]
        return [horizon.days[k] for k in sorted(set(found))]

    def check(self, facts: Facts) -> Iterator[Violation]:
        p = self.parameters
        groups = PlaceGroups(facts.instance, p.by, p.level)
        for day in self._days(facts.horizon):
            counted = p.counted.between(facts.instance, facts.bookings, day, day)
            for group, held in groups.held(counted).items():
                if len(held) < p.min_sessions:
                    there = (b.session.id for b in held)
                    yield self.violation((group, day.isoformat()), p.min_sessions - len(held), *there)

    def rows(self, problem: Problem) -> Iterable[Row]:
        p, table = self.parameters, problem.placing
        groups = PlaceGroups(problem.instance, p.by, p.level)
        counts = p.counted.columns(problem, table)
        held = {group: counts & groups.columns(problem, group) for group in groups.names}
        for day in self._days(problem.horizon):
            inside = between(problem, day, day, table)
            for group in groups.names:
                mine = table.column[held[group] & inside]
                yield at_least((group, day.isoformat()), mine, p.min_sessions)

    examples = (
        Example(
            "one session on the day, in the county town: nothing in the north, nor in the east",
            "t1 2026-09-10 am school/big li c1",
            2,
            parameters={"dates": ["09-10"], "by": "region", "level": "township"},
            subject=("east", "2026-09-10"),
        ),
        Example(
            "the 12th is a Saturday; it stays one, and the session on Friday comes too early",
            "t1 2026-09-11 am school/big li c1",
            1,
            parameters={"dates": ["09-12"]},
            subject=(ALL, "2026-09-12"),
        ),
        Example(
            "moved to the nearest working day: to Friday",
            "t1 2026-09-11 am school/big li c1",
            0,
            parameters={"dates": ["09-12"], "shift": "nearest_working_day"},
        ),
        Example(
            "the 28th lies after the plan",
            "",
            0,
            parameters={"dates": ["09-28"], "min_sessions": 2},
        ),
    )
