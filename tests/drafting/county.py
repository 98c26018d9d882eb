"""A small county before its draft: a roster of three categories, patterns, a policy."""

import json
from copy import deepcopy

from edusched.domain.instance import Instance
from edusched.formats.files import load_instance

TOWNSHIPS = {"east": (26.0, 118.15), "north": (26.12, 118.0), "west": (26.0, 117.85), "south": (25.88, 118.0)}
PERIODS = [
    {"id": "am", "start": "08:30", "end": "11:30"},
    {"id": "pm", "start": "14:00", "end": "17:00"},
    {"id": "eve", "start": "19:00", "end": "21:00"},
]
HALF_DAYS = [{"periods": ["am", "pm"], "day_kinds": ["working"]}]
EVENINGS = [{"periods": ["eve"], "day_kinds": ["working"]}]


def _at(latitude, longitude):
    return {"latitude_deg": latitude, "longitude_deg": longitude}


def _rule(name, page, **parameters):
    return {"id": name, "rule": page, "parameters": parameters}


def _line(unit, category, persons, **more):
    return {"unit": f"{unit}-offices", "category": category, "persons": persons, **more}


COUNTY = {
    "schema_version": "1.0",
    "kind": "instance",
    "id": "county",
    "calendar": {
        "first_day": "2026-09-07",
        "last_day": "2026-11-27",
        "holidays": "none",
        "periods": PERIODS,
    },
    "travel": {"detour_percent": 100, "speed_kmh": 60},
    "regions": [
        {"id": "county", "level": "county", "location": _at(26.0, 118.0)},
        *(
            {"id": name, "level": "township", "parent": "county", "location": _at(*point)}
            for name, point in TOWNSHIPS.items()
        ),
    ],
    "units": [{"id": f"{name}-offices", "region": name, "size_persons": 60} for name in TOWNSHIPS],
    "libraries": [{"id": "library", "region": "county", "level": "county"}],
    "instructors": [
        {
            "id": name,
            "library": "library",
            "home": "county",
            "competences": {"theory": 3, "law": 3, "skill": 3},
        }
        for name in ("li", "wu", "he")
    ],
    "venues": [
        {
            "id": "school",
            "kind": "party_school",
            "level": "county",
            "region": "county",
            "location": _at(26.0, 118.0),
            "rooms": [
                {"id": "big", "capacity_persons": 40, "price_fen_per_period": 20_000},
                {"id": "small", "capacity_persons": 20, "price_fen_per_period": 8_000},
            ],
        },
        {
            "id": "hall",
            "kind": "hall",
            "level": "township",
            "region": "east",
            "location": _at(26.0, 118.15),
            "rooms": [{"id": "main", "capacity_persons": 30, "price_fen_per_period": 5_000}],
        },
    ],
    "platforms": [{"id": "web", "seats_persons": 100}],
    "courses": [
        {
            "id": "theory",
            "subject_class": "theory",
            "study_hours": 4,
            "staff": [{"competences": {"theory": 2}}],
        },
        {"id": "law", "subject_class": "public", "study_hours": 2, "staff": [{"competences": {"law": 2}}]},
        {
            "id": "skill",
            "subject_class": "professional",
            "study_hours": 4,
            "staff": [{"competences": {"skill": 2}}],
        },
        {"id": "visit", "subject_class": "practice", "study_hours": 4},
    ],
    "drafting": {
        "roster": [
            *(_line(name, "secretary", 24) for name in TOWNSHIPS),
            *(_line(name, "staff", 15) for name in TOWNSHIPS),
            _line("east", "member", 7, events={"joined_on": "2025-10-09"}),
            _line("north", "member", 6, events={"joined_on": "2025-10-20"}),
        ],
        "batchings": [
            {"category": "secretary", "min_persons": 10, "max_persons": 30, "max_unit_share_percent": 15},
            {"category": "staff", "min_persons": 10, "max_persons": 20},
            {"category": "member", "max_persons": 30, "max_unit_share_percent": None, "event_span_days": 31},
        ],
        "sessions": [
            *(
                {
                    "id": name,
                    "course": course,
                    "starts": HALF_DAYS,
                    "open_to": {"categories": ["secretary"]},
                }
                for name, course in (("theory-1", "theory"), ("theory-2", "theory"), ("field", "visit"))
            ),
            {
                "id": "law-evening",
                "course": "law",
                "starts": EVENINGS,
                "deliveries": ["online"],
                "open_to": {"categories": ["staff", "member"]},
            },
            {"id": "skill-day", "course": "skill", "starts": HALF_DAYS, "open_to": {"categories": ["staff"]}},
            {
                "id": "theory-day",
                "course": "theory",
                "starts": HALF_DAYS,
                "open_to": {"categories": ["member"]},
            },
        ],
        "programmes": [
            {
                "id": "class",
                "sessions": ["theory-1", "theory-2", "field"],
                "order": [["theory-1", "theory-2"]],
                "block_days": 2,
                "same_venue": True,
                "free_sessions": ["field"],
            }
        ],
    },
    "policy": {
        "rules": [
            _rule(
                "secretaries-12",
                "study_hours",
                cohorts={"categories": ["secretary"]},
                min_study_hours=12,
            ),
            _rule(
                "secretaries-8-at-school",
                "study_hours",
                cohorts={"categories": ["secretary"]},
                min_study_hours=8,
                counted={"venue_kinds": ["party_school"], "min_level": "county"},
            ),
            _rule(
                "secretaries-once",
                "rotation_once",
                cohorts={"categories": ["secretary"]},
                programmes=["class"],
                first_day="2025-01-01",
                last_day="2026-12-31",
            ),
            _rule(
                "staff-12",
                "study_hours",
                cohorts={"categories": ["staff"]},
                min_study_hours=12,
                caps=[{"subject_class": "public", "numerator": 1, "denominator": 3}],
            ),
            _rule(
                "staff-third",
                "subject_share",
                cohorts={"categories": ["staff"]},
                subject_class="public",
                numerator=1,
                denominator=3,
            ),
            _rule(
                "members-in-a-year",
                "deadline",
                cohorts={"categories": ["member"]},
                event="joined_on",
                min_study_hours=6,
            ),
            _rule("rotation", "rotation_share", max_share_percent=25),
        ]
    },
}


def county():
    """Return the county as plain data, to be changed."""
    return deepcopy(COUNTY)


def read(data, folder):
    """Return data as an instance, through a file and all that is looked at there."""
    path = folder / "instance.json"
    path.write_text(json.dumps(data), encoding="utf-8")
    return load_instance(path)


def built(data):
    """Return data as an instance, without a look at references."""
    return Instance.model_validate_json(json.dumps(data))
