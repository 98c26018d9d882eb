"""An instructor has the competences a role needs, at the grade it needs.

For each booking, role and instructor: sum over the need's competences of max(0, needed grade - grade held); a
competence not held counts as grade 0. Amount: grades missing. Source: R016 (grade and experience), R144.
Rows: none; staff options that lack a grade are struck out (or priced) before columns are made.
"""

from collections.abc import Iterable, Iterator

from edusched.compile.arrays import ints
from edusched.compile.options import Options
from edusched.compile.problem import PairFilter
from edusched.domain.people import Instructor
from edusched.domain.result import Violation
from edusched.domain.teaching import StaffNeed
from edusched.rules.contract import Rule, RuleParameters
from edusched.rules.examples import Example
from edusched.rules.facts import Facts


class Competence(Rule[RuleParameters]):
    """An instructor has the competences a role needs."""

    id = "competence"
    title = "An instructor has the competences and grades a role needs"
    unit = "grades"
    adds_up = True
    always = True

    def check(self, facts: Facts) -> Iterator[Violation]:
        for b in facts.bookings:
            needs = {need.role: need for need in b.staff}
            for assigned in b.booking.instructors:
                need = needs.get(assigned.role)
                person = facts.instance.instructor[assigned.instructor]
                short = 0 if need is None else missing_grades(need, person)
                if short:
                    yield self.violation((b.session.id, assigned.role, person.id), short)

    def option_filters(self, options: Options) -> Iterable[PairFilter]:
        people = options.entities.instructors
        short = [[missing_grades(need, person) for person in people] for need in options.needs]
        pairs = options.staff
        rows = zip(pairs.session.tolist(), pairs.item.tolist(), strict=True)
        yield PairFilter(pairs, ints([short[need][person] for need, person in rows]))

    examples = (
        Example("Wu teaches theory at grade 2", "t1 2026-09-07 am school/big wu c1", 0),
        Example(
            "theory at grade 4 is above Wu's 2",
            "t1 2026-09-07 am school/big wu c1",
            2,
            given={
                "courses": [{"id": "theory", "staff": [{"role": "lecturer", "competences": {"theory": 4}}]}]
            },
            subject=("t1", "lecturer", "wu"),
        ),
    )


def missing_grades(need: StaffNeed, person: Instructor) -> int:
    """Return the grade steps a person lacks for a need."""
    return sum(max(0, grade - person.competences.get(name, 0)) for name, grade in need.competences.items())
