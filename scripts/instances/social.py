"""Forty national social organisations and the three-year plan of 2025 to 2027, at a scale of 1 to 58.

The plan asks for about 25,500 person-times in three years, 2,000 a year in person and 6,500 online; a
fifty-eighth is 440, 34 and 112. Forty organisations owe 3 + 2 + 1 + 5 = 11 person-times each, 440 in all, and
the five that a ministry manages 2 more, 450: the arithmetic of the document closes within its bands.
People go in groups of five organisations, so a year has seven groups in person (35) and 23 online (115).
"""

from datetime import date

from common import Json, dumped
from planted import Planted

from edusched.domain.instance import Instance
from edusched.generate.planter import Planter

ORGANISATIONS, GROUP = 40, 5
MANAGED = 5
YEARS = (2025, 2026, 2027)
SCALE = 58
ROLES = ("head", "branch_manager", "spokesperson", "specialist")
CLASSES = (("head", "party_affairs"), ("branch_manager", "spokesperson"), ("specialist",))
ONLINE = (
    ("head", "party_affairs"), ("head",), ("branch_manager",), ("branch_manager", "spokesperson"),
    ("specialist",), ("specialist",),
)  # fmt: skip
CLASS_WEEKS, ONLINE_WEEKS = (12, 23, 42), (8, 15, 20, 28, 36, 46)


def social_organisations() -> Planted:
    """Return the instance; the plan it is built around is left to the solver."""
    sessions, programmes = _teaching()
    data: Json = {
        "schema_version": "1.0",
        "kind": "instance",
        "id": "social-organisations-2025-2027",
        "name": "Three years of forty social organisations",
        "note": "The five role minima and the totals of the 2025-2027 plan at a scale of 1 to 58.",
        "calendar": {
            "first_day": "2025-01-01", "last_day": "2027-12-31",
            "periods": [{"id": "am", "start": "09:00", "end": "12:00"},
                        {"id": "pm", "start": "14:00", "end": "17:00"}],
            "overrides": [{"year": 2027, "status": "estimated", "source": "fixed dates only",
                           "off_days": ["2027-01-01", "2027-05-01", "2027-10-01"]}],
        },
        "regions": [
            {"id": "nation", "level": "nation"},
            {"id": "beijing", "name": "北京", "code": "110000", "level": "province", "parent": "nation",
             "location": {"latitude_deg": 39.9, "longitude_deg": 116.4}},
        ],
        "units": [{"id": f"org-{k:02}", "region": "nation", "size_persons": 60}
                  for k in range(1, ORGANISATIONS + 1)],
        "cohorts": _cohorts(),
        "libraries": [{"id": "ministry", "region": "nation", "level": "nation"}],
        "instructors": [
            {"id": name, "library": "ministry", "home": "beijing", "engagement": engagement,
             "competences": dict.fromkeys(skills, 3)}
            for name, engagement, skills in (
                ("an", "full_time", ("governance",)), ("bai", "part_time", ("governance", "party")),
                ("cui", "full_time", ("finance", "projects")), ("dong", "part_time", ("projects",)),
                ("fan", "part_time", ("media",)), ("guo", "full_time", ("media", "governance")),
            )
        ],
        "venues": [
            {"id": "academy", "kind": "college", "level": "nation", "region": "beijing",
             "location": {"latitude_deg": 39.92, "longitude_deg": 116.35},
             "rooms": [{"id": "hall", "capacity_persons": 22, "price_fen_per_period": 60_000},
                       {"id": "annex", "capacity_persons": 12, "price_fen_per_period": 30_000}]},
        ],
        "platforms": [{"id": "live", "seats_persons": 45, "price_fen_per_period": 8_000}],
        "courses": [
            {"id": subject, "subject_class": subject, "study_hours": 3,
             "staff": [{"competences": {subject: 2}}]}
            for subject in ("governance", "party", "media", "finance", "projects")
        ],
        "programmes": programmes,
        "sessions": sessions,
        "policy": _policy(),
    }  # fmt: skip
    return Planted(data, Planter(Instance.model_validate_json(dumped(data))))


def _cohorts() -> list[Json]:
    def cohort(role: str, number: int) -> Json:
        first = (number - 1) * GROUP + 1
        return {
            "id": f"{role.replace('_', '-')}s-{number}", "category": role, "region": "nation",
            "headcount": {f"org-{k:02}": 1 for k in range(first, first + GROUP)},
        }  # fmt: skip

    found = [cohort(role, n) for role in ROLES for n in range(1, ORGANISATIONS // GROUP + 1)]
    return found + [cohort("party_affairs", n) for n in range(1, MANAGED // GROUP + 1)]


def _teaching() -> tuple[list[Json], list[Json]]:
    sessions: list[Json] = []
    programmes: list[Json] = []
    subjects = {"head": ("governance", "party"), "branch_manager": ("governance", "media"),
                "specialist": ("finance", "projects")}  # fmt: skip
    for year in YEARS:
        for kind, groups, weeks, halves, days in (
            ("class", CLASSES, CLASS_WEEKS, 4, 2), ("online", ONLINE, ONLINE_WEEKS, 2, 1)
        ):  # fmt: skip
            for number, (categories, week) in enumerate(zip(groups, weeks, strict=True), 1):
                name = f"{kind}-{year}-{number}"
                taught = subjects[categories[0]]
                monday = date.fromisocalendar(year, week, 1)
                friday = date.fromisocalendar(year, week + 1, 5)
                starts = {"first_day": monday.isoformat(), "last_day": friday.isoformat()}
                sessions += [
                    {"id": f"{name}-{half}", "course": taught[half % 2],
                     "starts": [starts | {"day_kinds": ["working"]}],
                     "deliveries": ["in_person" if kind == "class" else "online"],
                     "open_to": {"categories": list(categories)}}
                    for half in range(1, halves + 1)
                ]  # fmt: skip
                programmes.append({
                    "id": name, "sessions": [f"{name}-{half}" for half in range(1, halves + 1)],
                    "block_days": days,
                })  # fmt: skip
    return sessions, programmes


def _policy() -> Json:
    def scaled(name: str, statement: str, clause: str, total: int, **more: Json | str) -> Json:
        return {
            "id": name, "rule": "person_times", "enforcement": {"mode": "soft", "level": "policy"},
            "parameters": {"target_person_times": round(total / SCALE), **more},
            "clause": {"document": "Social organisations 2025-2027", "clause": f"{clause}, 1 to {SCALE}",
                       "statement": statement},
        }  # fmt: skip

    return {
        "packs": [{"pack": "social-organisations-2025-2027"}],
        "rules": [
            scaled("total-25500", "R063", "about 25,500 person-times in three years", 25_500,
                   period="horizon"),
            scaled("in-person-2000", "R064", "about 2,000 in person a year", 2_000,
                   counted={"deliveries": ["in_person"]}),
            scaled("online-6500", "R065", "about 6,500 online a year", 6_500,
                   counted={"deliveries": ["online"]}),
            {"id": "fees", "rule": "fees",
             "parameters": {"fee_fen_per_teaching_hour": {"full_time": 5_000, "part_time": 30_000}}},
            {"id": "venue-cost", "rule": "venue_cost"},
        ],
    }  # fmt: skip
