"""Rounds of mobile classrooms in any size, for measuring what tours cost.

``rounds(stops, units, seed)`` scatters villages around a depot and gives each one visit within four weeks,
windows following each other over as many weeks as the units need at about three half days in four. Points are
drawn from a seed and stand for no real place.
"""

from datetime import date

from common import Json, day_after, dumped, text

from edusched.domain.instance import Instance
from edusched.generate.dice import Dice

FIRST_MONDAY = date(2026, 2, 23)
WINDOW_WEEKS = 4
HALF_DAYS_A_WEEK = 10
PERIODS: list[Json] = [
    {"id": "am", "start": "09:00", "end": "11:30"},
    {"id": "pm", "start": "14:30", "end": "17:00"},
]
CENTRE = (262_000, 1_182_000)
REACH = 3_000  # ten-thousandths of a degree each way: 45 km on the road to the corner


def rounds(stops: int, units: int, seed: int) -> Instance:
    """Return an instance with so many visits and mobile units.

    Raises
    ------
    ValueError
        There are no stops or no units.
    """
    if stops < 1 or units < 1:
        raise ValueError(f"stops is {stops} and units {units}; give at least 1 of each")
    weeks = max(WINDOW_WEEKS, -(-stops * 4 // (3 * units * HALF_DAYS_A_WEEK)))
    dice = Dice(f"rounds-{stops}-{units}-{seed}")
    villages = [f"v{number:03d}" for number in range(stops)]
    data: Json = {
        "schema_version": "1.0", "kind": "instance", "id": f"rounds-{stops}-{units}-{seed}",
        "calendar": {"first_day": text(FIRST_MONDAY),
                     "last_day": text(day_after(FIRST_MONDAY, 7 * weeks - 3)), "periods": PERIODS},
        "travel": {"detour_percent": 140, "speed_kmh": 40},
        "regions": [
            {"id": "depot", "level": "county", "location": _degrees(*CENTRE)},
            *({"id": village, "level": "village", "parent": "depot",
               "location": _degrees(*(c + dice.between(-REACH, REACH) for c in CENTRE))}
              for village in villages),
        ],
        "units": [{"id": f"{v}-people", "region": v, "size_persons": 200} for v in villages],
        "cohorts": [
            {"id": f"{v}-cohort", "category": "village", "region": v, "headcount": {f"{v}-people": 30}}
            for v in villages
        ],
        "libraries": [{"id": "library", "region": "depot", "level": "county"}],
        "instructors": [
            {"id": f"host-{unit}", "library": "library", "engagement": "full_time", "home": "depot"}
            for unit in range(units)
        ],
        "mobile_units": [
            {"id": f"bus-{unit}", "depot": "depot", "capacity_persons": 40, "speed_kmh": 40,
             "crew": [f"host-{unit}"], "max_nights_away": 2}
            for unit in range(units)
        ],
        "courses": [{"id": "talk", "subject_class": "theory", "method": "mobile", "study_hours": 2,
                     "staff": [{"role": "host"}]}],
        "sessions": [
            {"id": f"visit-{village}", "course": "talk", "deliveries": ["mobile"], "sites": [village],
             "cohorts": [f"{village}-cohort"], "starts": [_window(number, stops, weeks)]}
            for number, village in enumerate(villages)
        ],
        "policy": {"rules": [
            {"id": "mobile", "rule": "mobile_cost",
             "parameters": {"fen_per_km": 250, "fen_per_night": 12_000, "fen_per_stop": 5_000}},
        ]},
    }  # fmt: skip
    return Instance.model_validate_json(dumped(data))


def _degrees(north: int, east: int) -> Json:
    return {"latitude_deg": north / 10_000, "longitude_deg": east / 10_000}


def _window(number: int, stops: int, weeks: int) -> Json:
    first = number * (weeks - WINDOW_WEEKS) // max(1, stops - 1)
    begin = day_after(FIRST_MONDAY, 7 * first)
    return {"first_day": text(begin), "last_day": text(day_after(begin, 7 * WINDOW_WEEKS - 3)),
            "weekdays": ["mon", "tue", "wed", "thu", "fri"]}  # fmt: skip
