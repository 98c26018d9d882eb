"""Travel cost: a return trip from home for each place an instructor teaches at on a day.

Amount per (instructor, day, venue or stop): floor(2 x metres x fen per km / 1000); crew at a stop of their
own unit ride along for nothing. Source: R048, PRODUCT (short travel, low cost). Rows: "teaches there on that
day" literals, each charged its trip: two sessions in one place share it.
"""

from collections.abc import Iterable, Iterator

from edusched.compile.arrays import grouped, ints
from edusched.compile.problem import Problem
from edusched.compile.rows import Charge, Row
from edusched.domain.base import Fen
from edusched.domain.result import Violation
from edusched.rules.contract import COST, PRICE_ONLY, Rule, RuleParameters
from edusched.rules.examples import Example
from edusched.rules.facts import Facts


class TravelCostParameters(RuleParameters):
    """What a kilometre costs."""

    fen_per_km: Fen = 100


class TravelCost(Rule[TravelCostParameters]):
    """A return trip from home for each place an instructor teaches at on a day."""

    parameters_type = TravelCostParameters
    id = "travel_cost"
    title = "Travel of instructors from home"
    unit = "fen"
    default = COST
    modes = PRICE_ONLY

    def check(self, facts: Facts) -> Iterator[Violation]:
        trips: dict[tuple[str, str, str], int] = {}
        for b in facts.bookings:
            if b.location is None:
                continue
            name = b.venue.id if b.venue else b.place_name
            for person in b.instructors:
                if b.mobile_unit is None or person.id not in b.mobile_unit.crew:
                    metres = facts.distances.metres_between(person.home, b.location)
                    fen = 2 * metres * self.parameters.fen_per_km // 1000
                    trips[person.id, b.day.isoformat(), name] = fen
        for subject, fen in sorted(trips.items()):
            if fen:
                yield self.violation(subject, fen)

    def rows(self, problem: Problem) -> Iterable[Row]:
        entities, table = problem.entities, problem.teaching
        distances = entities.distances
        units = {u.id: u for u in entities.mobile_units}
        literals, amounts = [], []
        for (who, _, location), rows in grouped(table.who, problem.days(table), table.location):
            person, info = entities.instructors[who], entities.locations[location]
            if info.point is None or (info.mobile_unit and person.id in units[info.mobile_unit].crew):
                continue
            fen = 2 * distances.metres_between(person.home, info.point) * self.parameters.fen_per_km // 1000
            if fen:
                literals.append(problem.any_of(table.column[rows]))
                amounts.append(fen)
        yield Charge(("trips",), ints(literals), ints(amounts))

    examples = (
        Example(
            "20 km out, 20 km back, once for two sessions",
            """t1 2026-09-07 am school/big wu c1
               t2 2026-09-07 pm school/small wu c2""",
            4000,
            given={
                "travel": {
                    "legs": [{"start": "east", "end": "school", "travel_minutes": 20, "travel_metres": 20000}]
                }
            },
            subject=("wu", "2026-09-07", "school"),
        ),
        Example("crew ride along", "k2 2026-09-07 am bus@hill wu c2", 0),
    )
