"""Shared by the pages that count days: named windows, "on that day" literals, days too close together."""

from collections.abc import Iterator, Sequence
from datetime import date

import numpy as np

from edusched.calendar.horizon import Horizon
from edusched.compile.arrays import Ints, bits, distinct, ints, summed
from edusched.compile.problem import Problem
from edusched.compile.rows import Linear, Row, Subject, at_least, at_most
from edusched.domain.time import SlotPattern


def window_days(horizon: Horizon, windows: Sequence[str] | None) -> frozenset[date]:
    """Return the days of the plan in at least one of the named windows; without windows, all of them."""
    if windows is None:
        return frozenset(horizon.days)
    slots = horizon.mask([SlotPattern(window=name) for name in windows])
    first_slots = bits(slots, horizon.slot_count)[:: len(horizon.periods)]
    return frozenset(day for day, inside in zip(horizon.days, first_slots.tolist(), strict=True) if inside)


def day_literals(problem: Problem, columns: Ints, day: Ints) -> dict[int, int]:
    """Return by day, in order, the literal that is true when one of the day's columns is."""
    days, literals = problem.any_by(columns, day)
    return dict(zip(days.tolist(), literals.tolist(), strict=True))


def least_days(problem: Problem, subject: Subject, columns: Ints, day: Ints, days: int) -> Iterator[Row]:
    """Yield a row on columns: on at least so many different days; its amount is the days short."""
    if days == 1:
        # Any column will do, so the days need no literals.
        yield at_least(subject, columns, 1)
    elif days > 1:
        yield at_least(subject, [*day_literals(problem, columns, day).values()], days)


def most_days(problem: Problem, subject: Subject, columns: Ints, day: Ints, days: int) -> Iterator[Row]:
    """Yield a row on columns: on at most so many different days; its amount is the days over."""
    if distinct(day).size > days:
        yield at_most(subject, [*day_literals(problem, columns, day).values()], days)


def apart(subject: Subject, literal: int, others: Sequence[int]) -> Linear:
    """Return a row whose amount is the number of the other literals that are true beside the first.

    One row says so for all pairs of a day: sum of others + n x literal <= n, where n is their number.
    """
    count = len(others)
    columns, coefs = summed(ints([literal, *others]), np.append(ints([count]), np.ones(count, np.int64)))
    return Linear(subject, columns, coefs, None, count)
