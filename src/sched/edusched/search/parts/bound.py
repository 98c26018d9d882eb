"""A lower bound of each level of a plan in parts, among the plans that are no worse on the levels before it.

Fair loads cost fees, so a bound on cost that forgets fairness is a third too low. With worths of units of
earlier levels, the same for all parts (Lagrange; Fisher 1981), for any worths

    level >= sum over parts of min(level + sum of worth x earlier level) - sum of worth x value in the plan.

The worths are the medians of what an LP of some parts finds; multiples of them are tried, too.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from concurrent.futures import FIRST_COMPLETED, Future, wait
from dataclasses import dataclass
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

SAMPLE = 4
"""Parts that say what the levels are worth."""
FACTORS = (0.8, 1.0, 1.25)
PART_SECONDS = 120.0
"""A worker is given up when a part takes longer by so much than a session would by itself."""

Plain = dict[str, Any]
Worths = dict[Objective, Worth]


@dataclass(frozen=True, slots=True)
class PartsBound:
    """What is needed to bound a plan in parts; ``over`` tells that there is no time left."""

    whole: Whole
    policy: Policy
    engine: Engine
    over: Callable[[], bool]

    def of(self, values: Mapping[Objective, int]) -> dict[Objective, int]:
        """Return the bound of each level with a value above 0; none where time ran out.

        Parameters
        ----------
        values : of the levels of the plan, as the checker found them
        """
        parts = sorted(self.whole.parts, key=lambda part: (-len(part.sessions), part.number))
        some = parts[:: max(1, len(parts) // SAMPLE)][:SAMPLE]
        guesses = self._answers(worths_of, some, lambda part: [self._own(part).model_dump_json()])
        if guesses is None:
            return {}
        tried = [_worths([_from_plain(each) for each in guesses], values, factor) for factor in FACTORS]
        told = [_to_plain(each) for each in tried]
        found = self._answers(least_of, parts, lambda _: [told])
        return {} if found is None else _best(found, tried, values)

    def _own(self, part: Part) -> Plan:
        """Return the bookings of a part by themselves."""
        return self.whole.start([part], [])

    def _answers(
        self,
        function: Callable[..., Any],
        parts: Iterable[Part],
        more: Callable[[Part], list[Any]],
    ) -> list[Any] | None:
        """Return what a function says of the parts that answered; None where time ran out."""
        waiting, flying, found = list(parts)[::-1], dict[Future[Any], int](), list[Any]()
        try:
            while waiting or flying:
                if self.over():
                    for future in flying:
                        future.cancel()
                    return None
                while waiting and len(flying) <= self.engine.workers:
                    part = waiting.pop()
                    piece = piece_of(self.whole.instance, [part], [], self.policy)
                    told = [piece.model_dump_json(exclude_defaults=True), *more(part)]
                    future = self.engine.submit(function, *told, allowed_seconds=PART_SECONDS)
                    flying[future] = len(part.sessions)
                done, _ = wait(flying, timeout=1.0, return_when=FIRST_COMPLETED)
                for future in done:
                    flying.pop(future)
                    try:
                        found.append(future.result())
                    except (TaskError, LostWorkerError):  # nothing is known of this part: it costs nothing
                        continue
        except LostEngineError:
            return None
        return found


def worths_of(piece: str, plan: str) -> Plain:
    """Return for each level what earlier ones are worth in a part planned like this; plain data."""
    instance = Instance.model_validate_json(piece)
    part = relaxed(instance)
    if part is None:
        return {}
    values = dict(check_plan(instance, Plan.model_validate_json(plan)).score)
    levels = [level for level in Objective if level in part.prices]
    found = {
        level: part.worth(level, {other: values.get(other, 0) for other in levels[:k]})
        for k, level in enumerate(levels)
        if values.get(level, 0) > 0
    }
    return _to_plain(found)


def least_of(piece: str, tried: list[Plain]) -> list[dict[str, int]]:
    """Return the least of each level of a part under each of several worths; plain data."""
    part = relaxed(Instance.model_validate_json(piece))
    if part is None:
        return [{} for _ in tried]
    worths = [_from_plain(each) for each in tried]
    return [
        {level.value: part.least(level, worth) for level, worth in each.items() if level in part.prices}
        for each in worths
    ]


def _worths(guesses: Sequence[Worths], values: Mapping[Objective, int], factor: float) -> Worths:
    """Return for each level that has a value the medians of what parts say, times a factor."""
    found: Worths = {}
    levels = [level for level in Objective if level in values]
    for k, level in enumerate(levels):
        if values[level] == 0:
            continue
        earlier = levels[:k]
        nothing = frozenset(other for other in earlier if values[other] == 0)
        mine = [each[level] for each in guesses if level in each]
        totals = sorted({name for each in mine for name in each.totals})
        found[level] = Worth(
            {
                other: round(factor * median(each.levels.get(other, 0) for each in mine))
                for other in earlier
                if other not in nothing and mine
            },
            {name: round(factor * median(each.totals.get(name, 0) for each in mine)) for name in totals},
            nothing,
        )
    return found


def _best(
    found: Sequence[Sequence[Mapping[str, int]]], tried: Sequence[Worths], values: Mapping[Objective, int]
) -> dict[Objective, int]:
    best: dict[Objective, int] = {}
    for k, worths in enumerate(tried):
        for level, worth in worths.items():
            total = sum(part[k].get(level.value, 0) for part in found)
            total -= sum(each * values[other] for other, each in worth.levels.items())
            best[level] = max(best.get(level, 0), -(-total // UNIT))
    return best


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
