"""Hand-worked examples of a rule: a tiny instance, a plan in one line a booking, an amount.

A booking is written ``session day period place instructors cohorts``, for instance
``theory-1 2026-09-07 am school/big li,wu:assistant c1,c2``: place is ``venue/room``, ``unit@site`` or
``platform``; an instructor without a role is the lecturer; ``-`` stands for nobody. An overnight is
written ``night unit day site``.
"""

import json
from collections.abc import Mapping
from copy import deepcopy
from dataclasses import dataclass, field
from typing import Any

from edusched.domain.instance import Instance
from edusched.domain.plan import Plan

PERIODS = [
    {"id": "am", "start": "08:30", "end": "11:30"},
    {"id": "pm", "start": "14:00", "end": "17:00"},
    {"id": "eve", "start": "19:00", "end": "21:00"},
]

BASE: dict[str, Any] = {
    "schema_version": "1.0",
    "kind": "instance",
    "id": "example",
    # Monday 7 September to Friday 18 September 2026: two weeks without a holiday.
    "calendar": {"first_day": "2026-09-07", "last_day": "2026-09-18", "holidays": "none", "periods": PERIODS},
    # Straight lines at 60 km/h: one minute a kilometre. The towns lie about 22 km apart.
    "travel": {"detour_percent": 100, "speed_kmh": 60},
    "regions": [
        {"id": "county", "level": "county", "location": {"latitude_deg": 26.0, "longitude_deg": 118.0}},
        {
            "id": "east",
            "level": "township",
            "parent": "county",
            "location": {"latitude_deg": 26.0, "longitude_deg": 118.2},
        },
        {
            "id": "north",
            "level": "township",
            "parent": "county",
            "location": {"latitude_deg": 26.2, "longitude_deg": 118.0},
        },
        {
            "id": "hill",
            "level": "village",
            "parent": "north",
            "location": {"latitude_deg": 26.3, "longitude_deg": 118.0},
        },
        {
            "id": "lake",
            "level": "village",
            "parent": "east",
            "location": {"latitude_deg": 26.0, "longitude_deg": 118.3},
        },
    ],
    "units": [
        {"id": "bureau", "region": "county", "size_persons": 40},
        {"id": "station", "region": "east", "size_persons": 12},
    ],
    "cohorts": [
        {
            "id": "c1",
            "category": "secretary",
            "region": "county",
            "headcount": {"bureau": 10, "station": 3},
            "events": {"joined_on": "2025-09-14"},
        },
        {"id": "c2", "category": "staff", "region": "east", "headcount": {"station": 4}},
    ],
    "libraries": [{"id": "county-library", "region": "county", "level": "county"}],
    "instructors": [
        {"id": "li", "library": "county-library", "home": "county", "competences": {"theory": 3, "skill": 2}},
        {
            "id": "wu",
            "library": "county-library",
            "home": "east",
            "engagement": "part_time",
            "competences": {"theory": 2, "skill": 3},
        },
    ],
    "venues": [
        {
            "id": "school",
            "kind": "party_school",
            "level": "county",
            "region": "county",
            "location": {"latitude_deg": 26.0, "longitude_deg": 118.0},
            "rooms": [
                {
                    "id": "big",
                    "capacity_persons": 30,
                    "features": ["projector"],
                    "price_fen_per_period": 20000,
                },
                {"id": "small", "capacity_persons": 15, "price_fen_per_period": 8000},
            ],
        },
        {
            "id": "hall",
            "kind": "hall",
            "level": "township",
            "region": "east",
            "location": {"latitude_deg": 26.0, "longitude_deg": 118.2},
            "rooms": [{"id": "main", "capacity_persons": 50, "price_fen_per_period": 5000}],
        },
    ],
    "mobile_units": [
        {
            "id": "bus",
            "depot": "county",
            "capacity_persons": 20,
            "crew": ["wu"],
            "speed_kmh": 60,
            "set_up_minutes": 30,
            "pack_up_minutes": 20,
            "earliest_departure": "06:30",
            "latest_return": "21:00",
            "max_nights_away": 1,
        }
    ],
    "platforms": [{"id": "web", "seats_persons": 16, "price_fen_per_period": 1000}],
    "courses": [
        {
            "id": "theory",
            "subject_class": "theory",
            "tags": ["core"],
            "study_hours": 4,
            "staff": [{"role": "lecturer", "count": 1, "competences": {"theory": 2}}],
        },
        {
            "id": "skill",
            "subject_class": "professional",
            "study_hours": 3,
            "staff": [{"role": "lecturer", "count": 1, "competences": {"skill": 2}}],
        },
        {"id": "law", "subject_class": "public", "study_hours": 2},
    ],
    "sessions": [
        {"id": "t1", "course": "theory", "cohorts": ["c1"]},
        {"id": "t2", "course": "theory", "cohorts": ["c2"]},
        {
            "id": "k1",
            "course": "skill",
            "cohorts": ["c1"],
            "deliveries": ["in_person", "mobile"],
            "sites": ["hill", "lake"],
        },
        {
            "id": "k2",
            "course": "skill",
            "cohorts": ["c2"],
            "deliveries": ["mobile"],
            "sites": ["hill", "lake"],
        },
        {"id": "p1", "course": "law", "deliveries": ["in_person", "online"], "open_to": {}},
        {"id": "p2", "course": "law", "deliveries": ["online"], "open_to": {}, "mandatory": False},
    ],
    "policy": {"defaults": "none"},
}


@dataclass(frozen=True, slots=True)
class Example:
    """A plan for the tiny instance, and what the rule says about it.

    Attributes
    ----------
    text
        What the example shows, in a planner's words.
    plan
        One line a booking or overnight (see the module docstring).
    amount
        Summed amount of the rule's violations.
    given
        Changes to the tiny instance: merged by key, and by ``id`` in lists.
    parameters
        Parameters of the rule.
    subject
        Subject of one violation that must be among them, if given.
    """

    text: str
    plan: str
    amount: int
    given: Mapping[str, Any] = field(default_factory=dict)
    parameters: Mapping[str, Any] = field(default_factory=dict)
    subject: tuple[str, ...] | None = None


def merged(base: Any, change: Any) -> Any:
    """Merge a change into plain data: objects by key, lists of things with an ``id`` by that id."""
    if isinstance(base, dict) and isinstance(change, Mapping):
        out = dict(base)
        for key, value in change.items():
            out[key] = merged(out[key], value) if key in out else deepcopy(value)
        return out
    if isinstance(base, list) and isinstance(change, list) and all(_has_id(x) for x in base + change):
        changes = {item["id"]: item for item in change}
        out_list = [merged(item, changes.pop(item["id"])) if item["id"] in changes else item for item in base]
        return out_list + [deepcopy(item) for item in changes.values()]
    return deepcopy(change)


def _has_id(item: Any) -> bool:
    return isinstance(item, Mapping) and "id" in item


def instance_data(example: Example, rule: str) -> dict[str, Any]:
    """Return the example's instance as plain data; its policy is the rule beside those that are given."""
    data: dict[str, Any] = merged(BASE, example.given)
    entry = {"id": rule, "rule": rule, "parameters": dict(example.parameters)}
    data["policy"] = {"defaults": "none", "rules": [*data["policy"].get("rules", ()), entry]}
    return data


def instance_of(example: Example, rule: str) -> Instance:
    """Return the example's instance."""
    return Instance.model_validate_json(json.dumps(instance_data(example, rule)))


def plan_of(text: str, instance_id: str = "example") -> Plan:
    """Read a plan from its one-line-a-booking form."""
    bookings: list[dict[str, Any]] = []
    overnights: list[dict[str, Any]] = []
    for line in filter(None, (raw.strip() for raw in text.splitlines())):
        words = line.split()
        if words[0] == "night":
            overnights.append({"mobile_unit": words[1], "day": words[2], "site": words[3]})
            continue
        session, day, period, place, instructors, cohorts = words
        bookings.append(
            {
                "session": session,
                "day": day,
                "period": period,
                "place": _place(place),
                "instructors": [_assignment(word) for word in _names(instructors)],
                "cohorts": _names(cohorts),
            }
        )
    return Plan.model_validate_json(
        json.dumps({"instance": instance_id, "bookings": bookings, "overnights": overnights})
    )


def _names(word: str) -> list[str]:
    return [] if word == "-" else word.split(",")


def _assignment(word: str) -> dict[str, str]:
    instructor, _, role = word.partition(":")
    return {"role": role or "lecturer", "instructor": instructor}


def _place(word: str) -> dict[str, str]:
    if "/" in word:
        venue, room = word.split("/")
        return {"kind": "room", "venue": venue, "room": room}
    if "@" in word:
        unit, site = word.split("@")
        return {"kind": "stop", "mobile_unit": unit, "site": site}
    return {"kind": "platform", "platform": word}
