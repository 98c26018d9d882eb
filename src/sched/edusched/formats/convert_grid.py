"""Numbered slots of other formats, and the days and periods they are in ours.

Both foreign formats count slots: day times periods of a day, plus the period. A grid is that count together
with the days and the period ids. It turns a set of slots into few slot patterns, and a booking into its slot.
"""

from collections.abc import Collection, Mapping, Sequence
from datetime import date, timedelta

from edusched.domain.time import DayKind, SlotPattern, Weekday, WorkCalendar

FIRST_DAY = date(2026, 9, 7)
"""The Monday that converted problems begin on; they know weeks, and no dates."""

NEVER = (SlotPattern(periods=()),)
"""The patterns of no slot at all; an empty list would mean every working day."""

_WEEKDAYS = tuple(Weekday)
# Positions of some days, and of the periods they have in common.
_Group = tuple[tuple[int, ...], tuple[int, ...]]


class Grid:
    """The slots of a problem: slot = position of the day x number of periods + position of the period.

    Parameters
    ----------
    days
        The days taught on, ascending; days between them that are missing are no working days.
    periods
        Ids of the periods of a day, in order.
    """

    def __init__(self, days: Sequence[date], periods: Sequence[str]) -> None:
        self.days = tuple(days)
        self.periods = tuple(periods)
        self._day = {day: k for k, day in enumerate(self.days)}
        self._period = {period: k for k, period in enumerate(self.periods)}
        self._whole = len(self.days) == (self.days[-1] - self.days[0]).days + 1

    @classmethod
    def of_calendar(cls, calendar: WorkCalendar, days_per_week: int) -> "Grid":
        """Return the grid of a calendar: of each week the first days, from Monday on."""
        span = (calendar.last_day - calendar.first_day).days + 1
        days = (calendar.first_day + timedelta(days=k) for k in range(span))
        taught = [day for day in days if day.weekday() < days_per_week]
        return cls(taught, [period.id for period in calendar.periods])

    @property
    def slot_count(self) -> int:
        """Number of slots."""
        return len(self.days) * len(self.periods)

    def slot_of(self, day: date, period: str) -> int | None:
        """Return the slot of a period on a day, or None where the grid has none."""
        if day not in self._day or period not in self._period:
            return None
        return self._day[day] * len(self.periods) + self._period[period]

    def at(self, slot: int) -> tuple[date, str]:
        """Return day and period of a slot."""
        day, period = divmod(slot, len(self.periods))
        return self.days[day], self.periods[period]

    def patterns(self, slots: Collection[int]) -> tuple[SlotPattern, ...]:
        """Return few slot patterns that mean exactly these slots; ``NEVER`` for none.

        Of three ways the shortest is taken. Inside one week: weekdays with equal periods together, or periods
        with equal weekdays together. Always: runs of days with equal periods.
        """
        if not slots:
            return NEVER
        count = len(self.periods)
        lists: list[list[int]] = [[] for _ in self.days]
        for slot in sorted(set(slots)):
            lists[slot // count].append(slot % count)
        by_day = {day: tuple(periods) for day, periods in enumerate(lists)}
        ways = [self._runs(by_day)]
        if (self.days[-1] - self.days[0]).days < 7:
            by_period = {
                period: tuple(day for day in by_day if period in by_day[day]) for period in range(count)
            }
            groups = [(days, periods) for periods, days in _grouped(by_day)]
            ways = [self._in_week(groups), self._in_week(_grouped(by_period)), *ways]
        return min(ways, key=len)

    def _in_week(self, groups: Sequence[_Group]) -> tuple[SlotPattern, ...]:
        return tuple(
            SlotPattern(weekdays=self._weekdays(days), periods=self._named(periods))
            for days, periods in groups
        )

    def _weekdays(self, days: tuple[int, ...]) -> tuple[Weekday, ...] | None:
        if self._whole and len(days) == len(self.days):
            return None
        return tuple(_WEEKDAYS[self.days[day].weekday()] for day in days)

    def _named(self, periods: tuple[int, ...]) -> tuple[str, ...] | None:
        return None if len(periods) == len(self.periods) else tuple(self.periods[p] for p in periods)

    def _runs(self, by_day: Mapping[int, tuple[int, ...]]) -> tuple[SlotPattern, ...]:
        found: list[SlotPattern] = []
        start = 0
        for day in range(1, len(self.days) + 1):
            if day < len(self.days) and by_day[day] == by_day[start]:
                continue
            if by_day[start]:
                found.append(self._run(start, day - 1, by_day[start]))
            start = day
        return tuple(found)

    def _run(self, first: int, last: int, periods: tuple[int, ...]) -> SlotPattern:
        gaps = (self.days[last] - self.days[first]).days > last - first
        return SlotPattern(
            first_day=self.days[first] if first else None,
            last_day=self.days[last] if last < len(self.days) - 1 else None,
            day_kinds=(DayKind.WORKING,) if gaps else None,
            periods=self._named(periods),
        )


def _grouped(sets: Mapping[int, tuple[int, ...]]) -> list[_Group]:
    """Return (set, its keys) for each distinct set that is not empty, in order of the first key."""
    keys: dict[tuple[int, ...], list[int]] = {}
    for key, members in sets.items():
        if members:
            keys.setdefault(members, []).append(key)
    return [(members, tuple(mine)) for members, mine in keys.items()]
