"""A programme, or what a cohort attends in a year, has so many kinds of the ones wanted.

For each programme of which a counted booking runs (or each cohort and year): distinct wanted kinds among its
counted bookings >= `min_kinds` (none given: all that are wanted). A kind is a course's tag, method or subject
class, or a delivery. Amount: kinds short. Source: R010 (four tags a programme), R028, R074, R114 (three of
four methods), R072 (online and in person blended), R095, R267. Rows: one demand row a programme, which asks
for nothing while it does not run, or one a cohort and year, over "has this kind" literals.
"""

from collections.abc import Iterable, Iterator
from typing import Literal

import numpy as np
from pydantic import Field

from edusched.compile.arrays import Ints, ints
from edusched.compile.columns import Occurrences
from edusched.compile.problem import Problem
from edusched.compile.rows import Linear, Row
from edusched.domain.base import Id
from edusched.domain.policy import Enforcement, Mode
from edusched.domain.result import Violation
from edusched.domain.teaching import CohortSelector, Course
from edusched.rules.contract import Rule, RuleParameters
from edusched.rules.counting import Counted, Period, between, years
from edusched.rules.examples import Example
from edusched.rules.facts import BookingFacts, Facts


class VarietyParameters(RuleParameters):
    """``cohorts`` and ``period`` matter where ``of`` is cohorts, ``programmes`` where it is programmes."""

    of: Literal["programmes", "cohorts"] = "programmes"
    programmes: tuple[Id, ...] | None = None
    cohorts: CohortSelector = CohortSelector()
    kinds: Literal["tags", "methods", "subject_classes", "deliveries"] = "tags"
    wanted: tuple[Id, ...] = Field(min_length=1, max_length=20)
    min_kinds: int | None = Field(default=None, ge=1, le=20)
    counted: Counted = Counted()
    period: Period = "calendar_year"


class Variety(Rule[VarietyParameters]):
    """A programme, or a cohort's year, has so many kinds of the ones wanted."""

    parameters_type = VarietyParameters
    id = "variety"
    title = "A programme, or a cohort's year, has the kinds wanted"
    unit = "kinds"
    waivable = True
    by_programme = True
    default = Enforcement(mode=Mode.SOFT)

    @property
    def _least(self) -> int:
        p = self.parameters
        return len(set(p.wanted)) if p.min_kinds is None else p.min_kinds

    def _kinds(self, course: Course, delivery: str) -> set[str]:
        p = self.parameters
        if p.kinds == "tags":
            return set(course.tags) & set(p.wanted)
        one = {"methods": course.method, "subject_classes": course.subject_class, "deliveries": str(delivery)}
        return {one[p.kinds]} & set(p.wanted)

    def check(self, facts: Facts) -> Iterator[Violation]:
        p = self.parameters
        if p.of == "programmes":
            runs = facts.by_session()
            for programme in sorted(facts.instance.programmes, key=lambda item: item.id):
                held = (b for name in sorted(set(programme.sessions)) for b in runs.get(name, ()))
                mine = [b for b in held if p.counted.booking(b, facts.instance)]
                if mine and (p.programmes is None or programme.id in p.programmes):
                    yield from self._short((programme.id,), mine)
            return
        booked = facts.by_cohort()
        for label, first, last in years(facts.horizon, p.period):
            for cohort in facts.instance.selected(p.cohorts):
                mine = p.counted.between(facts.instance, booked[cohort.id], first, last)
                yield from self._short((cohort.id, label), mine)

    def _short(self, subject: tuple[str, ...], bookings: list[BookingFacts]) -> Iterator[Violation]:
        there: set[str] = set()
        for b in bookings:
            there |= self._kinds(b.course, b.delivery)
        if len(there) < self._least:
            yield self.violation(subject, self._least - len(there), *sorted(there))

    def rows(self, problem: Problem) -> Iterable[Row]:
        p, entities = self.parameters, problem.entities
        if p.of == "programmes":
            counts = p.counted.columns(problem, problem.placing)
            for programme in sorted(problem.instance.programmes, key=lambda item: item.id):
                if p.programmes is None or programme.id in p.programmes:
                    sessions = ints([entities.session_index[s] for s in programme.sessions])
                    rows = np.flatnonzero(counts & np.isin(problem.placing.session, sessions))
                    if rows.size:
                        runs = problem.any_of(problem.placing.column[rows])
                        has = self._literals(problem, problem.placing, rows)
                        columns, least = np.append(has, runs), np.append(np.ones_like(has), -self._least)
                        yield Linear((programme.id,), columns, least, 0, None)
            return
        counts = p.counted.columns(problem)
        for label, first, last in years(problem.horizon, p.period):
            inside = counts & between(problem, first, last)
            for cohort in problem.instance.selected(p.cohorts):
                mine = problem.rows_of_cohort().get(entities.cohort_index[cohort.id], ints([]))
                has = self._literals(problem, problem.attending, mine[inside[mine]])
                yield Linear((cohort.id, label), has, np.ones_like(has), self._least, None)

    def _literals(self, problem: Problem, table: Occurrences, rows: Ints) -> Ints:
        """Return a literal for each wanted kind that some row has."""
        course, places = problem.instance.course, problem.entities.places
        of_kind: dict[str, list[int]] = {}
        for row in rows.tolist():
            session = problem.entities.sessions[int(table.session[row])]
            for kind in self._kinds(course[session.course], places[int(table.place[row])].delivery):
                of_kind.setdefault(kind, []).append(int(table.column[row]))
        return ints([problem.any_of(ints(columns)) for _, columns in sorted(of_kind.items())])

    examples = (
        Example(
            "core is there, extra is not",
            "t1 2026-09-07 am school/big li c1",
            1,
            given={"programmes": [{"id": "class", "sessions": ["t1", "k1"]}]},
            parameters={"wanted": ["core", "extra"]},
            subject=("class",),
        ),
        Example(
            "a programme that does not run lacks nothing",
            "t2 2026-09-07 am school/big li c2",
            0,
            given={"programmes": [{"id": "class", "sessions": ["t1", "k1"]}]},
            parameters={"wanted": ["core", "extra"]},
        ),
        Example(
            "in person and online: c1 has both, c2 neither",
            """t1 2026-09-07 am school/big li c1
               p1 2026-09-07 eve web wu c1""",
            2,
            parameters={"of": "cohorts", "kinds": "deliveries", "wanted": ["in_person", "online"]},
            subject=("c2", "2026"),
        ),
    )
