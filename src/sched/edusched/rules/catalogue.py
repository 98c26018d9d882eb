"""The catalogue: every rule page in order, and how a policy binds them."""

from collections.abc import Sequence
from typing import Any

from pydantic import ValidationError

from edusched.compile.assemble import BoundRule
from edusched.compile.table import Binding
from edusched.domain.errors import Fault
from edusched.domain.instance import Instance
from edusched.domain.policy import Enforcement, Mode, Objective
from edusched.rules.cohort_availability import CohortAvailability
from edusched.rules.cohort_overlap import CohortOverlap
from edusched.rules.competence import Competence
from edusched.rules.consecutive_days import ConsecutiveDays
from edusched.rules.contract import Rule
from edusched.rules.deadline import Deadline
from edusched.rules.fees import Fees
from edusched.rules.guaranteed_hours import GuaranteedHours
from edusched.rules.instructor_availability import InstructorAvailability
from edusched.rules.instructor_hours import InstructorHours
from edusched.rules.instructor_overlap import InstructorOverlap
from edusched.rules.load_fairness import LoadFairness
from edusched.rules.mandatory_sessions import MandatorySessions
from edusched.rules.mobile_cost import MobileCost
from edusched.rules.mobile_crew import MobileCrew
from edusched.rules.mobile_tour import MobileTour
from edusched.rules.nights_away import NightsAway
from edusched.rules.person_travel import PersonTravel
from edusched.rules.place_availability import PlaceAvailability
from edusched.rules.place_capacity import PlaceCapacity
from edusched.rules.platform_seats import PlatformSeats
from edusched.rules.programme_attendance import ProgrammeAttendance
from edusched.rules.programme_block import ProgrammeBlock
from edusched.rules.programme_order import ProgrammeOrder
from edusched.rules.rest import Rest
from edusched.rules.room_overlap import RoomOverlap
from edusched.rules.rotation_once import RotationOnce
from edusched.rules.rotation_share import RotationShare
from edusched.rules.session_shape import SessionShape
from edusched.rules.study_hours import StudyHours
from edusched.rules.subject_share import SubjectShare
from edusched.rules.travel_cost import TravelCost
from edusched.rules.venue_cost import VenueCost
from edusched.rules.venue_fit import VenueFit

CATALOGUE: tuple[type[Rule[Any]], ...] = (
    SessionShape,
    InstructorOverlap,
    CohortOverlap,
    RoomOverlap,
    PlatformSeats,
    InstructorAvailability,
    CohortAvailability,
    PlaceAvailability,
    Competence,
    VenueFit,
    PlaceCapacity,
    PersonTravel,
    MobileTour,
    NightsAway,
    MobileCrew,
    ProgrammeOrder,
    ProgrammeBlock,
    ProgrammeAttendance,
    MandatorySessions,
    StudyHours,
    Deadline,
    RotationOnce,
    SubjectShare,
    RotationShare,
    InstructorHours,
    GuaranteedHours,
    ConsecutiveDays,
    Rest,
    LoadFairness,
    Fees,
    TravelCost,
    VenueCost,
    MobileCost,
)
"""Every rule, in the order in which it is compiled, checked and documented."""

BY_ID: dict[str, type[Rule[Any]]] = {page.id: page for page in CATALOGUE}


def rules_of(instance: Instance) -> tuple[Rule[Any], ...]:
    """Return the rules of an instance's policy in catalogue order, those that are off or do not apply left out.

    Raises
    ------
    pydantic.ValidationError, KeyError
        The policy was not validated; ``policy_faults`` tells what is wrong with it.
    """
    found: list[Rule[Any]] = []
    for page in CATALOGUE:
        entries = [entry for entry in instance.policy.rules if entry.rule == page.id]
        if not entries and page.always and instance.policy.defaults == "standard":
            found.append(page(page.id, page.parameters_type(), page.default))
        for entry in entries:
            parameters = _parameters(page, entry.parameters)
            found.append(page(entry.id, parameters, entry.enforcement or page.default, entry.clause))
    return tuple(r for r in found if r.enforcement.mode is not Mode.OFF and r.applies(instance))


def bound(rules: Sequence[Rule[Any]], *, strict: bool = False) -> list[BoundRule]:
    """Return rules with how they bind; ``strict`` makes obligations hard."""
    return [BoundRule(rule.id, rule, _binding(rule, strict=strict)) for rule in rules]


def _binding(rule: Rule[Any], *, strict: bool) -> Binding:
    asked: Enforcement = rule.enforcement
    mode, level = asked.mode, asked.level
    if mode is Mode.OBLIGATION:
        mode, level = (Mode.HARD if strict else Mode.OBLIGATION), Objective.OBLIGATIONS
    return Binding(rule.name, mode, level, asked.weight, rule.unit)


def _parameters(page: type[Rule[Any]], data: dict[str, Any]) -> Any:
    # Policy parameters arrive as plain JSON values; strict JSON mode reads dates and enumerations from text.
    return page.parameters_type.model_validate_json(_json(data))


def _json(data: dict[str, Any]) -> bytes:
    import json

    return json.dumps(data).encode()


def policy_faults(instance: Instance) -> list[Fault]:
    """Return everything wrong with a policy: unknown rules, modes that make no sense, bad parameters."""
    faults = []
    for k, entry in enumerate(instance.policy.rules):
        path = f"$.policy.rules[{k}]"
        page = BY_ID.get(entry.rule)
        if page is None:
            faults.append(Fault(None, f"{path}.rule", entry.rule, "a rule of the catalogue", _near(entry.rule)))
            continue
        if entry.enforcement is not None and entry.enforcement.mode not in page.modes:
            modes = ", ".join(mode.value for mode in page.modes)
            faults.append(Fault(None, f"{path}.enforcement.mode", entry.enforcement.mode.value, f"one of {modes}", None))
        try:
            _parameters(page, entry.parameters)
        except ValidationError as error:
            for problem in error.errors():
                where = "".join(f"[{p}]" if isinstance(p, int) else f".{p}" for p in problem["loc"])
                known = ", ".join(sorted(page.parameters_type.model_fields))
                faults.append(
                    Fault(None, f"{path}.parameters{where}", str(problem["input"]), problem["msg"], f"parameters of {page.id}: {known}")
                )
    return faults


def _near(name: str) -> str | None:
    from difflib import get_close_matches

    close = get_close_matches(name, BY_ID, n=1)
    return f'did you mean "{close[0]}"?' if close else None


def parameter_schemas() -> dict[str, dict[str, Any]]:
    """Return the JSON Schema of each rule's parameters, by rule."""
    return {page.id: page.parameters_type.model_json_schema() for page in CATALOGUE}
