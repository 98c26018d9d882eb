"""Five years of members' training, 2009 to 2013: rotation over years, yearly blocks, joining deadlines.

Ten cohorts of village members take turns: each attends exactly one of ten classes, one each winter and one
each spring. Village secretaries spend a block of five days at the county party school every year; new members
owe 24 hours within a year of joining; officials lecture at least one day a year.
"""

from common import Json, dumped
from places import regions
from planted import Planted

from edusched.domain.instance import Instance
from edusched.generate.ground import degrees
from edusched.generate.planter import Planter

YEARS = (2009, 2010, 2011, 2012, 2013)
TOWNSHIPS = ("meixian", "xibin", "xincheng-zhen", "yangzhong", "zhongxian")
BLOCK_DAYS = 5
CLASS_DAYS = 2


def members_five_years() -> Planted:
    """Return the instance; the plan is left to the solver."""
    towns = [r for r in regions("members", []) if r["level"] == "township"][: len(TOWNSHIPS)]
    above = [r for r in regions("members", []) if r["id"] in ("fujian", "sanming", "youxi")]
    names = [town["id"] for town in towns]
    sessions, programmes = _teaching()
    data: Json = {
        "schema_version": "1.0", "kind": "instance", "id": "members-five-years",
        "name": "Members' training over five years",
        "note": "Rotation once in five years in batches, 40 hours a year in one block, 24 hours within a "
                "year of joining.",
        "calendar": {
            "first_day": "2009-01-01", "last_day": "2013-12-31",
            "periods": [{"id": "am", "start": "08:30", "end": "11:30"},
                        {"id": "pm", "start": "14:00", "end": "17:00"}],
            "windows": [
                {"id": "winter_training", "ranges": [
                    {"first": f"{year}-12-01", "last": f"{year}-12-31"} for year in YEARS]},
                {"id": "spring_training", "ranges": [
                    {"first": f"{year}-03-01", "last": f"{year}-04-15"} for year in YEARS]},
            ],
        },
        "regions": above + towns,
        "units": [{"id": f"{name}-villages", "region": name, "size_persons": 120} for name in names],
        "cohorts": _cohorts(names),
        "libraries": [{"id": "county-library", "region": "youxi", "level": "county"}],
        "instructors": [
            _person("lin-hua", "full_time", "teacher", {"theory": 3, "practice": 2}),
            _person("mao-jie", "part_time", "expert", {"practice": 3}),
            _person("ning-fang", "part_time", "official", {"theory": 2}),
            _person("ou-yang", "full_time", "official", {"theory": 2, "practice": 2}),
        ],
        "venues": [
            {"id": "party-school", "name": "县委党校", "kind": "party_school", "level": "county",
             "region": "youxi", "location": degrees((262_000, 1_182_000)),
             "rooms": [{"id": "big", "capacity_persons": 60, "price_fen_per_period": 12_000},
                       {"id": "small", "capacity_persons": 32, "price_fen_per_period": 6_000}]},
        ],
        "courses": [
            _course("theory", {"theory": 2}, ["concentrated", "theory"]),
            _course("practice", {"practice": 2}, ["concentrated", "practice"]),
            _course("village-theory", {"theory": 2}, ["rural", "theory"]),
            _course("village-practice", {"practice": 2}, ["rural", "practice"]),
        ],
        "programmes": programmes,
        "sessions": sessions,
        "policy": _policy([p["id"] for p in programmes if p["id"].startswith("turn")]),
    }  # fmt: skip
    return Planted(data, Planter(Instance.model_validate_json(dumped(data))))


def _cohorts(names: list[str]) -> list[Json]:
    found: list[Json] = [
        {"id": f"members-{name}-{half}", "category": "rural_member", "region": name,
         "headcount": {f"{name}-villages": 28}}
        for name in names for half in (1, 2)
    ]  # fmt: skip
    found += [
        {"id": f"secretaries-{k}", "category": "village_secretary", "region": "youxi",
         "headcount": {f"{name}-villages": 5 + k for name in names}}
        for k in (1, 2)
    ]  # fmt: skip
    found += [
        {"id": f"joined-{joined[:4]}", "category": "new_member", "region": "youxi",
         "headcount": {f"{name}-villages": 4 for name in names}, "events": {"joined_on": joined}}
        for joined in ("2008-11-20", "2009-12-10", "2010-12-15", "2011-12-05", "2012-11-30")
    ]  # fmt: skip
    return found


def _teaching() -> tuple[list[Json], list[Json]]:
    sessions: list[Json] = []
    programmes: list[Json] = []

    def whole_day(key: str, course: str, first: str, last: str, **more: Json) -> Json:
        starts = [{"first_day": first, "last_day": last, "periods": ["am"], "day_kinds": ["working"]}]
        return {"id": key, "course": course, "length_periods": 2, "starts": starts, **more}

    for year in YEARS:
        for k in (1, 2):
            block = f"block-{year}-{k}"
            month = 5 if k == 1 else 10
            sessions += [
                whole_day(f"{block}-{day}", "practice" if day == BLOCK_DAYS else "theory",
                          f"{year}-{month:02}-08", f"{year}-{month + 1:02}-10", cohorts=[f"secretaries-{k}"])
                for day in range(1, BLOCK_DAYS + 1)
            ]  # fmt: skip
            programmes.append({
                "id": block, "sessions": [f"{block}-{day}" for day in range(1, BLOCK_DAYS + 1)],
                "order": [[f"{block}-1", f"{block}-{BLOCK_DAYS}"]],
                "block_days": BLOCK_DAYS, "same_venue": True,
            })  # fmt: skip
        for season, first, last in (("spring", "03-01", "04-15"), ("winter", "12-01", "12-31")):
            turn = f"turn-{year}-{season}"
            sessions += [
                whole_day(f"{turn}-{day}", "village-theory" if day == 1 else "village-practice",
                          f"{year}-{first}", f"{year}-{last}",
                          open_to={"categories": ["rural_member"]}, max_cohorts=2)
                for day in range(1, CLASS_DAYS + 1)
            ]  # fmt: skip
            programmes.append({
                "id": turn, "sessions": [f"{turn}-{day}" for day in range(1, CLASS_DAYS + 1)],
                "block_days": CLASS_DAYS, "same_venue": True,
            })  # fmt: skip
        joined = year - 1
        sessions += [
            whole_day(f"joined-{joined}-{day}", "theory" if day < 3 else "practice",
                      f"{year}-06-15", f"{year}-09-15", cohorts=[f"joined-{joined}"])
            for day in range(1, 4)
        ]  # fmt: skip
    return sessions, programmes


def _policy(turns: list[str]) -> Json:
    return {
        "packs": [{"pack": "members-2009-2013"}],
        "rules": [
            {"id": "turn-once-in-five-years", "rule": "rotation_once",
             "enforcement": {"mode": "obligation", "level": "obligations"},
             "parameters": {"cohorts": {"categories": ["rural_member"]}, "programmes": turns,
                            "first_day": "2009-01-01", "last_day": "2013-12-31"},
             "clause": {"document": "Members 2009-2013", "statement": "R124",
                        "clause": "rotation training, in batches and in turn"}},
            {"id": "fees", "rule": "fees",
             "parameters": {"fee_fen_per_teaching_hour": {"full_time": 4_000, "part_time": 12_000}}},
            {"id": "venue-cost", "rule": "venue_cost"},
        ],
    }  # fmt: skip


def _person(key: str, engagement: str, source: str, skills: dict[str, int]) -> Json:
    return {"id": key, "library": "county-library", "home": "youxi", "engagement": engagement,
            "source": source, "competences": skills}  # fmt: skip


def _course(key: str, skills: dict[str, int], tags: list[str]) -> Json:
    return {"id": key, "subject_class": tags[-1], "study_hours": 8, "tags": tags,
            "staff": [{"competences": skills}]}  # fmt: skip
