"""In turn: who was trained longest ago goes first.

Weeks waited: whole weeks from the latest counted history entry before the plan's first day to that day,
`never_weeks` without any. For each cohort meant and each ISO week of the plan by whose end it has attended no
counted booking: the weeks it has waited. So with equal turns to give, the sum is least when they are given in
the order of waiting (the rearrangement inequality), and nobody waits without need. Amount: weeks waited, per
cohort and week; persons do not matter, a turn is a turn. Source: R124 (in batches and in turn), fair turns.
Rows: one demand row per cohort and week over the columns up to its end; a column stands in those of all later
weeks.
"""

from collections.abc import Iterable, Iterator
from datetime import date

from pydantic import Field

from edusched.calendar.horizon import Horizon
from edusched.compile.arrays import ints
from edusched.compile.problem import Problem
from edusched.compile.rows import Row, at_least
from edusched.domain.people import Cohort
from edusched.domain.policy import Enforcement, Mode, Objective
from edusched.domain.result import Violation
from edusched.domain.teaching import CohortSelector
from edusched.rules.contract import Rule, RuleParameters
from edusched.rules.counting import Counted
from edusched.rules.examples import Example
from edusched.rules.facts import Facts
from edusched.rules.instructor_hours import label


class TurnOrderParameters(RuleParameters):
    """Whose turns, at what; cohorts of one category take turns with each other in one entry."""

    cohorts: CohortSelector = Field(default=CohortSelector(), description="The cohorts meant.")
    counted: Counted = Field(default=Counted(), description="The bookings, and the history, that are turns.")
    never_weeks: int = Field(default=520, ge=0, le=5200, description="Weeks waited by who had no turn yet.")


class TurnOrder(Rule[TurnOrderParameters]):
    """Who was trained longest ago goes first."""

    parameters_type = TurnOrderParameters
    id = "turn_order"
    title = "Who was trained longest ago goes first"
    unit = "weeks waited"
    default = Enforcement(mode=Mode.SOFT, level=Objective.FAIRNESS)
    waivable = True

    def _waited(self, cohort: Cohort, start: date) -> int:
        p = self.parameters
        turns = [e.on for e in cohort.history if e.on < start and p.counted.history(e)]
        return (start - max(turns)).days // 7 if turns else p.never_weeks

    def check(self, facts: Facts) -> Iterator[Violation]:
        p, booked, days = self.parameters, facts.by_cohort(), facts.horizon.days
        weeks = _weeks(facts.horizon)
        for cohort in facts.instance.selected(p.cohorts):
            waited = self._waited(cohort, days[0])
            turns = (b.day for b in booked[cohort.id] if p.counted.booking(b, facts.instance))
            turn = min(turns, default=None)
            for week, last in weeks.items() if waited else ():
                if turn is None or turn > days[last]:
                    yield self.violation((cohort.id, week), waited)

    def rows(self, problem: Problem) -> Iterable[Row]:
        p, table = self.parameters, problem.attending
        counts, day, weeks = p.counted.columns(problem), problem.days(table), _weeks(problem.horizon)
        for cohort in problem.instance.selected(p.cohorts):
            waited = self._waited(cohort, problem.horizon.days[0])
            mine = problem.rows_of_cohort().get(problem.entities.cohort_index[cohort.id], ints([]))
            mine = mine[counts[mine]]
            for week, last in weeks.items() if waited else ():
                by_then = table.column[mine[day[mine] <= last]]
                yield at_least((cohort.id, week), by_then, 1, unit_amount=waited)

    examples = (
        Example(
            "c1 was trained ten weeks before, c2 never; c1 goes first and c2 not at all",
            "t1 2026-09-07 am school/big li c1",
            40,
            given={
                "cohorts": [
                    {
                        "id": "c1",
                        "history": [{"on": "2026-06-29", "study_hours": 4, "subject_class": "theory"}],
                    }
                ]
            },
            parameters={"never_weeks": 20},
            subject=("c2", "2026-W38"),
        ),
        Example(
            "c2 in the first week, c1 in the second: c1 waits a week more",
            """t2 2026-09-07 am hall/main li c2
               t1 2026-09-14 am school/big li c1""",
            10,
            given={
                "cohorts": [
                    {
                        "id": "c1",
                        "history": [{"on": "2026-06-29", "study_hours": 4, "subject_class": "theory"}],
                    }
                ]
            },
            parameters={"never_weeks": 20},
            subject=("c1", "2026-W37"),
        ),
    )


def _weeks(horizon: Horizon) -> dict[str, int]:
    """Return the ISO weeks of the plan, each with the index of its last day in the plan."""
    return {label(day, "week"): k for k, day in enumerate(horizon.days)}
