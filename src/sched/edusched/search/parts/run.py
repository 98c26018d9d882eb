"""A run over the parts of a large instance: a first plan of each, then improvement until the time is up.

A part is planned next to the bookings its neighbours have: these are pinned, so that whatever a rule says of
people and places that parts share, it is asked of both. Parts that share something are never worked on at
the same time. What a part alone cannot meet, it may meet together with a neighbour. Source: fix-and-optimise
over overlapping blocks, e.g. Lindahl, Soerensen and Stidsen (2018) for university timetables.
"""

import time
from collections.abc import Callable
from concurrent.futures import FIRST_COMPLETED, Future, wait
from dataclasses import dataclass, field
from typing import Any, NamedTuple

import numpy as np

from edusched.domain.plan import Booking
from edusched.domain.policy import Objective, Policy
from edusched.engines.contract import Engine, LostWorkerError, TaskError
from edusched.search.limits import RunLimits
from edusched.search.parts.cut import Part
from edusched.search.parts.floors import Floor
from edusched.search.parts.piece import open_policy, piece_of
from edusched.search.parts.reach import Thing
from edusched.search.parts.task import WITHOUT, Aim, PartAnswer, answer_of, solve_part, task_of
from edusched.search.parts.whole import Whole
from edusched.search.parts.wide import Clashes, taken_seats, token

CONSTRUCT_SECONDS = 60.0
SESSION_SECONDS = 0.02
"""Seconds a part is improved for each of its sessions the first time; each later time half as long again, but
for a turn in which it met all it owes: it ended before its time."""
GROWTH, LEAST_SECONDS, MOST_SECONDS = 1.5, 0.2, 60.0
PATIENCE = 4
"""Turns without help after which a part that is short no longer goes before the others."""
BATCH = 4
"""Tasks that start from one plan in a deterministic run, whatever the number of workers."""
ALLOWED = 4.0
"""A worker is given up after so many times the seconds of its task, and `ALLOWANCE` more."""
ALLOWANCE = 120.0


@dataclass(slots=True)
class Standing:
    """How a part stands.

    Attributes
    ----------
    seconds : how long it is to be improved next time
    unmet : value of its first level; as long as that is not known, how many sessions are not booked
    turns : how often it was improved
    idle : how many times in a row that brought nothing, or left as much unmet
    """

    seconds: float
    unmet: int = 0
    turns: int = 0
    idle: int = 0


class Turn(NamedTuple):
    """Parts that are planned together next, and what for."""

    group: tuple[int, ...]
    aim: Aim


@dataclass(frozen=True, slots=True)
class Flight:
    """Parts that are being planned.

    Attributes
    ----------
    seconds : how long they may take
    known : bookings of others at widely shared places when they were handed out
    """

    group: tuple[int, ...]
    aim: Aim
    seconds: float
    known: frozenset[str]


@dataclass
class PartsRun:
    """Plans the parts of an instance.

    Attributes
    ----------
    gains : by how much each level fell since the first plan was complete, as the parts count it
    floors : what the sessions of each part cost at least, by level
    planned : how many parts have a first plan
    """

    whole: Whole
    limits: RunLimits
    engine: Engine
    stopped: Callable[[], bool]
    on_change: Callable[[], None] = lambda: None
    gains: dict[Objective, int] = field(default_factory=dict)
    floors: dict[int, dict[Objective, Floor]] = field(default_factory=dict)
    failures: list[str] = field(default_factory=list)
    standing: list[Standing] = field(init=False)
    policy: Policy = field(init=False)
    planned: int = 0
    tasks: int = 0
    spent: float = 0.0
    _rng: np.random.Generator = field(init=False)

    def __post_init__(self) -> None:
        self.policy, booked = open_policy(self.whole.instance), self.whole.bookings
        self.standing = [
            Standing(SESSION_SECONDS * len(part.sessions), sum(n not in booked for n in part.sessions))
            for part in self.whole.parts
        ]
        self._rng = np.random.default_rng(self.limits.seed)

    def construct(self, until: float) -> None:
        """Give every part that has no booking a first plan, as far as the time allows."""
        waiting = [
            part.number
            for part in sorted(self.whole.parts, key=lambda p: (-len(p.sessions), p.number))
            if not any(name in self.whole.bookings for name in part.sessions)
        ]
        self.planned = len(self.whole.parts) - len(waiting)
        self.on_change()

        def choose(busy: set[int]) -> Turn | None:
            for number in waiting:
                if busy.isdisjoint((number, *self.whole.parts[number].neighbours)):
                    waiting.remove(number)
                    return Turn((number,), Aim.CONSTRUCT)
            return None

        self._loop(choose, until)

    def improve(self, until: float) -> None:
        """Improve parts, alone or with a neighbour, until a time (`clock`)."""
        self._loop(self._chosen, until)

    def clock(self) -> float:
        """Return the time that limits are about."""
        return self.spent if self.limits.deterministic else time.monotonic()

    def _chosen(self, busy: set[int]) -> Turn | None:
        """Return the part whose turn it is: who is short first, then who has had fewest turns.

        A part that is short and was not helped alone is taken together with a neighbour.
        """
        free = [part for part in self.whole.parts if busy.isdisjoint((part.number, *part.neighbours))]
        if not free:
            return None
        standing = self.standing
        part = min(free, key=lambda p: self._order(standing[p.number], p.number))
        mine = standing[part.number]
        if mine.unmet and mine.idle and part.neighbours:
            near = [
                number
                for number in part.neighbours
                if busy.isdisjoint((number, *self.whole.parts[number].neighbours))
            ]
            if near:
                return Turn((part.number, int(self._rng.choice(near))), Aim.MEET)
        return Turn((part.number,), Aim.MEET if mine.unmet else Aim.IMPROVE)

    @staticmethod
    def _order(standing: Standing, number: int) -> tuple[bool, int, int, int]:
        # Who was not helped time and again stands in line with the others.
        first = standing.unmet > 0 and standing.idle < PATIENCE
        return not first, standing.turns + standing.idle, -standing.unmet, number

    def _loop(self, choose: Callable[[set[int]], Turn | None], until: float) -> None:
        flying: dict[Future[Any], Flight] = {}
        while True:
            over = self.stopped() or self.clock() >= until
            while not over and len(flying) < self._width(until):
                busy = {number for flight in flying.values() for number in flight.group}
                turn = choose(busy)
                if turn is None:
                    break
                seconds = self._seconds(turn, until)
                future, known = self._submitted(turn, seconds)
                flying[future] = Flight(turn.group, turn.aim, seconds, known)
            if not flying:
                return
            if self.limits.deterministic:
                done = list(flying)
            else:
                ready, _ = wait(flying, timeout=1.0, return_when=FIRST_COMPLETED)
                done = [future for future in flying if future in ready]
            for future in done:
                self._taken(flying.pop(future), future)
            if self.stopped():
                for future in flying:
                    future.cancel()
                return

    def _width(self, until: float) -> int:
        """Return how many parts are handed out at a time.

        One more than there are workers, so that none waits while the next part is cut out; near the end no
        part is to wait for a worker longer than it may take.
        """
        if self.limits.deterministic:
            return BATCH
        return self.engine.workers + (until - self.clock() > 2 * MOST_SECONDS)

    def _seconds(self, turn: Turn, until: float) -> float:
        if turn.aim is Aim.CONSTRUCT:
            return CONSTRUCT_SECONDS
        wanted = sum(self.standing[number].seconds for number in turn.group)
        return min(wanted, max(LEAST_SECONDS, until - self.clock()))

    def _submitted(self, turn: Turn, seconds: float) -> tuple[Future[Any], frozenset[str]]:
        """Hand a part out; return its future, and which bookings at widely shared places it knows."""
        parts = [self.whole.parts[number] for number in turn.group]
        instance = self.whole.instance
        pins = self.whole.pins(parts)
        taken = taken_seats(instance, parts, self.whole.others_on_platforms(parts, pins))
        piece = piece_of(instance, parts, pins, self.policy, taken)
        pins += [each.booking() for each in taken]
        limits = RunLimits(
            seconds,
            1,
            int(self._rng.integers(2**30)),
            deterministic=self.limits.deterministic,
            without=self.limits.without | WITHOUT,
        )
        task = task_of(piece, pins, self.whole.start(parts, pins), limits, turn.aim)
        self.tasks += 1
        allowed = ALLOWANCE + ALLOWED * seconds
        known = (token(b) for each in self.whole.others_at_wide(parts).values() for b in each)
        return self.engine.submit(solve_part, task, allowed_seconds=allowed), frozenset(known)

    def _admitted(self, parts: list[Part], answer: PartAnswer, known: frozenset[str]) -> list[Booking]:
        """Return the new bookings for which there still is room at widely shared places."""
        wide = frozenset[Thing]().union(*(part.wide for part in parts))
        if not wide:
            return list(answer.bookings)
        others = self.whole.others_at_wide(parts)
        clashes = Clashes(self.whole.instance, others, known, self.whole.reach.quota_minutes)
        used = self.whole.reach.used
        return [b for b in answer.bookings if clashes.admits(b, sorted(used(b) & wide))]

    def _taken(self, flight: Flight, future: Future[Any]) -> None:
        """Take an answer into the plan if it is sound and no worse; learn from it."""
        group, known, construct = flight.group, flight.known, flight.aim is Aim.CONSTRUCT
        self.spent += 0.0 if construct else flight.seconds
        parts = [self.whole.parts[number] for number in group]
        answer = self._sound(parts, future)
        gained, fell = False, False
        unmet: int | None = None
        if answer is not None:
            before = answer.before.get(Objective.OBLIGATIONS, 0)
            unmet = answer.after.get(Objective.OBLIGATIONS, 0)
            gained, fell = self._better(answer), unmet < before
            if len(group) == 1:
                self.floors[group[0]] = answer.floors
            self.planned += construct
            if construct or gained:
                bookings = self._admitted(parts, answer, known)
                self.whole.take(parts, bookings, answer.overnights)
                unmet += len(answer.bookings) - len(bookings)
                for level, value in answer.after.items():
                    self.gains[level] = self.gains.get(level, 0) + answer.before.get(level, 0) - value
            else:  # of two parts it is not known which one is short
                unmet = before if len(group) == 1 or before == 0 else None
        for number in group:
            mine = self.standing[number]
            mine.unmet = mine.unmet if unmet is None else unmet
            if not construct:
                mine.turns += 1
                mine.idle = 0 if fell or (gained and not unmet) else mine.idle + 1
                if flight.aim is Aim.IMPROVE or unmet != 0:
                    mine.seconds = max(mine.seconds, min(GROWTH * mine.seconds, MOST_SECONDS))
        if gained or construct:
            self.on_change()

    def _sound(self, parts: list[Part], future: Future[Any]) -> PartAnswer | None:
        """Return the answer for some parts, if there is one to rely on; one that is none is told of."""
        try:
            answer = answer_of(future.result())
        except (TaskError, LostWorkerError) as error:  # other parts can be planned all the same
            self.failures.append(f"{_names(parts)}: {error}")
            return None
        if answer is not None and not answer.sound:
            self.failures.append(f"{_names(parts)}: solver and checker disagree")
            return None
        return answer

    @staticmethod
    def _better(answer: PartAnswer) -> bool:
        """Tell whether the new plan is better; any sound one is where the old one broke a hard rule."""
        order = [level for level in Objective if level in answer.after]
        values = [answer.after[k] for k in order]
        return not answer.start_sound or values < [answer.before.get(k, 0) for k in order]


def _names(parts: list[Part]) -> str:
    return ", ".join(f"part {part.number} ({part.sessions[0]} ...)" for part in parts)
