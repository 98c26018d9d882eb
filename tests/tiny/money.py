"""The money of a tiny instance: cost rules for a budget to read, and who may use which source."""

from typing import Any

from tests.tiny.draw import Draw

Data = dict[str, Any]


def cost_rules(draw: Draw, data: Data, chance: float) -> Data:
    """Return cost rules, each with a chance; say at times which money a region or unit may use."""
    if not chance:
        return {}
    for thing in (*data["regions"], *data["units"]):
        thing.update(draw.maybe(0.3, "allowed_sources", draw.some(("public", "employer", "learner"))))
    fees = {kind: draw.one((0, 6001, 24000)) for kind in draw.some(("full_time", "part_time", "joint"))}
    every: list[Data] = [
        {"id": "rooms", "rule": "venue_cost"},
        {"id": "prices", "rule": "session_price"},
        {"id": "pay", "rule": "fees", "parameters": {"fee_fen_per_teaching_hour": fees}},
        {"id": "trips", "rule": "travel_cost", "parameters": {"per": draw.one(("day", "booking"))}},
        {"id": "drive", "rule": "mobile_cost", "parameters": {"fen_per_night": draw.one((0, 9000))}},
    ]
    return {"rules": [entry for entry in every if draw.chance(chance)]}
