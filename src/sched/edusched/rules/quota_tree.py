"""Quotas broken down: parts of one whole, what they leave unallocated, and the size that two quotas imply.

A quota is the target of an entry, else its minimum. Entries are those of the whole policy, packs included.
Source: R231 (tasks are broken down), A18 (one number and its children), A19 (implied sizes are a warning).
"""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from edusched.domain.errors import Fault, json_path, nearest
from edusched.domain.instance import Instance
from edusched.domain.policy import Mode, Policy, PolicyRule
from edusched.policies import entries_of
from edusched.rules.catalogue import parameters_of
from edusched.rules.contract import Rule
from edusched.rules.person_times import PersonTimes
from edusched.rules.session_count import SessionCount

PAGES: dict[str, type[Rule[Any]]] = {PersonTimes.id: PersonTimes, SessionCount.id: SessionCount}
ALIKE = ("by", "count", "period")
"""Parameters in which the parts of a quota agree with the whole."""


@dataclass(frozen=True, slots=True)
class Allocation:
    """A quota that is broken down, and its parts; amounts are person-times or sessions a year."""

    entry: str
    quota: int
    parts: tuple[tuple[str, int], ...]

    @property
    def allocated(self) -> int:
        """Return what the parts add up to."""
        return sum(quota for _, quota in self.parts)

    @property
    def unallocated(self) -> int:
        """Return what the parts leave of the whole; below zero they ask for more than it."""
        return self.quota - self.allocated


def allocations(policy: Policy) -> list[Allocation]:
    """Return the quotas that are broken down, in the order of the policy."""
    quotas = _quotas(policy)
    found: dict[str, list[tuple[str, int]]] = {}
    for name, (_, parameters) in quotas.items():
        part, whole = _quota(parameters), parameters.part_of
        if whole in quotas and part is not None:
            found.setdefault(whole, []).append((name, part))
    wholes = {name: _quota(parameters) for name, (_, parameters) in quotas.items()}
    return [
        Allocation(name, whole, tuple(found[name]))
        for name, whole in wholes.items()
        if name in found and whole is not None
    ]


def quota_faults(instance: Instance) -> Iterator[Fault]:
    """Yield what is wrong with how quotas are broken down, for entries whose parameters can be read."""
    quotas = _quotas(instance.policy)
    too_much = {a.entry: a for a in allocations(instance.policy) if a.unallocated < 0}
    for number, entry in enumerate(instance.policy.rules):
        if entry.id not in quotas or quotas[entry.id][1].part_of is None:
            continue
        name = quotas[entry.id][1].part_of
        problem, advice = _wrong_part(entry.id, quotas), "name the entry of the whole, or leave part_of out"
        if name not in quotas:
            problem, advice = "expected an entry with a quota", nearest(name, sorted(quotas)) or advice
        elif problem is None and name in too_much and too_much[name].parts[-1][0] == entry.id:
            whole = too_much[name]
            problem = f"the parts add up to {whole.allocated:,}, more than the {whole.quota:,} of the whole"
            advice = f"take {-whole.unallocated:,} off the parts, or raise the whole"
        if problem is not None:
            yield Fault(
                None, json_path(("policy", "rules", number, "parameters", "part_of")), name, problem, advice
            )


def quota_notes(instance: Instance) -> Iterator[str]:
    """Yield what a planner should know of quotas: what is unallocated, how large sessions are to be."""
    for whole in allocations(instance.policy):
        if whole.unallocated:
            parts = ", ".join(name for name, _ in whole.parts)
            left = f"{whole.unallocated:,} of {whole.quota:,}"
            yield f"quota {whole.entry}: {left} are unallocated; parts: {parts}"
    quotas = _quotas(instance.policy)
    for name, (rule, people) in quotas.items():
        for other, (kind, sessions) in quotas.items():
            if rule == PersonTimes.id and kind == SessionCount.id and _same_seats(people, sessions):
                yield from _implied(name, people, other, sessions)


def _implied(name: str, people: Any, other: str, sessions: Any) -> Iterator[str]:
    least, most = PersonTimes(name, people, PersonTimes.default).limits()
    low = None if least is None or not sessions.max_sessions else -(-least // sessions.max_sessions)
    high = None if most is None or not sessions.min_sessions else most // sessions.min_sessions
    if low is not None and high is not None:
        yield f"quotas {name} and {other} imply {low:,} to {high:,} persons a session"


def _same_seats(people: Any, sessions: Any) -> bool:
    return bool(
        people.count == "sessions"
        and people.counted == sessions.counted
        and people.period == sessions.period
        and people.by == sessions.by == "all"
    )


def _quotas(policy: Policy) -> dict[str, tuple[str, Any]]:
    """Return (rule, parameters) of each entry that counts people or sessions, by its id."""
    found: dict[str, tuple[str, Any]] = {}
    for entry in entries_of(policy):
        if entry.rule in PAGES and not _off(entry):
            try:
                found[entry.id] = entry.rule, parameters_of(PAGES[entry.rule], entry.parameters)
            except ValueError:  # a fault of its own
                continue
    return found


def _off(entry: PolicyRule) -> bool:
    return entry.enforcement is not None and entry.enforcement.mode is Mode.OFF


def _quota(parameters: Any) -> int | None:
    if getattr(parameters, "target_person_times", None) is not None:
        return int(parameters.target_person_times)
    least = getattr(parameters, "min_person_times", getattr(parameters, "min_sessions", None))
    return None if least is None else int(least)


def _wrong_part(name: str, quotas: dict[str, tuple[str, Any]]) -> str | None:
    rule, part = quotas[name]
    if _quota(part) is None:
        return "the part has no quota of its own: a target or a minimum"
    seen, above = {name}, part.part_of
    while above in quotas:
        if above in seen:
            return "a quota cannot be part of itself"
        seen.add(above)
        above = quotas[above][1].part_of
    kind, whole = quotas.get(part.part_of, (rule, part))
    if _quota(whole) is None:
        return "the whole has no quota: a target or a minimum"
    if kind != rule:
        return f"the whole counts by {kind}, the part by {rule}"
    unlike = [field for field in ALIKE if getattr(whole, field, None) != getattr(part, field, None)]
    return f"part and whole differ in {', '.join(unlike)}" if unlike else None
