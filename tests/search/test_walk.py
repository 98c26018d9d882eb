"""The walk keeps its own books of what a plan costs and what it breaks; here the checker audits them."""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
import pytest

from edusched.compile.arrays import Ints, ints
from edusched.domain.policy import Objective
from edusched.search.walk.anneal import anneal, suits, temperatures
from edusched.search.walk.effects import scratch
from edusched.search.walk.kernel import walk
from edusched.search.walk.table import Position, WalkTable, copied, walk_table
from tests.conftest import LONG
from tests.tiny.moving import Moving, free_switches, moving, settle, switches

COUNT = 600 if LONG else 60
LOOKS, MOVES = 5, 40
"""How often a walk is stopped to be looked at, and the moves between."""


@dataclass
class Stand:
    """A walk that was stopped: where it stands, and its best so far."""

    table: WalkTable
    start: Position
    at: Position
    best: Position
    caps: Ints
    taken: int


def problems() -> Iterator[Moving]:
    for number in range(COUNT):
        found = moving(number)
        if found is not None and found.model.levels and found.plain.any():
            yield found


def values_at(found: Moving, table: WalkTable, at: Position) -> Ints:
    """Return the values of the columns at a position; what follows is as it was."""
    values = found.state.values.copy()
    values[found.landscape.columns_of(np.flatnonzero(found.plain))] = 0
    values[table.chosen(at)] = 1
    return values


def walks(found: Moving, seed: int) -> Iterator[Stand]:
    """Walk level by level, as a run does: each level is capped at its best before the next."""
    for level in found.model.levels:
        levels = (*found.state.caps, level)
        table = walk_table(found.landscape, levels)
        start = table.position(found.plain)
        at, best = copied(start), copied(start)
        caps = ints([found.state.total(name) for name in levels[:-1]])
        room = scratch(table.rows, table.cells, len(levels), seed)
        warm, cold = temperatures(found.landscape, level)
        taken = 0
        for heat in np.geomspace(warm, cold, LOOKS).tolist():
            taken += walk(table.rows, table.cells, at, best, caps, MOVES, heat, room)
            yield Stand(table, start, at, best, caps, taken)
        settled = settle(found.model, values_at(found, table, best))
        assert settled is not None, found
        found.go_to(settled)
        found.state.caps[level] = found.state.total(level)


def shown(found: Moving, levels: tuple[Objective, ...], total: Ints) -> dict[Objective, int]:
    """Return totals as values of levels."""
    terms = [found.model.levels[level] for level in levels]
    return {
        level: t.constant + t.scale * units
        for level, t, units in zip(levels, terms, total.tolist(), strict=True)
    }


def test_where_a_walk_stands_the_checker_finds_its_totals_and_nothing_broken() -> None:
    tally: Counter[str] = Counter()
    for found in problems():
        for stand in walks(found, found.number):
            for position in (stand.at, stand.best):
                values = values_at(found, stand.table, position)
                report = found.report(values)
                assert report.accepted, (found, report.broken)
                score = dict(report.score)
                claimed = shown(found, stand.table.levels, position.total)
                real = {level: score[level] for level in claimed}
                if switches(found):  # stay as they are while a walk lasts: what it claims can be had for less
                    assert all(claimed[level] >= real[level] for level in claimed), found
                else:
                    assert claimed == real, found
                assert (position.total[:-1] <= stand.caps).all(), found
            assert stand.best.total[-1] <= min(stand.start.total[-1], stand.at.total[-1]), found
            tally["moves taken"] += stand.taken
            tally["better"] += int(stand.best.total[-1] < stand.start.total[-1])
            tally["exact"] += not switches(found)
            tally["either"] += not switches(found) and free_switches(found) > 0
            tally["capped"] += len(stand.caps) > 0
            tally["twins"] += int(found.problem.times[found.plain].max()) > 1
            tally["roles"] += int((stand.at.staff >= 0).sum(axis=1).max(initial=0)) > 1
    assert tally["moves taken"] > 100 * COUNT, tally
    assert min(tally[what] for what in ("better", "capped", "exact", "twins", "roles")) > COUNT, tally
    assert tally["either"] > COUNT // 20, tally


def test_what_a_walk_keeps_up_is_what_it_would_find_anew() -> None:
    """Row sums, counts behind literals, shared slacks, holders: none drifts from move to move."""
    for found in problems():
        for stand in walks(found, 1) if not switches(found) else ():
            table, at = stand.table, stand.at
            before = found.state.values
            settled = settle(found.model, values_at(found, table, at))
            assert settled is not None, found
            found.go_to(settled)
            fresh = table.position(found.plain)
            found.go_to(before)
            kept = ~(found.kinds.structure | found.kinds.defines | table.locked)
            assert (at.sums[kept] == fresh.sums[kept]).all(), found
            literals = sorted(found.problem.derived)
            assert (at.counts[literals] == fresh.counts[literals]).all(), found
            assert ((at.holder >= 0) == (fresh.holder >= 0)).all(), found
            assert ((at.holder == -2) == (fresh.holder == -2)).all(), found
            assert (at.total == fresh.total).all(), found


@pytest.fixture
def short_chunks(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("edusched.search.walk.anneal.CHUNK", 100)


def annealed(found: Moving, seed: int, walkers: int = 2) -> tuple[Ints | None, list[int]]:
    told: list[int] = []

    def tell(value: int) -> bool:
        told.append(value)
        return False

    level = next(iter(found.model.levels))
    found_plan = anneal(found.landscape, level, walkers, seed, lambda: 0.0, tell, moves=300)
    assert not found_plan.failures
    return found_plan.values, told


@pytest.mark.usefixtures("short_chunks")
def test_annealing_hands_back_a_better_plan_or_none() -> None:
    better = 0
    for found in problems():
        level = next(iter(found.model.levels))
        before = found.state.values.copy()
        values, told = annealed(found, 1, walkers=1)
        assert (found.state.values == before).all(), found  # it looks at the plan and leaves it alone
        assert told == sorted(told, reverse=True), found
        if values is None:
            assert min(told, default=found.state.total(level)) == found.state.total(level), found
            continue
        settled = settle(found.model, values)
        assert settled is not None, found
        assert found.report(settled).accepted, found
        value = int(found.state.price_of(level) @ settled)
        assert value < found.state.total(level), found
        assert all(value <= other for other in told), found
        better += 1
    assert better > COUNT // 4


@pytest.mark.usefixtures("short_chunks")
def test_a_seed_is_a_walk() -> None:
    differ = 0
    for found in problems():
        first, again, other = (annealed(found, seed)[0] for seed in (3, 3, 4))
        assert (first is None) == (again is None), found
        if first is not None and again is not None:
            assert (first == again).all(), found
        differ += first is not None and other is not None and bool((first != other).any())
    assert differ > COUNT // 20


@pytest.mark.usefixtures("short_chunks")
@pytest.mark.parametrize("walkers", [2, 3])
def test_more_walkers_are_never_worse(walkers: int) -> None:
    """Each walker has a seed of its own, and the first has that of a walker alone."""
    for found in list(problems())[:10]:
        level = next(iter(found.model.levels))
        price = found.state.price_of(level)
        one, _ = annealed(found, 5, 1)
        several, _ = annealed(found, 5, walkers)
        if one is not None:
            assert several is not None, found
            first, second = (settle(found.model, values) for values in (one, several))
            assert first is not None, found
            assert second is not None, found
            assert int(price @ second) <= int(price @ first), found


def test_a_walk_that_is_told_to_end_ends() -> None:
    for found in list(problems())[:5]:
        level = next(iter(found.model.levels))
        for moves in (None, 10**9):
            walked = anneal(found.landscape, level, 1, 1, lambda: 1.0, lambda _: False, moves=moves)
            assert walked.values is None
            assert not walked.failures


def test_a_level_is_not_walked_on_where_few_sessions_can_be_moved() -> None:
    some = 0
    for number in range(COUNT):
        found = moving(number)
        if found is None:
            continue
        share = found.plain[found.landscape.movers].mean()
        if share < 0.9:
            some += 1
            for level in found.model.levels:
                assert not suits(found.landscape, level), found
    assert some > 0


def test_a_walk_that_fails_is_told_and_costs_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    found = next(problems())

    def fails(*_: object) -> int:
        raise ZeroDivisionError

    monkeypatch.setattr("edusched.search.walk.kernel.walk", fails)
    walked = anneal(
        found.landscape, next(iter(found.model.levels)), 2, 1, lambda: 0.0, lambda _: False, moves=10
    )
    assert walked.values is None
    assert walked.failures == ("ZeroDivisionError", "ZeroDivisionError")
