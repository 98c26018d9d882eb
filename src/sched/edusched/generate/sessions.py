"""What a station teaches: classes with the week they may start in, still to be booked."""

from dataclasses import dataclass

from edusched.generate.courses import NEW_MEMBER_COURSES, PUBLIC_COURSES, SECRETARY_COURSES, courses
from edusched.generate.dice import Dice
from edusched.generate.ground import AM_PM, FIELD_CYCLE, FIELDS, SHAPES, Json
from edusched.generate.station import FARMING, WEEKS, Station

FIELD_VENUES: dict[str, tuple[str, ...]] = {
    "pedagogy": ("college",),
    "medicine": ("health-base", "college"),
    "agronomy": ("farm-base", "town-1-hall"),
    "finance": ("college",),
    "social-work": ("culture-hall",),
}
SATURDAY = 5
MOST_CHOICES = 8
"""Cohorts that an open session is open to: some of its field, one after another in turn."""
SCHOOL_OFFICES = 4
"""Training offices that share a party school of their city."""


@dataclass(frozen=True, slots=True)
class Plot:
    """Sessions that get their weeks together, and the programme they make if they are one.

    Attributes
    ----------
    rows
        Sessions without starts.
    when
        For each row, what its starts are in a week: periods, and the weekday if it is one of a week.
    week
        The first week to try.
    """

    rows: tuple[Json, ...]
    when: tuple[tuple[list[str], int | None], ...]
    week: int
    programme: Json | None = None

    def at(self, station: Station, week: int) -> list[Json]:
        """Return the sessions with the starts of a week."""
        return [
            row
            | {
                "starts": station.starts(week, periods)
                if day is None
                else station.weekly(week, day, periods)
            }
            for row, (periods, day) in zip(self.rows, self.when, strict=True)
        ]  # fmt: skip


def station_courses(station: Station) -> list[Json]:
    """Return the courses of a station, with the tags that the packs speak of."""
    found = courses(station)
    for item in found:
        name = item["id"].removeprefix(station.of(""))
        tags = ["concentrated"] if name.startswith(("sec-", "new-")) else []
        if item["subject_class"] == "theory":
            tags.append("theory")
        if item["method"] in ("site_visit", "mobile") or name == "new-service":
            tags.append("practice")
        if tags:
            item["tags"] = tags
    return found


def spread(station: Station, number: int, count: int, shift: int = 0) -> int:
    """Return the week of one of so many, spread over the year; stations do not all begin together."""
    return WEEKS[((2 * number + 1) * len(WEEKS) // (2 * count) + station.place + shift) % len(WEEKS)]


def blocks(station: Station) -> list[Plot]:
    """Return ten half days in a block of five working days for each secretaries' class."""
    found = []
    sites = [station.of(f"{site}-site") for site in station.sites]
    for k in range(station.mix.blocks):
        schools = [station.of("county-party-school")]
        if k % 3 == 1:
            schools.append(city_school_of(station))
        if k == 0 and station.place % 6 == 0:
            schools.append(f"{station.city[:2]}-party-school")
        rows = [
            {"id": station.of(f"sec-{k + 1}-{name}"), "course": station.of(f"sec-{name}"),
             "venues": sites if name == "site-visit" else schools, "organiser": station.county.code,
             "cohorts": [station.of(f"secretaries-{k + 1}")]}
            for name, _, _ in SECRETARY_COURSES
        ]  # fmt: skip
        ids = [row["id"] for row in rows]
        programme: Json = {
            "id": station.of(f"secretaries-class-{k + 1}"), "name": f"村党组织书记轮训第{k + 1}班",
            "sessions": ids, "order": [[ids[0], other] for other in ids[1:]], "block_days": 5,
            "same_venue": True, "free_sessions": [ids[-1]],
        }  # fmt: skip
        found.append(_plot(rows, spread(station, k, station.mix.blocks), programme))
    return found


def batches(station: Station) -> list[Plot]:
    """Return six half days for each batch of new members: the charter first, the review last."""
    found = []
    for k in range(station.mix.batches):
        rows = [
            {"id": station.of(f"new-{k + 1}-{name}"), "course": station.of(f"new-{name}"),
             "venues": [station.of("county-party-school")], "organiser": station.county.code,
             "cohorts": [station.of(f"new-members-{k + 1}")]}
            for name, _, _ in NEW_MEMBER_COURSES
        ]  # fmt: skip
        ids = [row["id"] for row in rows]
        order = [[ids[0], other] for other in ids[1:-1]] + [[other, ids[-1]] for other in ids[1:-1]]
        programme: Json = {
            "id": station.of(f"new-members-class-{k + 1}"), "name": f"new members' class {k + 1}",
            "sessions": ids, "order": order,
        }  # fmt: skip
        found.append(_plot(rows, spread(station, k, station.mix.batches, 2), programme))
    return found


def visits(station: Station, cohorts: list[Json]) -> list[Plot]:
    """Return one stop of a mobile classroom in each village: farming in the morning, talks after noon."""
    found = []
    for k, cohort in enumerate(cohorts):
        farming = k % 2 == 0
        row: Json = {
            "id": station.of(f"visit-{k + 1}"), "deliveries": ["mobile"],
            "course": station.of("village-agronomy" if farming else "village-talk"),
            "sites": [cohort["region"]], "mobile_units": mobile_unit_ids(station),
            "cohorts": [cohort["id"]], "organiser": station.county.code,
        }  # fmt: skip
        week = spread(station, k, len(cohorts), 4)
        found.append(Plot((row,), ((["am"] if farming else ["pm"], None),), week))
    return found


def day_classes(station: Station, staff: dict[str, list[Json]]) -> list[Plot]:
    """Return half days for one or two given cohorts of professional staff."""
    found, skills = [], list(FIELDS)
    for k in range(station.mix.day_classes):
        skill = skills[k % len(skills)]
        cohorts = staff[skill]
        turn = 2 * (k // len(skills))
        mine = sorted({cohorts[(turn + step) % len(cohorts)]["id"] for step in (0, 1)})
        row: Json = {
            "id": station.of(f"day-{k + 1}-{FIELDS[skill][0]}"), "course": station.of(f"{skill}-half-day"),
            "venues": [station.of(venue) for venue in FIELD_VENUES[skill]], "cohorts": mine,
            "organiser": station.county.code,
        }  # fmt: skip
        found.append(_plot([row], spread(station, k, station.mix.day_classes, 7)))
    return found


def open_sessions(station: Station, staff: dict[str, list[Json]]) -> list[Plot]:
    """Return evening, weekend and online sessions: who attends is a decision, seats are few."""
    dice = Dice(f"{station.seed}/open")
    ids = {skill: [cohort["id"] for cohort in cohorts] for skill, cohorts in staff.items()}
    skills, found = list(staff), []
    for k in range(station.mix.open_sessions):
        data: Json = {"organiser": station.county.code, "max_cohorts": 3}
        week = spread(station, (5 * k) % station.mix.open_sessions, station.mix.open_sessions, dice.below(3))
        if k % 3 == 2:
            course = list(PUBLIC_COURSES)[(k // 3) % len(PUBLIC_COURSES)]
            data |= {"id": station.of(f"public-{k + 1}"), "course": station.of(f"public-{course}")}
            two = [skills[(k // 3 + step) % len(skills)] for step in (0, 1)]
            few = [name for skill in two for name in _in_turn(ids[skill], k // 6, MOST_CHOICES // 2)]
            data |= {"open_to": {"ids": few}}
            data |= _evening(station, k // 3, "culture-hall")
            found.append(Plot((data,), ((["eve"], dice.between(1, 3)),), week))
            continue
        done = k - k // 3
        skill = FIELD_CYCLE[done % len(FIELD_CYCLE)]
        shape = SHAPES[(done + done // len(FIELD_CYCLE)) % len(SHAPES)]
        length = {"weekend": "half-day", "full-day": "full-day"}.get(shape, "evening")
        few = _in_turn(ids[skill], done // len(FIELD_CYCLE), MOST_CHOICES)
        data |= {"id": station.of(f"open-{k + 1}-{FIELDS[skill][0]}"),
                 "course": station.of(f"{skill}-{length}"), "open_to": {"ids": few}}  # fmt: skip
        if shape == "online":
            data |= {"deliveries": ["online"], "platforms": [station.of("county-cloud")]}
        else:
            data["venues"] = [station.of(venue) for venue in FIELD_VENUES[skill]]
        if shape == "full-day":
            data["length_periods"] = 2
        periods = {"weekend": AM_PM, "full-day": ["am"]}.get(shape, ["eve"])
        weekday = SATURDAY if shape in ("weekend", "full-day") else (0, 1, 2, 3)[done % 4]
        found.append(Plot((data,), ((periods, weekday),), week))
    return found


def city_school_of(station: Station) -> str:
    """Return the city's party school that a station shares with others of the city."""
    return f"{station.city}-party-school-{station.turn // SCHOOL_OFFICES + 1}"


def mobile_unit_ids(station: Station) -> list[str]:
    """Return the mobile units of a station: one where few villages are visited."""
    names = ("bus-red", "bus-green")
    return [station.of(name) for name in names[: 1 if station.mix.visits < 4 else 2]]


def farming_windows() -> list[Json]:
    """Return the named windows of the calendar: farming seasons, and training seasons of the packs."""
    seasons = {**FARMING, "spring_training": ("2026-03-02", "2026-04-15"),
               "winter_training": ("2026-12-01", "2026-12-31")}  # fmt: skip
    return [
        {"id": name, "ranges": [{"first": first, "last": last}]} for name, (first, last) in seasons.items()
    ]


def _plot(rows: list[Json], week: int, programme: Json | None = None) -> Plot:
    return Plot(tuple(rows), ((AM_PM, None),) * len(rows), week, programme)


def _in_turn(names: list[str], turn: int, most: int) -> list[str]:
    """Return some of the names, other ones in another turn."""
    first = turn * most % len(names)
    return [*names[first:], *names[:first]][:most]


def _evening(station: Station, number: int, venue: str) -> Json:
    if number % 2:
        return {"venues": [station.of(venue), station.of("college")]}
    platforms = ["county-cloud", "province-online"] if number % 4 == 0 else ["county-cloud"]
    return {"deliveries": ["online"], "platforms": [station.of(name) for name in platforms]}
