"""A mobile unit is not away from its depot for more nights in a row than it may, and back by given days.

Amount: 1 for each day that ends a run of `max_nights_away` + 1 nights away in a row, and 1 for each night
away after a day of `home_by`: by then the unit is to be back. Source: R131.
Rows: nights after such days, and all of units that may never stay away, are no columns; else one capacity
row per window of nights.
"""

from collections.abc import Iterable, Iterator
from datetime import timedelta

from pydantic import Field

from edusched.compile.arrays import distinct, ints
from edusched.compile.problem import ColumnFilter, Problem
from edusched.compile.rows import Row, at_most
from edusched.domain.base import Day
from edusched.domain.instance import Instance
from edusched.domain.result import Violation
from edusched.rules.contract import Rule, RuleParameters
from edusched.rules.examples import Example
from edusched.rules.facts import Facts


class NightsAwayParameters(RuleParameters):
    """Days by whose evening units are back; how many nights in a row is said by each unit."""

    home_by: tuple[Day, ...] = Field(
        default=(), description="No unit is away in the nights after these days."
    )


class NightsAway(Rule[NightsAwayParameters]):
    """A mobile unit is not away for too many nights in a row, and back when it is to be."""

    parameters_type = NightsAwayParameters
    id = "nights_away"
    title = "A mobile classroom is away for so many nights in a row at most"
    unit = "nights"
    always = True
    needs_tours = True

    def applies(self, instance: Instance) -> bool:
        return bool(instance.mobile_units)

    def check(self, facts: Facts) -> Iterator[Violation]:
        for name, unit in sorted(facts.instance.mobile_unit.items()):
            away = {n.day for n in facts.overnights if n.mobile_unit == name}
            for day in sorted(away):
                run = all(day - timedelta(days=k) in away for k in range(unit.max_nights_away + 1))
                amount = int(run) + int(day in self.parameters.home_by)
                if amount:
                    yield self.violation((name, day.isoformat()), amount)

    def column_filters(self, problem: Problem) -> Iterable[ColumnFilter]:
        never = ints([u.max_nights_away == 0 for u in problem.entities.mobile_units])
        if problem.nights.size:
            yield ColumnFilter(problem.nights.column, never[problem.nights.unit])
            late = ints([day in self.parameters.home_by for day in problem.horizon.days])
            yield ColumnFilter(problem.nights.column, late[problem.nights.day])

    def rows(self, problem: Problem) -> Iterable[Row]:
        for k, unit in enumerate(problem.entities.mobile_units):
            tour = problem.tour(k)
            for last in distinct(tour.night_day).tolist() if unit.max_nights_away else []:
                inside = (tour.night_day > last - unit.max_nights_away - 1) & (tour.night_day <= last)
                subject = (unit.id, problem.horizon.days[last].isoformat())
                yield at_most(subject, tour.night[inside], unit.max_nights_away)

    examples = (
        Example(
            "two nights away, one allowed",
            """k1 2026-09-07 pm bus@hill wu c1
               k2 2026-09-08 pm bus@hill wu c2
               night bus 2026-09-07 hill
               night bus 2026-09-08 hill""",
            1,
            subject=("bus", "2026-09-08"),
        ),
        Example(
            "to be back by Monday evening",
            "k1 2026-09-07 pm bus@hill wu c1\nnight bus 2026-09-07 hill",
            1,
            parameters={"home_by": ["2026-09-07"]},
            subject=("bus", "2026-09-07"),
        ),
        Example("one night away", "k1 2026-09-07 pm bus@hill wu c1\nnight bus 2026-09-07 hill", 0),
    )
