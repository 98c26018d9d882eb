"""What sessions need at the same time and only one can have: rooms, instructors, cohorts by slot.

Read from the columns, which the hard filters have been over, and from hard rows alone; so nothing here can
promise less than a plan may use. A *need* is a session's demand for some of a pool of holders. A *ceiling* is
the most periods a holder can give in a span of time; spans come in grains, from the slot to the whole plan.
"""

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np

from edusched.calendar.horizon import Horizon
from edusched.compile.arrays import Ints, Mask, distinct, ints, joined, offsets
from edusched.compile.columns import NONE, Occurrences
from edusched.compile.problem import Problem
from edusched.domain.places import MobileUnit
from edusched.domain.teaching import Delivery
from edusched.search.incidence import ranges

SLOT, DAY, WEEK, YEAR, PLAN = range(5)
"""Grains of time; each span of a grain is made of spans of the one before."""

GRAIN_WORDS = ("slot", "day", "week", "year", "plan")


@dataclass(frozen=True, slots=True)
class Lists:
    """Lists of numbers, one after the other: list k is ``items[start[k] : start[k + 1]]``."""

    start: Ints
    items: Ints

    @classmethod
    def sized(cls, sizes: Ints, items: Ints) -> "Lists":
        """Return lists of given lengths."""
        return cls(offsets(sizes), items)

    @property
    def count(self) -> int:
        """Number of lists."""
        return self.start.size - 1

    def sizes(self) -> Ints:
        """Return the length of each list."""
        return np.diff(self.start)

    def owners(self) -> Ints:
        """Return the list each item stands in."""
        return np.repeat(np.arange(self.count, dtype=np.int64), self.sizes())

    def of(self, which: Ints) -> tuple[Ints, Ints]:
        """Return (position in ``which``, item) for every item of the lists asked for."""
        row, at = ranges(self.start[which], self.start[which + 1])
        return row, self.items[at]

    def distinct(self) -> tuple[Ints, "Lists"]:
        """Return the number each list has among the different ones, and those."""
        known: dict[bytes, int] = {}
        number = [
            known.setdefault(self.items[a:b].tobytes(), len(known))
            for a, b in zip(self.start[:-1].tolist(), self.start[1:].tolist(), strict=True)
        ]
        parts = [np.frombuffer(text, dtype=np.int64) for text in known]
        return ints(number), Lists.sized(ints([part.size for part in parts]), joined(parts))


def listed(owner: Ints, item: Ints, owners: int) -> Lists:
    """Return for each owner its different items, ascending."""
    width = int(item.max(initial=0)) + 1
    key = distinct(owner * width + item)
    return Lists.sized(np.bincount(key // width, minlength=owners), key % width)


@dataclass(frozen=True, slots=True)
class Offer:
    """The columns of a problem that count: some place columns, and what is booked together with them.

    Attributes
    ----------
    placing, teaching : place and staff columns
    attending : a row for each fixed cohort of a place column
    """

    problem: Problem
    placing: Occurrences
    teaching: Occurrences
    attending: Occurrences


def offer(problem: Problem, keep: Mask) -> Offer:
    """Return the place columns chosen by a mask, with their staff columns and fixed cohorts."""
    placing, teaching, attending = problem.placing.select(keep), problem.teaching, problem.attending
    slots, width = problem.horizon.slot_count, len(problem.entities.locations) + 1

    def key(table: Occurrences) -> Ints:
        return (table.session * slots + table.slot) * width + table.location

    kept = np.zeros(problem.column_count, dtype=np.bool_)
    kept[placing.column] = True  # attend columns stay out: a cohort that chose to attend may stay away
    return Offer(
        problem,
        placing,
        teaching.select(np.isin(key(teaching), key(placing))),
        attending.select(kept[attending.column]),
    )


@dataclass(frozen=True, slots=True)
class Supply:
    """Holders of one kind, what they can give, and who needs it.

    Attributes
    ----------
    kind : "instructors", "rooms" or "cohorts"
    names : ids of the holders
    session, periods : Ints, one entry a need
        The session (the first of its twins) and the cells of (holder, slot) that one run of it takes.
    pool : Ints, one entry a need
        List in ``pools`` of the holders that can serve it.
    ceilings : tuple of Ints, by grain, shape (holders, spans of the grain)
        Most periods that sessions can take of a holder in a span; at most what the spans inside it add up to.
    """

    kind: str
    names: tuple[str, ...]
    session: Ints
    periods: Ints
    pool: Ints
    pools: Lists
    ceilings: tuple[Ints, ...]


def spans_of_slots(horizon: Horizon) -> tuple[Ints, ...]:
    """Return the span of each slot by grain; a week over the turn of a year counts as two."""
    day = np.repeat(np.arange(len(horizon.days), dtype=np.int64), len(horizon.periods))
    weeks: dict[tuple[int, ...], int] = {}
    years: dict[int, int] = {}
    week_of, year_of = [], []
    for date in horizon.days:
        iso = date.isocalendar()
        week_of.append(weeks.setdefault((date.year, iso.year, iso.week), len(weeks)))
        year_of.append(years.setdefault(date.year, len(years)))
    slots = np.arange(day.size, dtype=np.int64)
    return slots, day, ints(week_of)[day], ints(year_of)[day], np.zeros_like(slots)


def covered_slots(offered: Offer) -> Lists:
    """Return the slots each session may cover."""
    problem, placing = offered.problem, offered.placing
    first = np.unique(placing.session * problem.horizon.slot_count + placing.slot, return_index=True)[1]
    starts = placing.select(first)
    row, slot = problem.covered(starts)
    return listed(starts.session[row], slot, len(problem.entities.sessions))


def rooms(offered: Offer) -> Supply | None:
    """Return rooms and mobile units, needed by sessions that cannot be held online."""
    problem = offered.problem
    if "room_overlap" not in problem.hard_rules:
        return None
    placing, entities = offered.placing, problem.entities
    number: dict[str, int] = {}
    holder = []
    for info in entities.places:
        name = info.owner.id if isinstance(info.owner, MobileUnit) else info.name
        online = info.delivery is Delivery.ONLINE
        holder.append(NONE if online else number.setdefault(name, len(number)))
    who = ints(holder)[placing.place]
    online_too = np.zeros(len(entities.sessions), dtype=np.bool_)
    online_too[placing.session[who == NONE]] = True
    bound = ~online_too[placing.session]
    table, who = placing.select(bound), who[bound]
    role = np.zeros(table.size, dtype=np.int64)
    return _supply(problem, "rooms", tuple(number), (table, role, who), _one)


def cohorts(offered: Offer) -> Supply | None:
    """Return cohorts, needed by the sessions they are fixed to."""
    problem, table = offered.problem, offered.attending
    if "cohort_overlap" not in problem.hard_rules:
        return None
    names = tuple(c.id for c in problem.entities.cohorts)
    # A session that may be recorded needs no slot of its cohorts.
    recorded = distinct(table.session[problem.entities.any_time[table.place]])
    table = table.select(~np.isin(table.session, recorded))
    return _supply(problem, "cohorts", names, (table, table.who, table.who), _one)


def instructors(offered: Offer, tops: dict[int, Ints]) -> Supply | None:
    """Return instructors, needed in each role by as many as the session asks for.

    Parameters
    ----------
    tops
        Most periods hard limits of hours allow, by grain (``hours.hour_limits``).
    """
    problem, table = offered.problem, offered.teaching
    if "instructor_overlap" not in problem.hard_rules:
        return None
    entities = problem.entities
    counts = [[need.count for need in entities.staff(session)] for session in entities.sessions]
    names = tuple(person.id for person in entities.instructors)
    rows = (table, table.role, table.who)
    return _supply(problem, "instructors", names, rows, lambda session, role: counts[session][role], tops)


def _one(_session: int, _role: int) -> int:
    return 1


def _supply(
    problem: Problem,
    kind: str,
    names: tuple[str, ...],
    rows: tuple[Occurrences, Ints, Ints],
    count: Callable[[int, int], int],
    tops: dict[int, Ints] | None = None,
) -> Supply:
    """Build a supply from (columns, role, holder) of each row."""
    table, role, who = rows
    roles, slots = int(role.max(initial=0)) + 1, problem.horizon.slot_count
    wants = distinct(table.session * roles + role)
    owner = np.searchsorted(wants, table.session * roles + role)
    pool, pools = listed(owner, who, wants.size).distinct()
    session = wants // roles
    times = [count(s, r) for s, r in zip(session.tolist(), (wants % roles).tolist(), strict=True)]
    most = int(problem.entities.lengths.max(initial=1)) + 1
    starts = distinct((who * slots + table.slot) * most + problem.entities.lengths[table.session])
    ceilings = _ceilings(problem.horizon, len(names), starts // most, starts % most, tops or {})
    periods = problem.entities.lengths[session] * ints(times)
    return Supply(kind, names, session, periods, pool, pools, ceilings)


def _ceilings(
    horizon: Horizon, holders: int, start: Ints, length: Ints, tops: dict[int, Ints]
) -> tuple[Ints, ...]:
    """Return ceilings by grain.

    Parameters
    ----------
    start, length
        Holder x slots + slot at which some session may start, and its periods.
    tops
        Most periods in a span by grain, shape (holders, spans).
    """
    slots, spans = horizon.slot_count, spans_of_slots(horizon)
    used = np.zeros(holders * slots, dtype=np.bool_)
    for step in range(int(length.max(initial=0))):
        used[start[length > step] + step] = True
    found = [used.reshape(holders, slots).astype(np.int64)]
    least = _common_length(start // slots, length, holders)
    for grain in range(DAY, PLAN + 1):
        top = added_up(found[-1], spans[grain - 1], spans[grain])
        if grain == DAY:
            top = np.minimum(top, _packed(horizon, holders, start, length))
        if grain in tops:
            # Whole sessions only: of nine periods sessions of two can use eight.
            top = np.minimum(top, tops[grain] // least[:, None] * least[:, None])
        found.append(top)
    return tuple(found)


def added_up(amounts: Ints, below: Ints, here: Ints) -> Ints:
    """Return amounts by the spans of a grain, shape (holders, spans), added up from the grain below.

    Parameters
    ----------
    below, here
        Span of each slot in either grain.
    """
    parent = here[np.unique(below, return_index=True)[1]]
    found: Ints = np.add.reduceat(amounts, np.unique(parent, return_index=True)[1], axis=1)
    return found


def _common_length(holder: Ints, length: Ints, holders: int) -> Ints:
    """Return the greatest common divisor of the lengths of what each holder may take."""
    found = np.zeros(holders, dtype=np.int64)
    for periods in distinct(length).tolist():
        mine = distinct(holder[length == periods])
        found[mine] = np.gcd(found[mine], periods)
    return np.maximum(found, 1)


def _packed(horizon: Horizon, holders: int, start: Ints, length: Ints) -> Ints:
    """Return the most periods of each day that sessions one after the other can cover, by holder.

    Three periods hold one session of two: most(end) = max(most(end - 1), most(end - length) + length).
    """
    periods, days = len(horizon.periods), len(horizon.days)
    most = np.zeros((periods + 1, holders * days), dtype=np.int64)
    cell, first = start // periods, start % periods
    for end in range(1, periods + 1):
        most[end] = most[end - 1]
        for size in distinct(length[first + length == end]).tolist():
            here = cell[(first + length == end) & (length == size)]
            most[end][here] = np.maximum(most[end][here], most[end - size][here] + size)
    packed: Ints = most[periods].reshape(holders, days)
    return packed
