"""Which variables to count together for a bound: a session's starts, and cohorts that are alike.

What is left of a session is how often it is at a place, with a person, with how many cohorts of a kind: time
is lost, and with it the copies of a plan that differ in days alone, which no proof can tell apart one by one.
"""

import numpy as np

from edusched.compile.arrays import Ints, ints
from edusched.compile.problem import Problem
from edusched.compile.twins import likeness
from edusched.domain.people import Cohort
from edusched.model.aggregated import marked, mixed

MOST_VARIABLES = 400_000
"""Beyond that the groups alone take seconds, and CP-SAT proves nothing of what is left in a minute."""


def groups_of(problem: Problem, variables: int) -> tuple[Ints, ...]:
    """Return the group of each variable of a model, numbered from 0: coarsest first; none where too many.

    The coarsest counts sessions together that nothing tells apart. It forgets who attends which of them, and
    is over in a moment.
    """
    if variables > MOST_VARIABLES:
        return ()
    sessions = problem.entities.sessions
    apart = np.arange(len(sessions), dtype=np.int64)
    kind = _kinds_of_sessions(problem)
    fine = _groups(problem, variables, apart)
    return (fine,) if np.unique(kind).size == apart.size else (_groups(problem, variables, kind), fine)


def _groups(problem: Problem, variables: int, session: Ints) -> Ints:
    mark = mixed(np.arange(variables, dtype=np.uint64))
    placing, teaching, choosing = problem.placing, problem.teaching, problem.choosing
    kind = _kinds(problem.entities.cohorts)
    mark[placing.column] = marked(1, session[placing.session], placing.place)
    mark[teaching.column] = marked(2, session[teaching.session], teaching.role, teaching.who)
    mark[choosing.column] = marked(3, session[choosing.session], choosing.place, kind[choosing.who])
    mark[problem.not_run] = marked(4, session)
    for column in sorted(problem.derived):
        mark[column] = mixed(mixed(mark[problem.derived[column]]).sum(keepdims=True))[0]
    return np.unique(mark, return_inverse=True)[1].astype(np.int64)


def _kinds(cohorts: tuple[Cohort, ...]) -> Ints:
    """Return a number for each cohort that those of equal size, category, region and past share."""
    kinds: dict[tuple[object, ...], int] = {}
    return ints([kinds.setdefault(_kind(cohort), len(kinds)) for cohort in cohorts])


def _kind(cohort: Cohort) -> tuple[object, ...]:
    told = cohort.model_dump_json(include={"events", "needs", "history", "instructors"})
    return cohort.persons, cohort.category, cohort.region, told


def _kinds_of_sessions(problem: Problem) -> Ints:
    """Return a number for each session that those share which can stand for each other."""
    instance = problem.instance
    kinds: dict[tuple[object, ...], int] = {}
    found = []
    for session in problem.entities.sessions:
        own = session.id if session.id in instance.programme_of else None
        open_to = None if session.open_to is None else session.open_to.model_dump_json()
        found.append(kinds.setdefault((own, open_to, *likeness(session)), len(kinds)))
    return ints(found)
