"""So many people are trained a year: person-times at least, at most, or within a band of a target.

For each group (all, or by region, unit, category or cohort) and year: sum over its cohorts of times x
persons, in the group of a unit times x its persons of that unit. Times: counted bookings attended and counted
history entries; or the distinct programmes these name (reading A04). Amount: person-times below the minimum
or the band of the target (subject group, year), above the maximum or the band (group, year, `maximum`); where
both are given the stricter bound stands. Band (reading A03): whole numbers from target x (100 - band) / 100
to target x (100 + band) / 100. Source: R057-R065, R179, R253, R276. Rows: two one-sided count rows per group
and year, over the columns or over "attends this programme" literals.
"""

from collections.abc import Iterable, Iterator
from datetime import date
from typing import Annotated, Literal

import numpy as np
from pydantic import Field

from edusched.compile.arrays import Ints, Mask, grouped, ints, joined, summed
from edusched.compile.problem import Problem
from edusched.compile.rows import Row
from edusched.domain.base import Percent
from edusched.domain.people import Cohort
from edusched.domain.places import Level
from edusched.domain.result import Violation
from edusched.domain.teaching import CohortSelector
from edusched.rules.contract import OWED, Rule, RuleParameters
from edusched.rules.counting import Counted, Period, between, entries_between, years
from edusched.rules.examples import Example
from edusched.rules.facts import Facts
from edusched.rules.groups import By, cohort_groups, outside, range_rows

PersonTimesCount = Annotated[int, Field(ge=0, le=10_000_000)]


class PersonTimesParameters(RuleParameters):
    """Who counts, what is counted apart, and the range or target of a year."""

    cohorts: CohortSelector = Field(default=CohortSelector(), description="The cohorts meant.")
    counted: Counted = Field(default=Counted(), description="Which bookings and history entries count.")
    count: Literal["programmes", "sessions"] = Field(default="programmes", description="What is a time.")
    by: By = Field(default="all", description="What is counted apart.")
    level: Level = Field(default=Level.COUNTY, strict=False, description="Level of the regions meant.")
    min_person_times: PersonTimesCount | None = Field(default=None, description="Least a year.")
    max_person_times: PersonTimesCount | None = Field(default=None, description="Most a year.")
    target_person_times: PersonTimesCount | None = Field(default=None, description="About so many a year.")
    band_percent: Percent = Field(default=5, description="How far from the target nothing is amiss.")
    period: Period = Field(default="calendar_year", description="What a year is; `horizon`: the whole plan.")


class PersonTimes(Rule[PersonTimesParameters]):
    """So many people are trained a year."""

    parameters_type = PersonTimesParameters
    id = "person_times"
    title = "So many person-times are trained a year"
    unit = "person-times"
    default = OWED
    waivable = True

    def limits(self) -> tuple[int | None, int | None]:
        p = self.parameters
        if p.target_person_times is None:
            return p.min_person_times, p.max_person_times
        low = -(-p.target_person_times * (100 - p.band_percent) // 100)
        high = p.target_person_times * (100 + p.band_percent) // 100
        return (
            low if p.min_person_times is None else max(low, p.min_person_times),
            high if p.max_person_times is None else min(high, p.max_person_times),
        )

    def before(self, cohort: Cohort, first: date, last: date) -> list[str]:
        entries = entries_between(cohort, first, last, self.parameters.counted)
        if self.parameters.count == "sessions":
            return [e.on.isoformat() for e in entries]
        return sorted({e.programme for e in entries if e.programme is not None})

    def check(self, facts: Facts) -> Iterator[Violation]:
        p, booked, of = self.parameters, facts.by_cohort(), facts.instance.programme_of
        groups = cohort_groups(facts.instance, p.cohorts, p.by, p.level)
        for label, first, last in years(facts.horizon, p.period):
            times = {}
            for cohort in facts.instance.selected(p.cohorts):
                mine = p.counted.between(facts.instance, booked[cohort.id], first, last)
                before = self.before(cohort, first, last)
                went = {of[b.session.id].id for b in mine if b.session.id in of}
                times[cohort.id] = len(before) + len(mine)
                if p.count == "programmes":
                    times[cohort.id] = len(went.union(before))
            for group, members in groups.items():
                count = sum(times[cohort.id] * persons for cohort, persons in members)
                for subject, amount in outside((group, label), count, *self.limits()):
                    yield self.violation(subject, amount, f"{count} person-times")

    def rows(self, problem: Problem) -> Iterable[Row]:
        p = self.parameters
        groups = cohort_groups(problem.instance, p.cohorts, p.by, p.level)
        counts = p.counted.columns(problem)
        for label, first, last in years(problem.horizon, p.period):
            inside = counts & between(problem, first, last)
            meant = [c for c in problem.instance.selected(p.cohorts) if c.persons]
            before = {c.id: self.before(c, first, last) for c in meant}
            times = {name: self._columns(problem, name, been, inside) for name, been in before.items()}
            for group, members in groups.items():
                mine = [(c.id, persons) for c, persons in members if persons]
                past = sum(len(before[name]) * persons for name, persons in mine)
                coefs = [np.full(times[name].size, persons, np.int64) for name, persons in mine]
                columns, weights = summed(joined([times[name] for name, _ in mine]), joined(coefs))
                least, most = (None if limit is None else limit - past for limit in self.limits())
                yield from range_rows((group, label), columns, weights, least, most)

    def _columns(self, problem: Problem, cohort: str, before: list[str], inside: Mask) -> Ints:
        entities, table = problem.entities, problem.attending
        rows = problem.rows_of_cohort().get(entities.cohort_index[cohort], ints([]))
        rows = rows[inside[rows]]
        if self.parameters.count == "sessions":
            return table.column[rows]
        found: dict[str, list[Ints]] = {}
        for (k,), at in grouped(table.session[rows]):
            programme = problem.instance.programme_of.get(entities.sessions[k].id)
            if programme is not None and programme.id not in before:
                found.setdefault(programme.id, []).append(table.column[rows[at]])
        return ints([problem.any_of(joined(parts)) for _, parts in sorted(found.items())])

    examples = (
        Example(
            "two sessions of one class are one time: 13 of 15",
            """t1 2026-09-07 am school/big li c1
               k1 2026-09-08 am school/big li c1""",
            2,
            given={"programmes": [{"id": "class", "sessions": ["t1", "k1"]}]},
            parameters={"min_person_times": 15},
            subject=("all", "2026"),
        ),
        Example(
            "counted by sessions: about 25, so 24 to 26",
            """t1 2026-09-07 am school/big li c1
               k1 2026-09-08 am school/big li c1""",
            0,
            parameters={"count": "sessions", "target_person_times": 25},
        ),
        Example(
            "by unit: 3 + 4 of the station, 10 of the bureau",
            """t1 2026-09-07 am school/big li c1
               t2 2026-09-08 am hall/main li c2""",
            1,
            parameters={"count": "sessions", "by": "unit", "min_person_times": 8, "max_person_times": 10},
            subject=("station", "2026"),
        ),
    )
