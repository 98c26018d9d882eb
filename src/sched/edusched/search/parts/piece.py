"""A part as an instance of its own: its sessions, what they may touch, and the bookings it has to live with.

Whatever of the whole it does not need stays out: other people, other places, other regions, and of the rules
those that are about them alone. Pinned sessions of other parts come along as they are booked: at their start
and place, with their instructors and cohorts. Cohorts that no session of the part is for are out of scope.
"""

from collections.abc import Iterable, Mapping, Sequence
from decimal import Decimal
from typing import Any

from edusched.domain.drafting import Drafting
from edusched.domain.instance import Instance
from edusched.domain.people import Cohort, HistoryEntry
from edusched.domain.plan import Booking, PlatformPlace, RoomPlace
from edusched.domain.policy import Enforcement, Mode, Policy, PolicyRule
from edusched.domain.references import REFERENCES
from edusched.domain.teaching import Delivery, Programme, Session
from edusched.domain.time import SlotPattern
from edusched.policies import entries_of
from edusched.rules.catalogue import BY_ID
from edusched.rules.policy_check import KIND_OF
from edusched.search.parts.cut import Part
from edusched.search.parts.reach import QUOTA, Thing
from edusched.search.parts.wide import Taken, seat_takers

LISTS = {
    "cohort": "cohorts",
    "instructor": "instructors",
    "venue": "venues",
    "mobile_unit": "mobile_units",
    "platform": "platforms",
    "unit": "units",
    "organisation": "organisations",
    "region": "regions",
    "course": "courses",
    "programme": "programmes",
    "library": "libraries",
    "session": "sessions",
}
"""Lists of an instance by the kind of their things."""
LISTS_NAMED = {kind: (name,) for kind, name in LISTS.items()} | {"unit or region": ("units", "regions")}
"""Lists whose ids a parameter may name, by what `KIND_OF` says of it."""


def piece_of(
    instance: Instance,
    parts: Sequence[Part],
    pins: Sequence[Booking],
    rules: Policy,
    taken: Sequence[Taken] = (),
) -> Instance:
    """Return the instance of some parts planned together.

    Parameters
    ----------
    pins
        Bookings of other sessions that touch what the parts touch.
    rules
        The policy with its packs taken in (`open_policy`).
    taken
        Seats others have taken on platforms.
    """
    sessions = [instance.session[name] for part in parts for name in part.sessions]
    things = frozenset[Thing]().union(*(part.things for part in parts))
    pinned = [_pinned(instance, booking) for booking in pins]
    every = sorted([*sessions, *pinned], key=lambda s: s.id)
    names = {session.id for session in every}
    programmes = [
        _narrowed(programme, names) if ("programme", programme.id) in things else _of_pins(programme, names)
        for programme in instance.programmes
        if not names.isdisjoint(programme.sessions)
    ]
    judged = {programme.id for programme in programmes if ("programme", programme.id) in things}
    kept: dict[str, set[str]] = {name: set() for name in LISTS.values()}
    for kind, name in things:
        if kind not in ("programme", "unit", QUOTA):
            kept[LISTS[kind]].add(name)
    _note(kept, "sessions", every)
    kept["instructors"].update(each.instructor for booking in pins for each in booking.instructors)
    for session in every:
        kept["regions"].update(session.sites)
    if taken:
        kept["regions"].add(instance.regions[0].id)
        kept["platforms"].update(each.platform for each in taken)
    _close(instance, kept)
    if not kept["regions"]:  # an instance has at least one
        kept["regions"].update(instance.region_path(instance.regions[0].id))
    lists = {
        name: tuple(item for item in getattr(instance, name) if item.id in kept[name])
        for name in LISTS.values()
        if name not in ("sessions", "programmes")
    }
    done = {course for session in pinned for course in instance.course[session.course].prerequisites}
    lists["cohorts"] = tuple(
        cohort if ("cohort", cohort.id) in things else _of_others(instance, cohort, done)
        for cohort in lists["cohorts"]
    )
    courses, units, cohorts, takers = seat_takers(instance, taken)
    lists["courses"] += courses
    lists["units"] += units
    lists["cohorts"] += cohorts
    kept["sessions"], kept["programmes"] = names, {programme.id for programme in programmes}
    return instance.with_changes(
        **lists,
        sessions=tuple(sorted([*every, *takers], key=lambda s: s.id)),
        programmes=tuple(sorted(programmes, key=lambda p: p.id)),
        owner=instance.owner if instance.owner in kept["organisations"] else None,
        drafting=Drafting(),
        policy=_policy(rules, kept, judged),
    )


def open_policy(instance: Instance) -> Policy:
    """Return the policy with the rules of its packs written out, less those that count across all parts.

    A rule that must hold and counts sessions of all parts together cannot be asked of one part. It is left to
    the check of the whole plan.
    """
    rules = []
    for entry in entries_of(instance.policy):
        page = BY_ID[entry.rule]
        how = entry.enforcement or page.default
        if how.mode is Mode.OFF or (page.spans and how.mode is not Mode.SOFT):
            rules.append(entry.model_copy(update={"enforcement": Enforcement(mode=Mode.OFF)}))
        else:
            rules.append(entry)
    return instance.policy.model_copy(update={"packs": (), "rules": tuple(rules)})


def _pinned(instance: Instance, booking: Booking) -> Session:
    """Return a session that others have booked, with nothing left to choose but what its booking says."""
    session, place = instance.session[booking.session], booking.place
    start = SlotPattern(first_day=booking.day, last_day=booking.day, periods=(booking.period,))
    changes: dict[str, Any] = {"starts": (start,), "open_to": None, "max_cohorts": None, "mandatory": True}
    if isinstance(place, RoomPlace):
        changes |= {"deliveries": (Delivery.IN_PERSON,), "venues": (place.venue,)}
    elif isinstance(place, PlatformPlace):
        changes |= {"deliveries": (Delivery.ONLINE,), "platforms": (place.platform,)}
    else:
        changes |= {"deliveries": (Delivery.MOBILE,), "mobile_units": (place.mobile_unit,)}
        changes |= {"sites": (place.site,)}
    return session.model_copy(update=changes | {"cohorts": booking.cohorts})


def _of_others(instance: Instance, cohort: Cohort, done: Iterable[str]) -> Cohort:
    """Return a cohort that only attends pinned sessions: out of scope, and as if it had done some courses.

    Where it did what these sessions build on is not known here.
    """
    history = tuple(
        HistoryEntry(
            on=instance.calendar.first_day,
            study_hours=Decimal(0),
            subject_class=instance.course[name].subject_class,
            course=name,
        )
        for name in sorted(done)
    )
    return cohort.model_copy(update={"in_scope": False, "history": history})


def _narrowed(programme: Programme, sessions: set[str]) -> Programme:
    if sessions.issuperset(programme.sessions):
        return programme
    return programme.model_copy(
        update={
            "sessions": tuple(name for name in programme.sessions if name in sessions),
            "order": tuple(pair for pair in programme.order if sessions.issuperset(pair)),
            "free_sessions": tuple(name for name in programme.free_sessions if name in sessions),
        }
    )


def _of_pins(programme: Programme, sessions: set[str]) -> Programme:
    """Return a programme of others: it says which sessions belong to it, and asks for nothing."""
    known = tuple(name for name in programme.sessions if name in sessions)
    return Programme(id=programme.id, name=programme.name, sessions=known)


def _judging(entry: PolicyRule, programmes: set[str]) -> PolicyRule:
    """Return a rule that judges only some programmes: of those of others not all sessions are known."""
    if not BY_ID[entry.rule].by_programme:
        return entry
    asked = entry.parameters.get("programmes")
    meant = programmes if asked is None else programmes.intersection(asked)
    return _changed(entry, {"parameters": entry.parameters | {"programmes": sorted(meant)}})


def _note(kept: dict[str, set[str]], name: str, items: Iterable[Any]) -> None:
    """Keep what items of a list refer to."""
    for item in items:
        for source, field, target in REFERENCES:
            if source != name or target not in kept:
                continue
            value = getattr(item, field)
            if isinstance(value, str):
                kept[target].add(value)
            elif value is not None:
                kept[target].update(value)


def _close(instance: Instance, kept: dict[str, set[str]]) -> None:
    """Keep what is referred to by what is kept, and so on."""
    done: dict[str, set[str]] = {name: set() for name in kept}
    by_list = {name: getattr(instance, kind) for kind, name in LISTS.items() if kind != "programme"}
    while any(kept[name] - done[name] for name in kept):
        for name, wanted in kept.items():
            fresh = sorted(wanted - done[name])
            done[name].update(fresh)
            if name not in ("sessions", "programmes"):
                _note(kept, name, [by_list[name][item] for item in fresh if item in by_list[name]])
            if name == "regions":
                wanted.update(above for item in fresh for above in instance.region_path(item))


def _policy(policy: Policy, kept: Mapping[str, set[str]], judged: set[str]) -> Policy:
    rules = []
    for entry in (_judging(each, judged) for each in policy.rules):
        parameters, lost = _of_piece(entry.parameters, kept)
        waivers = tuple(w for w in entry.waivers if any(w.subject in kept[name] for name in kept))
        changes: dict[str, Any] = {"parameters": parameters, "waivers": waivers}
        if lost:
            changes = {
                "parameters": entry.parameters,
                "enforcement": Enforcement(mode=Mode.OFF),
                "waivers": (),
            }
        rules.append(_changed(entry, changes))
    return policy.model_copy(update={"rules": tuple(rules)})


def _changed(entry: PolicyRule, changes: dict[str, Any]) -> PolicyRule:
    same = all(getattr(entry, name) == value for name, value in changes.items())
    return entry if same else entry.model_copy(update=changes)


def _of_piece(parameters: dict[str, Any], kept: Mapping[str, set[str]]) -> tuple[dict[str, Any], bool]:
    """Return parameters without ids the piece does not have, and whether one lost all it named."""
    found: dict[str, Any] = {}
    lost = False
    for field, value in parameters.items():
        lists = LISTS_NAMED.get(KIND_OF.get(field, ""))
        known = set[str]().union(*(kept[name] for name in lists or ()))
        if lists is None:
            found[field] = value
        elif isinstance(value, str):
            found[field] = value
            lost |= value not in known
        elif isinstance(value, list | tuple):
            found[field] = [name for name in value if name in known]
            lost |= bool(value) and not found[field]
        elif isinstance(value, dict):
            found[field] = {name: each for name, each in value.items() if name in known}
            lost |= bool(value) and not found[field]
        else:
            found[field] = value
    return found, lost
