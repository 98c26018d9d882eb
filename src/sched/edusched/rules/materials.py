"""Shared by the pages on materials: what fits a cohort, judged for each cohort that attends a booking."""

from collections.abc import Callable, Iterator, Sequence

from edusched.compile.arrays import ints
from edusched.compile.problem import ColumnFilter, Problem
from edusched.domain.instance import Instance
from edusched.domain.materials import Material
from edusched.domain.people import Cohort
from edusched.domain.teaching import Course
from edusched.rules.facts import Facts

Judge = Callable[[Sequence[Material], Cohort, int], int]
"""Amount from the materials of a course that fit a cohort, the cohort, and the year it attends in."""


def names_materials(instance: Instance) -> bool:
    """Tell whether some course names its materials."""
    return any(course.materials for course in instance.courses)


def fitting(instance: Instance, course: Course, cohort: Cohort) -> list[Material]:
    """Return the materials of a course made for a cohort's level and category."""
    level = instance.region[cohort.region].level
    known = [instance.material[name] for name in sorted(course.materials)]
    return [material for material in known if material.fits(level, cohort.category)]


def judged(facts: Facts, judge: Judge) -> Iterator[tuple[tuple[str, str], int]]:
    """Yield (session, cohort) and the amount for each cohort at a booking whose course names materials."""
    for b in facts.bookings:
        for cohort in sorted({c.id: c for c in b.cohorts}.values(), key=lambda c: c.id):
            if b.course.materials:
                amount = judge(fitting(facts.instance, b.course, cohort), cohort, b.attended_on.year)
                if amount > 0:
                    yield (b.session.id, cohort.id), amount


def judged_columns(problem: Problem, judge: Judge) -> ColumnFilter:
    """Return the same of each row of ``problem.attending``."""
    entities, instance, table = problem.entities, problem.instance, problem.attending
    years = ints([day.year for day in problem.horizon.days])[problem.days(table)]
    known: dict[tuple[str, int, int], int] = {}
    amounts = []
    for session, who, year in zip(table.session.tolist(), table.who.tolist(), years.tolist(), strict=True):
        course, cohort = instance.course[entities.sessions[session].course], entities.cohorts[who]
        key = (course.id, who, year)
        if key not in known:
            found = fitting(instance, course, cohort)
            known[key] = judge(found, cohort, year) if course.materials else 0
        amounts.append(known[key])
    return ColumnFilter(table.column, ints(amounts))
