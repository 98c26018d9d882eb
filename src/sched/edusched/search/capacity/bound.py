"""Bounds that people can follow: what cannot run because there is not enough of something, and at what price.

Why the capacity bound holds. Every plan sends each period of a session that runs through a cell of its own,
a (room, slot), (instructor, slot) or (cohort, slot), which hard rules let it use once, and pays the level for
each session that does not run: it is a flow of the network, so the cheapest flow (``cuts``) costs no
more than any plan. Networks may be added up: each session's price is used in one of them only, and what may
be spared for nothing is granted to each in full, max(0, a - e) + max(0, b - e) <= max(0, a + b - e).

The trivial bound adds up the cheapest way each session has of running, or of not running.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace

import numpy as np

from edusched.compile.arrays import Ints, Mask
from edusched.compile.problem import Problem
from edusched.domain.policy import Objective
from edusched.search.capacity.classes import Question
from edusched.search.capacity.cuts import Cut, cuts
from edusched.search.capacity.hours import hour_limits
from edusched.search.capacity.owed import Owed, column_prices, owed
from edusched.search.capacity.supply import (
    Supply,
    cohorts,
    covered_slots,
    instructors,
    offer,
    rooms,
    spans_of_slots,
)
from edusched.search.capacity.words import Shortage, of_cut, of_debt, without_options


@dataclass(frozen=True, slots=True)
class CapacityBound:
    """A proven lower bound of a level, with what stands behind it.

    Attributes
    ----------
    level : the level
    bound : least value of the level in any plan, its constants included
    sessions_out : sessions that at least do not run, or not where they count
    shortages : largest first; their bounds add up to ``bound``, and no two have a session in common
    """

    level: Objective
    bound: int = 0
    sessions_out: int = 0
    shortages: tuple[Shortage, ...] = ()

    @property
    def texts(self) -> tuple[str, ...]:
        """The shortages in words, one sentence each."""
        return tuple(shortage.text for shortage in self.shortages)


def capacity_bound(problem: Problem, level: Objective = Objective.OBLIGATIONS) -> CapacityBound:
    """Return what lack of capacity costs a level at least.

    Nothing is claimed of a problem whose options were cut down (``whole`` is false): its columns are not all
    that the instance offers.
    """
    if not problem.whole:
        return CapacityBound(level)
    bill = owed(problem, level)
    nowhere = np.bincount(problem.placing.session, minlength=bill.price.size)[problem.twin_of] == 0
    found = [of_debt(*debt) for debt in bill.sure]
    lost = np.flatnonzero(nowhere & (bill.price > 0))
    if lost.size:
        found.append(without_options(problem, lost.tolist(), int(bill.price[lost].sum())))
    priced = ~nowhere & ((bill.price > 0) | (bill.account >= 0))
    found += max(_ways(problem, bill, priced), key=_total)
    found.sort(key=lambda shortage: -shortage.bound)
    return CapacityBound(level, _total(found), sum(s.sessions_out for s in found), tuple(found))


def _ways(problem: Problem, bill: Owed, priced: Mask) -> Iterator[list[Shortage]]:
    """Yield the shortages as seen in two ways.

    First: a session that runs, anywhere and at any time, owes nothing. Second: a session with debts runs only
    where it earns something; that it may save its charge by running elsewhere is granted to it.
    """
    placing, tops = problem.placing, hour_limits(problem)
    counts = priced[placing.session]
    yield _shortages(problem, bill, counts, tops, earning=False)
    in_debt = np.zeros(priced.size, dtype=np.bool_)
    in_debt[placing.session[bill.earns]] = True
    useless = counts & in_debt[placing.session] & ~bill.earns
    if useless.any():
        elsewhere = np.isin(problem.twin_of, placing.session[useless])
        price = np.where(elsewhere, bill.price - bill.charge, bill.price)
        yield _shortages(problem, replace(bill, price=price), counts & ~useless, tops, earning=True)


def _shortages(
    problem: Problem, bill: Owed, counts: Mask, tops: dict[int, Ints], *, earning: bool
) -> list[Shortage]:
    """Return what is short for sessions that have a price and may use the place columns that count."""
    priced = (bill.price > 0) | (bill.account >= 0)
    offered = offer(problem, counts & priced[problem.placing.session])
    slots, spans = covered_slots(offered), spans_of_slots(problem.horizon)
    sessions = np.flatnonzero(priced & (slots.sizes()[problem.twin_of] > 0))
    question = Question(bill, problem.twin_of, sessions, slots, spans)
    supplies = [s for s in (instructors(offered, tops), rooms(offered), cohorts(offered)) if s is not None]
    return [
        of_cut(problem, supply, cut, earning=earning)
        for supply, mine in _split(supplies, question)
        for cut in mine
    ]


def _split(supplies: list[Supply], question: Question) -> list[tuple[Supply, list[Cut]]]:
    """Return the cuts of each supply, the most telling supply first; later ones see the sessions it left."""
    alone = [(supply, _cuts(supply, question)) for supply in supplies]
    alone = sorted((pair for pair in alone if pair[1]), key=lambda pair: -_total(pair[1]))
    found = alone[:1]
    for supply, mine in alone[1:]:
        used = np.concatenate([cut.sessions for _, earlier in found for cut in earlier])
        left = np.setdiff1d(question.sessions, used)
        again = mine
        if left.size < question.sessions.size:
            again = _cuts(supply, replace(question, sessions=left))
        found.append((supply, again))
    return found


def _total(found: Iterable[Cut | Shortage]) -> int:
    return sum(cut.bound for cut in found)


def _cuts(supply: Supply, question: Question) -> list[Cut]:
    """Return the cuts of one supply.

    A session of several needs lends each of them a part of its price. Which need is the scarce one shows only
    in the cut; so a second round lends all of it to that need, and the better round counts.
    """
    every = np.ones(supply.session.size, dtype=np.bool_)
    first = cuts(supply, question, every)
    short = np.zeros(supply.session.size)
    for cut in first:
        short[cut.needs] = (cut.need - cut.supply - cut.spared) / cut.need
    order = np.lexsort((np.arange(short.size), -short, supply.session))
    lead = np.append(True, supply.session[order][1:] != supply.session[order][:-1]) if short.size else every
    scarcest = np.zeros_like(every)
    scarcest[order[lead]] = True
    touched = np.isin(supply.session, supply.session[short > 0])
    counted = scarcest | ~touched
    if counted.all():
        return first
    second = cuts(supply, question, counted)
    return second if _total(second) > _total(first) else first


def trivial_bound(problem: Problem, level: Objective, caps: Mapping[Objective, int] | None = None) -> int:
    """Return the sum over sessions of the cheapest way to run, or not to run where that is cheaper.

    Only charges on place, staff and "does not run" columns are looked at. Every plan pays them for each
    session by itself, and everything else the level holds is never negative.

    Parameters
    ----------
    caps
        Values that earlier levels may not pass. A session that costs more there by not running has to run.

    Returns
    -------
    int
        Units of the level, constants included; 0 where options were cut down (``whole`` is false).
    """
    if not problem.whole:
        return 0
    given = sum(
        amount * binding.weight
        for binding, _, amount in problem.table.constants
        if binding.level is level and amount > 0
    )
    return int(least_charges(problem, level, caps).sum()) + given


def least_charges(problem: Problem, level: Objective, caps: Mapping[Objective, int] | None = None) -> Ints:
    """Return what every plan pays for each session by itself, at least; shape (sessions,).

    Parameters
    ----------
    caps
        As of `trivial_bound`.
    """
    runs, out = session_charges(problem, level)
    must = np.zeros(runs.size, dtype=np.bool_)
    for earlier, cap in (caps or {}).items():
        must |= column_prices(problem, earlier)[problem.not_run] > cap
    return np.where(~must & (out < runs), out, runs)


def session_charges(problem: Problem, level: Objective) -> tuple[Ints, Ints]:
    """Return what each session costs at least if it runs, and if it does not; where it cannot run, alike."""
    prices = column_prices(problem, level)
    out = prices[problem.not_run]
    if not prices.any():
        return out, out
    runs = _cheapest_runs(problem, prices)[problem.twin_of]
    return np.where(runs < 0, out, runs), out


def _cheapest_runs(problem: Problem, prices: Ints) -> Ints:
    """Return the least charge of place and staff with which each session runs; -1: it cannot run."""
    placing, teaching, entities = problem.placing, problem.teaching, problem.entities
    roles = int(teaching.role.max(initial=0)) + 1
    counts = np.zeros((len(entities.sessions), roles), dtype=np.int64)
    for k, session in enumerate(entities.sessions):
        needs = [need.count for need in entities.staff(session)][:roles]
        counts[k, : len(needs)] = needs
    cell = problem.key(teaching, place=False)
    order = np.lexsort((prices[teaching.column], cell * roles + teaching.role))
    group = (cell * roles + teaching.role)[order]
    rank = np.arange(group.size) - np.searchsorted(group, group)
    taken = rank < counts[teaching.session[order], teaching.role[order]]
    staffed, number = np.unique(cell[order][taken], return_inverse=True)
    staff = np.zeros(staffed.size, dtype=np.int64)
    np.add.at(staff, number, prices[teaching.column[order][taken]])
    at = problem.key(placing, place=False)
    total = prices[placing.column].copy()
    if staffed.size:
        place = np.minimum(np.searchsorted(staffed, at), staffed.size - 1)
        total += np.where(staffed[place] == at, staff[place], 0)
    least = np.full(len(entities.sessions), np.iinfo(np.int64).max, dtype=np.int64)
    np.minimum.at(least, placing.session, total)
    return np.where(least == np.iinfo(np.int64).max, -1, least)
