"""Instructors of a county. People are invented."""

from edusched.generate.ground import AM_PM, Ground, Json

FULL_TIME: dict[str, tuple[str, dict[str, int]]] = {
    "chen-wei": ("陈伟", {"theory": 4, "party-building": 3}),
    "lin-jing": ("林静", {"theory": 3, "mass-work": 3}),
    "zheng-hua": ("郑华", {"party-building": 3, "governance": 3, "discipline": 2}),
    "huang-lei": ("黄磊", {"rural-economy": 3, "digital": 2, "theory": 3}),
    "wu-fang": ("吴芳", {"mass-work": 3, "governance": 2, "social-work": 2, "public-course": 2}),
    "zhang-min": ("张敏", {"digital": 3, "public-course": 3, "party-building": 2, "finance": 2}),
}
PART_TIME: dict[str, tuple[str, str, dict[str, int]]] = {
    "liu-gang": ("刘刚", "youxi", {"discipline": 4, "governance": 2}),
    "fang-qin": ("方琴", "youxi", {"pedagogy": 3, "public-course": 2}),
    "tang-yu": ("唐宇", "meixian", {"pedagogy": 2, "digital": 2}),
    "deng-li": ("邓丽", "youxi", {"medicine": 3}),
    "luo-ping": ("罗平", "xicheng", {"medicine": 3, "public-course": 2}),
    "xie-nong": ("谢农", "xicheng", {"agronomy": 3, "rural-economy": 2}),
    "cao-jun": ("曹军", "youxi", {"finance": 3, "governance": 2}),
    "dai-yun": ("戴云", "chengguan", {"social-work": 3, "mass-work": 2}),
}
CREW: dict[str, tuple[str, str, dict[str, int]]] = {
    "wei-shan": ("魏山", "chengguan", {"mobile-host": 2, "agronomy": 2}),
    "qiu-yan": ("邱燕", "chengguan", {"mobile-host": 2, "medicine": 2}),
    "guo-feng": ("郭峰", "xicheng", {"mobile-host": 2, "agronomy": 2}),
    "tong-lu": ("童露", "meixian", {"mobile-host": 2, "digital": 2}),
}
VILLAGE_SECRETARIES: dict[str, tuple[str, str, dict[str, int]]] = {
    "pan-de": ("潘德", "guifeng", {"site-teaching": 3, "rural-economy": 2}),
    "ye-mei": ("叶梅", "banshan", {"site-teaching": 3, "mass-work": 2}),
}
CITY: dict[str, tuple[str, dict[str, int]]] = {
    "cai-rong": ("蔡榕", {"theory": 4, "governance": 3}),
    "xu-bin": ("许斌", {"party-building": 4, "rural-economy": 3, "discipline": 3}),
}


def libraries(frame: Ground) -> list[Json]:
    """Return the county's library."""
    return [
        {
            "id": frame.of("county-library"),
            "name": "县师资库",
            "region": frame.region("youxi"),
            "level": "county",
        }
    ]


def instructors(frame: Ground) -> list[Json]:
    """Return the county's 22 instructors."""
    found = [
        person(frame, key, name, skills, "youxi", "full_time", {"max_consecutive_days": 5})
        | {"unavailable": [{"day_kinds": ["weekend", "holiday"]}]}
        for key, (name, skills) in FULL_TIME.items()
    ]
    limits: Json = {"max_teaching_hours_per_week": 12}
    found += [
        person(frame, key, name, skills, home, "part_time", limits)
        for key, (name, home, skills) in (PART_TIME | CREW).items()
    ]
    by_key = {item["id"]: item for item in found}
    by_key[frame.of("liu-gang")]["available"] = [{"weekdays": ["tue"]}]
    by_key[frame.of("deng-li")]["unavailable"] = [{"weekdays": ["thu"], "periods": AM_PM}]
    joint = {"pedagogy": 2, "medicine": 2, "finance": 2, "social-work": 2, "digital": 3}
    found.append(person(frame, "su-ke", "苏可", joint, "youxi", "joint", {"max_teaching_hours_per_week": 9}))
    retired = {"theory": 3, "mass-work": 3, "site-teaching": 2}
    found.append(
        person(
            frame,
            "he-shu",
            "何述",
            retired,
            "chengguan",
            "volunteer",
            {"max_teaching_hours_per_year": 36 * frame.terms},
        )
        | {"unavailable": [{"periods": ["eve"]}]}
    )
    season: Json = {"max_teaching_hours_per_year": 12 * frame.terms}
    found += [
        person(frame, key, name, skills, home, "volunteer", season)
        for key, (name, home, skills) in VILLAGE_SECRETARIES.items()
    ]
    return found


def person(
    frame: Ground, key: str, name: str, skills: dict[str, int], home: str, engagement: str, limits: Json
) -> Json:
    """Return an instructor of the county's library."""
    data: Json = {
        "id": frame.of(key), "name": name, "library": frame.of("county-library"), "engagement": engagement,
        "competences": {frame.of(skill): grade for skill, grade in skills.items()},
        "home": frame.region(home),
    }  # fmt: skip
    return data | {"limits": limits} if limits else data
