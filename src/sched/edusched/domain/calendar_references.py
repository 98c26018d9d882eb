"""What is wrong with a calendar: days and periods in the wrong order, names given twice."""

from collections.abc import Iterable, Sequence

from edusched.domain.base import minute_of_day
from edusched.domain.errors import FaultList
from edusched.domain.time import DateRange, WorkCalendar

MAX_HORIZON_DAYS = 6 * 365 + 2
"""Six years, two of them leap years."""

Path = tuple[str | int, ...]


def calendar_faults(calendar: WorkCalendar, found: FaultList) -> None:
    """Note days and periods in the wrong order, and names given twice."""
    at: Path = ("calendar",)
    first, last = calendar.first_day, calendar.last_day
    if last < first:
        found.add((*at, "last_day"), last, f"expected a day not before first_day, {first}")
    elif (last - first).days >= MAX_HORIZON_DAYS:
        most = f"at most {MAX_HORIZON_DAYS:,} days (six years) from first_day, {first}"
        found.add((*at, "last_day"), last, f"expected {most}")
    repeated((*at, "periods"), [period.id for period in calendar.periods], "period", found, "id")
    repeated((*at, "windows"), [window.id for window in calendar.windows], "window", found, "id")
    repeated((*at, "overrides"), [item.year for item in calendar.overrides], "year", found, "year")
    for index, period in enumerate(calendar.periods):
        if minute_of_day(period.end) <= minute_of_day(period.start):
            expected = f"expected a time after {period.start}, the start of {period.id}"
            found.add((*at, "periods", index, "end"), period.end, expected)
        before = calendar.periods[index - 1] if index else None
        if before is not None and minute_of_day(period.start) < minute_of_day(before.end):
            expected = f"expected {before.end} or later, the end of {before.id}: periods follow each other"
            found.add((*at, "periods", index, "start"), period.start, expected)
    _range_faults((*at, "closed_days"), calendar.closed_days, found)
    for index, window in enumerate(calendar.windows):
        _range_faults((*at, "windows", index, "ranges"), window.ranges, found)


def _range_faults(at: Path, ranges: Sequence[DateRange], found: FaultList) -> None:
    for index, days in enumerate(ranges):
        if days.last < days.first:
            found.add((*at, index, "last"), days.last, f"expected a day not before first, {days.first}")


def repeated(
    at: Path, values: Iterable[str | int], kind: str, found: FaultList, *last: str, error: str = "given twice"
) -> None:
    """Note each value that stands earlier in a list already."""
    seen: dict[str | int, int] = {}
    for index, value in enumerate(values):
        if value in seen:
            found.add((*at, index, *last), value, f"{kind} {error}; it stands at [{seen[value]}] already")
        else:
            seen[value] = index
