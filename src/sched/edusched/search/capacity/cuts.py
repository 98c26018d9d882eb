"""Where capacity is short: sessions and holders as a flow, its least cut, and the price of what is left out.

source -> need -> (pool, time) -> (holders, time) -> longer spans of time -> sink, and from each need past all
of that to the sink at the price of a session left out, each period at its share. Every plan is such a flow: a
session that runs sends each of its periods through a cell of its own, one that does not sends them past. So
the cheapest flow costs no more than any plan.

The least cut of the flow that pays nothing says which sessions do not fit where. Sessions outside it fit
without pushing others out, so the price is worked out inside it.
"""

import math
from dataclasses import dataclass
from fractions import Fraction
from itertools import pairwise

import numpy as np

from edusched.compile.arrays import Ints, Mask, distinct, grouped, ints
from edusched.model.capacity_flow import MOST_COST, Arcs, chained, cheapest_flow, largest_flow
from edusched.search.capacity.classes import Classes, Question
from edusched.search.capacity.owed import Debt
from edusched.search.capacity.supply import PLAN, SLOT, WEEK, Supply

MOST_ARCS = 400_000
"""Arcs of a network before time is taken more coarsely."""

FINEST_SHARE = 2**20
"""Prices are shared out over periods in at most so many parts; rounding is always down."""

SOURCE, SINK = 0, 1
AT_NO_PRICE = -1


@dataclass(frozen=True, slots=True)
class Cut:
    """A set of sessions that do not fit into all that they can use.

    Attributes
    ----------
    bound : units of the level that leaving out what does not fit costs at least
    sessions : positions of the sessions, twins included
    periods : Ints, like ``sessions``
        Periods of holders each of them needs here.
    needs : positions of their needs in the supply
    holders, slots : Ints
        Everything they can use.
    need, supply : periods of holders needed, and given at most
    spared : periods that may stay out without a price
    grains : grains of time at which holders are used up
    """

    bound: int
    sessions: Ints
    periods: Ints
    needs: Ints
    holders: Ints
    slots: Ints
    need: int
    supply: int
    spared: int
    grains: tuple[int, ...]


def cuts(supply: Supply, question: Question, counted: Mask) -> list[Cut]:
    """Return the sets of sessions that do not fit, none of which shares a session with another.

    Parameters
    ----------
    counted : shape (needs,)
        Needs to look at. A session's price is shared out over its needs that count.
    """
    for grain in range(SLOT, WEEK + 1):
        classes = Classes(supply, question, counted, grain)
        if classes.member.size == 0:
            break
        if grain == WEEK or classes.size() <= MOST_ARCS:
            return _Network(classes).cuts()
    return []


class _Network:
    """The network of some classes; nodes are numbered as they are drawn."""

    def __init__(self, classes: Classes) -> None:
        self.classes = classes
        self.most = int(classes.periods.sum())
        self.nodes = 2
        self.grain_from: list[tuple[int, int]] = []  # (first node, grain) of what has a ceiling
        stages = self._numbered(classes.stage_pool.size)
        entries = self._numbered(classes.entry_stages.count)
        parts = self._draw_supply(stages)
        self.grain_end = self.nodes
        tail = entries + classes.entry_stages.owners()
        parts.append(_free(tail, stages + classes.entry_stages.items, self.most))
        parts += self._draw_needs(entries)
        self.arcs = chained(parts)

    def _numbered(self, count: int) -> int:
        self.nodes += count
        return self.nodes - count

    def _draw_supply(self, stages: int) -> list[Arcs]:
        """Draw arcs from pools over holders and their longer spans to the sink."""
        classes = self.classes
        supply, spans = classes.supply, classes.question.spans
        row, group = classes.pool_groups.of(classes.stage_pool)
        time = classes.stage_time[row]
        there = classes.give[group, time] > 0
        row, group, time = row[there], group[there], time[there]
        key, head = np.unique(group * classes.times + time, return_inverse=True)
        first = self._numbered(key.size)
        parts = [_free(stages + row, first + head, self.most)]
        group, slot = key // classes.times, classes.time_slot[key % classes.times]
        capacity, grain = classes.give[group, key % classes.times], classes.grain
        for upper in classes.uppers:
            width = supply.ceilings[upper].shape[1]
            key, head = np.unique(group * width + spans[upper][slot], return_inverse=True)
            tail, self.grain_from = first + np.arange(group.size), [*self.grain_from, (first, grain)]
            first, grain = self._numbered(key.size), upper
            parts.append(_free(tail, first + head, capacity))
            top = np.zeros((classes.groups, width), dtype=np.int64)
            np.add.at(top, classes.group_of, supply.ceilings[upper])
            group, slot = key // width, slot[np.unique(head, return_index=True)[1]]
            capacity = top[group, key % width]
        self.grain_from.append((first, grain))
        tail = first + np.arange(group.size, dtype=np.int64)
        return [*parts, _free(tail, np.full_like(tail, SINK), capacity)]

    def _draw_needs(self, entries: int) -> list[Arcs]:
        """Draw arcs from needs to what serves them, and past it at a price."""
        classes, owed = self.classes, self.classes.question.owed
        width, account = int(classes.whole.max()) + 1, owed.account[classes.member]
        code = np.where(account < 0, -1, account * width + classes.whole)
        hub_key, hub = np.unique(code, return_inverse=True)
        key, self.kind_of = np.unique(classes.entry * hub_key.size + hub, return_inverse=True)
        self.kinds = slice(self._numbered(key.size), self.nodes)
        hubs = self._numbered(hub_key.size)
        self.kind_periods = np.bincount(self.kind_of, weights=classes.periods).astype(np.int64)
        kinds = self.kinds.start + np.arange(key.size, dtype=np.int64)
        parts = [_free(kinds, entries + key // hub_key.size, self.most)]
        self.fineness = self._fineness()
        shares = np.stack([self.kind_of, hub, owed.price[classes.member], classes.whole])
        (kind, hub, price, whole), which = np.unique(shares, axis=1, return_inverse=True)
        capacity = np.bincount(which.ravel(), weights=classes.periods).astype(np.int64)
        each = zip(price.tolist(), whole.tolist(), strict=True)
        cost = [int(Fraction(p, w) * self.fineness) for p, w in each]
        head = np.where(hub_key[hub] < 0, SINK, hubs + hub)
        parts.append(Arcs(self.kinds.start + kind, head, capacity, ints(cost)))
        through = np.bincount(hub, weights=capacity).astype(np.int64)
        for k, name in enumerate(hub_key.tolist()):
            if name >= 0:
                debts = owed.accounts[name // width]
                parts.append(self._hub(hubs + k, debts, name % width, int(through[k])))
        return parts

    def _hub(self, node: int, debts: tuple[Debt, ...], whole: int, most: int) -> Arcs:
        """Return the arcs of an account to the sink: what is spare first, then dearer and dearer."""

        def cost(periods: int) -> Fraction:
            gone = [Fraction(debt.worth * periods, whole) - debt.spare for debt in debts]
            return sum((d.price * max(Fraction(0), g) for d, g in zip(debts, gone, strict=True)), Fraction(0))

        turns = [debt.spare * whole // debt.worth + step for debt in debts for step in (0, 1)]
        marks = sorted({0, most, *(turn for turn in turns if 0 < turn < most)})
        slope = [int((cost(b) - cost(a)) / (b - a) * self.fineness) for a, b in pairwise(marks)]
        tail = np.full(len(slope), node, dtype=np.int64)
        return Arcs(tail, np.full_like(tail, SINK), np.diff(ints(marks)), ints(slope))

    def _fineness(self) -> Fraction:
        """Return what one unit of the level is in the network's whole numbers."""
        classes, owed = self.classes, self.classes.question.owed
        shares = math.lcm(*distinct(classes.whole).tolist())
        accounts = distinct(owed.account[classes.member])
        debts = [sum(d.price * d.worth for d in owed.accounts[k]) for k in accounts[accounts >= 0].tolist()]
        dearest = max(debts, default=0) + int(owed.price[classes.member].max())
        room = Fraction(MOST_COST, 2 * (self.nodes + 2) * (dearest + 1))
        return min(Fraction(min(shares, FINEST_SHARE)), room)

    def cuts(self) -> list[Cut]:
        """Return the parts of the least cut."""
        into = np.arange(self.kinds.start, self.kinds.stop, dtype=np.int64)
        arcs = chained([_free(np.full_like(into, SOURCE), into, self.kind_periods), self.arcs])
        found = largest_flow(arcs.select(arcs.cost == 0), SOURCE, SINK, self.nodes)
        if found is None or found[0] >= self.most:
            return []
        side = found[1]
        rows = np.flatnonzero(side[self.kinds][self.kind_of])
        inside = self._beyond(side)
        part = self._parts(inside, rows)
        paid = self._paid(inside, side, part)
        leaving = self._leaving(side, part)
        parts = part[self.kinds.start + self.kind_of[rows]]
        found_cuts = [
            self._cut(rows[mine], paid.get(label, 0), leaving.get(label, {}))
            for (label,), mine in grouped(parts)
        ]
        return [cut for cut in found_cuts if cut.bound > 0]

    def _beyond(self, side: Mask) -> Arcs:
        """Return the arcs that needs on the source side can reach."""
        reach = np.zeros(self.nodes, dtype=np.bool_)
        reach[self.kinds] = side[self.kinds]
        for _ in range(PLAN + 4):  # no path is longer
            reach[self.arcs.head[reach[self.arcs.tail]]] = True
        return self.arcs.select(reach[self.arcs.tail])

    def _parts(self, arcs: Arcs, rows: Ints) -> Ints:
        """Return for each node the part it belongs to: what no arc joins, the sink left out, is apart.

        What shares a session is one part as well: its price is rounded up once, not once for each need.
        """
        inner = arcs.head != SINK
        one = np.concatenate([arcs.tail[inner], self.kinds.start + self.kind_of[rows]])
        other = np.concatenate([arcs.head[inner], self.nodes + self.classes.member[rows]])
        label = np.arange(self.nodes + self.classes.question.first.size, dtype=np.int64)
        while True:
            least = np.minimum(label[one], label[other])
            better = label.copy()
            np.minimum.at(better, one, least)
            np.minimum.at(better, other, least)
            better = better[better]
            if bool((better == label).all()):
                return label
            label = better

    def _paid(self, arcs: Arcs, side: Mask, part: Ints) -> dict[int, int]:
        """Return the cost of the cheapest flow by part."""
        supply = np.zeros(self.nodes, dtype=np.int64)
        supply[self.kinds] = np.where(side[self.kinds], self.kind_periods, 0)
        flow = cheapest_flow(arcs, supply, SINK)
        if flow is None:
            return {}
        busy = np.flatnonzero((flow > 0) & (arcs.cost > 0))
        found: dict[int, int] = {}
        for label, units, cost in zip(
            part[arcs.tail[busy]].tolist(), flow[busy].tolist(), arcs.cost[busy].tolist(), strict=True
        ):
            found[label] = found.get(label, 0) + units * cost
        return found

    def _leaving(self, side: Mask, part: Ints) -> dict[int, dict[int, int]]:
        """Return for each part the capacity of the arcs of the cut, by grain."""
        arcs = self.arcs.select(side[self.arcs.tail] & ~side[self.arcs.head] & (self.arcs.cost == 0))
        firsts, grains = np.array(self.grain_from, dtype=np.int64).T
        place = np.searchsorted(firsts, arcs.tail, side="right") - 1
        given = (place >= 0) & (arcs.tail < self.grain_end)
        grain = np.where(given, grains[np.maximum(place, 0)], AT_NO_PRICE)
        found: dict[int, dict[int, int]] = {}
        for label, which, amount in zip(
            part[arcs.tail].tolist(), grain.tolist(), arcs.capacity.tolist(), strict=True
        ):
            mine = found.setdefault(label, {})
            mine[which] = mine.get(which, 0) + amount
        return found

    def _cut(self, rows: Ints, paid: int, leaving: dict[int, int]) -> Cut:
        classes, owed = self.classes, self.classes.question.owed
        sessions, number = np.unique(classes.member[rows], return_inverse=True)
        accounts = distinct(owed.account[sessions])
        steps = [debt.step for k in accounts[accounts >= 0].tolist() for debt in owed.accounts[k]]
        # What plans pay here is a multiple of the step, so the bound may be rounded up to one.
        step = math.gcd(int(np.gcd.reduce(owed.step[sessions])), *steps) or 1
        given = {grain: amount for grain, amount in leaving.items() if grain != AT_NO_PRICE}
        return Cut(
            math.ceil(Fraction(paid) / (self.fineness * step)) * step,
            sessions,
            np.bincount(number, weights=classes.periods[rows]).astype(np.int64),
            distinct(classes.need[rows]),
            *classes.reached(rows),
            int(classes.periods[rows].sum()),
            sum(given.values()),
            leaving.get(AT_NO_PRICE, 0),
            tuple(sorted(given)),
        )


def _free(tail: Ints, head: Ints, capacity: Ints | int) -> Arcs:
    """Return arcs that cost nothing."""
    return Arcs(tail, head, np.zeros_like(tail) + capacity, np.zeros_like(tail))
