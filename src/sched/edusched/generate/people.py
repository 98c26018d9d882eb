"""Who learns and who teaches at a station: units, cohorts, instructors with names. People are invented."""

from edusched.generate.dice import Dice
from edusched.generate.ground import AM_PM, BUREAUS, FIELDS, Json
from edusched.generate.instructors import CITY, CREW, instructors
from edusched.generate.station import FARMING, Station

SURNAMES = "王李张刘陈杨黄赵吴周徐孙马朱胡林郭何高罗郑梁谢宋唐许韩邓冯曹彭曾"
GIVEN = (
    "伟", "静", "华", "磊", "芳", "敏", "刚", "琴", "宇", "丽", "平", "农", "军", "云", "山", "燕", "峰",
    "露", "晓明", "建国", "志强", "秀英", "海燕", "春梅", "国庆", "文斌", "丽娟", "永福", "雪梅", "俊杰",
    "玉兰", "家豪",
)  # fmt: skip
PROVINCE_SKILLS = {"theory": 5, "rural-economy": 4}
CITY_HOURS, PROVINCE_HOURS = 80, 60
"""Teaching hours a year of somebody of the city and of the province."""


def units(station: Station, cohorts: list[Json]) -> list[Json]:
    """Return townships, bureaus and visited villages, each large enough for those it sends."""
    sent: dict[str, int] = {}
    for cohort in cohorts:
        for unit, persons in cohort["headcount"].items():
            sent[unit] = sent.get(unit, 0) + persons
    found = [
        (station.of(town.code), f"{town.name} 村党组织书记", town.code, max(20, town.villages))
        for town in station.townships
    ]
    found += [(station.of(key), name, station.county.code, size) for key, (name, size) in BUREAUS.items()]
    found += [
        (f"{cohort['region']}-villagers", "村民", cohort["region"], 8 * cohort_size(cohort))
        for cohort in cohorts
        if cohort["category"] == "village"
    ]
    return [
        {"id": key, "name": name, "region": region, "size_persons": max(size, sent.get(key, 0))}
        for key, name, region, size in found
    ]


def cohort_size(cohort: Json) -> int:
    """Return how many persons a cohort has."""
    return int(sum(cohort["headcount"].values()))


def secretaries(station: Station, dice: Dice) -> list[Json]:
    """Return a cohort for each block: a few secretaries of every township."""
    away = [{"window": name} for name in FARMING]
    return [
        {"id": station.of(f"secretaries-{k + 1}"), "name": f"村党组织书记轮训第{k + 1}班",
         "category": "village_secretary", "region": station.county.code, "unavailable": away,
         "headcount": {station.of(town.code): dice.between(3, 5) for town in station.townships}}
        for k in range(station.mix.blocks)
    ]  # fmt: skip


def new_members(station: Station, dice: Dice) -> list[Json]:
    """Return a cohort for each batch; its event is set when its class has its weeks."""
    return [
        {"id": station.of(f"new-members-{k + 1}"), "category": "new_member", "region": station.county.code,
         "headcount": {station.of(bureau): dice.between(3, 5) for bureau in BUREAUS}}
        for k in range(station.mix.batches)
    ]  # fmt: skip


def professionals(station: Station, dice: Dice) -> dict[str, list[Json]]:
    """Return cohorts of professional staff by field; the hours they bring along are filled in later."""
    weight = sum(count for _, _, count in FIELDS.values())
    many = max(1, (station.mix.open_sessions + station.mix.day_classes) * 22 // 47)
    found: dict[str, list[Json]] = {}
    for skill, (category, bureau, count) in FIELDS.items():
        for number in range(max(2, many * count // weight)):
            data: Json = {
                "id": station.of(f"{category}-{number + 1}"), "name": f"{category} {number + 1}",
                "category": "professional", "region": station.county.code,
                "headcount": {station.of(bureau): dice.between(16, 22)},
            }  # fmt: skip
            if skill == "pedagogy":
                data["unavailable"] = [{"weekdays": ["sun"]}, {"weekdays": ["mon"], "periods": AM_PM}]
            elif skill == "medicine" and number % 2 == 0:
                data["unavailable"] = [{"weekdays": ["fri"], "periods": ["eve"]}]
            found.setdefault(skill, []).append(data)
    return found


def villagers(station: Station, dice: Dice) -> list[Json]:
    """Return a cohort for each village that is visited."""
    found = []
    for k in range(station.mix.visits):
        town = station.townships[k % len(station.townships)]
        village = station.geography.village(town.code, 1 + k // len(station.townships) + 100 * station.number)
        found.append(
            {"id": f"{village}-village", "category": "village", "region": village,
             "headcount": {f"{village}-villagers": dice.between(26, 42)}}
        )  # fmt: skip
    return found


def own_instructors(station: Station) -> list[Json]:
    """Return the county's instructors of the station, with hours as tight as asked for."""
    dice = Dice(f"{station.seed}/names")
    found = instructors(station)
    crew = {station.of(key): (key, skills) for key, (_, _, skills) in CREW.items()}
    if station.mix.visits < 4:
        found = [item for item in found if item["id"] not in map(station.of, ("guo-feng", "tong-lu"))]
    for item in found:
        if item["id"] in crew:
            key, skills = crew[item["id"]]
            offices = [f"{station.county.code}-{number}" for number in station.sharers(key)]
            item["competences"] = {
                f"{office}-{s}": grade for office in offices for s, grade in skills.items()
            }
        item["name"] = full_name(dice)
        item["limits"] = _tight(station, item["limits"])
    return found


def city_instructors(group: list[Station]) -> list[Json]:
    """Return two of the library of the first station's city, who teach at all stations of the group."""
    station = group[0]
    dice = Dice(f"{station.seed}/city-names")
    return [
        {"id": f"{station.city}-{station.turn + 1}-{key}", "name": full_name(dice),
         "library": f"{station.city}-library",
         "engagement": "part_time", "home": station.city, "fee_fen_per_teaching_hour": 24_000,
         "competences": _skills(skills, group),
         "limits": _tight(station, {"max_teaching_hours_per_year": CITY_HOURS})}
        for key, (_, skills) in CITY.items()
    ]  # fmt: skip


def province_instructor(group: list[Station]) -> Json:
    """Return somebody of the province's library who teaches at a few stations."""
    first = group[0]
    province = first.city[:2]
    return {
        "id": f"{province}-expert-{first.turn + 1}", "name": full_name(Dice(f"{first.seed}/province-name")),
        "library": f"{province}-library", "engagement": "joint", "home": province,
        "fee_fen_per_teaching_hour": 40_000, "competences": _skills(PROVINCE_SKILLS, group),
        "limits": _tight(first, {"max_teaching_hours_per_year": PROVINCE_HOURS}),
    }  # fmt: skip


def full_name(dice: Dice) -> str:
    """Draw a name that nobody has on purpose."""
    return SURNAMES[dice.below(len(SURNAMES))] + dice.pick(GIVEN)


def _skills(skills: dict[str, int], group: list[Station]) -> Json:
    return {station.of(skill): grade for station in group for skill, grade in skills.items()}


def _tight(station: Station, limits: Json) -> Json:
    percent = station.request.tightness.hours_percent
    return {
        name: max(3, value * percent // 100) if "hours" in name else value for name, value in limits.items()
    }
