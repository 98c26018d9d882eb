"""What a generator hands over: an instance and the plan it was built around."""

from collections.abc import Sequence
from dataclasses import dataclass, field

from common import Json, dumped

from edusched.generate.planter import Planter


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
        """The planted plan as the text of its file; every session without a booking gets a reason."""
        rows = self.planter.bookings()
        booked, spare = {row["session"] for row in rows}, "spare: nobody needs it"
        missing = [s.id for s in self.planter.instance.sessions if s.id not in booked]
        return dumped(
            {
                "schema_version": "1.0",
                "kind": "plan",
                "instance": self.planter.instance.id,
                "bookings": rows,
                "not_run": [{"session": s, "reason": self.reasons.get(s, spare)} for s in missing],
                "overnights": list(self.overnights),
            }
        )
