"""How sessions reach their cohorts: live, broadcast, recorded, by message, blended, in short lessons."""

import json
from copy import deepcopy
from typing import Any

import pytest

from edusched import check, solve
from edusched.domain.instance import Instance
from edusched.domain.plan import PlatformPlace
from edusched.domain.references import reference_faults
from edusched.domain.result import Result
from edusched.rules.examples import BASE, merged, plan_of
from tests.rules.harness import problem_of

Data = dict[str, Any]

MONDAY_EVENING = [{"first_day": "2026-09-07", "last_day": "2026-09-07", "periods": ["eve"]}]
ONLINE: Data = {"course": "law", "deliveries": ["online"], "starts": MONDAY_EVENING}


def instance_with(sessions: list[Data], rules: list[Data], **changes: Any) -> Instance:
    periods = changes.pop("periods", BASE["calendar"]["periods"])
    data = merged(BASE, changes) | {"sessions": sessions, "policy": {"rules": rules}}
    data["calendar"] = data["calendar"] | {"periods": periods}
    instance = Instance.model_validate_json(json.dumps(data))
    assert reference_faults(instance) == []
    return instance


def solved(instance: Instance) -> Result:
    result = solve(instance, time_limit_seconds=20)
    assert result.status == "optimal"
    assert result.plan is not None
    assert check(instance, result.plan).accepted
    return result


def runs(instance: Instance) -> list[str]:
    plan = solved(instance).plan
    assert plan is not None
    return [b.session for b in plan.bookings]


def web(kind: str, **more: Any) -> list[Data]:
    return [{"id": "web", "kind": kind, "seats_persons": None} | more]


TALKS = [ONLINE | {"id": f"v{k}", "cohorts": ["c1"]} for k in range(2)]


@pytest.mark.parametrize(("kind", "count"), [("live", 1), ("broadcast", 1), ("recorded", 2), ("message", 2)])
def test_recordings_of_one_evening_clash_for_nobody(kind: str, count: int) -> None:
    """Two talks of one cohort, made at the same time by two people: only recordings may both run."""
    seats = {"seats_persons": 20} if kind == "live" else {}
    assert len(runs(instance_with(TALKS, [], platforms=web(kind, **seats)))) == count


def test_a_recording_keeps_its_instructor_busy_as_long_as_it_is_made() -> None:
    alone = [{"id": "wu", "unavailable": [{"periods": ["eve"]}]}]
    assert len(runs(instance_with(TALKS, [], platforms=web("recorded"), instructors=alone))) == 1


HOURS = {"id": "hours", "rule": "study_hours", "parameters": {"min_study_hours": 2}}


@pytest.mark.parametrize(("each_time", "unmet"), [(False, 0), (True, 400 * 2)])
def test_reading_a24_one_recording_for_all_or_one_for_each_cohort(each_time: bool, unmet: int) -> None:
    """Both cohorts owe two hours: one recording serves both, unless each cohort has one of its own."""
    session = ONLINE | {"id": "v1", "open_to": {}}
    instance = instance_with([session], [HOURS], platforms=web("recorded", recorded_each_time=each_time))
    result = solved(instance)
    assert result.plan is not None
    (booking,) = result.plan.bookings
    assert len(booking.cohorts) == (1 if each_time else 2)
    assert sum(v.amount for v in check(instance, result.plan).unmet) == unmet
    if each_time:
        two = instance_with([session, session | {"id": "v2"}], [HOURS], platforms=instance.model_dump(
            mode="json")["platforms"])  # fmt: skip
        again = solved(two)
        assert again.plan is not None
        assert [len(b.cohorts) for b in again.plan.bookings] == [1, 1]
        assert check(two, again.plan).unmet == ()


@pytest.mark.parametrize(("more", "unmet"), [({}, 200 * 13), ({"credits_hours": True}, 0)])
def test_a_text_earns_no_hours_by_default(more: Data, unmet: int) -> None:
    text = ONLINE | {"id": "sms", "cohorts": ["c1"], "staff": []}
    owed = HOURS | {"parameters": {"min_study_hours": 2, "cohorts": {"ids": ["c1"]}}}
    instance = instance_with([text], [owed], platforms=web("message", watch_days=0, **more))
    result = solved(instance)
    assert result.plan is not None
    assert sum(v.amount for v in check(instance, result.plan).unmet) == unmet


def test_live_needs_a_teacher_each_time_a_recording_one_for_all() -> None:
    """The same two cohorts live, a session each: two bookings, each with its own instructor."""
    sessions = [ONLINE | {"id": f"v{k}", "cohorts": [f"c{k}"]} for k in (1, 2)]
    result = solved(instance_with(sessions, [HOURS], platforms=web("live", seats_persons=17)))
    assert result.plan is not None
    assert len({a.instructor for b in result.plan.bookings for a in b.instructors}) == 2


def test_a_broadcast_has_its_hour_and_any_number_of_viewers() -> None:
    """Sundays at eight, as television has it, and everybody of the county watches."""
    sunday = [{"first_day": "2026-09-13", "last_day": "2026-09-13", "periods": ["am"]}]
    many = [{"id": "c1", "headcount": {"bureau": 90_000}}]
    session = ONLINE | {"id": "tv", "starts": sunday, "cohorts": ["c1", "c2"]}
    result = solved(instance_with([session], [], platforms=web("broadcast"), cohorts=many))
    assert result.plan is not None
    (booking,) = result.plan.bookings
    assert (booking.day.isoformat(), booking.period) == ("2026-09-13", "am")


def test_a_broadcast_marks_the_day() -> None:
    """An hour of radio on the day is an event of the day."""
    radio = ONLINE | {"id": "radio", "starts": [{"first_day": "2026-09-14", "last_day": "2026-09-18"}],
                      "staff": [], "mandatory": False}  # fmt: skip
    parameters = {"dates": ["09-17"], "counted": {"deliveries": ["online"]}}
    day = {"id": "day", "rule": "activity_day", "parameters": parameters}
    result = solved(instance_with([radio], [day], platforms=web("broadcast")))
    assert result.plan is not None
    assert [b.day.isoformat() for b in result.plan.bookings] == ["2026-09-17"]


def test_a_session_is_held_wherever_it_may_be() -> None:
    """Rooms and platforms are candidates of one session; with every room closed it goes online."""
    session = {"id": "b1", "course": "law", "cohorts": ["c1"], "deliveries": ["in_person", "online"]}
    closed = [{"id": v["id"], "unavailable": [{}]} for v in BASE["venues"]]
    for venues, wanted in (([], "room"), (closed, "platform")):
        rules = [{"id": "cost", "rule": "venue_cost"}]  # the platform is the dearest place
        dear = [{"id": "web", "price_fen_per_period": 90_000}]
        result = solved(instance_with([session], rules, venues=venues, platforms=dear))
        assert result.plan is not None
        assert [b.place.kind for b in result.plan.bookings] == [wanted]


def test_a_programme_mixes_deliveries() -> None:
    """Blended: the programme is asked for both, and its sessions may be held either way."""
    both = {"course": "law", "cohorts": ["c1"], "deliveries": ["in_person", "online"]}
    parameters = {"kinds": "deliveries", "wanted": ["in_person", "online"]}
    mixed = {"id": "mixed", "rule": "variety", "parameters": parameters}
    programmes = [{"id": "blended", "sessions": ["b1", "b2"]}]
    instance = instance_with([both | {"id": "b1"}, both | {"id": "b2"}], [mixed], programmes=programmes)
    result = solved(instance)
    assert result.plan is not None
    assert len({isinstance(b.place, PlatformPlace) for b in result.plan.bookings}) == 2


def test_hybrid_teaching_is_two_sessions() -> None:
    """One lecture, some in the hall and some at their screens: a session each, the same lecturer cannot."""
    hall = {"id": "h1", "course": "law", "cohorts": ["c1"], "starts": MONDAY_EVENING}
    screens = ONLINE | {"id": "h2", "cohorts": ["c2"]}
    plan = plan_of("""h1 2026-09-07 eve school/big li c1
                      h2 2026-09-07 eve web wu c2""")
    assert check(instance_with([hall, screens], []), plan).accepted
    one = plan_of("""h1 2026-09-07 eve school/big li c1
                     h2 2026-09-07 eve web li c2""")
    assert not check(instance_with([hall, screens], []), one).accepted


def test_a_short_lesson_is_a_period_a_tag_and_a_bonus() -> None:
    """Fifteen minutes after lunch: as many as there are gaps for, each one worth a unit."""
    periods = deepcopy(BASE["calendar"]["periods"])
    periods.insert(1, {"id": "noon", "start": "13:15", "end": "13:30"})
    course = {"id": "micro", "subject_class": "public", "tags": ["micro"], "study_hours": 0.25}
    lesson = {"course": "micro", "cohorts": ["c1"], "mandatory": False}
    lessons = [lesson | {"id": f"m{k}", "starts": [{"first_day": f"2026-09-0{k}", "last_day": f"2026-09-0{k}",
               "periods": ["noon"]}]} for k in (7, 8, 9)]  # fmt: skip
    parameters = {"counted": {"tags": ["micro"]}, "min_sessions": 100}
    bonus = {"id": "micro", "rule": "session_count", "parameters": parameters,
             "enforcement": {"mode": "soft", "level": "needs"}}  # fmt: skip
    busy = [{"id": "c1", "unavailable": [{"first_day": "2026-09-09", "last_day": "2026-09-09"}]}]
    changes = {"courses": [course], "periods": periods, "cohorts": busy}
    instance = instance_with(lessons, [bonus], **changes)
    result = solved(instance)
    assert result.plan is not None
    assert [b.session for b in result.plan.bookings] == ["m7", "m8"]
    assert dict(check(instance, result.plan).score)["needs"] == 98
    assert runs(instance_with(lessons, [], **changes)) == []


def test_every_village_is_connected_by_the_end_of_the_year() -> None:
    """The roll-out is a visit of the unit that brings the site; a village that has one is waived."""
    visit = {"course": "skill", "deliveries": ["mobile"], "mandatory": False}
    visits = [visit | {"id": f"to-{site}", "sites": [site]} for site in ("hill", "lake")]
    parameters = {"counted": {"courses": ["skill"]}, "by": "region", "level": "village", "min_sessions": 1}
    rule: Data = {"id": "sites", "rule": "session_count", "parameters": parameters}
    assert runs(instance_with(visits, [rule])) == ["to-hill", "to-lake"]
    connected = rule | {"waivers": [{"subject": "lake", "reason": "connected since 2008"}]}
    assert runs(instance_with(visits, [connected, {"id": "cost", "rule": "mobile_cost",
                "parameters": {"fen_per_stop": 100}}])) == ["to-hill"]  # fmt: skip
    report = check(instance_with(visits, [rule]), plan_of("to-hill 2026-09-07 am bus@hill wu -"))
    assert ("lake", "2026") in {v.subject for v in report.violations}


def test_of_sessions_that_may_be_recorded_no_two_share_columns() -> None:
    for kind, times in (("broadcast", [2, 0]), ("recorded", [1, 1]), ("message", [1, 1])):
        instance = instance_with(TALKS, [], platforms=web(kind))
        assert problem_of(instance).times.tolist() == times


def test_the_capacity_bound_asks_no_hours_of_who_watches_later() -> None:
    """Four talks in one evening of one cohort, nobody has to be there: all run."""
    talks = [ONLINE | {"id": f"v{k}", "cohorts": ["c1"], "staff": []} for k in range(4)]
    result = solved(instance_with(talks, [], platforms=web("recorded")))
    assert result.plan is not None
    assert len(result.plan.bookings) == 4
    assert result.levels[0].bound == 0
