"""Shared by the pages that count: what is counted apart, and the range a count should lie in."""

from collections.abc import Iterable, Iterator
from typing import Literal

import numpy as np

from edusched.compile.arrays import Ints, Mask
from edusched.compile.problem import Problem
from edusched.compile.rows import Row, Subject, at_least, at_most
from edusched.domain.instance import Instance
from edusched.domain.people import Cohort
from edusched.domain.places import Level
from edusched.domain.teaching import CohortSelector
from edusched.rules.facts import BookingFacts

By = Literal["all", "region", "unit", "category", "cohort"]
ByPlace = Literal["all", "region"]

ALL = "all"

PART_OF = "The entry whose quota this one is a part of; the parts may not add up to more than the whole."

Members = list[tuple[Cohort, int]]
"""Cohorts of a group, each with the persons it brings to it."""


def cohort_groups(instance: Instance, cohorts: CohortSelector, by: By, level: Level) -> dict[str, Members]:
    """Return each group with the cohorts meant that bring persons to it, groups and cohorts by id."""
    found: dict[str, Members] = {ALL: []} if by == "all" else {}
    if by == "region":
        found = {name: [] for name in _regions(instance, level)}
    for cohort in instance.selected(cohorts):
        for name, persons in _brings(instance, cohort, by, level):
            members = found.setdefault(name, [])
            if persons:
                members.append((cohort, persons))
    return dict(sorted(found.items()))


def _brings(instance: Instance, cohort: Cohort, by: By, level: Level) -> list[tuple[str, int]]:
    """Return the groups of a cohort, with the persons it brings to each."""
    match by:
        case "region":
            above = instance.region_path(cohort.region)
            names = [name for name in above if instance.region[name].level is level]
        case "unit":
            return [(unit, persons) for unit, persons in cohort.headcount.items() if persons]
        case _:
            names = [{"category": cohort.category, "cohort": cohort.id, "all": ALL}[by]]
    return [(name, cohort.persons) for name in names]


class PlaceGroups:
    """Groups of bookings by where they are held; a booking on a platform is in no region."""

    def __init__(self, instance: Instance, by: ByPlace, level: Level) -> None:
        self._instance, self._by, self._level = instance, by, level
        self.names = [ALL] if by == "all" else _regions(instance, level)

    def held(self, bookings: Iterable[BookingFacts]) -> dict[str, list[BookingFacts]]:
        """Return the bookings that are held in each group."""
        found: dict[str, list[BookingFacts]] = {name: [] for name in self.names}
        for b in bookings:
            for name in self._of(b.region):
                found[name].append(b)
        return found

    def columns(self, problem: Problem, group: str) -> Mask:
        """Return which place columns are held in a group."""
        inside = np.array(
            [group in self._of(info.region) for info in problem.entities.places], dtype=np.bool_
        )
        return inside[problem.placing.place] if problem.placing.size else np.zeros(0, dtype=np.bool_)

    def _of(self, region: str | None) -> list[str]:
        """Return the groups of what is held in a region."""
        if self._by == "all":
            return [ALL]
        path = () if region is None else self._instance.region_path(region)
        return [name for name in path if self._instance.region[name].level is self._level]


def outside(
    subject: Subject, count: int, least: int | None, most: int | None
) -> Iterator[tuple[Subject, int]]:
    """Yield (subject, amount) where a count is below the least or above the most."""
    if least is not None and count < least:
        yield subject, least - count
    if most is not None and count > most:
        yield (*subject, "maximum"), count - most


def range_rows(
    subject: Subject, columns: Ints, coefs: Ints, least: int | None, most: int | None
) -> Iterator[Row]:
    """Yield the same as rows: the weighted sum reaches the least and stays at or below the most."""
    if least is not None:
        yield at_least(subject, columns, least, coefs)
    if most is not None:
        yield at_most((*subject, "maximum"), columns, most, coefs)


def _regions(instance: Instance, level: Level) -> list[str]:
    return sorted(region.id for region in instance.regions if region.level is level)
