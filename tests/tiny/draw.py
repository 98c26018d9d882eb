"""Small questions to a random generator, worded so that Hypothesis shrinks them to the plainest answer."""

from collections.abc import Sequence
from random import Random
from typing import Any, TypeVar

T = TypeVar("T")


class Draw:
    """Asks a seeded ``Random``, or one of Hypothesis, which shrinks towards 0."""

    def __init__(self, rng: Random) -> None:
        self.rng = rng

    def chance(self, probability: float) -> bool:
        """Return True with a probability; the plainest answer is False."""
        return self.rng.random() >= 1 - probability

    def one(self, options: Sequence[T]) -> T:
        """Return one of the options; the plainest is the first."""
        return options[self.rng.randrange(len(options))]

    def number(self, low: int, high: int) -> int:
        """Return a whole number from low to high, both included."""
        return self.rng.randint(low, high)

    def some(self, options: Sequence[T], least: int = 1, most: int | None = None) -> list[T]:
        """Return several different options, in the order given."""
        top = len(options) if most is None else min(most, len(options))
        count = self.number(min(least, top), top)
        chosen = sorted(self.rng.sample(range(len(options)), count))
        return [options[k] for k in chosen]

    def shuffled(self, options: Sequence[T]) -> list[T]:
        """Return the options in any order."""
        mixed = list(options)
        self.rng.shuffle(mixed)
        return mixed

    def maybe(self, probability: float, key: str, value: Any) -> dict[str, Any]:
        """Return ``{key: value}`` with a probability, else nothing: to be merged into plain data."""
        return {key: value} if self.chance(probability) else {}
