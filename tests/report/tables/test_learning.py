"""Certificates, the learning map, gains and years, worked out by hand."""

import hashlib
from datetime import date

from edusched.report.tables.learning import (
    certificates,
    learner_years,
    learning_map,
    score_gains,
    short_attendance,
)
from tests.report.tables.cases import d, rows_of
from tests.report.tables.cases import told as rows_told
from tests.report.tables.recorded_cases import came, told

ZHAO = {"id": "zhao", "unit": "bureau", "role": "clerk", "full_time": True, "cohort": "c1"}


def test_certificates_tell_who_may_have_one() -> None:
    change = {"courses": [{"id": "skill", "certificate_exam": True}]}
    exam = {"course": "skill", "cohort": "c1", "on": "2026-09-11", "passed": True}
    reading = told(
        change, attendance=[came("k1", "c1"), came("k2", "c2"), came("p1", "c1", 95)], exams=[exam]
    )
    rows = rows_of(certificates, reading, "cohort", "subject")
    skill = rows["c1", "skill"]
    assert (skill["attended_sessions"], skill["of_sessions"], skill["attended_percent"]) == (1, 1, d("100"))
    assert (skill["exam"], skill["certified"], skill["certified_on"]) == ("passed", True, date(2026, 9, 11))
    assert rows["c2", "skill"]["exam"] == "missing"
    assert rows["c2", "skill"]["certified"] is False
    # 95 of 120 minutes are 79.2 %.
    assert rows["c1", "law"]["attended_sessions"] == 0
    assert rows["c1", "law"]["exam"] == "none"


FINANCE = {
    "courses": [
        {"id": f"finance-{k}", "subject_class": "finance", "study_hours": 2}
        | ({"prerequisites": [f"finance-{k - 1}"]} if k > 1 else {})
        for k in range(1, 5)
    ],
    "sessions": [{"id": f"f{k}", "course": f"finance-{k}", "cohorts": ["c1"]} for k in (1, 2)],
}


def attended(session: str, **more: object) -> dict[str, object]:
    return came("t1", "c1") | {"session": session} | more


def test_the_learning_map_shows_level_share_and_what_comes_next() -> None:
    reading = told(FINANCE, people=[ZHAO], attendance=[attended("f1"), attended("f2", person="zhao")])
    rows = rows_of(learning_map, reading, "person", "subject_class")
    finance = rows["zhao", "finance"]
    # Two of four courses: level 2 of 4. The third is open, the fourth is not.
    assert (finance["completed_courses"], finance["of_courses"], finance["level"]) == (2, 4, 2)
    assert (finance["completed_percent"], finance["next_courses"]) == (d("50"), "finance-3")
    assert rows["zhao", "theory"]["level"] == 0
    assert rows["zhao", "theory"]["next_courses"] == "theory"
    assert (None, "finance") in rows, "nobody of c2 is known, so it has lines as a cohort"


def test_levels_are_rounded_down_and_history_counts() -> None:
    entry = {"on": "2025-03-01", "study_hours": 2, "subject_class": "finance", "course": "finance-1"}
    three = {"courses": FINANCE["courses"][:3], "cohorts": [{"id": "c1", "history": [entry]}]}
    rows = rows_of(learning_map, told(three), "cohort", "subject_class")
    # One of three is 33 %, which is level 1.
    assert (rows["c1", "finance"]["level"], rows["c1", "finance"]["next_courses"]) == (1, "finance-2")
    assert rows["c2", "finance"]["level"] == 0


def test_the_map_orders_courses_that_may_come_next() -> None:
    more = {"courses": [{"id": "law-2", "subject_class": "public", "study_hours": 1}]}
    rows = rows_of(learning_map, told(more), "cohort", "subject_class")
    assert rows["c1", "public"]["next_courses"] == "law law-2"


def test_gains_are_means_over_those_tested_twice() -> None:
    scores = [(2, 3), (3, 3), (3, 5)]
    items = [
        came("t1", "c1", person=f"p-{k}", score_before=before, score_after=after)
        for k, (before, after) in enumerate(scores)
    ]
    items += [came("k1", "c1", person="p-1", score_before=4, score_after=3), came("t2", "c2", score_before=1)]
    rows = rows_of(score_gains, told(attendance=items), "course")
    assert set(rows) == {("theory",), ("skill",)}
    theory = rows["theory",]
    # (1 + 0 + 2) / 3 = 1 point; before 8 / 3 = 2.67.
    assert (theory["tested"], theory["before_points"], theory["after_points"]) == (3, d("2.67"), d("3.67"))
    assert theory["gain_points"] == 1
    assert rows["skill",]["gain_points"] == -1


def test_attendance_that_is_too_short_is_named() -> None:
    items = [came("t1", "c1", 143, person="zhao"), came("t1", "c1"), came("p1", "c2", 0)]
    rows = rows_told(short_attendance(told(people=[ZHAO], attendance=items)))
    assert [(r["cohort"], r["person"], r["session"], r["attended_minutes"]) for r in rows] == [
        ("c1", "zhao", "t1", 143),
        ("c2", None, "p1", 0),
    ]
    assert rows[0]["attended_percent"] == d("79.4")


def test_a_year_of_a_person_adds_up_what_counts() -> None:
    change = {"courses": [{"id": "theory", "credit_factor": {"per_study_hours": 6}}]}
    film = {
        "key": "film",
        "cohort": "c1",
        "person": "zhao",
        "on": "2026-03-01",
        "study_hours": 70,
        "subject_class": "x",
    }
    old = came("t1", "c1", person="zhao") | {"instance": "old", "on": "2025-05-01", "study_hours": 1.5}
    exam = {"course": "skill", "cohort": "c1", "on": "2026-09-12", "passed": True, "person": "zhao"}
    reading = told(change, people=[ZHAO], attendance=[came("t1", "c1"), old], credits=[film], exams=[exam])
    rows = rows_of(learner_years, reading, "cohort", "person", "year")
    assert set(rows) == {("c1", None, 2026), ("c1", "zhao", 2025), ("c1", "zhao", 2026)}
    zhao = rows["c1", "zhao", 2026]
    # 4 hours of theory and 70 from elsewhere; 4 / 6 credits are 0.6, rounded down.
    assert (zhao["study_hours"], zhao["sessions"], zhao["days"]) == (d("74"), 1, 2)
    assert (zhao["credits"], zhao["exams_passed"]) == (d("0.6"), 1)
    assert rows["c1", "zhao", 2025]["study_hours"] == d("1.5")
    assert rows["c1", None, 2026]["study_hours"] == 4
    line = [zhao[name] for name in ("cohort", "person", "year", "sessions", "days", "study_hours", "credits")]
    words = "\n".join(str(cell) for cell in [*line, zhao["exams_passed"]])
    assert zhao["digest"] == hashlib.sha256(words.encode()).hexdigest()
