"""Entry point of the command ``sched``: signals first, then everything else.

Nothing heavy is imported here, so that a signal in the first moments is already answered in our words.
"""

import sys
from collections.abc import Sequence
from typing import NoReturn

from edusched.cli.signals import Interrupted, StopRequest


def main(arguments: Sequence[str] | None = None) -> NoReturn:
    """Run the command and exit with its code.

    Parameters
    ----------
    arguments
        Words after ``sched``; none given: those of the process.
    """
    stop = StopRequest()
    stop.listen()
    try:
        from edusched.cli.group import sched
        from edusched.cli.terminal import Terminal

        sched.main(arguments, prog_name="sched", obj=Terminal(stop))
    except Interrupted as signal:  # before or after the command itself
        sys.exit(signal.exit_code)
