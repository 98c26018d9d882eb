"""A cohort is taught, or a site is visited, on so many days a year, and not again too soon.

Days of a cohort: distinct days with a counted booking it attends; of a site: distinct days with a counted
booking at a stop there, of whatever mobile unit. For each cohort or site and year: days of the year, for a
cohort with the `days` of its counted history entries of the year, >= `min_days`. Amount: days short; the
persons of a cohort do not matter. And for each two days of the plan, of any year, that are less than
`min_gap_days` apart: 1 (subject cohort or site, first day, second day). Source: R098, R101, R107, R116 (once
a year), R132 (a mobile stop per village and year). Rows: one demand row per (cohort or site, year) over "on
that day" literals (for a single day over the columns themselves), and one row per day over the days after it.
"""

from collections.abc import Iterable, Iterator
from datetime import date
from typing import Annotated, Literal

import numpy as np
from pydantic import Field

from edusched.compile.arrays import Ints, grouped, ints
from edusched.compile.columns import NONE, Occurrences
from edusched.compile.problem import Problem
from edusched.compile.rows import Row
from edusched.domain.base import Id
from edusched.domain.instance import Instance
from edusched.domain.plan import StopPlace
from edusched.domain.result import Violation
from edusched.domain.teaching import CohortSelector
from edusched.rules.contract import OWED, Rule, RuleParameters
from edusched.rules.counting import Counted, Period, entries_between, years
from edusched.rules.days import apart, day_literals, least_days
from edusched.rules.examples import Example
from edusched.rules.facts import Facts


class FrequencyParameters(RuleParameters):
    """``cohorts`` are meant where ``of`` says so, else ``sites``."""

    of: Literal["cohorts", "sites"] = "cohorts"
    cohorts: CohortSelector = CohortSelector()
    sites: Annotated[tuple[Id, ...], Field(min_length=1)] | None = Field(
        default=None, description="Regions; none given: every site of some session."
    )
    counted: Counted = Counted()
    min_days: int = Field(default=1, ge=0, le=366)
    min_gap_days: int = Field(default=0, ge=0, le=3660)
    period: Period = "calendar_year"


class Frequency(Rule[FrequencyParameters]):
    """A cohort is taught, or a site is visited, on so many days a year, and not again too soon."""

    parameters_type = FrequencyParameters
    id = "frequency"
    title = "A cohort is taught, or a site visited, so often a year and not again too soon"
    unit = "days"
    default = OWED
    waivable = True

    def _meant(self, instance: Instance) -> list[str]:
        p = self.parameters
        if p.of == "cohorts":
            return [c.id for c in instance.selected(p.cohorts)]
        every = (site for session in instance.sessions for site in session.sites)
        return sorted(set(every if p.sites is None else p.sites))

    def _before(self, instance: Instance, who: str, first: date, last: date) -> int:
        if self.parameters.of == "sites":
            return 0
        past = entries_between(instance.cohort[who], first, last, self.parameters.counted)
        return sum(entry.days for entry in past)

    def _days(self, facts: Facts) -> dict[str, list[date]]:
        p = self.parameters
        found: dict[str, set[date]] = {who: set() for who in self._meant(facts.instance)}
        for b in (b for b in facts.bookings if p.counted.booking(b, facts.instance)):
            stop = [] if b.mobile_unit is None or b.location is None else [b.location]
            for who in stop if p.of == "sites" else [c.id for c in b.cohorts]:
                if who in found:
                    found[who].add(b.attended_on)
        return {who: sorted(days) for who, days in found.items()}

    def check(self, facts: Facts) -> Iterator[Violation]:
        p = self.parameters
        for who, days in self._days(facts).items():
            for label, first, last in years(facts.horizon, p.period):
                there = sum(first <= day <= last for day in days)
                short = p.min_days - there - self._before(facts.instance, who, first, last)
                if short > 0:
                    yield self.violation((who, label), short, f"{there} days")
            for day in days:
                for later in (other for other in days if other > day):
                    if (later - day).days < p.min_gap_days:
                        yield self.violation((who, day.isoformat(), later.isoformat()), 1)

    def _keys(self, problem: Problem) -> tuple[Occurrences, Ints, dict[str, int]]:
        """Return a table, the number of whom or where each row is for, and these numbers by name."""
        entities = problem.entities
        if self.parameters.of == "cohorts":
            return problem.attending, problem.attending.who, entities.cohort_index
        number = {site: k for k, site in enumerate(self._meant(problem.instance))}
        stops = (info.place for info in entities.places)
        site_of = [number.get(stop.site, NONE) if isinstance(stop, StopPlace) else NONE for stop in stops]
        return problem.placing, ints(site_of)[problem.placing.place], number

    def rows(self, problem: Problem) -> Iterable[Row]:
        p, days = self.parameters, problem.horizon.days
        table, key, number = self._keys(problem)
        day = problem.days(table)
        rows_of = dict(grouped(np.where(p.counted.columns(problem, table), key, NONE)))
        for who in self._meant(problem.instance):
            mine = rows_of.get((number[who],), ints([]))
            for label, first, last in years(problem.horizon, p.period):
                rows = mine[(day[mine] >= (first - days[0]).days) & (day[mine] <= (last - days[0]).days)]
                want = p.min_days - self._before(problem.instance, who, first, last)
                yield from least_days(problem, (who, label), table.column[rows], day[rows], want)
            literals = day_literals(problem, table.column[mine], day[mine]) if p.min_gap_days > 1 else {}
            for at, literal in literals.items():
                soon = [literals[k] for k in range(at + 1, at + p.min_gap_days) if k in literals]
                if soon:
                    yield apart((who, days[at].isoformat()), literal, soon)

    examples = (
        Example(
            "twice a year: c1 on two days, c2 on one",
            """t1 2026-09-07 am school/big li c1
               k1 2026-09-09 am school/small wu c1
               t2 2026-09-07 pm school/big li c2""",
            1,
            parameters={"min_days": 2},
            subject=("c2", "2026"),
        ),
        Example(
            "Monday and Wednesday are two days apart, three asked",
            """t1 2026-09-07 am school/big li c1
               k1 2026-09-09 am school/small wu c1""",
            1,
            parameters={"cohorts": {"ids": ["c1"]}, "min_gap_days": 3},
            subject=("c1", "2026-09-07", "2026-09-09"),
        ),
        Example(
            "the bus calls at both villages once a year",
            """k1 2026-09-07 am bus@hill wu c1
               k2 2026-09-08 am bus@lake wu c2""",
            0,
            parameters={"of": "sites"},
        ),
    )
