"""A year of 72 hours: nurses, teachers and engineers of one county, at a tenth of the document's seminars.

The pack asks for 30 to 50 demonstration seminars with 2,000 to 3,000 places and about 500 places in
counterpart programmes; one county has a tenth. Everybody owes 72 hours or 12 days, of which 24 hours of
public subjects count at most; most of it was earned before August.
"""

from common import Json, dumped
from frame import AM_PM, PERIODS
from places import regions
from planted import Planted

from edusched.domain.instance import Instance
from edusched.generate.planter import Planter

COHORTS = (
    ("nurses-1", 24, 48, 24), ("nurses-2", 24, 48, 12), ("doctors", 20, 54, 18), ("teachers-1", 28, 45, 24),
    ("teachers-2", 28, 51, 30), ("engineers", 18, 54, 12), ("agronomists", 16, 42, 12),
)  # fmt: skip
"""Name, persons, study hours earned so far, public ones among them."""

WEEKS = [{"first_day": "2026-09-07", "last_day": "2026-12-11"}]
DAYS = [WEEKS[0] | {"periods": ["am"], "day_kinds": ["working"]}]
HALF_DAYS = [WEEKS[0] | {"periods": AM_PM, "day_kinds": ["working"]}]
EVENINGS = [WEEKS[0] | {"periods": ["eve"], "weekdays": ["tue", "thu"], "day_kinds": ["working"]}]


def professional_72h() -> Planted:
    """Return the instance; the plan is left to the solver."""
    data: Json = {
        "schema_version": "1.0", "kind": "instance", "id": "professional-72h",
        "name": "Seventy-two hours of professional staff",
        "note": "12 days or 72 hours a year, public subjects at most a third; seminars at a tenth of the "
                "document's numbers, set over the pack's own.",
        "calendar": {"first_day": "2026-09-01", "last_day": "2026-12-31", "periods": PERIODS},
        "regions": [r for r in regions("professional", []) if r["id"] in ("fujian", "sanming", "youxi")],
        "units": [{"id": name, "region": "youxi", "size_persons": persons * 4}
                  for name, persons, _, _ in COHORTS] + [
                  {"id": "college", "region": "youxi", "size_persons": 30}],
        "cohorts": _cohorts(),
        "libraries": [{"id": "county-library", "region": "youxi", "level": "county"}],
        "instructors": [
            _person("gao-lin", "full_time", {"medicine": 3, "law": 2}),
            _person("he-yun", "part_time", {"medicine": 2, "teaching": 2}),
            _person("jiang-bo", "full_time", {"teaching": 3, "law": 2}),
            _person("kang-mei", "part_time", {"engineering": 3}),
            _person("lei-ming", "full_time", {"engineering": 2, "farming": 3}),
        ],
        "venues": [
            {"id": "college", "name": "职业中专", "kind": "college", "level": "county", "region": "youxi",
             "location": {"latitude_deg": 26.2, "longitude_deg": 118.2},
             "rooms": [{"id": "hall", "capacity_persons": 80, "price_fen_per_period": 40_000},
                       {"id": "room", "capacity_persons": 30, "price_fen_per_period": 10_000}]},
        ],
        "platforms": [{"id": "live", "seats_persons": 90, "price_fen_per_period": 5_000}],
        "courses": [
            _course("seminar-medicine", "professional", {"medicine": 2}, 6, ["demonstration"]),
            _course("seminar-teaching", "professional", {"teaching": 2}, 6, ["demonstration"]),
            _course("seminar-engineering", "professional", {"engineering": 2}, 6, ["demonstration"]),
            _course("seminar-farming", "professional", {"farming": 2}, 6, ["demonstration", "counterpart"]),
            _course("public-demand", "public", {"law": 2}, 3, ["public_demand"]),
            _course("practice-medicine", "professional", {"medicine": 2}, 3, []),
            _course("practice-teaching", "professional", {"teaching": 2}, 3, []),
            _course("practice-engineering", "professional", {"engineering": 2}, 3, []),
            _course("practice-farming", "professional", {"farming": 2}, 3, []),
        ],
        "sessions": _sessions(),
        "policy": _policy(),
    }  # fmt: skip
    return Planted(data, Planter(Instance.model_validate_json(dumped(data))))


def _cohorts() -> list[Json]:
    def before(hours: int, subject: str, days: int) -> Json:
        return {"on": "2026-06-30", "study_hours": hours, "subject_class": subject, "days": days}

    found = [
        {"id": name, "category": "professional", "region": "youxi", "headcount": {name: persons},
         "history": [before(earned - public, "professional", (earned - public) // 12),
                     before(public, "public", 0)]}
        for name, persons, earned, public in COHORTS
    ]  # fmt: skip
    return [
        *found,
        {"id": "lecturers", "category": "full_time_instructor", "region": "youxi",
         "headcount": {"college": 3}, "instructors": ["gao-lin", "jiang-bo", "lei-ming"],
         "history": [before(60, "professional", 18)]},
    ]  # fmt: skip


def _sessions() -> list[Json]:
    def open_to(*categories: str) -> Json:
        return {"categories": list(categories)}

    sessions: list[Json] = [
        {"id": f"{subject}-{number}", "course": subject, "length_periods": 2, "mandatory": False,
         "starts": DAYS, "deliveries": ["in_person"], "open_to": open_to("professional")}
        for subject in ("seminar-medicine", "seminar-teaching", "seminar-engineering", "seminar-farming")
        for number in (1, 2)
    ]  # fmt: skip
    sessions += [
        {"id": f"public-demand-{number}", "course": "public-demand", "mandatory": False, "starts": HALF_DAYS,
         "deliveries": ["in_person"], "open_to": open_to("professional")}
        for number in (1, 2, 3)
    ]  # fmt: skip
    sessions += [
        {"id": f"{subject}-{number}", "course": subject, "mandatory": False, "starts": EVENINGS,
         "deliveries": ["online"], "open_to": open_to("professional")}
        for subject in ("practice-medicine", "practice-teaching", "practice-engineering", "practice-farming")
        for number in (1, 2, 3)
    ]  # fmt: skip
    return sessions + [
        {"id": f"lecturers-{number}", "course": "practice-engineering", "mandatory": False,
         "starts": HALF_DAYS, "deliveries": ["in_person"], "cohorts": ["lecturers"],
         "staff": [{"competences": {"engineering": 3}}]}
        for number in (1, 2, 3)
    ]  # fmt: skip


def _policy() -> Json:
    def scaled(name: str, rule: str, clause: str, statement: str, parameters: Json, **more: Json) -> Json:
        return {"id": name, "rule": rule, "parameters": parameters,
                "clause": {"document": "Professional and technical personnel",
                           "clause": f"{clause}, 1 to 10", "statement": statement}, **more}  # fmt: skip

    seminars = {"tags": ["demonstration"]}
    return {
        "packs": [{"pack": "professional-72h"}],
        "rules": [
            scaled("demonstration-seminars", "session_count", "30 to 50 demonstration seminars a year",
                   "R252", {"counted": seminars, "min_sessions": 3, "max_sessions": 5}),
            scaled("demonstration-places", "person_times", "2,000 to 3,000 places a year in them", "R253",
                   {"counted": seminars, "count": "sessions", "min_person_times": 200,
                    "max_person_times": 300}),
            scaled("counterpart-places", "person_times", "about 500 people a year", "R276",
                   {"counted": {"tags": ["counterpart"]}, "count": "sessions", "target_person_times": 50,
                    "band_percent": 10},
                   enforcement={"mode": "soft", "level": "policy"}),
            {"id": "local-seminars", "rule": "session_count", "enforcement": {"mode": "off"},
             "parameters": {"min_sessions": 1}},
            {"id": "fees", "rule": "fees",
             "parameters": {"fee_fen_per_teaching_hour": {"full_time": 5_000, "part_time": 20_000}}},
            {"id": "venue-cost", "rule": "venue_cost"},
        ],
    }  # fmt: skip


def _person(key: str, engagement: str, skills: dict[str, int]) -> Json:
    return {"id": key, "library": "county-library", "home": "youxi", "engagement": engagement,
            "competences": skills}  # fmt: skip


def _course(key: str, subject: str, skills: dict[str, int], hours: int, tags: list[str]) -> Json:
    return {"id": key, "subject_class": subject, "study_hours": hours, "tags": tags,
            "staff": [{"competences": skills}]}  # fmt: skip
