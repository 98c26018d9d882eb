"""Use of places and of libraries, against numbers worked out by hand.

The plan's days are Monday 7 to Friday 18 September: ten working days of three periods, 30 in all.
"""

from typing import Any

from edusched.report.tables.libraries import lending_quotas, library_lending
from edusched.report.tables.places import (
    base_use,
    demonstration_bases,
    mobile_unit_use,
    platform_use,
    room_use,
    venue_use,
)
from tests.report.tables.cases import d, reading_with, rows_of


def told(row: dict[str, Any], *names: str) -> tuple[Any, ...]:
    return tuple(row[name] for name in names)


USE = ("used_periods", "open_periods", "use_percent")


def test_rooms() -> None:
    rows = rows_of(room_use, reading_with(), "venue", "room")
    big = rows["school", "big"]
    assert told(big, "sessions", "person_times", *USE) == (1, 13, 1, 30, d("3.3"))
    # 13 of 30 seats in the one period.
    assert big["seats_taken_percent"] == d("43.3")
    idle = rows["school", "small"]
    assert told(idle, "sessions", *USE, "seats_taken_percent") == (0, 0, 30, 0, None)


def test_a_long_session_takes_its_seats_for_each_period() -> None:
    change = {"sessions": [{"id": "t1", "length_periods": 2}, {"id": "t2", "cohorts": ["c2"]}]}
    plan = """t1 2026-09-07 am school/big li c1
              t2 2026-09-08 am school/big li c2"""
    row = rows_of(room_use, reading_with(change, plan=plan), "venue", "room")["school", "big"]
    # 13 persons for two periods and 4 for one, of 30 seats each.
    assert told(row, *USE, "seats_taken_percent") == (3, 30, d("10"), d("33.3"))


def test_a_venue_is_open_when_it_says_or_when_it_is_used() -> None:
    change = {
        "venues": [
            # Mornings of the first week, but not Friday: four; the hall's room is booked on one of them.
            {
                "id": "hall",
                "available": [{"periods": ["am"], "last_day": "2026-09-11"}],
                "unavailable": [{"first_day": "2026-09-11", "last_day": "2026-09-11"}],
            },
            {
                "id": "school",
                "rooms": [
                    {"id": "small", "unavailable": [{"weekdays": ["mon", "tue", "wed", "thu", "fri"]}]}
                ],
            },
        ]
    }
    rows = rows_of(venue_use, reading_with(change), "venue", "year")
    assert told(rows["hall", "2026"], "plan_days", "sessions", *USE) == (12, 1, 1, 4, d("25"))
    # The small room never opens; the big one keeps the school open all the same.
    assert told(rows["school", "2026"], *USE) == (1, 30, d("3.3"))
    on_friday = "t2 2026-09-11 am hall/main li c2"
    used = rows_of(venue_use, reading_with(change, plan=on_friday), "venue", "year")["hall", "2026"]
    assert told(used, *USE) == (1, 5, d("20"))


def test_open_periods_grow_from_year_to_year() -> None:
    # 28 to 31 December 2026 are four working days, 1 to 8 January 2027 six.
    change = {
        "calendar": {"first_day": "2026-12-28", "last_day": "2027-01-08"},
        "venues": [{"id": "hall", "available": [{"periods": ["am", "pm"], "day_kinds": ["working"]}]}],
    }
    rows = rows_of(venue_use, reading_with(change, plan=""), "venue", "year")
    assert told(rows["hall", "2026"], "plan_days", "open_periods", "more_open_periods") == (4, 8, None)
    assert told(rows["hall", "2027"], "plan_days", "open_periods", "more_open_periods") == (8, 12, 4)


def test_bases() -> None:
    change = {"venues": [{"id": "school", "demo_level": "county"}, {"id": "hall", "kind": "training_base"}]}
    reading = reading_with(change)
    rows = rows_of(base_use, reading, "venue")
    assert told(rows["school",], "demo_level", *USE) == ("county", 1, 30, d("3.3"))
    assert rows["hall",]["demo_level"] is None
    assert rows_of(base_use, reading_with(), "venue") == {}
    levels = rows_of(demonstration_bases, reading, "region")
    assert told(levels["county",], "level", "bases", "which_bases", "gap") == ("county", 1, "school", False)
    assert list(levels) == [("county",)]
    missing = rows_of(demonstration_bases, reading_with(), "region")
    assert told(missing["county",], "bases", "gap") == (0, True)


def test_platforms() -> None:
    plan = """p1 2026-09-10 eve web li c1
              p2 2026-09-10 eve web wu c2"""
    row = rows_of(platform_use, reading_with(plan=plan), "platform")["web",]
    assert told(row, "sessions", "person_times", "most_at_once_persons", *USE) == (2, 17, 17, 1, 30, d("3.3"))


def test_mobile_units() -> None:
    row = rows_of(mobile_unit_use, reading_with(), "mobile_unit")["bus",]
    assert told(row, "used_days", "open_days", "use_percent", "sessions", "person_times") == (
        2,
        10,
        d("20"),
        2,
        17,
    )
    assert told(row, "stops", "sites", "nights_away") == (2, 2, 1)
    # Out to the hill 30 km, a night there, over to the lake 60 km, home 40 km.
    assert row["travel_metres"] == 130_000


def test_a_day_out_counts_as_open() -> None:
    away = {
        "mobile_units": [{"id": "bus", "available": [{"first_day": "2026-09-14", "day_kinds": ["working"]}]}]
    }
    row = rows_of(mobile_unit_use, reading_with(away), "mobile_unit")["bus",]
    assert told(row, "used_days", "open_days", "use_percent") == (2, 7, d("28.6"))


LENDERS = {"libraries": [{"id": "county-library", "region": "north"}]}


def test_lending_is_told_by_lender_and_borrower() -> None:
    # The library is that of the north: the hill lies in it, school, hall and lake do not.
    rows = rows_of(library_lending, reading_with(LENDERS), "region", "use")
    assert told(rows["hill", "own"], "year", "assignments", "teaching_hours") == ("2026", 1, d("3"))
    assert rows["county", "lent"]["teaching_hours"] == d("3")
    assert rows["east", "lent"]["teaching_hours"] == d("3")
    assert rows["lake", "lent"]["teaching_hours"] == d("3")
    assert rows[None, "own"]["teaching_hours"] == d("2")


def test_quotas_tell_what_is_left() -> None:
    parameters = {"library": "county-library", "borrowers": ["east", "north"], "max_teaching_hours": 5}
    quota = {"id": "lend", "rule": "lending_quota", "parameters": parameters}
    reading = reading_with(LENDERS, quota)
    rows = rows_of(lending_quotas, reading, "borrower")
    # The hall and the lake are in the east: six hours of five.
    names = ("rule", "library", "year", "lent_hours", "quota_hours", "used_percent", "over_hours")
    assert told(rows["east",], *names) == (
        "lend",
        "county-library",
        "2026",
        d("6"),
        d("5"),
        d("120"),
        d("1"),
    )
    assert told(rows["north",], "lent_hours", "over_hours") == (0, 0)
    (found,) = reading.report.violations
    assert found.amount == 60
