"""Each batch goes once a cycle.

n = listed programmes of which the cohort attends at least one session on a day of the cycle, together with
the listed programmes its history shows in the cycle (one in both counts once). Amount: |n - 1| x persons.
Source: R124 (in batches and in turn), R281 (exactly once in three years), R107. Rows: one two-sided count
row per cohort over "attends this programme" literals.
"""

from collections.abc import Iterable, Iterator

import numpy as np
from pydantic import Field

from edusched.compile.arrays import grouped, ints
from edusched.compile.problem import Problem
from edusched.compile.rows import Given, Linear, Row
from edusched.domain.base import Day, Id
from edusched.domain.people import Cohort
from edusched.domain.result import Violation
from edusched.domain.teaching import CohortSelector
from edusched.rules.contract import OWED, Rule, RuleParameters
from edusched.rules.counting import between
from edusched.rules.examples import Example
from edusched.rules.facts import Facts


class RotationOnceParameters(RuleParameters):
    """The cycle runs from ``first_day`` to ``last_day``, both included."""

    cohorts: CohortSelector = CohortSelector()
    programmes: tuple[Id, ...] = Field(min_length=1)
    first_day: Day
    last_day: Day


class RotationOnce(Rule[RotationOnceParameters]):
    """Each batch goes once a cycle."""

    parameters_type = RotationOnceParameters
    id = "rotation_once"
    title = "Each batch goes exactly once a cycle"
    unit = "person-times"
    waivable = True
    default = OWED

    def _been(self, cohort: Cohort) -> set[str]:
        p = self.parameters
        return {
            e.programme
            for e in cohort.history
            if e.programme is not None and e.programme in p.programmes and p.first_day <= e.on <= p.last_day
        }

    def check(self, facts: Facts) -> Iterator[Violation]:
        p, programmes = self.parameters, frozenset(self.parameters.programmes)
        booked = facts.by_cohort()
        for cohort in facts.instance.selected(p.cohorts):
            attended = self._been(cohort)
            for b in booked[cohort.id]:
                programme = facts.instance.programme_of.get(b.session.id)
                if programme and programme.id in programmes and p.first_day <= b.day <= p.last_day:
                    attended.add(programme.id)
            amount = abs(len(attended) - 1) * cohort.persons
            if amount:
                yield self.violation((cohort.id,), amount, *sorted(attended))

    def rows(self, problem: Problem) -> Iterable[Row]:
        p = self.parameters
        table, of = problem.attending, problem.instance.programme_of
        inside = between(problem, p.first_day, p.last_day)
        # A pattern of a programme is listed for the history that names it: it has no sessions.
        names = sorted(set(p.programmes))
        number = {name: k for k, name in enumerate(names)}
        programmes = [of.get(session.id) for session in problem.entities.sessions]
        programme = ints([-1 if x is None else number.get(x.id, -1) for x in programmes])
        for cohort in (c for c in problem.instance.selected(p.cohorts) if c.persons):
            been = self._been(cohort)
            rows = problem.rows_of_cohort().get(problem.entities.cohort_index[cohort.id], ints([]))
            rows = rows[inside[rows]]
            attends = [
                problem.any_of(table.column[rows[at]])
                for (k,), at in grouped(programme[table.session[rows]])
                if k >= 0 and names[k] not in been
            ]
            want = 1 - len(been)
            if want < 0:
                yield Given((cohort.id, "before"), -want * cohort.persons)
            want = max(0, want)
            yield Linear(
                (cohort.id,), ints(attends), np.ones(len(attends), np.int64), want, want, cohort.persons
            )

    examples = (
        Example(
            "c1 goes to both classes: 1 time too many x 13",
            """t1 2026-09-07 am school/big li c1
               k1 2026-09-08 am school/big li c1""",
            13,
            given={
                "programmes": [{"id": "one", "sessions": ["t1"]}, {"id": "two", "sessions": ["k1"]}],
                "cohorts": [{"id": "c2", "category": "other"}],
            },
            parameters={
                "programmes": ["one", "two"],
                "cohorts": {"ids": ["c1"]},
                "first_day": "2026-01-01",
                "last_day": "2026-12-31",
            },
        ),
        Example(
            "c1 goes once",
            "t1 2026-09-07 am school/big li c1",
            0,
            given={"programmes": [{"id": "one", "sessions": ["t1"]}]},
            parameters={
                "programmes": ["one"],
                "cohorts": {"ids": ["c1"]},
                "first_day": "2026-01-01",
                "last_day": "2026-12-31",
            },
        ),
    )
