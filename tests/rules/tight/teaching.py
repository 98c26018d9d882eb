"""Loads of instructors, and what libraries and employers give."""

from typing import Any

from tests.rules.tight.form import ONLY_LI, Tight, on, sessions

EAST = {"id": "county-library", "region": "east"}
WU_SKILL = {"id": "skill", "staff": [{"role": "lecturer", "competences": {"skill": 3}}]}
LI_SKILL = {"id": "skill", "staff": [{"role": "lecturer", "competences": {"theory": 3}}]}
MORNING = sessions(on("t1", "am", venues=["school"]))


def lends(*periods: str) -> dict[str, Any]:
    """Return the library of the east, which lends to counties in these periods."""
    terms = {"county": {"available": [{"periods": list(periods)}]}}
    return {"libraries": [EAST | {"lending": terms}]}


def maybe(*periods: str) -> dict[str, Any]:
    """Return Li, who has not promised to come in these periods."""
    return {"instructors": [{"id": "li", "provisional": [{"periods": list(periods)}]}]}


CASES: tuple[Tight, ...] = (
    Tight(
        "instructor_hours",
        "three hours on a day, not two",
        ("t1",),
        given=MORNING,
        loose={"max_teaching_hours_per_day": 3},
        tight={"max_teaching_hours_per_day": 2},
    ),
    Tight(
        "guaranteed_hours",
        "three hours are there for Li, not four",
        ("t1",),
        given=MORNING,
        loose={"instructors": {"ids": ["li"]}, "min_teaching_hours_per_year": 3},
        tight={"min_teaching_hours_per_year": 4},
    ),
    Tight(
        "lending_quota",
        "the east lends for three hours, not for two",
        ("t1",),
        given=MORNING | {"libraries": [EAST]},
        loose={"library": "county-library", "max_teaching_hours": 3},
        tight={"max_teaching_hours": 2},
    ),
    Tight(
        "lending_window",
        "the east lends in the morning, and then only in the afternoon",
        ("t1",),
        given=MORNING | lends("am", "pm"),
        tighter=lends("pm"),
    ),
    Tight(
        "owner_priority",
        "a session of c1 at home while one of c2 is left out, not where Li or Wu would be lent for it",
        ("t1", "t2"),
        given=sessions(on("t1", venues=["hall", "school"]), on("t2"))
        | {
            "libraries": [EAST],
            "cohorts": [{"id": "c2", "unavailable": [{}]}],
            "policy": {
                "rules": [
                    {"id": "mandatory_sessions", "enforcement": {"mode": "obligation"}},
                    {
                        "id": "hours",
                        "rule": "study_hours",
                        "enforcement": {"mode": "hard"},
                        "parameters": {"cohorts": {"ids": ["c1"]}, "min_study_hours": 4},
                    },
                ]
            },
        },
        loose={"library": "county-library"},
        tighter={"sessions": [{"id": "t1", "venues": ["school"]}]},
    ),
    Tight(
        "joint_hire",
        "half of six hours for the county, not half of five",
        ("t1",),
        given=sessions(on("t1", "am", organiser="county"))
        | ONLY_LI
        | {"instructors": [{"id": "li", "employers": {"county": 50, "east": 50}}]},
        loose={"max_teaching_hours_per_year": 6},
        tight={"max_teaching_hours_per_year": 5},
    ),
    Tight(
        "instructor_turns",
        "Li teaches c1 twice, not where once is allowed",
        ("t1", "k1"),
        given=sessions(on("t1"), on("k1")) | {"courses": [*ONLY_LI["courses"], LI_SKILL]},
        loose={"max_sessions": 2},
        tight={"max_sessions": 1},
    ),
    Tight(
        "instructor_reach",
        "Li teaches in one township, not in two",
        ("t1",),
        given=sessions(on("t1", venues=["hall"])),
        loose={"instructors": {"ids": ["li"]}, "level": "township", "min_regions": 1},
        tight={"min_regions": 2},
    ),
    Tight(
        "provisional_dates",
        "Li has promised the morning, and then nothing",
        ("t1",),
        given=sessions(on("t1", "am", "pm")) | ONLY_LI | maybe("pm"),
        tighter=maybe("am", "pm"),
    ),
    Tight(
        "teaching_mix",
        "Wu teaches half of six hours, not 51 percent",
        ("t1", "k1"),
        given=sessions(on("t1", "am"), on("k1", "pm")) | {"courses": [*ONLY_LI["courses"], WU_SKILL]},
        loose={"part": {"ids": ["wu"]}, "min_percent": 50},
        tight={"min_percent": 51},
    ),
)
