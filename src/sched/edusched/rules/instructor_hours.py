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

from pydantic import Field

from edusched.compile.arrays import grouped, ints
from edusched.compile.problem import Problem
from edusched.compile.rows import Row, at_most
from edusched.domain.base import Hours
from edusched.domain.people import Instructor
from edusched.domain.result import Violation
from edusched.rules.contract import InstructorSelector, Rule, RuleParameters
from edusched.rules.examples import Example
from edusched.rules.facts import Facts

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
    waivable = True

    def limit_minutes(self, person: Instructor, span: str) -> int | None:
        """Return the most minutes an instructor teaches in a span, one of ``SPANS``, if there is a limit."""
        name = f"max_teaching_hours_per_{span}"
        own: Decimal | None = getattr(person.limits, name)
        hours: Decimal | None = getattr(self.parameters, name) if own is None else own
        return None if hours is None else int(hours * 60)

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
        table = problem.teaching
        _, _, minutes = problem.minutes(table)
        day = problem.days(table)
        for who, mine in sorted(problem.rows_of_instructor().items()):
            person = problem.entities.instructors[who]
            if person not in self.parameters.instructors:
                continue
            for span in SPANS:
                limit = self.limit_minutes(person, span)
                if limit is None:
                    continue
                labels = [label(d, span) for d in problem.horizon.days]
                number = {name: k for k, name in enumerate(dict.fromkeys(labels))}
                cell = ints([number[name] for name in labels])
                names = list(number)
                for (which,), at in grouped(cell[day[mine]]):
                    rows = mine[at]
                    subject = (person.id, span, names[which])
                    yield at_most(subject, table.column[rows], limit, minutes[rows])

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
