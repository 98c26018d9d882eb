"""Cohorts are taught with local materials where there are such.

For each booking of a course that names materials and each cohort attending: one of those that fit the cohort
is local to it, its region being the cohort's or one above it, though not the nation. A bonus for local
materials, counted as what lacks it. Amount: 1 for each cohort taught without; where nothing fits the cohort,
nothing is asked. Source: R013 (local materials where conditions allow), R152 (supplements to base readers).
Rows: none; place columns that bring such a cohort and its own choices are priced (or struck out).
"""

from collections.abc import Iterable, Iterator, Sequence

from edusched.compile.problem import ColumnFilter, Problem
from edusched.domain.instance import Instance
from edusched.domain.materials import Material
from edusched.domain.people import Cohort
from edusched.domain.places import Level
from edusched.domain.policy import Enforcement, Mode, Objective
from edusched.domain.result import Violation
from edusched.rules.contract import Rule, RuleParameters
from edusched.rules.examples import Example
from edusched.rules.facts import Facts
from edusched.rules.materials import Judge, judged, judged_columns, names_materials


class LocalMaterial(Rule[RuleParameters]):
    """Cohorts are taught with local materials."""

    id = "local_material"
    title = "Cohorts are taught with local materials where there are such"
    unit = "cohorts"
    adds_up = True
    default = Enforcement(mode=Mode.SOFT, level=Objective.NEEDS)

    def applies(self, instance: Instance) -> bool:
        return names_materials(instance)

    def check(self, facts: Facts) -> Iterator[Violation]:
        for subject, amount in judged(facts, _from_elsewhere(facts.instance)):
            yield self.violation(subject, amount)

    def column_filters(self, problem: Problem) -> Iterable[ColumnFilter]:
        yield judged_columns(problem, _from_elsewhere(problem.instance))

    examples = (
        Example(
            "the text of the east is local to c2, not to c1",
            """t1 2026-09-07 am school/big li c1
               t2 2026-09-08 am school/big li c2""",
            1,
            given={
                "materials": [{"id": "general", "base": True}, {"id": "east-text", "region": "east"}],
                "courses": [{"id": "theory", "materials": ["general", "east-text"]}],
            },
            subject=("t1", "c1"),
        ),
        Example(
            "a text of the county is local to its townships",
            "t2 2026-09-08 am school/big li c2",
            0,
            given={
                "materials": [{"id": "county-text", "region": "county"}],
                "courses": [{"id": "theory", "materials": ["county-text"]}],
            },
        ),
    )


def _from_elsewhere(instance: Instance) -> Judge:
    def judge(materials: Sequence[Material], cohort: Cohort, year: int) -> int:  # noqa: ARG001 - a judge
        above = instance.region_path(cohort.region)
        near = {name for name in above if instance.region[name].level is not Level.NATION}
        return int(bool(materials) and near.isdisjoint(m.region for m in materials if m.region is not None))

    return judge
