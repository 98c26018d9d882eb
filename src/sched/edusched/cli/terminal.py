"""What a verb says: data to standard output, everything else to standard error, as text or as JSON lines.

JSON lines carry ids, numbers and paths, never names or values from an instance: logs get copied around.
Saying something never fails: a reader of messages who has gone must not cost the plan.
"""

import io
import json
import os
import sys
from contextlib import suppress
from datetime import UTC, datetime
from typing import Any, Literal

import click

from edusched.cli.signals import StopRequest
from edusched.domain.errors import FileAccessError, clean_text

MAX_LINE_CHARACTERS = 4_000

Style = Literal["text", "json"]


class Terminal:
    """The two standard streams of a run, the signals it got, and what is to be known at its end.

    Parameters
    ----------
    stop
        Requests to stop; one of its own that hears no signals if not given, as in tests.

    Attributes
    ----------
    style, quiet
        How messages look, and whether they are few.
    kept
        Where the plan is once it is safe; None before.
    """

    def __init__(self, stop: StopRequest | None = None) -> None:
        self.stop = stop or StopRequest()
        self.style: Style = "text"
        self.quiet = False
        self.kept: str | None = None

    def is_interactive(self) -> bool:
        """Tell whether messages go to a terminal."""
        return sys.stderr is not None and sys.stderr.isatty()

    def print(self, text: str) -> None:
        """Write lines of data to standard output.

        Raises
        ------
        FileAccessError
            The lines could not be written.
        """
        try:
            click.echo(_safe(text))
        except BrokenPipeError:
            raise
        except OSError as error:
            problem = f"cannot be written: {error.strerror or error}"
            raise FileAccessError("standard output", problem) from error

    def note(self, event: str, text: str, **data: Any) -> None:
        """Tell how things go; not said under ``--quiet``."""
        if not self.quiet:
            self._say("info", event, text, data)

    def warn(self, event: str, text: str, **data: Any) -> None:
        """Tell what looks wrong; not said under ``--quiet``."""
        if not self.quiet:
            self._say("warning", event, f"warning: {text}", data)

    def fail(self, event: str, text: str, **data: Any) -> None:
        """Tell what went wrong; always said."""
        self._say("error", event, f"error: {text}", data)

    def say(self, event: str, text: str, **data: Any) -> None:
        """Tell how a run ended where that is no plan; always said."""
        self._say("info", event, text, data)

    def _say(self, severity: str, event: str, text: str, data: dict[str, Any]) -> None:
        if self.style == "json":
            now = datetime.now(UTC).isoformat(timespec="milliseconds")
            line = {"time": now, "severity": severity, "event": event, **data}
            text = json.dumps(line)  # all ASCII, so that no id can carry a terminal code
        with suppress(OSError, ValueError):
            click.echo(_safe(text) if self.style == "text" else text, err=True)


def speak_utf8() -> None:
    """Make both streams speak UTF-8 whatever the language of the machine; what they cannot say is escaped."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(encoding="utf-8", errors="backslashreplace")


def settle() -> None:
    """Write out what the streams still hold; what nobody can take any more is dropped in silence."""
    for stream in (sys.stdout, sys.stderr):
        try:
            if stream is not None:
                stream.flush()
        except (OSError, ValueError):
            # Python would try again at its end, complain, and exit with a code of its own.
            with suppress(OSError, ValueError):
                nowhere = os.open(os.devnull, os.O_WRONLY)
                os.dup2(nowhere, stream.fileno())
                os.close(nowhere)


def _safe(text: str) -> str:
    return "\n".join(clean_text(line, MAX_LINE_CHARACTERS) for line in text.split("\n"))
