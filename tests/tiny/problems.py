"""Tiny instances with a policy of several rules, by number: few enough plans to list them all."""

import json
from dataclasses import dataclass
from random import Random
from typing import Any

from edusched.domain.instance import Instance
from tests.tiny.instances import Data, Leaning, tiny_instance
from tests.tiny.policies import random_policy
from tests.tiny.shapes import Shapes

LEAN = Leaning(few=True, mobile=0.3, roles=0.15, two_periods=0.2)


@dataclass(frozen=True)
class TinyProblem:
    """An instance with its policy, and whether obligations are hard."""

    name: str
    data: Data
    instance: Instance
    strict: bool

    def __repr__(self) -> str:
        """Return what makes the problem again."""
        return f"tiny_problem({self.name})"


def tiny_problem(
    kind: str, number: int, least: int = 20, most: int = 500, lean: Leaning = LEAN
) -> TinyProblem:
    """Return a problem by its number, with from ``least`` to ``most`` plans."""
    rng = Random(f"{kind}/{number}")
    while True:
        data = tiny_instance(rng, lean)
        data["policy"] = random_policy(rng, data)
        strict = rng.random() < 0.3
        instance = instance_from(data)
        if least <= Shapes(instance).plan_count(most) <= most:
            return TinyProblem(f"{kind!r}, {number}", data, instance, strict)


def instance_from(data: dict[str, Any]) -> Instance:
    """Return the instance plain data means."""
    return Instance.model_validate_json(json.dumps(data))
