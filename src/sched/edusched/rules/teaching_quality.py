"""Those teach whom learners rate best.

For each booking and instructor meant: teaching minutes x (50 - rating in tenths) x persons of the session's
fixed cohorts, at least one. A rating counts with `min_responses` answers or more; without it, or with fewer,
the instructor is neutral (reading A20). Amount: that, in tenths of a grade x minutes x persons, so that the
person-hours taught carry the best ratings there are. Source: R044 (teaching quality is assessed), R023. Rows:
each staff column is charged.
"""

from collections.abc import Iterable, Iterator

import numpy as np
from pydantic import Field

from edusched.compile.arrays import ints
from edusched.compile.problem import Problem
from edusched.compile.rows import Charge, Row
from edusched.domain.people import Instructor
from edusched.domain.policy import Enforcement, Mode, Objective
from edusched.domain.result import Violation
from edusched.rules.contract import PRICE_ONLY, InstructorSelector, Rule, RuleParameters
from edusched.rules.examples import Example
from edusched.rules.facts import Facts

BEST_TENTHS = 50


class TeachingQualityParameters(RuleParameters):
    """Whose ratings count, and from how many answers on."""

    instructors: InstructorSelector = InstructorSelector()
    min_responses: int = Field(default=5, ge=0, le=10_000, description="Fewer answers say nothing.")
    neutral_tenths: int = Field(default=30, ge=10, le=50, description="Rating of who has none.")


class TeachingQuality(Rule[TeachingQualityParameters]):
    """Those teach whom learners rate best."""

    parameters_type = TeachingQualityParameters
    id = "teaching_quality"
    title = "Those teach whom learners rate best"
    unit = "tenths x minutes x persons"
    default = Enforcement(mode=Mode.SOFT, level=Objective.NEEDS)
    modes = PRICE_ONLY

    def _short(self, person: Instructor) -> int:
        """Return by how many tenths an instructor is below the best rating; 0 for one not meant."""
        p, rating = self.parameters, person.rating
        if person not in p.instructors:
            return 0
        known = rating is not None and rating.responses >= p.min_responses
        return BEST_TENTHS - (rating.value_tenths if rating is not None and known else p.neutral_tenths)

    def check(self, facts: Facts) -> Iterator[Violation]:
        cohort = facts.instance.cohort
        for b in facts.bookings:
            persons = max(1, sum(cohort[name].persons for name in b.session.cohorts))
            for person in b.instructors:
                amount = b.teaching_minutes * self._short(person) * persons
                if amount:
                    yield self.violation((b.session.id, person.id), amount)

    def rows(self, problem: Problem) -> Iterable[Row]:
        table, entities = problem.teaching, problem.entities
        _, _, minutes = problem.minutes(table)
        short = ints([self._short(person) for person in entities.instructors])
        persons = np.maximum(1, entities.fixed_persons)
        yield Charge((self.id,), table.column, minutes * short[table.who] * persons[table.session])

    examples = (
        Example(
            "Li is rated 4.6: 180 minutes x 0.4 for 13 persons",
            "t1 2026-09-07 am school/big li c1",
            180 * 4 * 13,
            given={"instructors": [{"id": "li", "rating": {"value_tenths": 46, "responses": 20}}]},
            subject=("t1", "li"),
        ),
        Example(
            "four answers say nothing: 2.0 below the best, as for anybody",
            "t1 2026-09-07 am school/big li c1",
            180 * 20 * 13,
            given={"instructors": [{"id": "li", "rating": {"value_tenths": 46, "responses": 4}}]},
        ),
        Example(
            "nobody is fixed, which counts as one person; 5.0 costs nothing",
            """p1 2026-09-07 eve web li c1,c2
               p2 2026-09-08 eve web wu c1""",
            120 * 20,
            given={"instructors": [{"id": "wu", "rating": {"value_tenths": 50, "responses": 5}}]},
            subject=("p1", "li"),
        ),
    )
