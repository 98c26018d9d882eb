"""What a job does before it becomes the command: it binds itself to the batch and bounds its memory.

Run as a script: process id of the batch, MiB of memory (0: any amount), then the command. Both bonds outlive
the exchange of the program. It is a program of its own because the batch has threads: no code of ours may run
between its fork and its exec.
"""

import os
import signal
import sys
from contextlib import suppress

PR_SET_PDEATHSIG = 1
MIB = 1024 * 1024


def main(words: list[str]) -> None:
    """Become the command."""
    batch, memory_mib, *command = words
    if sys.platform == "linux":
        _die_with_the_batch(int(batch))
    if int(memory_mib):
        _bound_memory(int(memory_mib) * MIB)
    os.execv(command[0], command)  # noqa: S606 - the batch's own command; no shell


def _die_with_the_batch(batch: int) -> None:
    """Ask the kernel to end this process when the batch dies, however it dies."""
    import ctypes  # noqa: PLC0415 - Linux only

    ctypes.CDLL(None).prctl(PR_SET_PDEATHSIG, signal.SIGKILL)
    if os.getppid() != batch:  # it died before we asked
        os._exit(128 + signal.SIGKILL)


def _bound_memory(most_bytes: int) -> None:
    import resource  # noqa: PLC0415 - not on Windows

    with suppress(OSError, ValueError):  # a system that has no such limit
        hard = resource.getrlimit(resource.RLIMIT_DATA)[1]
        most = most_bytes if hard == resource.RLIM_INFINITY else min(most_bytes, hard)
        resource.setrlimit(resource.RLIMIT_DATA, (most, most))


if __name__ == "__main__":
    main(sys.argv[1:])
