"""What the next plan knows of the last one."""

import json

import pytest

from edusched.api import carry_over, check, load, read_plan, read_records, save, solve
from edusched.domain.errors import InvalidInputError
from edusched.domain.instance import Instance
from edusched.domain.references import reference_faults
from edusched.rules.examples import BASE, merged, plan_of
from tests.records.cases import PERSONS, PLAN, attended, instance_with, records_with

ENDED = instance_with()
NEXT_YEAR = {"id": "next", "calendar": {"first_day": "2027-09-06", "last_day": "2027-09-17"}}


def upcoming(change=None):
    return Instance.model_validate_json(json.dumps(merged(merged(BASE, NEXT_YEAR), change or {})))


def carried(into=None, **parts):
    return carry_over(ENDED, plan_of(PLAN), records_with(**parts), into or upcoming())


def test_sessions_attended_become_history():
    made = carried(attendance=[attended("t2"), attended("k1"), attended("t1", minutes=100)])
    assert made.cohort["c2"].history == ()
    first, second = sorted(made.cohort["c1"].history, key=lambda e: e.course)
    assert (first.course, first.subject_class, first.study_hours) == ("skill", "professional", 3)
    assert (first.delivery, first.venue_kind) == ("mobile", None)
    assert (second.course, second.tags, second.study_hours) == ("theory", ("core",), 4)
    assert (second.delivery, second.venue_kind.value) == ("in_person", "hall")
    assert first.days + second.days == 1, "a day counts once"
    assert reference_faults(made) == []


def test_a_message_that_was_read_earns_neither_hours_nor_a_day():
    texts = {"platforms": [{"id": "web", "kind": "message", "seats_persons": None}]}
    read = [attended("p1"), attended("t1", on="2026-09-10")]
    made = carry_over(instance_with(texts), plan_of(PLAN), records_with(attendance=read), upcoming())
    earned = {entry.course: (entry.study_hours, entry.days) for entry in made.cohort["c1"].history}
    assert earned == {"law": (0, 0), "theory": (4, 1)}


def test_what_else_stands_in_the_next_instance_stays():
    before = upcoming()
    made = carried(before, attendance=[attended("t1")])
    changed = made.with_changes(cohorts=before.cohorts)
    assert changed == before


def test_carrying_over_twice_changes_nothing():
    parts = {
        "attendance": [attended("t1"), attended("t2")],
        "credits": [
            {"key": "k", "cohort": "c2", "on": "2026-05-05", "study_hours": 16, "subject_class": "skill"}
        ],
        "studies": [{"key": "mba", "cohort": "c1", "busy": [{"weekdays": ["tue"], "periods": ["eve"]}]}],
        "ratings": [
            {"kind": "instructor", "subject": "li", "value": 4, "source": "survey", "on": "2026-10-01"}
        ],
    }
    once = carried(**parts)
    assert carried(once, **parts) == once
    assert len(once.cohort["c1"].history) == 2
    assert once.cohort["c2"].history[0].study_hours == 16


def test_the_history_of_the_ended_instance_goes_on():
    entry = {"on": "2025-03-01", "study_hours": 5, "subject_class": "theory"}
    ended = instance_with({"cohorts": [{"id": "c1", "history": [entry]}]})
    made = carry_over(ended, plan_of(PLAN), records_with(attendance=[attended("t1")]), upcoming())
    assert [e.on.year for e in made.cohort["c1"].history] == [2025, 2026]


def test_nothing_is_remembered_of_the_instance_before():
    before = upcoming()
    assert before.cohort["c1"].history == ()
    made = carried(before, attendance=[attended("t1")])
    assert made.cohort["c1"].history == next(c.history for c in made.cohorts if c.id == "c1") != ()


def test_two_equal_sessions_on_one_day_are_two():
    # Three theory sessions on one day in one hall: twelve hours, not four.
    extra = {"sessions": [{"id": "t3", "course": "theory", "cohorts": ["c1"]}]}
    ended = instance_with(extra)
    plan = plan_of(
        "\n".join(f"t{k} 2026-09-08 {p} hall/main li c1" for k, p in ((1, "am"), (2, "pm"), (3, "eve")))
    )
    items = [attended(s, on="2026-09-08") for s in ("t1", "t2", "t3")]
    made = carry_over(ended, plan, records_with(attendance=items), upcoming())
    assert sum(e.study_hours for e in made.cohort["c1"].history) == 12
    assert carry_over(ended, plan, records_with(attendance=items), made) == made


def test_persons_behind_keep_their_cohort_from_being_credited():
    made = carried(people=PERSONS, attendance=[attended("t1"), attended("t1", person="p-01", minutes=0)])
    assert made.cohort["c1"].history == ()


def test_study_elsewhere_takes_time_and_earns_nothing():
    evening = [{"weekdays": ["tue"], "periods": ["eve"]}]
    studies = [
        {"key": "mba", "cohort": "c1", "title": "MBA", "busy": evening},
        {"key": "month", "instructor": "wu", "busy": evening},
    ]
    before = upcoming({"policy": {"rules": [{"id": "free", "rule": "cohort_availability"}]}})
    made = carried(before, studies=studies)
    assert made.cohort["c1"].history == ()
    for taken in (made.cohort["c1"].unavailable, made.instructor["wu"].unavailable):
        assert [p.model_dump(mode="json", exclude_none=True) for p in taken] == evening
    assert made.instructor["li"].unavailable == ()
    plan = plan_of("t1 2027-09-07 eve school/big li c1", "next")
    assert [v.rule for v in check(made, plan).broken] == ["free"]
    assert check(before, plan).broken == ()


def test_sessions_of_other_instances_are_carried_over_by_their_own_records():
    other = attended("t1", instance="spring", on="2026-04-01", study_hours=9)
    made = carried(attendance=[other, attended("t1")])
    assert [e.study_hours for e in made.cohort["c1"].history] == [4]


def test_ratings_of_instructors_are_brought_up_to_date():
    ratings = [
        {
            "kind": "instructor",
            "subject": "li",
            "value": 5,
            "responses": 2,
            "source": "a",
            "on": "2026-10-01",
        },
        {
            "kind": "instructor",
            "subject": "li",
            "value": 4,
            "responses": 1,
            "source": "b",
            "on": "2026-10-02",
        },
    ]
    ratings.append({"kind": "unit", "subject": "bureau", "value": 1, "source": "a", "on": "2026-10-01"})
    made = carried(ratings=ratings)
    # (5 x 2 + 4) / 3 = 4.66
    assert made.instructor["li"].rating.model_dump() == {"value_tenths": 46, "responses": 3}
    assert made.instructor["wu"].rating is None, "nobody asked, which is neutral (reading A20)"


def test_cohorts_that_are_gone_are_left_behind():
    into = upcoming()
    into = into.with_changes(cohorts=into.cohorts[:1], sessions=())
    made = carried(into, attendance=[attended("t2", "c2")])
    assert [c.id for c in made.cohorts] == ["c1"]
    assert made == into


def test_records_of_another_instance_are_refused():
    with pytest.raises(InvalidInputError, match="unknown session"):
        carried(attendance=[attended("no-such")])


def test_slots_the_next_instance_does_not_know_are_refused():
    ended = {
        "calendar": {"windows": [{"id": "term", "ranges": [{"first": "2026-09-07", "last": "2026-09-08"}]}]}
    }
    studies = [{"key": "mba", "cohort": "c1", "busy": [{"window": "term"}]}]
    with pytest.raises(InvalidInputError, match="unknown window"):
        carry_over(instance_with(ended), plan_of(PLAN), records_with(studies=studies), upcoming())


def test_every_stage_has_its_files(tmp_path):
    """Needs and plan, what happened, and the next needs: each stage reads the files of the one before."""
    entry = {
        "id": "ten",
        "rule": "study_hours",
        "parameters": {"min_study_hours": 10, "cohorts": {"ids": ["c1"]}},
    }
    policy = {"policy": {"rules": [entry]}}
    save(instance_with(policy), tmp_path / "needs.json")
    needs = load(tmp_path / "needs.json")
    result = solve(needs, time_limit_seconds=20)
    save(result.plan, tmp_path / "plan.json")
    plan = read_plan(tmp_path / "plan.json", needs)
    sessions = sorted((b.session, b.day.isoformat()) for b in plan.bookings if "c1" in b.cohorts)
    assert sessions
    save(records_with(attendance=[attended(s, on=day) for s, day in sessions]), tmp_path / "records.json")
    records = read_records(tmp_path / "records.json", needs)
    again = {"calendar": {"first_day": "2026-10-12", "last_day": "2026-10-23"}}
    save(carry_over(needs, plan, records, upcoming(merged(policy, again))), tmp_path / "next.json")
    following = load(tmp_path / "next.json")
    earned = sum(needs.course[needs.session[s].course].study_hours for s, _ in sessions)
    assert sum(e.study_hours for e in following.cohort["c1"].history) == earned
    owed = {v.rule: v.amount for v in check(following, plan_of("", "next")).unmet}
    fresh = {v.rule: v.amount for v in check(upcoming(merged(policy, again)), plan_of("", "next")).unmet}
    assert fresh["ten"] == 1000 * 13
    assert owed.get("ten", 0) == max(0, 1000 - int(earned * 100)) * 13
