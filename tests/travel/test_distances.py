"""Distances: every way of asking gives the same, and many locations cost no table of their pairs."""

import tracemalloc
from itertools import product
from random import Random
from typing import Any

import numpy as np
import pytest

from edusched.domain.instance import Instance
from edusched.rules.examples import BASE
from edusched.travel import distances
from edusched.travel.distances import Distances, circle_km
from tests.tiny.problems import instance_from

MANY = 20_000
"""Locations whose table of all pairs takes 3 GB."""


def villages(count: int, legs: int, seed: int) -> Instance:
    """Return an instance with made-up villages, two of them at one point, and measured legs between some."""
    rng = Random(seed)
    names = [f"village-{k}" for k in range(count)]
    points = [{"latitude_deg": rng.uniform(-80, 80), "longitude_deg": rng.uniform(-180, 180)} for _ in names]
    points[1] = points[0]
    regions = [
        {"id": name, "level": "village", "parent": "county", "location": point}
        for name, point in zip(names, points, strict=True)
    ]
    pairs = sorted({tuple(rng.sample(names, 2)) for _ in range(legs)})
    measured = [leg(start, end, rng) for start, end in pairs if (end, start) not in pairs]
    data: dict[str, Any] = BASE | {"regions": [*BASE["regions"], *regions]}
    return instance_from(data | {"travel": {"detour_percent": 137, "speed_kmh": 37, "legs": measured}})


def leg(start: str, end: str, rng: Random) -> dict[str, Any]:
    return {
        "start": start, "end": end,
        "travel_minutes": rng.randrange(200), "travel_metres": rng.randrange(100_000),
    }  # fmt: skip


@pytest.mark.parametrize("legs", [0, 1, 60])
def test_kept_or_worked_out_one_by_one_or_many_at_once(monkeypatch, legs):
    instance = villages(40, legs, seed=legs)
    kept = Distances(instance)
    monkeypatch.setattr(distances, "DENSE_LOCATIONS", 0)
    asked = Distances(instance)
    rows = np.arange(len(kept.ids))
    for few, many in ((kept.metres, asked.metres), (kept.minutes, asked.minutes)):
        every = few[rows[:, None], rows]
        np.testing.assert_array_equal(every, every.T)
        np.testing.assert_array_equal(np.diag(every), 0)
        np.testing.assert_array_equal(every, many[rows[:, None], rows])
        np.testing.assert_array_equal(every[:, 3], many[rows, np.full_like(rows, 3)])
        np.testing.assert_array_equal(every[3], many[3, rows])
    for start, end in product(kept.ids, repeat=2):
        assert kept.metres_between(start, end) == asked.metres_between(start, end)
        assert kept.minutes_between(start, end) == asked.minutes_between(start, end)


def test_measured_legs_hold_in_both_directions(monkeypatch):
    instance = villages(10, 12, seed=1)
    for dense in (1_000, 0):
        monkeypatch.setattr(distances, "DENSE_LOCATIONS", dense)
        found = Distances(instance)
        for known in instance.travel.legs:
            for start, end in ((known.start, known.end), (known.end, known.start)):
                assert found.metres_between(start, end) == known.travel_metres
                assert found.minutes_between(start, end) == known.travel_minutes


def test_legs_to_elsewhere_are_none_of_a_part():
    """A part of a large instance has fewer locations than its legs name."""
    instance = villages(10, 12, seed=1)
    known = instance.travel.legs[0]
    here = tuple(region for region in instance.regions if region.id != known.start)
    whole, part = Distances(instance), Distances(instance.model_copy(update={"regions": here}))
    assert known.start not in part.index
    assert any({leg.start, leg.end} <= part.index.keys() for leg in instance.travel.legs)
    for start, end in product(part.ids, repeat=2):
        assert part.metres_between(start, end) == whole.metres_between(start, end)


def test_many_locations_cost_no_table_of_their_pairs():
    instance = villages(MANY, 3, seed=2)
    tracemalloc.start()
    found = Distances(instance)
    rows = np.arange(MANY)
    assert found.minutes[rows, rows[::-1]].shape == (MANY,)
    assert found.metres_between("village-0", "village-1") == 0
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert peak < 100 * 1024**2


def test_a_quarter_of_the_equator():
    here, there = np.array([[0.0, 0.0]]), np.array([[0.0, 90.0], [90.0, 0.0]])
    np.testing.assert_allclose(circle_km(here, there), [[10007.557, 10007.557]], atol=0.001)
