"""Whoever attends a programme attends all of it.

For each cohort that may choose some session of a programme: if it attends any session of the programme, it
attends every one that runs and that it may attend. Amount: 1 for each such session that runs without it.
Source: R107, A04 (a programme is one thing). Rows: runs(s) + attends any - attends(s) <= 1 for each session.
"""

from collections.abc import Iterable, Iterator

import numpy as np

from edusched.compile.arrays import ints
from edusched.compile.problem import Problem
from edusched.compile.rows import Linear, Row
from edusched.domain.instance import Instance
from edusched.domain.result import Violation
from edusched.domain.teaching import Programme
from edusched.rules.contract import Rule, RuleParameters
from edusched.rules.examples import Example
from edusched.rules.facts import Facts


class ProgrammeAttendance(Rule[RuleParameters]):
    """Whoever attends a programme attends all of it."""

    id = "programme_attendance"
    title = "Whoever attends a programme attends all of it"
    unit = "sessions"
    always = True

    def applies(self, instance: Instance) -> bool:
        return any(instance.session[s].open_to is not None for p in instance.programmes for s in p.sessions)

    def check(self, facts: Facts) -> Iterator[Violation]:
        booked = facts.by_session()
        for programme in sorted(facts.instance.programmes, key=lambda p: p.id):
            runs = {
                s: {c.id for b in booked[s] for c in b.cohorts} for s in programme.sessions if s in booked
            }
            for cohort in _choosers(facts.instance, programme):
                if any(cohort in there for there in runs.values()):
                    for session, there in sorted(runs.items()):
                        if cohort not in there and _may_attend(facts.instance, session, cohort):
                            yield self.violation((programme.id, cohort, session), 1)

    def rows(self, problem: Problem) -> Iterable[Row]:
        entities, attending, placing = problem.entities, problem.attending, problem.placing
        nobody = np.zeros(0, dtype=np.int64)
        for programme in sorted(problem.instance.programmes, key=lambda p: p.id):
            mine = ints([entities.session_index[s] for s in sorted(programme.sessions)])
            for cohort in _choosers(problem.instance, programme):
                found = problem.rows_of_cohort().get(entities.cohort_index[cohort], nobody)
                found = found[np.isin(attending.session[found], mine)]
                if found.size == 0:
                    continue
                attends = problem.any_of(attending.column[found])
                for session in mine.tolist():
                    if not _may_attend(problem.instance, entities.sessions[session].id, cohort):
                        continue
                    here = attending.column[found[attending.session[found] == session]]
                    runs = placing.column[placing.session == session]
                    columns = np.concatenate([runs, here, [attends]])
                    coefs = np.concatenate([np.ones(runs.size), -np.ones(here.size), [1]]).astype(np.int64)
                    subject = (programme.id, cohort, entities.sessions[session].id)
                    yield Linear(subject, columns, coefs, None, 1)

    examples = (
        Example(
            "c1 comes to the first evening only",
            """p1 2026-09-07 eve web li c1
               p2 2026-09-08 eve web li c2""",
            2,
            given={"programmes": [{"id": "evenings", "sessions": ["p1", "p2"]}]},
            subject=("evenings", "c1", "p2"),
        ),
        Example(
            "the second evening does not run",
            "p1 2026-09-07 eve web li c1",
            0,
            given={"programmes": [{"id": "evenings", "sessions": ["p1", "p2"]}]},
        ),
    )


def _may_attend(instance: Instance, name: str, cohort: str) -> bool:
    session = instance.session[name]
    invited = session.open_to is not None and instance.selects(session.open_to, instance.cohort[cohort])
    return cohort in session.cohorts or invited


def _choosers(instance: Instance, programme: Programme) -> list[str]:
    """Return the cohorts that may attend some session of the programme as an open choice."""
    found: set[str] = set()
    for name in programme.sessions:
        session = instance.session[name]
        if session.open_to is not None:
            found |= {c.id for c in instance.selected(session.open_to)} - set(session.cohorts)
    return sorted(found)
