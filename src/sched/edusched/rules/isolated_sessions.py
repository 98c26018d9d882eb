"""A cohort's sessions on a day follow one another.

For each cohort meant and each of its bookings: another booking of the cohort covers the period right before
the booking's first period or right after its last one, on the same day. Periods follow one another as the
calendar lists them, however long the break; before a day's first period and after its last one there is
nothing. Another booking is any other that the cohort attends, of whatever course and delivery, also one that
overlaps the booking; one at the very same time is not beside it. Amount: bookings with none beside, per
cohort and day, counted one by one where they overlap; the persons of a cohort do not matter, even when it has
none.
Source: ITC-2007 track 3 (curriculum compactness), PRODUCT (people away from work).
Rows: per (cohort, start slot, length), those that start then <= n x (busy before) + n x (busy after) + slack.
One slack a (cohort, slot) serves all lengths: of bookings that start together only the longest can be alone,
since it covers the period after the others. Where cohort_overlap is hard, a cohort starts one booking at a
time: "starts one" is a literal and n is 1; else n is the number of sessions that may start then.
"""

from collections.abc import Iterable, Iterator
from datetime import date

import numpy as np
from pydantic import Field

from edusched.compile.arrays import distinct, grouped, ints
from edusched.compile.problem import Problem
from edusched.compile.rows import Linear, Row
from edusched.domain.policy import Enforcement, Mode, Objective
from edusched.domain.result import Violation
from edusched.domain.teaching import CohortSelector
from edusched.rules.cohort_overlap import CohortOverlap
from edusched.rules.contract import Rule, RuleParameters
from edusched.rules.examples import Example
from edusched.rules.facts import BookingFacts, Facts


class IsolatedSessionsParameters(RuleParameters):
    """Whose sessions follow one another."""

    cohorts: CohortSelector = Field(default=CohortSelector(), description="The cohorts meant.")


class IsolatedSessions(Rule[IsolatedSessionsParameters]):
    """A cohort's sessions on a day follow one another."""

    parameters_type = IsolatedSessionsParameters
    id = "isolated_sessions"
    title = "A cohort's sessions on a day follow one another"
    unit = "sessions"
    waivable = True
    default = Enforcement(mode=Mode.SOFT, level=Objective.NEEDS)

    def check(self, facts: Facts) -> Iterator[Violation]:
        booked, index = facts.by_cohort(), facts.horizon.period_index
        for cohort in facts.instance.selected(self.parameters.cohorts):
            by_day: dict[date, list[BookingFacts]] = {}
            for b in (b for b in booked[cohort.id] if b.periods):
                by_day.setdefault(b.day, []).append(b)
            for day, mine in sorted(by_day.items()):
                # A booking never covers the periods beside itself, so busy is busy with another one.
                busy = {index[period] for b in mine for period in b.periods}
                alone = [b for b in mine if not busy & {index[b.periods[0]] - 1, index[b.periods[-1]] + 1}]
                if alone:
                    yield self.violation((cohort.id, day.isoformat()), len(alone), *_names(alone))

    def rows(self, problem: Problem) -> Iterable[Row]:
        entities, periods = problem.entities, len(problem.horizon.periods)
        meant = [entities.cohort_index[c.id] for c in problem.instance.selected(self.parameters.cohorts)]
        table = problem.present.select(np.isin(problem.present.who, meant))
        row, slot = problem.covered(table)
        busy = {key: table.column[row[at]] for key, at in grouped(table.who[row], slot)}
        one_at_a_time = CohortOverlap.id in problem.hard_rules
        for (who, start, length), at in grouped(table.who, table.slot, entities.lengths[table.session]):
            first = start % periods
            beside = [(who, start - 1)] if first > 0 else []
            beside += [(who, start + length)] if first + length < periods else []
            near = distinct(ints([problem.any_of(busy[cell]) for cell in beside if cell in busy]))
            begun, subject = table.column[at], (entities.cohorts[who].id, *entities.slot_name(start))
            if one_at_a_time:
                begun, most = ints([problem.any_of(begun)]), 1
            else:
                # A session runs once at a start, so no more of these are chosen than there are sessions.
                most = distinct(table.session[at]).size
            coefs = np.concatenate([np.ones(begun.size, np.int64), np.full(near.size, -most)])
            yield Linear(subject, np.concatenate([begun, near]), coefs, None, 0)

    examples = (
        Example(
            "morning and evening, the afternoon free: both stand alone",
            """t1 2026-09-07 am school/big li c1
               p1 2026-09-07 eve web wu c1""",
            2,
            subject=("c1", "2026-09-07"),
        ),
        Example(
            "morning and afternoon, over the midday break",
            """t1 2026-09-07 am school/big li c1
               k1 2026-09-07 pm school/small wu c1""",
            0,
        ),
        Example(
            "two at once in the morning, nothing in the afternoon: both stand alone",
            """t1 2026-09-07 am school/big li c1
               k1 2026-09-07 am school/small wu c1""",
            2,
        ),
    )


def _names(bookings: list[BookingFacts]) -> list[str]:
    return [b.session.id for b in bookings]
