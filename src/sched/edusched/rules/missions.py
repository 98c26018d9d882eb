"""An instructor sent to a region teaches nowhere else meanwhile, travel days before and after included.

For each mission: from its first to its last day the instructor teaches at venues and stops in the region or
below it only (online is possible from anywhere); on the travel days before and after, not at all. Amount: 1
for each mission, booking and role of the instructor that does not fit. Source: R278 (experts and returnees
travel to other regions: five days and two of travel). Rows: none; staff columns that do not fit are struck
out (or priced).
"""

from collections.abc import Iterable, Iterator
from datetime import date, timedelta

import numpy as np
from pydantic import Field, model_validator

from edusched.compile.arrays import Mask
from edusched.compile.columns import NONE
from edusched.compile.problem import ColumnFilter, Problem
from edusched.domain.base import Day, Id, Model
from edusched.domain.instance import Instance
from edusched.domain.result import Violation
from edusched.rules.contract import Rule, RuleParameters
from edusched.rules.examples import Example
from edusched.rules.facts import Facts

TravelDays = Field(default=1, ge=0, le=60)


class Mission(Model):
    """Who is sent where, and when; travel days come on top."""

    instructor: Id
    region: Id = Field(description="Region the instructor is sent to, with all below it.")
    first_day: Day
    last_day: Day
    travel_days_before: int = TravelDays
    travel_days_after: int = TravelDays

    @model_validator(mode="after")
    def _in_order(self) -> "Mission":
        if self.last_day < self.first_day:
            raise ValueError("expected last_day not before first_day")
        return self

    def travels(self, day: date) -> bool:
        """Tell whether a day is one of travel."""
        first = self.first_day - timedelta(days=self.travel_days_before)
        last = self.last_day + timedelta(days=self.travel_days_after)
        return first <= day <= last and not self.lasts(day)

    def lasts(self, day: date) -> bool:
        """Tell whether a day is one of the mission itself."""
        return self.first_day <= day <= self.last_day

    def elsewhere(self, instance: Instance, held_in: str | None) -> bool:
        """Tell whether a region is outside that of the mission; a platform, in none, is not."""
        return held_in is not None and self.region not in instance.region_path(held_in)


class MissionsParameters(RuleParameters):
    """The missions."""

    missions: tuple[Mission, ...] = Field(min_length=1, max_length=1000)


class Missions(Rule[MissionsParameters]):
    """An instructor sent to a region teaches nowhere else."""

    parameters_type = MissionsParameters
    id = "missions"
    title = "An instructor sent to a region teaches nowhere else meanwhile"
    unit = "bookings"
    adds_up = True

    def check(self, facts: Facts) -> Iterator[Violation]:
        for b in facts.bookings:
            for person in b.instructors:
                for mission in self.parameters.missions:
                    away = mission.lasts(b.day) and mission.elsewhere(facts.instance, b.region)
                    if mission.instructor == person.id and (away or mission.travels(b.day)):
                        yield self.violation((b.session.id, person.id), 1, mission.region, b.day.isoformat())

    def column_filters(self, problem: Problem) -> Iterable[ColumnFilter]:
        entities, table = problem.entities, problem.teaching
        person, days = entities.instructor_index, problem.horizon.days
        regions = [location.region for location in entities.locations]
        broken, day = np.zeros(table.size, dtype=np.int64), problem.days(table)
        for mission in self.parameters.missions:
            sent = table.who == person.get(mission.instructor, NONE)
            away = _mask([mission.elsewhere(problem.instance, region) for region in regions])
            lasts = _mask([mission.lasts(day) for day in days])
            travels = _mask([mission.travels(day) for day in days])
            broken += sent & ((lasts[day] & away[table.location]) | travels[day])
        yield ColumnFilter(table.column, broken)

    examples = (
        Example(
            "Wu is in the east from Tuesday to Wednesday: Monday is for travel, and the school is not there",
            """t1 2026-09-07 am school/big wu c1
               t2 2026-09-08 am hall/main wu c2
               k1 2026-09-09 am school/small wu c1""",
            2,
            parameters={
                "missions": [
                    {
                        "instructor": "wu",
                        "region": "east",
                        "first_day": "2026-09-08",
                        "last_day": "2026-09-09",
                    }
                ]
            },
            subject=("t1", "wu"),
        ),
        Example(
            "online on the way is no teaching either; once there it is, and Li may do as he likes",
            """p1 2026-09-07 eve web wu c1
               p2 2026-09-08 eve web wu c1
               t1 2026-09-08 am school/big li c1""",
            1,
            parameters={
                "missions": [
                    {
                        "instructor": "wu",
                        "region": "east",
                        "first_day": "2026-09-08",
                        "last_day": "2026-09-09",
                    }
                ]
            },
            subject=("p1", "wu"),
        ),
    )


def _mask(values: list[bool]) -> Mask:
    return np.array(values, dtype=np.bool_)
