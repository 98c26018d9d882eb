"""Need against capacity, against numbers worked out by hand.

Ten working days of eight hours in September; Li and Wu can teach everything.
"""

from typing import Any

from edusched.report.tables.capacity import instructor_capacity, money_capacity, seat_capacity
from tests.report.tables.cases import COSTS, d, reading_with, rows_of

NEED, SUPPLY, SHORT = "need_hours", "supply_hours", "short_hours"


def picked(row: dict[str, Any], *names: str) -> tuple[Any, ...]:
    return tuple(row[name] for name in names)


def limits(**hours: float) -> dict[str, Any]:
    return {"id": "limits", "rule": "instructor_hours", "parameters": hours}


def test_hours_by_subject() -> None:
    rows = rows_of(instructor_capacity, reading_with(), "month", "subject_class")
    assert list(rows) == [("2026-09", name) for name in ("all", "professional", "public", "theory")]
    assert picked(rows["2026-09", "theory"], NEED, SUPPLY, SHORT) == (d("6"), d("160"), 0)
    assert picked(rows["2026-09", "public"], NEED, SUPPLY, SHORT) == (d("2"), d("160"), 0)
    assert picked(rows["2026-09", "all"], NEED, SUPPLY, SHORT) == (d("14"), d("160"), 0)


def test_only_who_can_teach_it_supplies_it() -> None:
    wu_cannot = {"instructors": [{"id": "wu", "competences": {"theory": 1}}]}
    away = {"libraries": [{"id": "county-library", "available": [{"last_day": "2026-09-11"}]}]}
    rows = rows_of(instructor_capacity, reading_with(wu_cannot | away), "subject_class")
    # Lent in the first week only: five working days of eight hours.
    assert rows["theory",][SUPPLY] == d("40")
    assert rows["all",][SUPPLY] == d("80")


def test_limits_a_day_and_a_week_are_kept() -> None:
    rows = rows_of(
        instructor_capacity, reading_with(None, limits(max_teaching_hours_per_day=6)), "subject_class"
    )
    assert rows["all",][SUPPLY] == d("120")
    rows = rows_of(
        instructor_capacity, reading_with(None, limits(max_teaching_hours_per_week=3)), "subject_class"
    )
    # Two people, two weeks, three hours: 12 of 14.
    assert picked(rows["all",], NEED, SUPPLY, SHORT) == (d("14"), d("12"), d("2"))


def test_limits_a_month_are_kept() -> None:
    monthly = limits(max_teaching_hours_per_month=5)
    rows = rows_of(instructor_capacity, reading_with(None, monthly), "subject_class")
    assert picked(rows["all",], NEED, SUPPLY, SHORT) == (d("14"), d("10"), d("4"))


def test_what_does_not_run_is_needed_in_the_month_it_may_start() -> None:
    october = {
        "calendar": {"last_day": "2026-10-16"},
        "sessions": [{"id": "t1", "starts": [{"first_day": "2026-10-05", "periods": ["eve"]}]}],
    }
    rows = rows_of(instructor_capacity, reading_with(october, plan=""), "month", "subject_class")
    assert rows["2026-10", "theory"][NEED] == d("2")
    # t2, k1, k2 and p1 may start on the first morning; p2 is no duty.
    assert rows["2026-09", "all"][NEED] == d("12")
    assert rows["2026-09", "public"][NEED] == d("3")


def test_as_many_are_needed_as_the_session_asks_for() -> None:
    two = {"courses": [{"id": "theory", "staff": [{"role": "lecturer", "count": 2}, {"role": "assistant"}]}]}
    rows = rows_of(instructor_capacity, reading_with(two), "subject_class")
    # Three people for twice three hours.
    assert rows["theory",][NEED] == d("18")


def test_a_start_that_is_too_late_in_the_day_is_none() -> None:
    monday = {"periods": ["eve"], "last_day": "2026-09-07"}
    starts = [monday, {"periods": ["am"], "first_day": "2026-09-08"}]
    late = {"sessions": [{"id": "t1", "length_periods": 2, "starts": starts}]}
    rows = rows_of(instructor_capacity, reading_with(late, plan=""), "subject_class")
    # Not Monday evening but Tuesday morning, with the afternoon; t2 is a morning.
    assert rows["theory",][NEED] == d("9")


def test_seats() -> None:
    rows = rows_of(seat_capacity, reading_with(), "delivery")
    names = ("need_seat_hours", "supply_seat_hours", "short_seat_hours")
    # 17 persons for three hours; rooms of 30, 15 and 50 for 80 hours.
    assert picked(rows["in_person",], *names) == (d("51"), d("7600"), 0)
    assert picked(rows["mobile",], *names) == (d("51"), d("1600"), 0)
    assert picked(rows["online",], *names) == (d("34"), d("1280"), 0)


def test_seats_that_are_short() -> None:
    small = {
        "platforms": [
            {"id": "web", "seats_persons": 1, "available": [{"periods": ["eve"], "weekdays": ["thu"]}]}
        ]
    }
    row = rows_of(seat_capacity, reading_with(small), "delivery")["online",]
    assert picked(row, "supply_seat_hours", "short_seat_hours") == (d("4"), d("30"))


def test_platforms_without_seats_have_no_part_in_it() -> None:
    broadcast = {"platforms": [{"id": "web", "kind": "broadcast", "seats_persons": None}]}
    row = rows_of(seat_capacity, reading_with(broadcast), "delivery")["online",]
    assert picked(row, "need_seat_hours", "supply_seat_hours") == (0, 0)


def budget(**parameters: Any) -> dict[str, Any]:
    return {"id": "money", "rule": "budget", "parameters": parameters, "enforcement": {"mode": "soft"}}


# Rooms of 200.00 in September, of 50.00 and 200.00 in October.
AUTUMN = {"calendar": {"last_day": "2026-11-30"}}
ROOMS = """t1 2026-09-07 am school/big li c1
           t2 2026-10-05 am hall/main li c2
           k1 2026-10-06 am school/big wu c1"""


def test_money_runs_out_month_by_month() -> None:
    public = budget(sources=[{"source": "public", "amount_fen": 30_000}])
    rows = rows_of(money_capacity, reading_with(AUTUMN, COSTS[0], public, plan=ROOMS), "month")
    names = ("budget", "year", "need_fen", "left_fen", "short_fen")
    assert picked(rows["2026-09",], *names) == ("money", "2026", 20_000, 30_000, 0)
    assert picked(rows["2026-10",], *names) == ("money", "2026", 25_000, 10_000, 15_000)
    assert picked(rows["2026-11",], *names) == ("money", "2026", 0, 0, 0)


def test_sources_with_shares_pay_as_far_as_the_least_allows() -> None:
    shares = [
        {"source": "public", "amount_fen": 90_000, "share_percent": 90},
        {"source": "learner", "amount_fen": 1_500, "share_percent": 10},
    ]
    rows = rows_of(
        money_capacity, reading_with(AUTUMN, COSTS[0], budget(sources=shares), plan=ROOMS), "month"
    )
    assert picked(rows["2026-09",], "left_fen", "short_fen") == (15_000, 5_000)


def test_each_year_begins_anew_and_other_costs_do_not_count() -> None:
    turn = {"calendar": {"first_day": "2026-12-28", "last_day": "2027-01-08"}}
    plan = """t1 2026-12-28 am school/big li c1
              t2 2027-01-04 am hall/main li c2"""
    public = budget(
        sources=[{"source": "public", "amount_fen": 4_000, "by_year": {"2027": 6_000}}],
        spending={"counted": {"deliveries": ["in_person"], "tags": ["core"]}},
    )
    rows = rows_of(money_capacity, reading_with(turn, *COSTS, public, plan=plan), "month")
    names = ("year", "need_fen", "left_fen", "short_fen")
    assert picked(rows["2026-12",], *names) == ("2026", 20_000, 4_000, 16_000)
    # The hall's 50.00 count, Li's trip there is no session's.
    assert picked(rows["2027-01",], *names) == ("2027", 5_000, 6_000, 0)
