"""What city and province give the stations: libraries that lend, instructors, party schools."""

from dataclasses import dataclass, field

from edusched.generate import people, sessions
from edusched.generate.ground import AM_PM, Json
from edusched.generate.station import Station
from edusched.generate.venues import city_school

GROUP = 3
"""Stations that somebody of the library of city or province teaches at."""
ONLINE_SEATS, ONLINE_SEATS_A_STATION = 90, 2


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
    platform: Json
    instructors: list[Json] = field(default_factory=list)
    schools: dict[str, Json] = field(default_factory=dict)
    instructors_at: dict[int, list[Json]] = field(default_factory=dict)
    schools_at: dict[int, list[Json]] = field(default_factory=dict)
    borrowers: dict[str, set[str]] = field(default_factory=dict)


def upper_of(found: list[Station]) -> Upper:
    """Return what is above the stations: people of a city know the stations that follow, too."""
    province = found[0].city[:2]
    cities = sorted({station.city for station in found})
    libraries = [_library(province, "province"), *(_library(city, "city") for city in cities)]
    upper = Upper(libraries, _platform(found))
    geography = found[0].geography
    home = f"{province}-party-school"
    upper.schools[home] = city_school(home, province, geography.point(province)) | {"level": "province"}
    in_turn = sorted(found, key=lambda station: station.turn)
    for at, station in enumerate(in_turn):
        group = in_turn[at : at + GROUP]
        _share(upper, people.city_instructors(group), group)
        others = {other.city for other in group} - {station.city}
        if others:
            upper.borrowers.setdefault(f"{station.city}-library", set()).update(others)
        name = sessions.city_school_of(station)
        if name not in upper.schools:
            upper.schools[name] = city_school(name, station.city, geography.point(station.city))
        upper.schools_at[station.place] = [upper.schools[name], upper.schools[home]]
    for first in range(0, len(in_turn), GROUP):
        group = in_turn[first : first + GROUP]
        _share(upper, [people.province_instructor(group)], group)
    percent = found[0].request.tightness.seats_percent
    for school in upper.schools.values():
        school["name"] = "省委党校" if school["level"] == "province" else "市委党校"
        fit_rooms(school, percent)
    return upper


def fit_rooms(venue: Json, percent: int) -> None:
    """Set the seats of a venue's rooms, in percent of what is usual."""
    for room in venue["rooms"]:
        room["capacity_persons"] = room["capacity_persons"] * percent // 100


def _share(upper: Upper, instructors: list[Json], group: list[Station]) -> None:
    upper.instructors += instructors
    for station in group:
        upper.instructors_at.setdefault(station.place, []).extend(instructors)


def _platform(found: list[Station]) -> Json:
    """Return the province's platform: each station's share of its seats is small."""
    usual = ONLINE_SEATS + ONLINE_SEATS_A_STATION * len(found)
    return {
        "id": found[0].of("province-online"), "name": "省网络学院", "price_fen_per_period": 5_000,
        "seats_persons": usual * found[0].request.tightness.seats_percent // 100,
        "available": [{"weekdays": ["tue", "wed", "thu"]}],
    }  # fmt: skip


def _library(region: str, level: str) -> Json:
    days = ["wed", "thu"] if level == "province" else ["mon", "tue", "wed", "thu", "fri"]
    pattern: Json = {"weekdays": days} | ({"periods": AM_PM} if level == "province" else {})
    return {
        "id": f"{region}-library", "name": "省师资库" if level == "province" else "市师资库",
        "region": region, "level": level, "available": [pattern],
    }  # fmt: skip
