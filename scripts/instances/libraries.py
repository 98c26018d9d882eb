"""Two cities and a province lend each other instructors, within windows and quotas.

Each city has skills the other lacks, and the province has one that neither has. What is lent costs travel and
a fee; a city lends twelve hours a term to the other, the province eighteen to each, Wednesdays and Thursdays.
"""

from common import Json, dumped
from frame import AM_PM, PERIODS
from planted import Planted

from edusched.domain.instance import Instance
from edusched.generate.ground import degrees
from edusched.generate.planter import Planter

CITIES = ("sanming", "nanping")
SKILLS = {"sanming": ("law", "farming"), "nanping": ("finance", "care")}
DEMAND = {"law": 3, "farming": 2, "finance": 3, "care": 2, "policy": 3}
"""Half days a city wants of each subject; two of them it cannot teach itself, and "policy" neither can."""


def shared_libraries() -> Planted:
    """Return the instance; the plan is left to the solver."""
    subjects = sorted(DEMAND)
    data: Json = {
        "schema_version": "1.0", "kind": "instance", "id": "shared-libraries",
        "name": "Two cities and a province share their instructors",
        "note": "Lending windows, quotas by lender and borrower, fees and journeys; both cities want what "
                "only the other, or the province, can teach.",
        "calendar": {"first_day": "2026-10-12", "last_day": "2026-11-20", "periods": PERIODS},
        "regions": [
            {"id": "fujian", "name": "福建省", "code": "35", "level": "province",
             "location": degrees((261_000, 1_193_000))},
            {"id": "sanming", "name": "三明市", "code": "3504", "level": "city", "parent": "fujian",
             "location": degrees((262_500, 1_176_500))},
            {"id": "nanping", "name": "南平市", "code": "3507", "level": "city", "parent": "fujian",
             "location": degrees((266_500, 1_181_500))},
        ],
        "units": [{"id": f"{city}-offices", "region": city, "size_persons": 300} for city in CITIES],
        "cohorts": [
            {"id": f"{city}-staff-{k}", "category": "staff", "region": city,
             "headcount": {f"{city}-offices": 20 + 10 * k}}
            for city in CITIES for k in (1, 2)
        ],
        "libraries": [
            {"id": "fujian-library", "region": "fujian", "level": "province",
             "available": [{"weekdays": ["wed", "thu"]}]},
            *({"id": f"{city}-library", "region": city, "level": "city"} for city in CITIES),
        ],
        "instructors": _instructors(),
        "venues": [
            {"id": f"{city}-school", "kind": "party_school", "level": "city", "region": city,
             "location": degrees(point),
             "rooms": [{"id": "hall", "capacity_persons": 90, "price_fen_per_period": 20_000},
                       {"id": "room", "capacity_persons": 40, "price_fen_per_period": 8_000}]}
            for city, point in zip(CITIES, ((262_500, 1_176_500), (266_500, 1_181_500)), strict=True)
        ],
        "courses": [
            {"id": subject, "subject_class": subject, "study_hours": 3,
             "staff": [{"competences": {subject: 2}}]}
            for subject in subjects
        ],
        "sessions": [
            {"id": f"{city}-{subject}-{number}", "course": subject, "venues": [f"{city}-school"],
             "organiser": city, "starts": [{"periods": AM_PM, "day_kinds": ["working"]}],
             "cohorts": [f"{city}-staff-{k}" for k in ((1, 2) if number == 1 else (number - 1,))]}
            for city in CITIES for subject in subjects for number in range(1, DEMAND[subject] + 1)
        ],
        "policy": _policy(),
    }  # fmt: skip
    return Planted(data, Planter(Instance.model_validate_json(dumped(data))))


def _instructors() -> list[Json]:
    def person(key: str, library: str, engagement: str, skills: list[str]) -> Json:
        return {"id": key, "library": f"{library}-library", "home": library, "engagement": engagement,
                "competences": dict.fromkeys(skills, 3),
                "limits": {"max_teaching_hours_per_week": 9}}  # fmt: skip

    found = [
        person(f"{city}-{skill}-{k}", city, "full_time" if k == 1 else "part_time", [skill])
        for city in CITIES for skill in SKILLS[city] for k in (1, 2)
    ]  # fmt: skip
    return [
        *found,
        person("fujian-policy-1", "fujian", "joint", ["policy"]),
        person("fujian-policy-2", "fujian", "joint", ["policy", "finance"]),
    ]


def _policy() -> Json:
    def quota(lender: str, borrowers: tuple[str, ...], hours: int) -> Json:
        return {
            "id": f"{lender}-lends", "rule": "lending_quota",
            "parameters": {"library": f"{lender}-library", "borrowers": list(borrowers),
                           "max_teaching_hours": hours, "period": "horizon"},
            "clause": {"document": "Members 2009-2013", "clause": "good instructors are shared, step by step",
                       "statement": "R151"},
        }  # fmt: skip

    return {
        "rules": [
            quota("fujian", CITIES, 18),
            quota("sanming", ("nanping",), 12),
            quota("nanping", ("sanming",), 12),
            {"id": "teaching-hours", "rule": "instructor_hours",
             "parameters": {"max_teaching_hours_per_day": 6}},
            {"id": "fees", "rule": "fees",
             "parameters": {"fee_fen_per_teaching_hour": {"full_time": 5_000, "part_time": 15_000,
                                                          "joint": 25_000}}},
            {"id": "travel", "rule": "travel_cost"},
            {"id": "venue-cost", "rule": "venue_cost"},
        ],
    }  # fmt: skip
