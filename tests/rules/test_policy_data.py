"""Statements of the documents that are data for rules there are: solved small, and each reading both ways."""

import json
from typing import Any

import pytest

from edusched.checking.checker import check_plan, rule_violations
from edusched.domain.instance import Instance
from edusched.domain.plan import Plan
from edusched.rules.examples import BASE, merged, plan_of
from edusched.search.limits import RunLimits
from edusched.search.solve import solve_instance

ONE_MORNING = [{"first_day": "2026-09-07", "last_day": "2026-09-07", "periods": ["am"]}]
ALWAYS = ("session_shape", "instructor_overlap", "cohort_overlap", "room_overlap", "platform_seats")


def _instance(given: dict[str, Any], *rules: dict[str, Any], sessions: list[dict[str, Any]]) -> Instance:
    """Return the base example with these sessions only, the hard rules of every day and some more."""
    policy = {"defaults": "none", "rules": [*({"id": name, "rule": name} for name in ALWAYS), *rules]}
    data = merged(BASE, given) | {"sessions": sessions, "policy": policy}
    return Instance.model_validate_json(json.dumps(data))


def _solved(instance: Instance) -> Plan:
    result = solve_instance(instance, RunLimits(time_limit_seconds=30, workers=1, seed=1))
    assert result.plan is not None
    assert check_plan(instance, result.plan).accepted
    return result.plan


def _runs(plan: Plan) -> list[str]:
    return sorted(b.session for b in plan.bookings)


def _attending(plan: Plan) -> list[str]:
    return sorted({name for b in plan.bookings for name in b.cohorts})


def _amount(instance: Instance, plan: str) -> int:
    return sum(v.amount for v in rule_violations(instance, plan_of(plan)))


def _rule(name: str, rule: str, parameters: dict[str, Any], **how: Any) -> dict[str, Any]:
    entry: dict[str, Any] = {"id": name, "rule": rule, "parameters": parameters}
    return entry | ({"enforcement": {"mode": "soft", "level": "needs"} | how} if how else {})


# --- who goes first ----------------------------------------------------------------------------------------

TWO_LECTURES = [
    {"id": "west", "course": "theory", "cohorts": ["c1"], "starts": ONE_MORNING, "venues": ["hall"]},
    {"id": "north", "course": "theory", "cohorts": ["c2"], "starts": ONE_MORNING, "venues": ["hall"]},
]


@pytest.mark.parametrize("first", ["c1", "c2"])
def test_a_tie_is_broken_for_a_region_and_nothing_else(first: str) -> None:
    """One hall, one morning, two lectures: the region decides only where nothing above it does."""
    regions = {"c1": ["county"], "c2": ["north"]}
    given = {"cohorts": [{"id": "c1", "region": "county"}, {"id": "c2", "region": "north"}]}
    run = _rule("run", "sessions_run", {}, level="fairness")
    only = {"ids": [first], "regions": regions[first]}
    tie = _rule("tie", "sessions_run", {"cohorts": only}, level="ties")
    plan = _solved(_instance(given, run, tie, sessions=TWO_LECTURES))
    assert _attending(plan) == [first]
    # Anything above outweighs it, however little: the other has a need for theory.
    other = "c2" if first == "c1" else "c1"
    needy = {"cohorts": [{"id": other, "needs": {"core": 1}}]}
    needs = _rule("needs", "needs_met", {}, level="needs", weight=1)
    heavy = tie | {"enforcement": {"mode": "soft", "level": "ties", "weight": 10_000}}
    plan = _solved(_instance(merged(given, needy), run, needs, heavy, sessions=TWO_LECTURES))
    assert _attending(plan) == [other]


def test_seats_go_to_the_highest_score() -> None:
    """20 seats, 35 applicants in three groups: of those that fit, the score decides."""
    groups = {"top": (12, 5), "mid": (15, 4), "low": (8, 1)}
    cohorts = [
        {"id": name, "category": "talent", "region": "county", "headcount": {"bureau": n}, "priority": p}
        for name, (n, p) in groups.items()
    ]
    given = {
        "cohorts": cohorts,
        "venues": [{"id": "school", "rooms": [{"id": "big", "capacity_persons": 20}]}],
    }
    sessions = [{"id": "s", "course": "theory", "venues": ["school"], "open_to": {"categories": ["talent"]}}]
    seats = {"id": "seats", "rule": "place_capacity"}
    plan = _solved(_instance(given, seats, _rule("who", "seat_priority", {}), sessions=sessions))
    # top and low together are 12 x 5 + 8 x 1 = 68; mid alone is 60, and with anybody more than 20.
    assert _attending(plan) == ["low", "top"]


def test_those_who_will_teach_more_people_go_first() -> None:
    """Three trainers x 4 sessions reach more than four x 2: the seats are for one group."""
    given = {
        "cohorts": [
            {"id": "c1", "headcount": {"bureau": 3, "station": 0}, "later_sessions": 4, "priority": 1},
            {"id": "c2", "headcount": {"station": 4}, "later_sessions": 2, "priority": 5},
        ]
    }
    sessions = [{"id": "s", "course": "theory", "open_to": {}, "max_cohorts": 1}]
    reach = _rule("reach", "seat_priority", {"score": "later_sessions"})
    assert _attending(_solved(_instance(given, reach, sessions=sessions))) == ["c1"]
    rank = _rule("rank", "seat_priority", {})
    assert _attending(_solved(_instance(given, rank, sessions=sessions))) == ["c2"]


def test_the_better_rated_teaches() -> None:
    given = {
        "instructors": [
            {"id": "li", "rating": {"value_tenths": 39, "responses": 30}},
            {"id": "wu", "rating": {"value_tenths": 46, "responses": 12}},
        ]
    }
    sessions = [{"id": "s", "course": "theory", "cohorts": ["c1"]}]
    must = {"id": "must", "rule": "mandatory_sessions"}
    quality = _rule("quality", "teaching_quality", {})
    (booking,) = _solved(_instance(given, must, quality, sessions=sessions)).bookings
    assert [a.instructor for a in booking.instructors] == ["wu"]


@pytest.mark.parametrize(("flagged", "served"), [("disaster", "c2"), ("none", "c1")])
def test_hardship_weighs_more(flagged: str, served: str) -> None:
    """Weights 1, 1.5 and 2 are an entry of weight 2, and one of 1 for each flag."""
    given = {
        "regions": [{"id": "north", "flags": [flagged]}],
        "cohorts": [
            {"id": "c1", "headcount": {"bureau": 9, "station": 0}, "region": "east"},
            {"id": "c2", "headcount": {"station": 5}, "region": "north"},
        ],
    }
    rules = [
        _rule("all", "coverage", {"by": "cohort"}, level="fairness", weight=2),
        *(
            _rule(name, "coverage", {"by": "cohort", "cohorts": {"region_flags": flags}}, level="fairness")
            for name, flags in (("poor", ["old_base", "disaster"]), ("hit", ["disaster"]))
        ),
    ]
    # 9 x 2 = 18 against 5 x (2 + 1 + 1) = 20 where a disaster was, 10 where not.
    assert _attending(_solved(_instance(given, *rules, sessions=TWO_LECTURES))) == [served]


@pytest.mark.parametrize(("flags", "served"), [(["small"], "c2"), ([], "c1")])
def test_the_needs_of_small_firms_weigh_half_as_much_again(flags: list[str], served: str) -> None:
    given = {
        "units": [{"id": "station", "flags": flags}],
        "cohorts": [
            {"id": "c1", "headcount": {"bureau": 7, "station": 0}, "needs": {"core": 3}},
            {"id": "c2", "headcount": {"station": 5}, "needs": {"core": 3}},
        ],
    }
    rules = [
        _rule("all", "needs_met", {}, weight=2),
        _rule("small", "needs_met", {"cohorts": {"unit_flags": ["small"]}}),
    ]
    # 7 x 3 x 2 = 42 against 5 x 3 x 3 = 45, or 30.
    assert _attending(_solved(_instance(given, *rules, sessions=TWO_LECTURES))) == [served]


def test_pilot_regions_are_in_the_first_wave() -> None:
    given = {"regions": [{"id": "north", "flags": ["pilot"]}], "cohorts": [{"id": "c2", "region": "north"}]}
    first_days = [{"last_day": "2026-09-09"}]
    sessions = [
        {"id": "pilot", "course": "theory", "cohorts": ["c2"], "starts": first_days},
        {"id": "others", "course": "theory", "cohorts": ["c1"], "starts": first_days},
    ]
    others = {"regions": ["county"], "categories": ["secretary"]}
    waves = _rule("waves", "waves", {"waves": [{"region_flags": ["pilot"]}, others], "min_gap_days": 2})
    must = {"id": "must", "rule": "mandatory_sessions"}
    day = {b.session: b.day for b in _solved(_instance(given, must, waves, sessions=sessions)).bookings}
    assert (day["pilot"].day, day["others"].day) == (7, 9)
