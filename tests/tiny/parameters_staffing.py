"""Parameters of the rules on who teaches whom, drawn for a tiny instance."""

from collections.abc import Callable

from tests.tiny.draw import Draw
from tests.tiny.instances import Data
from tests.tiny.parameter_parts import ids, period

LEVELS = ("county", "township", "village")


def _group(draw: Draw, data: Data) -> Data:
    """Return a selector of instructors."""
    selector: Data = draw.maybe(0.6, "ids", draw.some(ids(data, "instructors"), 1, 2))
    selector |= draw.maybe(
        0.25, "engagements", draw.some(("full_time", "part_time", "volunteer", "joint"), 2)
    )
    selector |= draw.maybe(0.2, "competences", {draw.one(("theory", "skill")): draw.number(1, 3)})
    return selector | draw.maybe(0.1, "libraries", ["county-library"])


def _lending_quota(draw: Draw, data: Data) -> Data:
    found: Data = {"library": draw.one(ids(data, "libraries"))}
    found |= {"max_teaching_hours": draw.one((0, 1.5, 2.99, 3, 4.5))}
    found |= draw.maybe(0.5, "borrowers", draw.some(("county", "east", "north", "hill"), 1, 3))
    return found | period(draw)


def _teaching_mix(draw: Draw, data: Data) -> Data:
    percents = (0, 33, 50, 50, 60, 100)
    found: Data = {"part": _group(draw, data)} | draw.maybe(0.4, "whole", _group(draw, data)) | period(draw)
    found |= draw.maybe(0.5, "max_percent", draw.one(percents))
    return found | draw.maybe(0.5 if "max_percent" in found else 1.0, "min_percent", draw.one(percents))


def _mentor_pairing(draw: Draw, data: Data) -> Data:
    mentors: Data = {"ids": draw.some(ids(data, "instructors"), 1, 1)}
    if draw.chance(0.3):
        mentors = _group(draw, data)
    return {"learners": _group(draw, data), "mentors": mentors}


def _learner_overlap(draw: Draw, data: Data) -> Data:
    return {}


def _duty(draw: Draw, data: Data) -> Data:
    return {"may_train": {office: draw.some(LEVELS, 0) for office in draw.some(LEVELS, 2)}}


STAFFING: dict[str, Callable[[Draw, Data], Data]] = {
    "lending_quota": _lending_quota,
    "teaching_mix": _teaching_mix,
    "mentor_pairing": _mentor_pairing,
    "learner_overlap": _learner_overlap,
    "duty": _duty,
}
