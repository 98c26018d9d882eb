"""Shared by the pages on courses: which cohort is bound to which course, and its columns of that course.

A cohort is bound to a course when some session of the course has it among its fixed cohorts. What it attends
of the course by choice is attended all the same; a course it knows from open sessions only binds nobody.
"""

from collections.abc import Iterable, Iterator

from edusched.compile.arrays import Ints, grouped, ints
from edusched.compile.problem import Problem
from edusched.domain.instance import Instance
from edusched.domain.teaching import CohortSelector
from edusched.rules.facts import BookingFacts, Facts

Pair = tuple[str, str]
"""Cohort and course."""


def bound_pairs(instance: Instance, cohorts: CohortSelector, courses: Iterable[str] | None) -> list[Pair]:
    """Return the (cohort, course) pairs meant that some session binds, in order; no courses mean all."""
    meant = {c.id for c in instance.selected(cohorts)}
    taught = instance.course.keys() if courses is None else set(courses)
    pairs = {(c, s.course) for s in instance.sessions for c in s.cohorts}
    return sorted(pair for pair in pairs if pair[0] in meant and pair[1] in taught)


def attended(facts: Facts, pairs: Iterable[Pair]) -> Iterator[tuple[Pair, list[BookingFacts]]]:
    """Yield each pair with the bookings of the course that the cohort attends, fixed or by choice."""
    booked = facts.by_cohort()
    for cohort, course in pairs:
        yield (cohort, course), [b for b in booked[cohort] if b.course.id == course]


def rows_of_pairs(problem: Problem, pairs: Iterable[Pair]) -> Iterator[tuple[Pair, Ints]]:
    """Yield each pair with its rows of ``problem.attending``, none for a pair that has no column left."""
    entities, table = problem.entities, problem.attending
    names = sorted(problem.instance.course)
    number = {name: k for k, name in enumerate(names)}
    course_of = ints([number[s.course] for s in entities.sessions])
    rows_of = dict(grouped(table.who, course_of[table.session]))
    for cohort, course in pairs:
        key = (entities.cohort_index[cohort], number[course])
        yield (cohort, course), rows_of.get(key, ints([]))
