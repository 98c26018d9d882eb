"""The engine without helpers: each draft is solved where it is asked for."""

from collections import deque
from collections.abc import Sequence

from edusched.model.cp_sat import Answer, Interrupt
from edusched.search.drafts import Draft, solve_draft


class SerialEngine:
    """Solves drafts one after the other in this process."""

    workers = 1

    def __init__(self, interrupt: Interrupt) -> None:
        self._interrupt = interrupt
        self._waiting: deque[tuple[int, Draft]] = deque()

    def map(self, drafts: Sequence[Draft]) -> list[Answer]:
        """Solve drafts in order."""
        return [solve_draft(draft, self._interrupt) for draft in drafts]

    def submit(self, number: int, draft: Draft) -> None:
        """Put a draft in the queue."""
        self._waiting.append((number, draft))

    def next_answer(self) -> tuple[int, Answer]:
        """Solve the first draft of the queue."""
        number, draft = self._waiting.popleft()
        return number, solve_draft(draft, self._interrupt)

    def drop(self) -> None:
        """Forget the queue."""
        self._waiting.clear()

    def close(self) -> None:
        """Nothing to end."""
