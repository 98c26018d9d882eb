"""Shared by the pages on libraries: when an instructor is lent, and to which region.

An instructor is lent for a booking at a venue or stop whose region is not the library's region nor below it;
a booking on a platform lends nobody.
"""

from collections.abc import Iterator

import numpy as np

from edusched.compile.arrays import Ints, Mask, ints
from edusched.compile.entities import LocationInfo
from edusched.compile.problem import Problem
from edusched.domain.instance import Instance
from edusched.domain.people import Instructor, LendingTerms
from edusched.rules.facts import BookingFacts, Facts


def region_of(b: BookingFacts) -> str | None:
    """Return the region of a booking's venue or site; none on a platform."""
    return b.venue.region if b.venue else b.location


def region_at(instance: Instance, info: LocationInfo) -> str | None:
    """Return the region of a location; none of a platform."""
    if info.point is None or info.mobile_unit is not None:
        return info.point
    return instance.venue[info.point].region


def is_lent(instance: Instance, library: str, region: str | None) -> bool:
    """Tell whether a library lends for a booking in a region."""
    return region is not None and instance.library[library].region not in instance.region_path(region)


def lent(problem: Problem) -> Mask:
    """Return which rows of ``problem.teaching`` lend their instructor."""
    instance, entities = problem.instance, problem.entities
    names = sorted(instance.library)
    regions = [region_at(instance, info) for info in entities.locations]
    away = [[is_lent(instance, name, region) for region in regions] for name in names]
    table = np.array(away, dtype=np.bool_).reshape(len(names), len(regions))
    number = {name: k for k, name in enumerate(names)}
    library = ints([number[person.library] for person in entities.instructors])
    return table[library[problem.teaching.who], problem.teaching.location]


def terms_at(instance: Instance, library: str, region: str | None) -> LendingTerms | None:
    """Return the terms on which a library lends for a booking in a region, if it does and has any."""
    if region is None or not is_lent(instance, library, region):
        return None
    return instance.library[library].lending.get(instance.region[region].level)


def borrowings(facts: Facts) -> Iterator[tuple[BookingFacts, Instructor]]:
    """Yield each booking with each instructor lent for it, once, by id."""
    for b in facts.bookings:
        for _, person in sorted({person.id: person for person in b.instructors}.items()):
            if is_lent(facts.instance, person.library, region_of(b)):
                yield b, person


def terms_table(problem: Problem) -> tuple[Ints, list[LendingTerms]]:
    """Return the number of the terms of each row of ``problem.teaching``, -1 for none, and the terms."""
    instance, entities = problem.instance, problem.entities
    regions = [region_at(instance, info) for info in entities.locations]
    names = sorted(instance.library)
    terms: list[LendingTerms] = []
    table = np.full((len(names), len(regions)), -1, dtype=np.int64)
    for k, name in enumerate(names):
        for at, region in enumerate(regions):
            found = terms_at(instance, name, region)
            if found is not None:
                table[k, at] = len(terms)
                terms.append(found)
    number = {name: k for k, name in enumerate(names)}
    library = ints([number[person.library] for person in entities.instructors])
    return table[library[problem.teaching.who], problem.teaching.location], terms
