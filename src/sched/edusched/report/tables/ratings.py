"""Shared by the tables that read ratings: means in tenths by what was rated."""

from collections import defaultdict
from collections.abc import Iterable

from edusched.domain.records import RatedKind, RatingRecord
from edusched.report.tables.contract import Reading

NEUTRAL_TENTHS = 30
"""What nobody rated counts as 3 (reading A20)."""


def ratings(reading: Reading, kind: RatedKind) -> dict[str, list[RatingRecord]]:
    """Return the ratings of a kind by what was rated."""
    found: defaultdict[str, list[RatingRecord]] = defaultdict(list)
    if reading.records is not None:
        for item in reading.records.records.ratings:
            if item.kind is kind:
                found[item.subject].append(item)
    return dict(found)


def mean_ratings(reading: Reading, kind: RatedKind) -> dict[str, tuple[int, int]]:
    """Return the mean rating in tenths and the answers, by what was rated."""
    return {subject: mean(items) for subject, items in ratings(reading, kind).items()}


def mean(items: Iterable[RatingRecord]) -> tuple[int, int]:
    """Return a mean by answers in tenths, rounded down, and the answers; 3 of none."""
    there = list(items)
    responses = sum(item.responses for item in there)
    points = sum(item.value * item.responses for item in there)
    return (points * 10 // responses, responses) if responses else (NEUTRAL_TENTHS, 0)
