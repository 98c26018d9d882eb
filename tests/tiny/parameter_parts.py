"""Parts of parameters that many rules share: whom they mean, what counts, which year."""

from typing import Any

from tests.tiny.draw import Draw
from tests.tiny.instances import FLAGS, SUBJECTS

Data = dict[str, Any]


def ids(data: Data, kind: str) -> list[str]:
    """Return the ids of a list of the instance."""
    return [item["id"] for item in data[kind]]


def cohorts(draw: Draw, data: Data) -> Data:
    """Return parameter ``cohorts``, or nothing: all of them."""
    selector: Data = draw.maybe(0.25, "ids", draw.some(ids(data, "cohorts")))
    selector |= draw.maybe(0.1, "categories", draw.some(("secretary", "staff")))
    selector |= draw.maybe(0.1, "regions", draw.some(("county", "east", "north")))
    selector |= draw.maybe(0.1, "has_event", "joined_on")
    for kind in ("region", "unit"):
        if any("flags" in thing for thing in data[f"{kind}s"]):
            selector |= draw.maybe(0.25, f"{kind}_flags", draw.some(FLAGS))
    return {"cohorts": selector} if selector else {}


def instructors(draw: Draw, data: Data) -> Data:
    """Return parameter ``instructors``, or nothing: all of them."""
    selector: Data = draw.maybe(0.3, "ids", draw.some(ids(data, "instructors")))
    selector |= draw.maybe(0.1, "engagements", draw.some(("full_time", "part_time", "volunteer", "joint"), 2))
    selector |= draw.maybe(0.1, "libraries", ["county-library"])
    selector |= draw.maybe(0.1, "sources", draw.some(("official", "expert"), 1))
    return {"instructors": selector} if selector else {}


def counted(draw: Draw, data: Data) -> Data:
    """Return parameter ``counted``, or nothing: everything counts."""
    found: Data = draw.maybe(0.2, "subject_classes", draw.some(SUBJECTS, 2))
    found |= draw.maybe(0.15, "tags", draw.some(("core", "extra")))
    found |= draw.maybe(0.1, "venue_kinds", draw.some(("party_school", "hall", "college"), 2))
    found |= draw.maybe(0.1, "min_level", draw.one(("township", "county")))
    found |= draw.maybe(0.1, "courses", draw.some(ids(data, "courses"), 2))
    found |= draw.maybe(0.05, "methods", draw.some(("lecture", "seminar"), 1))
    if data.get("programmes"):
        found |= draw.maybe(0.1, "programmes", draw.some(ids(data, "programmes"), 1))
    found |= draw.maybe(0.15, "deliveries", draw.some(("in_person", "mobile", "online"), 2))
    return {"counted": found} if found else {}


def period(draw: Draw) -> Data:
    """Return parameter ``period``, or nothing: the calendar year."""
    return draw.maybe(0.6, "period", draw.one(("calendar_year", "school_year", "horizon")))
