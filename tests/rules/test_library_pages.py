"""What libraries and their people are for: lending, joint hire, volunteers, experts, teachers who learn."""

import json
from typing import Any

import pytest

from edusched.domain.instance import Instance
from edusched.domain.plan import Plan
from edusched.domain.result import Status
from edusched.rules.catalogue import rules_of
from edusched.rules.examples import BASE, merged
from edusched.rules.policy_check import policy_faults
from edusched.search.limits import RunLimits
from edusched.search.solve import solve_instance
from tests.rules.harness import problem_of

LIBRARY = {"id": "county-library", "region": "east"}


def _instance(sessions: list[dict[str, Any]], *rules: dict[str, Any], **more: Any) -> Instance:
    data = merged(BASE, more) | {"sessions": sessions}
    data["policy"] = {"defaults": "standard", "rules": list(rules)}
    return Instance.model_validate_json(json.dumps(data))


def _plan(instance: Instance) -> Plan:
    result = solve_instance(instance, RunLimits(time_limit_seconds=30, workers=1, seed=1, deterministic=True))
    assert result.status is Status.OPTIMAL
    assert result.plan is not None
    return result.plan


def _days(plan: Plan) -> list[str]:
    return sorted({b.day.isoformat() for b in plan.bookings})


def _lectures(count: int, *cohorts: str, **more: Any) -> list[dict[str, Any]]:
    return [{"id": f"x{k}", "course": "law", "cohorts": list(cohorts)} | more for k in range(count)]


@pytest.mark.parametrize(("counts", "days"), [({}, 8), ({"block_days": 4}, 4)])
def test_teachers_train_for_days_and_do_not_teach_meanwhile(counts: dict[str, int], days: int) -> None:
    """Days of training are owed, in a row only where a programme says so; Li learns and cannot teach then."""
    training = [{"id": f"d{k}", "course": "skill", "cohorts": ["c2"], "staff": []} for k in range(days)]
    programmes = [{"id": "training", "sessions": [s["id"] for s in training]} | counts]
    owed = {"id": "owed", "rule": "study_hours", "parameters": {"min_days": days, "cohorts": {"ids": ["c2"]}}}
    gone = {"id": "wu", "unavailable": [{}]}
    instance = _instance(
        [*training, *_lectures(2, "c1")],
        owed,
        programmes=programmes,
        cohorts=[{"id": "c2", "instructors": ["li"]}],
        instructors=[gone],
    )
    plan = _plan(instance)
    learnt = {b.day: b.period for b in plan.bookings if b.cohorts == ("c2",)}
    assert len(learnt) == days
    if counts:
        first, last = min(learnt), max(learnt)
        assert (
            sum(first <= day <= last for day in problem_of(instance).horizon.days if day.weekday() < 5)
            == days
        )
    taught = {(b.day, b.period) for b in plan.bookings if b.cohorts == ("c1",)}
    assert len(taught) == 2
    assert not taught & set(learnt.items())


def test_a_retired_volunteer_gives_two_days_a_season() -> None:
    """Two days in the window, however much there is to teach; days outside it are not counted."""
    week = [{"id": "autumn", "ranges": [{"first": "2026-09-07", "last": "2026-09-11"}]}]
    few = {"instructors": {"engagements": ["volunteer"]}, "windows": ["autumn"], "max_days": 2}
    people = [{"id": "li", "engagement": "volunteer"}, {"id": "wu", "unavailable": [{}]}]
    spread = [{"periods": ["am"], "last_day": "2026-09-11"}]
    instance = _instance(
        _lectures(4, "c1", starts=spread),
        {"id": "season", "rule": "teaching_days", "parameters": few},
        instructors=people,
        calendar={"windows": week},
    )
    assert len(_days(_plan(instance))) == 2


def test_a_volunteer_is_booked_when_the_promise_holds() -> None:
    li = {"id": "li", "provisional": [{"last_day": "2026-09-16"}]}
    asked = {"id": "promise", "rule": "provisional_dates"}
    people = [li, {"id": "wu", "unavailable": [{}]}]
    assert _days(_plan(_instance(_lectures(1, "c1"), asked, instructors=people))) >= ["2026-09-17"]


def test_an_expert_gives_eight_hours_a_month() -> None:
    """An expert group is a library; what its members give a month is a limit of each."""
    group = {"id": "expert-group", "region": "county", "level": "county"}
    expert = {"id": "xu", "library": "expert-group", "home": "county", "competences": {"expert": 3}}
    expert["limits"] = {"max_teaching_hours_per_month": 8}
    staff = [{"role": "lecturer", "competences": {"expert": 3}}]
    talks = _lectures(4, "c1", staff=staff, starts=[{"periods": ["am"]}])
    hours = {"id": "hours", "rule": "instructor_hours"}
    plan = _plan(_instance(talks, hours, libraries=[group], instructors=[expert]))
    assert len(plan.bookings) == 2  # three hours each


def test_the_owner_is_served_first() -> None:
    """One morning, one instructor: the county's lecture waits, since the east has one of its own."""
    morning = [{"first_day": "2026-09-07", "last_day": "2026-09-07", "periods": ["am"]}]
    two = [
        {"id": "ours", "course": "law", "cohorts": ["c2"], "venues": ["hall"], "starts": morning},
        {"id": "theirs", "course": "theory", "cohorts": ["c1"], "venues": ["school"], "starts": morning},
    ]
    people = [{"id": "wu", "unavailable": [{}]}]
    first = {"id": "first", "rule": "owner_priority", "parameters": {"library": "county-library"}}
    hard = first | {"enforcement": {"mode": "hard"}}
    for rules, runs in (([], "theirs"), ([hard], "ours")):
        plan = _plan(_instance(two, *rules, instructors=people, libraries=[LIBRARY]))
        assert [b.session for b in plan.bookings] == [runs]


def test_a_star_teacher_reaches_both_townships() -> None:
    north = {"id": "town", "kind": "hall", "level": "township", "region": "north",
             "location": {"latitude_deg": 26.2, "longitude_deg": 118.0},
             "rooms": [{"id": "one", "capacity_persons": 50}]}  # fmt: skip
    shared = {"instructors": {"ids": ["li"]}, "level": "township", "min_regions": 2}
    cheap = {"id": "travel", "rule": "travel_cost", "parameters": {"fen_per_km": 100}}
    reach = {"id": "reach", "rule": "instructor_reach", "parameters": shared}
    for rules, regions in (([cheap], 0), ([cheap, reach], 2)):
        plan = _plan(_instance(_lectures(3, "c1"), *rules, venues=[north]))
        venues = {b.place.venue for b in plan.bookings for a in b.instructors if a.instructor == "li"}
        assert len(venues & {"town", "hall"}) == regions


def test_a_library_that_is_not_there_is_named() -> None:
    policy = {"rules": [{"id": "it", "rule": "owner_priority", "parameters": {"library": "town"}}]}
    instance = Instance.model_validate_json(json.dumps(BASE | {"policy": policy}))
    assert [fault.path for fault in policy_faults(instance)] == ["$.policy.rules[0].parameters.library"]


@pytest.mark.parametrize(
    ("given", "rule"),
    [
        ({"libraries": [LIBRARY | {"lending": {"county": {"available": [{}]}}}]}, "lending_window"),
        ({"instructors": [{"id": "li", "employers": {"east": 50}}]}, "joint_hire"),
    ],
)
def test_what_libraries_ask_for_is_asked_without_an_entry(given: dict[str, Any], rule: str) -> None:
    mine = {"lending_window", "joint_hire"}
    assert mine & {page.id for page in rules_of(_instance(_lectures(1, "c1")))} == set()
    assert mine & {page.id for page in rules_of(_instance(_lectures(1, "c1"), **given))} == {rule}
