"""Whom city and province lend a county: the city on weekdays, the province two days a term."""

from common import Json, text
from frame import Frame

from edusched.generate.ground import AM_PM
from edusched.generate.instructors import CITY


def upper_libraries(province_days: list[tuple[str, str]]) -> list[Json]:
    """Return the libraries of city and province with their lending windows."""
    lent = [{"first_day": first, "last_day": last, "periods": AM_PM} for first, last in province_days]
    return [
        {"id": "city-library", "name": "市师资库", "region": "sanming", "level": "city",
         "available": [{"weekdays": ["mon", "tue", "wed", "thu", "fri"]}]},
        {"id": "province-library", "name": "省师资库", "region": "fujian", "level": "province",
         "available": lent},
    ]  # fmt: skip


def lent_instructors(frame: Frame) -> list[Json]:
    """Return whom city and province lend: city people at most 20 hours each, 40 together."""
    found = []
    for key, (name, skills) in CITY.items():
        known = {frame.of(skill): grade for skill, grade in skills.items()}
        if frame.neighbour is not None:
            known |= {frame.neighbour + skill: grade for skill, grade in skills.items()}
        found.append(
            {"id": frame.of(key), "name": name, "library": "city-library", "engagement": "part_time",
             "competences": known, "home": "sanming",
             "limits": {"max_teaching_hours_per_year": 20 * frame.terms},
             "fee_fen_per_teaching_hour": 24_000}
        )  # fmt: skip
    found.append(
        {"id": frame.of("jiang-tao"), "name": "江涛", "library": "province-library", "engagement": "joint",
         "competences": {frame.of("theory"): 5, frame.of("rural-economy"): 4}, "home": "fujian",
         "fee_fen_per_teaching_hour": 40_000}
    )  # fmt: skip
    return found


def province_days(frames: list[Frame]) -> list[tuple[str, str]]:
    """Return the two days a term on which the province lends: Wednesday and Thursday of week 6."""
    days = sorted({(frame.term.day(6, 2), frame.term.day(6, 3)) for frame in frames})
    return [(text(first), text(last)) for first, last in days]
