"""Distances and travel times: measured legs first, else great circle x detour / speed.

The sphere is within 0.5 % of the ellipsoid, far below the error of any detour factor.
"""

from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from edusched.domain.instance import Instance

EARTH_KM = 6371.0088
"""Mean radius of the earth (IUGG)."""


class Distances:
    """Metres and minutes between all located regions and venues of an instance.

    Attributes
    ----------
    index : dict from region or venue id to row
    metres : int64 array, shape (locations, locations)
    minutes : int64 array, shape (locations, locations)
        Travel time of a person; vehicles with a speed of their own use ``driving_minutes``.
    """

    def __init__(self, instance: Instance) -> None:
        points = {r.id: r.location for r in instance.regions if r.location is not None}
        points |= {v.id: v.location for v in instance.venues}
        self.ids = tuple(sorted(points))
        self.index = {name: k for k, name in enumerate(self.ids)}
        self._travel = instance.travel
        self._degrees = np.array(
            [(points[name].latitude_deg, points[name].longitude_deg) for name in self.ids], dtype=float
        ).reshape(-1, 2)

    @cached_property
    def metres(self) -> NDArray[np.int64]:
        """Metres on the road, shape (locations, locations)."""
        if len(self.ids) == 0:
            return np.zeros((0, 0), dtype=np.int64)
        circle = circle_km(self._degrees, self._degrees)
        table = np.rint(circle * 10 * self._travel.detour_percent).astype(np.int64)
        for leg in self._travel.legs:
            a, b = self.index[leg.start], self.index[leg.end]
            table[a, b] = table[b, a] = leg.travel_metres
        np.fill_diagonal(table, 0)
        return np.asarray(table, dtype=np.int64)

    @cached_property
    def minutes(self) -> NDArray[np.int64]:
        """Minutes of travel of a person, shape (locations, locations)."""
        table = driving_minutes(self.metres, self._travel.speed_kmh)
        for leg in self._travel.legs:
            a, b = self.index[leg.start], self.index[leg.end]
            table[a, b] = table[b, a] = leg.travel_minutes
        np.fill_diagonal(table, 0)
        return table

    def metres_between(self, start: str, end: str) -> int:
        """Return metres on the road between two regions or venues, by id."""
        return int(self.metres[self.index[start], self.index[end]])

    def minutes_between(self, start: str, end: str) -> int:
        """Return a person's travel minutes between two regions or venues, by id."""
        return int(self.minutes[self.index[start], self.index[end]])


def circle_km(starts: NDArray[np.float64], ends: NDArray[np.float64]) -> NDArray[np.float64]:
    """Return great-circle kilometres between points, shape (starts, ends), by the haversine formula.

    Parameters
    ----------
    starts, ends : arrays of shape (points, 2)
        Latitude and longitude in degrees.
    """
    (latitude, longitude), (to_latitude, to_longitude) = np.radians(starts).T, np.radians(ends).T
    north = np.sin((to_latitude - latitude[:, None]) / 2) ** 2
    east = np.sin((to_longitude - longitude[:, None]) / 2) ** 2
    half = north + np.outer(np.cos(latitude), np.cos(to_latitude)) * east
    return np.asarray(2 * EARTH_KM * np.arcsin(np.sqrt(np.minimum(half, 1.0))), dtype=np.float64)


def driving_minutes(metres: NDArray[np.int64], speed_kmh: int) -> NDArray[np.int64]:
    """Return minutes to drive a distance, rounded up."""
    per_hour = speed_kmh * 1000
    return np.asarray(-((-metres * 60) // per_hour), dtype=np.int64)
