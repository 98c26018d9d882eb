"""A library's own region comes first: nobody is lent while its own sessions are left out.

Own sessions: mandatory ones whose organiser's region is the library's or below it; of a session without an
organiser, one of its fixed cohorts' regions is. Lendings: each instructor of the library once for each
booking he is lent for (as in `lending_quota`). Amount: the smaller of own sessions that do not run, and
lendings; so none where everything of the owner's runs, and none where nobody is lent. Source: R017, R183,
R266 (the owner is served first). Rows: two that share a slack and a switch, which of the two is counted.
"""

from collections.abc import Iterable, Iterator

import numpy as np
from pydantic import Field

from edusched.compile.arrays import Ints, ints
from edusched.compile.problem import Problem
from edusched.compile.rows import Row, at_most
from edusched.domain.base import Id
from edusched.domain.instance import Instance
from edusched.domain.policy import Enforcement, Mode, Objective
from edusched.domain.result import Violation
from edusched.domain.teaching import Session
from edusched.rules.contract import Rule, RuleParameters
from edusched.rules.examples import Example
from edusched.rules.facts import Facts
from edusched.rules.lending import borrowings, lent


class OwnerPriorityParameters(RuleParameters):
    """Whose own sessions come first."""

    library: Id = Field(description="The library that lends.")


class OwnerPriority(Rule[OwnerPriorityParameters]):
    """A library's own region comes first."""

    parameters_type = OwnerPriorityParameters
    id = "owner_priority"
    title = "A library serves its own region before it lends"
    unit = "sessions"
    spans = True
    default = Enforcement(mode=Mode.SOFT, level=Objective.POLICY)

    def _own(self, instance: Instance, session: Session) -> bool:
        home = instance.library[self.parameters.library].region
        learners = [instance.cohort[name].region for name in session.cohorts]
        regions = learners if session.organiser is None else [session.organiser]
        return session.mandatory and any(home in instance.region_path(region) for region in regions)

    def check(self, facts: Facts) -> Iterator[Violation]:
        library, runs = self.parameters.library, facts.by_session()
        own = [s for s in facts.instance.sessions if self._own(facts.instance, s)]
        left = sorted(s.id for s in own if s.id not in runs)
        lendings = sum(person.library == library for _, person in borrowings(facts))
        if left and lendings:
            yield self.violation((library,), min(len(left), lendings), *left)

    def rows(self, problem: Problem) -> Iterable[Row]:
        entities, table, library = problem.entities, problem.teaching, self.parameters.library
        own = [k for k, session in enumerate(entities.sessions) if self._own(problem.instance, session)]
        ours = [k for k, person in enumerate(entities.instructors) if person.library == library]
        lending = table.select(lent(problem) & np.isin(table.who, ours))
        if not own or lending.size == 0:
            return
        most = _most_people(problem, lending.session)
        by_lendings = problem.switch()
        columns, coefs = np.append(problem.not_run[own], by_lendings), np.ones(len(own), np.int64)
        yield at_most((library,), columns, 0, np.append(coefs, -len(own)))
        columns, coefs = np.append(lending.column, by_lendings), np.ones(lending.size, np.int64)
        yield at_most((library,), columns, most, np.append(coefs, most))

    examples = (
        Example(
            "the east lends Li to the county, while a session of its own c2 is left out",
            """t1 2026-09-07 am school/big li c1
               t2 2026-09-08 am hall/main wu c2""",
            1,
            given={
                "libraries": [{"id": "county-library", "region": "east"}],
                "sessions": [{"id": "k2", "organiser": "east"}],
            },
            parameters={"library": "county-library"},
            subject=("county-library",),
        ),
        Example(
            "nobody is lent: Wu teaches in the east's own hall",
            "t2 2026-09-08 am hall/main wu c2",
            0,
            given={"libraries": [{"id": "county-library", "region": "east"}]},
            parameters={"library": "county-library"},
        ),
    )


def _most_people(problem: Problem, sessions: Ints) -> int:
    """Return how many instructors sessions ask for together, each session once."""
    entities = problem.entities
    asked = [sum(need.count for need in entities.staff(session)) for session in entities.sessions]
    staff = ints(asked) * problem.times
    return int(staff[np.unique(sessions)].sum())
