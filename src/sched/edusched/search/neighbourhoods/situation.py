"""What a neighbourhood sees, and what it is."""

from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from typing import Protocol

import numpy as np
from numpy.typing import NDArray

from edusched.compile.arrays import Ints, Mask, ints
from edusched.search.landscape import Landscape


@dataclass(slots=True)
class Situation:
    """The present plan as neighbourhoods see it.

    Attributes
    ----------
    pain : Ints, shape (sessions,)
        How much of the level's value a session could be answerable for.
    worth : shape (decision columns,)
        What the cheapest booking costs that uses a column.
    size
        Sessions to free.
    taken : Mask, shape (sessions,)
        Sessions that another sub-model of the same batch already changes.
    """

    landscape: Landscape
    pain: Ints
    worth: NDArray[np.float64]
    size: int
    taken: Mask
    _odds: NDArray[np.float64] | None = field(default=None)

    def resized(self, size: int) -> "Situation":
        """Return the same for another number of sessions."""
        return replace(self, size=size)

    def draw(self, rng: np.random.Generator) -> int:
        """Return a session, the likelier the more of the level's value it could be answerable for."""
        if self._odds is None:
            self._odds = np.cumsum(np.where(self.taken, 0, self.pain).astype(np.float64))
        at = np.searchsorted(self._odds, rng.random() * self._odds[-1], side="right")
        return int(min(at, self.pain.size - 1))

    def cut(self, sessions: Iterable[int]) -> Ints:
        """Return sessions that are free to take, each once, until they count ``size``."""
        times = self.landscape.problem.times
        chosen: dict[int, None] = {}
        left = self.size
        for session in sessions:
            if session in chosen or self.taken[session] or times[session] == 0:
                continue
            if chosen and left < times[session]:
                continue
            chosen[session] = None
            left -= int(times[session])
            if left <= 0:
                break
        return ints(sorted(chosen))

    def filled(self, sessions: Iterable[int], rng: np.random.Generator) -> Ints:
        """Return sessions cut to size, filled up with painful ones."""

        def more() -> Iterable[int]:
            yield from sessions
            for _ in range(3 * self.size):
                yield self.draw(rng)

        return self.cut(more())


class Neighbourhood(Protocol):
    """Chooses what a sub-model may change.

    Attributes
    ----------
    breadth : how many more columns than usual it opens for each session
    together : its sessions look for a week and location that suits all of them
    """

    name: str
    breadth: float
    together: bool

    def sessions(self, at: Situation, rng: np.random.Generator) -> Ints:
        """Return the sessions to free, ascending; none where the neighbourhood has nothing to offer."""
        ...

    def kept(self, at: Situation, columns: Ints) -> Ints:
        """Return which of the sessions' open columns the sub-model keeps."""
        ...


class WholeBookings:
    """Base of neighbourhoods that free whole bookings: every column of their sessions."""

    name = ""
    breadth = 1.0
    together = False

    def kept(self, at: Situation, columns: Ints) -> Ints:  # noqa: ARG002 - part of the protocol
        """Keep all columns."""
        return columns
