"""A worker process: reads drafts, writes answers, ends when its pipe is closed."""

import signal
import sys

from edusched.search.drafts import solve_draft
from edusched.search.engines.wire import read_draft, write_answer


def main() -> None:
    """Serve until the other end closes the pipe."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # the parent decides when to stop, and keeps its plan
    source, sink = sys.stdin.buffer, sys.stdout.buffer
    while True:
        try:
            write_answer(sink, solve_draft(read_draft(source)))
        except (EOFError, OSError):
            return
