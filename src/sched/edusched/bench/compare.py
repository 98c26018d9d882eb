"""Two results of a suite side by side: ratios per instance, and what is more than the luck of the seeds.

Runs of one instance with the same limits are a group, its seeds. Groups are compared by their median runs
(of an even number the worse of the two in the middle). They differ *beyond the spread of the seeds* when
every run of the one is better than every run of the other; with one seed on a side nobody knows the spread.
Plans are ranked as the objective ranks them: first level first.
"""

import math
import statistics
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import NamedTuple, TypeVar

from edusched.bench.rows import Row
from edusched.domain.policy import Objective

LEVELS = tuple(level.value for level in Objective)
NO_PLAN = "plan"
"""Stands in the place of a level where one side has no plan."""

SECONDARY = ("first_plan_seconds", "near_best_seconds", "total_seconds", "peak_mib")
"""What is compared besides the plan's value; less is better."""

SAME_MACHINE = ("cpu", "cores", "memory_mib")


class Verdict(StrEnum):
    """How two groups of runs differ."""

    SAME = "same"
    WITHIN = "within the spread"
    BETTER = "better"
    WORSE = "worse"
    ONE_SEED = "one seed, spread unknown"


class Key(NamedTuple):
    """What makes runs comparable."""

    instance: str
    limit_seconds: float
    workers: int
    strict: bool
    deterministic: bool


@dataclass(frozen=True, slots=True)
class Measure:
    """One thing measured on both sides.

    Attributes
    ----------
    name
        The level that decides, ``plan``, or a column of the results.
    old, new
        Medians; None where there is nothing to take one of.
    old_range, new_range
        Least and largest over the seeds.
    ratio
        New over old; infinite where something grew from nothing; None where there is none.
    """

    name: str
    old: float | None
    new: float | None
    ratio: float | None
    verdict: Verdict
    old_range: tuple[float, float] | None = None
    new_range: tuple[float, float] | None = None


@dataclass(frozen=True, slots=True)
class Comparison:
    """One group of runs on both sides: the value, then what else was measured."""

    key: Key
    old_runs: int
    new_runs: int
    old_failed: int
    new_failed: int
    value: Measure
    others: tuple[Measure, ...]

    @property
    def telling(self) -> tuple[Measure, ...]:
        """Return what differs beyond the spread of the seeds."""
        return tuple(m for m in (self.value, *self.others) if m.verdict in (Verdict.BETTER, Verdict.WORSE))


@dataclass(frozen=True, slots=True)
class Compared:
    """Two results side by side.

    Attributes
    ----------
    groups
        In the order of the older results.
    medians
        Median over the groups of each ratio, by name; ``value`` is that of the plans.
    warnings
        Why some of it may mean little.
    """

    groups: tuple[Comparison, ...]
    medians: dict[str, float]
    warnings: tuple[str, ...]


Rank = tuple[int, tuple[int, ...]]
Ordered = TypeVar("Ordered", Rank, float)


def compare(old: Iterable[Row], new: Iterable[Row]) -> Compared:
    """Hold two results against each other."""
    before, after = _grouped(old), _grouped(new)
    shared = [key for key in before if key in after]
    groups = tuple(_comparison(key, before[key], after[key]) for key in shared)
    ratios: dict[str, list[float]] = {}
    for group in groups:
        for name, measure in zip(("value", *SECONDARY), (group.value, *group.others), strict=True):
            if measure.ratio is not None:
                ratios.setdefault(name, []).append(measure.ratio)
    medians = {name: statistics.median(found) for name, found in ratios.items()}
    return Compared(groups, medians, tuple(_warnings(before, after)))


def _grouped(rows: Iterable[Row]) -> dict[Key, list[Row]]:
    groups: dict[Key, list[Row]] = {}
    for row in rows:
        key = Key(row.instance, row.limit_seconds, row.workers, row.strict, row.deterministic)
        groups.setdefault(key, []).append(row)
    return groups


def _comparison(key: Key, old: Sequence[Row], new: Sequence[Row]) -> Comparison:
    others = tuple(_secondary(name, old, new) for name in SECONDARY)
    old_failed, new_failed = (sum(row.failed for row in rows) for rows in (old, new))
    return Comparison(key, len(old), len(new), old_failed, new_failed, _value(old, new), others)


def _rank(row: Row) -> Rank:
    """Return the place of a run's outcome in the order of outcomes; less is better, and no plan is worst."""
    if not row.failed and row.status == "infeasible":
        return (1, ())
    if row.checked != "yes":
        return (2, ())
    return (0, tuple(row.levels[name].value if name in row.levels else 0 for name in LEVELS))


def _value(old: Sequence[Row], new: Sequence[Row]) -> Measure:
    ranks = (sorted(map(_rank, old)), sorted(map(_rank, new)))
    verdict = _verdict(*ranks)
    (old_kind, before), (new_kind, after) = (found[len(found) // 2] for found in ranks)
    if old_kind or new_kind:
        return Measure(NO_PLAN, None, None, 1.0 if old_kind == new_kind else None, verdict)
    places = [k for k in range(len(LEVELS)) if before[k] != after[k]]
    place = places[0] if places else max((k for k, value in enumerate(before) if value), default=0)
    values = [[rank[1][place] for rank in found if not rank[0]] for found in ranks]
    return Measure(
        LEVELS[place],
        before[place],
        after[place],
        _ratio(before[place], after[place]),
        verdict,
        (min(values[0]), max(values[0])),
        (min(values[1]), max(values[1])),
    )


def _secondary(name: str, old: Sequence[Row], new: Sequence[Row]) -> Measure:
    before, after = (
        sorted(value for row in rows if not row.failed and (value := getattr(row, name)) is not None)
        for rows in (old, new)
    )
    if not before or not after:
        return Measure(name, None, None, None, Verdict.SAME if before == after else Verdict.ONE_SEED)
    old_median, new_median = statistics.median(before), statistics.median(after)
    return Measure(
        name,
        old_median,
        new_median,
        _ratio(old_median, new_median),
        _verdict(before, after),
        (before[0], before[-1]),
        (after[0], after[-1]),
    )


def _verdict(old: Sequence[Ordered], new: Sequence[Ordered]) -> Verdict:
    """Return how two sorted groups differ; they need not be of one size."""
    if old[0] == new[0] and old[-1] == new[-1] and old[0] == old[-1]:
        return Verdict.SAME
    if len(old) < 2 or len(new) < 2:
        return Verdict.ONE_SEED
    if new[0] > old[-1]:
        return Verdict.WORSE
    if new[-1] < old[0]:
        return Verdict.BETTER
    return Verdict.WITHIN


def _ratio(old: float, new: float) -> float | None:
    if old == new:
        return 1.0
    if old == 0:
        return math.inf
    return new / old if old > 0 else None


def _warnings(before: dict[Key, list[Row]], after: dict[Key, list[Row]]) -> Iterable[str]:
    old, new = ([row for rows in groups.values() for row in rows] for groups in (before, after))
    for name in SAME_MACHINE:
        values = [sorted({str(getattr(row, name)) for row in rows}) for rows in (old, new)]
        if values[0] != values[1]:
            told = " and ".join(", ".join(found) for found in values)
            yield f"the machines differ in {name} ({told}): times cannot be compared"
    for key, rows in before.items():
        if key not in after:
            yield f"{key.instance} ({key.limit_seconds:g} s): only in the old results"
        else:
            yield from _doubts(key, rows, after[key])
    for key in after:
        if key not in before:
            yield f"{key.instance} ({key.limit_seconds:g} s): only in the new results"


def _doubts(key: Key, old: Sequence[Row], new: Sequence[Row]) -> Iterable[str]:
    """Yield why two groups of runs may not be comparable."""
    if {row.instance_hash for row in old} != {row.instance_hash for row in new}:
        yield f"{key.instance}: the two results are about different files of that name"
    if sorted(row.seed for row in old) != sorted(row.seed for row in new):
        yield f"{key.instance} ({key.limit_seconds:g} s): the seeds differ"
    statuses = {row.status for row in (*old, *new)}
    if "infeasible" in statuses and statuses & {"optimal", "feasible"}:
        yield f"{key.instance}: one run proved it infeasible, another has a plan: one of them is wrong"
