"""Shared by the tables on use and capacity: which slots something is open, and which a plan uses."""

from collections.abc import Iterable, Sequence
from datetime import date

from edusched.calendar.horizon import Horizon
from edusched.domain.time import SlotPattern
from edusched.rules.facts import BookingFacts


def open_slots(horizon: Horizon, available: Sequence[SlotPattern], unavailable: Sequence[SlotPattern]) -> int:
    """Return the open slots as a bitmask: those it says, else those of working days; less exceptions."""
    base = horizon.mask(available) if available else horizon.working_slots
    return base & ~horizon.mask(unavailable)


def used_slots(horizon: Horizon, bookings: Iterable[BookingFacts]) -> int:
    """Return the slots of some bookings as a bitmask."""
    mask, count = 0, len(horizon.periods)
    for b in bookings:
        first = (b.day - horizon.days[0]).days * count
        for period in b.periods:
            mask |= 1 << first + horizon.period_index[period]
    return mask


def day_mask(horizon: Horizon, first: int, last: int) -> int:
    """Return all slots from the first to the last day, by index, both included."""
    periods = len(horizon.periods)
    return (1 << periods * (last + 1)) - (1 << periods * first)


def minutes_by_day(horizon: Horizon, mask: int) -> dict[int, int]:
    """Return the minutes of the slots of a mask by day index; days without any are left out."""
    periods = horizon.periods
    whole = (1 << len(periods)) - 1
    found = {}
    for day in range(len(horizon.days)):
        if bits := mask >> day * len(periods) & whole:
            found[day] = sum(p.end_minute - p.start_minute for k, p in enumerate(periods) if bits >> k & 1)
    return found


def month_of(day: date) -> str:
    """Return the month of a day, ``YYYY-MM``."""
    return f"{day.year:04}-{day.month:02}"
