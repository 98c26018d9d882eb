"""Regions of an instance: real names and codes, synthetic coordinates.

The extract holds names and codes only. Points are drawn from a seed inside a plausible box (26.0-26.4 N,
118.0-118.4 E); city and province seat stand at round numbers outside it. None is a measured position.
"""

import json
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from common import Json

from edusched.generate.dice import Dice
from edusched.generate.ground import degrees

EXTRACT = Path(__file__).with_name("places-fujian.json")
SOUTH, NORTH, WEST, EAST = 260_000, 264_000, 1_180_000, 1_184_000  # ten-thousandths of a degree
SEAT = (262_000, 1_182_000)
CITY_SEAT = (262_500, 1_176_500)
PROVINCE_SEAT = (261_000, 1_193_000)


@dataclass(frozen=True, slots=True)
class PlaceName:
    """A line of the extract."""

    id: str
    code: str
    name: str
    level: str
    parent: str | None


@cache
def place_names() -> dict[str, PlaceName]:
    """Return the extract by id."""
    rows = json.loads(EXTRACT.read_text(encoding="utf-8"))["places"]
    return {
        row["id"]: PlaceName(row["id"], row["code"], row["name"], row["level"], row.get("parent"))
        for row in rows
    }


def townships() -> list[str]:
    """Return the fifteen townships in the order of their codes."""
    return [place.id for place in place_names().values() if place.level == "township"]


def villages(township: str) -> list[str]:
    """Return the villages of a township in the extract."""
    return [place.id for place in place_names().values() if place.parent == township]


@cache
def county_points(seed: str) -> dict[str, tuple[int, int]]:
    """Draw a point for the county seat, each township and each village of the extract."""
    dice = Dice(f"{seed}/points")
    points = {"fujian": PROVINCE_SEAT, "sanming": CITY_SEAT, "youxi": SEAT, "chengguan": SEAT}
    for township in townships():
        if township not in points:
            points[township] = _apart(dice, list(points.values()), (SOUTH, NORTH, WEST, EAST), 500)
    for township in townships():
        lat, lon = points[township]
        near = (
            max(SOUTH, lat - 350), min(NORTH, lat + 350), max(WEST, lon - 350), min(EAST, lon + 350)
        )  # fmt: skip
        for village in villages(township):
            points[village] = _apart(dice, [points[township]], near, 80)
    return points


def _apart(
    dice: Dice, others: list[tuple[int, int]], box: tuple[int, int, int, int], least: int
) -> tuple[int, int]:
    """Draw a point of the box at least so far from the others (the last draw if none is found)."""
    south, north, west, east = box
    point = (south, west)
    for _ in range(400):
        point = (dice.between(south, north), dice.between(west, east))
        if all(max(abs(point[0] - lat), abs(point[1] - lon)) >= least for lat, lon in others):
            break
    return point


def region(place_id: str, point: tuple[int, int], prefix: str = "") -> Json:
    """Return a region of an instance; a prefix tells apart copies of the county in scaled instances."""
    place = place_names()[place_id]
    shared = place.level in ("province", "city")
    data: Json = {
        "id": place.id if shared else prefix + place.id, "name": place.name, "code": place.code,
        "level": place.level,
    }  # fmt: skip
    if place.parent is not None:
        data["parent"] = place.parent if place.level == "county" or shared else prefix + place.parent
    data["location"] = degrees(point)
    return data


def regions(
    seed: str, chosen_villages: list[str], prefix: str = "", shift: tuple[int, int] = (0, 0)
) -> list[Json]:
    """Return province, city, county, the fifteen townships and the chosen villages."""
    points = county_points(seed)
    chosen = ["fujian", "sanming", "youxi", *townships(), *chosen_villages]
    found = []
    for place_id in chosen:
        lat, lon = points[place_id]
        fixed = place_id in ("fujian", "sanming")
        moved = (lat, lon) if fixed else (lat + shift[0], lon + shift[1])
        found.append(region(place_id, moved, prefix))
    return found
