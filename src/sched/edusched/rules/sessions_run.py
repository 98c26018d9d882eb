"""Each session that does not run counts one.

For each mandatory session, or each session at all: it runs. Amount: 1 for each that does not, whatever its
study hours and whoever waits for it; ``mandatory_sessions`` weighs by both. Source: PRODUCT (level 3,
coverage). Rows: the session's "does not run" column is charged.
"""

from collections.abc import Iterable, Iterator

from pydantic import Field

from edusched.compile.arrays import ints
from edusched.compile.problem import Problem
from edusched.compile.rows import Charge, Row
from edusched.domain.policy import Enforcement, Mode, Objective
from edusched.domain.result import Violation
from edusched.domain.teaching import Session
from edusched.rules.contract import Rule, RuleParameters
from edusched.rules.examples import Example
from edusched.rules.facts import Facts


class SessionsRunParameters(RuleParameters):
    """Which sessions count."""

    mandatory_only: bool = Field(default=True, description="Optional sessions do not count.")


class SessionsRun(Rule[SessionsRunParameters]):
    """Each session that does not run counts one."""

    parameters_type = SessionsRunParameters
    id = "sessions_run"
    title = "As many sessions run as can"
    unit = "sessions"
    default = Enforcement(mode=Mode.SOFT, level=Objective.FAIRNESS)

    def _counts(self, session: Session) -> bool:
        return session.mandatory or not self.parameters.mandatory_only

    def check(self, facts: Facts) -> Iterator[Violation]:
        runs = facts.by_session()
        for name, session in sorted(facts.instance.session.items()):
            if self._counts(session) and name not in runs:
                yield self.violation((name,), 1)

    def rows(self, problem: Problem) -> Iterable[Row]:
        for k, session in enumerate(problem.entities.sessions):
            if self._counts(session):
                yield Charge((session.id,), ints([problem.not_run[k]]), ints([1]))

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
            "nothing is mandatory",
            "",
            0,
            given={"sessions": [{"id": s, "mandatory": False} for s in ("t1", "t2", "k1", "k2", "p1")]},
        ),
    )
