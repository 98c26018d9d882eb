"""Milestones, indicators, checklists and issues, on the day of the records."""

from datetime import date

import pytest

from edusched.report.tables.followed import checklist, indicators, issues, milestones
from tests.report.tables.cases import d, rows_of
from tests.report.tables.cases import told as rows_told
from tests.report.tables.recorded_cases import told


@pytest.mark.parametrize(
    ("as_of", "done", "state", "late"),
    [
        ("2020-12-31", None, "open", 0),
        ("2021-01-01", None, "late", 1),
        ("2021-02-01", "2020-12-31", "met", 0),
        ("2021-02-01", "2021-01-03", "late", 3),
    ],
)
def test_a_milestone_is_met_late_or_open(as_of, done, state, late) -> None:
    item = {"id": "case-database", "name": "Case database", "due": "2020-12-31"}
    reading = told(as_of=as_of, milestones=[item | ({"done": done} if done else {})])
    (row,) = rows_told(milestones(reading))
    assert (row["milestone"], row["name"], row["due"]) == (
        "case-database",
        "Case database",
        date(2020, 12, 31),
    )
    assert (row["state"], row["days_late"]) == (state, late)


def measured(on: str, value: int, **more: object) -> dict[str, object]:
    return {"indicator": "instructors", "on": on, "value": value, **more}


@pytest.mark.parametrize(
    ("values", "as_of", "state", "value"),
    [
        ([measured("2026-06-30", 120)], "2026-12-31", "open", 120),
        ([measured("2026-06-30", 120)], "2028-01-01", "late", 120),
        ([measured("2026-06-30", 120), measured("2027-06-30", 150)], "2028-01-01", "met", 150),
        ([measured("2028-01-01", 150), measured("2026-06-30", 120)], "2028-01-01", "late", 150),
        ([measured("2026-06-30", 150, subject="north")], "2026-12-31", "open", None),
    ],
)
def test_a_milestone_can_be_an_indicator_that_reaches_its_target(values, as_of, state, value) -> None:
    item = {"id": "m", "due": "2027-12-31", "indicator": "instructors", "target": 150}
    (row,) = rows_told(milestones(told(as_of=as_of, milestones=[item], indicators=values)))
    assert (row["state"], row["value"], row["target"]) == (state, value, 150)


TARGETS = [{"indicator": "reach", "year": 2026, "value": 75}]


@pytest.mark.parametrize(
    ("value", "as_of", "state", "share"),
    [
        (70, "2026-12-30", "open", "93.3"),
        (70, "2026-12-31", "short", "93.3"),
        (75, "2026-12-30", "met", "100"),
    ],
)
def test_an_indicator_stands_against_its_target(value, as_of, state, share) -> None:
    values = [measured("2026-03-01", 10, indicator="reach"), measured("2026-06-30", value, indicator="reach")]
    (row,) = rows_told(indicators(told(as_of=as_of, targets=TARGETS, indicators=values)))
    assert (row["year"], row["value"], row["target"]) == (2026, value, 75)
    assert (row["reached_percent"], row["state"]) == (d(share), state)


def test_less_may_be_better() -> None:
    targets = [{"indicator": "reach", "year": 2026, "value": 75, "at_most": True}]
    (row,) = rows_told(
        indicators(told(targets=targets, indicators=[measured("2026-06-30", 75, indicator="reach")]))
    )
    assert row["state"] == "met"
    (row,) = rows_told(
        indicators(told(targets=targets, indicators=[measured("2026-06-30", 76, indicator="reach")]))
    )
    assert row["state"] == "short"


def test_new_instructors_are_expected_by_year_and_subject() -> None:
    targets = [
        {"indicator": "new_instructors", "subject": "finance", "year": 2027, "value": 4},
        {"indicator": "new_instructors", "subject": "law", "year": 2027, "value": 2},
        {"indicator": "new_instructors", "subject": "finance", "year": 2026, "value": 3},
    ]
    values = [{"indicator": "new_instructors", "subject": "finance", "on": "2026-12-01", "value": 5}]
    rows = rows_of(indicators, told(targets=targets, indicators=values), "subject", "year")
    assert {key: (row["value"], row["target"]) for key, row in rows.items()} == {
        ("finance", 2026): (5, 3),
        ("finance", 2027): (None, 4),
        ("law", 2027): (None, 2),
    }


def test_indicators_stand_in_the_order_of_names_subjects_and_years() -> None:
    keys = [("a", "x", 2027), ("a", "y", 2026), ("b", None, 2026)]
    targets = [{"indicator": n, "subject": s, "year": y, "value": 1} for n, s, y in reversed(keys)]
    rows = rows_told(indicators(told(targets=targets)))
    assert [(row["indicator"], row["subject"], row["year"]) for row in rows] == keys


def test_what_has_no_target_is_told_too() -> None:
    (row,) = rows_told(indicators(told(indicators=[measured("2026-06-30", 7)])))
    assert (row["value"], row["target"], row["reached_percent"], row["state"]) == (7, None, None, None)


def due(day: str | None, done: str | None = None, **more: object) -> dict[str, object]:
    return {"kind": "k", "due": day, "done": done, **more}


@pytest.mark.parametrize(
    ("item", "state", "left", "late"),
    [
        (due("2026-12-06", "2026-12-05", before=True), "done", None, 0),
        (due("2026-12-06", "2026-12-06", before=True), "late", None, 1),
        (due("2026-12-06", "2026-12-06"), "done", None, 0),
        (due("2026-11-30"), "late", None, 1),
        (due("2026-12-06"), "open", 5, 0),
        (due(None), "none", None, 0),
        (due(None, "2026-01-01"), "done", None, 0),
    ],
)
def test_an_item_is_done_late_open_or_none(item, state, left, late) -> None:
    as_of = max("2026-12-01", str(item["done"] or ""))
    (row,) = rows_told(checklist(told(as_of=as_of, checklist=[item])))
    assert (row["state"], row["days_left"], row["days_late"]) == (state, left, late)


def test_four_kinds_of_reports_have_their_days() -> None:
    kinds = ("planning", "experience", "models", "problems")
    items = [due(f"2026-12-{6 + k:02}", kind=kind) for k, kind in enumerate(kinds)]
    rows = rows_of(checklist, told(as_of="2026-12-04", checklist=items), "kind")
    assert {key[0]: row["days_left"] for key, row in rows.items()} == {
        "planning": 2, "experience": 3, "models": 4, "problems": 5
    }  # fmt: skip


def test_members_do_their_part_or_not() -> None:
    items = [due("2026-06-30", done, kind="part", subject=unit) for unit, done in MEMBERS]
    rows = rows_of(checklist, told(checklist=items), "subject")
    assert [row["state"] for row in rows.values()] == ["done", "late", "late"]


MEMBERS = (("unit-1", "2026-06-01"), ("unit-8", "2026-07-01"), ("unit-9", None))


def test_open_issues_have_their_age() -> None:
    items = [
        {
            "id": "clash",
            "about": "Venue clash",
            "owner": "office",
            "opened": "2026-12-22",
            "due": "2026-12-31",
        },
        {"id": "bus", "owner": "fleet", "opened": "2026-11-01", "due": "2026-12-01"},
        {"id": "solved", "owner": "office", "opened": "2026-10-01", "closed": "2026-10-02"},
    ]
    rows = rows_told(issues(told(issues=items)))
    assert [(r["issue"], r["age_days"], r["overdue"]) for r in rows] == [
        ("bus", 60, True),
        ("clash", 9, False),
    ]
