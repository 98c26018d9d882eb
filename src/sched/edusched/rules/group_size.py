"""No fewer and no more persons in a session than suit it.

For each counted booking: smallest group <= persons attending <= largest group. A booking that nobody attends
has 0 persons. Amount: persons lacking; persons over, apart, with the subject (session, `maximum`).
Source: R029 (interaction: a group of at most so many for each method). Rows: with fixed cohorts only, places
where the booking would count are struck out (or priced); where attendance is a choice, rows per (session,
place) over all its starts, since it runs but once.
"""

from collections.abc import Iterable, Iterator

import numpy as np
from pydantic import Field

from edusched.compile.arrays import Ints, Mask, grouped, ints
from edusched.compile.problem import ColumnFilter, Problem
from edusched.compile.rows import Linear, Row
from edusched.domain.base import Persons
from edusched.domain.result import Violation
from edusched.rules.contract import Rule, RuleParameters
from edusched.rules.counting import Counted
from edusched.rules.examples import Example
from edusched.rules.facts import Facts


class GroupSizeParameters(RuleParameters):
    """How many persons attend, and which sessions are meant."""

    counted: Counted = Counted()
    min_persons: Persons = Field(default=1, description="Smallest group.")
    max_persons: Persons | None = Field(default=None, description="Largest group; none given: any.")


class GroupSize(Rule[GroupSizeParameters]):
    """No fewer and no more persons in a session than suit it."""

    parameters_type = GroupSizeParameters
    id = "group_size"
    title = "No fewer and no more persons in a session than suit it"
    unit = "persons"
    adds_up = True

    def check(self, facts: Facts) -> Iterator[Violation]:
        p = self.parameters
        for b in facts.bookings:
            if not p.counted.booking(b, facts.instance):
                continue
            if b.persons < p.min_persons:
                yield self.violation((b.session.id,), p.min_persons - b.persons, b.place_name)
            if p.max_persons is not None and b.persons > p.max_persons:
                subject = (b.session.id, "maximum")
                yield self.violation(subject, b.persons - p.max_persons, b.place_name)

    def column_filters(self, problem: Problem) -> Iterable[ColumnFilter]:
        p, placing = self.parameters, problem.placing
        counts = p.counted.columns(problem, placing) & ~_chosen(problem)[placing.session]
        mine = placing.select(counts)
        persons = problem.entities.fixed_persons[mine.session]
        amounts = np.maximum(p.min_persons - persons, 0)
        if p.max_persons is not None:
            amounts += np.maximum(persons - p.max_persons, 0)
        yield ColumnFilter(mine.column, amounts)

    def rows(self, problem: Problem) -> Iterable[Row]:
        p, entities, choosing = self.parameters, problem.entities, problem.choosing
        counts = p.counted.columns(problem, problem.placing) & _chosen(problem)[problem.placing.session]
        placing = problem.placing.select(counts)
        guests = dict(grouped(choosing.session, choosing.place))
        for (session, place), at in grouped(placing.session, placing.place):
            invited = guests.get((session, place), ints([]))
            columns = np.concatenate([placing.column[at], choosing.column[invited]])
            more = entities.persons[choosing.who[invited]]
            fixed, name = int(entities.fixed_persons[session]), entities.sessions[session].id
            yield Linear((name,), columns, _over(at.size, fixed - p.min_persons, more), 0, None)
            if p.max_persons is not None:
                coefs = _over(at.size, fixed - p.max_persons, more)
                yield Linear((name, "maximum"), columns, coefs, None, 0)

    examples = (
        Example(
            "c2 alone is 4 persons, 6 asked",
            "p1 2026-09-07 eve web li c2",
            2,
            parameters={"min_persons": 6},
            subject=("p1",),
        ),
        Example(
            "17 persons in an online session, at most 15; rooms are not meant",
            """p1 2026-09-07 eve web li c1,c2
               t1 2026-09-08 am school/big li c1""",
            2,
            parameters={"max_persons": 15, "counted": {"deliveries": ["online"]}},
            subject=("p1", "maximum"),
        ),
        Example("13 persons are 13", "t1 2026-09-07 am school/big li c1", 0, parameters={"max_persons": 13}),
    )


def _chosen(problem: Problem) -> Mask:
    """Return which sessions leave attendance open."""
    return np.array([s.open_to is not None for s in problem.entities.sessions], dtype=np.bool_)


def _over(places: int, room: int, more: Ints) -> Ints:
    """Return coefficients that add up to the persons there less a limit, where the session runs there."""
    return np.concatenate([np.full(places, room, dtype=np.int64), more])
