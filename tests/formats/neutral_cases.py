"""A tiny neutral problem, written for these tests."""

import json
from copy import deepcopy

from edusched.formats.neutral import read_problem
from edusched.formats.neutral_instance import neutral_instance

TINY = {
    "name": "tiny",
    "slots": 20,
    "slots_per_week": 10,
    "weeks": 2,
    "hours_per_session": 4,
    "sites": 3,
    "rooms": [
        {"id": 0, "site": 0, "cap": 12},
        {"id": 1, "site": 2, "cap": 30},
        {"id": 2, "site": 0, "cap": 20},
    ],
    "teachers": [
        {"id": 0, "subjects": [0, 1], "unavailable": [], "max_hours_week": 8, "km": [5, 7, 0]},
        {
            "id": 1,
            "subjects": [1],
            "unavailable": [0, 1, 3, 10, 11, 12, 13, 14, 15, 16, 17, 18, 19],
            "max_hours_week": 24,
            "km": [11, 0, 3],
        },
    ],
    "cohorts": [
        {"id": 0, "size": 15, "first_slot": 0, "last_slot": 19},
        {"id": 1, "size": 10, "first_slot": 3, "last_slot": 12},
        {"id": 2, "size": 8, "first_slot": 4, "last_slot": 4},
    ],
    "sessions": [
        {"id": 0, "cohort": 0, "subject": 0},
        {"id": 1, "cohort": 0, "subject": 1},
        {"id": 2, "cohort": 1, "subject": 1},
        {"id": 3, "cohort": 2, "subject": 1},
    ],
    "weights": {"unassigned": 1000, "km": 1, "load": 10},
}

# One session is null (1000); 5 + 3 + 3 km; teacher 0 has one session, teacher 1 two (10).
SOLUTION = [[19, 2, 0], [9, 1, 1], [4, 1, 1], None]
COST = 1000 + 5 + 3 + 3 + 10


def tiny():
    return deepcopy(TINY)


def tiny_instance(data=TINY):
    return neutral_instance(read_problem(json.dumps(data), "tiny.json"), "tiny.json")
