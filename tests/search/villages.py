"""A small round of villages for two mobile classrooms, as the tests of tours need it."""

import json
from typing import Any

from edusched.domain.instance import Instance


def villages(count: int, *, fen_per_stop: int = 1000) -> Instance:
    """Return an instance with so many villages on a spiral about the depot, a visit each within a week."""
    points = [(26_200 + 17 * k * (-1) ** k, 118_200 + 23 * ((k * 7) % 11 - 5)) for k in range(count)]
    names = [f"v{k:02d}" for k in range(count)]
    regions: list[dict[str, Any]] = [
        {"id": "depot", "level": "county", "location": {"latitude_deg": 26.2, "longitude_deg": 118.2}}
    ]
    regions += [
        {"id": name, "level": "village", "parent": "depot",
         "location": {"latitude_deg": north / 1000, "longitude_deg": east / 1000}}
        for name, (north, east) in zip(names, points, strict=True)
    ]  # fmt: skip
    data = {
        "schema_version": "1.0", "kind": "instance", "id": f"villages-{count}",
        "calendar": {"first_day": "2026-03-02", "last_day": "2026-03-06", "periods": [
            {"id": "am", "start": "09:00", "end": "11:00"}, {"id": "pm", "start": "14:30", "end": "16:30"}]},
        "regions": regions,
        "units": [{"id": f"{n}-people", "region": n, "size_persons": 90} for n in names],
        "cohorts": [{"id": f"{n}-cohort", "category": "village", "region": n,
                     "headcount": {f"{n}-people": 20}} for n in names],
        "libraries": [{"id": "library", "region": "depot", "level": "county"}],
        "instructors": [{"id": f"host-{k}", "library": "library", "home": "depot"} for k in range(2)],
        "mobile_units": [{"id": f"bus-{k}", "depot": "depot", "capacity_persons": 40,
                          "crew": [f"host-{k}"], "max_nights_away": 1} for k in range(2)],
        "courses": [{"id": "talk", "subject_class": "theory", "method": "mobile", "study_hours": 2,
                     "staff": [{"role": "host"}]}],
        "sessions": [{"id": f"visit-{n}", "course": "talk", "deliveries": ["mobile"], "sites": [n],
                      "cohorts": [f"{n}-cohort"]} for n in names],
        "policy": {"rules": [{"id": "mobile", "rule": "mobile_cost", "parameters": {
            "fen_per_km": 250, "fen_per_night": 6000, "fen_per_stop": fen_per_stop}}]},
    }  # fmt: skip
    return Instance.model_validate_json(json.dumps(data))
