"""The summary of a result, as text, Markdown and data."""

import json
from pathlib import Path

import pytest

from edusched.checking.checker import check_plan
from edusched.domain.instance import Instance
from edusched.domain.policy import Objective
from edusched.domain.result import Certificate, Conflict, LevelScore, Result, Status
from edusched.report.data import result_data
from edusched.report.summary import result_of_check, save_summary, summary_text
from edusched.rules.examples import BASE, merged, plan_of

PLAN = """
    t1 2026-09-07 am school/big li c1
    k1 2026-09-14 pm bus@hill wu,li:assistant c1
    p1 2026-09-09 eve web li c1,c2
    night bus 2026-09-14 hill
"""
CHANGES = {
    "name": "测试县",
    "instructors": [{"id": "li", "name": "李"}, {"id": "zhao", "library": "county-library", "home": "east"}],
    "cohorts": [{"id": "c1", "name": "第一班"}],
    "courses": [{"id": "theory", "name": "理论"}],
    "sessions": [{"id": "t1", "length_periods": 2}],
    "policy": {
        "defaults": "none",
        "rules": [
            {"id": "all-run", "rule": "mandatory_sessions"},
            {
                "id": "eight-hours",
                "rule": "study_hours",
                "parameters": {"min_study_hours": 8},
                "clause": {"document": "办法", "clause": "第三条"},
            },
            {"id": "overlap", "rule": "instructor_overlap"},
            {"id": "pay", "rule": "fees", "parameters": {"fee_fen_per_teaching_hour": {"full_time": 10000}}},
            {"id": "rooms", "rule": "venue_cost"},
            {
                "id": "gentle",
                "rule": "instructor_hours",
                "enforcement": {"mode": "soft"},
                "parameters": {"max_per_week": 3},
            },
        ],
    },
}


def instance_with(**changes):
    data = merged(merged(BASE, CHANGES), changes)
    data["policy"]["rules"][5]["parameters"] = hours_a_week(3)
    return Instance.model_validate_json(json.dumps(data))


def hours_a_week(hours):
    from edusched.rules.instructor_hours import InstructorHours

    names = InstructorHours.parameters_type.model_fields
    return {next(name for name in names if "week" in name): hours}


def result_for(instance, text=PLAN, status=Status.FEASIBLE, not_run=(("k2", "nobody is free"),)):
    plan = plan_of(text)
    report = check_plan(instance, plan)
    levels = tuple(LevelScore(level=level, value=value, bound=value // 2) for level, value in report.score)
    certificate = Certificate(
        status=status,
        levels=levels,
        bound_kind="made up",
        checked=True,
        instance_hash="0" * 64,
        seed=3,
        deterministic=True,
        versions={"sched": "0"},
    )
    missing = [{"session": session, "reason": reason} for session, reason in not_run]
    data = json.loads(plan.model_dump_json()) | {"not_run": missing}
    plan = type(plan).model_validate_json(json.dumps(data))
    plan = plan.model_copy(update={"certificate": certificate})
    return Result(status, plan, levels, report.violations, solve_seconds=12.3)


@pytest.fixture(scope="module")
def instance():
    return instance_with()


@pytest.fixture(scope="module")
def text(instance):
    return summary_text(instance, result_for(instance))


def section(text, title):
    """Return the lines of a section of a text summary."""
    lines = text.splitlines()
    start = lines.index(title) + 2
    ends = [k for k in range(start + 1, len(lines)) if lines[k] and set(lines[k]) == {"-"} and k > start + 1]
    return [line for line in lines[start : ends[0] - 1 if ends else None] if line]


def cells(text, title):
    return [line.split("  ") for line in section(text, title)]


def test_the_head_says_status_check_and_gap(text):
    assert text.startswith("Plan for 测试县 (example)\n")
    assert "Status: feasible: the best plan so far; bound and gap say how much better one could be\n" in text
    assert "Checked: accepted, every hard rule holds\n" in text
    assert "Sessions: 3 of 6 run\n" in text
    assert "Made with seed 3, deterministic; sched 0\n" in text
    assert "50.00 %" in text


def test_obligations_say_met_for_how_many_and_short_by_how_much(text):
    table = "\n".join(" ".join(line.split()) for line in section(text, "Obligations"))
    assert "all-run A mandatory session runs 3 of 5 sessions 28 person-hours" in table
    # c1 has 4 + 3 + 2 = 9 hours, c2 has 2 of 8 with four persons.
    assert "and no more than it may 1 of 2 cohorts 24 person-hours" in table
    assert "- eight-hours: 办法 第三条" in table
    assert "- eight-hours: c2, 2026: 24 person-hours (1 days)" in table
    assert "- all-run: 理论 (t2): 16 person-hours" in table


def test_bookings_stand_by_week(text):
    assert "Week 37 of 2026, from 2026-09-07\n" in text
    lines = [" ".join(line.split()) for line in text.splitlines()]
    assert "Mon 2026-09-07 am+pm 08:30-17:00 理论 (t1) school, big 李 (li) 第一班 (c1)" in lines
    assert "Wed 2026-09-09 eve 19:00-21:00 p1 web 李 (li) 第一班 (c1), c2" in lines
    assert (
        "Mon 2026-09-14 pm 14:00-17:00 k1 bus at hill wu as lecturer, 李 (li) as assistant 第一班 (c1)"
        in lines
    )


def test_loads_are_in_teaching_hours_and_idle_people_are_named(text):
    lines = [" ".join(line.split()) for line in section(text, "Loads of instructors")]
    assert lines[2:] == ["李 (li) full-time 3 3 11.0", "wu part-time 1 1 3.0", "Without a booking (1): zhao"]


def test_places_and_units_say_bookings_days_and_persons(text):
    lines = [" ".join(line.split()) for line in section(text, "Use of places")]
    assert lines[2:] == ["school, big 1 1 13", "web 1 1 17"]
    lines = [" ".join(line.split()) for line in section(text, "Use of mobile units")]
    assert lines[2:] == ["bus 1 1 13 1 1"]


def test_costs_are_in_yuan_by_rule(text):
    lines = [" ".join(line.split()) for line in section(text, "Costs")]
    assert lines[2:] == [
        "pay Fees of instructors 1,100.00 yuan",
        "rooms Price of rooms and platforms 410.00 yuan",
        "total 1,510.00 yuan",
    ]


def test_wishes_and_missing_sessions_are_listed(text):
    assert "gentle" in "".join(section(text, "Wishes not met"))
    assert [" ".join(line.split()) for line in section(text, "Sessions not run")][2:] == ["k2 nobody is free"]


def test_nothing_is_said_of_what_there_is_not():
    bare = instance_with()
    policy = bare.policy.model_copy(update={"rules": ()})
    text = summary_text(bare.model_copy(update={"policy": policy}), result_for(bare, "", not_run=()))
    assert "Nothing is booked." in text
    for title in ("Costs", "Wishes", "Obligations", "not run", "Use of places", "Broken"):
        assert title not in text


def test_broken_rules_come_first(instance):
    result = result_for(instance, "t1 2026-09-07 am school/big li c1\nt2 2026-09-07 am hall/main li c2")
    text = summary_text(instance, result)
    assert "Checked: NOT accepted, hard rules are broken 1 time\n" in text
    assert section(text, "Broken hard rules") == [
        "- overlap: 李 (li), 2026-09-07, am: 1 double booking (t2, t1)"
    ]


def test_conflicts_take_the_place_of_a_plan(instance):
    conflict = Conflict("eight-hours", ("c1", "2026"), 5200, "person-hours/100")
    result = Result(Status.INFEASIBLE, None, conflicts=(conflict,), confirmations=("one way", "another"))
    text = summary_text(instance, result, strict=True)
    assert "Status: infeasible: proved that no plan exists\n" in text
    assert "- eight-hours: 第一班 (c1), 2026: must give 52 person-hours [办法 第三条]\n" in text
    assert "Confirmed: one way; another\n" in text
    assert "Bookings" not in text


def test_estimated_holidays_are_told():
    year = {"year": 2026, "status": "estimated", "source": "x"}
    guess = instance_with(calendar={"overrides": [year]})
    assert "Holidays of 2026 are an estimate" in summary_text(guess, result_for(guess))


def test_a_checked_plan_can_be_summed_up_too(instance):
    result = result_for(instance)
    checked = result_of_check(result.plan, check_plan(instance, result.plan))
    assert summary_text(instance, checked) == summary_text(instance, result)
    bare = result.plan.model_copy(update={"certificate": None})
    again = result_of_check(bare, check_plan(instance, bare))
    assert (again.status, {level.bound for level in again.levels}) == (Status.FEASIBLE, {0})


def test_the_suffix_says_the_form(instance, tmp_path):
    result = result_for(instance)
    for name in ("a.txt", "a.MD", "a.json"):
        save_summary(instance, result, str(tmp_path / name))
    assert (tmp_path / "a.txt").read_text(encoding="utf-8") == summary_text(instance, result)
    assert (tmp_path / "a.MD").read_text(encoding="utf-8") == summary_text(instance, result, markdown=True)
    assert json.loads((tmp_path / "a.json").read_text(encoding="utf-8")) == result_data(result)
    with pytest.raises(ValueError, match=r"\.txt, \.md, \.json"):
        save_summary(instance, result, str(tmp_path / "a.html"))


def test_data_has_everything_by_id(instance):
    data = result_data(result_for(instance))
    assert (data["kind"], data["status"], data["checked"]) == ("result", "feasible", True)
    assert data["levels"][0]["level"] == Objective.OBLIGATIONS.value
    assert data["not_run"] == [{"session": "k2", "reason": "nobody is free"}]
    assert {v["rule"] for v in data["violations"]} == {"all-run", "eight-hours", "pay", "rooms", "gentle"}
    assert "李" not in json.dumps(data, ensure_ascii=False)
    assert result_data(Result(Status.UNKNOWN, None))["checked"] is False


def test_hostile_names_stay_names(tmp_path):
    hostile = "<img src=x onerror=alert(1)>|\x9b2J\u202e\n# x"
    sick = instance_with(
        name=hostile,
        instructors=[{"id": "li", "name": hostile}],
        cohorts=[{"id": "c1", "name": hostile}],
        courses=[{"id": "theory", "name": hostile}],
    )
    for markdown in (False, True):
        text = summary_text(sick, result_for(sick, not_run=(("k2", hostile),)), markdown=markdown)
        assert all(line.isprintable() for line in text.split("\n"))
        assert ("<img" in text) is not markdown


def test_the_summary_is_the_same_every_time(instance):
    assert summary_text(instance, result_for(instance)) == summary_text(
        instance_with(), result_for(instance_with())
    )
    assert str(Path.cwd()) not in summary_text(instance, result_for(instance))


def test_the_owner_of_the_plan_is_named():
    league = {"id": "f", "name": "Committee F", "kind": "committee", "region": "county"}
    instance = instance_with(organisations=[league], owner="f")
    assert "Owner: Committee F (f)" in summary_text(instance, result_for(instance))
