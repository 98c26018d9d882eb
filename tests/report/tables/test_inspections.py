"""The draw of sessions, how often regions are inspected, what units were told."""

from datetime import date

import pytest

from edusched.report.tables.inspections import feedback, inspection_sample, inspections
from tests.report.tables.cases import d, rows_of
from tests.report.tables.cases import told as rows_told
from tests.report.tables.recorded_cases import told

SIXTY = {
    "calendar": {"last_day": "2026-12-31"},
    "sessions": [{"id": f"x{k:02}", "course": "law", "cohorts": ["c2"]} for k in range(60)],
}
PLAN_SIXTY = "\n".join(
    f"x{k:02} {date.fromordinal(date(2026, 9, 7).toordinal() + k)} am hall/main li c2" for k in range(60)
)


@pytest.mark.parametrize(("percent", "count"), [(5, 3), (6, 4), (0, 0), (100, 60)])
def test_the_share_of_sessions_is_drawn_rounded_up(percent, count) -> None:
    reading = told(SIXTY, plan=PLAN_SIXTY, terms={"inspected_percent": percent})
    assert len(inspection_sample(reading).rows) == count


def test_the_draw_depends_on_the_seed_alone() -> None:
    def drawn(seed: int) -> list[object]:
        reading = told(SIXTY, plan=PLAN_SIXTY, terms={"inspection_seed": seed, "inspected_percent": 50})
        return [row["session"] for row in rows_told(inspection_sample(reading))]

    assert drawn(1) == drawn(1)
    assert drawn(1) != drawn(2)
    assert len(set(drawn(1))) == 30


def test_a_drawn_session_is_done_late_or_open() -> None:
    visit = {"region": "county", "session": "t1", "on": "2026-09-07"}
    reading = told(as_of="2026-09-09", terms={"inspected_percent": 100}, inspections=[visit])
    rows = rows_of(inspection_sample, reading, "session")
    assert {key[0]: row["state"] for key, row in rows.items()} == {
        "t1": "done", "t2": "late", "k2": "late", "k1": "open", "p1": "open"
    }  # fmt: skip
    assert rows["t1",]["inspected_on"] == date(2026, 9, 7)


@pytest.mark.parametrize(
    ("as_of", "visits", "state"),
    [("2026-12-31", 1, "short"), ("2026-12-30", 1, "open"), ("2026-12-31", 2, "met")],
)
def test_a_region_is_inspected_twice_a_year(as_of, visits, state) -> None:
    items = [
        {"region": "hill", "session": "k2", "on": "2026-09-08"},
        {"region": "county", "on": "2026-12-01"},
    ]
    (row,) = rows_told(inspections(told(as_of=as_of, inspections=items[:visits])))
    assert (row["region"], row["year"], row["inspections"], row["wanted_inspections"]) == (
        "county",
        2026,
        visits,
        2,
    )
    assert row["state"] == state
    # p1 is on a platform; one of the four others was inspected.
    assert (row["sessions"], row["inspected_sessions"], row["inspected_percent"]) == (4, 1, d("25"))


def test_how_often_and_which_regions_are_data() -> None:
    terms = {"min_inspections_per_year": 0, "inspected_level": "township"}
    rows = rows_of(inspections, told(terms=terms), "region")
    assert {row["state"] for row in rows.values()} == {"met"}
    assert ("county",) not in rows


@pytest.mark.parametrize(
    ("sent", "as_of", "state", "days"),
    [
        ("2026-09-17", "2026-12-31", "met", 8),
        ("2026-09-21", "2026-12-31", "met", 10),
        ("2026-09-22", "2026-12-31", "late", 11),
        (None, "2026-09-21", "open", None),
        (None, "2026-09-22", "late", None),
    ],
)
def test_units_are_told_within_ten_working_days(sent, as_of, state, days) -> None:
    # t1 is on Monday 7 September; Monday 21 is ten working days later, after the plan has ended.
    items = [{"unit": "bureau", "session": "t1", "sent": sent}] if sent else []
    rows = rows_of(feedback, told(as_of=as_of, feedback=items), "unit", "session")
    row = rows["bureau", "t1"]
    assert (row["due"], row["sent"]) == (date(2026, 9, 21), date.fromisoformat(sent) if sent else None)
    assert (row["state"], row["working_days"]) == (state, days)
    assert ("bureau", "t2") not in rows, "nobody of the bureau was there"
    assert ("station", "t1") in rows


def test_a_recording_is_over_when_its_window_is() -> None:
    change = {
        "platforms": [{"id": "film", "kind": "recorded", "watch_days": 4}],
        "sessions": [{"id": "p1", "platforms": ["film"]}],
    }
    rows = rows_of(feedback, told(change, plan="p1 2026-09-10 eve film li c1"), "unit", "session")
    # Recorded on Thursday, watched until Monday 14; ten working days later is Monday 28.
    assert (rows["bureau", "p1"]["day"], rows["bureau", "p1"]["due"]) == (
        date(2026, 9, 14),
        date(2026, 9, 28),
    )


def test_holidays_are_no_working_days() -> None:
    # From 30 September: National Day week is off, 10 October is a make-up working Saturday (2026).
    change = {"calendar": {"holidays": "china", "last_day": "2026-09-30"}}
    reading = told(change, plan="t1 2026-09-30 am school/big li c1", as_of="2026-09-30")
    rows = rows_of(feedback, reading, "unit", "session")
    assert rows["bureau", "t1"]["due"] == date(2026, 10, 20)


def test_years_without_a_published_table_have_weekends_only() -> None:
    change = {"calendar": {"holidays": "china", "first_day": "2026-12-28", "last_day": "2026-12-31"}}
    reading = told(change, plan="t1 2026-12-31 am school/big li c1")
    # 31 December 2026 is a Thursday; Friday the 1st is the first working day of a year nobody has published.
    assert rows_of(feedback, reading, "unit", "session")["bureau", "t1"]["due"] == date(2027, 1, 14)
