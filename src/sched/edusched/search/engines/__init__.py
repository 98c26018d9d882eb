"""Engines: where sub-models are solved. All take drafts and hand back answers; one visible interface."""

from collections.abc import Sequence
from typing import Protocol

from edusched.model.cp_sat import Answer
from edusched.search.drafts import Draft


class Engine(Protocol):
    """Solves drafts on some workers.

    Attributes
    ----------
    workers : drafts that are worked on at the same time
    """

    workers: int

    def map(self, drafts: Sequence[Draft]) -> list[Answer]:
        """Solve drafts and return their answers in the same order."""
        ...

    def submit(self, number: int, draft: Draft) -> None:
        """Take a draft in hand, known by its number."""
        ...

    def next_answer(self) -> tuple[int, Answer]:
        """Wait for the next draft that is done; return its number and answer."""
        ...

    def drop(self) -> None:
        """Forget the drafts in hand: their answers are of no use any more."""
        ...

    def close(self) -> None:
        """End all workers."""
        ...
