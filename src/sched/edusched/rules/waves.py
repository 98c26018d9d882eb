"""Waves go one after the other: some first, the others when they are through.

The days of a wave are the distinct days on which some cohort of it attends a counted booking. For each two
neighbouring waves, each day d of the earlier and each day e of the later one: e >= d + `min_gap_days`.
Amount: 1 for each pair of days that are too close or the wrong way round; the wave named is the later one, by
its number, the second is `2`. A wave without a day is neither early nor late, and waves that are no
neighbours are not compared; the persons of a cohort do not matter. Source: R199 (set up some, lead some,
spread some), R200 (pilot areas go first). Rows: per neighbouring waves and day d, one row over "on that day"
literals: n x (earlier on d) + days of the later one before d + gap <= n, where n is the number of these days.
"""

from collections.abc import Iterable, Iterator
from datetime import date
from itertools import pairwise

import numpy as np
from pydantic import Field

from edusched.compile.problem import Problem
from edusched.compile.rows import Row
from edusched.domain.result import Violation
from edusched.domain.teaching import CohortSelector
from edusched.rules.contract import Rule, RuleParameters
from edusched.rules.counting import Counted
from edusched.rules.days import apart, day_literals
from edusched.rules.examples import Example
from edusched.rules.facts import Facts


class WavesParameters(RuleParameters):
    """Who goes in which wave, and how far apart."""

    waves: tuple[CohortSelector, ...] = Field(
        min_length=2, max_length=366, description="The cohorts of each wave, the first wave first."
    )
    counted: Counted = Counted()
    min_gap_days: int = Field(
        default=1, ge=0, le=3660, description="Days from any day of a wave to any of the next, at least."
    )


class Waves(Rule[WavesParameters]):
    """Waves go one after the other."""

    parameters_type = WavesParameters
    id = "waves"
    title = "Waves of cohorts go one after the other"
    unit = "pairs of days"
    spans = True

    def _days(self, facts: Facts, wave: CohortSelector) -> list[date]:
        meant = {c.id for c in facts.instance.selected(wave)}
        there = (b for b in facts.bookings if any(c.id in meant for c in b.cohorts))
        return sorted({b.attended_on for b in there if self.parameters.counted.booking(b, facts.instance)})

    def check(self, facts: Facts) -> Iterator[Violation]:
        days = [self._days(facts, wave) for wave in self.parameters.waves]
        for number, (earlier, later) in enumerate(pairwise(days), start=2):
            for first in earlier:
                for second in later:
                    if (second - first).days < self.parameters.min_gap_days:
                        yield self.violation((str(number), first.isoformat(), second.isoformat()), 1)

    def rows(self, problem: Problem) -> Iterable[Row]:
        p, table = self.parameters, problem.attending
        counts, day = p.counted.columns(problem), problem.days(table)
        literals = []
        for wave in p.waves:
            meant = [problem.entities.cohort_index[c.id] for c in problem.instance.selected(wave)]
            mine = counts & np.isin(table.who, meant)
            literals.append(day_literals(problem, table.column[mine], day[mine]))
        for number, (earlier, later) in enumerate(pairwise(literals), start=2):
            for first, literal in earlier.items():
                soon = [other for second, other in later.items() if second - first < p.min_gap_days]
                if soon:
                    yield apart((str(number), problem.horizon.days[first].isoformat()), literal, soon)

    examples = (
        Example(
            "the second wave starts on the day after the first one ended",
            """t1 2026-09-07 am school/big li c1
               k1 2026-09-08 am school/small wu c1
               t2 2026-09-09 am school/big li c2""",
            0,
            parameters={"waves": [{"ids": ["c1"]}, {"ids": ["c2"]}]},
        ),
        Example(
            "a day of the second wave before both days of the first",
            """t2 2026-09-07 am school/big li c2
               t1 2026-09-08 am school/big li c1
               k1 2026-09-09 am school/small wu c1""",
            2,
            parameters={"waves": [{"ids": ["c1"]}, {"ids": ["c2"]}]},
            subject=("2", "2026-09-09", "2026-09-07"),
        ),
        Example(
            "from Monday to Thursday are three days, four asked",
            """t1 2026-09-07 am school/big li c1
               t2 2026-09-10 am school/big li c2""",
            1,
            parameters={"waves": [{"categories": ["secretary"]}, {"regions": ["east"]}], "min_gap_days": 4},
            subject=("2", "2026-09-07", "2026-09-10"),
        ),
    )
