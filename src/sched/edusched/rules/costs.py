"""Shared by the cost pages: a page says its costs once of plans and once of columns; the rest follows.

The check is one violation a cost, the rows charge the columns. Budgets read both (``rules/spending.py``), so
that what they limit is what the cost level counts, to the cent.
"""

from abc import abstractmethod
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from typing import ClassVar, TypeVar

import numpy as np
from pydantic import Field

from edusched.compile.arrays import Ints, Mask
from edusched.compile.columns import NONE, Occurrences
from edusched.compile.problem import Problem
from edusched.compile.rows import Charge, Row, Subject
from edusched.domain.base import Text
from edusched.domain.result import Violation
from edusched.rules.contract import COST, PRICE_ONLY, Rule, RuleParameters
from edusched.rules.facts import BookingFacts, Facts


class CostParameters(RuleParameters):
    """What every cost has: a label for the books."""

    tax_class: Text = Field(default="", description="Label for the books; no rule reads it.")


C = TypeVar("C", bound=CostParameters)


@dataclass(frozen=True, slots=True)
class Cost:
    """A cost of a plan; ``booking`` is None where it belongs to no single session."""

    subject: Subject
    day: date
    fen: int
    booking: BookingFacts | None = None
    witness: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Charges:
    """Costs of columns; arrays of equal length.

    Attributes
    ----------
    columns, fen, day : Ints
        A chosen column costs so many fen on that day.
    session, location : Ints
        ``NONE`` where the cost belongs to no single session.
    """

    subject: Subject
    columns: Ints
    fen: Ints
    day: Ints
    session: Ints
    location: Ints

    @classmethod
    def of_sessions(cls, subject: Subject, problem: Problem, table: Occurrences, fen: Ints) -> "Charges":
        """Return a cost of each row of a table, which is its session's."""
        return cls(subject, table.column, fen, problem.days(table), table.session, table.location)

    @classmethod
    def of_nobody(cls, subject: Subject, columns: Ints, fen: Ints, day: Ints) -> "Charges":
        """Return costs that belong to no single session."""
        none = np.full(columns.size, NONE, dtype=np.int64)
        return cls(subject, columns, fen, day, none, none)

    def select(self, keep: Mask) -> "Charges":
        """Return the entries where ``keep`` is true."""
        parts = (self.columns, self.fen, self.day, self.session, self.location)
        return Charges(self.subject, *(part[keep] for part in parts))


class CostRule(Rule[C]):
    """Base of the cost pages: a price only, in fen."""

    parameters_type: ClassVar[type[RuleParameters]] = CostParameters
    unit = "fen"
    default = COST
    modes = PRICE_ONLY

    @abstractmethod
    def costs(self, facts: Facts) -> Iterator[Cost]:
        """Yield every cost of a plan; costs of nothing may be among them."""

    @abstractmethod
    def charges(self, problem: Problem) -> Iterator[Charges]:
        """Yield the same of columns."""

    def check(self, facts: Facts) -> Iterator[Violation]:
        """Yield each cost that is not nothing."""
        for cost in self.costs(facts):
            if cost.fen:
                yield self.violation(cost.subject, cost.fen, *cost.witness)

    def rows(self, problem: Problem) -> Iterable[Row]:
        """Charge the columns."""
        for charges in self.charges(problem):
            yield Charge(charges.subject, charges.columns, charges.fen)
