"""Signals that end the program: before a solve they end it at once, during one they keep the best plan.

The solver runs in a thread of its own, because Python answers signals in its main thread only, and only
between two steps of it. A handler does as little as it can: it notes the request, and the main thread, which
never waits for longer than a tenth of a second, does the rest.
"""

import signal
import time
from collections.abc import Iterator
from contextlib import contextmanager
from types import FrameType

# A terminal that closes must not cost the plan either. Windows has no such signal.
NAMES = ("SIGINT", "SIGTERM", "SIGHUP")

# One Ctrl-C may come twice at once, from the terminal and from a wrapper that passes it on.
SAME_REQUEST_SECONDS = 0.2


class Interrupted(BaseException):
    """A signal ends the program; not an ``Exception``, so that nothing takes it for a failure."""

    def __init__(self, number: int) -> None:
        super().__init__(number)
        self.number = number

    @property
    def exit_code(self) -> int:
        """128 + the signal's number: 130 for SIGINT, 143 for SIGTERM."""
        return 128 + self.number


class StopRequest:
    """What signals have asked for so far.

    Attributes
    ----------
    number
        Signal that asked to stop, while there was something to keep; None: nobody did.
    asked_at
        When that was, on the monotonic clock.
    """

    def __init__(self) -> None:
        self.number: int | None = None
        self.asked_at = 0.0
        self._keeping = False
        self._raised = False

    def listen(self) -> None:
        """Take charge of the signals; those that are ignored (as under ``nohup``) stay ignored."""
        for name in NAMES:
            number = getattr(signal, name, None)
            if number is not None and signal.getsignal(number) is not signal.SIG_IGN:
                signal.signal(number, self.handle)

    @contextmanager
    def keeping(self) -> Iterator[None]:
        """Make the first signal a request, for as long as there is a plan to keep."""
        self._keeping = True
        try:
            yield
        finally:
            self._keeping = False

    def handle(self, number: int, frame: FrameType | None = None) -> None:  # noqa: ARG002 - Python's shape
        """Answer a signal.

        Raises
        ------
        Interrupted
            There is nothing to keep, or SIGINT came a second time. It is raised once only.
        """
        now = time.monotonic()
        if self._raised:
            return
        if self._keeping and self.number is None:
            self.number, self.asked_at = number, now
            return
        again = number == signal.SIGINT and now - self.asked_at >= SAME_REQUEST_SECONDS
        if not self._keeping or again:
            self._raised = True
            raise Interrupted(number)

    def close(self) -> None:
        """Answer no more signals: the exit code is settled."""
        self._raised = True

    @property
    def asked(self) -> bool:
        """Tell whether a signal asked to stop."""
        return self.number is not None

    @property
    def exit_code(self) -> int:
        """Exit code of an interrupted run."""
        return 128 + (self.number or signal.SIGINT)
