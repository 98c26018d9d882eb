"""Organisations of a tiny instance, and the sessions they run or provide."""

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
