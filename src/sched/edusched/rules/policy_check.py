"""What is wrong with a policy: unknown rules, senseless modes, bad parameters, unknown ids in them."""

from collections.abc import Iterator
from typing import Any

from pydantic import BaseModel, ValidationError

from edusched.domain.errors import Fault, FaultList, json_path, nearest
from edusched.domain.instance import Instance
from edusched.domain.policy import Mode, PackUse, PolicyRule
from edusched.domain.scope import note_ownership
from edusched.domain.teaching import CohortSelector
from edusched.policies import entries_of, pack, pack_names
from edusched.rules.catalogue import BY_ID, parameters_of
from edusched.rules.contract import InstructorSelector, Rule
from edusched.rules.costs import CostRule
from edusched.rules.quota_tree import quota_faults

Path = tuple[str | int, ...]

KIND_OF = {
    "borrowers": "region",
    "costs": "cost rule",
    "courses": "course",
    "donor": "region",
    "instructor": "instructor",
    "libraries": "library",
    "library": "library",
    "min_days": "course",
    "organisers": "region",
    "payer": "unit or region",
    "programmes": "programme",
    "projects": "project",
    "recipient": "region",
    "region": "region",
    "regions": "region",
    "sessions": "session",
    "sites": "region",
    "units": "unit",
    "windows": "window",
}
"""What the ids in a parameter name: one id, several, or an object keyed by them."""


def policy_faults(instance: Instance) -> list[Fault]:
    """Return everything wrong with the policy of an instance, with JSON paths."""
    # A pack that is not there is a fault of its own; the rest is read without it.
    there = tuple(use for use in instance.policy.packs if use.pack in pack_names())
    readable = instance.model_copy(update={"policy": instance.policy.model_copy(update={"packs": there})})
    known = _known(readable)
    rules = [(("policy", "rules", k), entry) for k, entry in enumerate(instance.policy.rules)]
    found = [fault for path, entry in rules for fault in _entry_faults(path, entry, known)]
    found += [fault for path, entry in rules for fault in _waiver_faults(path, entry, instance)]
    blind = FaultList()
    for path, entry in rules:
        for place, selector in _selectors((*path, "parameters"), _parameters(entry)):
            note_ownership(instance, place, selector, blind)
    found += [*blind.faults, *quota_faults(readable)]
    return found + [fault for k, use in enumerate(instance.policy.packs) for fault in _pack_faults(k, use)]


def _pack_faults(number: int, use: PackUse) -> Iterator[Fault]:
    path = ("policy", "packs", number)
    if use.pack not in pack_names():
        advice = nearest(use.pack, pack_names())
        yield Fault(None, json_path((*path, "pack")), use.pack, "unknown policy pack", advice)
        return
    installed = pack(use.pack).version
    if use.version not in (None, installed):
        problem = f"expected version {installed}, the one installed"
        yield Fault(None, json_path((*path, "version")), use.version, problem, "name no version to take it")


def _waiver_faults(path: Path, entry: PolicyRule, instance: Instance) -> Iterator[Fault]:
    page = BY_ID.get(entry.rule)
    known = {**instance.cohort, **instance.instructor, **instance.unit, **instance.session, **instance.region}
    for k, waiver in enumerate(entry.waivers):
        place = json_path((*path, "waivers", k, "subject"))
        if page is not None and not page.waivable:
            advice = (
                "leave out the rule, or make it soft" if page.always else "select others in its parameters"
            )
            yield Fault(None, place, waiver.subject, f"{page.id} cannot be waived", advice)
        elif waiver.subject not in known:
            expected = "expected a cohort, instructor, unit, session or region"
            yield Fault(None, place, waiver.subject, expected, nearest(waiver.subject, sorted(known)))


def _known(instance: Instance) -> dict[str, frozenset[str]]:
    return {
        "cohort": frozenset(instance.cohort),
        "region": frozenset(instance.region),
        "instructor": frozenset(instance.instructor),
        "library": frozenset(instance.library),
        "unit": frozenset(instance.unit),
        "programme": frozenset(p.id for p in (*instance.programmes, *instance.drafting.programmes)),
        "course": frozenset(instance.course),
        "session": frozenset(instance.session),
        "project": frozenset(s.project for s in instance.sessions if s.project is not None),
        "unit or region": frozenset(instance.unit) | frozenset(instance.region),
        "cost rule": frozenset(_costs(instance)),
        "window": frozenset(window.id for window in instance.calendar.windows),
    }


def _costs(instance: Instance) -> Iterator[str]:
    """Yield the names of the cost rules that are on."""
    for entry in entries_of(instance.policy):
        off = entry.enforcement is not None and entry.enforcement.mode is Mode.OFF
        if issubclass(BY_ID.get(entry.rule, Rule), CostRule) and not off:
            yield entry.id


def _entry_faults(path: Path, entry: PolicyRule, known: dict[str, frozenset[str]]) -> Iterator[Fault]:
    page = BY_ID.get(entry.rule)
    if page is None:
        advice = nearest(entry.rule, BY_ID)
        yield Fault(None, json_path((*path, "rule")), entry.rule, "expected a rule of the catalogue", advice)
        return
    if entry.enforcement is not None and entry.enforcement.mode not in page.modes:
        modes = ", ".join(mode.value for mode in page.modes)
        where = json_path((*path, "enforcement", "mode"))
        yield Fault(None, where, entry.enforcement.mode.value, f"expected one of {modes}", None)
    try:
        parameters = parameters_of(page, entry.parameters)
    except ValidationError as error:
        names = list(page.parameters_type.model_fields)
        for wrong in error.errors():
            where = json_path((*path, "parameters", *wrong["loc"]))
            unknown = wrong["type"] == "extra_forbidden"
            own, takes = len(wrong["loc"]) == 1, f"{page.id} takes {', '.join(names)}"
            advice = nearest(str(wrong["loc"][-1]), names) or (takes if own else "") if unknown else takes
            problem = "unknown parameter" if unknown else wrong["msg"].lower()
            yield Fault(None, where, wrong["input"], problem, advice)
        return
    for place, kind, name in _ids((*path, "parameters"), parameters):
        if name not in known[kind]:
            yield Fault(None, json_path(place), name, f"unknown {kind}", nearest(name, known[kind]))


def _parameters(entry: PolicyRule) -> BaseModel | None:
    """Return the parameters of an entry where they can be read."""
    try:
        found: BaseModel | None = parameters_of(BY_ID[entry.rule], entry.parameters)
    except (KeyError, ValidationError):  # a fault of its own
        return None
    return found


def _selectors(path: Path, value: object) -> Iterator[tuple[Path, CohortSelector]]:
    """Yield every selector of cohorts in parameters, with its place."""
    if isinstance(value, CohortSelector):
        yield path, value
    elif isinstance(value, BaseModel):
        for field in type(value).model_fields:
            yield from _selectors((*path, field), getattr(value, field))
    elif isinstance(value, tuple):
        for k, item in enumerate(value):
            yield from _selectors((*path, k), item)


def _ids(path: Path, model: BaseModel) -> Iterator[tuple[Path, str, str]]:
    """Yield (path, kind, id) of every id that parameters refer to."""
    own = {CohortSelector: "cohort", InstructorSelector: "instructor"}.get(type(model))
    for field in type(model).model_fields:
        value: Any = getattr(model, field)
        here: Path = (*path, field)
        kind = own if field == "ids" else KIND_OF.get(field)
        if isinstance(value, BaseModel):
            yield from _ids(here, value)
        elif kind is None and isinstance(value, tuple):
            for k, item in enumerate(value):
                yield from _ids((*here, k), item) if isinstance(item, BaseModel) else ()
        elif kind is not None and isinstance(value, str):
            yield here, kind, value
        elif kind is not None and isinstance(value, tuple | dict):
            keys = enumerate(value) if isinstance(value, tuple) else ((name, name) for name in value)
            yield from (((*here, key), kind, name) for key, name in keys)
