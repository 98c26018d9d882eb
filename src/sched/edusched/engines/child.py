"""A worker as its parent holds it: a plain child process with pipes.

Not one of ``multiprocessing``: these import the caller's main module again, which a program without a main
guard does not survive.
"""

import signal
import subprocess
import sys
import threading
from collections.abc import Callable
from contextlib import suppress

from edusched.engines.plain import packed, read_frame, write_frame
from edusched.engines.worker import ANSWER, STOP_FRAME

COMMAND = (sys.executable, "-c", "from edusched.engines.worker import main; main()")


class Child:
    """A worker process.

    Parameters
    ----------
    fetch
        Returns shared data by their key, as they cross to a worker.

    Raises
    ------
    OSError
        The machine does not allow it.
    """

    def __init__(self, fetch: Callable[[str], bytes]) -> None:
        self._fetch = fetch
        self._overdue: float | None = None
        # A group of its own: the interrupt a terminal sends to ours is not meant for it. What it says in
        # dying is not for the user.
        self._process = subprocess.Popen(
            COMMAND,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            process_group=0 if sys.platform != "win32" else None,
        )
        self._lock = threading.Lock()  # what is written comes from several threads
        with suppress(OSError):  # it is gone already: whoever asks it will see
            self._write(packed(sys.path))

    @property
    def is_alive(self) -> bool:
        """Tell whether it can be asked."""
        return self._overdue is None and self._process.poll() is None

    def ask(self, raw: bytes, allowed_seconds: float | None) -> bytes | None:
        """Return the worker's answer to a task; None: it is gone."""
        process = self._process
        if process.stdout is None:
            return None
        timer = threading.Timer(allowed_seconds or 0.0, self._give_up, (allowed_seconds,))
        timer.daemon = True
        if allowed_seconds is not None:
            timer.start()
        try:
            self._write(raw)
            while (frame := read_frame(process.stdout))[:1] != ANSWER:
                self._write(self._fetch(frame[1:].decode()))
            return frame[1:]
        except (OSError, EOFError, ValueError):
            return None
        except BaseException:
            self.kill()  # it waits for what does not come
            raise
        finally:
            timer.cancel()

    def stop(self) -> None:
        """Ask it to end its task soon; from any thread."""
        with suppress(OSError, ValueError):  # it is gone
            self._write(STOP_FRAME)

    def kill(self) -> None:
        """End it at once; from any thread."""
        with suppress(OSError):
            self._process.kill()

    def end(self) -> str:
        """End it, and say how it ended."""
        self.kill()
        code = self._process.wait()
        for pipe in (self._process.stdin, self._process.stdout):
            with suppress(OSError):
                if pipe is not None:
                    pipe.close()
        if self._overdue is not None:
            return f"it took more than {self._overdue:g} s"
        return f"it died of {_name(-code)}" if code < 0 else f"it ended with exit code {code}"

    def _write(self, frame: bytes) -> None:
        if self._process.stdin is not None:
            with self._lock:
                write_frame(self._process.stdin, frame)

    def _give_up(self, allowed_seconds: float) -> None:
        self._overdue = allowed_seconds
        self.kill()


def _name(number: int) -> str:
    return {int(known): known.name for known in signal.Signals}.get(number, f"signal {number}")
