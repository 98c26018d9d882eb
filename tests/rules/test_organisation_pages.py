"""What organisations are for: meetings with all their members, organisers, providers, notice."""

import json
from typing import Any

import pytest

from edusched.domain.instance import Instance
from edusched.domain.plan import Booking
from edusched.domain.result import Status
from edusched.rules.catalogue import rules_of
from edusched.rules.examples import BASE, merged
from edusched.search.limits import RunLimits
from edusched.search.solve import solve_instance
from tests.rules.harness import problem_of

FARMING = {
    "id": "farming",
    "kind": "department",
    "region": "county",
    "available": [{"weekdays": ["tue", "wed"]}],
}
SCHOOLS: dict[str, Any] = {"id": "schools", "kind": "committee", "region": "county"}
SCHOOLS |= {"unavailable": [{"weekdays": ["tue"]}]}
MEETING: dict[str, Any] = {"id": "meeting", "subject_class": "meeting", "study_hours": 0, "staff": []}
PAGES = {"organisers_free", "organiser_capacity", "provider_seats", "provider_rating", "notice"}


def _instance(sessions: list[dict[str, Any]], *rules: dict[str, Any], **more: Any) -> Instance:
    data = merged(BASE, {"courses": [MEETING], "organisations": [FARMING, SCHOOLS]} | more)
    data |= {"sessions": sessions, "programmes": []}
    data["policy"] = {"defaults": "standard", "rules": list(rules)}
    return Instance.model_validate_json(json.dumps(data))


def _booked(instance: Instance) -> dict[str, Booking]:
    result = solve_instance(instance, RunLimits(time_limit_seconds=30, workers=1, seed=1, deterministic=True))
    assert result.status is Status.OPTIMAL
    assert result.plan is not None
    return {b.session: b for b in result.plan.bookings}


@pytest.mark.parametrize("cohorts", [["c1", "c2"], []])
def test_a_meeting_takes_place_when_all_its_members_can(cohorts: list[str]) -> None:
    """No staff is asked for; c1 cannot come on the first Wednesday, farming not on other days than these."""
    away = {"id": "c1", "unavailable": [{"last_day": "2026-09-13"}]}
    meeting = {"id": "m1", "course": "meeting", "cohorts": cohorts, "co_organisers": ["farming", "schools"]}
    found = _booked(_instance([meeting], cohorts=[away]))["m1"]
    assert found.instructors == ()
    assert found.cohorts == tuple(cohorts)
    assert found.day.isoformat() in (["2026-09-16"] if cohorts else ["2026-09-09", "2026-09-16"])


def test_a_meeting_that_misses_a_member_does_not_take_place() -> None:
    gone = {"id": "schools", "unavailable": [{"weekdays": ["tue", "wed"]}]}
    meeting = {"id": "m1", "course": "meeting", "cohorts": ["c1"], "co_organisers": ["farming", "schools"]}
    instance = _instance([meeting], organisations=[FARMING, SCHOOLS | gone])
    assert _booked(instance) == {}
    (reasons,) = problem_of(instance).removed.values()
    assert "organisers_free" in reasons


def test_a_meeting_a_year_is_owed_like_any_session() -> None:
    """Left out where it need not be; asked for by the number of meetings a year, it takes place."""
    meeting = {"id": "m1", "course": "meeting", "co_organisers": ["farming"], "mandatory": False}
    yearly = {"id": "yearly", "rule": "session_count", "parameters": {"min_sessions": 1}}
    yearly["parameters"] |= {"counted": {"courses": ["meeting"]}}
    cost = {"id": "rooms", "rule": "venue_cost"}
    assert _booked(_instance([meeting], cost)) == {}
    assert list(_booked(_instance([meeting], cost, yearly))) == ["m1"]


@pytest.mark.parametrize(("weekdays", "held"), [(["mon", "tue"], 1), (["tue"], 0)])
def test_an_activity_day_waits_for_nobody(weekdays: list[str], held: int) -> None:
    """The day is fixed, Monday 14 September: both offices are free on it, or it is missed and said so."""
    schools = SCHOOLS | {"unavailable": [], "available": [{"weekdays": weekdays}]}
    farming = FARMING | {"available": []}
    both = {"id": "a1", "course": "meeting", "co_organisers": ["farming", "schools"], "mandatory": False}
    days = {"dates": ["09-14"], "counted": {"courses": ["meeting"]}}
    rule = {"id": "activity", "rule": "activity_day", "parameters": days}
    booked = _booked(_instance([both], rule, organisations=[farming, schools]))
    assert [b.day.isoformat() for b in booked.values() if held] == ["2026-09-14"] * held


def test_two_classes_at_a_time_need_two_organisers() -> None:
    """Whoever runs a session is a role of its staff: each session has one, and nobody runs two at a time."""
    staff = [{"role": "organiser", "competences": {"organising": 1}}]
    monday = [{"first_day": "2026-09-07", "last_day": "2026-09-07", "periods": ["am"]}]
    classes = [
        {"id": name, "course": "law", "cohorts": [cohort], "starts": monday, "staff": staff}
        for name, cohort in (("x1", "c1"), ("x2", "c2"))
    ]
    one = _booked(_instance(classes, instructors=[{"id": "li", "competences": {"organising": 1}}]))
    assert len(one) == 1
    both = [{"id": name, "competences": {"organising": 1}} for name in ("li", "wu")]
    two = _booked(_instance(classes, instructors=both))
    assert sorted(b.instructors[0].instructor for b in two.values()) == ["li", "wu"]


def test_a_guest_teaches_inside_the_visa_window_only() -> None:
    guest = {"id": "guest", "library": "county-library", "home": "county", "competences": {"english": 5}}
    guest["available"] = [{"first_day": "2026-09-10", "last_day": "2026-09-11"}]
    staff = [{"role": "lecturer", "competences": {"english": 4}}]
    lessons = [{"id": f"e{k}", "course": "law", "cohorts": ["c1"], "staff": staff} for k in range(3)]
    booked = _booked(_instance(lessons, instructors=[guest]))
    assert len(booked) == 3
    assert {b.day.isoformat() for b in booked.values()} <= {"2026-09-10", "2026-09-11"}


def test_a_base_of_the_army_is_booked_after_its_notice() -> None:
    base = {"id": "hall", "notice_days": 10}
    session = {"id": "t1", "course": "theory", "cohorts": ["c1"], "venues": ["hall"]}
    instance = _instance([session], venues=[base])
    assert _booked(instance)["t1"].day.isoformat() >= "2026-09-17"
    (reasons,) = problem_of(instance).removed.values()
    assert reasons["notice"] > 0


def test_the_pages_say_nothing_where_there_is_nothing_to_say() -> None:
    alone = [{"id": "t1", "course": "theory", "cohorts": ["c1"]}]
    assert not PAGES & {rule.id for rule in rules_of(_instance(alone))}
    uni = {"id": "uni", "kind": "university", "region": "county", "sessions_at_once": 1}
    provided = [alone[0] | {"provider": "uni"}]
    found = {rule.id for rule in rules_of(_instance(provided, organisations=[uni]))}
    assert found & PAGES == {"organisers_free", "organiser_capacity"}
