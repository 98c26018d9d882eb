"""Needs, times and holders as few as they can be: what nothing tells apart is one.

Joining is safe even where it is not exact: a joined node passes what its parts pass, and perhaps more.
"""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from edusched.compile.arrays import Ints, Mask, distinct, ints
from edusched.search.capacity.owed import Owed
from edusched.search.capacity.supply import PLAN, WEEK, Lists, Supply, added_up, listed


@dataclass(frozen=True, slots=True)
class Question:
    """What is asked of a supply.

    Attributes
    ----------
    first : Ints, shape (sessions,)
        First twin of each session, whose needs it shares.
    sessions : Ints
        Sessions that count; all others are taken to run for nothing, and to take nothing.
    slots : Lists
        Slots each session may cover.
    spans : tuple of Ints, by grain
        Span of each slot.
    """

    owed: Owed
    first: Ints
    sessions: Ints
    slots: Lists
    spans: tuple[Ints, ...]


class Classes:
    """Classes of needs, times and holders, with time taken by one grain.

    Attributes
    ----------
    member, need, periods : Ints, one entry a need of a session, twins included
        The session, the need, and the periods it takes.
    whole : Ints, like ``member``
        Periods of all needs of the session that count: what its price is spread over.
    uppers : grains above the one taken at which some ceiling is less than the spans below allow
    time_of : Ints, one entry a span of the grain taken
        Class of times.
    time_slot : Ints, one entry a class of times
        One of its slots.
    group_of : Ints, one entry a holder
        Class of holders.
    give : Ints, shape (classes of holders, classes of times)
        Most periods that sessions can take.
    entry : Ints, like ``member``
        Position of (times it may use, pool) in ``entry_stages``.
    stage_pool, stage_time : Ints, one entry a stage
        A pool at a class of times.
    entry_stages : the stages of each entry
    pool_groups : the classes of holders of each pool
    """

    def __init__(self, supply: Supply, question: Question, counted: Mask, grain: int) -> None:
        self.supply, self.question, self.grain = supply, question, grain
        self._list_members(counted)
        if self.member.size:
            self._join_times()
            self._join_holders()
            self._join_needs()

    def size(self) -> int:
        """Return about how many arcs a network of the classes has."""
        return int(self.entry_stages.items.size + self.pool_groups.sizes()[self.stage_pool].sum())

    def _list_members(self, counted: Mask) -> None:
        supply, asked = self.supply, self.question
        needs = np.flatnonzero(counted)
        needs = needs[np.argsort(supply.session[needs], kind="stable")]
        sizes = np.bincount(supply.session[needs], minlength=asked.first.size)
        row, self.need = Lists.sized(sizes, needs).of(asked.first[asked.sessions])
        self.member = asked.sessions[row]
        self.periods = supply.periods[self.need]
        whole = np.bincount(self.member, weights=self.periods, minlength=asked.first.size)
        self.whole = whole.astype(np.int64)[self.member]

    def _join_times(self) -> None:
        """Join spans that the same sessions may use, inside the same longer spans."""
        asked, supply, grain = self.question, self.supply, self.grain
        spans, tops = asked.spans, supply.ceilings
        self.uppers = [
            upper
            for upper in range(grain + 1, PLAN + 1)
            if bool((tops[upper] < added_up(tops[upper - 1], spans[upper - 1], spans[upper])).any())
        ]
        sessions, number = np.unique(asked.first[self.member], return_inverse=True)
        row, slot = asked.slots.of(sessions)
        self._sort, sorts = listed(row, spans[grain][slot], sessions.size).distinct()
        self._sort = self._sort[number]
        slot_of = np.unique(spans[grain], return_index=True)[1]
        users = np.zeros((sorts.count, slot_of.size), dtype=np.bool_)
        users[sorts.owners(), sorts.items] = True
        signs = [np.packbits(users, axis=0).T]
        signs += [_bytes(spans[upper][slot_of].reshape(-1, 1)) for upper in self.uppers]
        self.time_of, self.times = _alike(signs)
        self.time_slot = slot_of[np.unique(self.time_of, return_index=True)[1]]
        self._sort_times = listed(sorts.owners(), self.time_of[sorts.items], sorts.count)

    def _join_holders(self) -> None:
        """Join holders of the same pools; where longer spans matter only those with the same ceilings.

        Week by week the latter no longer matters: it is the last resort of a large network.
        """
        supply = self.supply
        self._pools, self._pool = np.unique(supply.pool[self.need], return_inverse=True)
        row, holder = supply.pools.of(self._pools)
        pools = np.zeros((self._pools.size, len(supply.names)), dtype=np.bool_)
        pools[row, holder] = True
        give = np.zeros((len(supply.names), self.times), dtype=np.int64)
        np.add.at(give.T, self.time_of, supply.ceilings[self.grain].T)
        signs = [np.packbits(pools, axis=0).T]
        if self.uppers and self.grain < WEEK:
            signs += [_bytes(give), *(_bytes(supply.ceilings[upper]) for upper in self.uppers)]
        self.group_of, self.groups = _alike(signs)
        self.give = np.zeros((self.groups, self.times), dtype=np.int64)
        np.add.at(self.give, self.group_of, give)
        self.pool_groups = listed(row, self.group_of[holder], self._pools.size)

    def _join_needs(self) -> None:
        """Join needs of the same pool that may use the same times."""
        width = self._pools.size
        key, self.entry = np.unique(self._sort * width + self._pool, return_inverse=True)
        row, time = self._sort_times.of(key // width)
        stage_key, stage = np.unique((key % width)[row] * self.times + time, return_inverse=True)
        self.stage_pool, self.stage_time = stage_key // self.times, stage_key % self.times
        self.entry_stages = Lists.sized(np.bincount(row, minlength=key.size), stage)

    def reached(self, rows: Ints) -> tuple[Ints, Ints]:
        """Return the holders and slots that some needs, rows of ``member``, can use."""
        asked, supply = self.question, self.supply
        stages = self.entry_stages.of(distinct(self.entry[rows]))[1]
        row, group = self.pool_groups.of(self.stage_pool[stages])
        there = self.give[group, self.stage_time[stages][row]] > 0
        holders = np.flatnonzero(np.isin(self.group_of, group[there]))
        slots = distinct(asked.slots.of(distinct(asked.first[self.member[rows]]))[1])
        return holders, slots[supply.ceilings[0][np.ix_(holders, slots)].any(axis=0)]


def _bytes(rows: Ints) -> NDArray[np.uint8]:
    return np.ascontiguousarray(rows).view(np.uint8)


def _alike(signs: list[NDArray[np.uint8]]) -> tuple[Ints, int]:
    """Return the number of each row among the different ones, and how many those are."""
    known: dict[bytes, int] = {}
    rows = np.ascontiguousarray(np.concatenate(signs, axis=1))
    number = [known.setdefault(row.tobytes(), len(known)) for row in rows]
    return ints(number), len(known)
