"""Put a county's autumn together around a planted plan.

The plan comes first: classes, visits, open sessions and who attends them. The hours that professional staff
bring along are then set so that what they attend in that plan is just enough.
"""

from common import Json, dumped, text
from county_cohorts import VISITS, new_members, professionals, secretaries, staff_categories, units, villagers
from county_lent import lent_instructors, province_days, upper_libraries
from county_policy import policy
from county_sessions import SECRETARY_WINDOWS, term_plan
from frame import PERIODS, SPRING, Frame, Term
from places import CITY_SEAT, regions
from planted import Planted

from edusched.domain.instance import Instance
from edusched.generate.courses import courses
from edusched.generate.dice import Dice
from edusched.generate.instructors import instructors, libraries
from edusched.generate.planter import Planter
from edusched.generate.venues import city_school, mobile_units, platforms, venues

MOST_PUBLIC, OWED = 9, 72
LEAST_HISTORY, MOST_HISTORY = 40, 66
GOALS = (9, 12, 15, 18, 20, 22, 24, 26, 28, 30, 32)
NATIONAL_DAY = {"first": "2026-10-01", "last": "2026-10-07"}


def fujian_county_autumn() -> Planted:
    """Return one county's autumn."""
    frame = Frame(seed="fujian-county-autumn")
    return county(
        [frame],
        "fujian-county-autumn",
        "One county's autumn",
        "15 townships, September to December: village secretaries in blocks of five days, new members before "
        "their anniversary, professional staff with 72 hours a year, villages visited by mobile classrooms. "
        "Place names and codes are real; people, units, prices and coordinates are invented.",
    )


def county(frames: list[Frame], instance_id: str, name: str, note: str) -> Planted:
    """Return an instance of one or more counties and terms, with its planted plan.

    Frames of the same prefix are terms of the same county.
    """
    data = _without_history(frames, instance_id, name, note)
    instance = Instance.model_validate_json(dumped(data))
    planter = Planter(instance)
    spare = {name for frame in frames for name in _plant(planter, instance, frame)}
    for session in data["sessions"]:
        if session["id"] in spare:
            session["mandatory"] = False
    for frame in frames:
        _add_history(data, planter, frame)
    planter.instance = Instance.model_validate_json(dumped(data))
    return Planted(data, planter)


def _without_history(frames: list[Frame], instance_id: str, name: str, note: str) -> Json:
    homes = {frame.prefix: frame for frame in reversed(frames)}
    counties = [homes[prefix] for prefix in sorted(homes)]
    terms = {frame.term.tag: frame.term for frame in frames}
    plans = [term_plan(frame) for frame in frames]
    return {
        "schema_version": "1.0", "kind": "instance", "id": instance_id, "name": name, "note": note,
        "calendar": _calendar(list(terms.values())),
        "travel": {"detour_percent": 140, "speed_kmh": 40},
        "regions": _distinct([item for frame in counties for item in _regions(frame)]),
        "units": [item for frame in counties for item in units(frame)],
        "cohorts": [item for frame in frames for item in _cohorts(frame)],
        "libraries": [
            *upper_libraries(province_days(frames)),
            *(item for frame in counties for item in libraries(frame)),
        ],
        "instructors": [
            item for frame in counties for item in instructors(frame) + lent_instructors(frame)
        ],
        "venues": [item for frame in counties for item in venues(frame)]
        + [
            city_school(name, "sanming", (CITY_SEAT[0] + north, CITY_SEAT[1] + east))
            for name, (north, east) in sorted({(f.city_school, f.city_shift) for f in counties})
        ],
        "mobile_units": [item for frame in counties for item in mobile_units(frame)],
        "platforms": [item for frame in counties for item in platforms(frame)],
        "courses": [item for frame in counties for item in courses(frame)],
        "programmes": [item for plan in plans for item in plan.programmes],
        "sessions": [item for plan in plans for item in plan.sessions],
        "policy": policy(frames),
    }  # fmt: skip


def _calendar(terms: list[Term]) -> Json:
    windows = [
        {"id": term.window, "name": f"{term.farming_name}: six townships cannot send anyone",
         "ranges": [{"first": text(term.farming[0]), "last": text(term.farming[1])}]}
        for term in terms
    ]  # fmt: skip
    return {
        "first_day": text(min(term.first_day for term in terms)),
        "last_day": text(max(term.last_day for term in terms)),
        "periods": PERIODS, "holidays": "china", "closed_days": [NATIONAL_DAY], "windows": windows,
    }  # fmt: skip


def _regions(frame: Frame) -> list[Json]:
    villages = [*(village for village, *_ in VISITS), "guifeng", "banshan"]
    return regions(frame.seed, villages, frame.prefix, frame.shift)


def _distinct(items: list[Json]) -> list[Json]:
    return list({item["id"]: item for item in items}.values())


def _cohorts(frame: Frame) -> list[Json]:
    sizes = {item["id"]: int(item["size_persons"]) for item in units(frame)}
    return [
        *secretaries(frame, sizes), *new_members(frame), *professionals(frame), *villagers(frame)
    ]  # fmt: skip


def _plant(planter: Planter, instance: Instance, frame: Frame) -> list[str]:
    """Book a term: blocks, classes, visits, half days, then what is open; return what nobody needs."""
    spare: list[str] = []
    programme = {item.id: item for item in instance.programmes}
    plan = term_plan(frame)
    dice = Dice(f"{frame.seed}/{frame.term.tag}goals")
    goals = {item["id"]: dice.pick(GOALS) for item in professionals(frame)}
    for number in range(len(SECRETARY_WINDOWS)):
        planter.book_block(programme[frame.now(f"secretaries-class-{number + 1}")], turn=1)
    for item in plan.programmes[len(SECRETARY_WINDOWS) :]:
        planter.book_in_order([instance.session[name] for name in item["sessions"]])
    rest = [instance.session[item["id"]] for item in plan.sessions]
    for turn, session in enumerate(s for s in rest if s.id not in _in_programmes(plan.programmes)):
        if session.open_to is None:
            planter.book(session, turn=turn)
        elif session.mandatory:
            most = dict.fromkeys(goals, OWED - LEAST_HISTORY)
            if not (
                planter.book_open(session, goals, MOST_PUBLIC)
                or planter.book_open(session, most, MOST_PUBLIC)
            ):
                spare.append(session.id)
    return spare


def _in_programmes(programmes: list[Json]) -> set[str]:
    return {name for item in programmes for name in item["sessions"]}


def _add_history(data: Json, planter: Planter, frame: Frame) -> None:
    """Give professional staff what is missing to 72 hours beyond the planted plan, little more."""
    dice = Dice(f"{frame.seed}/{frame.term.tag}history")
    year, first_month, months = frame.term.first_day.year, 1, 2 if frame.term is SPRING else 7
    mine = {item["id"] for item in professionals(frame)}
    for cohort in data["cohorts"]:
        if cohort["id"] not in mine or cohort["category"] not in staff_categories(frame):
            continue
        earned = planter.earned[cohort["id"]] // 100
        public_now = planter.earned_in[cohort["id"], "public"] // 100
        total = max(OWED - earned, min(MOST_HISTORY, OWED - earned + dice.pick((1, 2, 4, 5))))
        # Half of them have all the public hours that count, so that more of these earn nothing.
        public = min(total // 2, OWED // 3 - public_now - dice.pick((0, 0, 2, 5)))
        professional = total - public
        first = professional * dice.between(40, 60) // 100
        parts = (
            (public, public // 8, "public", {"delivery": "online"}),
            (first, first // 7, "professional", {"venue_kind": "college", "venue_level": "county"}),
            (professional - first, (professional - first) // 9, "professional", {"delivery": "online"}),
        )
        history = []
        for hours, days, subject, where in parts:
            month = first_month + dice.below(months)
            on = f"{year}-{month:02d}-{dice.between(1, 28):02d}"
            history.append({"on": on, "study_hours": hours, "days": days, "subject_class": subject, **where})
        cohort["history"] = sorted(history, key=lambda entry: str(entry["on"]))
