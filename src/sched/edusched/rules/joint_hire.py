"""Of an instructor hired jointly, each employer takes its share of the hours and no more.

For each instructor meant with `employers`, each of them and each calendar year: teaching minutes for that
employer <= floor(share x most hours a year), the instructor's own `max_teaching_hours_per_year` first, else
the parameter; without either nothing is asked. A booking is for the employer whose region is the lowest at or
above that of its session's organiser; without an organiser, or one below none of them, it is for nobody.
Amount: minutes over, per instructor, employer and year. Source: R149 (joint hiring: 20 h A + 10 h B <= 30).
Rows: one capacity row per (instructor, employer, year).
"""

from collections import Counter
from collections.abc import Iterable, Iterator

from pydantic import Field

from edusched.compile.arrays import grouped, ints
from edusched.compile.problem import Problem
from edusched.compile.rows import Row, at_most
from edusched.domain.base import Hours
from edusched.domain.instance import Instance
from edusched.domain.people import Instructor
from edusched.domain.result import Violation
from edusched.domain.teaching import Session
from edusched.rules.contract import InstructorSelector, Rule, RuleParameters
from edusched.rules.examples import Example
from edusched.rules.facts import Facts


class JointHireParameters(RuleParameters):
    """A limit for those without one of their own."""

    instructors: InstructorSelector = Field(default=InstructorSelector(), description="Whom it is asked of.")
    max_teaching_hours_per_year: Hours | None = Field(
        default=None, description="Most hours a year of which the shares are, for those without a limit."
    )


class JointHire(Rule[JointHireParameters]):
    """Of an instructor hired jointly, each employer takes its share of the hours and no more."""

    parameters_type = JointHireParameters
    id = "joint_hire"
    title = "Each employer of a jointly hired instructor keeps to its share"
    unit = "minutes"
    adds_up = True
    always = True
    waivable = True

    def applies(self, instance: Instance) -> bool:
        return any(person.employers for person in instance.instructors)

    def _shares(self, person: Instructor) -> dict[str, int]:
        """Return the minutes a year of each employer."""
        own = person.limits.max_teaching_hours_per_year
        hours = self.parameters.max_teaching_hours_per_year if own is None else own
        if hours is None or person not in self.parameters.instructors:
            return {}
        return {name: int(hours * 60) * share // 100 for name, share in sorted(person.employers.items())}

    def check(self, facts: Facts) -> Iterator[Violation]:
        for name, mine in facts.by_instructor().items():
            shares = self._shares(facts.instance.instructor[name])
            taught: Counter[tuple[str, str]] = Counter()
            for b in mine:
                taught[employer(facts.instance, shares, b.session), str(b.day.year)] += b.teaching_minutes
            for (who, year), minutes in sorted(taught.items()):
                if who in shares and minutes > shares[who]:
                    yield self.violation((name, who, year), minutes - shares[who])

    def rows(self, problem: Problem) -> Iterable[Row]:
        table = problem.teaching
        _, _, minutes = problem.minutes(table)
        year = ints([day.year for day in problem.horizon.days])[problem.days(table)]
        for k, mine in sorted(problem.rows_of_instructor().items()):
            person = problem.entities.instructors[k]
            shares = self._shares(person)
            if not shares:
                continue
            names = [*shares, ""]
            number = {name: at for at, name in enumerate(names)}
            sessions = problem.entities.sessions
            payer = ints([number[employer(problem.instance, shares, s)] for s in sessions])
            for (at, label), found in grouped(payer[table.session[mine]], year[mine]):
                if names[at]:
                    rows, subject = mine[found], (person.id, names[at], str(label))
                    yield at_most(subject, table.column[rows], shares[names[at]], minutes[rows])

    examples = (
        Example(
            "east has 33 percent of nine hours, and Li teaches two sessions of three there",
            """t1 2026-09-07 am school/big li c1
               t2 2026-09-08 am school/big li c2""",
            182,
            given={
                "instructors": [{"id": "li", "employers": {"county": 67, "east": 33}}],
                "sessions": [{"id": "t1", "organiser": "east"}, {"id": "t2", "organiser": "lake"}],
            },
            parameters={"max_teaching_hours_per_year": 9},
            subject=("li", "east", "2026"),
        ),
        Example(
            "one for each",
            """t1 2026-09-07 am school/big li c1
               t2 2026-09-08 am school/big li c2""",
            0,
            given={
                "instructors": [{"id": "li", "employers": {"county": 50, "east": 50}}],
                "sessions": [{"id": "t1", "organiser": "county"}, {"id": "t2", "organiser": "east"}],
            },
            parameters={"max_teaching_hours_per_year": 6},
        ),
    )


def employer(instance: Instance, employers: Iterable[str], session: Session) -> str:
    """Return the region a session is taught for, or an empty text."""
    path = () if session.organiser is None else instance.region_path(session.organiser)
    return next((region for region in path if region in employers), "")
