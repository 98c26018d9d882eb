"""Where seats are few, they go to those who come first: by priority, or by whom they will teach in turn.

For each cohort meant that attends no counted booking: persons x score, which is the cohort's `priority` (1
to 5), or its `later_sessions`, those each of its people is to hold for others once trained. So the persons
who do attend carry the highest score that the seats allow. Amount: persons x score left out; history counts
for nothing. Source: R037, R227, R273 (limited seats go to the highest score), R289 (trained people lead
others: trainers x sessions planned). Rows: one demand row per cohort over the columns with which it attends.
"""

from collections.abc import Iterable, Iterator
from typing import Literal

from pydantic import Field

from edusched.compile.arrays import ints
from edusched.compile.problem import Problem
from edusched.compile.rows import Row, at_least
from edusched.domain.instance import Instance
from edusched.domain.people import Cohort
from edusched.domain.policy import Enforcement, Mode, Objective
from edusched.domain.result import Violation
from edusched.domain.teaching import CohortSelector
from edusched.rules.contract import Rule, RuleParameters
from edusched.rules.counting import Counted
from edusched.rules.examples import Example
from edusched.rules.facts import Facts


class SeatPriorityParameters(RuleParameters):
    """Who competes for which seats, and by what."""

    cohorts: CohortSelector = Field(default=CohortSelector(), description="The cohorts meant.")
    counted: Counted = Field(default=Counted(), description="The bookings with few seats.")
    score: Literal["priority", "later_sessions"] = Field(
        default="priority", description="The field of a cohort that says who goes first."
    )


class SeatPriority(Rule[SeatPriorityParameters]):
    """Where seats are few, they go to those who come first."""

    parameters_type = SeatPriorityParameters
    id = "seat_priority"
    title = "Where seats are few, they go to those who come first"
    unit = "score x persons"
    default = Enforcement(mode=Mode.SOFT, level=Objective.NEEDS)
    waivable = True

    def _meant(self, instance: Instance) -> Iterator[tuple[Cohort, int]]:
        """Yield each cohort meant with what it costs to leave it out, if anything."""
        for cohort in instance.selected(self.parameters.cohorts):
            score = cohort.priority if self.parameters.score == "priority" else cohort.later_sessions
            if score * cohort.persons:
                yield cohort, score * cohort.persons

    def check(self, facts: Facts) -> Iterator[Violation]:
        booked = facts.by_cohort()
        for cohort, amount in self._meant(facts.instance):
            if not any(self.parameters.counted.booking(b, facts.instance) for b in booked[cohort.id]):
                yield self.violation((cohort.id,), amount)

    def rows(self, problem: Problem) -> Iterable[Row]:
        counts = self.parameters.counted.columns(problem)
        for cohort, amount in self._meant(problem.instance):
            index = problem.entities.cohort_index[cohort.id]
            mine = problem.rows_of_cohort().get(index, ints([]))
            yield at_least((cohort.id,), problem.attending.column[mine[counts[mine]]], 1, unit_amount=amount)

    examples = (
        Example(
            "four seats taken, by those who may wait: 5 x 13 left out",
            "p1 2026-09-07 eve web wu c2",
            65,
            given={"cohorts": [{"id": "c1", "priority": 5}, {"id": "c2", "priority": 1}]},
            parameters={"counted": {"courses": ["law"]}},
            subject=("c1",),
        ),
        Example(
            "the other way round it costs 1 x 4",
            "p1 2026-09-07 eve web wu c1",
            4,
            given={"cohorts": [{"id": "c1", "priority": 5}, {"id": "c2", "priority": 1}]},
            parameters={"counted": {"courses": ["law"]}},
            subject=("c2",),
        ),
        Example(
            "13 trainers x 4 sessions each; c2 is to hold none",
            "",
            52,
            given={"cohorts": [{"id": "c1", "later_sessions": 4}]},
            parameters={"score": "later_sessions"},
            subject=("c1",),
        ),
    )
