"""A licensed film or text is in use in no more places at a time than there are copies.

For each material with a number of copies and each slot: bookings of the courses that name it which cover the
slot <= copies. A booking uses one copy of each material of its course, however many attend; a recording while
it is made, not while it is watched. Amount: bookings over, per slot. Source: R160 (films and courseware).
Rows: one capacity row per (material, slot) that more bookings may cover than there are copies.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from datetime import date

import numpy as np

from edusched.compile.arrays import grouped
from edusched.compile.problem import Problem
from edusched.compile.rows import Row, at_most
from edusched.domain.instance import Instance
from edusched.domain.result import Violation
from edusched.rules.contract import Rule, RuleParameters
from edusched.rules.examples import Example
from edusched.rules.facts import Facts


class LicensedCopies(Rule[RuleParameters]):
    """A licensed film or text is in use in no more places at a time than there are copies."""

    id = "licensed_copies"
    title = "A licensed material is in use in no more places than it has copies"
    unit = "bookings"
    spans = True
    always = True

    def applies(self, instance: Instance) -> bool:
        return any(True for _ in _licensed(instance))

    def check(self, facts: Facts) -> Iterator[Violation]:
        for material, copies, courses in _licensed(facts.instance):
            used: dict[tuple[date, str], list[str]] = defaultdict(list)
            for b in facts.bookings:
                if b.course.id in courses:
                    for period in b.periods:
                        used[b.day, period].append(b.session.id)
            for (day, period), sessions in sorted(used.items()):
                if len(sessions) > copies:
                    yield self.violation((material, str(day), period), len(sessions) - copies, *sessions)

    def rows(self, problem: Problem) -> Iterable[Row]:
        entities, placing = problem.entities, problem.placing
        for material, copies, courses in _licensed(problem.instance):
            uses = np.array([s.course in courses for s in entities.sessions], dtype=np.bool_)
            table = placing.select(uses[placing.session]) if placing.size else placing
            row, slot = problem.covered(table)
            for (at,), found in grouped(slot):
                if found.size > copies:
                    subject = (material, *entities.slot_name(at))
                    yield at_most(subject, table.column[row[found]], copies)

    examples = (
        Example(
            "one copy of the film, two rooms in one morning",
            """t1 2026-09-07 am school/big li c1
               t2 2026-09-07 am hall/main wu c2""",
            1,
            given={
                "materials": [{"id": "film", "kind": "film", "copies": 1}],
                "courses": [{"id": "theory", "materials": ["film"]}],
            },
            subject=("film", "2026-09-07", "am"),
        ),
        Example(
            "two copies are enough for two rooms",
            """t1 2026-09-07 am school/big li c1
               t2 2026-09-07 am hall/main wu c2""",
            0,
            given={
                "materials": [{"id": "film", "kind": "film", "copies": 2}],
                "courses": [{"id": "theory", "materials": ["film"]}],
            },
        ),
    )


def _licensed(instance: Instance) -> Iterator[tuple[str, int, frozenset[str]]]:
    """Yield each material with a number of copies that some course names, the number, and these courses."""
    for material in sorted(instance.materials, key=lambda m: m.id):
        courses = frozenset(c.id for c in instance.courses if material.id in c.materials)
        if material.copies is not None and courses:
            yield material.id, material.copies, courses
