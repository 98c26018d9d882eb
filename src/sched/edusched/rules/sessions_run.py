"""Each session that does not run counts one.

For each mandatory session (or each session at all), or each of these with a fixed cohort of those meant: it
runs. Amount: 1 for each that does not, whatever its study hours and whoever waits for it;
``mandatory_sessions`` weighs by both. Source: PRODUCT (level 3, coverage), R274 (of equal plans the one that
serves certain regions first: the rule once more, at the level of ties). Rows: the session's "does not run"
column is charged.
"""

from collections.abc import Iterable, Iterator

from pydantic import Field

from edusched.compile.arrays import ints
from edusched.compile.problem import Problem
from edusched.compile.rows import Charge, Row
from edusched.domain.instance import Instance
from edusched.domain.policy import Enforcement, Mode, Objective
from edusched.domain.result import Violation
from edusched.domain.teaching import CohortSelector
from edusched.rules.contract import Rule, RuleParameters
from edusched.rules.examples import Example
from edusched.rules.facts import Facts


class SessionsRunParameters(RuleParameters):
    """Which sessions count."""

    mandatory_only: bool = Field(default=True, description="Optional sessions do not count.")
    cohorts: CohortSelector | None = Field(
        default=None, description="Only sessions with one of these fixed cohorts count."
    )


class SessionsRun(Rule[SessionsRunParameters]):
    """Each session that does not run counts one."""

    parameters_type = SessionsRunParameters
    id = "sessions_run"
    title = "As many sessions run as can"
    unit = "sessions"
    adds_up = True
    default = Enforcement(mode=Mode.SOFT, level=Objective.FAIRNESS)

    def _meant(self, instance: Instance) -> list[str]:
        p = self.parameters
        names = None if p.cohorts is None else {c.id for c in instance.selected(p.cohorts)}
        return sorted(
            session.id
            for session in instance.sessions
            if (session.mandatory or not p.mandatory_only)
            and (names is None or not names.isdisjoint(session.cohorts))
        )

    def check(self, facts: Facts) -> Iterator[Violation]:
        runs = facts.by_session()
        for name in self._meant(facts.instance):
            if name not in runs:
                yield self.violation((name,), 1)

    def rows(self, problem: Problem) -> Iterable[Row]:
        for name in self._meant(problem.instance):
            at = problem.not_run[problem.entities.session_index[name]]
            yield Charge((name,), ints([at]), ints([1]))

    examples = (
        Example(
            "of five mandatory sessions two run; the optional one does not count",
            """t1 2026-09-07 am school/big li c1
               k1 2026-09-08 am school/small wu c1""",
            3,
            subject=("t2",),
        ),
        Example(
            "the optional session counts too",
            """t1 2026-09-07 am school/big li c1
               k1 2026-09-08 am school/small wu c1""",
            4,
            parameters={"mandatory_only": False},
            subject=("p2",),
        ),
        Example(
            "only sessions of c2 count: t2 does not run, k2 neither",
            "t1 2026-09-07 am school/big li c1",
            2,
            parameters={"cohorts": {"categories": ["staff"]}},
            subject=("k2",),
        ),
        Example(
            "nothing is mandatory",
            "",
            0,
            given={"sessions": [{"id": s, "mandatory": False} for s in ("t1", "t2", "k1", "k2", "p1")]},
        ),
    )
