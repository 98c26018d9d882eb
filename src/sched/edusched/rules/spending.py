"""Shared by the pages on money: which costs are meant, in which year, and how much a plan or a column adds.

Costs are those of the cost rules of the policy, so that a budget and the cost level count the same.
"""

from collections.abc import Iterator
from datetime import date
from itertools import compress
from typing import Any, TypeVar

import numpy as np
from pydantic import Field

from edusched.compile.arrays import Ints, Mask, joined
from edusched.compile.columns import NONE
from edusched.compile.problem import Problem
from edusched.domain.base import Id, Model
from edusched.domain.instance import Instance
from edusched.domain.teaching import CohortSelector, Session
from edusched.rules.contract import Rule, RuleParameters
from edusched.rules.costs import Charges, Cost, CostRule
from edusched.rules.counting import Counted, Period, years
from edusched.rules.facts import BookingFacts, Facts


class SpendingSelector(Model):
    """Which costs are meant: those of sessions for which every condition given holds; none given means all.

    Costs of no single session (a day's trip, a mobile unit's tour) are meant only where nothing is given.
    """

    counted: Counted = Field(default=Counted(), description="What the sessions are.")
    organisers: tuple[Id, ...] | None = Field(
        default=None, description="Regions whose offices run the sessions, with those below."
    )
    projects: tuple[Id, ...] | None = Field(default=None, description="Projects the sessions belong to.")
    cohorts: CohortSelector | None = Field(
        default=None, description="Sessions with one of these among their fixed cohorts."
    )

    @property
    def everything(self) -> bool:
        """Tell whether no condition is given."""
        return self == SpendingSelector()

    def _session(self, instance: Instance, session: Session) -> bool:
        if self.organisers is not None and (
            session.organiser is None
            or set(self.organisers).isdisjoint(instance.region_path(session.organiser))
        ):
            return False
        if self.projects is not None and session.project not in self.projects:
            return False
        return self.cohorts is None or any(
            instance.selects(self.cohorts, instance.cohort[c]) for c in session.cohorts
        )

    def booking(self, instance: Instance, b: BookingFacts) -> bool:
        """Tell whether the costs of a booking are meant."""
        return self.counted.booking(b, instance) and self._session(instance, b.session)

    def cost(self, instance: Instance, cost: Cost) -> bool:
        """Tell whether a cost of a plan is meant."""
        return self.everything or (cost.booking is not None and self.booking(instance, cost.booking))

    def at(self, problem: Problem, session: Ints, location: Ints) -> Mask:
        """Return which pairs of a session and a location are meant."""
        mine = np.array([self._session(problem.instance, s) for s in problem.entities.sessions], np.bool_)
        return self.counted.at(problem, session, location) & mine[session]

    def columns(self, problem: Problem, charges: Charges) -> Mask:
        """Return which costs of columns are meant."""
        single = charges.session != NONE
        meant = np.full(single.size, self.everything)
        meant[single] = self.at(problem, charges.session[single], charges.location[single])
        return meant


class SpendingParameters(RuleParameters):
    """Which costs, and what is a year."""

    costs: tuple[Id, ...] | None = Field(
        default=None, description="Cost rules of the policy, by the ids of their entries; none given: all."
    )
    period: Period = Field(
        default="calendar_year", description="What a year is; `horizon` is the whole plan."
    )


Year = tuple[str, date, date]
"""Label, first and last day."""

P = TypeVar("P", bound=SpendingParameters)


class SpendingRule(Rule[P]):
    """Base of the pages that read costs. ``rules_of`` hands them the cost rules of the policy."""

    cost_rules: tuple[CostRule[Any], ...] = ()

    def meant(self) -> list[CostRule[Any]]:
        """Return the cost rules that are read, in the order of their names."""
        named = self.parameters.costs
        return sorted(
            (rule for rule in self.cost_rules if named is None or rule.name in named), key=lambda r: r.name
        )

    def spent_on(self, facts: Facts) -> Iterator[tuple[Year, list[tuple[CostRule[Any], Cost]]]]:
        """Yield each year's costs with their rule; what falls after the plan's last day is its last day's."""
        costs = [(rule, cost) for rule in self.meant() for cost in rule.costs(facts) if cost.fen]
        for label, first, last in years(facts.horizon, self.parameters.period):
            inside = (first <= min(cost.day, facts.horizon.days[-1]) <= last for _, cost in costs)
            yield (label, first, last), list(compress(costs, inside))

    def spent(self, facts: Facts) -> Iterator[tuple[Year, list[Cost]]]:
        """Yield the costs of each year."""
        for year, costs in self.spent_on(facts):
            yield year, [cost for _, cost in costs]

    def charged(self, problem: Problem) -> Iterator[tuple[Year, Charges]]:
        """Yield the costs of columns in each year."""
        every = _together([part for rule in self.meant() for part in rule.charges(problem)])
        day = np.minimum(every.day, len(problem.horizon.days) - 1)
        for label, first, last in years(problem.horizon, self.parameters.period):
            inside = (day >= _day(problem, first)) & (day <= _day(problem, last))
            yield (label, first, last), every.select(inside)


def _day(problem: Problem, day: date) -> int:
    return (day - problem.horizon.days[0]).days


def _together(parts: list[Charges]) -> Charges:
    arrays: list[Ints] = [
        joined([getattr(part, name) for part in parts])
        for name in ("columns", "fen", "day", "session", "location")
    ]
    return Charges((), *arrays).select(arrays[1] > 0)
