"""A mobile unit can drive its tour: set-up, packing up, driving between sites and home, within its hours.

Amount: minutes lacking, summed over the legs of a day (see "The tour of a mobile unit" in the rules in exact
words). Source: R131, R278. Rows: the unit's tour is a flow through its possible stops; each leg is charged
its minutes lacking, and where the rule is hard such legs do not exist.
"""

from collections import Counter
from collections.abc import Iterable, Iterator
from datetime import date

from edusched.compile.problem import Problem
from edusched.compile.rows import Charge, Row
from edusched.domain.instance import Instance
from edusched.domain.result import Violation
from edusched.rules.contract import Rule, RuleParameters
from edusched.rules.examples import Example
from edusched.rules.facts import Facts
from edusched.rules.touring import legs


class MobileTour(Rule[RuleParameters]):
    """A mobile unit can drive its tour."""

    id = "mobile_tour"
    title = "A mobile classroom has time to drive, set up and return"
    unit = "minutes"
    adds_up = True
    always = True
    needs_tours = True

    def applies(self, instance: Instance) -> bool:
        return bool(instance.mobile_units)

    def check(self, facts: Facts) -> Iterator[Violation]:
        for name, unit in sorted(facts.instance.mobile_unit.items()):
            lacking: Counter[date] = Counter()
            for leg in legs(facts, unit):
                lacking[leg.day] += leg.lacking
            for day, minutes in sorted(lacking.items()):
                if minutes:
                    yield self.violation((name, day.isoformat()), minutes)

    def rows(self, problem: Problem) -> Iterable[Row]:
        for k, unit in enumerate(problem.entities.mobile_units):
            tour = problem.tour(k)
            yield Charge((unit.id,), tour.arc, tour.lacking)

    examples = (
        Example("34 minutes out, 30 to set up, two hours to do it in", "k2 2026-09-07 am bus@hill wu c2", 0),
        Example(
            "hill in the morning, lake in the afternoon, 100 km apart",
            """k1 2026-09-07 am bus@hill wu c1
               k2 2026-09-07 pm bus@lake wu c2""",
            # gap 150 minutes; needed 20 + 120 + 30 = 170
            20,
            given={
                "travel": {
                    "legs": [{"start": "hill", "end": "lake", "travel_minutes": 120, "travel_metres": 120000}]
                }
            },
            subject=("bus", "2026-09-07"),
        ),
    )
