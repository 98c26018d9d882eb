"""Instructors take turns: nobody teaches the same cohort, or in the same place, too often.

For each instructor meant and each year, counted apart `among` `cohorts` (bookings whose session has the
cohort among its fixed ones; open choices count for nobody), `locations` (venue or site) or `regions` (those
of `level`, with what is held in them or below; platforms are nowhere): bookings taught <= `max_sessions`.
Amount: bookings over, per instructor, year and cohort, location or region. Source: R151 (good instructors are
shared), PRODUCT (instructors rotate over cohorts and places). Rows: one capacity row each.
"""

from collections import Counter
from collections.abc import Iterable, Iterator
from typing import Literal

from pydantic import Field

from edusched.compile.arrays import grouped, ints
from edusched.compile.problem import Problem
from edusched.compile.rows import Row, at_most
from edusched.domain.instance import Instance
from edusched.domain.places import Level
from edusched.domain.policy import Enforcement, Mode, Objective
from edusched.domain.result import Violation
from edusched.domain.teaching import Session
from edusched.rules.contract import InstructorSelector, Rule, RuleParameters
from edusched.rules.counting import Period, between, years
from edusched.rules.examples import Example
from edusched.rules.facts import Facts


class InstructorTurnsParameters(RuleParameters):
    """How often, among whom or where."""

    instructors: InstructorSelector = Field(default=InstructorSelector(), description="Who takes turns.")
    among: Literal["cohorts", "locations", "regions"] = Field(
        default="cohorts", description="What an instructor does not come back to."
    )
    level: Level = Field(default=Level.TOWNSHIP, strict=False, description="Level of the regions meant.")
    max_sessions: int = Field(default=1, ge=1, le=1000, description="Most sessions with one of them a year.")
    period: Period = Field(default="calendar_year", description="What a year is; `horizon`: the whole plan.")


class InstructorTurns(Rule[InstructorTurnsParameters]):
    """Instructors take turns over cohorts and places."""

    parameters_type = InstructorTurnsParameters
    id = "instructor_turns"
    title = "An instructor does not teach one cohort, or in one place, too often"
    unit = "sessions"
    default = Enforcement(mode=Mode.SOFT, level=Objective.POLICY)
    waivable = True

    def _among(
        self, instance: Instance, session: Session, location: str | None, held: str | None
    ) -> list[str]:
        """Return what a booking counts for: cohorts, or the location, or the region it is held in."""
        p = self.parameters
        if p.among == "cohorts":
            return sorted(set(session.cohorts))
        if p.among == "locations" or held is None:
            return [] if location is None else [location]
        return [name for name in instance.region_path(held) if instance.region[name].level is p.level]

    def check(self, facts: Facts) -> Iterator[Violation]:
        p = self.parameters
        for label, first, last in years(facts.horizon, p.period):
            for name, mine in facts.by_instructor().items():
                if facts.instance.instructor[name] not in p.instructors:
                    continue
                taught: Counter[str] = Counter()
                for b in mine:
                    if first <= b.day <= last:
                        taught.update(self._among(facts.instance, b.session, b.location, b.region))
                for what, count in sorted(taught.items()):
                    if count > p.max_sessions:
                        yield self.violation((name, what, label), count - p.max_sessions)

    def rows(self, problem: Problem) -> Iterable[Row]:
        p, table, entities = self.parameters, problem.teaching, problem.entities
        held = [(info.point, info.region) for info in entities.locations]
        for label, first, last in years(problem.horizon, p.period):
            inside = between(problem, first, last, table)
            for k, mine in sorted(problem.rows_of_instructor().items()):
                if entities.instructors[k] not in p.instructors:
                    continue
                found: dict[str, list[int]] = {}
                rows = mine[inside[mine]]
                for (session, location), at in grouped(table.session[rows], table.location[rows]):
                    for what in self._among(problem.instance, entities.sessions[session], *held[location]):
                        found.setdefault(what, []).extend(rows[at].tolist())
                for what, these in sorted(found.items()):
                    subject = (entities.instructors[k].id, what, label)
                    yield at_most(subject, table.column[ints(these)], p.max_sessions)

    examples = (
        Example(
            "Li teaches c1 twice, and once is enough",
            """t1 2026-09-07 am school/big li c1
               k1 2026-09-08 am school/small li c1
               t2 2026-09-09 am school/big li c2""",
            1,
            subject=("li", "c1", "2026"),
        ),
        Example(
            "twice at the school, in whichever room",
            """t1 2026-09-07 am school/big li c1
               t2 2026-09-08 am school/small li c2""",
            1,
            parameters={"among": "locations"},
            subject=("li", "school", "2026"),
        ),
        Example(
            "the hall and the lake are both in the east, the school in no township",
            """t1 2026-09-07 am hall/main wu c1
               k2 2026-09-08 am bus@lake wu c2
               k1 2026-09-09 am school/big wu c1
               t2 2026-09-10 am school/big wu c2""",
            1,
            parameters={"among": "regions"},
            subject=("wu", "east", "2026"),
        ),
    )
