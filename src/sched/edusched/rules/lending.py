"""Shared by the pages on libraries: when an instructor is lent, and to which region.

An instructor is lent for a booking at a venue or stop whose region is not the library's region nor below it;
a booking on a platform lends nobody.
"""

from collections.abc import Iterator

import numpy as np

from edusched.compile.arrays import Ints, Mask, ints
from edusched.compile.problem import Problem
from edusched.domain.instance import Instance
from edusched.domain.people import Instructor, LendingTerms
from edusched.rules.facts import BookingFacts, Facts


def is_lent(instance: Instance, library: str, region: str | None) -> bool:
    """Tell whether a library lends for a booking in a region."""
    return region is not None and instance.library[library].region not in instance.region_path(region)


def lent(problem: Problem) -> Mask:
    """Return which rows of ``problem.teaching`` lend their instructor."""
    instance, entities = problem.instance, problem.entities
    names = sorted(instance.library)
    away = [[is_lent(instance, name, info.region) for info in entities.locations] for name in names]
    table = np.array(away, dtype=np.bool_).reshape(len(names), len(entities.locations))
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
            if is_lent(facts.instance, person.library, b.region):
                yield b, person


def terms_table(problem: Problem) -> tuple[Ints, list[LendingTerms]]:
    """Return the number of the terms of each row of ``problem.teaching``, -1 for none, and the terms."""
    instance, entities = problem.instance, problem.entities
    names = sorted(instance.library)
    terms: list[LendingTerms] = []
    table = np.full((len(names), len(entities.locations)), -1, dtype=np.int64)
    for k, name in enumerate(names):
        for at, info in enumerate(entities.locations):
            found = terms_at(instance, name, info.region)
            if found is not None:
                table[k, at] = len(terms)
                terms.append(found)
    number = {name: k for k, name in enumerate(names)}
    library = ints([number[person.library] for person in entities.instructors])
    return table[library[problem.teaching.who], problem.teaching.location], terms
