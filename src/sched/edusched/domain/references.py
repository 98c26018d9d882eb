"""Cross-references and consistency of an instance.

The data models see one field at a time. What only the whole can show is found here, all at once, so that
a planner mends a file in one go: ids that name nothing, ids given twice, trees that are not trees, days and
periods in the wrong order, sessions that nothing could ever place.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any

import networkx as nx

from edusched.domain.calendar_references import Path, calendar_faults, repeated
from edusched.domain.draft_references import drafting_faults
from edusched.domain.errors import NO_VALUE, Fault, FaultList
from edusched.domain.instance import Instance
from edusched.domain.organisation_references import organisation_faults
from edusched.domain.platforms import platform_faults
from edusched.domain.scope import scope_faults
from edusched.domain.teaching import Course, Delivery, Programme, Session
from edusched.domain.time import SlotPattern

KINDS = {
    "regions": "region",
    "organisations": "organisation",
    "units": "unit",
    "cohorts": "cohort",
    "libraries": "library",
    "instructors": "instructor",
    "venues": "venue",
    "mobile_units": "mobile unit",
    "platforms": "platform",
    "materials": "material",
    "courses": "course",
    "programmes": "programme",
    "sessions": "session",
}
"""The instance's lists of things with an id, and the word for one of them."""

# (list, field, list the field's ids come from); a field holds one id, several, or an object keyed by ids.
REFERENCES = (
    ("regions", "parent", "regions"),
    ("organisations", "region", "regions"),
    ("units", "region", "regions"),
    ("cohorts", "region", "regions"),
    ("cohorts", "headcount", "units"),
    ("cohorts", "instructors", "instructors"),
    ("libraries", "region", "regions"),
    ("instructors", "library", "libraries"),
    ("instructors", "home", "regions"),
    ("instructors", "employers", "regions"),
    ("venues", "region", "regions"),
    ("mobile_units", "depot", "regions"),
    ("mobile_units", "crew", "instructors"),
    ("programmes", "sessions", "sessions"),
    ("programmes", "free_sessions", "sessions"),
    ("materials", "region", "regions"),
    ("cohorts", "readings", "materials"),
    ("courses", "cases", "materials"),
    ("courses", "materials", "materials"),
    ("courses", "prerequisites", "courses"),
    ("sessions", "organiser", "regions"),
    ("sessions", "co_organisers", "organisations"),
    ("sessions", "provider", "organisations"),
    ("sessions", "cost_shares", "organisations"),
    ("sessions", "course", "courses"),
    ("sessions", "venues", "venues"),
    ("sessions", "mobile_units", "mobile_units"),
    ("sessions", "sites", "regions"),
    ("sessions", "platforms", "platforms"),
    ("sessions", "cohorts", "cohorts"),
)
PATTERNS = (
    ("cohorts", "available"),
    ("cohorts", "unavailable"),
    ("organisations", "available"),
    ("organisations", "unavailable"),
    ("libraries", "available"),
    ("instructors", "available"),
    ("instructors", "unavailable"),
    ("instructors", "provisional"),
    ("venues", "available"),
    ("venues", "unavailable"),
    ("mobile_units", "available"),
    ("mobile_units", "unavailable"),
    ("platforms", "available"),
    ("platforms", "unavailable"),
    ("sessions", "starts"),
)
# Travel starts, ends or stops in these regions, so each needs a point on the map.
LOCATED = (
    ("instructors", "home", "home of instructor"),
    ("mobile_units", "depot", "depot of mobile unit"),
    ("sessions", "sites", "a site of session"),
)

Known = Mapping[str, Mapping[str, Any]]


def reference_faults(instance: Instance) -> list[Fault]:
    """Return every cross-reference and consistency fault of an instance, with its JSON path.

    Parameters
    ----------
    instance
        An instance whose fields are each valid in themselves.

    Returns
    -------
    list of Fault
        Empty when the instance is sound. The file name is left empty for the caller to fill in.

    Notes
    -----
    Policy parameters are those of the rule pages, so the catalogue looks at them, not this function.
    """
    found = FaultList()
    known = {name: {item.id: item for item in getattr(instance, name)} for name in KINDS}
    calendar_faults(instance.calendar, found)
    _duplicate_faults(instance, found)
    _unknown_ids(instance, known, found)
    _pattern_faults(instance, found)
    _region_tree_faults(instance, found)
    _location_faults(instance, known, found)
    _travel_faults(instance, known, found)
    for index, course in enumerate(instance.courses):
        _role_faults(("courses", index), course, found)
    for index, session in enumerate(instance.sessions):
        _session_faults(("sessions", index), session, instance, known, found)
    _programme_faults(instance, found)
    _prerequisite_faults(instance, found)
    scope_faults(instance, found)
    organisation_faults(instance, found)
    platform_faults(instance, found)
    return found.faults + drafting_faults(instance, reference_faults)


def _duplicate_faults(instance: Instance, found: FaultList) -> None:
    for name, kind in KINDS.items():
        repeated((name,), [item.id for item in getattr(instance, name)], kind, found, "id")
    for index, venue in enumerate(instance.venues):
        repeated(("venues", index, "rooms"), [room.id for room in venue.rooms], "room", found, "id")
    repeated(("policy", "rules"), [rule.id for rule in instance.policy.rules], "rule", found, "id")
    codes = [unit.credit_code or index for index, unit in enumerate(instance.units)]
    repeated(("units",), codes, "credit code", found, "credit_code")
    region_ids = {region.id for region in instance.regions}
    for index, venue in enumerate(instance.venues):
        if venue.id in region_ids:
            found.add(
                ("venues", index, "id"),
                venue.id,
                "a region has this id too, and travel legs name venues and regions alike",
                f"rename the venue, for instance {venue.id[:70]}-venue",
            )


def _ids_of(value: Any) -> Iterator[tuple[Path, str]]:
    """Yield the ids a reference field holds, each with its place inside the field."""
    if isinstance(value, str):
        yield (), value
    elif isinstance(value, Mapping):
        for key in value:
            yield (key,), key
    elif value is not None:
        for index, item in enumerate(value):
            yield (index,), item


def _unknown_ids(instance: Instance, known: Known, found: FaultList) -> None:
    for name, attribute, target in REFERENCES:
        for index, item in enumerate(getattr(instance, name)):
            value = getattr(item, attribute)
            for inside, reference in _ids_of(value):
                if reference not in known[target]:
                    found.unknown((name, index, attribute, *inside), reference, KINDS[target], known[target])
            if isinstance(value, tuple) and len(value) > 1:
                repeated((name, index, attribute), value, KINDS[target], found)
    for index, session in enumerate(instance.sessions):
        if session.open_to is None:
            continue
        for attribute, target in (("ids", "cohorts"), ("regions", "regions")):
            for inside, reference in _ids_of(getattr(session.open_to, attribute)):
                if reference not in known[target]:
                    parts = ("sessions", index, "open_to", attribute, *inside)
                    found.unknown(parts, reference, KINDS[target], known[target])


def _pattern_faults(instance: Instance, found: FaultList) -> None:
    windows = {window.id: window for window in instance.calendar.windows}
    periods = {period.id: period for period in instance.calendar.periods}

    def look_at(at: Path, patterns: Sequence[SlotPattern]) -> None:
        for index, pattern in enumerate(patterns):
            if pattern.window is not None and pattern.window not in windows:
                found.unknown((*at, index, "window"), pattern.window, "window", windows)
            for number, period in enumerate(pattern.periods or ()):
                if period not in periods:
                    found.unknown((*at, index, "periods", number), period, "period", periods)
            first, last = pattern.first_day, pattern.last_day
            if first is not None and last is not None and last < first:
                found.add((*at, index, "last_day"), last, f"expected a day not before first_day, {first}")

    for at, patterns in _patterns(instance):
        look_at(at, patterns)


def _patterns(instance: Instance) -> Iterator[tuple[Path, Sequence[SlotPattern]]]:
    """Yield every list of slot patterns with its place."""
    for name, attribute in PATTERNS:
        for index, item in enumerate(getattr(instance, name)):
            yield (name, index, attribute), getattr(item, attribute)
    for index, library in enumerate(instance.libraries):
        for level, terms in library.lending.items():
            yield ("libraries", index, "lending", level.value, "available"), terms.available
    for index, venue in enumerate(instance.venues):
        for number, room in enumerate(venue.rooms):
            yield ("venues", index, "rooms", number, "unavailable"), room.unavailable


def _region_tree_faults(instance: Instance, found: FaultList) -> None:
    region = {item.id: item for item in instance.regions}
    place = {item.id: index for index, item in reversed(list(enumerate(instance.regions)))}
    parents = [(item.id, item.parent) for item in region.values() if item.parent in region]
    in_cycle: set[str] = set()
    for cycle in _cycles(parents):
        in_cycle.update(cycle)
        found.add(
            ("regions", place[cycle[0]], "parent"),
            region[cycle[0]].parent,
            f"a region cannot lie inside itself: {' > '.join([*cycle, cycle[0]])}",
        )
    for index, item in enumerate(instance.regions):
        above = region.get(item.parent or "")
        if above is not None and item.id not in in_cycle and above.level.rank <= item.level.rank:
            found.add(
                ("regions", index, "parent"),
                item.parent,
                f"a {item.level} must lie in a region of a higher level, and {above.id} is a {above.level}",
            )


def _cycles(edges: Iterable[tuple[str, Any]]) -> Iterator[list[str]]:
    """Yield one cycle of each knot of a directed graph, from the node that is named first."""
    graph: nx.DiGraph[str] = nx.DiGraph()
    graph.add_edges_from(edges)
    order = {node: index for index, node in enumerate(graph)}
    knots = [sorted(knot, key=order.__getitem__) for knot in nx.strongly_connected_components(graph)]
    for knot in sorted(knots, key=lambda nodes: order[nodes[0]]):
        if len(knot) == 1 and not graph.has_edge(knot[0], knot[0]):
            continue
        # A graph of its own: a networkx view would walk a set, and the cycle shown would vary by run.
        inside = set(knot)
        part: nx.DiGraph[str] = nx.DiGraph()
        part.add_edges_from((a, b) for a in knot for b in graph[a] if b in inside)
        yield [edge[0] for edge in nx.find_cycle(part, source=knot[0])]


def _location_faults(instance: Instance, known: Known, found: FaultList) -> None:
    needed: dict[str, list[str]] = {}
    for name, attribute, use in LOCATED:
        for item in getattr(instance, name):
            for _, region in _ids_of(getattr(item, attribute)):
                needed.setdefault(region, []).append(f"{use} {item.id}")
    for number, leg in enumerate(instance.travel.legs):
        for region in (leg.start, leg.end):
            if region not in known["venues"]:
                needed.setdefault(region, []).append(f"an end of travel leg [{number}]")
    for index, item in enumerate(instance.regions):
        uses = needed.get(item.id)
        if uses and item.location is None and known["regions"][item.id] is item:
            more = f" (and {len(uses) - 1:,} more)" if len(uses) > 1 else ""
            found.add(
                ("regions", index, "location"),
                NO_VALUE,
                f"missing, and {item.id} is {uses[0]}{more}: travel needs a point on the map",
                "add latitude_deg and longitude_deg",
            )


def _travel_faults(instance: Instance, known: Known, found: FaultList) -> None:
    points = [*known["regions"], *known["venues"]]
    is_point = set(points)
    seen: dict[tuple[str, str], int] = {}
    for index, leg in enumerate(instance.travel.legs):
        for attribute, value in (("start", leg.start), ("end", leg.end)):
            if value not in is_point:
                found.unknown(("travel", "legs", index, attribute), value, "region or venue", points)
        pair = (min(leg.start, leg.end), max(leg.start, leg.end))
        if seen.setdefault(pair, index) != index:
            found.add(
                ("travel", "legs", index),
                f"{leg.start} - {leg.end}",
                f"leg given twice; legs hold in both directions and it stands at [{seen[pair]}] already",
            )


def _role_faults(at: Path, item: Course | Session, found: FaultList) -> None:
    roles = [need.role for need in item.staff or ()]
    error = "given twice, use count or another name"
    repeated((*at, "staff"), roles, "role", found, "role", error=error)


def _session_faults(at: Path, item: Session, instance: Instance, known: Known, found: FaultList) -> None:
    _role_faults(at, item, found)
    periods = len(instance.calendar.periods)
    if item.length_periods > periods:
        expected = f"expected at most {periods}, the periods of a day"
        found.add((*at, "length_periods"), item.length_periods, expected)
    if item.max_cohorts is not None and item.max_cohorts < len(item.cohorts):
        expected = f"expected at least {len(item.cohorts)}, as many as its fixed cohorts"
        found.add((*at, "max_cohorts"), item.max_cohorts, expected)
    for delivery, attribute, listed in (
        (Delivery.IN_PERSON, "venues", item.venues),
        (Delivery.MOBILE, "mobile_units", item.mobile_units),
        (Delivery.ONLINE, "platforms", item.platforms),
    ):
        if delivery not in item.deliveries or listed or (listed is None and known[attribute]):
            continue
        kind = KINDS[attribute]
        why = f"delivery {delivery} needs a {kind}, and " + (
            "the session allows none" if listed is not None else "the instance has none"
        )
        value = NO_VALUE if listed is None else list(listed)
        found.add((*at, attribute), value, why, f"name a {kind} or drop {delivery} from deliveries")
    if Delivery.MOBILE in item.deliveries and not item.sites:
        expected = "delivery mobile needs sites where a mobile unit may stop"
        found.add((*at, "sites"), NO_VALUE, expected, "name a site or drop mobile from deliveries")


def _programme_faults(instance: Instance, found: FaultList) -> None:
    owner: dict[str, int] = {}
    for index, programme in enumerate(instance.programmes):
        for number, session in enumerate(programme.sessions):
            if owner.setdefault(session, index) != index:
                found.add(
                    ("programmes", index, "sessions", number),
                    session,
                    f"session in two programmes; {instance.programmes[owner[session]].id} has it already",
                )
        _order_faults(("programmes", index), programme, instance, found)


def _order_faults(at: Path, item: Programme, instance: Instance, found: FaultList) -> None:
    members = dict.fromkeys(item.sessions)
    kind = f"session of programme {item.id}"
    for index, pair in enumerate(item.order):
        for side, session in enumerate(pair):
            if session not in members:
                found.unknown((*at, "order", index, side), session, kind, members)
    for index, session in enumerate(item.free_sessions):
        if session not in members and session in instance.session:
            found.unknown((*at, "free_sessions", index), session, kind, members)
    for cycle in _cycles(item.order):
        circle = " before ".join([*cycle, cycle[0]])
        found.add((*at, "order"), NO_VALUE, f"the order runs in a circle: {circle}")


def _prerequisite_faults(instance: Instance, found: FaultList) -> None:
    order = [(before, course.id) for course in instance.courses for before in course.prerequisites]
    for cycle in _cycles(order):
        circle = " before ".join([*cycle, cycle[0]])
        found.add(("courses",), NO_VALUE, f"the prerequisites run in a circle: {circle}")
