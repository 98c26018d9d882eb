"""A room or mobile unit holds one session at a time.

For each room (and each mobile unit, wherever it stops) and slot: bookings that cover the slot <= 1.
Amount: bookings beyond the first, per slot. Source: R131, R160.
Rows: one capacity row per (room or unit, slot) with at least two candidate columns.
"""

from collections.abc import Iterable, Iterator

from edusched.compile.arrays import ints
from edusched.compile.columns import NONE
from edusched.compile.problem import Problem
from edusched.compile.rows import Row
from edusched.domain.places import MobileUnit
from edusched.domain.result import Violation
from edusched.domain.teaching import Delivery
from edusched.rules.contract import Rule, RuleParameters
from edusched.rules.examples import Example
from edusched.rules.facts import BookingFacts, Facts
from edusched.rules.overlaps import double_booked


class RoomOverlap(Rule[RuleParameters]):
    """A room or mobile unit holds one session at a time."""

    id = "room_overlap"
    title = "A room or mobile unit holds one session at a time"
    unit = "double bookings"
    adds_up = True
    always = True

    def check(self, facts: Facts) -> Iterator[Violation]:
        used: dict[str, list[BookingFacts]] = {}
        for b in facts.bookings:
            if b.delivery is not Delivery.ONLINE:
                name = b.mobile_unit.id if b.mobile_unit else b.place_name
                used.setdefault(name, []).append(b)
        for name, day, period, amount, sessions in double_booked(dict(sorted(used.items()))):
            yield self.violation((name, day.isoformat(), period), amount, *sessions)

    def rows(self, problem: Problem) -> Iterable[Row]:
        entities, placing = problem.entities, problem.placing
        names: list[str] = []
        number: dict[str, int] = {}
        resource_of = []
        for info in entities.places:
            if info.delivery is Delivery.ONLINE:
                resource_of.append(NONE)
                continue
            name = info.owner.id if isinstance(info.owner, MobileUnit) else info.name
            if name not in number:
                number[name] = len(names)
                names.append(name)
            resource_of.append(number[name])
        yield problem.one_at_a_time(placing, ints(resource_of)[placing.place], names.__getitem__)

    examples = (
        Example(
            "two sessions in the big room",
            """t1 2026-09-07 am school/big li c1
               t2 2026-09-07 am school/big wu c2""",
            1,
            subject=("school/big", "2026-09-07", "am"),
        ),
        Example(
            "one bus at two sites",
            """k1 2026-09-07 am bus@hill wu c1
               k2 2026-09-07 am bus@lake li c2""",
            1,
            subject=("bus", "2026-09-07", "am"),
        ),
    )
