"""The catalogue for the public, and what differs between two plans."""

from datetime import date
from typing import Any

from edusched.report.tables.contract import reading_of
from edusched.report.tables.sessions import plan_changes, public_catalogue, rated_catalogue
from edusched.rules.examples import plan_of
from tests.report.tables.cases import PLAN, d, instance_with, reading_with, rows_of, told
from tests.report.tables.recorded_cases import rated
from tests.report.tables.recorded_cases import told as recorded


def picked(row: dict[str, Any], *names: str) -> tuple[Any, ...]:
    return tuple(row[name] for name in names)


def test_the_catalogue_holds_open_sessions_and_free_seats() -> None:
    rows = rows_of(public_catalogue, reading_with(plan=PLAN.replace("li c1,c2", "li c2")), "session")
    assert list(rows) == [("p1",)]
    row = rows["p1",]
    assert picked(row, "course", "day", "start", "end", "delivery", "place", "region") == (
        "law",
        date(2026, 9, 10),
        "19:00",
        "21:00",
        "online",
        "web",
        None,
    )
    assert picked(row, "seats_persons", "free_persons") == (16, 12)
    full = rows_of(public_catalogue, reading_with(), "session")["p1",]
    assert full["free_persons"] == 0


def test_seats_of_a_platform_are_shared() -> None:
    plan = """p1 2026-09-10 eve web li c2
              p2 2026-09-10 eve web wu c2"""
    rows = rows_of(public_catalogue, reading_with(plan=plan), "session")
    assert [row["free_persons"] for row in rows.values()] == [8, 8]
    in_room = rows_of(public_catalogue, reading_with(plan="p1 2026-09-10 eve hall/main li c2"), "session")
    assert picked(in_room["p1",], "seats_persons", "free_persons", "region") == (50, 46, "east")


def test_where_seats_are_no_matter_none_are_told() -> None:
    broadcast = {"platforms": [{"id": "web", "kind": "broadcast", "seats_persons": None}]}
    row = rows_of(public_catalogue, reading_with(broadcast), "session")["p1",]
    assert picked(row, "seats_persons", "free_persons") == (None, None)


def test_the_catalogue_names_nobody() -> None:
    people = {
        "instructors": [{"id": "li", "name": "Li Hua"}],
        "cohorts": [{"id": "c1", "name": "Class of Zhao"}],
    }
    cells = [cell for row in public_catalogue(reading_with(people)).rows for cell in row]
    assert cells
    for word in ("li", "Li Hua", "c1", "c2", "Class of Zhao", "bureau", "station"):
        assert word not in cells


def test_good_courses_are_published() -> None:
    known = [rated("course", "law", 4, 3), rated("session", "p1", 3, 1), rated("session", "p2", 5, 1)]
    change = {
        "sessions": [{"id": "p1", "project": "river"}],
        "materials": [{"id": "primer"}],
        "courses": [{"id": "law", "materials": ["primer"]}],
    }
    rows = rows_of(rated_catalogue, recorded(change, ratings=known), "course")
    # Law: (4 x 3 + 3 + 5) / 5 = 4.0; nobody rated the others.
    assert list(rows) == [("law",)]
    names = ("materials", "projects", "sessions", "rating", "responses", "study_hours")
    assert picked(rows["law",], *names) == ("primer", "river", 1, d("4"), 5, d("2"))
    known.append(rated("course", "theory", 5, 1))
    known.append(rated("session", "p1", 3, 1, source="visit"))
    assert list(rows_of(rated_catalogue, recorded(change, ratings=known), "course")) == [("theory",)]
    assert rows_of(rated_catalogue, reading_with(), "course") == {}


BEFORE = """
    t1 2026-09-08 am school/big li c1
    k2 2026-09-08 am bus@hill wu c2
    t2 2026-09-08 am hall/main wu c2
    p1 2026-09-10 pm web li c1
    p2 2026-09-10 am web li c1
    night bus 2026-09-08 hill
"""


def test_changes_are_told_by_session() -> None:
    reading = reading_of(instance_with(), plan_of(PLAN), previous=plan_of(BEFORE))
    rows = rows_of(plan_changes, reading, "session")
    assert {session: row["change"] for (session,), row in rows.items()} == {
        "t1": "moved",
        "t2": "restaffed",
        "p1": "moved regrouped",
        "k1": "added",
        "p2": "dropped",
    }
    assert picked(rows["t1",], "day_before", "day_after", "place_before") == (
        date(2026, 9, 8),
        date(2026, 9, 7),
        "school/big",
    )
    assert picked(rows["t2",], "instructors_before", "instructors_after") == ("wu", "li")
    assert picked(rows["k1",], "day_before", "day_after") == (None, date(2026, 9, 9))


def test_equal_plans_and_none_have_no_changes() -> None:
    assert told(plan_changes(reading_of(instance_with(), plan_of(PLAN), previous=plan_of(PLAN)))) == []
    assert told(plan_changes(reading_with())) == []
