"""An office trains only those it has a duty to train, level by level.

For each booking of a session with an `organiser`: `may_train` gives, by the level of the organiser's region,
the levels of cohorts' regions it may train; a level that is not there may train nobody. Sessions without an
organiser are free. Amount: cohorts attending that the organiser may not train, whatever their persons.
Source: R003 (level by level), R052, R053, R097, R104, R113 (upper levels train those below).
Rows: none; place columns that bring such a cohort and its own choices are struck out (or priced).
"""

from collections.abc import Iterable, Iterator

import numpy as np
from pydantic import Field

from edusched.compile.arrays import ints
from edusched.compile.problem import ColumnFilter, Problem
from edusched.domain.places import Level
from edusched.domain.result import Violation
from edusched.rules.contract import Rule, RuleParameters
from edusched.rules.examples import Example
from edusched.rules.facts import Facts

NO_ORGANISER = -1


class DutyParameters(RuleParameters):
    """Who trains whom, by level."""

    may_train: dict[Level, tuple[Level, ...]] = Field(
        description="Levels of cohorts' regions, by the level of the organiser's region."
    )


class Duty(Rule[DutyParameters]):
    """An office trains only those it has a duty to train."""

    parameters_type = DutyParameters
    id = "duty"
    title = "An office trains the levels it has a duty to train"
    unit = "cohorts"
    adds_up = True

    def _may(self, office: Level, learner: Level) -> bool:
        return learner in self.parameters.may_train.get(office, ())

    def check(self, facts: Facts) -> Iterator[Violation]:
        region = facts.instance.region
        for b in facts.bookings:
            if b.session.organiser is None:
                continue
            office = region[b.session.organiser].level
            for cohort in sorted({c.id: c for c in b.cohorts}.values(), key=lambda c: c.id):
                level = region[cohort.region].level
                if not self._may(office, level):
                    yield self.violation((b.session.id, cohort.id), 1, f"{office.value} trains {level.value}")

    def column_filters(self, problem: Problem) -> Iterable[ColumnFilter]:
        entities, table, region = problem.entities, problem.attending, problem.instance.region
        offices = [s.organiser for s in entities.sessions]
        office = ints([NO_ORGANISER if name is None else region[name].level.rank for name in offices])
        learner = ints([region[cohort.region].level.rank for cohort in entities.cohorts])
        wrong = np.array([[not self._may(a, b) for b in Level] for a in Level])
        there = office[table.session]
        yield ColumnFilter(table.column, (wrong[there, learner[table.who]] & (there >= 0)).astype(np.int64))

    examples = (
        Example(
            "the county trains townships, not itself",
            """t1 2026-09-07 am school/big li c1
               t2 2026-09-08 am school/big li c2""",
            1,
            given={"sessions": [{"id": "t1", "organiser": "county"}, {"id": "t2", "organiser": "county"}]},
            parameters={"may_train": {"county": ["township", "village"]}},
            subject=("t1", "c1"),
        ),
        Example(
            "nobody is responsible for the session",
            "t1 2026-09-07 am school/big li c1",
            0,
            parameters={"may_train": {"county": ["township"]}},
        ),
    )
