"""A library lends its instructors to a region for so many hours a year at most.

An instructor is lent for a booking at a venue or stop outside the library's region and what lies below it; a
booking on a platform lends nobody. A borrower's bookings are those in its region or below it that lend; with
no borrowers named all others share one quota, `outside`. Teaching minutes = summed lengths of the periods,
once for each instructor lent, whatever the roles. Amount: minutes over the quota, per borrower and year.
Source: R017, R266 (libraries shared), R183 (lender, borrower and limit).
Rows: one capacity row per (borrower, year) over the library's staff columns there.
"""

from collections import Counter
from collections.abc import Iterable, Iterator

import numpy as np
from pydantic import Field

from edusched.compile.problem import Problem
from edusched.compile.rows import Row, at_most
from edusched.domain.base import Hours, Id
from edusched.domain.instance import Instance
from edusched.domain.people import Instructor
from edusched.domain.result import Violation
from edusched.rules.contract import Rule, RuleParameters
from edusched.rules.counting import Period, between, years
from edusched.rules.examples import Example
from edusched.rules.facts import Facts
from edusched.rules.lending import is_lent

OUTSIDE = "outside"


class LendingQuotaParameters(RuleParameters):
    """Who lends to whom, and how much."""

    library: Id = Field(description="The library that lends.")
    borrowers: tuple[Id, ...] = Field(
        default=(), description="Regions, each with a quota of its own; none given: all others share one."
    )
    max_teaching_hours: Hours = Field(description="Most hours taught for a borrower in a year.")
    period: Period = "calendar_year"


class LendingQuota(Rule[LendingQuotaParameters]):
    """A library lends its instructors to a region for so many hours a year at most."""

    parameters_type = LendingQuotaParameters
    id = "lending_quota"
    title = "A library lends its instructors for so many hours a year at most"
    unit = "minutes"

    def _borrowers(self, instance: Instance, region: str | None) -> list[str]:
        """Return whose quotas a booking in a region is taken from; None is a platform."""
        path = () if region is None else instance.region_path(region)
        if not is_lent(instance, self.parameters.library, region):
            return []
        named = sorted(set(self.parameters.borrowers))
        return [name for name in named if name in path] if named else [OUTSIDE]

    def quotas(self, instance: Instance, person: Instructor, region: str | None) -> Iterable[str]:
        return self._borrowers(instance, region) if person.library == self.parameters.library else ()

    @property
    def quota_minutes(self) -> int:
        """Most minutes taught for a borrower in a year."""
        return int(self.parameters.max_teaching_hours * 60)

    def lent(self, facts: Facts) -> Iterator[tuple[str, str, int]]:
        """Yield borrower, year and minutes lent, also where that is nothing."""
        p, mine = self.parameters, facts.by_instructor()
        ours = [person.id for person in facts.instance.instructors if person.library == p.library]
        taught = [b for person in ours for b in mine[person]]
        for label, first, last in years(facts.horizon, p.period):
            lent = Counter(dict.fromkeys(p.borrowers or (OUTSIDE,), 0))
            for b in taught:
                if first <= b.day <= last:
                    for borrower in self._borrowers(facts.instance, b.region):
                        lent[borrower] += b.teaching_minutes
            for borrower, minutes in sorted(lent.items()):
                yield borrower, label, minutes

    def check(self, facts: Facts) -> Iterator[Violation]:
        for borrower, label, minutes in self.lent(facts):
            if minutes > self.quota_minutes:
                yield self.violation((self.parameters.library, borrower, label), minutes - self.quota_minutes)

    def rows(self, problem: Problem) -> Iterable[Row]:
        p, table, instance = self.parameters, problem.teaching, problem.instance
        _, _, minutes = problem.minutes(table)
        people, locations = enumerate(problem.entities.instructors), problem.entities.locations
        ours = np.isin(table.who, [k for k, person in people if person.library == p.library])
        taken = [self._borrowers(instance, info.region) for info in locations]
        for borrower in sorted({name for names in taken for name in names}):
            there = np.isin(table.location, [k for k, names in enumerate(taken) if borrower in names])
            for label, first, last in years(problem.horizon, p.period):
                inside = between(problem, first, last, table)
                rows = np.flatnonzero(ours & there & inside)
                subject = (p.library, borrower, label)
                yield at_most(subject, table.column[rows], self.quota_minutes, minutes[rows])

    examples = (
        Example(
            "the township's library lends five hours to the county around it, four allowed",
            """t1 2026-09-07 am school/big li c1
               p1 2026-09-08 eve school/big li c1""",
            60,
            given={"libraries": [{"id": "county-library", "region": "east"}]},
            parameters={"library": "county-library", "borrowers": ["county"], "max_teaching_hours": 4},
            subject=("county-library", "county", "2026"),
        ),
        Example(
            "at home, below home and on a platform nobody is lent",
            """t1 2026-09-07 am school/big li c1
               k2 2026-09-07 am bus@hill wu c2
               p1 2026-09-08 eve web li c1""",
            0,
            parameters={"library": "county-library", "max_teaching_hours": 0},
        ),
    )
