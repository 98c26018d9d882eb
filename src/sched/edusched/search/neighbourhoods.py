"""Neighbourhoods: which sessions a sub-model may change. One visible list; each is a function of a few lines.

Sources: SOLVER notes (conflict neighbourhoods beat windows at size); Pisinger and Ropke (2010), large
neighbourhood search.
"""

from collections.abc import Callable
from dataclasses import dataclass
from random import Random

import numpy as np

from edusched.compile.arrays import Ints, ints
from edusched.compile.columns import NONE
from edusched.search.landscape import NOBODY, Landscape


@dataclass(frozen=True, slots=True)
class Situation:
    """The present plan as neighbourhoods see it."""

    landscape: Landscape
    values: Ints
    pain: Ints
    size: int

    def draw(self, rng: Random) -> int:
        """Return a session, the likelier the more of the level's value it could be answerable for."""
        return rng.choices(range(self.pain.size), weights=self.pain.tolist())[0]


def conflict(at: Situation, rng: Random) -> Ints:
    """Take a painful session, those that hold the cells it could use, those that hold theirs, and so on."""
    occupants = at.landscape.occupants(at.values)
    chosen = [at.draw(rng)]
    seen = set(chosen)
    for session in chosen:
        if len(chosen) >= at.size:
            break
        rivals = np.unique(occupants[at.landscape.exclusive[session]])
        fresh = [s for s in rivals.tolist() if s != NOBODY and s not in seen]
        rng.shuffle(fresh)
        for rival in fresh[: max(3, at.size // 4)]:
            seen.add(rival)
            chosen.append(rival)
    return _filled(at, rng, chosen)


def window(at: Situation, rng: Random) -> Ints:
    """Take the sessions nearest in time to a painful one, and idle ones that could run about then."""
    slots = at.landscape.slots(at.values)
    seed = at.draw(rng)
    placing = at.landscape.problem.placing
    mine = placing.slot[placing.session == seed]
    centre = slots[seed] if slots[seed] != NONE else (rng.choice(mine.tolist()) if mine.size else 0)
    distance = np.abs(np.where(slots == NONE, centre, slots) - centre)
    noise = ints([rng.randrange(3) for _ in range(slots.size)])
    return np.argsort(distance + noise, kind="stable")[: at.size].astype(np.int64)


def people(at: Situation, rng: Random) -> Ints:
    """Take what one or two instructors teach, and what they could teach instead."""
    teaching = at.landscape.problem.teaching
    seed = at.draw(rng)
    able = np.unique(teaching.who[teaching.session == seed]).tolist()
    if not able:
        return conflict(at, rng)
    chosen = rng.sample(able, min(len(able), 2))
    theirs = np.isin(teaching.who, chosen)
    taught = np.unique(teaching.session[theirs & (at.values[teaching.column] == 1)]).tolist()
    could = np.unique(teaching.session[theirs]).tolist()
    rng.shuffle(taught)
    rng.shuffle(could)
    return _cut(at, [seed, *taught, *could])


def together(at: Situation, rng: Random) -> Ints:
    """Take whole programmes, beginning with that of a painful session."""
    entities = at.landscape.problem.entities
    programme_of = entities.instance.programme_of
    chosen: list[int] = []
    for _ in range(3):
        session = at.draw(rng)
        programme = programme_of.get(entities.sessions[session].id)
        names = [entities.sessions[session].id] if programme is None else programme.sessions
        chosen += [entities.session_index[name] for name in names]
        if len(set(chosen)) >= at.size:
            break
    return _filled(at, rng, chosen)


def mobile(at: Situation, rng: Random) -> Ints:
    """Take the sessions of mobile units, where there are any."""
    placing = at.landscape.problem.placing
    locations = at.landscape.problem.entities.locations
    stops = ints([k for k, info in enumerate(locations) if info.mobile_unit is not None])
    chosen = np.unique(placing.session[np.isin(placing.location, stops)]).tolist()
    if not chosen:
        return scattered(at, rng)
    rng.shuffle(chosen)
    return _cut(at, chosen)


def scattered(at: Situation, rng: Random) -> Ints:
    """Take any sessions at all: keeps the search from going round in circles."""
    return ints(sorted(rng.sample(range(at.landscape.sessions), min(at.size, at.landscape.sessions))))


NEIGHBOURHOODS: tuple[Callable[[Situation, Random], Ints], ...] = (
    conflict,
    window,
    people,
    together,
    mobile,
    scattered,
)


def _cut(at: Situation, sessions: list[int]) -> Ints:
    return ints(sorted(dict.fromkeys(sessions[: at.size])))


def _filled(at: Situation, rng: Random, sessions: list[int]) -> Ints:
    """Return the sessions, filled up to the size with painful ones."""
    chosen = dict.fromkeys(sessions)
    for _ in range(3 * at.size):
        if len(chosen) >= min(at.size, at.landscape.sessions):
            break
        chosen.setdefault(at.draw(rng))
    return ints(sorted(chosen))
