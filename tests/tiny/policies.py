"""Random policies: several rules in mixed modes, at several levels, with the standard rules or without."""

from random import Random
from typing import Any

from edusched.domain.policy import Mode, Objective
from edusched.rules.catalogue import CATALOGUE
from tests.tiny.draw import Draw
from tests.tiny.instances import Data
from tests.tiny.parameters import random_parameters

WEIGHTS = (1, 1, 2, 3, 10)
ASKS_FOR = {"rotation_once": "programmes"}
"""What an instance must have for a rule to be given parameters at all."""

DEMANDS = ("mandatory_sessions", "study_hours", "guaranteed_hours", "deadline", "rotation_once")
"""Rules that want something to run: without one the best plan is often that nothing does."""


def random_policy(rng: Random, data: Data, most: int = 6) -> Data:
    """Return a policy for an instance: the shape of a plan always, other rules by chance."""
    draw = Draw(rng)
    standard = draw.chance(0.5)
    pages = [p for p in CATALOGUE if p.id != "session_shape" and data.get(ASKS_FOR.get(p.id, "sessions"))]
    chosen = draw.some(pages, 2, most)
    wanting = [page for page in pages if page.id in DEMANDS]
    if wanting and draw.chance(0.8):
        chosen.append(draw.one(wanting))
    if draw.chance(0.2):
        chosen.append(draw.one(chosen))
    rules = [_entry(draw, f"r{k}", page, data) for k, page in enumerate(chosen)]
    if not standard:
        rules.append({"id": "shape", "rule": "session_shape"})
    return {"defaults": "standard" if standard else "none", "rules": draw.shuffled(rules)}


def _entry(draw: Draw, name: str, page: Any, data: Data) -> Data:
    entry: Data = {"id": name, "rule": page.id, "parameters": random_parameters(draw.rng, page.id, data)}
    if draw.chance(0.75):
        modes = [mode for mode in page.modes if mode is not Mode.OFF or draw.chance(0.2)]
        entry["enforcement"] = {
            "mode": draw.one(modes).value,
            "level": draw.one(list(Objective)).value,
            "weight": draw.one(WEIGHTS),
        }
    return entry
