"""Money, against sums worked out by hand (see ``cases.COSTS``)."""

from datetime import date
from typing import Any

from edusched.domain.policy import Objective
from edusched.report.tables.instructors import instructor_loads
from edusched.report.tables.spending import best_practice, cost_ledger, spending_by_month
from tests.report.tables.cases import COSTS, TOTAL_FEN, d, reading_with, rows_of, told
from tests.report.tables.recorded_cases import rated as rating
from tests.report.tables.recorded_cases import told as recorded


def test_the_ledger_is_the_cost_level_to_the_fen() -> None:
    reading = reading_with(None, *COSTS)
    rows = told(cost_ledger(reading))
    assert sum(row["cost_fen"] for row in rows) == TOTAL_FEN
    assert dict(reading.report.score)[Objective.COST] == TOTAL_FEN
    by_rule = {
        name: sum(r["cost_fen"] for r in rows if r["rule"] == name) for name in ("rooms", "pay", "trips")
    }
    assert by_rule == {"rooms": 26_000, "pay": 72_000, "trips": 4_000}
    assert [(r["day"], r["cost_fen"]) for r in rows if r["item"] == "mobile_cost"] == [
        (date(2026, 9, 8), 16_500),
        (date(2026, 9, 9), 15_000),
    ]


def test_a_cost_names_its_session_if_it_is_ones() -> None:
    rows = rows_of(cost_ledger, reading_with(None, *COSTS), "item", "subject")
    assert rows["fees", "k1 / wu"]["session"] == "k1"
    assert rows["travel_cost", "li / 2026-09-08 / hall"]["session"] is None


def test_months_add_up() -> None:
    rows = rows_of(spending_by_month, reading_with(None, *COSTS), "month", "rule")
    assert rows["2026-09", "pay"]["cost_fen"] == 72_000
    assert sum(row["cost_fen"] for row in rows.values()) == TOTAL_FEN


def rated(tenths: int, responses: int) -> dict[str, Any]:
    return {"instructors": [{"id": "li", "rating": {"value_tenths": tenths, "responses": responses}}]}


def test_a_drive_home_after_the_plan_is_its_last_days() -> None:
    change = {"calendar": {"first_day": "2026-12-28", "last_day": "2026-12-31"}}
    plan = """k2 2026-12-31 am bus@hill wu c2
              night bus 2026-12-31 hill"""
    rows = told(cost_ledger(reading_with(change, COSTS[3], plan=plan)))
    assert [(row["day"], row["cost_fen"]) for row in rows] == [
        (date(2026, 12, 31), 16_500),
        (date(2026, 12, 31), 4_500),
    ]


def test_best_practice_is_well_rated_and_then_cheap() -> None:
    rows = told(best_practice(reading_with(rated(46, 5), *COSTS)))
    # Li's first. p1: 10 yuan for 34 person-hours; t2: 50 for 16; t1: 200 for 52; then k1: 360 for 39; k2:
    # 360 for 12.
    assert [row["session"] for row in rows] == ["p1", "t2", "t1", "k1", "k2"]
    assert rows[0] == {
        "rank": 1,
        "session": "p1",
        "course": "law",
        "rating": d("4.6"),
        "person_hours": d("34"),
        "cost_fen": 1000,
        "fen_per_person_hour": d("29.41"),
    }
    assert rows[3]["rating"] == d("3")


def test_a_rating_of_few_counts_as_neutral() -> None:
    rows = told(best_practice(reading_with(rated(20, 4), *COSTS)))
    assert {row["rating"] for row in rows} == {d("3")}
    rows = told(best_practice(reading_with(rated(20, 5), *COSTS)))
    assert [row["session"] for row in rows][:2] == ["k1", "k2"]


def test_fees_stand_with_the_load() -> None:
    rows = rows_of(instructor_loads, reading_with(None, *COSTS), "instructor")
    assert (rows["wu",]["fee_fen"], rows["li",]["fee_fen"]) == (72_000, 0)


def test_records_of_a_session_go_first() -> None:
    told = recorded(ratings=[rating("session", "k2", 5, 5), rating("session", "k1", 5, 4)])
    rows = rows_of(best_practice, told, "session")
    assert (rows["k2",]["rank"], rows["k2",]["rating"]) == (1, d("5"))
    # Four answers are too few.
    assert rows["k1",]["rating"] == d("3")
    rows = rows_of(best_practice, recorded(ratings=[rating("instructor", "wu", 4, 9)]), "session")
    assert (rows["k1",]["rating"], rows["t1",]["rating"]) == (d("4"), d("3"))
