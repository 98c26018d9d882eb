"""A rich valid instance as plain data, and small tools to break it."""

import json
from copy import deepcopy

from edusched.rules.examples import BASE, merged

PATTERN = {
    "first_day": "2026-09-07",
    "last_day": "2026-09-18",
    "window": "harvest",
    "weekdays": ["mon", "tue"],
    "periods": ["am", "pm"],
    "day_kinds": ["working"],
}

RICH = merged(
    BASE,
    {
        "name": "一个县的秋天",
        "calendar": {
            "overrides": [
                {
                    "year": 2026,
                    "status": "estimated",
                    "source": "test",
                    "off_days": ["2026-10-01"],
                    "make_up_working_days": ["2026-09-20"],
                }
            ],
            "closed_days": [{"first": "2026-09-16", "last": "2026-09-16"}],
            "windows": [{"id": "harvest", "ranges": [{"first": "2026-09-09", "last": "2026-09-10"}]}],
        },
        "travel": {
            "legs": [{"start": "county", "end": "hall", "travel_minutes": 35, "travel_metres": 24000}]
        },
        "cohorts": [
            {
                "id": "c1",
                "readings": ["primer"],
                "history": [
                    {
                        "on": "2026-03-02",
                        "study_hours": 7.5,
                        "days": 1,
                        "subject_class": "theory",
                        "tags": ["core"],
                        "venue_kind": "party_school",
                        "venue_level": "county",
                        "delivery": "in_person",
                        "programme": "spring-class",
                    }
                ],
                "instructors": ["wu"],
                "available": [PATTERN],
                "unavailable": [PATTERN],
            }
        ],
        "organisations": [
            {
                "id": "farming",
                "kind": "department",
                "region": "county",
                "rating": 3.5,
                "available": [PATTERN],
                "unavailable": [PATTERN],
                "sessions_at_once": 2,
                "seats_per_month_persons": 200,
                "notice_days": 14,
            },
            {"id": "league", "kind": "association", "region": "east"},
        ],
        "owner": "league",
        "libraries": [
            {
                "id": "county-library",
                "available": [PATTERN],
                "notice_days": 7,
                "lending": {"county": {"available": [PATTERN], "fee_fen_per_teaching_hour": 5000}},
            }
        ],
        "instructors": [
            {
                "id": "li",
                "available": [PATTERN],
                "unavailable": [PATTERN],
                "provisional": [PATTERN],
                "employers": {"county": 60, "east": 30},
                "limits": {
                    "max_teaching_hours_per_day": 6,
                    "max_teaching_hours_per_month": 40,
                    "max_consecutive_days": 3,
                    "min_rest_hours": 11.5,
                },
                "fee_fen_per_teaching_hour": 30000,
            }
        ],
        "venues": [{"id": "school", "available": [PATTERN], "unavailable": [PATTERN]}],
        "mobile_units": [{"id": "bus", "available": [PATTERN], "unavailable": [PATTERN]}],
        "platforms": [{"id": "web", "available": [PATTERN], "unavailable": [PATTERN]}],
        "courses": [
            {
                "id": "skill",
                "place": {"kinds": ["hall"], "min_level": "township", "features": ["projector"]},
                "prerequisites": ["theory"],
                "materials": ["primer"],
                "cases": ["case-017"],
            }
        ],
        "materials": [
            {"id": "primer", "name": "A primer", "region": "county"},
            {"id": "case-017", "kind": "case"},
        ],
        "programmes": [
            {
                "id": "class",
                "sessions": ["t1", "k1"],
                "order": [["t1", "k1"]],
                "block_days": 5,
                "same_venue": True,
                "free_sessions": ["k1"],
            }
        ],
        "sessions": [
            {
                "id": "t1",
                "organiser": "county",
                "starts": [PATTERN],
                "venues": ["school", "hall"],
                "co_organisers": ["farming"],
                "provider": "league",
                "cost_shares": {"farming": 60, "league": 40},
                "staff": [{"role": "lecturer", "count": 1, "competences": {"theory": 2}}],
            },
            {"id": "k1", "mobile_units": ["bus"]},
            {
                "id": "p1",
                "platforms": ["web"],
                "open_to": {"ids": ["c1"], "categories": ["secretary"], "regions": ["county"]},
                "max_cohorts": 2,
            },
        ],
        "policy": {
            "rules": [
                {
                    "id": "forty-hours",
                    "rule": "study_hours",
                    "enforcement": {"mode": "obligation", "weight": 2, "level": "obligations"},
                    "parameters": {"min_study_hours": 40},
                    "clause": {"document": "plan 2024-2028", "clause": "3.1", "statement": "R001"},
                },
                {"id": "sleep", "rule": "rest", "parameters": {"min_rest_hours": 11}},
            ]
        },
    },
)

# Objects whose keys are ids of the data or parameters of a rule page, not fields of a model of the domain.
FREE_OBJECTS = ("headcount", "events", "competences", "cost_shares", "employers", "lending", "parameters")


def rich():
    """Return a copy of the rich instance."""
    return deepcopy(RICH)


def at(data, path):
    """Return the part of plain data at a path of keys and positions."""
    for part in path:
        data = data[part]
    return data


def with_value(path, value, base=RICH):
    """Return a copy of the data with the value at a path replaced, or added."""
    data = deepcopy(base)
    at(data, path[:-1])[path[-1]] = value
    return data


def without(path, base=RICH):
    """Return a copy of the data without the part at a path."""
    data = deepcopy(base)
    del at(data, path[:-1])[path[-1]]
    return data


def places(data, path=()):
    """Yield every place of plain data: (path, value)."""
    yield path, data
    if isinstance(data, dict):
        for key, value in data.items():
            yield from places(value, (*path, key))
    elif isinstance(data, list):
        for index, value in enumerate(data):
            yield from places(value, (*path, index))


def in_free_object(path):
    """Tell whether a path leads into an object whose keys are free."""
    return any(part in FREE_OBJECTS for part in path)


def with_literal(path, literal):
    """Return the text of the rich instance with a literal put at a path as it is."""
    mark = "@@literal@@"
    return json.dumps(with_value(path, mark), ensure_ascii=False).replace(f'"{mark}"', literal)


def written(folder, content, name="instance.json"):
    """Write text, bytes or plain data to a file and return its path."""
    path = folder / name
    if not isinstance(content, str | bytes):
        content = json.dumps(content, ensure_ascii=False)
    path.write_bytes(content.encode("utf-8") if isinstance(content, str) else content)
    return path
