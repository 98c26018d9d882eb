"""Travel cost: a trip from home for each place an instructor teaches at on a day.

Amount per (instructor, day, venue or stop): floor(ways x metres x fen per km / 1000); crew at a stop of their
own unit ride along for nothing. Per booking: the same for each booking, so that two in one place are two
trips. Source: R048, PRODUCT (short travel, low cost). Rows: "teaches there on that day" literals, each
charged its trip, which two sessions in one place share; per booking, each staff column is charged.
"""

from collections.abc import Iterator
from typing import Literal, TypeVar

import numpy as np
from pydantic import Field

from edusched.compile.arrays import Ints
from edusched.compile.entities import Entities
from edusched.compile.problem import Problem
from edusched.domain.base import Fen
from edusched.rules.costs import Charges, Cost, CostParameters, CostRule
from edusched.rules.examples import Example
from edusched.rules.facts import Facts

M = TypeVar("M", int, Ints)


class TravelCostParameters(CostParameters):
    """What a kilometre costs, and what a trip is."""

    fen_per_km: Fen = 100
    per: Literal["day", "booking"] = Field(
        default="day", description="One trip a day to each place, or one for each booking there."
    )
    ways: int = Field(default=2, ge=1, le=2, description="2: out and back; 1: the way out only.")


class TravelCost(CostRule[TravelCostParameters]):
    """A trip from home for each place an instructor teaches at on a day."""

    parameters_type = TravelCostParameters
    id = "travel_cost"
    title = "Travel of instructors from home"

    def _fen(self, metres: M) -> M:
        return self.parameters.ways * metres * self.parameters.fen_per_km // 1000

    def costs(self, facts: Facts) -> Iterator[Cost]:
        # By the number of the booking where each has its own trip, else by 0.
        trips: dict[tuple[tuple[str, ...], int], Cost] = {}
        each = self.parameters.per == "booking"
        for number, b in enumerate(facts.bookings):
            if b.location is None:
                continue
            name = b.venue.id if b.venue else b.place_name
            for person in b.instructors:
                if b.mobile_unit is None or person.id not in b.mobile_unit.crew:
                    fen = self._fen(facts.distances.metres_between(person.home, b.location))
                    trip = (person.id, b.day.isoformat(), name)
                    key = ((*trip, b.session.id), number) if each else (trip, 0)
                    trips[key] = Cost(key[0], b.day, fen, b if each else None)
        yield from (trips[key] for key in sorted(trips))

    def _trips(self, entities: Entities, who: Ints, location: Ints) -> Ints:
        if who.size == 0:
            return who
        points = entities.home_point[who], entities.location_point[location]
        return self._fen(entities.distances.metres[points])

    def charges(self, problem: Problem) -> Iterator[Charges]:
        entities, table = problem.entities, problem.teaching
        days, places = len(problem.horizon.days), len(entities.locations)
        each = np.where(
            entities.location_point[table.location] < 0, 0, self._trips(entities, table.who, table.location)
        )
        for k, unit in enumerate(entities.mobile_units):
            crew = [entities.instructor_index[who] for who in unit.crew]
            each[(entities.location_unit[table.location] == k) & np.isin(table.who, crew)] = 0
        if self.parameters.per == "booking":
            yield Charges.of_sessions(("trips",), problem, table, each)
        else:
            paid = table.select(each > 0)
            trips, literals = problem.any_by(
                paid.column, (paid.who * days + problem.days(paid)) * places + paid.location
            )
            whose, where = np.divmod(trips, places)
            who, day = np.divmod(whose, days)
            yield Charges.of_nobody(("trips",), literals, self._trips(entities, who, where), day)

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
        Example(
            "20 km out, counted one way, for each of two sessions",
            """t1 2026-09-07 am school/big wu c1
               t2 2026-09-07 pm school/small wu c2""",
            4000,
            given={
                "travel": {
                    "legs": [{"start": "east", "end": "school", "travel_minutes": 20, "travel_metres": 20000}]
                }
            },
            parameters={"per": "booking", "ways": 1},
            subject=("wu", "2026-09-07", "school", "t2"),
        ),
    )
