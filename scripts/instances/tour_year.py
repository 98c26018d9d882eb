"""The village tour of a year: one mobile classroom calls three times at each of twelve villages."""

from datetime import date

from common import Json, dumped, text
from places import regions, townships, villages
from planted import Planted

from edusched.domain.instance import Instance
from edusched.domain.teaching import Session
from edusched.generate.instructors import CREW
from edusched.generate.planter import Planter

NAME = "village-tour-year"
PERIODS: list[Json] = [
    {"id": "am", "start": "09:00", "end": "11:30"},
    {"id": "pm", "start": "14:30", "end": "17:00"},
]
ROUNDS = {
    "spring": (date(2026, 3, 9), date(2026, 4, 6)),
    "summer": (date(2026, 6, 8), date(2026, 7, 20)),
    "autumn": (date(2026, 9, 21), date(2026, 11, 9)),
}
"""Mondays of the weeks in which the unit is out; the two weeks of a season are one round."""
GAP_DAYS = 60
BUSY = {"tea": ("2026-04-01", "2026-04-20"), "rice": ("2026-07-15", "2026-08-05")}
"""Seasons in which villages have no time; they take turns in the order of the route."""
EVE_OF_MID_AUTUMN = "2026-09-24"


def village_tour_year() -> Planted:
    """Return the instance with its planted plan: each visit at the first free half day, 60 days on."""
    data = _data()
    instance = Instance.model_validate_json(dumped(data))
    planter = Planter(instance)
    last: dict[str, int] = {}

    def starts_left(session: Session) -> tuple[int, int]:
        cohort = instance.cohort[session.cohorts[0]]
        free = planter.diary.horizon.availability(cohort.available, cohort.unavailable)
        return planter.starts(session)[0], sum(free >> slot & 1 for slot in planter.starts(session))

    for session in sorted(instance.sessions, key=starts_left):
        (site,) = session.sites
        planter.book(session, after=last.get(site, -1))
        entry = planter.diary.entries[-1]
        last[site] = (entry.day + GAP_DAYS) * len(PERIODS) - 1
    return Planted(data, planter)


def _data() -> Json:
    route = [villages(township)[0] for township in townships()[:12]]
    busy = list(BUSY)
    return {
        "schema_version": "1.0", "kind": "instance", "id": NAME,
        "name": "Twelve villages, one mobile classroom, a year",
        "note": "How often a village is visited and how far apart: three visits a year, 60 days from one to "
        "the next, around tea and rice. The host travels with the unit, the adviser meets it where it "
        "stands. Names and codes are real; people, prices and coordinates are invented.",
        "calendar": {"first_day": "2026-03-01", "last_day": "2026-11-30", "periods": PERIODS,
                     "windows": [{"id": name, "ranges": [{"first": first, "last": last}]}
                                 for name, (first, last) in BUSY.items()]},
        "travel": {"detour_percent": 150, "speed_kmh": 35},
        "regions": regions(NAME, route),
        "units": [{"id": f"{v}-villagers", "region": v, "size_persons": 240} for v in route],
        "cohorts": [
            {"id": f"{v}-village", "category": "village", "region": v, "headcount": {f"{v}-villagers": 30},
             "unavailable": [{"window": busy[k % 2]}]}
            for k, v in enumerate(route)
        ],
        "libraries": [{"id": "county-library", "region": "youxi", "level": "county"}],
        "instructors": [
            _person("wei-shan", CREW["wei-shan"]), _person("xie-nong", ("谢农", "xicheng", {"agronomy": 3})),
        ],
        "mobile_units": [
            {"id": "bus-red", "depot": "youxi", "crew": ["wei-shan"], "capacity_persons": 45,
             "set_up_minutes": 30, "pack_up_minutes": 20, "speed_kmh": 35, "max_nights_away": 1}
        ],
        "courses": _courses(),
        "sessions": [_visit(village, season) for season in ROUNDS for village in route],
        "policy": _policy(route),
    }  # fmt: skip


def _person(key: str, known: tuple[str, str, dict[str, int]]) -> Json:
    name, home, skills = known
    return {"id": key, "name": name, "library": "county-library", "engagement": "part_time",
            "competences": skills, "home": home}  # fmt: skip


def _courses() -> list[Json]:
    host: Json = {"role": "host", "competences": {"mobile-host": 1}}
    adviser: Json = {"role": "lecturer", "competences": {"agronomy": 2}}
    return [
        {"id": "village-talk", "subject_class": "theory", "method": "mobile", "study_hours": 3,
         "staff": [host]},
        {"id": "village-agronomy", "subject_class": "skill", "method": "mobile", "study_hours": 3,
         "staff": [adviser, host]},
    ]  # fmt: skip


def _visit(village: str, season: str) -> Json:
    weeks = [
        {"first_day": text(monday), "last_day": text(date.fromordinal(monday.toordinal() + 4)),
         "day_kinds": ["working"]}
        for monday in ROUNDS[season]
    ]  # fmt: skip
    # Advice on crops once a year, before the rice is sown.
    course = "village-agronomy" if season == "spring" else "village-talk"
    return {"id": f"{season}-{village}", "course": course, "deliveries": ["mobile"], "starts": weeks,
            "sites": [village], "cohorts": [f"{village}-village"], "mandatory": False}  # fmt: skip


def _policy(route: list[str]) -> Json:
    entries: list[tuple[str, str, Json]] = [
        ("three-visits-a-year", "frequency",
         {"of": "sites", "sites": route, "min_days": 3, "min_gap_days": GAP_DAYS}),
        ("home-for-mid-autumn", "nights_away", {"home_by": [EVE_OF_MID_AUTUMN]}),
        ("able-crew", "mobile_crew", {"competences": {"mobile-host": 1}}),
        ("fees", "fees", {"fee_fen_per_teaching_hour": {"part_time": 18_000}}),
        ("travel", "travel_cost", {"fen_per_km": 80}),
        ("mobile", "mobile_cost", {"fen_per_km": 250, "fen_per_night": 12_000, "fen_per_stop": 5_000}),
    ]  # fmt: skip
    return {"rules": [{"id": key, "rule": rule, "parameters": given} for key, rule, given in entries]}
