"""Cut an instance into parts: what hangs together exactly, and where that is too much, by county.

Exact components come first: sessions that share nobody and nothing with others are a part of their own, and
nothing is lost by planning them apart. What is left in one piece is cut by county: there most of what a
session may touch belongs to the county alone. What parts share (a city's lecturers, a hall) is known by name.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from networkx.utils import UnionFind

from edusched.domain.instance import Instance
from edusched.search.parts.reach import QUOTA, Reach, Thing

PART_SESSIONS = 200
"""Sessions a part has about: enough to choose among, few enough to compile in half a second."""
WIDE = 8
"""What more parts than this may touch is shared widely: such parts may be planned at the same time, and
bookings that then clash are given up again."""
NEVER_CUT = frozenset({"mobile_unit"})
"""A tour is one thing: its stops and nights are planned together."""


@dataclass(frozen=True)
class Part:
    """Sessions that are planned together.

    Attributes
    ----------
    sessions : ids, in order
    things : what they may touch
    shared : what of it other parts may touch too
    wide : what of that many parts may touch
    neighbours : numbers of the parts that share something else with it
    """

    number: int
    sessions: tuple[str, ...]
    things: frozenset[Thing]
    shared: frozenset[Thing] = frozenset()
    wide: frozenset[Thing] = frozenset()
    neighbours: tuple[int, ...] = ()


def cut(instance: Instance, reach: Reach, part_sessions: int = PART_SESSIONS) -> tuple[Part, ...]:
    """Return the parts of an instance, in the order of their first sessions.

    Parameters
    ----------
    part_sessions
        Small parts of a county are joined up to about so many sessions; what hangs together is never cut
        further.
    """
    names = sorted(instance.session)
    touched = {name: reach.of(instance.session[name]) for name in names}
    exact = _components(names, touched, reach.groups, ())
    pieces: list[tuple[str, list[str]]] = []
    for sessions in exact:
        if len(sessions) <= 2 * part_sessions:
            pieces.append((reach.home(instance.session[sessions[0]]), sessions))
            continue
        by_county: dict[str, list[str]] = {}
        for name in sessions:
            by_county.setdefault(reach.home(instance.session[name]), []).append(name)
        across = _across(by_county, touched, reach.groups)
        bound = _components(sessions, touched, reach.groups, across)
        pieces += [(reach.home(instance.session[part[0]]), part) for part in bound]
    joined = _joined(pieces, part_sessions)
    joined.sort(key=lambda sessions: sessions[0])
    return _with_neighbours(joined, touched, reach.groups)


def _components(
    names: Sequence[str],
    touched: dict[str, tuple[int, ...]],
    groups: Sequence[tuple[Thing, ...]],
    across: Iterable[Thing],
) -> list[list[str]]:
    """Return the sessions that hang together, things in ``across`` left out of account."""
    left_out = frozenset(across)
    union: UnionFind[tuple[str, object]] = UnionFind()
    seen: set[int] = set()
    for name in names:
        for group in touched[name]:
            if group not in seen:
                seen.add(group)
                things = [thing for thing in groups[group] if thing not in left_out]
                # The group stands for its things; one that is cut in all of them binds nothing.
                union.union(("group", group), *things)
            if any(thing not in left_out for thing in groups[group]):
                union.union(("session", name), ("group", group))
    found: dict[object, list[str]] = {}
    for name in names:
        found.setdefault(union[("session", name)], []).append(name)
    return sorted(found.values())


def _across(
    by_county: dict[str, list[str]], touched: dict[str, tuple[int, ...]], groups: Sequence[tuple[Thing, ...]]
) -> frozenset[Thing]:
    """Return what sessions of more than one county may touch, of what may be cut."""
    owner: dict[Thing, str] = {}
    found: set[Thing] = set()
    for county, sessions in sorted(by_county.items()):
        for group in sorted({group for name in sessions for group in touched[name]}):
            for thing in groups[group]:
                if owner.setdefault(thing, county) != county and thing[0] not in NEVER_CUT:
                    found.add(thing)
    return frozenset(found)


def _joined(pieces: list[tuple[str, list[str]]], part_sessions: int) -> list[list[str]]:
    """Join small pieces of a county, the largest first, up to about so many sessions."""
    found: list[list[str]] = []
    open_bin: dict[str, list[str]] = {}
    for county, sessions in sorted(pieces, key=lambda piece: (piece[0], -len(piece[1]), piece[1][0])):
        held = open_bin.get(county)
        if held is not None and len(held) + len(sessions) <= part_sessions:
            held.extend(sessions)
            continue
        open_bin[county] = list(sessions)
        found.append(open_bin[county])
    return [sorted(sessions) for sessions in found]


def _with_neighbours(
    parts: list[list[str]], touched: dict[str, tuple[int, ...]], groups: Sequence[tuple[Thing, ...]]
) -> tuple[Part, ...]:
    things = [
        frozenset(
            thing
            for group in {group for name in sessions for group in touched[name]}
            for thing in groups[group]
        )
        for sessions in parts
    ]
    users: dict[Thing, list[int]] = {}
    for number, mine in enumerate(things):
        for thing in mine:
            users.setdefault(thing, []).append(number)
    found = []
    for number, sessions in enumerate(parts):
        shared = frozenset(thing for thing in things[number] if len(users[thing]) > 1)
        wide = frozenset(thing for thing in shared if len(users[thing]) > WIDE or thing[0] == QUOTA)
        near = {other for thing in shared - wide for other in users[thing]} - {number}
        found.append(Part(number, tuple(sessions), things[number], shared, wide, tuple(sorted(near))))
    return tuple(found)
