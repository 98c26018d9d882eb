"""A lower bound of each level of a plan in parts, among the plans that are no worse on the levels before it.

Fair loads cost fees, so a bound on cost that forgets fairness is a third too low. With worths of units of
earlier levels, the same for all parts (Lagrange; Fisher 1981), for any worths

    level >= sum over parts of min(level + sum of worth x earlier level) - sum of worth x value in the plan.

The worths are multiples of the medians of what LPs of some parts find: those that bound these parts best,
and a little more or less of them.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from concurrent.futures import FIRST_COMPLETED, Future, wait
from dataclasses import dataclass, field, replace
from statistics import median
from typing import Any

from edusched.checking.checker import check_plan
from edusched.domain.instance import Instance
from edusched.domain.plan import Plan
from edusched.domain.policy import Objective, Policy
from edusched.engines.contract import Engine, LostEngineError, LostWorkerError, TaskError
from edusched.search.parts.cut import Part
from edusched.search.parts.piece import piece_of
from edusched.search.parts.relaxed import UNIT, Worth, relaxed
from edusched.search.parts.whole import Whole

SAMPLE = 8
"""Parts that say what the levels are worth."""
WIDE = tuple((levels, totals) for levels in (0.25, 0.5, 1.0, 2.0, 4.0, 8.0) for totals in (0.0, levels))
"""Multiples of levels and of totals that are tried on these parts first."""
ALONE = (0.0, 0.3, 0.6, 1.0, 1.6, 3.0)
"""Multiples of each level alone that are tried on them next."""
CLOSE = (0.85, 1.0, 1.15)
"""Multiples that are tried on all parts."""
PART_SECONDS = 120.0
"""A worker that takes longer over a part is given up."""

Plain = dict[str, Any]
Worths = dict[Objective, Worth]


@dataclass(frozen=True, slots=True)
class PartsBound:
    """What is needed to bound a plan in parts; ``over`` tells that there is no time left."""

    whole: Whole
    policy: Policy
    engine: Engine
    over: Callable[[], bool]
    pieces: dict[int, str] = field(default_factory=dict)

    def of(self, values: Mapping[Objective, int]) -> dict[Objective, int]:
        """Return the bound of each level with a value above 0; none where time ran out.

        Parameters
        ----------
        values : of the levels of the plan, as the checker found them
        """
        parts = sorted(self.whole.parts, key=lambda part: (-len(part.sessions), part.number))
        some = parts[:: -(-len(parts) // SAMPLE)]
        answers = self._answers(worths_of, some, self._own)
        if answers is None:
            return {}
        guesses = [each for each in answers if each is not None]
        middle = _middle([_from_plain(worths) for worths, _ in guesses], values)
        sums = {level: sum(own.get(level.value, 0) for _, own in guesses) for level in values}
        wide = self._bounds(some, [_times(middle, *factors) for factors in WIDE], sums)
        if wide is None:
            return {}
        # Where these parts may cost nothing, so may all.
        best = {level: worth for level, (bound, worth) in wide.items() if bound > 0}
        near = self._bounds(some, _one_changed(best), sums)
        if near is None:
            return {}
        best = {level: worth for level, (_, worth) in near.items()}
        close = self._bounds(parts, [_times(best, factor, factor) for factor in CLOSE], values)
        return {} if close is None else {level: max(0, bound) for level, (bound, _) in close.items()}

    def _piece(self, part: Part) -> str:
        if part.number not in self.pieces:
            piece = piece_of(self.whole.instance, [part], [], self.policy)
            self.pieces[part.number] = piece.model_dump_json(exclude_defaults=True)
        return self.pieces[part.number]

    def _own(self, part: Part) -> list[Any]:
        """Return the bookings of a part by themselves."""
        return [self.whole.start([part], []).model_dump_json()]

    def _bounds(
        self, parts: Sequence[Part], tried: Sequence[Worths], values: Mapping[Objective, int]
    ) -> dict[Objective, tuple[int, Worth]] | None:
        """Return the best bound of each level over some parts, and what it comes from."""
        told = [_to_plain(each) for each in tried]
        found = self._answers(least_of, parts, lambda _: [told])
        if found is None:
            return None
        known = [part for part in found if part is not None]
        best: dict[Objective, tuple[int, Worth]] = {}
        for k, worths in enumerate(tried):
            for level, worth in worths.items():
                # A part of which nothing is known costs nothing, but may give less than nothing to a total.
                if len(known) < len(found) and any(worth.totals.values()):
                    continue
                total = sum(part[k][level.value] for part in known)
                total -= sum(each * values[other] for other, each in worth.levels.items())
                bound = -(-total // UNIT)
                if level not in best or bound > best[level][0]:
                    best[level] = bound, worth
        return best

    def _answers(
        self,
        function: Callable[..., Any],
        parts: Iterable[Part],
        more: Callable[[Part], list[Any]],
    ) -> list[Any] | None:
        """Return what a function says of each part, None of one it fails on; None where time ran out."""
        waiting, flying, found = list(parts)[::-1], set[Future[Any]](), list[Any]()
        try:
            while waiting or flying:
                if self.over():
                    for future in flying:
                        future.cancel()
                    return None
                while waiting and len(flying) <= self.engine.workers:
                    part = waiting.pop()
                    told = [self._piece(part), *more(part)]
                    flying.add(self.engine.submit(function, *told, allowed_seconds=PART_SECONDS))
                done, flying = wait(flying, timeout=1.0, return_when=FIRST_COMPLETED)
                for future in done:
                    try:
                        found.append(future.result())
                    except (TaskError, LostWorkerError):
                        found.append(None)
        except LostEngineError:
            return None
        return found


def worths_of(piece: str, plan: str) -> tuple[Plain, dict[str, int]] | None:
    """Return for each level what earlier ones are worth in a part with a plan, and its values; plain data."""
    instance = Instance.model_validate_json(piece)
    part = relaxed(instance)
    if part is None:
        return None
    values = dict(check_plan(instance, Plan.model_validate_json(plan)).score)
    levels = [level for level in Objective if level in part.prices]
    found = {
        level: part.worth(level, {other: values.get(other, 0) for other in levels[:k]})
        for k, level in enumerate(levels)
        if values.get(level, 0) > 0
    }
    return _to_plain(found), {level.value: value for level, value in values.items()}


def least_of(piece: str, tried: list[Plain]) -> list[dict[str, int]] | None:
    """Return the least of each level of a part under each of several worths, if known; plain data."""
    part = relaxed(Instance.model_validate_json(piece))
    if part is None:
        return None
    worths = [_from_plain(each) for each in tried]
    return [{level.value: part.least(level, worth) for level, worth in each.items()} for each in worths]


def _middle(guesses: Sequence[Worths], values: Mapping[Objective, int]) -> Worths:
    """Return for each level that has a value the medians of what parts say."""
    found: Worths = {}
    levels = [level for level in Objective if level in values]
    for k, level in enumerate(levels):
        if values[level] == 0:
            continue
        mine = [each[level] for each in guesses if level in each] or [Worth({}, {})]
        nothing = frozenset(other for other in levels[:k] if values[other] == 0)
        some = [other for other in levels[:k] if other not in nothing]
        totals = sorted({name for each in mine for name in each.totals})
        found[level] = Worth(
            {other: round(median(each.levels.get(other, 0) for each in mine)) for other in some},
            {name: round(median(each.totals.get(name, 0) for each in mine)) for name in totals},
            nothing,
        )
    return found


def _times(worths: Worths, levels: float, totals: float) -> Worths:
    return {
        level: Worth(
            {other: round(levels * each) for other, each in worth.levels.items()},
            {name: round(totals * each) for name, each in worth.totals.items()},
            worth.nothing,
        )
        for level, worth in worths.items()
    }


def _one_changed(worths: Worths) -> list[Worths]:
    """Return the same with each earlier level in turn worth less or more."""
    return [
        {
            level: replace(
                worth,
                levels={
                    other: round(factor * each) if other is k else each
                    for other, each in worth.levels.items()
                },
            )
            for level, worth in worths.items()
        }
        for k in sorted({other for worth in worths.values() for other in worth.levels})
        for factor in ALONE
    ] or [worths]


def _to_plain(worths: Worths) -> Plain:
    return {
        level.value: {
            "levels": {other.value: each for other, each in worth.levels.items()},
            "totals": dict(worth.totals),
            "nothing": sorted(other.value for other in worth.nothing),
        }
        for level, worth in worths.items()
    }


def _from_plain(plain: Plain) -> Worths:
    return {
        Objective(level): Worth(
            {Objective(other): each for other, each in worth["levels"].items()},
            worth["totals"],
            frozenset(Objective(other) for other in worth["nothing"]),
        )
        for level, worth in plain.items()
    }
