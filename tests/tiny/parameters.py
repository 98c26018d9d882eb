"""Parameters of every rule of the catalogue, drawn for a tiny instance."""

from collections.abc import Callable
from datetime import date, timedelta
from random import Random
from typing import Any

from tests.tiny.draw import Draw
from tests.tiny.instances import HOURS, SUBJECTS
from tests.tiny.parameter_parts import cohorts as _cohorts
from tests.tiny.parameter_parts import counted as _counted
from tests.tiny.parameter_parts import ids as _ids
from tests.tiny.parameter_parts import instructors as _instructors
from tests.tiny.parameter_parts import period as _period
from tests.tiny.parameters_content import CONTENT
from tests.tiny.parameters_coverage import COVERAGE
from tests.tiny.parameters_delivery import DELIVERY
from tests.tiny.parameters_money import MONEY
from tests.tiny.parameters_organisations import ORGANISATIONS
from tests.tiny.parameters_quotas import QUOTAS
from tests.tiny.parameters_staffing import STAFFING
from tests.tiny.parameters_windows import WINDOW_SAMPLERS

Data = dict[str, Any]
Sampler = Callable[[Draw, Data], Data]


def random_parameters(rng: Random, rule: str, data: Data) -> Data:
    """Return parameters of a rule that suit an instance."""
    return SAMPLERS[rule](Draw(rng), data)


def _none(draw: Draw, data: Data) -> Data:
    return {}


def _study_hours(draw: Draw, data: Data) -> Data:
    found = _cohorts(draw, data) | _counted(draw, data) | _period(draw)
    found |= draw.maybe(0.15, "contract_from", draw.one(("joined_on", "moved_on")))
    what = draw.one(("hours", "hours or days", "days", "hours", "maximum", "hours or days"))
    if what in {"hours", "hours or days"}:
        found["min_study_hours"] = draw.one((0.5, 1, 2.01, 3, 4.5, 6))
        shares = [(1, 3), (1, 2), (0, 1), (2, 3), (1, 1)]
        caps = [(subject, *draw.one(shares)) for subject in draw.some(SUBJECTS, 1, 2)]
        found |= draw.maybe(
            0.6, "caps", [{"subject_class": s, "numerator": n, "denominator": d} for s, n, d in caps]
        )
    if what in {"days", "hours or days"}:
        found["min_days"] = draw.number(1, 3)
        found |= draw.maybe(0.6, "hours_per_day", draw.one((1, 2, 0.5)))
    if what == "maximum" or draw.chance(0.3):
        found["max_study_hours"] = draw.one((0, 0.5, 1, 2, 4, 6))
    return found


def _deadline(draw: Draw, data: Data) -> Data:
    event = draw.one(("joined_on", "moved_on"))
    found: Data = {"event": event, "min_study_hours": draw.one(HOURS), "within_days": draw.number(0, 4)}
    if draw.chance(0.25):
        found["within_days"] = draw.number(364, 368)
    found |= draw.maybe(0.3, "side", draw.one(("before", "after", "before")))
    return found | _cohorts(draw, data) | _counted(draw, data)


def _tardiness(draw: Draw, data: Data) -> Data:
    found: Data = {"event": draw.one(("joined_on", "moved_on")), "min_study_hours": draw.one(HOURS[1:])}
    found["within_days"] = draw.number(360, 366) if draw.chance(0.4) else draw.number(0, 3)
    return found | _cohorts(draw, data) | _counted(draw, data)


def _rotation_once(draw: Draw, data: Data) -> Data:
    first = date.fromisoformat(data["calendar"]["first_day"])
    programmes = _ids(data, "programmes")
    past = [
        date.fromisoformat(e["on"]) for c in data["cohorts"] for e in c.get("history", []) if "programme" in e
    ]
    start = draw.one((date(2026, 1, 1), first, first + timedelta(days=1), first - timedelta(days=400), *past))
    end = draw.one((date(2027, 12, 31), first + timedelta(days=2), first + timedelta(days=1), *past))
    found: Data = {"first_day": start.isoformat(), "last_day": max(start, end).isoformat()}
    return found | {"programmes": draw.some(programmes)} | _cohorts(draw, data)


def _subject_share(draw: Draw, data: Data) -> Data:
    numerator, denominator = draw.one(((1, 3), (1, 2), (2, 3), (0, 1), (1, 1), (1, 4)))
    found: Data = {"numerator": numerator, "denominator": denominator}
    part = _counted(draw, data).get("counted") if draw.chance(0.5) else None
    found |= {"part": part} if part else {"subject_class": draw.one(SUBJECTS)}
    found |= draw.maybe(0.5, "side", draw.one(("at_least", "at_most")))
    return found | _cohorts(draw, data) | _counted(draw, data) | _period(draw)


def _rotation_share(draw: Draw, data: Data) -> Data:
    found = draw.maybe(0.7, "max_share_percent", draw.one((0, 10, 25, 33, 50, 99, 100)))
    return found | draw.maybe(0.2, "units", draw.some(_ids(data, "units")))


def _instructor_hours(draw: Draw, data: Data) -> Data:
    found = draw.maybe(0.5, "max_teaching_hours_per_day", draw.one((1, 1.5, 2.99, 3, 5)))
    found |= draw.maybe(0.5, "max_teaching_hours_per_week", draw.one((2, 3, 4.5, 6)))
    found |= draw.maybe(0.5, "max_teaching_hours_per_year", draw.one((2, 3, 6, 8)))
    return found | _instructors(draw, data)


def _guaranteed_hours(draw: Draw, data: Data) -> Data:
    found = draw.maybe(0.8, "min_teaching_hours_per_year", draw.one((0.5, 1.5, 2, 3)))
    return found | _instructors(draw, data)


def _consecutive_days(draw: Draw, data: Data) -> Data:
    return draw.maybe(0.97, "max_consecutive_days", draw.one((1, 1, 1, 2, 3))) | _instructors(draw, data)


def _rest(draw: Draw, data: Data) -> Data:
    hours = draw.one((11.5, 12, 15.5, 15.51, 15.6, 17, 19, 21, 21.2, 24, 30, 30, 34))
    return draw.maybe(0.95, "min_rest_hours", hours) | _instructors(draw, data)


def _load_fairness(draw: Draw, data: Data) -> Data:
    return draw.maybe(0.9, "step_teaching_hours", draw.one((1, 1.5, 2, 3, 0.75))) | _instructors(draw, data)


def _sessions_run(draw: Draw, data: Data) -> Data:
    found = draw.maybe(0.6, "mandatory_only", draw.chance(0.3))
    return found | (_cohorts(draw, data) if draw.chance(0.4) else {})


def _load_range(draw: Draw, data: Data) -> Data:
    return draw.maybe(0.3, "count", "bookings") | _instructors(draw, data)


def _spread_days(draw: Draw, data: Data) -> Data:
    courses = draw.some(_ids(data, "courses"), 2)
    return {"min_days": {course: draw.one((1, 2, 1, 3)) for course in courses}} | _cohorts(draw, data)


def _isolated_sessions(draw: Draw, data: Data) -> Data:
    return _cohorts(draw, data)


def _room_stability(draw: Draw, data: Data) -> Data:
    return draw.maybe(0.3, "courses", draw.some(_ids(data, "courses"), 2)) | _cohorts(draw, data)


WANTED = {
    "tags": ("core", "extra"),
    "methods": ("lecture", "seminar"),
    "subject_classes": SUBJECTS,
    "deliveries": ("in_person", "mobile", "online"),
}


def _variety(draw: Draw, data: Data) -> Data:
    kinds = draw.one(tuple(sorted(WANTED)))
    found: Data = {"kinds": kinds, "wanted": draw.some(WANTED[kinds], 1)}
    found |= draw.maybe(0.4, "min_kinds", draw.number(1, 2))
    if draw.chance(0.5):
        return found | {"of": "cohorts"} | _cohorts(draw, data) | _period(draw)
    if data.get("programmes"):
        found |= draw.maybe(0.2, "programmes", draw.some(_ids(data, "programmes"), 1))
    return found | _counted(draw, data)


def _fees(draw: Draw, data: Data) -> Data:
    kinds = draw.some(("full_time", "part_time", "volunteer", "joint"), 0)
    return {"fee_fen_per_teaching_hour": {kind: draw.one((0, 1, 100, 20001)) for kind in kinds}}


def _travel_cost(draw: Draw, data: Data) -> Data:
    found = draw.maybe(0.7, "fen_per_km", draw.one((0, 1, 3, 150)))
    found |= draw.maybe(0.6, "per", draw.one(("booking", "day", "booking")))
    return found | draw.maybe(0.5, "ways", draw.one((1, 2)))


def _mobile_cost(draw: Draw, data: Data) -> Data:
    found = draw.maybe(0.6, "fen_per_km", draw.one((0, 1, 7, 200)))
    found |= draw.maybe(0.6, "fen_per_night", draw.one((1, 12000)))
    return found | draw.maybe(0.6, "fen_per_stop", draw.one((1, 500)))


def _person_travel(draw: Draw, data: Data) -> Data:
    found = draw.maybe(0.3, "persons", draw.some(("instructors", "cohorts"), 1, 1))
    return found | draw.maybe(0.5, "margin_minutes", draw.one((1, 15, 100, 130, 300)))


def _mobile_crew(draw: Draw, data: Data) -> Data:
    skills = sorted({skill for i in data["instructors"] for skill in i.get("competences", {})})
    asked = {draw.one(skills): draw.one((1, 2, 3, 4))} if skills else {}
    return draw.maybe(0.3, "min_crew", 2) | draw.maybe(0.4, "competences", asked)


def _nights_away(draw: Draw, data: Data) -> Data:
    first = date.fromisoformat(data["calendar"]["first_day"])
    days = {(first + timedelta(days=draw.number(0, 3))).isoformat() for _ in range(2)}
    return draw.maybe(0.5, "home_by", sorted(days))


SAMPLERS: dict[str, Sampler] = {
    "session_shape": _none,
    "instructor_overlap": _none,
    "cohort_overlap": _none,
    "room_overlap": _none,
    "platform_seats": _none,
    "instructor_availability": _none,
    "cohort_availability": _none,
    "place_availability": _none,
    "competence": _none,
    "venue_fit": _none,
    "place_capacity": _none,
    "person_travel": _person_travel,
    "mobile_tour": _none,
    "nights_away": _nights_away,
    "mobile_crew": _mobile_crew,
    "programme_order": _none,
    "programme_block": _none,
    "programme_attendance": _none,
    "mandatory_sessions": _none,
    "study_hours": _study_hours,
    "deadline": _deadline,
    "tardiness": _tardiness,
    "rotation_once": _rotation_once,
    "subject_share": _subject_share,
    "rotation_share": _rotation_share,
    "instructor_hours": _instructor_hours,
    "guaranteed_hours": _guaranteed_hours,
    "consecutive_days": _consecutive_days,
    "rest": _rest,
    "sessions_run": _sessions_run,
    "load_fairness": _load_fairness,
    "load_range": _load_range,
    "spread_days": _spread_days,
    "isolated_sessions": _isolated_sessions,
    "room_stability": _room_stability,
    "variety": _variety,
    "fees": _fees,
    "travel_cost": _travel_cost,
    "venue_cost": _none,
    "mobile_cost": _mobile_cost,
    **WINDOW_SAMPLERS,
    **CONTENT,
    **COVERAGE,
    **STAFFING,
    **QUOTAS,
    **DELIVERY,
    **MONEY,
    **ORGANISATIONS,
}
"""One a rule; a test fails when a rule of the catalogue has none."""
