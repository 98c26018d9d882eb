"""Shared by the pages on study hours and by reports: what a plan gives a cohort in a stretch of days."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from edusched.domain.base import hundredths
from edusched.domain.people import Cohort, HistoryEntry
from edusched.rules.counting import Counted, entries_between, hours_of
from edusched.rules.facts import BookingFacts, Facts


@dataclass(frozen=True, slots=True)
class Account:
    """Counted bookings and history entries of a cohort from first to last day, both included.

    Hours are hundredths of a study hour of one person.
    """

    cohort: Cohort
    label: str
    first: date
    last: date
    bookings: Sequence[BookingFacts]
    entries: Sequence[HistoryEntry]

    @property
    def booked_hours(self) -> int:
        """Hundredths from bookings."""
        return sum(hours_of(b.course) for b in self.bookings)

    @property
    def history_hours(self) -> int:
        """Hundredths from history."""
        return sum(hundredths(e.study_hours) for e in self.entries)

    @property
    def hours(self) -> int:
        """Hundredths from both."""
        return self.booked_hours + self.history_hours

    @property
    def booked_days(self) -> int:
        """Days with a counted booking; a day counts once."""
        return len({b.day for b in self.bookings})

    @property
    def history_days(self) -> int:
        """Days that the history entries say they count for."""
        return sum(e.days for e in self.entries)

    @property
    def days(self) -> int:
        """Days from both."""
        return self.booked_days + self.history_days

    def by_class(self) -> Counter[str]:
        """Return hundredths by subject class."""
        found: Counter[str] = Counter()
        for b in self.bookings:
            found[b.course.subject_class] += hours_of(b.course)
        for e in self.entries:
            found[e.subject_class] += hundredths(e.study_hours)
        return found


def account(
    facts: Facts,
    bookings: Sequence[BookingFacts],
    cohort: Cohort,
    days: tuple[str, date, date],
    counted: Counted,
) -> Account:
    """Return the account of a cohort with its bookings; ``days`` is a label, the first and the last day."""
    label, first, last = days
    mine = counted.earning(facts.instance, bookings, first, last)
    return Account(cohort, label, first, last, mine, entries_between(cohort, first, last, counted))
