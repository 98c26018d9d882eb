"""Where the regions lie: real names and codes, made-up points.

Cities lie on a grid, counties on a grid within their city, townships anywhere in their county. None is a
measured position.
"""

from math import isqrt

from edusched.generate.dice import Dice
from edusched.generate.divisions import Division, below, division
from edusched.generate.ground import Json, degrees

Point = tuple[int, int]
SOUTH_WEST: Point = (240_000, 1_040_000)  # ten-thousandths of a degree
COUNTY_STEP, COUNTY_REACH = 4_000, 1_800
APART, NEAR, TRIES = 300, 350, 60


class Geography:
    """Points of a province's regions, drawn from a seed; each is drawn when it is first asked for."""

    def __init__(self, province: str, seed: int) -> None:
        self._seed = seed
        self._points: dict[str, Point] = {}
        cities = below(province)
        most = max(_columns(len(below(city.code))) for city in cities)
        step, columns = (most + 1) * COUNTY_STEP, _columns(len(cities))
        for number, city in enumerate(cities):
            corner = _cell(SOUTH_WEST, number, columns, step)
            across = _columns(len(below(city.code)))
            for place, county in enumerate(below(city.code)):
                self._points[county.code] = _cell(corner, place, across, COUNTY_STEP)
            self._points[city.code] = _cell(corner, 0, across, COUNTY_STEP)
        self._points[province] = self._points[cities[0].code]

    def point(self, region: str) -> Point:
        """Return where a region lies; the first township of a county is its seat."""
        if region not in self._points:
            self._draw(region[:6])
        return self._points[region]

    def village(self, township: str, number: int) -> str:
        """Return the id of a made-up village of a township."""
        name = f"{township}-v{number:02d}"
        dice = Dice(f"{self._seed}/{name}")
        north, east = self.point(township)
        self._points[name] = (north + _either_way(dice), east + _either_way(dice))
        return name

    def region(self, code: str) -> Json:
        """Return a real region."""
        known = known_division(code)
        data: Json = {"id": code, "name": known.name, "code": code, "level": known.level.value}
        if known.parent is not None:
            data["parent"] = known.parent
        return data | {"location": degrees(self.point(code))}

    def village_region(self, name: str) -> Json:
        """Return a made-up village."""
        township, _, number = name.partition("-v")
        return {
            "id": name, "name": f"{known_division(township).name} village {int(number)}", "level": "village",
            "parent": township, "location": degrees(self.point(name)),
        }  # fmt: skip

    def _draw(self, county: str) -> None:
        dice = Dice(f"{self._seed}/points/{county}")
        seat, *others = [item.code for item in below(county)]
        north, east = self._points[county]
        placed = [(north, east)]
        for _ in others:
            point = (north, east)
            for _ in range(TRIES):
                point = (
                    north + dice.between(-COUNTY_REACH, COUNTY_REACH),
                    east + dice.between(-COUNTY_REACH, COUNTY_REACH),
                )
                if all(max(abs(point[0] - a), abs(point[1] - b)) >= APART for a, b in placed):
                    break
            placed.append(point)
        self._points |= dict(zip([seat, *others], placed, strict=True))


def known_division(code: str) -> Division:
    """Return a division that is known to exist."""
    found = division(code)
    if found is None:
        raise KeyError(code)
    return found


def _columns(count: int) -> int:
    """Return how wide a square grid for so many is."""
    return isqrt(max(0, count - 1)) + 1


def _cell(corner: Point, number: int, columns: int, step: int) -> Point:
    return corner[0] + step * (number // columns), corner[1] + step * (number % columns)


def _either_way(dice: Dice) -> int:
    """Draw an offset of a village from its township: never none."""
    return (80 + dice.below(NEAR - 80)) * (1 if dice.below(2) else -1)
