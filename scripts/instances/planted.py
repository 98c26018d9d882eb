"""What a generator hands over: an instance and the plan it was built around."""

from collections.abc import Sequence
from dataclasses import dataclass, field

from common import Json
from planter import Planter


@dataclass(frozen=True, slots=True)
class Planted:
    """An instance as plain data, and the planter that holds its planted plan.

    The plan is written on request only, never into the instance.
    """

    data: Json
    planter: Planter
    overnights: Sequence[Json] = ()
    reasons: dict[str, str] = field(default_factory=dict)

    @property
    def plan(self) -> str:
        """The planted plan as the text of its file."""
        return self.planter.plan(self.reasons, self.overnights)
