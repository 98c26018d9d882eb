"""At each stop of a mobile unit, somebody of its crew teaches.

For a booking at a stop: instructors who are crew of that unit >= `min_crew`. A unit without crew asks for
none. Amount: crew missing. Source: R131 (crew with at least one qualified instructor a stop).
Rows: one demand row per place column at a stop, over the crew's staff columns there.
"""

from collections.abc import Iterable, Iterator

import numpy as np
from pydantic import Field

from edusched.compile.arrays import grouped, ints
from edusched.compile.problem import Problem
from edusched.compile.rows import Linear, Row
from edusched.domain.instance import Instance
from edusched.domain.places import MobileUnit
from edusched.domain.result import Violation
from edusched.rules.contract import Rule, RuleParameters
from edusched.rules.examples import Example
from edusched.rules.facts import Facts


class MobileCrewParameters(RuleParameters):
    """``min_crew``: crew members among a booking's instructors."""

    min_crew: int = Field(default=1, ge=1, le=10)


class MobileCrew(Rule[MobileCrewParameters]):
    """At each stop of a mobile unit, somebody of its crew teaches."""

    parameters_type = MobileCrewParameters
    id = "mobile_crew"
    title = "At each stop of a mobile classroom, somebody of its crew teaches"
    unit = "persons"
    always = True

    def applies(self, instance: Instance) -> bool:
        return any(unit.crew for unit in instance.mobile_units)

    def check(self, facts: Facts) -> Iterator[Violation]:
        for b in facts.bookings:
            if b.mobile_unit is None or not b.mobile_unit.crew:
                continue
            crew = sorted({i.id for i in b.instructors} & set(b.mobile_unit.crew))
            if len(crew) < self.parameters.min_crew:
                yield self.violation((b.session.id,), self.parameters.min_crew - len(crew), *crew)

    def rows(self, problem: Problem) -> Iterable[Row]:
        entities, placing, teaching = problem.entities, problem.placing, problem.teaching
        index = entities.instructor_index
        staff = dict(grouped(teaching.session, teaching.slot, teaching.location))
        nobody = np.zeros(0, dtype=np.int64)
        for (session, slot, place), rows in grouped(placing.session, placing.slot, placing.place):
            unit = entities.places[place].owner
            if not isinstance(unit, MobileUnit) or not unit.crew:
                continue
            there = staff.get((session, slot, int(placing.location[rows[0]])), nobody)
            crew = there[np.isin(teaching.who[there], ints([index[c] for c in unit.crew]))]
            columns = np.append(teaching.column[crew], placing.column[rows])
            coefs = np.append(np.ones(crew.size, np.int64), -self.parameters.min_crew)
            yield Linear((entities.sessions[session].id,), columns, coefs, 0, None)

    examples = (
        Example("Wu is crew of the bus", "k2 2026-09-07 am bus@hill wu c2", 0),
        Example("Li is not", "k2 2026-09-07 am bus@hill li c2", 1, subject=("k2",)),
    )
