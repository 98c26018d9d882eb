"""A programme is held in one block: consecutive working days, at one venue.

A block is a run of `block_days` consecutive working days (not given: all days), at one venue where
`same_venue`. A session lies inside when its day is in the block and, unless it is a free session or
`same_venue` is off, its room is of that venue. Amount: sessions that run outside the best block. Source:
R107 (concentrated), PRODUCT. Rows: the block's (first day, venue) is one choice of switches; each session's
columns on a day and venue stay below the switches of the blocks that hold them. The slack is one a session.
"""

from collections.abc import Iterable, Iterator
from datetime import date

import numpy as np

from edusched.calendar.horizon import Horizon
from edusched.compile.arrays import Ints, distinct, grouped, ints, joined, offsets
from edusched.compile.problem import Problem
from edusched.compile.rows import Batch, Linear, Row, at_most
from edusched.domain.instance import Instance
from edusched.domain.places import Venue
from edusched.domain.result import Violation
from edusched.domain.teaching import Programme
from edusched.rules.contract import Rule, RuleParameters
from edusched.rules.examples import Example
from edusched.rules.facts import BookingFacts, Facts


class ProgrammeBlock(Rule[RuleParameters]):
    """A programme is held in one block."""

    id = "programme_block"
    title = "A programme is held on consecutive working days at one venue"
    unit = "sessions"
    adds_up = True
    always = True

    def applies(self, instance: Instance) -> bool:
        return any(p.block_days or p.same_venue for p in instance.programmes)

    def check(self, facts: Facts) -> Iterator[Violation]:
        booked = facts.by_session()
        for programme in _blocked(facts.instance):
            runs = [booked[s][0] for s in sorted(set(programme.sessions)) if s in booked]
            venues = sorted({b.venue.id for b in runs if b.venue}) if programme.same_venue else []
            taught = {b.day for b in runs}
            best = max(
                (
                    sum(_inside(programme, b, days, venue) for b in runs)
                    for days in block_dates(facts.horizon, programme)
                    if not taught.isdisjoint(days)
                    for venue in [*venues, None]
                ),
                default=0,
            )
            if len(runs) > best:
                yield self.violation((programme.id,), len(runs) - best, *(str(b.day) for b in runs))

    def rows(self, problem: Problem) -> Iterable[Row]:
        entities, every = problem.entities, problem.placing
        venue_of = [p.owner.id if isinstance(p.owner, Venue) else None for p in entities.places]
        names = sorted({name for name in venue_of if name is not None})
        number = ints([-1 if name is None else names.index(name) for name in venue_of])
        first_row = np.searchsorted(every.session, np.arange(len(entities.sessions) + 1))
        for programme in _blocked(problem.instance):
            mine = [entities.session_index[s] for s in sorted(set(programme.sessions))]
            bounds = zip(first_row[mine].tolist(), first_row[ints(mine) + 1].tolist(), strict=True)
            table = every.select(joined([np.arange(first, after) for first, after in bounds]))
            free = np.isin(table.session, [entities.session_index[s] for s in programme.free_sessions])
            anywhere = free if programme.same_venue else np.ones(table.size, np.bool_)
            venue = np.where(anywhere, -2, number[table.place])
            day = problem.days(table)
            venues = distinct(venue[venue >= 0]).tolist() or [-2]
            first_day = problem.horizon.days[0]
            switches: list[tuple[int, set[int], int]] = []
            possible = set(day.tolist())
            for dates in block_dates(problem.horizon, programme):
                days = {(d - first_day).days for d in dates}
                if not days.isdisjoint(possible):
                    switches += [(problem.switch(), days, v) for v in venues]
            problem.define(at_most((programme.id, "one block"), [s for s, _, _ in switches], 1))
            subjects, parts, of_cell = [], [], dict[tuple[int, int], Ints]()
            for (session, d, v), rows in grouped(table.session, day, venue):
                if (d, v) not in of_cell:
                    of_cell[d, v] = ints([s for s, days, at in switches if d in days and v in (-2, at)])
                subjects.append((programme.id, entities.sessions[session].id))
                parts += [table.column[rows], of_cell[d, v]]
            size = ints([part.size for part in parts])
            coefs = np.repeat(np.tile(ints([1, -1]), len(subjects)), size)
            none = np.zeros(len(subjects), dtype=np.int64)
            yield Batch(subjects, offsets(size)[::2], joined(parts), coefs, None, none)
            yield from self._venue_rows(problem, programme.id, table.column, table.session, venue, switches)

    def _venue_rows(
        self,
        problem: Problem,
        name: str,
        column: Ints,
        session: Ints,
        venue: Ints,
        switches: list[tuple[int, set[int], int]],
    ) -> Iterator[Row]:
        """Yield implied rows: all of a session at a venue below all blocks there.

        Day by day alone, a class held half at each of two schools would look free to the LP.
        """
        for (k, v), rows in grouped(session, venue):
            there = ints([s for s, _, at in switches if at == v])
            if v >= 0:
                columns = np.concatenate([column[rows], there])
                coefs = np.concatenate([np.ones(rows.size, np.int64), np.full(there.size, -1)])
                subject = (name, problem.entities.sessions[k].id, "venue")
                yield Linear(subject, columns, coefs, None, 0, implied=True)

    examples = (
        Example(
            "Monday and Wednesday are no two-day block",
            """t1 2026-09-07 am school/big li c1
               k1 2026-09-09 am school/big li c1""",
            1,
            given={"programmes": [{"id": "class", "sessions": ["t1", "k1"], "block_days": 2}]},
            subject=("class",),
        ),
        Example(
            "Friday and Monday are, over a weekend",
            """t1 2026-09-11 am school/big li c1
               k1 2026-09-14 am hall/main li c1""",
            0,
            given={"programmes": [{"id": "class", "sessions": ["t1", "k1"], "block_days": 2}]},
        ),
    )


def _blocked(instance: Instance) -> list[Programme]:
    return sorted((p for p in instance.programmes if p.block_days or p.same_venue), key=lambda p: p.id)


def block_dates(horizon: Horizon, programme: Programme) -> list[tuple[date, ...]]:
    """Return the days of each block a programme could have."""
    if programme.block_days is None:
        return [horizon.days]
    working = [horizon.days[k] for k in horizon.working_days]
    last = max(1, len(working) - programme.block_days + 1)
    return [tuple(working[k : k + programme.block_days]) for k in range(last)]


def _inside(programme: Programme, b: BookingFacts, days: tuple[date, ...], venue: str | None) -> bool:
    free = not programme.same_venue or b.session.id in programme.free_sessions
    return b.day in days and (free or (b.venue is not None and b.venue.id == venue))
