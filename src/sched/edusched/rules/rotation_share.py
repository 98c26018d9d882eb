"""Rotation: never more than a share of a unit away at once.

For each unit u and day d: sum over cohorts away on d of their head-count from u <= max(1, floor(share x
size(u))). A cohort is away on a day when it attends a session at a room or a stop; it counts once a day.
Amount: persons over the cap, per unit and day. Source: R124 (in batches and in rotation), reading A21 (25
%). Rows: one capacity row per (unit, day) whose candidates can exceed the cap; being away is an "any" of the
cohort's columns on that day.
"""

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from datetime import date

import numpy as np
from pydantic import Field

from edusched.compile.arrays import ints
from edusched.compile.problem import Problem
from edusched.compile.rows import Row, at_most
from edusched.domain.base import Id, Percent
from edusched.domain.instance import Instance
from edusched.domain.people import Unit
from edusched.domain.result import Violation
from edusched.domain.teaching import Delivery
from edusched.rules.contract import Rule, RuleParameters
from edusched.rules.examples import Example
from edusched.rules.facts import Facts


class RotationShareParameters(RuleParameters):
    """``units``: ids; none given means all."""

    units: tuple[Id, ...] | None = None
    max_share_percent: Percent = Field(default=25)


class RotationShare(Rule[RotationShareParameters]):
    """Never more than a share of a unit away at once."""

    parameters_type = RotationShareParameters
    id = "rotation_share"
    title = "Never more than a share of a unit is away at once"
    unit = "persons"
    waivable = True

    def _caps(self, instance: Instance) -> list[tuple[Unit, int]]:
        p = self.parameters
        chosen = [u for u in sorted(instance.units, key=lambda u: u.id) if p.units is None or u.id in p.units]
        return [(u, max(1, u.size_persons * p.max_share_percent // 100)) for u in chosen]

    def check(self, facts: Facts) -> Iterator[Violation]:
        away: dict[date, set[str]] = defaultdict(set)
        for b in facts.bookings:
            if b.delivery is not Delivery.ONLINE:
                away[b.day] |= {c.id for c in b.cohorts}
        persons: defaultdict[str, Counter[date]] = defaultdict(Counter)
        for day, cohorts in sorted(away.items()):
            for name in sorted(cohorts):
                for unit_id, headcount in facts.instance.cohort[name].headcount.items():
                    persons[unit_id][day] += headcount
        for unit, cap in self._caps(facts.instance):
            for day, there in persons.get(unit.id, {}).items():
                over = there - cap
                if over > 0:
                    yield self.violation((unit.id, day.isoformat()), over, *sorted(away[day]))

    def rows(self, problem: Problem) -> Iterable[Row]:
        entities, table = problem.entities, problem.attending
        online = np.array([p.delivery is Delivery.ONLINE for p in entities.places], dtype=np.bool_)
        here = table.select(~online[table.place]) if table.size else table
        away: dict[int, list[tuple[int, int]]] = defaultdict(list)
        days = len(problem.horizon.days)
        keys, literals = problem.any_by(here.column, here.who * days + problem.days(here))
        for key, literal in zip(keys.tolist(), literals.tolist(), strict=True):
            away[key // days].append((key % days, literal))
        for unit, cap in self._caps(problem.instance):
            by_day: dict[int, list[tuple[int, int]]] = defaultdict(list)
            for k, group in enumerate(entities.cohorts):
                persons = group.headcount.get(unit.id, 0)
                for at, literal in away[k] if persons else []:
                    by_day[at].append((literal, persons))
            for at, terms in sorted(by_day.items()):
                if sum(persons for _, persons in terms) > cap:
                    columns, coefs = ints([t[0] for t in terms]), ints([t[1] for t in terms])
                    yield at_most((unit.id, problem.horizon.days[at].isoformat()), columns, cap, coefs)

    examples = (
        Example(
            "3 of 12 station staff away is exactly 25 %",
            "t1 2026-09-07 am school/big li c1",
            0,
        ),
        Example(
            "3 + 4 of 12 away on one day, cap 3",
            """t1 2026-09-07 am school/big li c1
               t2 2026-09-07 pm hall/main li c2""",
            4,
            subject=("station", "2026-09-07"),
        ),
    )
