"""An instructor teaches no more than so many hours a day, a week, a month, a year.

Teaching minutes = summed lengths of the periods taught. The instructor's own limit first, else the
parameter, else no limit. Weeks are ISO weeks, months and years those of the calendar; only what the plan
holds counts. Amount: minutes over, per instructor and day, week, month or year. Source: R147 (6 h a month),
R207 (members of an expert group, 8 h a month), R149, R150. Rows: one capacity row per (instructor, day / week
/ month / year) that could exceed the limit.
"""

from collections import Counter
from collections.abc import Iterable, Iterator
from datetime import date
from decimal import Decimal

import numpy as np
from pydantic import Field

from edusched.compile.arrays import ints, joined, runs
from edusched.compile.problem import Problem
from edusched.compile.rows import Batch, Row
from edusched.domain.base import Hours
from edusched.domain.people import Instructor
from edusched.domain.result import Violation
from edusched.rules.contract import InstructorSelector, Rule, RuleParameters
from edusched.rules.examples import Example
from edusched.rules.facts import Facts

NO_LIMIT = -1
SPANS = ("day", "week", "month", "year")


class InstructorHoursParameters(RuleParameters):
    """Limits for instructors that have none of their own."""

    instructors: InstructorSelector = InstructorSelector()
    max_teaching_hours_per_day: Hours | None = None
    max_teaching_hours_per_week: Hours | None = None
    max_teaching_hours_per_month: Hours | None = Field(
        default=None, description="Most teaching hours in a calendar month, likewise."
    )
    max_teaching_hours_per_year: Hours | None = None


class InstructorHours(Rule[InstructorHoursParameters]):
    """An instructor teaches no more than so many hours a day, a week, a month, a year."""

    parameters_type = InstructorHoursParameters
    id = "instructor_hours"
    title = "An instructor teaches so many hours a day, week, month and year at most"
    unit = "minutes"
    adds_up = True
    waivable = True

    def limit_minutes(self, person: Instructor, span: str) -> int | None:
        """Return the most minutes an instructor teaches in a span, one of ``SPANS``, if there is a limit."""
        name = f"max_teaching_hours_per_{span}"
        own: Decimal | None = getattr(person.limits, name)
        hours: Decimal | None = getattr(self.parameters, name) if own is None else own
        return None if hours is None else int(hours * 60)

    def _limit_or_none(self, person: Instructor, span: str) -> int:
        limit = self.limit_minutes(person, span) if person in self.parameters.instructors else None
        return NO_LIMIT if limit is None else limit

    def check(self, facts: Facts) -> Iterator[Violation]:
        for name, mine in facts.by_instructor().items():
            person = facts.instance.instructor[name]
            if person not in self.parameters.instructors:
                continue
            for span in SPANS:
                limit = self.limit_minutes(person, span)
                taught: Counter[str] = Counter()
                for b in mine:
                    taught[label(b.day, span)] += b.teaching_minutes
                for which, minutes in sorted(taught.items()):
                    if limit is not None and minutes > limit:
                        yield self.violation((name, span, which), minutes - limit)

    def rows(self, problem: Problem) -> Iterable[Row]:
        people, days, table = problem.entities.instructors, problem.horizon.days, problem.teaching
        _, _, minutes = problem.minutes(table)
        day = problem.days(table)
        limits = ints([self._limit_or_none(person, span) for person in people for span in SPANS])
        limits = limits.reshape(len(people), len(SPANS))
        names = [list(dict.fromkeys(label(d, span) for d in days)) for span in SPANS]
        rows, keys = [], []
        for k, span in enumerate(SPANS):
            if not (limits[:, k] == NO_LIMIT).all():
                number = {name: at for at, name in enumerate(names[k])}
                cell = ints([number[label(d, span)] for d in days])
                mine = np.flatnonzero(limits[table.who, k] != NO_LIMIT)
                rows.append(mine)
                keys.append((table.who[mine] * len(SPANS) + k) * len(days) + cell[day[mine]])
        key, row = joined(keys), joined(rows)
        order, start = runs(key)
        whose, which = np.divmod(key[order[start[:-1]]], len(days))
        each = [(*divmod(a, len(SPANS)), b) for a, b in zip(whose.tolist(), which.tolist(), strict=True)]
        subjects = [(people[who].id, SPANS[k], names[k][at]) for who, k, at in each]
        mine = row[order]
        yield Batch(subjects, start, table.column[mine], minutes[mine], None, limits.ravel()[whose])

    examples = (
        Example(
            "six hours on a day, four allowed",
            """t1 2026-09-07 am school/big li c1
               t2 2026-09-07 pm school/big li c2""",
            120,
            parameters={"max_teaching_hours_per_day": 4},
            subject=("li", "day", "2026-09-07"),
        ),
        Example(
            "the own limit comes first",
            """t1 2026-09-07 am school/big li c1
               t2 2026-09-08 pm school/big li c2""",
            0,
            given={"instructors": [{"id": "li", "limits": {"max_teaching_hours_per_week": 6}}]},
            parameters={"max_teaching_hours_per_week": 3},
        ),
    )


def label(day: date, span: str) -> str:
    """Return the day, ISO week, calendar month or year a day belongs to, in words."""
    if span in ("day", "month"):
        return day.isoformat()[: 10 if span == "day" else 7]
    year, week, _ = day.isocalendar()
    return f"{year}-W{week:02}" if span == "week" else str(day.year)
