"""Shared by the pages on study hours: the columns a cohort may earn hours with."""

from dataclasses import dataclass
from datetime import date

import numpy as np

from edusched.compile.arrays import Ints, Mask, ints
from edusched.compile.problem import Problem
from edusched.domain.base import hundredths
from edusched.domain.people import Cohort
from edusched.rules.counting import Counted, entries_between, session_hours


@dataclass(frozen=True, slots=True)
class Ledger:
    """What a cohort has earned and may earn in a stretch of days.

    Attributes
    ----------
    rows : Ints, rows of ``problem.attending``, one a counted column
    columns, hours, day : Ints, one entry a counted column
        Hours in hundredths; day is the day index.
    subject : list of str
        Subject class of each column.
    past : list of (subject class, hundredths) from history
    past_days : training days from history
    """

    rows: Ints
    columns: Ints
    hours: Ints
    day: Ints
    subject: list[str]
    past: list[tuple[str, int]]
    past_days: int

    @property
    def past_hours(self) -> int:
        """Hundredths of hours from history."""
        return sum(hours for _, hours in self.past)

    def is_class(self, *classes: str) -> Mask:
        """Return which columns are of one of the subject classes."""
        return np.array([name in classes for name in self.subject], dtype=np.bool_)


class Ledgers:
    """Opens the ledger of any cohort for any stretch of days."""

    def __init__(self, problem: Problem, counted: Counted) -> None:
        self._problem, self._counted = problem, counted
        self._counts = counted.columns(problem)
        if problem.attending.size:
            self._counts &= problem.entities.earns[problem.attending.place]
        self._hours = session_hours(problem)
        self._day = problem.days(problem.attending)
        course = problem.instance.course
        self._classes = [course[s.course].subject_class for s in problem.entities.sessions]

    def of(self, cohort: Cohort, first: date, last: date) -> Ledger:
        """Return the ledger of a cohort from first to last day, both included."""
        table = self._problem.attending
        index = self._problem.entities.cohort_index[cohort.id]
        rows = self._problem.rows_of_cohort().get(index, ints([]))
        origin = self._problem.horizon.days[0]
        day = self._day[rows]
        rows = rows[self._counts[rows] & (day >= (first - origin).days) & (day <= (last - origin).days)]
        sessions = table.session[rows]
        entries = entries_between(cohort, first, last, self._counted)
        return Ledger(
            rows,
            table.column[rows],
            self._hours[sessions],
            self._day[rows],
            [self._classes[k] for k in sessions.tolist()],
            [(e.subject_class, hundredths(e.study_hours)) for e in entries],
            sum(e.days for e in entries),
        )
