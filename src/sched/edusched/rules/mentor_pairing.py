"""A learner teaches only beside a mentor.

For each booking with a learner among its instructors: a mentor is among them too, in whatever role. Whoever
is in both selectors is a mentor and no learner. Amount: learners of bookings without a mentor.
Source: R018 (candidates teach alongside a senior).
Rows: where a session has one instructor only, staff columns of learners are struck out (or priced). Else per
(session, learner): the learner's columns <= the mentors', summed over all cells, since the session has one
booking only; sessions that share columns have several, never two at a start, and a row for each start.
"""

from collections.abc import Iterable, Iterator

import numpy as np
from pydantic import Field

from edusched.compile.arrays import Ints, Mask, grouped, ints
from edusched.compile.problem import ColumnFilter, Problem
from edusched.compile.rows import Row, at_most
from edusched.domain.result import Violation
from edusched.rules.contract import InstructorSelector, Rule, RuleParameters
from edusched.rules.examples import Example
from edusched.rules.facts import Facts

ANY_TIME = -1


class MentorPairingParameters(RuleParameters):
    """Who learns to teach, and from whom."""

    learners: InstructorSelector = Field(description="Instructors who need a mentor beside them.")
    mentors: InstructorSelector = Field(description="Instructors who can be one.")


class MentorPairing(Rule[MentorPairingParameters]):
    """A learner teaches only beside a mentor."""

    parameters_type = MentorPairingParameters
    id = "mentor_pairing"
    title = "A learner teaches only beside a mentor"
    unit = "learners"

    def check(self, facts: Facts) -> Iterator[Violation]:
        p = self.parameters
        for b in facts.bookings:
            people = {person.id: person for person in b.instructors}
            if not any(person in p.mentors for person in people.values()):
                for name in sorted(people):
                    if people[name] in p.learners:
                        yield self.violation((b.session.id, name), 1)

    def _groups(self, problem: Problem) -> tuple[Mask, Mask]:
        """Return who is a learner and who a mentor; nobody is both."""
        p, people = self.parameters, problem.entities.instructors
        mentors = np.array([person in p.mentors for person in people], dtype=np.bool_)
        learners = np.array([person in p.learners for person in people], dtype=np.bool_)
        return learners & ~mentors, mentors

    def column_filters(self, problem: Problem) -> Iterable[ColumnFilter]:
        table = problem.teaching
        learners, _ = self._groups(problem)
        alone = learners[table.who] & (_staff(problem)[table.session] == 1)
        yield ColumnFilter(table.column, alone.astype(np.int64))

    def rows(self, problem: Problem) -> Iterable[Row]:
        entities, table = problem.entities, problem.teaching
        learners, mentors = self._groups(problem)
        several = np.flatnonzero(_staff(problem)[table.session] > 1)
        table = table.select(several)
        start = np.where(problem.times[table.session] > 1, table.slot, ANY_TIME)
        for (session, at), rows in grouped(table.session, start):
            name = (entities.sessions[session].id,)
            when = () if at == ANY_TIME else entities.slot_name(at)
            beside = rows[mentors[table.who[rows]]]
            mine = rows[learners[table.who[rows]]]
            for (who,), found in grouped(table.who[mine]):
                columns = np.concatenate([table.column[mine[found]], table.column[beside]])
                coefs = np.concatenate([np.ones(found.size, np.int64), -np.ones(beside.size, np.int64)])
                yield at_most((*name, entities.instructors[who].id, *when), columns, 0, coefs)

    examples = (
        Example(
            "Wu alone, and Wu beside Li",
            """t1 2026-09-07 am school/big wu c1
               t2 2026-09-08 am school/big li,wu:assistant c2""",
            1,
            given={"sessions": [{"id": "t2", "staff": [{"role": "lecturer"}, {"role": "assistant"}]}]},
            parameters={"learners": {"ids": ["wu"]}, "mentors": {"ids": ["li"]}},
            subject=("t1", "wu"),
        ),
        Example(
            "a mentor needs nobody, though among the learners too",
            "t1 2026-09-07 am school/big li c1",
            0,
            parameters={"learners": {}, "mentors": {"ids": ["li"]}},
        ),
    )


def _staff(problem: Problem) -> Ints:
    """Return how many instructors each session asks for."""
    entities = problem.entities
    return ints([sum(need.count for need in entities.staff(s)) for s in entities.sessions])
