"""What a part costs at least on a level, beside what it costs on earlier ones, whatever the other parts do.

Only rules that add up are asked (``Rule.adds_up``): other parts can but add to what they find. Of their rows
stand those that lift the bound: rows about one session, and sums with a limit. A sum over all parts that is
priced above 0 (a share) has no excess of its own here but a price a unit, the same in all parts. The minimum
is an LP, made safe. Starts of a session at a location that offer the same places and people are counted
together.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

import numpy as np

from edusched.compile.arrays import Ints, Mask, joined, offsets
from edusched.compile.assemble import BoundRule, compile_problem
from edusched.compile.columns import Occurrences
from edusched.compile.problem import Problem
from edusched.compile.rows import Batch, Linear, Row
from edusched.compile.table import FREE
from edusched.domain.instance import Instance
from edusched.domain.policy import Objective
from edusched.model.aggregated import Marks, aggregated, marked, mixed
from edusched.model.lp_bound import LpBound
from edusched.model.system import NO_TERMS, LevelTerms, LinearSystem, Model, build_model
from edusched.rules.catalogue import bound, rules_of

UNIT = 1_000_000
"""Worths are whole numbers of millionths."""
LP_SECONDS = 60.0


@dataclass(frozen=True, slots=True)
class Worth:
    """What counts beside a level, in millionths of its units.

    Attributes
    ----------
    levels : of a unit of each earlier level
    totals : of a unit of each sum over all parts, by name
    nothing : earlier levels of which there is to be nothing
    """

    levels: Mapping[Objective, int]
    totals: Mapping[str, int]
    nothing: frozenset[Objective] = frozenset()


@dataclass(frozen=True, slots=True)
class Total:
    """A sum over all parts; what it is above 0 is priced.

    Attributes
    ----------
    price : units of the level for one unit of the sum
    coefs : shape (variables,)
    """

    level: Objective
    price: int
    coefs: Ints


@dataclass(frozen=True, slots=True)
class Relaxed:
    """What of a part holds whatever other parts do.

    Attributes
    ----------
    prices : what a unit of each variable costs on each level, shape (variables,)
    totals : by rule and subject
    """

    system: LinearSystem
    prices: Mapping[Objective, Ints]
    totals: Mapping[str, Total]

    def least(self, level: Objective, worth: Worth) -> int:
        """Return the least of a level and of what counts beside it, in millionths of its units."""
        upper = self.system.upper.copy()
        total = self.prices[level] * UNIT if level in self.prices else np.zeros_like(upper)
        for other in sorted(worth.nothing.intersection(self.prices)):
            upper[self.prices[other] > 0] = 0
        for other, each in worth.levels.items():
            if other in self.prices:
                total = total + each * self.prices[other]
        for name, mine in self.totals.items():
            each = worth.totals.get(name, 0)
            if mine.level not in worth.nothing:
                # Its excess costs as much on its level, so a unit of the sum may count for no more.
                of_level = UNIT if mine.level is level else worth.levels.get(mine.level, 0)
                each = min(each, of_level * mine.price)
            total = total + each * mine.coefs
        lp = _lp(replace(self.system, upper=upper), total)
        found = lp.solve(LP_SECONDS)
        return int(np.minimum(total, 0) @ upper) if found is None else found

    def worth(self, level: Objective, caps: Mapping[Objective, int]) -> Worth:
        """Return what a unit of earlier levels is worth where these are capped: a guess, no proof."""
        system, price = self.system, self.prices[level]
        prices = {other: self.prices[other] for other in caps}
        mine = {n: t for n, t in sorted(self.totals.items()) if t.level is level or t.level in caps}
        steps = [max(1, int(np.gcd.reduce(total.coefs))) for total in mine.values()]
        for step, total in zip(steps, mine.values(), strict=True):  # what it is above 0, in steps
            excess, entries = system.upper.size, np.flatnonzero(total.coefs)
            coefs = total.coefs[entries] // step
            most = int(np.maximum(coefs, 0) @ system.upper[entries])
            system = replace(system, upper=np.append(system.upper, most))
            system = system.with_row(np.append(entries, excess), np.append(coefs, -1), -FREE, 0)
            price = np.append(price, step * total.price * (total.level is level))
            prices = {k: np.append(p, step * total.price * (total.level is k)) for k, p in prices.items()}
        for other, cap in caps.items():
            priced = np.flatnonzero(prices[other])
            system = system.with_row(priced, prices[other][priced], -FREE, cap)
        lp = _lp(system, price)
        if lp.solve(LP_SECONDS) is None or lp.duals is None:
            return Worth({}, {})
        duals = np.maximum(0.0, -lp.duals[self.system.row_count :]) * UNIT
        each = np.rint(duals / np.array([*steps, *[1] * len(caps)])).astype(np.int64).tolist()
        return Worth(
            dict(zip(caps, each[len(mine) :], strict=True)), dict(zip(mine, each[: len(mine)], strict=True))
        )


def relaxed(piece: Instance) -> Relaxed | None:
    """Return the relaxation of a part without pinned sessions; None where its options were cut down."""
    pages = rules_of(piece)
    every = list(zip(pages, bound(pages), strict=True))
    spanning = [rule for page, rule in every if page.spans and not rule.binding.hard]
    rules = [rule for page, rule in every if page.adds_up]
    problem = compile_problem(piece, rules)
    if not problem.whole:
        return None
    model = build_model(problem)
    prices = {level: np.zeros(model.system.upper.size, dtype=np.int64) for level in model.levels}
    for level, terms in model.levels.items():
        prices[level][terms.variables] = terms.coefs * terms.scale
    system = _own_rows(problem, model)
    totals = totals_of(problem, spanning, model)
    for total in totals.values():  # it may be all there is of its level
        prices.setdefault(total.level, np.zeros_like(model.system.upper))
    group = _alike(problem, [*prices.values(), *(total.coefs for total in totals.values())])
    smaller, _ = aggregated(system, NO_TERMS, group)
    one = np.zeros(smaller.upper.size, dtype=np.int64)
    one[group] = np.arange(group.size)
    return Relaxed(
        smaller,
        {level: price[one] for level, price in prices.items()},
        {name: Total(t.level, t.price, t.coefs[one]) for name, t in totals.items()},
    )


def totals_of(problem: Problem, rules: Sequence[BoundRule], model: Model) -> dict[str, Total]:
    """Return the sums of decisions over all parts that some rules price above 0, as far as this part goes."""
    found: dict[str, Total] = {}
    for rule in rules:
        every = (one for row in rule.source.rows(problem) for one in _one_by_one(row))
        for row in every:
            inside = row.lo is None and row.hi == 0 and not row.implied
            if not inside or row.subject[0] in rule.waived or (row.columns >= model.decision_count).any():
                continue
            coefs = np.zeros(model.system.upper.size, dtype=np.int64)
            np.add.at(coefs, row.columns, row.coefs)
            price = row.unit_amount * rule.binding.weight
            found[" / ".join((rule.binding.rule, *row.subject))] = Total(rule.binding.level, price, coefs)
    return found


def _one_by_one(row: Row) -> Iterable[Linear]:
    if isinstance(row, Linear):
        return (row,)
    return row.rows() if isinstance(row, Batch) else ()


def _own_rows(problem: Problem, model: Model) -> LinearSystem:
    """Return the system with the rows that lift a bound."""
    system, count = model.system, model.system.row_count
    row = system.row_of_entry()
    decides = system.columns < model.decision_count
    slack = system.columns >= problem.column_count
    whose = problem.session_of(system.upper.size)[system.columns]
    first, last = np.full(count, FREE, dtype=np.int64), np.full(count, -2, dtype=np.int64)
    np.minimum.at(first, row, whose)
    np.maximum.at(last, row, whose)
    alone = (first == last) & (first >= 0)

    def some(entries: Mask) -> Mask:
        return np.bincount(row[entries], minlength=count) > 0

    uses = np.bincount(system.columns, minlength=system.upper.size)
    shared = some(slack & (uses[system.columns] > 1))
    falls = some(~slack & (system.coefs < 0)) | some(slack & (system.coefs > 0))
    packs = (system.lo == -FREE) & (system.hi >= 0) & (system.hi < FREE) & ~falls & ~shared
    # One at a time hardly lifts the bound, and is most of the rows.
    slots = packs & (system.hi == 1) & ~some(system.coefs != 1)
    keep = alone | (packs & ~slots)
    entries = keep[row] & (decides | slack)
    size = np.bincount(row[entries], minlength=count)
    keep &= size > 0
    return LinearSystem(
        system.upper,
        offsets(size[keep]),
        system.columns[entries],
        system.coefs[entries],
        system.lo[keep],
        system.hi[keep],
    )


def _alike(problem: Problem, prices: Sequence[Ints]) -> Ints:
    """Return the group of each variable: columns of a session that differ in their start alone."""
    count = prices[0].size
    cost = np.zeros(count, dtype=np.uint64)
    for price in prices:
        cost = mixed(cost + price.astype(np.uint64))
    placing, teaching, choosing = problem.placing, problem.teaching, problem.choosing
    place = marked(cost[placing.column], 1, placing.place)
    staff = marked(cost[teaching.column], 2, teaching.role, teaching.who)
    guest = marked(cost[choosing.column], 3, choosing.place, choosing.who)
    # What a start offers is known by the sum of the marks of its places and people.
    keys = joined([problem.key(table, place=False) for table in (placing, teaching)])
    cells, number = np.unique(keys, return_inverse=True)
    offers = np.zeros(cells.size, dtype=np.uint64)
    np.add.at(offers, number, np.concatenate([place, staff]))

    def of(table: Occurrences, marks: Marks) -> Marks:
        at = np.searchsorted(cells, problem.key(table, place=False))
        return marked(mixed(marks + offers[at]), 4, table.session, table.location)

    mark = mixed(np.arange(count, dtype=np.uint64))
    mark[placing.column] = of(placing, place)
    mark[teaching.column] = of(teaching, staff)
    mark[choosing.column] = of(choosing, guest)
    mark[problem.not_run] = marked(cost[problem.not_run], 5, problem.twin_of)
    return np.unique(mark, return_inverse=True)[1].astype(np.int64)


def _lp(system: LinearSystem, price: Ints) -> LpBound:
    priced = np.flatnonzero(price)
    return LpBound(system, LevelTerms(priced, price[priced], 1, 0), solver="glop")
