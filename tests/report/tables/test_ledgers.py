"""Study hours by rule, against numbers worked out by hand."""

from datetime import date
from typing import Any

from edusched.report.tables.ledgers import cohort_ledger, unit_ledger
from tests.report.tables.cases import d, reading_with, rows_of

# c1 has 2 public hours from March, a day of training; in 2025 it had 5 more.
HISTORY = {
    "cohorts": [
        {
            "id": "c1",
            "history": [
                {"on": "2026-03-02", "study_hours": 2, "days": 1, "subject_class": "public"},
                {"on": "2025-11-02", "study_hours": 5, "days": 1, "subject_class": "theory"},
            ],
        }
    ]
}


def rule(name: str, page: str = "study_hours", **parameters: Any) -> dict[str, Any]:
    return {"id": name, "rule": page, "parameters": parameters}


CAPPED = rule(
    "ten",
    min_study_hours=10,
    min_days=9,
    caps=[{"subject_class": "public", "numerator": 1, "denominator": 5}],
    max_study_hours=10.5,
)


def test_history_and_bookings_add_up_and_caps_are_kept() -> None:
    rows = rows_of(cohort_ledger, reading_with(HISTORY, CAPPED), "cohort")
    # Theory 4, skill 3, law 2 and 2 public hours from history, of which a fifth of 10 counts: 4 + 3 + 2 =
    # 9. Days: three booked, one from history; nine asked, so hours are what is nearer: one short, for 13
    # persons.
    assert rows["c1",] == {
        "rule": "ten",
        "cohort": "c1",
        "period": "2026",
        "first_day": date(2026, 1, 1),
        "last_day": date(2026, 12, 31),
        "persons": 13,
        "owed_hours": d("10"),
        "history_hours": d("2"),
        "booked_hours": d("9"),
        "credited_hours": d("9"),
        "owed_days": 9,
        "history_days": 1,
        "booked_days": 3,
        "short_hours": d("1"),
        "short_person_hours": d("13"),
        "over_hours": d("0.5"),
        "waived": None,
    }
    # c2 has k2 and t2 on one day and p1: 3 + 4 + 2 = 9 hours on two days.
    assert rows["c2",]["credited_hours"] == d("9")
    assert rows["c2",]["booked_days"] == 2
    assert rows["c2",]["short_person_hours"] == d("4")


def test_either_days_or_hours_are_enough_and_both_are_told() -> None:
    either = rule("either", min_study_hours=20, min_days=3)
    rows = rows_of(cohort_ledger, reading_with(None, either), "cohort")
    assert (rows["c1",]["booked_days"], rows["c1",]["booked_hours"]) == (3, d("9"))
    assert rows["c1",]["short_hours"] == 0
    # c2 lacks one day of six hours, or eleven hours.
    assert rows["c2",]["short_hours"] == d("6")


def test_a_deadline_is_a_row_of_its_own() -> None:
    due = rule("new", "deadline", event="joined_on", min_study_hours=5)
    rows = rows_of(cohort_ledger, reading_with(None, due), "cohort")
    assert list(rows) == [("c1",)]
    mine = rows["c1",]
    # Joined 14 September 2025, so due on the 14th: 9 hours by then.
    assert (mine["period"], mine["last_day"]) == ("2026-09-14", date(2026, 9, 14))
    assert (mine["owed_hours"], mine["credited_hours"], mine["short_hours"]) == (d("5"), d("9"), 0)
    assert mine["owed_days"] is None


def test_units_get_their_people_of_all_cohorts() -> None:
    rows = rows_of(unit_ledger, reading_with(HISTORY, CAPPED), "unit")
    # Bureau: 10 persons of c1. Station: 3 of c1 and 4 of c2, each an hour short.
    assert rows["bureau",] == {
        "rule": "ten",
        "unit": "bureau",
        "period": "2026",
        "persons": 10,
        "short_persons": 10,
        "owed_person_hours": d("100"),
        "credited_person_hours": d("90"),
        "short_person_hours": d("10"),
    }
    assert rows["station",]["persons"] == 7
    assert rows["station",]["credited_person_hours"] == d("63")
    assert rows["station",]["short_person_hours"] == d("7")


def test_a_waiver_is_told_and_nobody_is_short() -> None:
    waived = CAPPED | {"waivers": [{"subject": "c1", "reason": "on leave"}]}
    reading = reading_with(HISTORY, waived)
    rows = rows_of(cohort_ledger, reading, "cohort")
    assert rows["c1",]["waived"] == "on leave"
    units = rows_of(unit_ledger, reading, "unit")
    assert units["bureau",]["short_persons"] == 0
    assert units["station",]["short_person_hours"] == d("4")


def test_only_days_owed_leaves_hours_empty() -> None:
    reading = reading_with(None, rule("days", min_days=4))
    assert rows_of(cohort_ledger, reading, "cohort")["c1",]["owed_hours"] is None
    assert rows_of(unit_ledger, reading, "unit")["bureau",]["owed_person_hours"] is None


def test_what_is_short_is_what_the_checker_says() -> None:
    reading = reading_with(HISTORY, CAPPED, rule("new", "deadline", event="joined_on", min_study_hours=12))
    short = {
        (v.rule, v.subject[0]): v.amount for v in reading.report.violations if "maximum" not in v.subject
    }
    rows = rows_of(cohort_ledger, reading, "rule", "cohort")
    told = {key: row["short_person_hours"] * 100 for key, row in rows.items() if row["short_person_hours"]}
    assert told == short
