"""At each stop of a mobile unit, somebody of its crew teaches, and knows what a stop needs.

For a booking at a stop: instructors who are crew of that unit and hold each of `competences` at its grade or
above >= `min_crew`. A unit without crew asks for none. Amount: crew missing. Source: R131 (crew with at least
one qualified instructor a stop). Rows: one demand row per place column at a stop, over the crew's staff
columns there.
"""

from collections.abc import Iterable, Iterator

import numpy as np
from pydantic import Field

from edusched.compile.arrays import grouped, ints
from edusched.compile.problem import Problem
from edusched.compile.rows import Linear, Row
from edusched.domain.base import Grade, Id
from edusched.domain.instance import Instance
from edusched.domain.places import MobileUnit
from edusched.domain.result import Violation
from edusched.rules.contract import Rule, RuleParameters
from edusched.rules.examples import Example
from edusched.rules.facts import Facts


class MobileCrewParameters(RuleParameters):
    """``min_crew``: crew members among a booking's instructors; who counts as one."""

    min_crew: int = Field(default=1, ge=1, le=10)
    competences: dict[Id, Grade] = Field(
        default={}, description="Lowest grade by competence; none given: all of the crew count."
    )

    def able(self, unit: MobileUnit, instance: Instance) -> frozenset[str]:
        """Return the crew of a unit that count."""
        held = {name: instance.instructor[name].competences for name in unit.crew}
        asked = self.competences.items()
        return frozenset(who for who, has in held.items() if all(has.get(k, 0) >= g for k, g in asked))


class MobileCrew(Rule[MobileCrewParameters]):
    """At each stop of a mobile unit, somebody of its crew teaches."""

    parameters_type = MobileCrewParameters
    id = "mobile_crew"
    title = "At each stop of a mobile classroom, somebody of its crew teaches"
    unit = "persons"
    adds_up = True
    always = True

    def applies(self, instance: Instance) -> bool:
        return any(unit.crew for unit in instance.mobile_units)

    def check(self, facts: Facts) -> Iterator[Violation]:
        for b in facts.bookings:
            if b.mobile_unit is None or not b.mobile_unit.crew:
                continue
            able = self.parameters.able(b.mobile_unit, facts.instance)
            crew = sorted({i.id for i in b.instructors} & able)
            if len(crew) < self.parameters.min_crew:
                yield self.violation((b.session.id,), self.parameters.min_crew - len(crew), *crew)

    def rows(self, problem: Problem) -> Iterable[Row]:
        entities, placing, teaching = problem.entities, problem.placing, problem.teaching
        index = entities.instructor_index
        able = np.zeros((len(entities.locations), len(entities.instructors)), dtype=np.bool_)
        asks = np.zeros(len(entities.locations), dtype=np.bool_)
        for k, location in enumerate(entities.locations):
            unit = problem.instance.mobile_unit.get(location.mobile_unit or "")
            if unit is not None and unit.crew:
                asks[k] = True
                able[k, [index[who] for who in self.parameters.able(unit, problem.instance)]] = True
        crew = teaching.select(able[teaching.location, teaching.who])
        placed = placing.select(asks[placing.location])
        staff = dict(grouped(crew.session, crew.slot, crew.location))
        for key, rows in grouped(placed.session, placed.slot, placed.location):
            there = crew.column[staff.get(key, ints([]))]
            columns = np.append(there, placed.column[rows])
            coefs = np.append(np.ones(there.size, np.int64), np.full(rows.size, -self.parameters.min_crew))
            yield Linear((entities.sessions[key[0]].id,), columns, coefs, 0, None)

    examples = (
        Example("Wu is crew of the bus", "k2 2026-09-07 am bus@hill wu c2", 0),
        Example("Li is not", "k2 2026-09-07 am bus@hill li c2", 1, subject=("k2",)),
        Example(
            "Wu holds skill at 3, not at 4",
            "k2 2026-09-07 am bus@hill wu c2",
            1,
            parameters={"competences": {"skill": 4}},
            subject=("k2",),
        ),
    )
