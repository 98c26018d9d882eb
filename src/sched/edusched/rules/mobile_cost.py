"""Cost of mobile units: fuel by the kilometre, nights away, stops.

Amount per unit and day: sum over the legs driven of floor(metres x fen per km / 1000), plus `fen_per_night`
if it sleeps away that night, plus `fen_per_stop` for each stop. Source: R131, R048. Rows: the arcs, nights
and stops of the unit's tour are charged.
"""

from collections import Counter
from collections.abc import Iterator
from datetime import date

import numpy as np

from edusched.compile.problem import Problem
from edusched.domain.base import Fen
from edusched.domain.instance import Instance
from edusched.rules.costs import Charges, Cost, CostParameters, CostRule
from edusched.rules.examples import Example
from edusched.rules.facts import Facts
from edusched.rules.touring import legs, stops


class MobileCostParameters(CostParameters):
    """What a kilometre, a night away and a stop cost."""

    fen_per_km: Fen = 150
    fen_per_night: Fen = 0
    fen_per_stop: Fen = 0


class MobileCost(CostRule[MobileCostParameters]):
    """Fuel by the kilometre, nights away, stops."""

    parameters_type = MobileCostParameters
    id = "mobile_cost"
    title = "Fuel, nights and stops of mobile classrooms"
    adds_up = True
    needs_tours = True

    def applies(self, instance: Instance) -> bool:
        return bool(instance.mobile_units)

    def costs(self, facts: Facts) -> Iterator[Cost]:
        p = self.parameters
        for name, unit in sorted(facts.instance.mobile_unit.items()):
            cost: Counter[date] = Counter()
            for leg in legs(facts, unit):
                cost[leg.day] += leg.metres * p.fen_per_km // 1000
            for stop in stops(facts, unit):
                cost[stop.day] += p.fen_per_stop
            for night in facts.overnights:
                if night.mobile_unit == name:
                    cost[night.day] += p.fen_per_night
            for day, fen in sorted(cost.items()):
                yield Cost((name, day.isoformat()), day, fen)

    def charges(self, problem: Problem) -> Iterator[Charges]:
        p = self.parameters
        for k, unit in enumerate(problem.entities.mobile_units):
            tour = problem.tour(k)
            fuel = tour.metres * p.fen_per_km // 1000
            nights = np.full(tour.night.size, p.fen_per_night)
            stops = np.full(tour.stop.size, p.fen_per_stop)
            yield Charges.of_nobody((unit.id, "fuel"), tour.arc, fuel, tour.day)
            yield Charges.of_nobody((unit.id, "nights"), tour.night, nights, tour.night_day)
            yield Charges.of_nobody((unit.id, "stops"), tour.stop, stops, tour.stop_day)

    examples = (
        Example(
            "30 km out and 30 km back at 1.50 yuan",
            "k2 2026-09-07 am bus@hill wu c2",
            9000,
            given={
                "travel": {
                    "legs": [{"start": "county", "end": "hill", "travel_minutes": 30, "travel_metres": 30000}]
                }
            },
            subject=("bus", "2026-09-07"),
        ),
        Example(
            "a night away saves a trip and costs the night",
            """k1 2026-09-07 pm bus@hill wu c1
               k2 2026-09-08 am bus@hill wu c2
               night bus 2026-09-07 hill""",
            9000 + 12000,
            given={
                "travel": {
                    "legs": [{"start": "county", "end": "hill", "travel_minutes": 30, "travel_metres": 30000}]
                }
            },
            parameters={"fen_per_km": 150, "fen_per_night": 12000},
        ),
    )
