"""The plan as the search holds it, against the whole system read row by row."""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np

from edusched.compile.arrays import Ints, ints
from edusched.compile.assemble import compile_problem
from edusched.compile.table import FREE
from edusched.compile.tours import DEPOT
from edusched.domain.policy import Objective
from edusched.model.cp_sat import SolverSettings, solve_system
from edusched.model.system import LevelTerms, LinearSystem, Model, build_model
from edusched.rules.catalogue import bound, rules_of
from edusched.search.incidence import by_column, ranges
from edusched.search.state import State
from tests.conftest import LONG
from tests.tiny.problems import tiny_problem

COUNT = 400 if LONG else 60
SETTINGS = SolverSettings(60.0, light=True)


@dataclass
class Case:
    """A model with a plan that holds, drawn by a random price; ``state`` holds it."""

    name: str
    model: Model
    state: State
    rng: np.random.Generator

    @property
    def decisions(self) -> int:
        return self.model.decision_count

    def some(self, most: int) -> Ints:
        """Return a few decision columns, ascending."""
        size = min(self.decisions, 1 + int(self.rng.integers(most)))
        return np.sort(self.rng.choice(self.decisions, size=size, replace=False)).astype(np.int64)


def cases(kind: str) -> Iterator[Case]:
    for number in range(COUNT):
        problem = tiny_problem(kind, number)
        rules = bound(rules_of(problem.instance), strict=problem.strict)
        model = build_model(compile_problem(problem.instance, rules))
        rng = np.random.default_rng(number)
        found = solve_system(model.system, drawn_price(model, rng), SETTINGS)
        if found.values is not None:
            yield Case(repr(problem), model, State(model, found.values), rng)


def drawn_price(model: Model, rng: np.random.Generator) -> LevelTerms:
    columns = np.arange(model.decision_count, dtype=np.int64)
    return LevelTerms(columns, rng.integers(-5, 6, columns.size), 1, 0)


def rows_of(system: LinearSystem) -> Counter[tuple[object, ...]]:
    """Return the rows that have entries, each as what it says and how often it is said."""
    found: Counter[tuple[object, ...]] = Counter()
    for row in range(system.row_count):
        a, b = int(system.start[row]), int(system.start[row + 1])
        entries = tuple(sorted(zip(system.columns[a:b].tolist(), system.coefs[a:b].tolist(), strict=True)))
        if entries:
            found[entries, int(system.lo[row]), int(system.hi[row])] += 1
    return found


def test_a_sub_model_has_the_rows_the_whole_system_would_give_it() -> None:
    """Also where the values held are no plan: nothing is then left out that would show it."""
    rows = 0
    for case in cases("restricted"):
        upper = case.model.system.upper
        for wild in (False, False, True):
            if wild:
                case.state.reset(np.minimum(upper, case.rng.integers(0, 3, upper.size)))
            names = case.state.with_followers(case.some(12))
            free = np.zeros(upper.size, dtype=np.bool_)
            free[names] = True
            whole, same = case.model.system.restricted(free, case.state.values)
            level = next(iter(case.model.levels), None)
            mine, terms = case.state.restricted(names, level)
            assert (same == names).all(), case.name
            assert (mine.upper == whole.upper).all(), case.name
            assert rows_of(mine) == rows_of(whole), case.name
            rows += mine.row_count
            price = np.zeros(names.size, dtype=np.int64)
            price[terms.variables] = terms.coefs
            assert (price == case.state.price_of(level)[names]).all() if level else not price.any()
    assert rows > 10 * COUNT


def test_a_settled_level_is_a_row_of_every_sub_model_it_concerns() -> None:
    capped = 0
    for case in cases("capped"):
        names = case.state.with_followers(case.some(12))
        before = rows_of(case.state.restricted(names, None)[0])
        for level, terms in case.model.levels.items():
            case.state.caps = {level: case.state.total(level) + 3}
            more = rows_of(case.state.restricted(names, None)[0]) - before
            mine = np.isin(terms.variables, names)
            if not mine.any():
                assert not more, case.name
                continue
            columns, coefs = np.searchsorted(names, terms.variables[mine]), terms.coefs[mine]
            entries = tuple(sorted(zip(columns.tolist(), coefs.tolist(), strict=True)))
            spent = int(coefs @ case.state.values[terms.variables[mine]])
            assert more == Counter({(entries, -FREE, spent + 3): 1}), case.name
            capped += 1
    assert capped > COUNT // 3


def test_later_levels_settle_ties_and_nothing_else() -> None:
    """Where ties are settled, a sub-model ends as well on its level, and no worse on those that follow."""
    better = 0
    for case in cases("ties"):
        levels, state = list(case.model.levels), case.state
        for position, level in enumerate(levels[:-1]):
            state.caps = {earlier: state.total(earlier) for earlier in levels[:position]}
            names = state.with_followers(case.some(30))
            ends = {}
            for tied in (False, True):
                rest, terms = state.restricted(names, level, tied=tied)
                found = solve_system(rest, terms, SETTINGS)
                values = state.values.copy()
                values[names] = found.values
                ends[tied] = [case.model.levels[name].value(values) for name in levels]
            assert ends[True][position] == ends[False][position], case.name
            rest_of = [sum(end[position + 1 :]) for end in (ends[True], ends[False])]
            assert rest_of[0] <= rest_of[1], case.name
            better += rest_of[0] < rest_of[1]
    assert better


def test_prices_with_ties_stay_within_what_the_solver_adds(monkeypatch) -> None:
    for case in cases("ties"):
        levels = list(case.model.levels)
        if len(levels) < 2:
            continue
        own, upper = case.state.price_of(levels[0]), case.model.system.upper
        terms = case.model.levels[levels[1]]
        later = case.state.price_of(levels[1]) * terms.scale
        case.state.caps = dict.fromkeys(levels[2:], 0)
        monkeypatch.setattr("edusched.search.state.MOST_TIED", 10 * int(np.abs(own) @ upper))
        found = case.state.tied_price_of(levels[0])
        assert (found == (10 * own if own.any() else own) + later).all(), case.name
        assert case.state.price_of(levels[0]) is own


def change_of(case: Case, level: Objective) -> tuple[Ints, Ints] | None:
    """Return a change drawn three ways: to a plan near by, to a better plan near by, to anything."""
    names = case.state.with_followers(case.some(15))
    way = int(case.rng.integers(3))
    if way == 2:
        few = names[case.rng.random(names.size) < 3 / names.size]
        return (few, case.rng.choice([-1, 1], few.size)) if few.size else None
    rest, terms = case.state.restricted(names, level)
    price = drawn_price(Model(rest, {}, names.size), case.rng) if way == 0 else terms
    found = solve_system(rest, price, SETTINGS)
    if found.values is None:
        return None
    changed, delta = case.state.changes(names, found.values)
    return (changed, delta) if changed.size else None


def snapshot(state: State) -> tuple[list[int], list[int], dict[Objective, int]]:
    totals = {level: state.total(level) for level in state.model.levels}
    return state.values.tolist(), state.sums.tolist(), totals


def test_a_change_is_made_when_it_may_be_and_else_leaves_no_trace() -> None:
    tally: Counter[str] = Counter()
    for case in cases("change"):
        state, system = case.state, case.model.system
        levels = list(case.model.levels)
        if not levels:
            continue
        for _ in range(12):
            level = levels[int(case.rng.integers(len(levels)))]
            state.caps = {}
            change = change_of(case, level)
            if change is None:
                continue
            state.caps = {
                name: state.total(name) + int(case.rng.choice([0, 0, 1, 10**6]))
                for name in levels
                if name != level
            }
            names, delta = change
            values = state.values.copy()
            values[names] += delta
            after = State(case.model, values)
            inside = bool(((values >= 0) & (values <= system.upper)).all())
            capped = all(after.total(name) <= cap for name, cap in state.caps.items())
            gain = state.total(level) - after.total(level)
            may = inside and system.holds(values) and capped and gain >= 0
            before = snapshot(state)
            assert state.try_change(names, delta, level) == (gain if may else None), case.name
            assert snapshot(state) == (snapshot(after) if may else before), case.name
            assert state.holds, case.name
            tally["made"] += may
            tally["better"] += may and gain > 0
            tally["outside"] += not inside
            tally["a row"] += inside and not system.holds(values)
            tally["a cap"] += system.holds(values) and gain >= 0 and not capped
            tally["worse"] += system.holds(values) and gain < 0
    assert len(tally) == 6, tally
    assert min(tally.values()) > COUNT // 20, tally


def test_a_forced_change_counts_like_any_other() -> None:
    for case in cases("forced"):
        names = case.some(6)
        delta = case.rng.integers(-2, 3, names.size)
        values = case.state.values.copy()
        values[names] += delta
        case.state.force(names, delta)
        assert snapshot(case.state) == snapshot(State(case.model, values)), case.name


def test_a_blocked_column_is_one_that_breaks_a_row_that_only_fills_up() -> None:
    """Never one that could be chosen: with the released columns let go, some row could not take it."""
    tally: Counter[bool] = Counter()
    for case in cases("blocked"):
        state, system = case.state, case.model.system
        on = np.flatnonzero(state.values[: case.decisions])
        released = on[case.rng.random(on.size) < 0.4]
        columns = np.arange(case.decisions, dtype=np.int64)[state.values[: case.decisions] == 0]
        before = snapshot(state)
        blocked = state.blocked(columns, released)
        assert snapshot(state) == before, case.name
        held = state.values.copy()
        held[released] = 0
        for column, shut in zip(columns.tolist(), blocked.tolist(), strict=True):
            held[column] = 1
            breaks = False
            for row in range(system.row_count):
                entries = slice(int(system.start[row]), int(system.start[row + 1]))
                names, coefs = system.columns[entries], system.coefs[entries]
                if column in names and (coefs >= 0).all():
                    breaks |= int(coefs @ held[names]) > system.hi[row]
            held[column] = 0
            assert shut == breaks, (case.name, column)
            tally[shut] += 1
    assert min(tally[True], tally[False]) > COUNT, tally


def dead_legs(case: Case, free: set[int]) -> set[int]:
    """Return the legs of tours with an end at which nothing is booked and nothing is free to be."""
    ends = case.model.ends
    if ends is None:
        return set()
    turned_on = dict[int, set[int]]()
    for column, literal in zip(ends.inputs.tolist(), ends.literals.tolist(), strict=True):
        turned_on.setdefault(literal, set()).add(column)

    def dead(end: int) -> bool:
        on = end == DEPOT or case.state.values[end] > 0 or end in free
        return not on and not turned_on.get(end, set()) & free

    legs = enumerate(zip(ends.tail.tolist(), ends.head.tolist(), strict=True))
    return {name for name, both in legs if any(dead(end) for end in both)}


def test_what_follows_is_what_can_be_reached_through_rows() -> None:
    followers = 0
    for case in cases("followers"):
        columns = case.some(4)
        system, first = case.model.system, case.decisions
        rows = [
            set(system.columns[int(system.start[row]) : int(system.start[row + 1])].tolist())
            for row in range(system.row_count)
        ]
        reached = set(columns.tolist())
        dead = dead_legs(case, reached)
        derived = case.model.derived
        while True:
            more = {name for row in rows if row & reached for name in row if name >= first} - dead
            # What is the "any" of columns follows these alone, whatever rows it stands in.
            more -= {name for name, inputs in derived.items() if not reached.intersection(inputs.tolist())}
            if more <= reached:
                break
            reached |= more
        found = case.state.with_followers(columns[::-1])
        assert found.tolist() == sorted(reached), case.name
        followers += len(reached) - columns.size
    assert followers > COUNT


def test_rows_read_by_columns_are_the_same_entries() -> None:
    for case in cases("incidence"):
        system = case.model.system
        row = system.row_of_entry()
        found = by_column(system.columns, row, system.coefs, system.upper.size)
        columns = np.arange(system.upper.size, dtype=np.int64)
        owner, at = found.entries(columns)
        mine = Counter(zip(owner.tolist(), found.row[at].tolist(), found.coef[at].tolist(), strict=True))
        theirs = zip(system.columns.tolist(), row.tolist(), system.coefs.tolist(), strict=True)
        assert mine == Counter(theirs), case.name


def test_ranges_skip_the_empty_ones() -> None:
    owner, member = ranges(ints([3, 7, 7]), ints([5, 7, 9]))
    assert (owner.tolist(), member.tolist()) == ([0, 0, 2, 2], [3, 4, 7, 8])
    assert ranges(ints([]), ints([]))[1].size == 0
