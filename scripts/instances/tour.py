"""The village tour: two mobile classrooms visit thirty villages in four weeks, nights away allowed."""

from common import Json, dumped, text
from frame import AM_PM, AUTUMN, PERIODS, Frame
from places import SEAT, county_points, regions, townships, villages
from planted import Planted

from edusched.domain.instance import Instance
from edusched.domain.places import MobileUnit
from edusched.generate.diary import Diary
from edusched.generate.dice import Dice
from edusched.generate.instructors import CREW
from edusched.generate.planter import Planter

NAME = "village-tour"
FRAME = Frame(seed=NAME)
FIRST_WEEK, WEEKS = 9, 4
ADVISERS: dict[str, tuple[str, str, dict[str, int]]] = {
    "xie-nong": ("谢农", "xicheng", {"agronomy": 3}),
    "shi-lan": ("石兰", "youxi", {"agronomy": 2}),
}
FEN_PER_KM, FEN_PER_NIGHT, FEN_PER_STOP = 250, 12_000, 5_000


def village_tour() -> Planted:
    """Return the instance with its planted plan: greedy visits, then nights away where they save money."""
    data = _data()
    instance = Instance.model_validate_json(dumped(data))
    planter = Planter(instance)
    for turn, session in enumerate(instance.sessions):
        planter.book(session, turn=turn // 4)
    nights = [night for unit in instance.mobile_units for night in _nights(planter.diary, unit)]
    return Planted(data, planter, nights)


def _route() -> list[tuple[str, str]]:
    """Return thirty villages with their townships, in the order of a sweep around the county seat."""
    points = county_points(FRAME.seed)

    def bearing(township: str) -> tuple[int, int, str]:
        north, east = points[township][0] - SEAT[0], points[township][1] - SEAT[1]
        half = 0 if (east, north) > (0, 0) else 1
        # Integers only: the sort must not hang on the last bit of an arc tangent.
        return (
            half,
            -(north * 1_000_000) // (abs(north) + abs(east) + 1) * (1 if half == 0 else -1),
            township,
        )

    chosen = []
    for position, township in enumerate(sorted(townships(), key=bearing)):
        own = villages(township)
        chosen += [(village, township) for village in own[: 3 if position == 0 else 2]]
    return chosen[:30]


def _data() -> Json:
    dice = Dice(NAME)
    route = _route()
    per_week = -(-len(route) // WEEKS)
    cohorts: list[Json] = []
    sessions: list[Json] = []
    found_units: list[Json] = []
    for number, (village, _) in enumerate(route):
        week = FIRST_WEEK + number // per_week
        persons = dice.between(18, 40)
        found_units.append({"id": f"{village}-villagers", "region": village, "size_persons": 8 * persons})
        cohorts.append(
            {"id": f"{village}-village", "category": "village", "region": village,
             "headcount": {f"{village}-villagers": persons}}
        )  # fmt: skip
        sessions.append(
            {"id": f"visit-{number + 1:02d}-{village}",
             "course": "village-agronomy" if number % 5 == 2 else "village-talk",
             "deliveries": ["mobile"], "starts": FRAME.starts((week, 0), (week, 4), AM_PM),
             "sites": [village], "cohorts": [f"{village}-village"]}
        )  # fmt: skip
    return {
        "schema_version": "1.0", "kind": "instance", "id": NAME,
        "name": "Thirty villages, two mobile classrooms",
        "note": "Routing with nights away: which unit stops where, when, and where it sleeps. Names and "
        "codes are real; people, prices and coordinates are invented.",
        "calendar": {"first_day": text(AUTUMN.day(FIRST_WEEK, 0)),
                     "last_day": text(AUTUMN.day(FIRST_WEEK + WEEKS - 1, 4)), "periods": PERIODS},
        "travel": {"detour_percent": 150, "speed_kmh": 35},
        "regions": regions(FRAME.seed, [village for village, _ in route]),
        "units": found_units, "cohorts": cohorts,
        "libraries": [{"id": "county-library", "region": "youxi", "level": "county"}],
        "instructors": _instructors(), "mobile_units": _mobile_units(), "courses": _courses(),
        "sessions": sessions, "policy": _policy(),
    }  # fmt: skip


def _instructors() -> list[Json]:
    return [
        {"id": key, "name": name, "library": "county-library", "engagement": "part_time",
         "competences": skills, "home": home}
        for key, (name, home, skills) in (CREW | ADVISERS).items()
    ]  # fmt: skip


def _mobile_units() -> list[Json]:
    common: Json = {"depot": "youxi", "capacity_persons": 45, "set_up_minutes": 30, "pack_up_minutes": 20}
    return [
        {"id": "bus-red", "crew": ["wei-shan", "qiu-yan"], **common, "speed_kmh": 35, "max_nights_away": 2},
        {"id": "bus-green", "crew": ["guo-feng", "tong-lu"], **common, "speed_kmh": 40, "max_nights_away": 1,
         "unavailable": [{"first_day": "2026-11-11", "last_day": "2026-11-12"}]},
    ]  # fmt: skip


def _courses() -> list[Json]:
    host: Json = {"role": "host", "competences": {"mobile-host": 1}}
    return [
        {"id": "village-talk", "subject_class": "theory", "method": "mobile", "study_hours": 4,
         "staff": [host]},
        {"id": "village-agronomy", "subject_class": "skill", "method": "mobile", "study_hours": 4,
         "staff": [{"role": "lecturer", "competences": {"agronomy": 2}}, host]},
    ]  # fmt: skip


def _policy() -> Json:
    entries: list[tuple[str, str, Json]] = [
        ("villages-visited", "study_hours",
         {"cohorts": {"categories": ["village"]}, "min_study_hours": 4, "period": "horizon",
          "counted": {"deliveries": ["mobile"]}}),
        ("teaching-hours", "instructor_hours",
         {"max_teaching_hours_per_day": 6, "max_teaching_hours_per_week": 15}),
        ("five-days-in-a-row", "consecutive_days", {"max_consecutive_days": 5}),
        ("fees", "fees", {"fee_fen_per_teaching_hour": {"part_time": 18_000}}),
        ("travel", "travel_cost", {"fen_per_km": 80}),
        ("mobile", "mobile_cost",
         {"fen_per_km": FEN_PER_KM, "fen_per_night": FEN_PER_NIGHT, "fen_per_stop": FEN_PER_STOP}),
    ]  # fmt: skip
    return {"rules": [{"id": key, "rule": rule, "parameters": given} for key, rule, given in entries]}


def _nights(diary: Diary, unit: MobileUnit) -> list[Json]:
    """Return the nights away that save money: from a day's last stop straight to the next day's first."""
    nights: list[Json] = []
    slept, in_a_row = unit.depot, 0
    days = sorted(day for name, day in diary.stops if name == unit.id and diary.stops[name, day])
    for day in days:
        stops = sorted(diary.stops[unit.id, day])
        tomorrow = sorted(diary.stops.get((unit.id, day + 1), []))
        site = stops[-1][2]
        if in_a_row < unit.max_nights_away and tomorrow and _saves(diary, unit, site, tomorrow[0][2]):
            stays = diary.tour_fits(unit, stops, slept, False) and diary.tour_fits(unit, tomorrow, site, True)
            if stays:
                on = diary.horizon.days[day].isoformat()
                nights.append({"mobile_unit": unit.id, "day": on, "site": site})
                slept, in_a_row = site, in_a_row + 1
                continue
        slept, in_a_row = unit.depot, 0
    return nights


def _saves(diary: Diary, unit: MobileUnit, last: str, first: str) -> bool:
    metres = diary.distances.metres_between
    driven = metres(last, unit.depot) + metres(unit.depot, first)
    return (driven - metres(last, first)) * FEN_PER_KM // 1000 > FEN_PER_NIGHT
