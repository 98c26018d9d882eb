"""The catalogue: every rule page in order, and how a policy binds them."""

import json
from collections.abc import Sequence
from typing import Any

from edusched.compile.assemble import BoundRule
from edusched.compile.table import Binding
from edusched.domain.instance import Instance
from edusched.domain.policy import Enforcement, Mode, Objective
from edusched.policies import entries_of
from edusched.rules.access import Access
from edusched.rules.activity_day import ActivityDay
from edusched.rules.alternatives import Alternatives
from edusched.rules.budget import Budget
from edusched.rules.budget_share import BudgetShare
from edusched.rules.cohort_availability import CohortAvailability
from edusched.rules.cohort_overlap import CohortOverlap
from edusched.rules.competence import Competence
from edusched.rules.consecutive_days import ConsecutiveDays
from edusched.rules.contract import Rule
from edusched.rules.costs import CostRule
from edusched.rules.coverage import Coverage
from edusched.rules.curriculum import Curriculum
from edusched.rules.deadline import Deadline
from edusched.rules.duty import Duty
from edusched.rules.fees import Fees
from edusched.rules.frequency import Frequency
from edusched.rules.group_size import GroupSize
from edusched.rules.guaranteed_hours import GuaranteedHours
from edusched.rules.instructor_availability import InstructorAvailability
from edusched.rules.instructor_hours import InstructorHours
from edusched.rules.instructor_overlap import InstructorOverlap
from edusched.rules.instructor_reach import InstructorReach
from edusched.rules.instructor_turns import InstructorTurns
from edusched.rules.isolated_sessions import IsolatedSessions
from edusched.rules.joint_hire import JointHire
from edusched.rules.learner_fee import LearnerFee
from edusched.rules.learner_overlap import LearnerOverlap
from edusched.rules.lending_fees import LendingFees
from edusched.rules.lending_quota import LendingQuota
from edusched.rules.lending_window import LendingWindow
from edusched.rules.licensed_copies import LicensedCopies
from edusched.rules.load_fairness import LoadFairness
from edusched.rules.load_range import LoadRange
from edusched.rules.local_material import LocalMaterial
from edusched.rules.mandatory_sessions import MandatorySessions
from edusched.rules.material_age import MaterialAge
from edusched.rules.material_fit import MaterialFit
from edusched.rules.mentor_pairing import MentorPairing
from edusched.rules.missions import Missions
from edusched.rules.mobile_cost import MobileCost
from edusched.rules.mobile_crew import MobileCrew
from edusched.rules.mobile_tour import MobileTour
from edusched.rules.needs_met import NeedsMet
from edusched.rules.nights_away import NightsAway
from edusched.rules.notice import Notice
from edusched.rules.organiser_capacity import OrganiserCapacity
from edusched.rules.organisers_free import OrganisersFree
from edusched.rules.owner_priority import OwnerPriority
from edusched.rules.person_share import PersonShare
from edusched.rules.person_times import PersonTimes
from edusched.rules.person_travel import PersonTravel
from edusched.rules.place_availability import PlaceAvailability
from edusched.rules.place_capacity import PlaceCapacity
from edusched.rules.platform_seats import PlatformSeats
from edusched.rules.prerequisites import Prerequisites
from edusched.rules.price_for_quality import PriceForQuality
from edusched.rules.programme_attendance import ProgrammeAttendance
from edusched.rules.programme_block import ProgrammeBlock
from edusched.rules.programme_order import ProgrammeOrder
from edusched.rules.provider_rating import ProviderRating
from edusched.rules.provider_seats import ProviderSeats
from edusched.rules.provisional_dates import ProvisionalDates
from edusched.rules.recurrence import Recurrence
from edusched.rules.rest import Rest
from edusched.rules.room_overlap import RoomOverlap
from edusched.rules.room_stability import RoomStability
from edusched.rules.rotation_once import RotationOnce
from edusched.rules.rotation_share import RotationShare
from edusched.rules.season import Season
from edusched.rules.seat_priority import SeatPriority
from edusched.rules.session_count import SessionCount
from edusched.rules.session_price import SessionPrice
from edusched.rules.session_shape import SessionShape
from edusched.rules.sessions_run import SessionsRun
from edusched.rules.spending import SpendingRule
from edusched.rules.spread_days import SpreadDays
from edusched.rules.study_hours import StudyHours
from edusched.rules.subject_share import SubjectShare
from edusched.rules.support_pairs import SupportPairs
from edusched.rules.tardiness import Tardiness
from edusched.rules.teaching_days import TeachingDays
from edusched.rules.teaching_mix import TeachingMix
from edusched.rules.teaching_quality import TeachingQuality
from edusched.rules.travel_cost import TravelCost
from edusched.rules.turn_order import TurnOrder
from edusched.rules.variety import Variety
from edusched.rules.venue_cost import VenueCost
from edusched.rules.venue_fit import VenueFit
from edusched.rules.waves import Waves

CATALOGUE: tuple[type[Rule[Any]], ...] = (
    SessionShape,
    InstructorOverlap,
    CohortOverlap,
    RoomOverlap,
    PlatformSeats,
    InstructorAvailability,
    CohortAvailability,
    PlaceAvailability,
    OrganisersFree,
    OrganiserCapacity,
    ProviderSeats,
    ProviderRating,
    Notice,
    Competence,
    VenueFit,
    MaterialFit,
    LicensedCopies,
    PlaceCapacity,
    GroupSize,
    PersonTravel,
    MobileTour,
    NightsAway,
    MobileCrew,
    ProgrammeOrder,
    ProgrammeBlock,
    ProgrammeAttendance,
    Prerequisites,
    MandatorySessions,
    StudyHours,
    Deadline,
    Tardiness,
    RotationOnce,
    TurnOrder,
    Curriculum,
    PersonTimes,
    PersonShare,
    Coverage,
    ActivityDay,
    Access,
    SupportPairs,
    Frequency,
    Recurrence,
    SubjectShare,
    RotationShare,
    SessionCount,
    Alternatives,
    Waves,
    Season,
    InstructorHours,
    GuaranteedHours,
    ConsecutiveDays,
    TeachingDays,
    Missions,
    Rest,
    SessionsRun,
    LoadFairness,
    LoadRange,
    SpreadDays,
    IsolatedSessions,
    RoomStability,
    NeedsMet,
    SeatPriority,
    Variety,
    MaterialAge,
    LocalMaterial,
    LendingQuota,
    LendingWindow,
    OwnerPriority,
    JointHire,
    InstructorTurns,
    InstructorReach,
    ProvisionalDates,
    TeachingMix,
    TeachingQuality,
    MentorPairing,
    LearnerOverlap,
    Duty,
    Fees,
    LendingFees,
    TravelCost,
    VenueCost,
    MobileCost,
    SessionPrice,
    PriceForQuality,
    Budget,
    BudgetShare,
    LearnerFee,
)
"""Every rule, in the order in which it is compiled, checked and documented."""

BY_ID: dict[str, type[Rule[Any]]] = {page.id: page for page in CATALOGUE}


def rules_of(instance: Instance) -> tuple[Rule[Any], ...]:
    """Return the rules of an instance's policy in catalogue order, less those that are off or do not apply.

    Raises
    ------
    pydantic.ValidationError, KeyError
        The policy was not validated; ``rules.policy_check`` tells what is wrong with it.
    """
    found: list[Rule[Any]] = []
    for page in CATALOGUE:
        entries = [entry for entry in entries_of(instance.policy) if entry.rule == page.id]
        if not entries and page.always and instance.policy.defaults == "standard":
            found.append(page(page.id, page.parameters_type(), page.default))
        for entry in entries:
            parameters = parameters_of(page, entry.parameters)
            how = entry.enforcement or page.default
            found.append(page(entry.id, parameters, how, entry.clause, entry.waivers))
    active = tuple(r for r in found if r.enforcement.mode is not Mode.OFF and r.applies(instance))
    for rule in active:
        if isinstance(rule, SpendingRule):
            rule.cost_rules = tuple(r for r in active if isinstance(r, CostRule))
    return active


def bound(rules: Sequence[Rule[Any]], *, strict: bool = False) -> list[BoundRule]:
    """Return rules with how they bind; ``strict`` makes obligations hard."""
    return [BoundRule(rule.id, rule, _binding(rule, strict=strict), frozenset(rule.waived)) for rule in rules]


def _binding(rule: Rule[Any], *, strict: bool) -> Binding:
    asked: Enforcement = rule.enforcement
    mode, level = asked.mode, asked.level
    if mode is Mode.OBLIGATION:
        mode, level = (Mode.HARD if strict else Mode.OBLIGATION), Objective.OBLIGATIONS
    return Binding(rule.name, mode, level, asked.weight, rule.unit)


def parameters_of(page: type[Rule[Any]], data: dict[str, Any]) -> Any:
    """Return an entry's parameters as its page reads them.

    Raises
    ------
    pydantic.ValidationError
        A parameter is unknown, missing or of the wrong kind.
    """
    # Policy parameters arrive as plain JSON values; strict JSON mode reads dates and enumerations from text.
    return page.parameters_type.model_validate_json(json.dumps(data))


def parameter_schemas() -> dict[str, dict[str, Any]]:
    """Return the JSON Schema of each rule's parameters, by rule."""
    return {page.id: page.parameters_type.model_json_schema() for page in CATALOGUE}
