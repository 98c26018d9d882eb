"""Chinese statutory holidays and make-up working days, official years only.

The State Council publishes next year's days off in autumn, and has changed them mid-year (2020). So the
table is data: a year in the instance's overrides replaces the built-in one, and a year nobody
has published is refused rather than guessed.
"""

from collections.abc import Iterable
from datetime import date, timedelta

import chinese_calendar

from edusched.domain.time import CalendarYear


class UnknownCalendarYearError(ValueError):
    """No official table exists for a year and the instance brings none."""

    def __init__(self, year: int) -> None:
        super().__init__(
            f"no official holiday calendar for {year} yet; add calendar.overrides with year {year}, "
            "status 'estimated' or 'official', its off_days and make_up_working_days"
        )
        self.year = year


def official_year(year: int) -> CalendarYear:
    """Return the published days off and make-up working days of a year.

    Raises
    ------
    UnknownCalendarYearError
        The library has no published table for the year.
    """
    off: list[date] = []
    make_up: list[date] = []
    day = date(year, 1, 1)
    try:
        while day.year == year:
            weekend = day.weekday() >= 5
            working = chinese_calendar.is_workday(day)
            if not weekend and not working:
                off.append(day)
            elif weekend and working:
                make_up.append(day)
            elif weekend and chinese_calendar.get_holiday_detail(day)[1] is not None:
                off.append(day)
            day += timedelta(days=1)
    except NotImplementedError:
        raise UnknownCalendarYearError(year) from None
    return CalendarYear(
        year=year,
        status="official",
        source="State Council notice, by way of chinesecalendar",
        off_days=tuple(off),
        make_up_working_days=tuple(make_up),
    )


def calendar_years(years: Iterable[int], overrides: Iterable[CalendarYear]) -> dict[int, CalendarYear]:
    """Return the table of each year: the override if there is one, else the official table."""
    given = {table.year: table for table in overrides}
    return {year: given[year] if year in given else official_year(year) for year in sorted(set(years))}
