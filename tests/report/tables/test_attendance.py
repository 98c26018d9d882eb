"""Who is trained, against numbers worked out by hand."""

from edusched.report.tables.attendance import (
    methods,
    person_times,
    programme_person_times,
    trainees_per_instructor,
)
from tests.report.tables.cases import d, reading_with, rows_of

CLASS = {"programmes": [{"id": "class", "sessions": ["t1", "k1"]}]}
BEFORE = {
    "cohorts": [
        {
            "id": "c1",
            "history": [
                {"on": "2026-03-02", "study_hours": 2, "subject_class": "public", "programme": "class"},
                {"on": "2026-04-02", "study_hours": 2, "subject_class": "public", "delivery": "online"},
                {"on": "2025-04-02", "study_hours": 2, "subject_class": "public", "delivery": "online"},
            ],
        }
    ]
}


def counted(row: dict) -> tuple:
    names = ("booked_session_person_times", "history_session_person_times", "programme_person_times")
    return tuple(row[name] for name in names)


def test_sessions_and_programmes_are_both_counted() -> None:
    rows = rows_of(person_times, reading_with(CLASS), "category", "delivery")
    # c1, 13 secretaries: t1 in person and k1 from the bus, both of the class, and p1 online.
    assert counted(rows["secretary", "in_person"]) == (13, 0, 13)
    assert counted(rows["secretary", "mobile"]) == (13, 0, 13)
    assert counted(rows["secretary", "online"]) == (13, 0, 0)
    assert counted(rows["secretary", "all"]) == (39, 0, 13)
    assert counted(rows["staff", "all"]) == (12, 0, 0)


def test_history_of_the_year_counts_and_a_programme_once() -> None:
    rows = rows_of(person_times, reading_with(CLASS | BEFORE), "category", "delivery")
    assert counted(rows["secretary", "in_person"]) == (13, 13, 13)
    assert counted(rows["secretary", "online"]) == (13, 13, 0)
    assert counted(rows["secretary", "all"]) == (39, 26, 13)


def test_it_is_what_the_rule_counts() -> None:
    for count in ("sessions", "programmes"):
        most = {"id": "most", "rule": "person_times", "parameters": {"count": count, "max_person_times": 0}}
        reading = reading_with(CLASS | BEFORE, most)
        (found,) = reading.report.violations
        rows = rows_of(person_times, reading, "category", "delivery")
        times = [counted(rows[category, "all"]) for category in ("secretary", "staff")]
        told = sum(t[2] if count == "programmes" else t[0] + t[1] for t in times)
        assert told == found.amount


def test_programmes() -> None:
    rows = rows_of(programme_person_times, reading_with(CLASS), "year", "programme", "category")
    assert list(rows) == [("2026", "class", "secretary")]
    row = rows["2026", "class", "secretary"]
    assert (row["sessions"], row["person_times"]) == (2, 13)


def test_methods_are_flagged_when_there_is_one() -> None:
    case = {"courses": [{"id": "law", "method": "case"}], "sessions": [{"id": "p1", "cohorts": ["c1"]}]}
    plan = """t1 2026-09-07 am school/big li c1
              t2 2026-09-08 am hall/main li c2
              p1 2026-09-10 eve web li c1"""
    rows = rows_of(methods, reading_with(case, plan=plan), "cohort")
    assert (rows["c1",]["methods"], rows["c1",]["which_methods"], rows["c1",]["one_sided"]) == (
        2,
        "case lecture",
        False,
    )
    assert (rows["c2",]["methods"], rows["c2",]["one_sided"]) == (1, True)
    nothing = rows_of(methods, reading_with(plan=""), "cohort")
    assert (nothing["c1",]["sessions"], nothing["c1",]["one_sided"]) == (0, False)


def test_trainees_to_one_instructor() -> None:
    extra = {"libraries": [{"id": "city", "region": "county", "level": "city"}]}
    rows = rows_of(trainees_per_instructor, reading_with(extra), "library")
    # Li and Wu teach both cohorts between them: 17 persons to two.
    assert rows["county-library",]["trainee_persons"] == 17
    assert rows["county-library",]["persons_per_instructor"] == d("8.5")
    assert rows["all",]["instructors"] == 2
    assert rows["city",]["persons_per_instructor"] is None
