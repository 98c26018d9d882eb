"""A course is taught to a cohort only with a material made for it.

For each booking of a course that names `materials` and each cohort attending: one of them is made for the
level of the cohort's region and for its category. Courses that name none are free. Amount: 1 for each such
cohort. Source: R011 (materials for every level and category). Rows: none; place columns that bring such a
cohort and its own choices are struck out (or priced).
"""

from collections.abc import Iterable, Iterator, Sequence

from edusched.compile.problem import ColumnFilter, Problem
from edusched.domain.instance import Instance
from edusched.domain.materials import Material
from edusched.domain.people import Cohort
from edusched.domain.result import Violation
from edusched.rules.contract import Rule, RuleParameters
from edusched.rules.examples import Example
from edusched.rules.facts import Facts
from edusched.rules.materials import judged, judged_columns, names_materials


class MaterialFit(Rule[RuleParameters]):
    """A course is taught to a cohort only with a material made for it."""

    id = "material_fit"
    title = "A course has a material made for the level and category of those who attend"
    unit = "cohorts"
    adds_up = True
    always = True

    def applies(self, instance: Instance) -> bool:
        return names_materials(instance)

    def check(self, facts: Facts) -> Iterator[Violation]:
        for subject, amount in judged(facts, _lacking):
            yield self.violation(subject, amount)

    def column_filters(self, problem: Problem) -> Iterable[ColumnFilter]:
        yield judged_columns(problem, _lacking)

    examples = (
        Example(
            "the only text is for townships: c2 of the east has it, c1 of the county does not",
            """t1 2026-09-07 am school/big li c1
               t2 2026-09-08 am school/big li c2""",
            1,
            given={
                "materials": [{"id": "primer", "level": "township"}],
                "courses": [{"id": "theory", "materials": ["primer"]}],
            },
            subject=("t1", "c1"),
        ),
        Example(
            "a general text is for everybody, and skill names no materials",
            """t1 2026-09-07 am school/big li c1
               k1 2026-09-08 am school/big wu c1""",
            0,
            given={
                "materials": [{"id": "primer", "level": "township"}, {"id": "general"}],
                "courses": [{"id": "theory", "materials": ["primer", "general"]}],
            },
        ),
    )


def _lacking(materials: Sequence[Material], cohort: Cohort, year: int) -> int:  # noqa: ARG001 - a judge
    return int(not materials)
