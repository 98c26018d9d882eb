"""Who is credited with what, against hours worked out by hand."""

import pytest

from edusched.records.credited import Register, credit_tenths
from tests.records.cases import PERSONS, attended, facts_with, records_with, register_with


def hours(earned):
    return [(c.session or c.key, c.study_hundredths) for c in earned]


@pytest.mark.parametrize(("minutes", "credited"), [(143, []), (144, [("t1", 400)]), (180, [("t1", 400)])])
def test_a_session_counts_in_full_from_its_share_on(minutes, credited):
    # 80 % of 180 minutes are 144 (reading A25).
    assert hours(register_with(attendance=[attended("t1", minutes=minutes)]).of_cohort("c1")) == credited


@pytest.mark.parametrize(("percent", "credited"), [(50, True), (51, False)])
def test_the_share_is_data(percent, credited):
    terms = {"min_attended_percent": percent}
    register = register_with(terms=terms, attendance=[attended("t1", minutes=90)])
    assert bool(register.of_cohort("c1")) == credited


def test_a_cohort_is_credited_when_all_its_persons_are():
    everybody = [attended("t1", person=p["id"]) for p in PERSONS]
    assert hours(register_with(attendance=everybody).of_cohort("c1")) == [("t1", 400)]
    # One of thirteen was not recorded, so was not there.
    assert register_with(attendance=everybody[:-1]).of_cohort("c1") == []
    late = [*everybody[:-1], attended("t1", person="p-13", minutes=100)]
    assert register_with(attendance=late).of_cohort("c1") == []
    assert [item.person for item in register_with(attendance=late).missed("c1")] == ["p-13"]


@pytest.mark.parametrize(("percent", "credited"), [(92, True), (93, False)])
def test_how_many_persons_are_enough_is_data(percent, credited):
    # 12 of 13 are 92.3 %.
    terms = {"min_persons_percent": percent}
    twelve = [attended("t1", person=p["id"]) for p in PERSONS[:12]]
    assert bool(register_with(terms=terms, attendance=twelve).of_cohort("c1")) == credited


def test_a_person_has_the_own_record_before_that_of_the_cohort():
    register = register_with(
        people=PERSONS, attendance=[attended("t1"), attended("t1", person="p-01", minutes=10)]
    )
    assert register.persons("c1") == tuple(p["id"] for p in PERSONS)
    assert register.of_person("c1", "p-01") == []
    assert hours(register.of_person("c1", "p-02")) == [("t1", 400)]
    assert register.of_cohort("c1") == [], "twelve of thirteen are not all"


def test_the_same_fact_from_two_sources_counts_once():
    twice = [attended("t1", source="network"), attended("t1", source="certificate")]
    register = register_with(attendance=twice)
    assert hours(register.of_cohort("c1")) == [("t1", 400)]
    assert register.twice[0].sources == ("certificate", "network")


def credit(key, **more):
    return {"key": key, "cohort": "c1", "on": "2026-05-05", "subject_class": "skill", **more}


def test_hours_from_a_project_count_once_by_their_key():
    told = [credit("sunlight-1", study_hours=16, project="sunlight", source=s) for s in ("file", "network")]
    assert hours(register_with(credits=told).of_cohort("c1")) == [("sunlight-1", 1600)]


@pytest.mark.parametrize(("minutes", "hundredths"), [(45, 100), (100, 222), (44, 97)])
def test_minutes_become_study_hours_rounded_down(minutes, hundredths):
    # 100 minutes / 45 are 2.222 study hours (reading A05).
    register = register_with(credits=[credit("film", minutes=minutes)])
    assert hours(register.of_cohort("c1")) == [("film", hundredths)]


def test_the_minutes_of_a_study_hour_are_data():
    register = register_with(terms={"study_hour_minutes": 50}, credits=[credit("film", minutes=100)])
    assert hours(register.of_cohort("c1")) == [("film", 200)]
    # They say nothing of hours that are known.
    given = register_with(terms={"study_hour_minutes": 50}, credits=[credit("film", study_hours=2.25)])
    assert hours(given.of_cohort("c1")) == [("film", 225)]


def test_what_a_person_earned_elsewhere_is_not_the_cohorts():
    register = register_with(credits=[credit("own", study_hours=8, person="p-01")])
    assert register.of_cohort("c1") == []
    assert hours(register.of_person("c1", "p-01")) == [("own", 800)]
    assert register.of_person("c1", "p-02") == []


def test_sessions_of_earlier_instances_are_in_the_same_file():
    # 2006 to 2010 in one file: the ids of people stay.
    years = [
        attended("s", person="p-01", instance=f"plan-{year}", on=f"{year}-06-01", study_hours=year - 2000)
        for year in range(2006, 2011)
    ]
    earned = register_with(people=PERSONS, attendance=years).of_person("c1", "p-01")
    assert [(c.on.year, c.study_hundredths) for c in earned] == [
        (2006, 600), (2007, 700), (2008, 800), (2009, 900), (2010, 1000)
    ]  # fmt: skip


@pytest.mark.parametrize(("factor", "per_hours", "tenths"), [(1, 6, 13), (1, 4, 20), (3, 7, 34)])
def test_credits_are_hours_by_factor_rounded_down_to_a_tenth(factor, per_hours, tenths):
    # Two sessions of four hours: 8 / 6 = 1.33, 8 / 4 = 2, 8 x 3 / 7 = 3.43.
    credited = {"credits": factor, "per_study_hours": per_hours}
    change = {"courses": [{"id": "theory", "credit_factor": credited}]}
    register = register_with(change, attendance=[attended("t1"), attended("t2"), attended("k1")])
    assert credit_tenths(register.of_cohort("c1")) == tenths


def test_six_hours_are_one_credit():
    change = {"courses": [{"id": "theory", "study_hours": 6, "credit_factor": {"per_study_hours": 6}}]}
    assert credit_tenths(register_with(change, attendance=[attended("t1")]).of_cohort("c1")) == 10


def test_a_course_without_a_factor_earns_no_credits():
    assert credit_tenths(register_with(attendance=[attended("k1")]).of_cohort("c1")) == 0


MESSAGES = {"platforms": [{"id": "sms", "kind": "message"}], "sessions": [{"id": "p1", "platforms": ["sms"]}]}


@pytest.mark.parametrize(("change", "platform", "worth"), [({}, "web", 200), (MESSAGES, "sms", 0)])
def test_what_earns_nothing_where_it_is_held_is_credited_with_nothing(change, platform, worth):
    facts = facts_with(change, f"p1 2026-09-10 eve {platform} li c1,c2")
    register = Register(facts, records_with(attendance=[attended("p1")]))
    assert hours(register.of_cohort("c1")) == [("p1", worth)]
