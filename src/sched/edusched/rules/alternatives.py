"""One of several alternatives runs: so many at least and so many at most.

Options are programmes (one runs when at least one of its sessions runs) and sessions. Amount: options that
run, below the minimum (subject the rule's name) or above the maximum (rule's name, `maximum`). Source: R127
(k of n options), R260 (exactly one). Rows: two one-sided count rows; a session runs unless its "does not run"
column says otherwise, a programme when one of its place columns is chosen.
"""

from collections.abc import Iterable, Iterator
from typing import Self

import numpy as np
from pydantic import Field, model_validator

from edusched.compile.arrays import ints
from edusched.compile.problem import Problem
from edusched.compile.rows import Row
from edusched.domain.base import Id
from edusched.domain.result import Violation
from edusched.rules.contract import Rule, RuleParameters
from edusched.rules.examples import Example
from edusched.rules.facts import Facts
from edusched.rules.groups import outside, range_rows


class AlternativesParameters(RuleParameters):
    """The options, and how many of them run."""

    programmes: tuple[Id, ...] = Field(default=(), description="Programmes that are options.")
    sessions: tuple[Id, ...] = Field(default=(), description="Sessions that are options.")
    min_run: int = Field(default=1, ge=0, le=10_000, description="Least options that run.")
    max_run: int = Field(default=1, ge=0, le=10_000, description="Most options that run.")

    @model_validator(mode="after")
    def _some_option(self) -> Self:
        if not self.programmes and not self.sessions:
            raise ValueError("expected at least one programme or session")
        return self


class Alternatives(Rule[AlternativesParameters]):
    """One of several alternatives runs."""

    parameters_type = AlternativesParameters
    id = "alternatives"
    title = "So many of several alternatives run"
    unit = "options"
    spans = True

    def check(self, facts: Facts) -> Iterator[Violation]:
        p, runs = self.parameters, facts.by_session()
        given = {f"programme {x.id}": x.sessions for x in facts.instance.programmes if x.id in p.programmes}
        given |= {f"session {name}": (name,) for name in p.sessions}
        running = sorted(option for option, sessions in given.items() if any(s in runs for s in sessions))
        for subject, amount in outside((self.name,), len(running), p.min_run, p.max_run):
            yield self.violation(subject, amount, *running)

    def rows(self, problem: Problem) -> Iterable[Row]:
        p, placing, index = self.parameters, problem.placing, problem.entities.session_index
        sessions = {x.id: ints([index[s] for s in x.sessions]) for x in problem.instance.programmes}
        literals = []
        for name in sorted(set(p.programmes)):
            mine = np.isin(placing.session, sessions.get(name, ints([])))
            if mine.any():
                literals.append(problem.any_of(placing.column[mine]))
        idle = problem.not_run[ints([index[name] for name in sorted(set(p.sessions))])]
        columns = np.concatenate([ints(literals), idle])
        coefs = np.concatenate([np.ones(len(literals), np.int64), np.full(idle.size, -1)])
        yield from range_rows((self.name,), columns, coefs, p.min_run - idle.size, p.max_run - idle.size)

    examples = (
        Example(
            "both classes run, one of them with one session only",
            """t1 2026-09-07 am school/big li c1
               t2 2026-09-08 am school/big li c2""",
            1,
            given={
                "programmes": [{"id": "one", "sessions": ["t1", "k1"]}, {"id": "two", "sessions": ["t2"]}]
            },
            parameters={"programmes": ["one", "two"]},
            subject=("alternatives", "maximum"),
        ),
        Example(
            "a class or a single session: the session it is",
            "p1 2026-09-08 am web li c1",
            0,
            given={"programmes": [{"id": "one", "sessions": ["t1", "k1"]}]},
            parameters={"programmes": ["one"], "sessions": ["p1"]},
        ),
        Example(
            "two of three sessions are asked for, one runs",
            "t1 2026-09-07 am school/big li c1",
            1,
            parameters={"sessions": ["t1", "k1", "p1"], "min_run": 2, "max_run": 3},
            subject=("alternatives",),
        ),
    )
