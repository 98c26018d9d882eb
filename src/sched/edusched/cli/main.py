"""Entry point of the command ``sched``: signals first, then everything else.

Nothing heavy is imported here, so that a signal in the first moments is already answered in our words.
"""

import gc
import os
import sys
import threading
from collections.abc import Sequence
from typing import NoReturn

from edusched.cli.signals import Interrupted, StopRequest

RARELY = (50_000, 20, 50)
"""New objects, and rounds of the younger generations, between two looks for rubbish."""


def main(arguments: Sequence[str] | None = None) -> NoReturn:
    """Run the command and exit with its code.

    Parameters
    ----------
    arguments
        Words after ``sched``; none given: those of the process.
    """
    # A province is millions of objects that stay. Looked through for rubbish at the usual pace, cutting it
    # takes half as long again, and checking its plan a third.
    gc.set_threshold(*RARELY)
    stop = StopRequest()
    stop.listen()
    try:
        from edusched.cli.group import sched
        from edusched.cli.terminal import Terminal

        sched.main(arguments, prog_name="sched", obj=Terminal(stop))
    except Interrupted as signal:  # before the command itself
        sys.exit(signal.exit_code)
    except SystemExit as end:
        # A solver that was stopped may leave threads at work in native code. The interpreter would pull the
        # ground from under them as it ends, and they would bring the process down with a code of their own.
        if threading.active_count() > 1 and isinstance(end.code, int):
            os._exit(end.code)
        raise
