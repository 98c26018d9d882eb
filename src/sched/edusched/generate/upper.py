"""What city and province give the stations: libraries that lend, instructors, party schools."""

from dataclasses import dataclass, field

from edusched.generate import people, sessions
from edusched.generate.ground import AM_PM, Json
from edusched.generate.station import Station
from edusched.generate.venues import city_school

GROUP = 3
"""Stations that somebody of the province's library teaches at."""


@dataclass(slots=True)
class Upper:
    """Libraries, instructors and schools above the counties.

    Attributes
    ----------
    instructors_at, schools_at
        Those a station may use, by its place.
    borrowers
        Cities that borrow from a library, by its id.
    """

    libraries: list[Json]
    instructors: list[Json] = field(default_factory=list)
    schools: dict[str, Json] = field(default_factory=dict)
    instructors_at: dict[int, list[Json]] = field(default_factory=dict)
    schools_at: dict[int, list[Json]] = field(default_factory=dict)
    borrowers: dict[str, list[str]] = field(default_factory=dict)


def upper_of(found: list[Station]) -> Upper:
    """Return what is above the stations: people of a city know the next station too."""
    province = found[0].city[:2]
    cities = sorted({station.city for station in found})
    upper = Upper([_library(province, "province"), *(_library(city, "city") for city in cities)])
    geography = found[0].geography
    home = f"{province}-party-school"
    upper.schools[home] = city_school(home, province, geography.point(province)) | {"level": "province"}
    for station, following in zip(found, [*found[1:], None], strict=True):
        lent = people.city_instructors(station, following)
        _share(upper, lent, [station, following])
        if following is not None and following.city != station.city:
            upper.borrowers.setdefault(f"{station.city}-library", []).append(following.city)
        name = sessions.city_school_of(station)
        if name not in upper.schools:
            upper.schools[name] = city_school(name, station.city, geography.point(station.city))
        upper.schools_at[station.place] = [upper.schools[name], upper.schools[home]]
    for first in range(0, len(found), GROUP):
        group = found[first : first + GROUP]
        _share(upper, [people.province_instructor(group)], list(group))
    percent = found[0].request.tightness.seats_percent
    for school in upper.schools.values():
        school["name"] = "省委党校" if school["level"] == "province" else "市委党校"
        fit_rooms(school, percent)
    return upper


def fit_rooms(venue: Json, percent: int) -> None:
    """Set the seats of a venue's rooms, in percent of what is usual."""
    for room in venue["rooms"]:
        room["capacity_persons"] = room["capacity_persons"] * percent // 100


def _share(upper: Upper, instructors: list[Json], group: list[Station | None]) -> None:
    upper.instructors += instructors
    for station in group:
        if station is not None:
            upper.instructors_at.setdefault(station.place, []).extend(instructors)


def _library(region: str, level: str) -> Json:
    days = ["wed", "thu"] if level == "province" else ["mon", "tue", "wed", "thu", "fri"]
    pattern: Json = {"weekdays": days} | ({"periods": AM_PM} if level == "province" else {})
    return {
        "id": f"{region}-library", "name": "省师资库" if level == "province" else "市师资库",
        "region": region, "level": level, "available": [pattern],
    }  # fmt: skip
