"""Shared by the pages on libraries: when an instructor is lent, and to which region.

An instructor is lent for a booking at a venue or stop whose region is not the library's region nor below it;
a booking on a platform lends nobody.
"""

import numpy as np

from edusched.compile.arrays import Mask, ints
from edusched.compile.entities import LocationInfo
from edusched.compile.problem import Problem
from edusched.domain.instance import Instance
from edusched.rules.facts import BookingFacts


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
