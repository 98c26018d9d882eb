"""Cases for generic tests: a tiny instance, a rule with parameters, some plans.

``case(rule, number)`` is plain seeded randomness: fast, and made again from its number by everybody.
``rule_cases()`` is the same generator fed by Hypothesis, which shrinks what it finds.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from random import Random
from typing import Any

from hypothesis import strategies as st

from edusched.domain.instance import Instance
from edusched.domain.plan import Plan
from edusched.domain.policy import Mode
from edusched.rules.catalogue import BY_ID, CATALOGUE
from tests.rules.harness import with_rule
from tests.tiny.instances import Data, Leaning, tiny_instance
from tests.tiny.parameters import random_parameters
from tests.tiny.plans import PlanMaker

RULES = tuple(page.id for page in CATALOGUE)

_MOBILE = {"mobile": 0.85, "only_mobile": 0.8}
_HOURS = {"history": 0.5, "online": 0.3}
_LOAD = {"two_periods": 0.5, "mobile": 0.15, "open": 0.2}
_TWINS = {"twins": 0.5, "sessions": (3, 4), "mobile": 0.15, "programme": 0.1, "away": 0.05}
_MONEY = {"costs": 0.8, "priced": 0.5, "projects": 0.6, "organiser": 0.5, "mobile": 0.25, "programme": 0.15}
_MATERIALS = {"materials": 0.8}
_ONE_DAY = {"hot_days": (1, 1), "sessions": (3, 4)}

LEANINGS: dict[str, dict[str, Any]] = {
    "session_shape": {"unshaped": 0.7, "roles": 0.5, "mobile": 0.6, "open": 0.6},
    "instructor_overlap": _ONE_DAY | {"roles": 0.5},
    "cohort_overlap": _ONE_DAY,
    "room_overlap": _ONE_DAY | {"online": 0.1},
    "platform_seats": _ONE_DAY | {"online": 0.95, "mobile": 0.0},
    "instructor_availability": {"away": 0.4},
    "cohort_availability": {"away": 0.35},
    "place_availability": {"away": 0.4},
    "venue_fit": {"needs": 0.6, "online": 0.1, "mobile": 0.5},
    "place_capacity": {"tight": 0.7, "online": 0.1},
    "person_travel": _ONE_DAY | {"online": 0.05, "legs": 0.95, "mobile": 0.5, "two_periods": 0.0},
    "mobile_tour": _MOBILE | {"legs": 0.7},
    "nights_away": _MOBILE | {"hot_days": (2, 3), "sessions": (3, 4)},
    "mobile_crew": _MOBILE | {"roles": 0.5},
    "programme_order": {"programme": 0.95, "order": 0.95, "hot_days": (1, 2)},
    "programme_block": {"programme": 0.95, "hot_days": (2, 4)},
    "programme_attendance": {"programme": 0.95, "open": 0.8},
    "study_hours": _HOURS,
    "deadline": _HOURS,
    "tardiness": _HOURS | {"hot_days": (2, 4)},
    "rotation_once": {"programme": 1.0, "history": 0.7},
    "frequency": {"mobile": 0.6, "history": 0.5, "hot_days": (3, 5), "sessions": (4, 4), "open": 0.6},
    "subject_share": _HOURS,
    "rotation_share": {"online": 0.3},
    "waves": {"hot_days": (2, 4), "sessions": (3, 4)},
    "season": {"windows": 0.8, "hot_days": (2, 3), "sessions": (2, 3)},
    "instructor_hours": _LOAD | {"limits": 0.4, "lending": 0.3},
    "guaranteed_hours": _LOAD | {"limits": 0.4},
    "consecutive_days": {"hot_days": (2, 3), "sessions": (4, 4), "mobile": 0.2},
    "teaching_days": {"windows": 0.5, "hot_days": (2, 4), "sessions": (3, 4)},
    "rest": {"hot_days": (2, 2), "sessions": (4, 4), "mobile": 0.2, "limits": 0.3},
    "load_fairness": _LOAD,
    "mobile_cost": _MOBILE,
    "person_times": {"programme": 0.8, "history": 0.5},
    "person_share": {"programme": 0.6, "history": 0.6, "sessions": (3, 4)},
    "session_count": {"online": 0.2},
    "activity_day": {"hot_days": (1, 2), "sessions": (3, 4), "online": 0.2},
    "alternatives": {"programme": 0.6, "sessions": (3, 4)},
    "lending_quota": {"branches": 0.85, "online": 0.1, "two_periods": 0.4},
    "teaching_mix": _LOAD,
    "mentor_pairing": {"roles": 0.9, "twins": 0.4, "open": 0.15, "mobile": 0.15, "programme": 0.1},
    "learner_overlap": {"learners": 0.4, "hot_days": (1, 2), "roles": 0.4},
    "duty": {"organiser": 0.65, "open": 0.5},
    "curriculum": {"history": 0.7, "named": 0.8, "sessions": (3, 4)},
    "prerequisites": _TWINS | {"builds_on": 0.8, "named": 0.4, "hot_days": (1, 2), "open": 0.2},
    "group_size": {"open": 0.5},
    "material_fit": _MATERIALS | {"open": 0.5},
    "material_age": _MATERIALS,
    "local_material": _MATERIALS | {"open": 0.5},
    "licensed_copies": {"materials": 1.0, "hot_days": (1, 1), "sessions": (4, 4)},
    "needs_met": {"asked": 0.7, "history": 0.1},
    "budget": _MONEY,
    "budget_share": _MONEY,
    "learner_fee": _MONEY,
    "price_for_quality": {"priced": 0.5, "organisations": 0.8, "open": 0.5},
    "session_price": {"priced": 0.6, "open": 0.5},
    "access": {"online": 0.2, "mobile": 0.5, "sessions": (2, 3)},
    "coverage": {"history": 0.3, "hot_days": (1, 2), "sessions": (3, 4), "flags": 0.5},
    "seat_priority": {"flags": 0.5, "scores": 0.8},
    "turn_order": {"history": 0.6, "flags": 0.2},
    "recurrence": {"hot_days": (2, 4), "sessions": (3, 4), "online": 0.2},
    "missions": {"roles": 0.5, "mobile": 0.5, "hot_days": (2, 4), "sessions": (3, 4)},
    "teaching_quality": _LOAD | {"scores": 0.7},
    "lending_window": {"lending": 0.8, "branches": 0.9, "online": 0.1, "mobile": 0.5},
    "lending_fees": {"lending": 0.8, "branches": 0.9, "online": 0.1, "mobile": 0.5},
    "owner_priority": {"branches": 0.9, "organiser": 0.5, "online": 0.1, "mobile": 0.5, "sessions": (3, 4)},
    "joint_hire": _LOAD | {"lending": 0.8, "organiser": 0.9, "limits": 0.5},
    "instructor_turns": _LOAD | {"sessions": (3, 4), "mobile": 0.4},
    "instructor_reach": {"mobile": 0.6, "sessions": (3, 4), "online": 0.2},
    "provisional_dates": {"lending": 0.5, "two_periods": 0.5, "roles": 0.4},
    "organisers_free": {"organisations": 0.7, "away": 0.4, "two_periods": 0.4},
    "organiser_capacity": _ONE_DAY | {"organisations": 0.8, "two_periods": 0.3},
    "provider_seats": {"organisations": 0.8, "open": 0.5},
    "provider_rating": {"organisations": 0.6},
    "notice": {"organisations": 0.4, "branches": 0.5},
    "support_pairs": _TWINS | {"branches": 0.4, "open": 0.3, "twins": 0.7, "hot_days": (2, 3)},
}
"""What instances are rich in for a rule; a rule that is not listed takes them as they come."""


@dataclass(frozen=True)
class Case:
    """A rule with parameters on a tiny instance, and plans to judge."""

    name: str
    rule: str
    data: Data
    parameters: dict[str, Any]
    plans: tuple[Plan, ...]

    def __repr__(self) -> str:
        """Return what makes the case again."""
        return f"case({self.name})"


def case(rule: str, number: int, plans: int = 4) -> Case:
    """Return a case by its number: the same one for everybody, on every machine."""
    return draw_case(Random(f"{rule}/{number}"), rule, plans, f"{rule!r}, {number}")


def cases(rule: str, first: int, count: int, plans: int = 4) -> Iterator[Case]:
    """Yield the cases of a rule from a number on."""
    for number in range(first, first + count):
        yield case(rule, number, plans)


def draw_case(rng: Random, rule: str, plans: int, name: str = "drawn", lean: Leaning | None = None) -> Case:
    """Return a case made with any generator, leaning as the rule needs it or as asked."""
    lean = lean or Leaning(**LEANINGS.get(rule, {}))
    data = tiny_instance(rng, lean)
    parameters = random_parameters(rng, rule, data)
    maker = PlanMaker(rng, instance_for(data, rule, parameters))
    return Case(name, rule, data, parameters, tuple(maker.plan(lean.unshaped) for _ in range(plans)))


def instance_for(data: Data, rule: str, parameters: dict[str, Any]) -> Instance:
    """Return the instance with the rule as its policy, hard where it may be."""
    return with_rule(data, rule, parameters, BY_ID[rule].modes[0].value)


def least_mode(rule: str) -> str:
    """Return the least binding mode of a rule: soft where it may be."""
    return Mode.SOFT.value if Mode.SOFT in BY_ID[rule].modes else Mode.HARD.value


def rule_cases(plans: int = 1) -> st.SearchStrategy[Case]:
    """Return a strategy of cases over all rules; Hypothesis shrinks towards the plainest instance."""

    def build(rule: str, rng: Random) -> Case:
        return draw_case(rng, rule, plans)

    return st.builds(build, st.sampled_from(RULES), st.randoms(use_true_random=False))
