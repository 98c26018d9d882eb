"""Distances and travel times: measured legs first, else great circle x detour / speed.

The sphere is within 0.5 % of the ellipsoid, far below the error of any detour factor.
"""

from collections.abc import Callable
from functools import cached_property
from typing import Any

import numpy as np
from numpy.typing import NDArray

from edusched.domain.instance import Instance

EARTH_KM = 6371.0088
"""Mean radius of the earth (IUGG)."""

DENSE_LOCATIONS = 1_000
"""Most locations of which every pair is kept, in 8 MB. A province has tens of thousands: some 10 GB."""

Ints = NDArray[np.int64]


class Pairs:
    """A value of every pair of locations, asked for as ``pairs[starts, ends]`` like an array of them all.

    With few locations it is such an array; with many only what is asked for is worked out.

    Parameters
    ----------
    locations
        How many there are.
    of
        What works out values, for rows of locations that fit together as indices of an array do.
    """

    def __init__(self, locations: int, of: Callable[[Any, Any], Any]) -> None:
        self._of = of
        self._all: Ints | None = None
        if locations <= DENSE_LOCATIONS:
            every = np.arange(locations)
            self._all = of(every[:, None], every)

    def __getitem__(self, pair: tuple[Ints | int, Ints | int]) -> Any:
        """Return the value of a pair, or of pairs, by rows."""
        return self._of(*pair) if self._all is None else self._all[pair]


class Distances:
    """Metres and minutes between all located regions and venues of an instance.

    Attributes
    ----------
    index : dict from region or venue id to row
    """

    def __init__(self, instance: Instance) -> None:
        points = {r.id: r.location for r in instance.regions if r.location is not None}
        points |= {v.id: v.location for v in instance.venues}
        self.ids = tuple(sorted(points))
        self.index = {name: k for k, name in enumerate(self.ids)}
        self._travel = instance.travel
        degrees = [(points[name].latitude_deg, points[name].longitude_deg) for name in self.ids]
        self._latitudes, self._longitudes = np.radians(np.array(degrees, dtype=float).reshape(-1, 2)).T.copy()

    @cached_property
    def metres(self) -> Pairs:
        """Metres on the road by rows of locations."""
        return Pairs(len(self.ids), self._metres)

    @cached_property
    def minutes(self) -> Pairs:
        """Minutes of travel of a person by rows of locations; vehicles have a speed of their own."""
        return Pairs(len(self.ids), self._minutes)

    def metres_between(self, start: str, end: str) -> int:
        """Return metres on the road between two regions or venues, by id."""
        return int(self.metres[self.index[start], self.index[end]])

    def minutes_between(self, start: str, end: str) -> int:
        """Return a person's travel minutes between two regions or venues, by id."""
        return int(self.minutes[self.index[start], self.index[end]])

    def _metres(self, starts: Any, ends: Any) -> Any:
        latitudes, longitudes = self._latitudes, self._longitudes
        circle = _circle_km(latitudes[starts], longitudes[starts], latitudes[ends], longitudes[ends])
        metres = road_metres(circle, self._travel.detour_percent)
        return self._measured(starts, ends, self._legs[1], metres)

    def _minutes(self, starts: Any, ends: Any) -> Any:
        minutes = driving_minutes(self.metres[starts, ends], self._travel.speed_kmh)
        return self._measured(starts, ends, self._legs[2], minutes)

    def _measured(self, starts: Any, ends: Any, measured: Ints, otherwise: Any) -> Any:
        """Return what was measured where a leg was, else what was worked out."""
        keys = self._legs[0]
        if keys.size == 0:
            return otherwise
        key = self._key(starts, ends)
        found = np.minimum(np.searchsorted(keys, key), keys.size - 1)
        return np.where(keys[found] == key, measured[found], otherwise)

    @cached_property
    def _legs(self) -> tuple[Ints, Ints, Ints]:
        """Keys of the pairs with a leg, rising, their metres and their minutes.

        A part of a large instance has the legs of all of it, and only some of the locations.
        """
        here = (leg for leg in self._travel.legs if {leg.start, leg.end} <= self.index.keys())
        legs = {(self.index[leg.start], self.index[leg.end]): leg for leg in here}
        told = {self._key(*pair): leg for pair, leg in legs.items() if pair[0] != pair[1]}
        rising = [(key, told[key].travel_metres, told[key].travel_minutes) for key in sorted(told)]
        keys, metres, minutes = np.array(rising, dtype=np.int64).reshape(-1, 3).T.copy()
        return keys, metres, minutes

    def _key(self, a: Any, b: Any) -> Any:
        """Return a number for each pair, the same in both directions."""
        return np.minimum(a, b) * len(self.ids) + np.maximum(a, b)


def circle_km(starts: NDArray[np.float64], ends: NDArray[np.float64]) -> NDArray[np.float64]:
    """Return great-circle kilometres between points, shape (starts, ends).

    Parameters
    ----------
    starts, ends : arrays of shape (points, 2)
        Latitude and longitude in degrees.
    """
    (latitude, longitude), (to_latitude, to_longitude) = np.radians(starts).T, np.radians(ends).T
    found = _circle_km(latitude[:, None], longitude[:, None], to_latitude, to_longitude)
    return np.asarray(found, dtype=np.float64)


def _circle_km(latitude: Any, longitude: Any, to_latitude: Any, to_longitude: Any) -> Any:
    """Return great-circle kilometres between points in radians, by the haversine formula.

    One number and many give the same: the model asks for many, the checker for one, and they must agree.
    """
    north = np.sin((to_latitude - latitude) / 2)
    east = np.sin((to_longitude - longitude) / 2)
    half = north * north + np.cos(latitude) * np.cos(to_latitude) * (east * east)
    return 2 * EARTH_KM * np.arcsin(np.sqrt(np.minimum(half, 1.0)))


def road_metres(kilometres: Any, detour_percent: int) -> Ints:
    """Return metres on the road between points so many kilometres apart on the great circle."""
    return np.asarray(np.rint(kilometres * 10 * detour_percent), dtype=np.int64)


def driving_minutes(metres: Ints, speed_kmh: int) -> Ints:
    """Return minutes to drive a distance, rounded up."""
    per_hour = speed_kmh * 1000
    return np.asarray(-((-metres * 60) // per_hour), dtype=np.int64)
