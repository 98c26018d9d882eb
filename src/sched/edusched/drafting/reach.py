"""Who can get where: minutes from people's regions to places."""

from collections.abc import Iterable

from edusched.domain.instance import Instance
from edusched.travel.distances import Distances


class Reach:
    """Travel from regions; one without a point on the map counts as the nearest region above that has one.

    Parameters
    ----------
    origins
        Regions people come from, by cohort; other cohorts come from the regions of their units.
    """

    def __init__(self, instance: Instance, origins: dict[str, tuple[str, ...]]) -> None:
        self.instance = instance
        self.limit_minutes = instance.drafting.max_travel_minutes
        self._distances = Distances(instance)
        self._origins = origins

    def origins(self, cohort: str) -> tuple[str, ...]:
        """Return the regions the people of a cohort come from."""
        if cohort in self._origins:
            return self._origins[cohort]
        units = [u for u, persons in sorted(self.instance.cohort[cohort].headcount.items()) if persons]
        return tuple(sorted({self.instance.unit[unit].region for unit in units}))

    def minutes(self, region: str, point: str) -> int:
        """Return minutes from a region to a region or venue; 0 where nobody knows."""
        located = (name for name in self.instance.region_path(region) if name in self._distances.index)
        start = next(located, None)
        if start is None or point not in self._distances.index:
            return 0
        return self._distances.minutes_between(start, point)

    def near(self, regions: Iterable[str], point: str | None) -> bool:
        """Tell whether a point (None: a platform) is within the limit of all regions."""
        if point is None or self.limit_minutes is None:
            return True
        return all(self.minutes(region, point) <= self.limit_minutes for region in regions)
