"""What a run of ``sched solve --log-format json`` says on standard error, line by line.

The command tells each improvement with the seconds of the search (``progress``), and how it ended and how
long the solve took (``finished``, ``error``). Those seconds are exact. When the solve and its search began is
known from when lines came in, for the search from the line with the least delay; the command passes lines on
every tenth of a second, so both moments, and with them the time of compiling, are known to about as much.
"""

import json
import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from edusched.bench.rows import Level
from edusched.bench.trace import Step
from edusched.domain.errors import clean_text

MAX_ERROR_CHARACTERS = 300
MAX_ERRORS = 5

# Folders of a path: results go around, and say nothing about the machine they come from but its shape.
_FOLDERS = re.compile(r"(?:[A-Za-z]:)?[\\/](?:[^\s\\/:;,'\"]+[\\/])+")


@dataclass(frozen=True, slots=True)
class Told:
    """What a run told.

    Attributes
    ----------
    steps
        Progress, with seconds since the start of the process.
    search_began_seconds
        When the search began, since the start of the process; None: there was no progress.
    finished_seconds
        When its last word came in, since the start of the process; None: it had none.
    status, levels, solve_seconds, plan, unmet, not_run, conflicts
        From its last word; None and nothing where it had none. ``plan`` tells whether a plan was written;
        then come how many obligations are unmet, how many sessions do not run, and what stands in the way of
        any plan.
    errors
        Why it failed, in its own words.
    """

    steps: tuple[Step, ...] = ()
    search_began_seconds: float | None = None
    finished_seconds: float | None = None
    status: str | None = None
    levels: Mapping[str, Level] | None = None
    solve_seconds: float | None = None
    plan: bool = False
    unmet: int = 0
    not_run: int = 0
    conflicts: tuple[str, ...] = ()
    errors: tuple[str, ...] = ()

    @property
    def load_seconds(self) -> float | None:
        """Return the time from the start of the process to the begin of the solve."""
        if self.finished_seconds is None or self.solve_seconds is None:
            return None
        return max(0.0, self.finished_seconds - self.solve_seconds)

    @property
    def compile_seconds(self) -> float | None:
        """Return the time from the begin of the solve to that of the search."""
        load = self.load_seconds
        if load is None or self.search_began_seconds is None:
            return None
        return max(0.0, self.search_began_seconds - load)


def told(said: Iterable[tuple[float, str]]) -> Told:
    """Return what lines of standard error tell, each with the seconds at which it came in."""
    ended: float | None = None
    progress: list[tuple[float, Mapping[str, Any]]] = []
    errors: list[str] = []
    finished: Mapping[str, Any] = {}
    for seconds, line in said:
        event = _event(line)
        match event.get("event"):
            case "progress":
                progress.append((seconds, event))
            case "finished":
                finished, ended = event, seconds
            case "error" | "fault" | "overdue":
                errors.append(_words(event))
            case None if line.strip():
                errors.append(line)
    began = min((seconds - event["seconds"] for seconds, event in progress), default=None)
    return Told(
        steps=tuple(sorted(_steps(progress, began or 0.0), key=lambda step: step.seconds)),
        search_began_seconds=began,
        finished_seconds=ended,
        status=finished.get("status"),
        levels=_levels(finished) if finished else None,
        solve_seconds=finished.get("seconds"),
        plan=finished.get("plan") is not None,
        unmet=len(finished.get("unmet", ())),
        not_run=len(finished.get("not_run", ())),
        conflicts=tuple(map(_conflict, finished.get("conflicts", ()))),
        errors=tuple(errors),
    )


def error_words(errors: Iterable[str], *reasons: str) -> str:
    """Return on one line, without folders, why a run failed: our reasons, then its own last words."""
    own = [text for text in errors if text.strip()][-MAX_ERRORS:]
    return clean_text("; ".join(map(without_folders, (*reasons, *own))), MAX_ERROR_CHARACTERS)


def without_folders(text: str) -> str:
    """Return words with the folders taken off the paths in them."""
    return _FOLDERS.sub("", text.strip())


def improvement(line: str) -> Mapping[str, Any] | None:
    """Return level, value and bound where a line tells of progress."""
    event = _event(line)
    return event if event.get("event") == "progress" else None


def _event(line: str) -> Mapping[str, Any]:
    """Return a line as an event; a line that is none, such as one from a library, has no name."""
    if not line.startswith("{"):
        return {}
    try:
        event = json.loads(line)
    except ValueError:
        return {}
    return event if isinstance(event, dict) and "event" in event else {}


def _steps(progress: list[tuple[float, Mapping[str, Any]]], began: float) -> Iterator[Step]:
    for _, event in progress:
        yield Step(began + event["seconds"], event["level"], event["value"], event["bound"])


def _levels(finished: Mapping[str, Any]) -> dict[str, Level]:
    return {item["level"]: Level(item["value"], item["bound"], item["gap"]) for item in finished["levels"]}


def _conflict(conflict: Mapping[str, Any]) -> str:
    subject = " / ".join(conflict["subject"])
    return f"{conflict['rule']}: {subject}: {conflict['amount']} {conflict['unit']}"


def _words(event: Mapping[str, Any]) -> str:
    """Return an error event as words: its texts and numbers that say what is wrong, and where."""
    if "what" in event:
        return f"{event['what']}: {event['amount']} {event['unit']}, at most {event['limit']} allowed"
    parts = [str(event[name]) for name in ("path", "problem", "expected", "advice") if event.get(name)]
    return ": ".join(parts) or str(event["event"])
