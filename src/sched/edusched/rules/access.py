"""Wherever there are learners, something is held within reach in a year.

For each region that is the region of cohorts meant, and each year: a counted booking within reach, which is
one held in the region or below it, or at a venue or stop at most `radius_km` of road from the region's own
point (a region without one is reached only from inside). Online reaches nobody; who attends does not matter.
Amount: persons of these cohorts without access. Source: R132 (classes wherever there are members). Rows: one
demand row per region and year over place columns.
"""

from collections.abc import Iterable, Iterator

import numpy as np
from pydantic import Field

from edusched.compile.arrays import Mask
from edusched.compile.problem import Problem
from edusched.compile.rows import Row, at_least
from edusched.domain.instance import Instance
from edusched.domain.result import Violation
from edusched.domain.teaching import CohortSelector
from edusched.rules.contract import OWED, Rule, RuleParameters
from edusched.rules.counting import Counted, Period, between, years
from edusched.rules.examples import Example
from edusched.rules.facts import Facts
from edusched.travel.distances import Distances

Where = tuple[str | None, str | None]
"""Venue or site, and its region; of a platform neither."""


class AccessParameters(RuleParameters):
    """Whose regions need access, to what, and what is near."""

    cohorts: CohortSelector = Field(default=CohortSelector(), description="The cohorts meant.")
    counted: Counted = Field(default=Counted(), description="The bookings that give access.")
    radius_km: int = Field(default=10, ge=0, le=10_000, description="Kilometres by road that are near.")
    period: Period = "calendar_year"


class Access(Rule[AccessParameters]):
    """Wherever there are learners, something is held within reach."""

    parameters_type = AccessParameters
    id = "access"
    title = "Wherever there are learners, something is held within reach"
    unit = "persons"
    spans = True
    default = OWED
    waivable = True

    def _persons(self, instance: Instance) -> dict[str, int]:
        """Return persons by region, of regions that have any."""
        found: dict[str, int] = {}
        for cohort in instance.selected(self.parameters.cohorts):
            found[cohort.region] = found.get(cohort.region, 0) + cohort.persons
        return {region: persons for region, persons in sorted(found.items()) if persons}

    def _near(self, instance: Instance, distances: Distances, region: str, where: Where) -> bool:
        """Tell whether a venue or site is within reach of a region."""
        point, held_in = where
        if point is None or held_in is None:
            return False
        if region in instance.region_path(held_in):
            return True
        metres = self.parameters.radius_km * 1000
        return region in distances.index and distances.metres_between(region, point) <= metres

    def check(self, facts: Facts) -> Iterator[Violation]:
        p, instance = self.parameters, facts.instance
        for label, first, last in years(facts.horizon, p.period):
            counted = p.counted.between(instance, facts.bookings, first, last)
            points = {(b.location, b.region) for b in counted}
            for region, persons in self._persons(instance).items():
                if not any(self._near(instance, facts.distances, region, point) for point in points):
                    yield self.violation((region, label), persons)

    def rows(self, problem: Problem) -> Iterable[Row]:
        p, table, instance = self.parameters, problem.placing, problem.instance
        points = [(location.point, location.region) for location in problem.entities.locations]
        counts = p.counted.columns(problem, table)
        for region, persons in self._persons(instance).items():
            near = [self._near(instance, problem.entities.distances, region, point) for point in points]
            reach: Mask = counts & np.array(near, dtype=np.bool_)[table.location] if table.size else counts
            for label, first, last in years(problem.horizon, p.period):
                mine = table.column[reach & between(problem, first, last, table)]
                yield at_least((region, label), mine, 1, unit_amount=persons)

    examples = (
        Example(
            "the hall in the east is 20 km from the county town, 30 km from the north",
            "t2 2026-09-07 am hall/main li c2",
            0,
            given={"cohorts": [{"id": "c1", "region": "north"}, {"id": "c2", "region": "county"}]},
            parameters={"radius_km": 45},
        ),
        Example(
            "25 km are not enough for the township in the north",
            "t2 2026-09-07 am hall/main li c2",
            13,
            given={"cohorts": [{"id": "c1", "region": "north"}, {"id": "c2", "region": "county"}]},
            parameters={"radius_km": 25},
            subject=("north", "2026"),
        ),
        Example(
            "the bus stops in a village of the north; c2 in the east has online lectures only",
            """k1 2026-09-07 am bus@hill wu c1
               p1 2026-09-08 pm web li c2""",
            4,
            given={"cohorts": [{"id": "c1", "region": "north"}]},
            subject=("east", "2026"),
        ),
    )
