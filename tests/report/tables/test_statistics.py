"""Figures by year, against numbers worked out by hand."""

from typing import Any

from edusched.report.tables.statistics import (
    acceptance_by_ownership,
    coverage_by_year,
    excluded_persons,
    region_year_plan,
    unit_year_hours_by_tag,
    unit_year_statistics,
)
from tests.report.tables.cases import COSTS, TOTAL_FEN, d, reading_with, rows_of, told


def picked(row: dict[str, Any], *names: str) -> tuple[Any, ...]:
    return tuple(row[name] for name in names)


def test_units() -> None:
    rows = rows_of(unit_year_statistics, reading_with(None, *COSTS), "unit", "year")
    names = ("persons", "person_hours", "cost_fen")
    # t1, 200.00 yuan for 10 and 3: 153.85 and 46.15. k1, 360.00 likewise: 276.92 and 83.08. p1, 10.00 for
    # 10 and 7: 5.88 and 4.12. t2 and k2, 50.00 and 360.00, are the station's alone.
    assert picked(rows["bureau", "2026"], *names) == (10, d("90"), 15_385 + 27_692 + 588)
    assert picked(rows["station", "2026"], *names) == (7, d("63"), 4_615 + 8_308 + 412 + 5_000 + 36_000)
    # The trip and the bus are no single session's.
    assert picked(rows[None, "2026"], *names) == (0, 0, 35_500)
    assert sum(row["cost_fen"] for row in rows.values()) == TOTAL_FEN


def test_what_nobody_attends_is_no_units() -> None:
    rows = rows_of(
        unit_year_statistics, reading_with(None, *COSTS, plan="t1 2026-09-07 am school/big li -"), "unit"
    )
    assert {unit: row["cost_fen"] for (unit,), row in rows.items()} == {None: 20_000}


def test_a_recording_counts_on_the_last_day_of_its_window_and_a_message_earns_nothing() -> None:
    # Recorded on 31 December, watched until 5 January; Wu's fee is spent in December.
    change = {
        "calendar": {"first_day": "2026-12-28", "last_day": "2027-01-08"},
        "platforms": [{"id": "web", "kind": "recorded", "seats_persons": None, "watch_days": 5}],
    }
    plan = "p1 2026-12-31 am web wu c2"
    rows = rows_of(unit_year_statistics, reading_with(change, *COSTS, plan=plan), "unit", "year")
    names = ("persons", "person_hours", "cost_fen")
    assert picked(rows["station", "2026"], *names) == (0, 0, 37_000)
    assert picked(rows["station", "2027"], *names) == (4, d("8"), 0)
    change["platforms"][0]["kind"] = "message"
    rows = rows_of(unit_year_statistics, reading_with(change, *COSTS, plan=plan), "unit", "year")
    assert picked(rows["station", "2027"], *names) == (4, 0, 0)


def test_hours_by_tag() -> None:
    rows = rows_of(unit_year_hours_by_tag, reading_with(), "unit", "tag")
    # Theory is tagged core: 4 hours each. Skill and law, 3 + 2 hours, have no tag.
    assert {key: row["person_hours"] for key, row in rows.items()} == {
        ("bureau", "core"): d("40"),
        ("bureau", None): d("50"),
        ("station", "core"): d("28"),
        ("station", None): d("35"),
    }


def test_regions_hold_what_lies_below() -> None:
    rows = rows_of(region_year_plan, reading_with(None, *COSTS), "region", "year")
    names = ("level", "sessions", "teaching_hours", "person_times", "person_hours", "cost_fen")
    assert picked(rows["county", "2026"], *names) == ("county", 4, d("12"), 34, d("119"), 132_500)
    assert picked(rows["east", "2026"], *names) == ("township", 2, d("6"), 17, d("55"), 45_000)
    assert picked(rows["hill", "2026"], *names) == ("village", 1, d("3"), 4, d("12"), 36_000)
    assert picked(rows[None, "2026"], *names) == (None, 1, d("2"), 17, d("34"), 1_000)


def test_an_organiser_goes_before_the_place() -> None:
    organised = {"sessions": [{"id": "p1", "organiser": "north"}]}
    rows = rows_of(region_year_plan, reading_with(organised, *COSTS), "region")
    assert (None,) not in rows
    assert rows["north",]["sessions"] == 2


BEFORE = {
    "cohorts": [
        {"id": name, "history": [{"on": "2025-05-04", "study_hours": 1, "subject_class": "public"}]}
        for name in ("c1", "c2")
    ]
}


def test_coverage_and_whether_it_falls() -> None:
    rows = rows_of(
        coverage_by_year, reading_with(BEFORE, *COSTS, plan="t1 2026-09-07 am school/big li c1"), "year"
    )
    assert list(rows) == [("2025",), ("2026",)]
    names = ("in_scope_persons", "covered_persons", "coverage_percent", "coverage_falls", "cost_fen")
    assert picked(rows["2025",], *names) == (17, 17, d("100"), False, None)
    assert picked(rows["2026",], *names) == (17, 13, d("76.5"), True, 20_000)
    assert rows["2026",]["spending_falls"] is False


def test_what_stays_the_same_does_not_fall() -> None:
    rows = rows_of(coverage_by_year, reading_with(BEFORE), "year")
    assert picked(rows["2026",], "covered_persons", "coverage_falls") == (17, False)


def test_spending_that_falls_is_flagged() -> None:
    two_years = {"calendar": {"first_day": "2026-12-28", "last_day": "2027-01-08"}}
    plan = """t1 2026-12-28 am school/big li c1
              t2 2027-01-04 am hall/main li c2"""
    rows = rows_of(coverage_by_year, reading_with(two_years, COSTS[0], plan=plan), "year")
    assert picked(rows["2027",], "cost_fen", "spending_falls") == (5_000, True)
    same = plan.replace("hall/main", "school/big")
    rows = rows_of(coverage_by_year, reading_with(two_years, COSTS[0], plan=same), "year")
    assert rows["2027",]["spending_falls"] is False


def test_who_is_out_of_scope_is_counted() -> None:
    cadres = {
        "id": "cadres", "category": "cadre", "region": "county", "headcount": {"bureau": 5}, "in_scope":
        False,
    }  # fmt: skip
    reading = reading_with({"cohorts": [cadres]})
    assert [picked(row, "cohort", "persons") for row in told(excluded_persons(reading))] == [
        ("cadres", 5),
        (None, 5),
    ]
    assert told(coverage_by_year(reading))[0]["in_scope_persons"] == 17
    assert [row["persons"] for row in told(excluded_persons(reading_with()))] == [0]


def test_acceptance_by_ownership() -> None:
    owned = {"units": [{"id": "bureau", "ownership": "public"}, {"id": "station", "ownership": "private"}]}
    reading = reading_with(owned, plan="p1 2026-09-10 eve web li c1")
    rows = rows_of(acceptance_by_ownership, reading, "ownership")
    names = ("eligible_person_times", "accepted_person_times", "accepted_percent")
    assert picked(rows["public",], *names) == (10, 10, d("100"))
    # Three of the station's seven are of c1.
    assert picked(rows["private",], *names) == (7, 3, d("42.9"))
    fixed = {"sessions": [{"id": "p1", "cohorts": ["c1"]}]}
    rows = rows_of(
        acceptance_by_ownership, reading_with(owned | fixed, plan="p1 2026-09-10 eve web li c1"), "ownership"
    )
    assert picked(rows["private",], *names) == (4, 0, 0)
    assert ("public",) not in rows
