"""Parameters of the rules on money, drawn for a tiny instance."""

from collections.abc import Callable

from tests.tiny.draw import Draw
from tests.tiny.instances import OFFICES, Data
from tests.tiny.parameter_parts import cohorts, counted, ids, period

SOURCES = ("public", "employer", "donation", "learner")
AMOUNTS = (0, 500, 8000, 20000, 30001, 60000, 90000)


def _none(draw: Draw, data: Data) -> Data:
    return {}


def _selector(draw: Draw, data: Data, given: float) -> Data:
    """Return a spending selector; what it asks for is there, or none at all."""
    if not draw.chance(given):
        return {}
    found: Data = counted(draw, data)
    projects = sorted({s["project"] for s in data["sessions"] if "project" in s})
    if projects:
        found |= draw.maybe(0.3, "projects", draw.some(projects))
    if any("organiser" in s for s in data["sessions"]):
        found |= draw.maybe(0.3, "organisers", draw.some(OFFICES, 1, 2))
    return found | (cohorts(draw, data) if draw.chance(0.4) else {})


def _given(name: str, selector: Data) -> Data:
    return {name: selector} if selector else {}


def _read(draw: Draw, data: Data) -> Data:
    names = ids(data["policy"], "rules") if data["policy"].get("rules") else []
    found = draw.maybe(0.25, "costs", draw.some(names)) if names else {}
    return found | period(draw)


def _source(draw: Draw, name: str) -> Data:
    source: Data = {"source": name, "amount_fen": draw.one(AMOUNTS)}
    if draw.chance(0.25):
        rate = draw.one((150, 250, 1500, 9999))
        source = {"source": name, "base_fen": draw.one((2_000_000, 33_333)), "rate_per_10_000": rate}
    labels = draw.some(("2026", "2026-2027", "plan"))
    return source | draw.maybe(0.2, "by_year", {label: draw.one(AMOUNTS) for label in labels})


def _budget(draw: Draw, data: Data) -> Data:
    sources = [_source(draw, name) for name in draw.some(SOURCES, 1, 3)]
    if draw.chance(0.3):
        shares = {1: (100,), 2: draw.one(((90, 10), (33, 67))), 3: (60, 30, 10)}[len(sources)]
        sources = [s | {"share_percent": share} for s, share in zip(sources, shares, strict=True)]
    else:
        sources = [s | _given("earmark", _selector(draw, data, 0.5)) for s in sources]
    found: Data = {"sources": sources} | _read(draw, data)
    found |= _given("spending", _selector(draw, data, 0.4))
    payers = [x for x in data["units"] + data["regions"] if "allowed_sources" in x] or data["units"]
    found |= draw.maybe(0.4, "payer", draw.one([x["id"] for x in payers]))
    return found | draw.maybe(0.3, "min_spend_percent", draw.one((1, 33, 50, 100)))


def _budget_share(draw: Draw, data: Data) -> Data:
    found: Data = {"part": _selector(draw, data, 0.95)} | _read(draw, data)
    found |= _given("whole", _selector(draw, data, 0.3))
    what = draw.one(("least", "most", "both"))
    if what != "most":
        found["min_percent"] = draw.one((1, 30, 50, 100))
    if what != "least":
        found["max_percent"] = draw.one((0, 30, 50, 99))
    return found


def _learner_fee(draw: Draw, data: Data) -> Data:
    found: Data = {"max_fen_per_person_hour": draw.one((0, 30, 100, 500, 2000, 7500))} | _read(draw, data)
    found |= _given("spending", _selector(draw, data, 0.4))
    return found | draw.maybe(0.7, "share_percent", draw.one((1, 10, 50, 99)))


MONEY: dict[str, Callable[[Draw, Data], Data]] = {
    "session_price": _none,
    "price_for_quality": counted,
    "budget": _budget,
    "budget_share": _budget_share,
    "learner_fee": _learner_fee,
}
