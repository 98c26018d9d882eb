"""A worker process: reads tasks, writes answers, ends when its pipe is closed."""

import gc
import os
import queue
import signal
import sys
import threading
from typing import IO

from edusched.engines.plain import read_frame, unpacked, write_frame
from edusched.engines.work import Workplace

STOP_FRAME = b""
"""A frame to a worker that is neither a task nor shared data."""

ANSWER, NEED = b"A", b"N"
"""How frames of a worker begin: an answer, or the key of shared data it needs."""


def main() -> None:
    """Serve until the other end closes the pipe."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # the parent decides when to stop
    source, sink = _own_pipes()
    sys.path[:] = unpacked(read_frame(source))
    frames: queue.SimpleQueue[bytes] = queue.SimpleQueue()
    stop = threading.Event()
    threading.Thread(target=_listen, args=(source, frames, stop), daemon=True).start()

    def fetch(key: str) -> bytes:
        write_frame(sink, NEED + key.encode())
        return frames.get()

    workplace = Workplace()
    gc.disable()  # looking for rubbish during tasks took 8 % of them; it is looked for in between
    while True:
        write_frame(sink, ANSWER + workplace.answer(frames.get(), fetch, stop))
        gc.collect()
        gc.freeze()  # what is left are modules and caches: not to be looked at again


def _own_pipes() -> tuple[IO[bytes], IO[bytes]]:
    """Keep the pipes for ourselves: whatever a task reads is empty, and what it prints goes to the errors."""
    source, sink = os.dup(0), os.dup(1)
    nothing = os.open(os.devnull, os.O_RDONLY)
    os.dup2(nothing, 0)
    os.close(nothing)
    os.dup2(2, 1)
    return os.fdopen(source, "rb"), os.fdopen(sink, "wb")


def _listen(source: IO[bytes], frames: "queue.SimpleQueue[bytes]", stop: threading.Event) -> None:
    """Pass frames on. Once the parent is gone, however it went, there is nobody to work for: end at once."""
    try:
        while True:
            frame = read_frame(source)
            if frame == STOP_FRAME:
                stop.set()
            else:
                frames.put(frame)
    except (EOFError, OSError):
        os._exit(0)
