"""A mandatory session runs.

Amount: study hours in hundredths x max(1, persons of its fixed cohorts) of a mandatory session that does not
run; one that gives no study hours, such as a meeting, counts as one hour. Source: PRODUCT (level 1, unmet
obligations), R161, R210 (meetings). Rows: the session's "does not run" column is charged.
"""

from collections.abc import Iterable, Iterator

from edusched.compile.arrays import ints
from edusched.compile.problem import Problem
from edusched.compile.rows import Charge, Row
from edusched.domain.base import hundredths
from edusched.domain.instance import Instance
from edusched.domain.result import Violation
from edusched.domain.teaching import Session
from edusched.rules.contract import OWED, Rule, RuleParameters
from edusched.rules.examples import Example
from edusched.rules.facts import Facts

HOUR = 100


class MandatorySessions(Rule[RuleParameters]):
    """A mandatory session runs."""

    id = "mandatory_sessions"
    title = "A mandatory session runs"
    unit = "person-hours/100"
    adds_up = True
    waivable = True
    default = OWED
    always = True

    def check(self, facts: Facts) -> Iterator[Violation]:
        runs = facts.by_session()
        for name, session in sorted(facts.instance.session.items()):
            if session.mandatory and name not in runs:
                yield self.violation((name,), _worth(facts.instance, session))

    def rows(self, problem: Problem) -> Iterable[Row]:
        for k, session in enumerate(problem.entities.sessions):
            if session.mandatory:
                worth = ints([_worth(problem.instance, session)])
                yield Charge((session.id,), ints([problem.not_run[k]]), worth)

    examples = (
        Example(
            "everything but t1 (4 h x 13) runs",
            """t2 2026-09-07 am school/big li c2
               k1 2026-09-07 am school/small wu c1
               k2 2026-09-08 am bus@hill wu c2
               p1 2026-09-08 eve web li c1""",
            5200,
            subject=("t1",),
        ),
        Example(
            "optional sessions owe nothing",
            "",
            0,
            given={"sessions": [{"id": s, "mandatory": False} for s in ("t1", "t2", "k1", "k2", "p1")]},
        ),
    )


def _worth(instance: Instance, session: Session) -> int:
    persons = sum(instance.cohort[c].persons for c in session.cohorts)
    hours = hundredths(instance.course[session.course].study_hours)
    return (hours or HOUR) * max(1, persons)
