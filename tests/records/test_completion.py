"""Certificates: enough sessions, and the exam where the course asks for one."""

from datetime import date

import pytest

from edusched.checking.checker import check_plan
from edusched.records.completion import completions
from edusched.rules.examples import plan_of
from tests.records.cases import PERSONS, attended, facts_with, instance_with, register_with

TEN = {
    "sessions": [{"id": f"x{k}", "course": "law", "cohorts": ["c2"]} for k in range(10)],
    "programmes": [{"id": "class", "sessions": [f"x{k}" for k in range(10)]}],
}
PLAN_TEN = "\n".join(
    f"x{k} 2026-09-{7 + k % 5:02} {'am' if k < 5 else 'pm'} hall/main li c2" for k in range(10)
)


def ten(count, **parts):
    items = [attended(f"x{k}", "c2", on=f"2026-09-{7 + k % 5:02}") for k in range(count)]
    register = register_with(TEN, attendance=items, **parts)
    return list(completions(facts_with(TEN, PLAN_TEN), register))


@pytest.mark.parametrize(("count", "certified"), [(7, None), (8, date(2026, 9, 11)), (9, date(2026, 9, 11))])
def test_eight_of_ten_sessions_are_enough(count, certified):
    (found,) = ten(count)
    assert (found.kind, found.subject, found.cohort, found.person) == ("programme", "class", "c2", None)
    assert (found.attended, found.of, found.exam, found.certified_on) == (count, 10, "none", certified)


def test_the_share_is_data():
    (found,) = ten(9, terms={"min_completed_percent": 91})
    assert found.certified_on is None


def test_courses_outside_programmes_have_certificates_of_their_own():
    register = register_with(attendance=[attended("t1"), attended("k1")])
    found = {(c.subject, c.cohort): (c.attended, c.of) for c in completions(facts_with(), register)}
    assert found["theory", "c1"] == (1, 2)
    assert found["skill", "c1"] == (1, 1)
    assert found["law", "c1"] == (0, 1)
    assert found["theory", "c2"] == (0, 1)
    assert ("skill", "c2") not in found


def test_each_person_has_a_line():
    everybody = [attended("k1", person=p["id"]) for p in PERSONS[:12]]
    register = register_with(people=PERSONS, attendance=everybody)
    lines = [c for c in completions(facts_with(), register) if (c.subject, c.cohort) == ("skill", "c1")]
    assert [(c.person, c.certified_on is not None) for c in lines] == [
        (p["id"], p["id"] != "p-13") for p in PERSONS
    ]


EXAM = {"courses": [{"id": "skill", "certificate_exam": True}]}


def exam(on="2026-09-10", passed=True, **more):
    return {"course": "skill", "cohort": "c1", "on": on, "passed": passed} | more


@pytest.mark.parametrize(
    ("exams", "state", "certified"),
    [
        ([], "missing", None),
        ([exam()], "passed", date(2026, 9, 10)),
        ([exam("2026-09-08")], "passed", date(2026, 9, 8)),  # the last day of the course
        ([exam("2026-09-07")], "missing", None),  # before its end
        ([exam(passed=False)], "failed", None),
        ([exam(passed=False), exam("2026-09-17")], "passed", date(2026, 9, 17)),
    ],
    ids=["none", "two days later", "same day", "too early", "failed", "second try"],
)
def test_a_certificate_needs_an_exam_passed_after_the_course(exams, state, certified):
    register = register_with(EXAM, attendance=[attended("k1")], exams=exams)
    found = {c.subject: c for c in completions(facts_with(EXAM), register) if c.cohort == "c1"}
    assert (found["skill"].exam, found["skill"].certified_on) == (state, certified)


@pytest.mark.parametrize(
    ("skill", "theory", "state"),
    [
        (True, True, "passed"),
        (True, False, "failed"),
        (False, True, "failed"),
        (True, None, "missing"),
        (None, True, "missing"),
        (False, None, "failed"),
        (None, False, "failed"),
    ],
)
def test_a_programme_needs_the_exams_of_all_its_courses(skill, theory, state):
    change = {
        "courses": [{"id": name, "certificate_exam": True} for name in ("skill", "theory")],
        "programmes": [{"id": "class", "sessions": ["t1", "k1"]}],
    }
    exams = [
        exam(course=course, passed=passed)
        for course, passed in (("skill", skill), ("theory", theory))
        if passed is not None
    ]
    register = register_with(change, attendance=[attended("t1"), attended("k1")], exams=exams)
    found = {c.subject: c for c in completions(facts_with(change), register) if c.cohort == "c1"}
    assert (found["class"].exam, found["class"].certified_on is not None) == (state, state == "passed")


def test_a_person_passes_alone_or_with_the_cohort():
    exams = [exam(person="p-01"), exam(person="p-02", passed=False)]
    register = register_with(EXAM, people=PERSONS, attendance=[attended("k1")], exams=exams)
    found = {c.person: c.exam for c in completions(facts_with(EXAM), register) if c.subject == "skill"}
    assert (found["p-01"], found["p-02"], found["p-03"]) == ("passed", "failed", "missing")


@pytest.mark.parametrize(("day", "amount"), [("2026-09-10", 0), ("2026-09-07", 1)])
def test_a_planned_exam_comes_after_its_course(day, amount):
    """An exam is a session of a course of its own that has the course as prerequisite."""
    change = {
        "courses": [
            {"id": "exam", "subject_class": "professional", "study_hours": 0, "prerequisites": ["skill"]}
        ],
        "sessions": [{"id": "e1", "course": "exam", "cohorts": ["c1"]}],
        "policy": {"rules": [{"id": "after", "rule": "prerequisites"}]},
    }
    plan = f"k1 2026-09-08 pm bus@lake wu c1\ne1 {day} am school/big li c1"
    broken = [v for v in check_plan(instance_with(change), plan_of(plan)).broken if v.rule == "after"]
    assert len(broken) == amount
