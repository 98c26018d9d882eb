"""Courses of a county. A half day of three clock hours credits four study hours, an evening three."""

from edusched.generate.ground import FIELDS, Ground, Json

# Course, subject class, competences of the lecturer. The theory comes first, the other modules in any order.
SECRETARY_COURSES: tuple[tuple[str, str, dict[str, int]], ...] = (
    ("theory", "theory", {"theory": 3}),
    ("party-history", "theory", {"theory": 3}),
    ("rural-policy", "theory", {"theory": 3}),
    ("party-building", "theory", {"party-building": 2}),
    ("governance", "skill", {"governance": 2}),
    ("discipline", "theory", {"discipline": 2}),
    ("rural-economy", "skill", {"rural-economy": 2}),
    ("mass-work", "skill", {"mass-work": 2}),
    ("digital-village", "skill", {"digital": 2}),
    ("site-visit", "skill", {"site-teaching": 2}),
)
NEW_MEMBER_COURSES: tuple[tuple[str, str, dict[str, int]], ...] = (
    ("charter", "theory", {"theory": 2}),
    ("party-history", "theory", {"theory": 2}),
    ("discipline", "theory", {"discipline": 2}),
    ("duties", "theory", {"party-building": 2}),
    ("service", "skill", {"mass-work": 2}),
    ("review", "theory", {"party-building": 3}),
)
PUBLIC_COURSES: dict[str, dict[str, int]] = {
    "ethics": {"public-course": 2},
    "law": {"governance": 2},
    "digital-office": {"digital": 2},
}
HOURS = {"evening": 3, "half-day": 4, "full-day": 8}


def needs(frame: Ground, skills: dict[str, int], role: str = "lecturer") -> Json:
    """Return one instructor in a role with competences."""
    wanted = {frame.of(skill): grade for skill, grade in skills.items()}
    return {"role": role, "count": 1, "competences": wanted}


def courses(frame: Ground) -> list[Json]:
    """Return all courses of the county."""
    found: list[Json] = []
    for name, subject, skills in SECRETARY_COURSES:
        visit = name == "site-visit"
        place: Json = {"kinds": ["practice_site"], "min_level": "county"} if visit else {
            "kinds": ["party_school"], "min_level": "county", "features": ["lecture-hall"],
        }  # fmt: skip
        method = "site_visit" if visit else "lecture"
        found.append(course(frame, f"sec-{name}", subject, 4, method, [needs(frame, skills)], place))
    for name, subject, skills in NEW_MEMBER_COURSES:
        seminar: Json = {"features": ["seminar-tables"]}
        found.append(course(frame, f"new-{name}", subject, 4, "seminar", [needs(frame, skills)], seminar))
    for name, skills in PUBLIC_COURSES.items():
        found.append(course(frame, f"public-{name}", "public", 3, "lecture", [needs(frame, skills)], {}))
    for skill in FIELDS:
        for length, hours in HOURS.items():
            lecturer = [needs(frame, {skill: 2})]
            found.append(course(frame, f"{skill}-{length}", "professional", hours, "lecture", lecturer, {}))
    host = needs(frame, {"mobile-host": 1}, "host")
    screen: Json = {"features": ["screen"]}
    adviser = [needs(frame, {"agronomy": 2}), host]
    found.append(course(frame, "village-agronomy", "skill", 4, "mobile", adviser, screen))
    found.append(course(frame, "village-talk", "theory", 4, "mobile", [host], screen))
    return found


def course(
    frame: Ground, name: str, subject: str, hours: int, method: str, staff: list[Json], place: Json
) -> Json:
    """Return a course; a place that asks for nothing is left out."""
    data: Json = {
        "id": frame.of(name), "subject_class": subject, "method": method, "study_hours": hours,
        "staff": staff,
    }  # fmt: skip
    return data | {"place": place} if place else data
