"""Three small instances: one to read in a minute, one short of instructors, one impossible when strict."""

from common import Json, dumped
from frame import AM_PM, PERIODS
from places import regions
from planted import Planted

from edusched.domain.instance import Instance
from edusched.generate.planter import Planter

SEED = "small"
FEES: Json = {"full_time": 5_000, "part_time": 18_000, "joint": 26_000, "volunteer": 2_000}


def tiny() -> Planted:
    """Return three sessions, two instructors, one venue, two cohorts, one week."""
    data = _frame(
        "tiny", "A week in one township", "Small enough to read in a minute.", ("2026-09-07", "2026-09-11")
    )
    data["regions"] = [r for r in data["regions"] if r["id"] in ("fujian", "sanming", "youxi", "meixian")]
    data |= {
        "units": [{"id": "meixian-offices", "region": "meixian", "size_persons": 90}],
        "cohorts": [
            {"id": "secretaries", "category": "village-secretary", "region": "meixian",
             "headcount": {"meixian-offices": 12}},
            {"id": "staff", "category": "staff", "region": "meixian", "headcount": {"meixian-offices": 10},
             "unavailable": [{"weekdays": ["mon", "tue"]}]},
        ],
        "instructors": [
            _person("chen-wei", "陈伟", "full_time", {"theory": 3}),
            _person("cao-jun", "曹军", "part_time", {"theory": 2, "law": 3}),
        ],
        "venues": [
            {"id": "meixian-hall", "name": "梅仙镇会堂", "kind": "hall", "level": "township",
             "region": "meixian",
             "location": {"latitude_deg": 26.25, "longitude_deg": 118.25},
             "rooms": [{"id": "main", "capacity_persons": 40, "price_fen_per_period": 5_000}]},
        ],
        "courses": [_course("theory", "theory", {"theory": 2}), _course("law", "public", {"law": 2})],
        "sessions": [
            {"id": "theory-secretaries", "course": "theory", "cohorts": ["secretaries"]},
            {"id": "theory-staff", "course": "theory", "cohorts": ["staff"]},
            {"id": "law", "course": "law", "open_to": {"categories": ["village-secretary", "staff"]}},
        ],
        "policy": _policy(
            [
                _rule("secretaries-8-hours", "study_hours",
                      {"cohorts": {"categories": ["village-secretary"]}, "min_study_hours": 8}),
            ]
        ),
    }  # fmt: skip
    for session in data["sessions"]:
        session["starts"] = [{"periods": AM_PM, "day_kinds": ["working"]}]
    planter = Planter(Instance.model_validate_json(dumped(data)))
    for name in ("theory-secretaries", "theory-staff"):
        planter.book(planter.instance.session[name])
    planter.book_open(planter.instance.session["law"], {"secretaries": 40, "staff": 40}, 40)
    return Planted(data, planter)


def short_of_instructors() -> Planted:
    """Return thirty sessions of which twenty need a skill that two people have for thirteen half days.

    Deng teaches nine hours a week for three weeks, nine half days; Hong of the city twelve hours in all, four
    half days. Seven of the twenty stay out, best those of the smallest cohorts: four of
    health-1 (14 persons) and three of health-2 (18 persons), 400 x (4 x 14 + 3 x 18) = 44,000 hundredths.
    """
    sizes = (14, 18, 22, 26, 30)
    data = _frame(
        "short-of-instructors", "Too few who can teach elder care",
        "Overconstrained on purpose: elder care has two instructors with thirteen half days for twenty "
        "sessions; a good plan leaves the smallest cohorts short and names them.",
        ("2026-11-02", "2026-11-20"),
    )  # fmt: skip
    sessions = [
        {"id": f"{course}-{number}-{cohort}", "course": course, "mandatory": False,
         "starts": [{"periods": AM_PM, "day_kinds": ["working"]}], "cohorts": [f"health-{cohort}"]}
        for cohort in range(1, len(sizes) + 1)
        for course, count in (("elder-care", 4), ("first-aid", 2))
        for number in range(1, count + 1)
    ]  # fmt: skip
    data |= {
        "units": [{"id": "health-bureau", "name": "县卫生健康局", "region": "youxi", "size_persons": 220}],
        "cohorts": [
            {"id": f"health-{number}", "category": "health-staff", "region": "youxi",
             "headcount": {"health-bureau": persons}}
            for number, persons in enumerate(sizes, 1)
        ],
        "libraries": [
            {"id": "county-library", "region": "youxi", "level": "county"},
            {"id": "city-library", "region": "sanming", "level": "city",
             "available": [{"weekdays": ["tue", "thu"]}]},
        ],
        "instructors": [
            _person("deng-li", "邓丽", "part_time", {"elder-care": 3, "first-aid": 2}, per_week=9),
            _person("hong-an", "洪安", "part_time", {"elder-care": 2}, per_year=12)
            | {"library": "city-library", "home": "sanming"},
            _person("luo-ping", "罗平", "part_time", {"first-aid": 3}, per_week=9),
            _person("qiu-yan", "邱燕", "part_time", {"first-aid": 2}, per_week=9),
        ],
        "venues": [_health_base()],
        "courses": [
            _course("elder-care", "professional", {"elder-care": 2}),
            _course("first-aid", "professional", {"first-aid": 2}),
        ],
        "sessions": sessions,
        "policy": _policy([
            _rule("health-24-hours", "study_hours",
                  {"cohorts": {"categories": ["health-staff"]}, "min_study_hours": 24, "period": "horizon"}),
            _rule("teaching-hours", "instructor_hours", {"max_teaching_hours_per_day": 6}),
            _rule("quarter-of-a-unit", "rotation_share", {"max_share_percent": 25}),
        ]),
    }  # fmt: skip
    planter = Planter(Instance.model_validate_json(dumped(data)))
    # The largest cohorts first: whom the two instructors cannot serve stays short.
    persons = planter.instance.cohort
    wanted = sorted(
        planter.instance.sessions,
        key=lambda s: (s.course != "elder-care", -persons[s.cohorts[0]].persons, s.id),
    )
    reasons = {}
    for session in wanted:
        if not planter.book_if_possible(session):
            reasons[session.id] = "no instructor for elder care has hours left"
    return Planted(data, planter, reasons=reasons)


def impossible_strict() -> Planted:
    """Return two cohorts that owe 24 hours by Friday while one instructor has ten half days until then.

    Twelve half days would be needed. Ten count, and the smaller cohort (24 persons) is best left
    8 hours short: 800 x 24 = 19,200 hundredths of an hour x person.
    """
    data = _frame(
        "impossible-strict", "Twelve half days into ten",
        "Two cohorts of new members owe 24 hours by Friday 11 September; the only qualified instructor has "
        "ten half days until then. Proved infeasible under --strict; without it ten sessions are in time and "
        "two are late.",
        ("2026-09-07", "2026-09-18"),
    )  # fmt: skip
    groups = {"new-members-north": 24, "new-members-south": 30}
    data |= {
        "units": [
            {"id": "county-offices", "name": "县委县政府机关", "region": "youxi", "size_persons": 400}
        ],
        "cohorts": [
            {"id": cohort, "category": "new-member", "region": "youxi",
             "headcount": {"county-offices": persons}, "events": {"joined_on": "2025-09-11"}}
            for cohort, persons in groups.items()
        ],
        "instructors": [
            _person("chen-wei", "陈伟", "full_time", {"theory": 3}),
            _person("cao-jun", "曹军", "part_time", {"law": 3}),
        ],
        "venues": [_health_base()],
        "courses": [_course("theory", "theory", {"theory": 2})],
        "sessions": [
            {"id": f"theory-{number}-{cohort.removeprefix('new-members-')}", "course": "theory",
             "starts": [{"periods": AM_PM, "day_kinds": ["working"]}], "cohorts": [cohort]}
            for cohort in groups for number in range(1, 7)
        ],
        "policy": _policy([
            _rule("new-members-24-hours", "deadline",
                  {"cohorts": {"categories": ["new-member"]}, "event": "joined_on", "within_days": 365,
                   "min_study_hours": 24}),
            _rule("teaching-hours", "instructor_hours", {"max_teaching_hours_per_day": 6}),
            _rule("five-days-in-a-row", "consecutive_days", {"max_consecutive_days": 5}),
        ]),
    }  # fmt: skip
    planter = Planter(Instance.model_validate_json(dumped(data)))
    for session in sorted(
        planter.instance.sessions, key=lambda s: (s.cohorts[0] != "new-members-south", s.id)
    ):
        planter.book(session)
    return Planted(data, planter)


def _frame(instance_id: str, name: str, note: str, days: tuple[str, str]) -> Json:
    return {
        "schema_version": "1.0", "kind": "instance", "id": instance_id, "name": name, "note": note,
        "calendar": {"first_day": days[0], "last_day": days[1], "periods": PERIODS},
        "regions": [r for r in regions(SEED, []) if r["level"] != "township" or r["id"] == "meixian"],
        "units": [], "cohorts": [],
        "libraries": [{"id": "county-library", "name": "县师资库", "region": "youxi", "level": "county"}],
    }  # fmt: skip


def _person(
    key: str, name: str, engagement: str, skills: dict[str, int], per_week: int = 0, per_year: int = 0
) -> Json:
    data: Json = {"id": key, "name": name, "library": "county-library", "engagement": engagement,
                  "competences": skills, "home": "youxi"}  # fmt: skip
    limits = {"max_teaching_hours_per_week": per_week, "max_teaching_hours_per_year": per_year}
    given = {name: hours for name, hours in limits.items() if hours}
    return data | {"limits": given} if given else data


def _course(key: str, subject: str, skills: dict[str, int]) -> Json:
    return {"id": key, "subject_class": subject, "study_hours": 4,
            "staff": [{"role": "lecturer", "competences": skills}]}  # fmt: skip


def _health_base() -> Json:
    return {
        "id": "health-base", "name": "县总医院培训中心", "kind": "training_base", "level": "county",
        "region": "youxi", "location": {"latitude_deg": 26.209, "longitude_deg": 118.198},
        "rooms": [{"id": "skills", "capacity_persons": 40, "price_fen_per_period": 12_000},
                  {"id": "lecture", "capacity_persons": 60, "price_fen_per_period": 16_000}],
    }  # fmt: skip


def _rule(key: str, rule: str, parameters: Json) -> Json:
    return {"id": key, "rule": rule, "parameters": parameters}


def _policy(rules: list[Json]) -> Json:
    costs = [
        _rule("fees", "fees", {"fee_fen_per_teaching_hour": FEES}),
        _rule("travel", "travel_cost", {"fen_per_km": 80}),
        _rule("venues", "venue_cost", {}),
    ]
    return {"rules": rules + costs}
