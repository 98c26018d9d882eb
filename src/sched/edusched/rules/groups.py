"""Shared by the pages that count: what is counted apart, and the range a count should lie in."""

from collections.abc import Iterator
from typing import Literal

import numpy as np

from edusched.compile.arrays import Ints, Mask
from edusched.compile.problem import Problem
from edusched.compile.rows import Row, Subject, at_least, at_most
from edusched.domain.instance import Instance
from edusched.domain.people import Cohort
from edusched.domain.places import Level, Venue
from edusched.domain.plan import StopPlace
from edusched.domain.teaching import CohortSelector
from edusched.rules.facts import BookingFacts

By = Literal["all", "region", "unit", "category", "cohort"]
ByPlace = Literal["all", "region"]

ALL = "all"

PART_OF = "The entry whose quota this one is a part of; the parts may not add up to more than the whole."

Members = list[tuple[Cohort, int]]
"""Cohorts of a group, each with the persons it brings to it."""


def cohort_groups(instance: Instance, cohorts: CohortSelector, by: By, level: Level) -> dict[str, Members]:
    """Return each group with the cohorts meant that are in it, groups and cohorts by id."""
    meant = [(c, c.persons) for c in instance.selected(cohorts)]
    match by:
        case "region":
            paths = {c.id: instance.region_path(c.region) for c, _ in meant}
            names = _regions(instance, level)
            return {name: [(c, n) for c, n in meant if name in paths[c.id]] for name in names}
        case "unit":
            units = sorted({u for c, _ in meant for u, persons in c.headcount.items() if persons})
            return {u: [(c, c.headcount.get(u, 0)) for c, _ in meant] for u in units}
        case "category":
            categories = sorted({c.category for c, _ in meant})
            return {name: [(c, n) for c, n in meant if c.category == name] for name in categories}
        case "cohort":
            return {c.id: [(c, n)] for c, n in meant}
        case "all":
            return {ALL: meant}


class PlaceGroups:
    """Groups of bookings by where they are held; a booking on a platform is in no region."""

    def __init__(self, instance: Instance, by: ByPlace, level: Level) -> None:
        self._instance, self._by = instance, by
        self.names = [ALL] if by == "all" else _regions(instance, level)

    def held(self, group: str, b: BookingFacts) -> bool:
        """Tell whether a booking is held in a group."""
        return self._in(group, b.venue.region if b.venue else b.location)

    def columns(self, problem: Problem, group: str) -> Mask:
        """Return which place columns are held in a group."""
        regions: list[str | None] = []
        for info in problem.entities.places:
            site = info.place.site if isinstance(info.place, StopPlace) else None
            regions.append(info.owner.region if isinstance(info.owner, Venue) else site)
        inside = np.array([self._in(group, region) for region in regions], dtype=np.bool_)
        return inside[problem.placing.place] if problem.placing.size else np.zeros(0, dtype=np.bool_)

    def _in(self, group: str, region: str | None) -> bool:
        if self._by == "all":
            return True
        return region is not None and group in self._instance.region_path(region)


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
