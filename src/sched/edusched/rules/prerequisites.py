"""Whoever attends a course has attended the courses it builds on.

For each cohort attending a booking and each course among the `prerequisites` of its course: a booking of that
course that the cohort attends ends no later than this one starts, or a history entry of the cohort, of
whatever day, names it. Amount: 1 for each session, cohort and course where neither is so; persons do not
matter. Source: R105 (first this training, then that), R106, R187 (the exam after the course).
Rows: "started by then" <= "attended the other by then", once for each stretch of slots in which nothing more
of the other course can end; they share the slack of (session, cohort, course). "Attended by then" is a chain
of switches, each at most the one before it plus what ends then. Sessions that share columns may start more
than once: they have a row and a slack for each slot.
"""

from bisect import bisect_right
from collections.abc import Iterable, Iterator

from edusched.compile.arrays import Ints, grouped, ints
from edusched.compile.problem import Problem
from edusched.compile.rows import Linear, Row, Subject
from edusched.domain.instance import Instance
from edusched.domain.people import Cohort
from edusched.domain.result import Violation
from edusched.rules.contract import Rule, RuleParameters
from edusched.rules.courses import rows_of_pairs
from edusched.rules.examples import Example
from edusched.rules.facts import Facts

Done = dict[int, int]
"""Literal "has attended it by then" by the slot before which a booking ends."""


class Prerequisites(Rule[RuleParameters]):
    """Whoever attends a course has attended the courses it builds on."""

    id = "prerequisites"
    title = "A cohort attends a course after those it builds on"
    unit = "prerequisites"
    always = True

    def applies(self, instance: Instance) -> bool:
        return any(course.prerequisites for course in instance.courses)

    def check(self, facts: Facts) -> Iterator[Violation]:
        for name, mine in facts.by_cohort().items():
            cohort = facts.instance.cohort[name]
            for b in mine:
                done = {x.course.id for x in mine if (x.day, x.end_minute) <= (b.day, b.start_minute)}
                for course in _asked(cohort, b.course.prerequisites):
                    if course not in done:
                        yield self.violation((b.session.id, name, course), 1)

    def rows(self, problem: Problem) -> Iterable[Row]:
        entities, session = problem.entities, problem.attending.session
        builds_on = {c.id: c.prerequisites for c in problem.instance.courses if c.prerequisites}
        courses = sorted({*builds_on, *(name for names in builds_on.values() for name in names)})
        pairs = [(cohort.id, course) for cohort in entities.cohorts for course in courses]
        rows_of = dict(rows_of_pairs(problem, pairs))
        known: dict[bytes, Done] = {}
        for cohort in entities.cohorts:
            for course, prerequisites in sorted(builds_on.items()):
                mine = rows_of[cohort.id, course]
                for (k,), at in grouped(session[mine]):
                    for other in _asked(cohort, prerequisites):
                        done = _by_then(problem, rows_of[cohort.id, other], known)
                        subject = (entities.sessions[k].id, cohort.id, other)
                        yield from _after(problem, subject, mine[at], done)

    examples = (
        Example(
            "law builds on theory, which c1 attends the day after",
            """p1 2026-09-07 eve web li c1
               t1 2026-09-08 am school/big li c1""",
            1,
            given={"courses": [{"id": "law", "prerequisites": ["theory"]}]},
            subject=("p1", "c1", "theory"),
        ),
        Example(
            "theory in the morning, law in the evening",
            """t1 2026-09-07 am school/big li c1
               p1 2026-09-07 eve web li c1""",
            0,
            given={"courses": [{"id": "law", "prerequisites": ["theory"]}]},
        ),
    )


def _asked(cohort: Cohort, prerequisites: Iterable[str]) -> list[str]:
    """Return the courses that the cohort has yet to attend, in order."""
    return sorted(set(prerequisites) - {entry.course for entry in cohort.history})


def _by_then(problem: Problem, rows: Ints, known: dict[bytes, Done]) -> Done:
    """Return the literals of one cohort's rows of one course; cohorts with the same columns share them."""
    table = problem.attending
    columns = table.column[rows]
    key = columns.tobytes()
    if key not in known:
        done: Done = {}
        before: list[int] = []
        # Periods follow one another, so a booking ends before another starts when its slots are over.
        for (end,), at in grouped(table.slot[rows] + problem.entities.lengths[table.session[rows]]):
            parts = [*before, *columns[at].tolist()]
            if len(parts) > 1:
                literal = problem.switch()
                coefs = ints([1] * len(parts) + [-1])
                problem.define(Linear(("attended by then",), ints([*parts, literal]), coefs, 0, None))
                parts = [literal]
            done[end] = parts[0]
            before = parts
        known[key] = done
    return known[key]


def _after(problem: Problem, subject: Subject, rows: Ints, done: Done) -> Iterator[Row]:
    """Yield what keeps the rows of one session and cohort after what is done by then."""
    table, ends = problem.attending, sorted(done)
    starts, columns = table.slot[rows], table.column[rows]
    if problem.times[table.session[rows[0]]] == 1:
        started = zip(*(part.tolist() for part in problem.running_sums(columns, starts)), strict=True)
        last = {bisect_right(ends, slot): literal for slot, literal in started}
        for over, literal in sorted(last.items()):
            yield _only_if(subject, ints([literal]), [done[end] for end in ends[:over][-1:]])
        return
    for (slot,), at in grouped(starts):
        over = bisect_right(ends, slot)
        name = (*subject, *problem.entities.slot_name(slot))
        yield _only_if(name, columns[at], [done[end] for end in ends[:over][-1:]])


def _only_if(subject: Subject, columns: Ints, done: list[int]) -> Linear:
    coefs = ints([1] * columns.size + [-1] * len(done))
    return Linear(subject, ints([*columns.tolist(), *done]), coefs, None, 0)
