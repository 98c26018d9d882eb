"""What is owed: study hours, deadlines, coverage, access, support."""

from tests.rules.tight.form import FRIDAY, THURSDAY, Tight, on, sessions

C1 = {"cohorts": {"ids": ["c1"]}}
WEEK = {"calendar": {"last_day": FRIDAY}}


def history(*hours: float) -> dict[str, object]:
    """Return c1 with study hours earned in March."""
    entries = [{"on": "2026-03-02", "study_hours": h, "subject_class": "theory"} for h in hours]
    return {"cohorts": [{"id": "c1", "history": entries}]}


CASES: tuple[Tight, ...] = (
    Tight(
        "study_hours",
        "4 and 3 hours are 7, not 8",
        ("t1", "k1"),
        given=sessions(on("t1"), on("k1")),
        loose={**C1, "min_study_hours": 7},
        tight={"min_study_hours": 8},
    ),
    Tight(
        "study_hours",
        "2 hours earned and 4 to come are 6 at most, not 5",
        ("t1",),
        given=sessions(on("t1")) | history(2),
        loose={**C1, "max_study_hours": 6},
        tight={"max_study_hours": 5},
    ),
    Tight(
        "study_hours",
        "one training day is enough in place of 8 hours, two are not there",
        ("t1", "k1"),
        given=sessions(on("t1"), on("k1")),
        loose={**C1, "min_study_hours": 8, "min_days": 1},
        tight={"min_days": 2},
    ),
    Tight(
        "deadline",
        "joined on 14 September 2025: 361 days reach to Thursday, 360 do not",
        ("t1",),
        given=WEEK | {"sessions": [on("t1", days=(THURSDAY,))]},
        loose={**C1, "event": "joined_on", "within_days": 361, "min_study_hours": 4},
        tight={"within_days": 360},
    ),
    Tight(
        "deadline",
        "4 hours can be had in time, not 5",
        ("t1",),
        given=WEEK | {"sessions": [on("t1")]},
        loose={**C1, "event": "joined_on", "within_days": 360, "min_study_hours": 4},
        tight={"min_study_hours": 5},
    ),
    Tight(
        "tardiness",
        "joined on 14 September 2025: Thursday is in time within 361 days, a day late within 360",
        ("t1",),
        given=WEEK | {"sessions": [on("t1", days=(THURSDAY,))]},
        loose={**C1, "event": "joined_on", "within_days": 361, "min_study_hours": 4},
        tight={"within_days": 360},
    ),
    Tight(
        "coverage",
        "13 of 17 are 76 percent, not 77",
        ("t1",),
        given=sessions(on("t1")),
        loose={"min_percent": 76},
        tight={"min_percent": 77},
    ),
    Tight(
        "access",
        "the school is 25 km from the north, not 24",
        ("t1",),
        given=sessions(on("t1", venues=["school"]))
        | {
            "cohorts": [{"id": "c2", "region": "north"}],
            "travel": {
                "legs": [{"start": "north", "end": "school", "travel_minutes": 25, "travel_metres": 25000}]
            },
        },
        loose={"cohorts": {"ids": ["c2"]}, "radius_km": 25},
        tight={"radius_km": 24},
    ),
    Tight(
        "support_pairs",
        "the county holds one session for the east, not two",
        ("t2",),
        given=sessions(on("t2")),
        loose={"pairs": [{"donor": "county", "recipient": "east"}], "min_sessions": 1},
        tight={"min_sessions": 2},
    ),
)
