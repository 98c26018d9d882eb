"""Parameters of the rules on frequencies, windows and order in time."""

from tests.tiny.draw import Draw
from tests.tiny.instances import SITES
from tests.tiny.parameter_parts import Data, cohorts, counted, ids, instructors, period


def _windows(draw: Draw, data: Data) -> list[str]:
    return draw.some(ids(data["calendar"], "windows"))


def _frequency(draw: Draw, data: Data) -> Data:
    found: Data = draw.maybe(0.7, "min_days", draw.one((1, 2, 0, 2, 3)))
    found |= draw.maybe(0.8, "min_gap_days", draw.one((3, 14, 2, 7, 1)))
    found |= period(draw)
    if draw.chance(0.5):
        found |= counted(draw, data)
    if draw.chance(0.35):
        return found | {"of": "sites"} | draw.maybe(0.5, "sites", draw.some(SITES))
    return found | draw.maybe(0.2, "of", "cohorts") | cohorts(draw, data)


def _season(draw: Draw, data: Data) -> Data:
    return {"windows": _windows(draw, data)} | counted(draw, data)


def _teaching_days(draw: Draw, data: Data) -> Data:
    what = draw.one(("max", "min", "both"))
    found: Data = {} if what == "min" else {"max_days": draw.one((1, 0, 1, 2))}
    found |= {} if what == "max" else {"min_days": draw.one((1, 2, 0, 3))}
    found |= draw.maybe(0.4, "windows", _windows(draw, data))
    return found | instructors(draw, data) | period(draw)


def _waves(draw: Draw, data: Data) -> Data:
    names = draw.shuffled(ids(data, "cohorts"))
    waves: list[Data] = [{"ids": [name]} for name in names[: draw.one((2, 3))]]
    if draw.chance(0.15):
        waves[0] = {"ids": names[:2]}
    if draw.chance(0.2):
        waves[-1] = draw.one(({"categories": ["staff"]}, {"regions": ["east"]}, {}))
    found: Data = {"waves": waves} | draw.maybe(0.7, "min_gap_days", draw.one((1, 0, 2, 3)))
    return found | counted(draw, data)


WINDOW_SAMPLERS = {
    "frequency": _frequency,
    "season": _season,
    "teaching_days": _teaching_days,
    "waves": _waves,
}
