"""Cross-references of what a draft draws from: roster, batchings, patterns of sessions and programmes."""

from collections.abc import Callable

from edusched.domain.drafting import Drafting
from edusched.domain.errors import Fault, FaultList
from edusched.domain.instance import Instance

PATTERN_PATHS = ("$.sessions", "$.programmes")


def drafting_faults(instance: Instance, faults_of: Callable[[Instance], list[Fault]]) -> list[Fault]:
    """Return every fault of ``drafting``, each with its JSON path.

    Parameters
    ----------
    faults_of
        What is wrong with an instance: patterns are looked at as if they were its sessions and programmes.
    """
    drafting = instance.drafting
    if drafting == Drafting():
        return []
    found = FaultList()
    _roster_faults(instance, found)
    _pattern_faults(instance, found)
    if not drafting.sessions and not drafting.programmes:
        return found.faults
    tried = instance.with_changes(
        sessions=drafting.sessions, programmes=drafting.programmes, drafting=Drafting()
    )
    plain = instance.with_changes(sessions=(), programmes=(), drafting=Drafting())
    known = {(fault.path, fault.expected) for fault in faults_of(plain)}
    for fault in faults_of(tried):
        if fault.path.startswith(PATTERN_PATHS):
            path = f"$.drafting{fault.path.removeprefix('$')}"
            found.faults.append(Fault(None, path, fault.value, fault.expected, fault.advice))
        elif (fault.path, fault.expected) not in known:
            found.faults.append(fault)
    return found.faults


def _roster_faults(instance: Instance, found: FaultList) -> None:
    drafting = instance.drafting
    seen: dict[str, int] = {}
    for index, batching in enumerate(drafting.batchings):
        at = ("drafting", "batchings", index)
        if batching.category in seen:
            words = f"category given twice; it stands at [{seen[batching.category]}] already"
            found.add((*at, "category"), batching.category, words, "keep one of them")
        seen.setdefault(batching.category, index)
        if batching.max_persons < batching.min_persons:
            words = f"expected at least min_persons, {batching.min_persons}"
            found.add((*at, "max_persons"), batching.max_persons, words)
    for index, line in enumerate(drafting.roster):
        place = ("drafting", "roster", index)
        if line.unit not in instance.unit:
            found.unknown((*place, "unit"), line.unit, "unit", instance.unit)
        if line.region is not None and line.region not in instance.region:
            found.unknown((*place, "region"), line.region, "region", instance.region)
        if line.category not in seen:
            found.unknown((*place, "category"), line.category, "category of a batching", seen)


def _pattern_faults(instance: Instance, found: FaultList) -> None:
    for index, pattern in enumerate(instance.drafting.sessions):
        if pattern.cohorts:
            words = "a pattern has no cohorts: the draft chooses them"
            advice = "say in open_to for whom it is meant"
            found.add(("drafting", "sessions", index, "cohorts"), list(pattern.cohorts), words, advice)
    names = {item.id for item in instance.programmes}
    for index, programme in enumerate(instance.drafting.programmes):
        if programme.id in names:
            words = "a programme has this id too, and a policy names both alike"
            found.add(("drafting", "programmes", index, "id"), programme.id, words, "rename the pattern")
