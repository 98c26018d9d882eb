"""Shared by the overlap pages: slots in which someone or something is booked more than once."""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from datetime import date

from edusched.rules.facts import BookingFacts


def double_booked(
    bookings: Mapping[str, Sequence[BookingFacts]],
) -> Iterator[tuple[str, date, str, int, tuple[str, ...]]]:
    """Yield (who, day, period, bookings beyond the first, their sessions)."""
    for who, mine in bookings.items():
        counts = Counter((b.day, period) for b in mine for period in b.periods)
        for (day, period), count in sorted(counts.items()):
            if count > 1:
                sessions = tuple(b.session.id for b in mine if b.day == day and period in b.periods)
                yield who, day, period, count - 1, sessions
