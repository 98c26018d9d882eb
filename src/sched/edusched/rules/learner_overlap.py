"""An instructor who learns in a cohort does not teach while it attends.

For each instructor and slot: not both a booking they teach and a booking that a cohort attends which names
them among its `instructors`; the booking may be the same. Amount: 1 for each such slot, however many bookings
cover it. Source: R264 (training of teachers blocks teaching), R020 (teachers are trained themselves).
Rows: per (learning instructor, slot) "teaches then" + "learns then" <= 1.
"""

from collections.abc import Iterable, Iterator

import numpy as np

from edusched.compile.arrays import Ints, grouped, joined
from edusched.compile.columns import Occurrences
from edusched.compile.problem import Problem
from edusched.compile.rows import Row, at_most
from edusched.domain.instance import Instance
from edusched.domain.result import Violation
from edusched.rules.contract import Rule, RuleParameters
from edusched.rules.examples import Example
from edusched.rules.facts import Facts


class LearnerOverlap(Rule[RuleParameters]):
    """An instructor who learns in a cohort does not teach while it attends."""

    id = "learner_overlap"
    title = "An instructor does not teach while learning in a cohort"
    unit = "double bookings"
    always = True

    def applies(self, instance: Instance) -> bool:
        return any(cohort.instructors for cohort in instance.cohorts)

    def check(self, facts: Facts) -> Iterator[Violation]:
        taught, attended = facts.by_instructor(), facts.by_cohort()
        for name, cohorts in sorted(_classes(facts.instance).items()):
            learns = {(b.day, period) for c in cohorts for b in attended[c] for period in b.periods}
            teaches = {(b.day, period) for b in taught[name] for period in b.periods}
            for day, period in sorted(teaches & learns):
                sessions = (b.session.id for b in taught[name] if b.day == day and period in b.periods)
                yield self.violation((name, day.isoformat(), period), 1, *sessions)

    def rows(self, problem: Problem) -> Iterable[Row]:
        entities, classes = problem.entities, _classes(problem.instance)
        cohorts = sorted({c for names in classes.values() for c in names})
        taught = _cells(problem, problem.teaching, [entities.instructor_index[name] for name in classes])
        attended = _cells(problem, problem.present, [entities.cohort_index[c] for c in cohorts])
        for name in sorted(classes):
            who, learners = entities.instructor_index[name], [entities.cohort_index[c] for c in classes[name]]
            for slot in range(problem.horizon.slot_count):
                learns = joined([attended[k, slot] for k in learners if (k, slot) in attended])
                if learns.size and (who, slot) in taught:
                    both = [problem.any_of(taught[who, slot]), problem.any_of(learns)]
                    yield at_most((name, *entities.slot_name(slot)), both, 1)

    examples = (
        Example(
            "Li learns in c2, which attends one session while he teaches another",
            """t1 2026-09-07 am school/big li c1
               t2 2026-09-07 am hall/main wu c2""",
            1,
            given={"cohorts": [{"id": "c2", "instructors": ["li"]}]},
            subject=("li", "2026-09-07", "am"),
        ),
        Example(
            "he teaches in the morning and learns in the afternoon",
            """t1 2026-09-07 am school/big li c1
               t2 2026-09-07 pm hall/main wu c2""",
            0,
            given={"cohorts": [{"id": "c2", "instructors": ["li"]}]},
        ),
        Example(
            "he cannot teach his own class",
            "t2 2026-09-07 am school/big li c2",
            1,
            given={"cohorts": [{"id": "c2", "instructors": ["li", "wu"]}]},
            subject=("li", "2026-09-07", "am"),
        ),
    )


def _classes(instance: Instance) -> dict[str, list[str]]:
    """Return the cohorts each instructor learns in; only instructors who learn."""
    found: dict[str, list[str]] = {}
    for cohort in sorted(instance.cohorts, key=lambda c: c.id):
        for name in sorted(set(cohort.instructors)):
            found.setdefault(name, []).append(cohort.id)
    return found


def _cells(problem: Problem, table: Occurrences, whose: list[int]) -> dict[tuple[int, ...], Ints]:
    """Return the columns that cover each (who, slot)."""
    table = table.select(np.isin(table.who, whose))
    row, slot = problem.covered(table)
    return {key: table.column[row[at]] for key, at in grouped(table.who[row], slot)}
