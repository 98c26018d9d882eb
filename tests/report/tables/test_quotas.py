"""Quotas, against numbers worked out by hand."""

from typing import Any

from edusched.report.tables.quotas import quota_parts, quotas
from tests.report.tables.cases import d, reading_with, rows_of


def entry(name: str, rule: str = "person_times", **parameters: Any) -> dict[str, Any]:
    return {"id": name, "rule": rule, "parameters": parameters}


def picked(row: dict[str, Any], *names: str) -> tuple[Any, ...]:
    return tuple(row[name] for name in names)


NAMES = ("unit", "counted", "least", "most", "below", "above")


def test_person_times_and_sessions_are_counted() -> None:
    target = entry("about", count="sessions", target_person_times=60, band_percent=10)
    towns = entry("towns", "session_count", by="region", level="township", min_sessions=2, max_sessions=2)
    reading = reading_with(None, target, towns)
    rows = rows_of(quotas, reading, "rule", "group", "year")
    # c1 attends three sessions with 13 persons, c2 three with 4: 51 of 54 to 66.
    assert picked(rows["about", "all", "2026"], *NAMES) == ("person-times", 51, 54, 66, 3, 0)
    # The hall and the lake are in the east, the hill in the north.
    assert picked(rows["towns", "east", "2026"], *NAMES) == ("sessions", 2, 2, 2, 0, 0)
    assert picked(rows["towns", "north", "2026"], *NAMES) == ("sessions", 1, 2, 2, 1, 0)
    found = {(v.rule, *v.subject): v.amount for v in reading.report.violations}
    assert found == {("about", "all", "2026"): 3, ("towns", "north", "2026"): 1}


def test_more_than_the_least_is_not_below() -> None:
    least = entry("least", count="sessions", min_person_times=50)
    rows = rows_of(quotas, reading_with(None, least), "rule")
    assert picked(rows["least",], *NAMES) == ("person-times", 51, 50, None, 0, 0)


def test_bounds_that_nobody_set_are_empty() -> None:
    rows = rows_of(quotas, reading_with(None, entry("most", count="sessions", max_person_times=50)), "rule")
    assert picked(rows["most",], *NAMES) == ("person-times", 51, None, 50, 0, 1)


def test_parts_and_what_they_leave() -> None:
    whole = entry("all", target_person_times=90_000)
    parts = [entry("west", min_person_times=45_000, part_of="all")]
    rows = rows_of(quota_parts, reading_with(None, whole, *parts), "whole", "part")
    names = ("unit", "whole_quota", "quota", "quota_percent")
    assert picked(rows["all", "west"], *names) == ("person-times", 90_000, 45_000, d("50"))
    assert picked(rows["all", None], *names) == ("person-times", 90_000, 45_000, d("50"))
    assert rows_of(quota_parts, reading_with(None, whole), "whole", "part") == {}
