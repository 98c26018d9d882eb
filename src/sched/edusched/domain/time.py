"""Time as a planner writes it: the work calendar, periods of a day, named windows, slot patterns."""

from enum import StrEnum
from typing import Literal

from pydantic import Field

from edusched.domain.base import ClockTime, Day, Id, Model, Text


class Weekday(StrEnum):
    """Day of the week, Monday first."""

    MON = "mon"
    TUE = "tue"
    WED = "wed"
    THU = "thu"
    FRI = "fri"
    SAT = "sat"
    SUN = "sun"


class DayKind(StrEnum):
    """What sort of day a calendar day is.

    A make-up working day on a weekend is ``working``; a statutory holiday on a weekday is ``holiday``.
    """

    WORKING = "working"
    WEEKEND = "weekend"
    HOLIDAY = "holiday"
    CLOSED = "closed"


class Period(Model):
    """A part of a day in which teaching can happen (morning, afternoon, evening)."""

    id: Id
    start: ClockTime
    end: ClockTime


class DateRange(Model):
    """Days from first to last, both included."""

    first: Day
    last: Day


class NamedWindow(Model):
    """A season with a name (spring, winter, harvest) that other parts of the instance refer to."""

    id: Id
    name: Text = ""
    ranges: tuple[DateRange, ...] = Field(min_length=1)


class CalendarYear(Model):
    """Days off and make-up working days of one year, stamped official or estimated.

    The shape follows the yearly files of the holiday-cn data set. A year given here replaces
    the built-in table for that year.
    """

    year: int = Field(ge=1990, le=2200)
    status: Literal["official", "estimated"]
    source: Text
    off_days: tuple[Day, ...] = ()
    make_up_working_days: tuple[Day, ...] = ()


class WorkCalendar(Model):
    """The plan's days and the periods of a day."""

    first_day: Day
    last_day: Day
    time_zone: Text = "Asia/Shanghai"
    periods: tuple[Period, ...] = Field(min_length=1, max_length=12)
    holidays: Literal["china", "none"] = "china"
    overrides: tuple[CalendarYear, ...] = ()
    closed_days: tuple[DateRange, ...] = ()
    windows: tuple[NamedWindow, ...] = ()


class SlotPattern(Model):
    """A set of slots in words. Every condition given must hold; a list of patterns is their union."""

    first_day: Day | None = None
    last_day: Day | None = None
    window: Id | None = Field(default=None, description="A named window of the calendar.")
    weekdays: tuple[Weekday, ...] | None = None
    periods: tuple[Id, ...] | None = None
    day_kinds: tuple[DayKind, ...] | None = None
