"""What a cohort asks for is taught to it.

For each cohort meant and each course tag among its `needs`: the cohort attends a booking of a course with the
tag. Amount: urgency of the need (1 to 5) x persons of the cohort where it does not; how often and when does
not matter, and history does not help. Source: R004 (needs decide the programme), R007 (urgency 1 to 5), R125.
Rows: one demand row per (cohort, tag) over the columns with which the cohort attends such a course.
"""

from collections.abc import Iterable, Iterator

import numpy as np
from pydantic import Field

from edusched.compile.arrays import ints
from edusched.compile.problem import Problem
from edusched.compile.rows import Row, at_least
from edusched.domain.instance import Instance
from edusched.domain.policy import Enforcement, Mode, Objective
from edusched.domain.result import Violation
from edusched.domain.teaching import CohortSelector
from edusched.rules.contract import Rule, RuleParameters
from edusched.rules.examples import Example
from edusched.rules.facts import Facts


class NeedsMetParameters(RuleParameters):
    """Whose needs count."""

    cohorts: CohortSelector = Field(default=CohortSelector(), description="The cohorts meant.")


class NeedsMet(Rule[NeedsMetParameters]):
    """What a cohort asks for is taught to it."""

    parameters_type = NeedsMetParameters
    id = "needs_met"
    title = "Cohorts attend what they ask for"
    unit = "urgency x persons"
    default = Enforcement(mode=Mode.SOFT, level=Objective.NEEDS)
    waivable = True

    def applies(self, instance: Instance) -> bool:
        return any(cohort.needs for cohort in instance.cohorts)

    def check(self, facts: Facts) -> Iterator[Violation]:
        booked = facts.by_cohort()
        for cohort in (c for c in facts.instance.selected(self.parameters.cohorts) if c.persons):
            met = {tag for b in booked[cohort.id] for tag in b.course.tags}
            for tag, urgency in sorted(cohort.needs.items()):
                if tag not in met:
                    yield self.violation((cohort.id, tag), urgency * cohort.persons)

    def rows(self, problem: Problem) -> Iterable[Row]:
        entities, table, course = problem.entities, problem.attending, problem.instance.course
        tags = [course[session.course].tags for session in entities.sessions]
        for cohort in (c for c in problem.instance.selected(self.parameters.cohorts) if c.persons):
            mine = problem.rows_of_cohort().get(entities.cohort_index[cohort.id], ints([]))
            for tag, urgency in sorted(cohort.needs.items()):
                meets = np.array([tag in held for held in tags], dtype=np.bool_)
                columns = table.column[mine[meets[table.session[mine]]]]
                yield at_least((cohort.id, tag), columns, 1, unit_amount=urgency * cohort.persons)

    examples = (
        Example(
            "c1 asks for core and law: theory is core, nothing has the tag law, 2 x 13",
            "t1 2026-09-07 am school/big li c1",
            26,
            given={"cohorts": [{"id": "c1", "needs": {"core": 5, "law": 2}}]},
            subject=("c1", "law"),
        ),
        Example(
            "others attend what c1 asks for: 5 x 13",
            "t2 2026-09-07 am school/big li c2",
            65,
            given={"cohorts": [{"id": "c1", "needs": {"core": 5}}]},
            subject=("c1", "core"),
        ),
        Example(
            "once is enough",
            "t1 2026-09-07 am school/big li c1",
            0,
            given={"cohorts": [{"id": "c1", "needs": {"core": 5}}]},
        ),
    )
