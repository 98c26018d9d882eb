"""Sessions and programmes of a county's term, with the windows in which they may start."""

from dataclasses import dataclass

from common import Json
from county_cohorts import NEW_MEMBERS, VISITS, staff_categories
from frame import AM_PM, Frame

from edusched.generate.courses import NEW_MEMBER_COURSES, PUBLIC_COURSES, SECRETARY_COURSES
from edusched.generate.dice import Dice
from edusched.generate.ground import FIELD_CYCLE, FIELDS, SHAPES

# First and last (week, weekday) of each secretaries' class, and whether the city's school may hold it.
SECRETARY_WINDOWS: tuple[tuple[tuple[int, int], tuple[int, int], bool], ...] = (
    ((1, 0), (2, 4), False),
    ((2, 0), (3, 4), True),
    ((9, 0), (10, 4), False),
    ((10, 0), (11, 4), False),
    ((13, 0), (14, 4), False),
)
# Field, week, venues, which cohorts of the field come.
DAY_CLASSES: tuple[tuple[str, int, tuple[str, ...], tuple[int, ...]], ...] = (
    ("pedagogy", 3, ("college",), (1, 2)),
    ("pedagogy", 6, ("college", "culture-hall"), (3, 4)),
    ("pedagogy", 10, ("college",), (5, 6)),
    ("medicine", 2, ("health-base", "college"), (1, 2)),
    ("medicine", 7, ("health-base",), (3, 4)),
    ("medicine", 12, ("health-base", "college"), (5,)),
    ("agronomy", 8, ("farm-base",), (1, 2)),
    ("agronomy", 11, ("farm-base", "meixian-hall"), (3, 4)),
    ("finance", 9, ("college",), (1, 2)),
    ("social-work", 6, ("culture-hall",), (1, 2)),
    ("social-work", 13, ("culture-hall", "college"), (3, 4)),
)
FIELD_VENUES: dict[str, tuple[str, ...]] = {
    "pedagogy": ("college",),
    "medicine": ("health-base",),
    "agronomy": ("farm-base", "zhongxian-hall"),
    "finance": ("college",),
    "social-work": ("culture-hall",),
}


@dataclass(frozen=True, slots=True)
class TermPlan:
    """Sessions and programmes of one term; sessions in the order the planted plan books them."""

    sessions: list[Json]
    programmes: list[Json]


def term_plan(frame: Frame) -> TermPlan:
    """Return all sessions and programmes of the term."""
    sessions: list[Json] = []
    programmes: list[Json] = []
    for number in range(len(SECRETARY_WINDOWS)):
        rows, programme = secretaries_class(frame, number)
        sessions += rows
        programmes.append(programme)
    for batch in range(len(NEW_MEMBERS)):
        rows, programme = new_members_class(frame, batch)
        sessions += rows
        programmes.append(programme)
    sessions += visits(frame)
    sessions += day_classes(frame)
    sessions += open_sessions(frame)
    return TermPlan(sessions, programmes)


def secretaries_class(frame: Frame, number: int) -> tuple[list[Json], Json]:
    """Return ten half days in a block of five working days: theory first, one of them a site visit."""
    first, last, in_city = SECRETARY_WINDOWS[number]
    schools = [frame.of("county-party-school"), *([frame.city_school] if in_city else [])]
    sites = [frame.of("guifeng-site"), frame.of("banshan-site")]
    sessions = []
    for name, _, _ in SECRETARY_COURSES:
        sessions.append(
            {
                "id": frame.now(f"sec-{number + 1}-{name}"), "course": frame.of(f"sec-{name}"),
                "starts": frame.starts(first, last, AM_PM),
                "venues": sites if name == "site-visit" else schools,
                "cohorts": [frame.now(f"secretaries-{number + 1}")],
            }
        )  # fmt: skip
    ids = [session["id"] for session in sessions]
    order = [[ids[0], other] for other in ids[1:]]
    programme: Json = {
        "id": frame.now(f"secretaries-class-{number + 1}"), "name": f"村党组织书记轮训第{number + 1}班",
        "sessions": ids, "order": order, "block_days": 5, "same_venue": True, "free_sessions": [ids[-1]],
    }  # fmt: skip
    return sessions, programme


def new_members_class(frame: Frame, batch: int) -> tuple[list[Json], Json]:
    """Return six half days for a batch of new members: the charter first, the review last."""
    key, name, first, last, _ = NEW_MEMBERS[batch]
    sessions: list[Json] = [
        {
            "id": frame.now(f"new-{key}-{course}"), "course": frame.of(f"new-{course}"),
            "starts": frame.starts(first, last, AM_PM), "venues": [frame.of("county-party-school")],
            "cohorts": [frame.now(f"new-members-{key}")],
        }
        for course, _, _ in NEW_MEMBER_COURSES
    ]  # fmt: skip
    ids = [session["id"] for session in sessions]
    order = [[ids[0], other] for other in ids[1:-1]] + [[other, ids[-1]] for other in ids[1:-1]]
    programme: Json = {
        "id": frame.now(f"new-members-class-{key}"), "name": f"new members' class, {name}",
        "sessions": ids, "order": order,
    }  # fmt: skip
    return sessions, programme


def visits(frame: Frame) -> list[Json]:
    """Return one stop of a mobile classroom in each village: farming in the morning, talks after noon."""
    return [
        {
            "id": frame.now(f"visit-{village}"), "course": frame.of(course), "deliveries": ["mobile"],
            "starts": frame.starts(first, last, ["am"] if course == "village-agronomy" else ["pm"]),
            "mobile_units": [frame.of("bus-red"), frame.of("bus-green")],
            "sites": [frame.of(village)], "cohorts": [frame.now(f"{village}-village")],
        }
        for village, _, first, last, course in VISITS
    ]  # fmt: skip


def day_classes(frame: Frame) -> list[Json]:
    """Return concentrated half days for given cohorts of professional staff."""
    found = []
    for skill, week, venues, numbers in DAY_CLASSES:
        category = FIELDS[skill][0]
        found.append(
            {
                "id": frame.now(f"day-{category}-{numbers[0]}"), "course": frame.of(f"{skill}-half-day"),
                "starts": frame.starts((week, 0), (week, 4), AM_PM),
                "venues": [frame.of(venue) for venue in venues],
                "cohorts": [frame.now(f"{category}-{number}") for number in numbers],
            }
        )  # fmt: skip
    return found


def open_sessions(frame: Frame) -> list[Json]:
    """Return evening, weekend and online sessions: who attends is a decision, seats are few."""
    dice = Dice(f"{frame.seed}/{frame.term.tag}open")
    found = []
    public = 0
    for number in range(frame.open_sessions):
        week = 1 + (number * 5 + dice.below(2)) % 14
        if number % 3 == 2:
            found.append(public_session(frame, public, week, dice))
            public += 1
        else:
            done = number - public
            skill = FIELD_CYCLE[done % len(FIELD_CYCLE)]
            shape = SHAPES[(done + done // len(FIELD_CYCLE)) % len(SHAPES)]
            found.append(field_session(frame, done, skill, shape, week))
    # The last few are spare: they run only if somebody needs them.
    for session in found[len(found) - len(found) // 9 :]:
        session["mandatory"] = False
    return found


def public_session(frame: Frame, number: int, week: int, dice: Dice) -> Json:
    """Return an evening in a public subject, open to all professional staff."""
    course = list(PUBLIC_COURSES)[number % len(PUBLIC_COURSES)]
    weekday = (1, 2, 3)[dice.below(3)]
    data: Json = {
        "id": frame.now(f"public-{number + 1:02d}-{course}"), "course": frame.of(f"public-{course}"),
        "starts": frame.weekly(week, 3, weekday, ["eve"]),
        "open_to": {"categories": staff_categories(frame)}, "max_cohorts": 3,
    }  # fmt: skip
    if number % 2 == 0:
        platforms = [frame.of("county-cloud")] + ([frame.of("province-online")] if number % 4 == 0 else [])
        return data | {"deliveries": ["online"], "platforms": platforms}
    return data | {"venues": [frame.of(("culture-hall", "college")[number % 4 // 2])]}


def field_session(frame: Frame, number: int, skill: str, shape: str, week: int) -> Json:
    """Return a session of a field: a weekend half or full day, an evening, or an evening online."""
    category = FIELDS[skill][0]
    data: Json = {"id": frame.now(f"open-{number + 1:02d}-{category}-{shape}")}
    selector: Json = {"open_to": {"categories": [frame.now(category)]}, "max_cohorts": 3}
    venues = [frame.of(venue) for venue in FIELD_VENUES[skill]]
    saturday = 5
    if shape == "weekend":
        data |= {"course": frame.of(f"{skill}-half-day"), "starts": frame.weekly(week, 3, saturday, AM_PM)}
    elif shape == "full-day":
        data |= {"course": frame.of(f"{skill}-full-day"), "length_periods": 2}
        data |= {"starts": frame.weekly(week, 3, saturday, ["am"])}
    else:
        weekday = (0, 1, 2, 3)[number % 4]
        data |= {"course": frame.of(f"{skill}-evening"), "starts": frame.weekly(week, 3, weekday, ["eve"])}
    if shape == "online":
        data |= {"deliveries": ["online"], "platforms": [frame.of("county-cloud")]}
    else:
        data |= {"venues": venues}
    return data | selector
