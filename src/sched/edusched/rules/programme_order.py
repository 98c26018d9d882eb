"""Sessions of a programme keep their order.

For each pair (before, after) of a programme's `order`, both running: the start of `after` is no earlier than
the end of `before`, each where it counts for its cohorts. Amount: 1 per pair out of order. Source: R066
(course order), R106. Rows: for each start t of `after`: (before ends later than t) + (after starts at t or
earlier) <= 1, both as running sums of columns; the rows of a pair share one slack. Stronger in the LP than
comparing start times.
"""

from collections.abc import Iterable, Iterator
from functools import partial

import numpy as np

from edusched.compile.columns import as_attended
from edusched.compile.problem import Problem
from edusched.compile.rows import Cells, Row, Subject
from edusched.domain.instance import Instance
from edusched.domain.result import Violation
from edusched.rules.contract import Rule, RuleParameters
from edusched.rules.examples import Example
from edusched.rules.facts import Facts

MINUTES_A_DAY = 24 * 60


def _same(subject: Subject, _: int) -> Subject:
    return subject


class ProgrammeOrder(Rule[RuleParameters]):
    """Sessions of a programme keep their order."""

    id = "programme_order"
    title = "Sessions of a programme keep their order"
    unit = "pairs"
    adds_up = True
    always = True

    def applies(self, instance: Instance) -> bool:
        return any(p.order for p in instance.programmes)

    def check(self, facts: Facts) -> Iterator[Violation]:
        booked = facts.by_session()
        for programme in sorted(facts.instance.programmes, key=lambda p: p.id):
            for before, after in sorted(programme.order):
                for first in (b.attended for b in booked.get(before, [])[:1]):
                    for second in (b.attended for b in booked.get(after, [])[:1]):
                        if (second.day, second.start_minute) < (first.day, first.end_minute):
                            yield self.violation(
                                (programme.id, before, after), 1, str(second.day), str(first.day)
                            )

    def rows(self, problem: Problem) -> Iterable[Row]:
        placing = as_attended(problem.entities, problem.placing)
        start, end, _ = problem.minutes(placing)
        starts = problem.days(placing) * MINUTES_A_DAY + start
        ends = problem.days(placing) * MINUTES_A_DAY + end
        index = problem.entities.session_index
        bounds = np.searchsorted(placing.session, np.arange(len(index) + 1))
        for programme in sorted(problem.instance.programmes, key=lambda p: p.id):
            for before, after in sorted(programme.order):
                a = slice(bounds[index[before]], bounds[index[before] + 1])
                b = slice(bounds[index[after]], bounds[index[after] + 1])
                times, started = problem.running_sums(placing.column[b], starts[b])
                over, late = problem.running_sums(placing.column[a], -ends[a])
                # The literal of the first end after a time is the last of those whose -end is below -time.
                still = np.searchsorted(over, -times) - 1
                there = still >= 0
                both = np.stack([late[still[there]], started[there]], axis=1)
                subject, start = (programme.id, before, after), 2 * np.arange(len(both) + 1)
                ones = np.ones(both.size, dtype=np.int64)
                yield Cells(partial(_same, subject), start, both.ravel(), ones, None, 1)

    examples = (
        Example(
            "theory after practice",
            """t1 2026-09-08 am school/big li c1
               k1 2026-09-07 am school/big li c1""",
            1,
            given={"programmes": [{"id": "class", "sessions": ["t1", "k1"], "order": [["t1", "k1"]]}]},
            subject=("class", "t1", "k1"),
        ),
        Example(
            "theory in the morning, practice in the afternoon",
            """t1 2026-09-07 am school/big li c1
               k1 2026-09-07 pm school/big li c1""",
            0,
            given={"programmes": [{"id": "class", "sessions": ["t1", "k1"], "order": [["t1", "k1"]]}]},
        ),
    )
