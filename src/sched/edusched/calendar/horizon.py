"""The plan's days and slots: a slot is one period of one day, numbered from the first day on."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from functools import lru_cache

from edusched.calendar.holidays import calendar_years
from edusched.domain.base import minute_of_day
from edusched.domain.time import DayKind, SlotPattern, Weekday, WorkCalendar

WEEKDAYS = tuple(Weekday)


@dataclass(frozen=True, slots=True)
class PeriodTime:
    """A period of the day in minutes since midnight."""

    id: str
    start_minute: int
    end_minute: int


class Horizon:
    """Days, kinds of day and slots of a plan.

    Attributes
    ----------
    days : tuple of date
    kinds : tuple of DayKind, one a day
    periods : tuple of PeriodTime
    slot_count : int
        ``len(days) * len(periods)``; slot ``day_index * len(periods) + period_index``.
    estimated_years : tuple of int
        Years whose holidays are an estimate, not an official table.
    """

    def __init__(self, calendar: WorkCalendar) -> None:
        span = (calendar.last_day - calendar.first_day).days + 1
        self.days = tuple(calendar.first_day + timedelta(days=k) for k in range(span))
        self.periods = tuple(
            PeriodTime(p.id, minute_of_day(p.start), minute_of_day(p.end)) for p in calendar.periods
        )
        self.period_index = {period.id: k for k, period in enumerate(self.periods)}
        self.slot_count = span * len(self.periods)
        self._windows = {window.id: [(r.first, r.last) for r in window.ranges] for window in calendar.windows}
        self.kinds, self.estimated_years = self._classify(calendar)
        self.working_days = tuple(k for k, kind in enumerate(self.kinds) if kind is DayKind.WORKING)
        self.all_slots = (1 << self.slot_count) - 1
        self.working_slots = self.mask((SlotPattern(day_kinds=(DayKind.WORKING,)),))

    def _classify(self, calendar: WorkCalendar) -> tuple[tuple[DayKind, ...], tuple[int, ...]]:
        tables = {}
        if calendar.holidays == "china":
            tables = calendar_years((day.year for day in self.days), calendar.overrides)
        else:
            tables = {table.year: table for table in calendar.overrides}
        off = {day for table in tables.values() for day in table.off_days}
        make_up = {day for table in tables.values() for day in table.make_up_working_days}
        closed = [(r.first, r.last) for r in calendar.closed_days]
        kinds = []
        for day in self.days:
            if any(first <= day <= last for first, last in closed):
                kinds.append(DayKind.CLOSED)
            elif day in make_up:
                kinds.append(DayKind.WORKING)
            elif day in off:
                kinds.append(DayKind.HOLIDAY)
            else:
                kinds.append(DayKind.WEEKEND if day.weekday() >= 5 else DayKind.WORKING)
        years = {day.year for day in self.days}
        estimated = tuple(
            sorted(y for y, table in tables.items() if y in years and table.status == "estimated")
        )
        return tuple(kinds), estimated

    def day_index(self, day: date) -> int | None:
        """Return the position of a day in the plan, or None outside it."""
        index = (day - self.days[0]).days
        return index if 0 <= index < len(self.days) else None

    def slot(self, day: date, period: str) -> int | None:
        """Return the slot of a period on a day, or None outside the plan."""
        index = self.day_index(day)
        if index is None or period not in self.period_index:
            return None
        return index * len(self.periods) + self.period_index[period]

    def mask(self, patterns: Sequence[SlotPattern]) -> int:
        """Return the slots a union of patterns means, as a bitmask."""
        result = 0
        for pattern in patterns:
            result |= self._pattern_mask(pattern)
        return result

    def availability(self, available: Sequence[SlotPattern], unavailable: Sequence[SlotPattern]) -> int:
        """Return the slots someone is available: ``available`` (none given: all) less ``unavailable``."""
        base = self.mask(available) if available else self.all_slots
        return base & ~self.mask(unavailable)

    @lru_cache(maxsize=4096)  # noqa: B019 - a horizon lives as long as its instance is worked on
    def _pattern_mask(self, pattern: SlotPattern) -> int:
        count = len(self.periods)
        names = None if pattern.periods is None else set(pattern.periods)
        in_day = sum(1 << k for k, p in enumerate(self.periods) if names is None or p.id in names)
        result = 0
        for k in self._span(pattern):
            if self._day_matches(pattern, self.days[k], self.kinds[k]):
                result |= in_day << (k * count)
        return result

    def _span(self, pattern: SlotPattern) -> range:
        """Return the days between a pattern's first and last: most patterns are of a day or a week."""
        start, end = self.days[0], len(self.days)
        first = 0 if pattern.first_day is None else max(0, (pattern.first_day - start).days)
        last = end if pattern.last_day is None else min(end, (pattern.last_day - start).days + 1)
        return range(first, last)

    def _day_matches(self, pattern: SlotPattern, day: date, kind: DayKind) -> bool:
        return (
            (pattern.weekdays is None or WEEKDAYS[day.weekday()] in pattern.weekdays)
            and (pattern.day_kinds is None or kind in pattern.day_kinds)
            and (
                pattern.window is None
                or any(first <= day <= last for first, last in self._windows[pattern.window])
            )
        )


@lru_cache(maxsize=4)
def horizon_of(calendar: WorkCalendar) -> Horizon:
    """Return the days and slots of a calendar: the parts of an instance share one, and its masks."""
    return Horizon(calendar)


def slots_of(mask: int) -> list[int]:
    """Return the set bits of a slot mask, ascending."""
    found = []
    while mask:
        low = mask & -mask
        found.append(low.bit_length() - 1)
        mask ^= low
    return found
