"""Parts of sessions that a test puts together itself, small enough to see what they share."""

from collections import Counter
from collections.abc import Iterable

from edusched.domain.instance import Instance
from edusched.search.parts.cut import Part
from edusched.search.parts.reach import Reach


def parts_of(instance: Instance, reach: Reach, groups: Iterable[Iterable[str]]) -> tuple[Part, ...]:
    """Return a part for each group of sessions; nothing is shared widely."""
    names = [tuple(group) for group in groups]
    touched = [{group for name in each for group in reach.of(instance.session[name])} for each in names]
    things = [frozenset(thing for group in mine for thing in reach.groups[group]) for mine in touched]
    users = Counter(thing for mine in things for thing in mine)
    return tuple(
        Part(k, each, mine, frozenset(thing for thing in mine if users[thing] > 1))
        for k, (each, mine) in enumerate(zip(names, things, strict=True))
    )
