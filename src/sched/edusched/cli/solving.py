"""Run a solve in a thread of its own and wait for it so that signals are answered at once."""

import threading
import time
from collections.abc import Callable

from edusched.cli.progress import Display
from edusched.cli.terminal import Terminal
from edusched.domain.result import Result

WAIT_SECONDS = 0.1
GRACE_SECONDS = 5.0
GRACE_WITHOUT_PLAN_SECONDS = 1.5
"""Without a plan there is nothing to wait for but a clean end."""


class OverdueError(Exception):
    """The solver did not stop in the time given after it was asked to."""


class Solving(threading.Thread):
    """The thread a solve runs in; a daemon, so that it can be left behind."""

    def __init__(self, work: Callable[[], Result]) -> None:
        super().__init__(name="sched-solve", daemon=True)
        self._work = work
        self._result: Result | None = None
        self._error: BaseException = RuntimeError("the solve ended without a word")

    def run(self) -> None:
        """Do the work and keep what came of it."""
        try:
            self._result = self._work()
        except BaseException as error:  # noqa: BLE001 - raised again in the main thread
            self._error = error

    def result(self) -> Result:
        """Return what came of the work, or raise what it raised."""
        if self._result is None:
            raise self._error
        return self._result


def solve_and_wait(
    work: Callable[[], Result],
    pull: Callable[[], None],
    display: Display,
    terminal: Terminal,
    last_check_seconds: float = 0.0,
) -> Result:
    """Solve, show progress, and stop when a signal asks for it.

    Parameters
    ----------
    work
        The solve.
    pull
        Ends it early; called once, in the main thread.
    last_check_seconds
        What the check of a large plan may take once it has ended.

    Raises
    ------
    OverdueError
        It was asked to stop and did not, so its best plan cannot be had.
    """
    thread = Solving(work)
    told, threading.excepthook = threading.excepthook, _teller(terminal)
    thread.start()
    pulled = False
    try:
        while thread.is_alive():
            thread.join(WAIT_SECONDS)
            display.refresh()
            if not terminal.stop.asked:
                continue
            if not pulled:
                pulled = True
                display.stopping()
                pull()
            grace = GRACE_SECONDS if display.has_plan else GRACE_WITHOUT_PLAN_SECONDS
            grace += last_check_seconds
            if thread.is_alive() and time.monotonic() - terminal.stop.asked_at > grace:
                raise OverdueError
        display.refresh()
    finally:
        display.close()
        threading.excepthook = told
    return thread.result()


def _teller(terminal: Terminal) -> Callable[[threading.ExceptHookArgs], None]:
    """Return what tells of a helper thread that failed: a line, where Python has a traceback."""

    def tell(failed: threading.ExceptHookArgs) -> None:
        name = failed.exc_type.__name__
        terminal.warn("thread_failed", f"a helper thread of the solver failed: {name}", problem=name)

    return tell
