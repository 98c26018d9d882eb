"""Shared by the pages on person-times: how often each group has been, and may yet be, taught in a year.

Times of a cohort: its counted bookings and history entries, or the distinct programmes these name (reading
A04). A cohort brings times x the persons it brings to the group.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Literal

import numpy as np

from edusched.compile.arrays import Ints, Mask, grouped, ints, joined, summed
from edusched.compile.problem import Problem
from edusched.domain.people import Cohort
from edusched.rules.counting import Counted, between
from edusched.rules.facts import Facts
from edusched.rules.groups import Members

Count = Literal["programmes", "sessions"]


@dataclass(frozen=True, slots=True)
class Times:
    """What is a time: everything that each of ``counted`` counts, by sessions or by programmes."""

    counted: tuple[Counted, ...]
    count: Count

    def before(self, cohort: Cohort, first: date, last: date) -> list[str]:
        """Return the times of a cohort's history from first to last day: programmes, or dates."""
        entries = [e for e in cohort.history if first <= e.on <= last]
        entries = [e for e in entries if all(counted.history(e) for counted in self.counted)]
        if self.count == "sessions":
            return [e.on.isoformat() for e in entries]
        return sorted({e.programme for e in entries if e.programme is not None})

    def of_groups(
        self, facts: Facts, groups: Mapping[str, Members], first: date, last: date
    ) -> dict[str, int]:
        """Return the person-times of each group in a plan."""
        booked, of = facts.by_cohort(), facts.instance.programme_of
        times: dict[str, int] = {}
        for cohort in _cohorts(groups):
            before = self.before(cohort, first, last)
            mine = booked[cohort.id]
            for counted in self.counted:
                mine = counted.between(facts.instance, mine, first, last)
            went = {of[b.session.id].id for b in mine if b.session.id in of}
            by_programme = self.count == "programmes"
            times[cohort.id] = len(went.union(before)) if by_programme else len(before) + len(mine)
        return {
            group: sum(times[cohort.id] * persons for cohort, persons in members)
            for group, members in groups.items()
        }

    def columns(
        self, problem: Problem, groups: Mapping[str, Members], first: date, last: date
    ) -> Iterator[tuple[str, Ints, Ints, int]]:
        """Yield (group, columns, coefficients, person-times of its history): what adds up to the same."""
        inside = between(problem, first, last)
        for counted in self.counted:
            inside &= counted.columns(problem)
        before = {c.id: self.before(c, first, last) for c in _cohorts(groups)}
        times = {name: self._columns(problem, name, been, inside) for name, been in before.items()}
        for group, members in groups.items():
            mine = [(c.id, persons) for c, persons in members]
            past = sum(len(before[name]) * persons for name, persons in mine)
            coefs = [np.full(times[name].size, persons, np.int64) for name, persons in mine]
            yield group, *summed(joined([times[name] for name, _ in mine]), joined(coefs)), past

    def _columns(self, problem: Problem, cohort: str, before: list[str], inside: Mask) -> Ints:
        entities, table = problem.entities, problem.attending
        rows = problem.rows_of_cohort().get(entities.cohort_index[cohort], ints([]))
        rows = rows[inside[rows]]
        if self.count == "sessions":
            return table.column[rows]
        found: dict[str, list[Ints]] = {}
        for (k,), at in grouped(table.session[rows]):
            programme = problem.instance.programme_of.get(entities.sessions[k].id)
            if programme is not None and programme.id not in before:
                found.setdefault(programme.id, []).append(table.column[rows[at]])
        return ints([problem.any_of(joined(parts)) for _, parts in sorted(found.items())])


def _cohorts(groups: Mapping[str, Members]) -> list[Cohort]:
    """Return the cohorts of some groups, each once, by id."""
    found = {c.id: c for members in groups.values() for c, _ in members}
    return [found[name] for name in sorted(found)]
