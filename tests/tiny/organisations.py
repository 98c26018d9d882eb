"""Organisations of a tiny instance, and the sessions they run or provide."""

from collections.abc import Callable
from typing import Any

from tests.tiny.draw import Draw

Data = dict[str, Any]

NAMES = ("farming", "uni", "league")
KINDS = ("department", "university", "association")


def organisation(draw: Draw, name: str, tight: float) -> Data:
    """Return an organisation with some of its limits."""
    found: Data = {"id": name, "kind": draw.one(KINDS), "region": draw.one(("county", "east"))}
    found |= draw.maybe(0.7, "rating", draw.one((1, 2.7, 3, 3.5, 5)))
    found |= draw.maybe(tight, "sessions_at_once", draw.number(1, 2))
    found |= draw.maybe(tight, "seats_per_month_persons", draw.number(0, 12))
    return found | draw.maybe(0.5, "notice_days", draw.number(0, 7))


def take_part(draw: Draw, data: Data, often: float) -> None:
    """Let organisations run or provide sessions, and others ask for notice."""
    for session in data["sessions"]:
        names = draw.some([o["id"] for o in data["organisations"]])
        session.update(draw.maybe(often, "co_organisers", names))
        session.update(draw.maybe(often, "provider", draw.one(names)))
        partners = sorted({*session.get("co_organisers", []), *filter(None, [session.get("provider")])})
        if partners and draw.chance(0.2):
            shares = dict.fromkeys(partners, 0) | {partners[0]: 100}
            session["cost_shares"] = shares
    for thing in (*data["venues"], *data["libraries"]):
        thing.update(draw.maybe(0.6, "notice_days", draw.number(0, 7)))


def lend(draw: Draw, data: Data, often: float, patterns: Callable[[], list[Data]]) -> None:
    """Let libraries lend on terms, several regions employ an instructor, instructors promise nothing."""
    for library in data["libraries"]:
        terms = {}
        for level in draw.some(("county", "township", "village")):
            some = draw.maybe(0.7, "available", patterns())
            terms[level] = some | draw.maybe(0.7, "fee_fen_per_teaching_hour", draw.one((1, 77, 9999)))
        library.update(draw.maybe(often, "lending", terms))
    for person in data["instructors"]:
        regions = draw.some(("county", "east", "north", "hill"), 1, 3)
        person.update(draw.maybe(often, "employers", {r: draw.number(0, 33) for r in regions}))
        person.update(draw.maybe(often, "provisional", patterns()))
        if draw.chance(often):
            hours = draw.one((2, 3, 4.5))
            person["limits"] = person.get("limits", {}) | {"max_teaching_hours_per_month": hours}
