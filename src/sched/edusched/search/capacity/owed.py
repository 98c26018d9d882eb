"""What a level is charged for sessions that do not run: the demand side of the capacity bound.

Two kinds of rows say so. A *charge* on a "does not run" column is paid at once. A *debt* is a row ``sum of
coef x column >= lo`` that may fall short at a price for each unit (a cohort's study hours): a session that
does not run takes its hours away, and what all sessions offer beyond ``lo`` may go without anybody being
short. Nothing else of the level is looked at, and everything else of it only adds.
"""

import math
from dataclasses import dataclass

import numpy as np

from edusched.compile.arrays import Ints, Mask, distinct, grouped, ints, joined, summed
from edusched.compile.problem import Problem
from edusched.compile.rows import Subject
from edusched.compile.table import FREE, Binding
from edusched.domain.policy import Objective


@dataclass(frozen=True, slots=True)
class Debt:
    """A demand row as one session sees it.

    Attributes
    ----------
    row : number of the row
    price : units of the level for one unit of the row's sum that is missing
    spare : units of the row's sum that may go missing for nothing
    worth : most units of the row's sum that the session brings
    step : every amount of the row, at its price, is a multiple of this
    """

    row: int
    price: int
    spare: int
    worth: int
    step: int


@dataclass(frozen=True, slots=True)
class Owed:
    """Prices of sessions that do not run, in units of a level.

    Attributes
    ----------
    price : Ints, shape (sessions,)
        What leaving a session out costs whatever else runs: its charge and the debts without spare.
    charge : Ints, shape (sessions,)
        The part of ``price`` that is charged even if another session earns what is owed.
    earns : Mask, shape (place columns,)
        Whether a place column brings anything in a debt of its session.
    step : Ints, shape (sessions,)
        Common divisor of the parts of ``price``; 0 where that is 0.
    account : Ints, shape (sessions,)
        Position in ``accounts`` of what it costs once the spare is used up; -1: nothing.
    accounts : tuple of tuples of Debt
        Sessions of one account stand in the same rows with the same worth.
    sure : tuple of (how the rule binds, subject, amount in the rule's unit)
        Owed whatever runs.
    """

    price: Ints
    charge: Ints
    earns: Mask
    step: Ints
    account: Ints
    accounts: tuple[tuple[Debt, ...], ...]
    sure: tuple[tuple[Binding, Subject, int], ...]


def column_prices(problem: Problem, level: Objective) -> Ints:
    """Return what each column is charged at a level, in units of the level; shape (columns,)."""
    mine = [
        (columns, amounts * binding.weight)
        for binding, columns, amounts in problem.table.charges
        if binding.level is level
    ]
    prices = np.zeros(problem.column_count, dtype=np.int64)
    np.add.at(prices, joined([c for c, _ in mine]), joined([a for _, a in mine]))
    return prices


def owed(problem: Problem, level: Objective) -> Owed:
    """Return what a level is charged for sessions that do not run."""
    price = column_prices(problem, level)[problem.not_run]
    charge, step = price.copy(), price.copy()
    debts: dict[int, list[Debt]] = {}
    sure = [
        (binding, subject, amount)
        for binding, subject, amount in problem.table.constants
        if binding.level is level and amount > 0
    ]
    demands = _Demands(problem, level)
    earning = [ints([])]
    for binding, subject, found in demands.chosen():
        if found.short > 0:
            sure.append((binding, subject, found.short * found.price // binding.weight))
        if found.worth:
            earning.append(problem.table.columns[found.row])
        for session, worth in found.worth.items():
            debt = Debt(found.row, found.price, max(0, -found.short), worth, found.step)
            debts.setdefault(session, []).append(debt)
    account = np.full(price.size, -1, dtype=np.int64)
    accounts: dict[tuple[Debt, ...], int] = {}
    twins = {first: members for (first,), members in grouped(problem.twin_of)}
    for session, mine in sorted(debts.items()):
        members = twins[session]
        for debt in mine:
            if debt.spare == 0:  # a price like any other: who else is left out makes no difference
                price[members] += debt.price * debt.worth
                step[members] = np.gcd(step[members], debt.step)
        later = tuple(debt for debt in mine if debt.spare > 0)
        if later:
            account[members] = accounts.setdefault(later, len(accounts))
    earns = demands.places_of(distinct(joined(earning)))
    return Owed(price, charge, earns, step, account, tuple(accounts), tuple(sure))


@dataclass(frozen=True, slots=True)
class _Demand:
    """A demand row: how far all sessions together stay below it (negative: they have that to spare)."""

    row: int
    price: int
    short: int
    worth: dict[int, int]
    step: int


class _Demands:
    """Reads the demand rows of a level, one for each slack: the rows of a slack are paid once, not each."""

    def __init__(self, problem: Problem, level: Objective) -> None:
        self._problem, self._level = problem, level
        tables = (problem.placing, problem.teaching, problem.choosing)
        self._first_other = sum(t.size for t in tables)
        self._session = joined([t.session for t in tables])
        people = max(len(problem.entities.instructors), len(problem.entities.cohorts)) + 1
        roles = int(problem.teaching.role.max(initial=0)) + 2
        # Of the columns of one part a session has at most one: its place, a person in a role, a cohort.
        self._part = joined([(k * roles + t.role + 1) * people + t.who + 1 for k, t in enumerate(tables)])

    def chosen(self) -> list[tuple[Binding, Subject, _Demand]]:
        """Return the demand of each slack that leaves least to spare, with its binding and subject."""
        table = self._problem.table
        # A constant below 0 belongs to a range: its two slacks only together are what the level pays.
        ranges = {(binding.rule, subject) for binding, subject, amount in table.constants if amount < 0}
        found: dict[int, _Demand] = {}
        for row, slack in enumerate(table.slack_of):
            if slack < 0 or table.lo[row] == -FREE:
                continue
            binding, subject = table.slacks[slack].binding, table.slacks[slack].subject
            if binding.level is not self._level or (binding.rule, subject[:-1]) in ranges:
                continue
            demand = self._read(row)
            if slack not in found or demand.short > found[slack].short:
                found[slack] = demand
        slacks = table.slacks
        return [(slacks[s].binding, slacks[s].subject, demand) for s, demand in found.items()]

    def _read(self, row: int) -> _Demand:
        table = self._problem.table
        slack = table.slacks[table.slack_of[row]]
        columns, coefs = summed(table.columns[row], table.coefs[row])
        step = math.gcd(table.lo[row], int(np.gcd.reduce(coefs))) or 1
        gains = coefs > 0
        columns, coefs = columns[gains], coefs[gains]
        direct = columns < self._first_other
        reach = int(coefs[~direct].sum())
        session, worth = self._by_session(columns[direct], coefs[direct])
        reach += int(worth @ self._problem.times[session])
        price = slack.price * slack.binding.weight
        short = table.lo[row] - reach
        # Where all sessions together are to spare, none of them is missed.
        missed = -short < int(worth @ self._problem.times[session])
        each = dict(zip(session.tolist(), worth.tolist(), strict=True)) if missed else {}
        return _Demand(row, price, short, each, step * price)

    def places_of(self, columns: Ints) -> Mask:
        """Return which place columns are among some columns, or booked together with one of them."""
        problem = self._problem
        placing, teaching, choosing = problem.placing, problem.teaching, problem.choosing
        found: Mask = np.isin(placing.column, columns)
        taught = teaching.select(np.isin(teaching.column, columns))
        found |= np.isin(problem.key(placing, place=False), problem.key(taught, place=False))
        chosen = choosing.select(np.isin(choosing.column, columns))
        found |= np.isin(problem.key(placing, place=True), problem.key(chosen, place=True))
        return found

    def _by_session(self, columns: Ints, coefs: Ints) -> tuple[Ints, Ints]:
        """Return the sessions of some columns and the most one run of each brings."""
        if columns.size == 0:
            return ints([]), ints([])
        session, part = self._session[columns], self._part[columns]
        order = np.lexsort((part, session))
        session, part, coefs = session[order], part[order], coefs[order]
        new = np.append(True, (session[1:] != session[:-1]) | (part[1:] != part[:-1]))
        most = np.maximum.reduceat(coefs, np.flatnonzero(new))
        return summed(session[new], most)
