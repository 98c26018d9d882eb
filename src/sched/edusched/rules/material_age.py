"""Materials are renewed: a cohort is taught with an edition that is not too old.

For each booking and each cohort attending: the newest edition among the course's materials that fit the
cohort is at most `max_age_years` old in the year in which it attends. Materials without a year have no age;
where no fitting material has a year, nothing is amiss. Amount: years over. Source: R014, R268 (materials are
renewed). Rows: none; place columns that bring such a cohort and its own choices are priced (or struck out).
"""

from collections.abc import Iterable, Iterator, Sequence

from pydantic import Field

from edusched.compile.problem import ColumnFilter, Problem
from edusched.domain.instance import Instance
from edusched.domain.materials import Material
from edusched.domain.people import Cohort
from edusched.domain.policy import Enforcement, Mode, Objective
from edusched.domain.result import Violation
from edusched.rules.contract import Rule, RuleParameters
from edusched.rules.examples import Example
from edusched.rules.facts import Facts
from edusched.rules.materials import judged, judged_columns, names_materials


class MaterialAgeParameters(RuleParameters):
    """How old an edition may be."""

    max_age_years: int = Field(default=5, ge=0, le=200, description="Oldest edition that costs nothing.")


class MaterialAge(Rule[MaterialAgeParameters]):
    """Materials are renewed."""

    parameters_type = MaterialAgeParameters
    id = "material_age"
    title = "Cohorts are taught with editions that are not too old"
    unit = "years"
    default = Enforcement(mode=Mode.SOFT, level=Objective.NEEDS)

    def applies(self, instance: Instance) -> bool:
        return names_materials(instance)

    def _over(self, materials: Sequence[Material], cohort: Cohort, year: int) -> int:  # noqa: ARG002
        editions = [m.edition_year for m in materials if m.edition_year is not None]
        return max(0, year - max(editions, default=year) - self.parameters.max_age_years)

    def check(self, facts: Facts) -> Iterator[Violation]:
        for subject, amount in judged(facts, self._over):
            yield self.violation(subject, amount)

    def column_filters(self, problem: Problem) -> Iterable[ColumnFilter]:
        yield judged_columns(problem, self._over)

    examples = (
        Example(
            "an edition of 2019 in 2026, five years allowed: two years over",
            "t1 2026-09-07 am school/big li c1",
            2,
            given={
                "materials": [{"id": "primer", "edition_year": 2019}],
                "courses": [{"id": "theory", "materials": ["primer"]}],
            },
            subject=("t1", "c1"),
        ),
        Example(
            "the newest edition counts",
            "t1 2026-09-07 am school/big li c1",
            0,
            given={
                "materials": [{"id": "old", "edition_year": 2008}, {"id": "new", "edition_year": 2021}],
                "courses": [{"id": "theory", "materials": ["old", "new"]}],
            },
        ),
    )
