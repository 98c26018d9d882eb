"""What a running batch shows: a live table on a terminal, else a line for each job that starts or ends."""

import sys
import time
from collections.abc import Sequence
from contextlib import suppress
from types import TracebackType
from typing import Any

from edusched.batch.outcome import FAILURE_WORDS, Outcome
from edusched.batch.runner import Running, Watcher
from edusched.cli.terminal import Terminal
from edusched.report.blocks import Table, table_lines

MAX_FAILURES_SHOWN = 5
SHOW_SECONDS = 0.5
STOPPING = "stopping: jobs that run keep their best plan (Ctrl-C again gives them up)"


class Display(Watcher):
    """Counts what ended, and says a line about it.

    Attributes
    ----------
    outcomes
        Of the jobs that have ended.
    """

    def __init__(self, terminal: Terminal, jobs: int, done: int) -> None:
        self.terminal, self.jobs, self.done = terminal, jobs, done
        self.outcomes: list[Outcome] = []
        self._told_to_stop = False
        if done:
            terminal.note("resumed", f"done before: {done:,} of {jobs:,} jobs", done=done, of=jobs)

    def __enter__(self) -> "Display":
        """Begin to show."""
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        """Show no more."""

    def stopped(self) -> bool:
        """Tell whether a signal asked to stop."""
        return self.terminal.stop.asked

    def started(self, running: Running) -> None:
        """Tell of a job that starts, to programs."""
        if self.terminal.style == "json":
            self.terminal.note("started", "", job=running.job.name, instance_hash=running.who.instance_hash)

    def ended(self, outcome: Outcome) -> None:
        """Tell of a job that ended."""
        self.outcomes.append(outcome)
        number = self.done + len(self.outcomes)
        self.terminal.note(
            "job", f"{number:,}/{self.jobs:,} {outcome_words(outcome)}", **_data(outcome, number, self.jobs)
        )

    def tick(self, running: Sequence[Running]) -> None:
        """Tell once that the request to stop was heard."""
        if self.stopped() and not self._told_to_stop:
            self._told_to_stop = True
            self.terminal.note("stopping", STOPPING, running=len(running))


class LiveDisplay(Display):
    """A table that changes in place: the jobs that run, each with its level, value and bound."""

    def __init__(self, terminal: Terminal, jobs: int, done: int) -> None:
        from rich.console import Console
        from rich.live import Live

        super().__init__(terminal, jobs, done)
        self._began, self._shown_at = time.monotonic(), 0.0
        self._live = Live(console=Console(file=sys.stderr), auto_refresh=False, transient=True)

    def __enter__(self) -> "LiveDisplay":
        """Begin to show."""
        with suppress(OSError):
            self._live.start()
        return self

    def __exit__(self, *_: object) -> None:
        """Take the table away; what failed is said once more, to stay."""
        with suppress(OSError):
            self._live.stop()
        for outcome in self.outcomes:
            if outcome.failure:
                self.terminal.note("job", outcome_words(outcome))

    def ended(self, outcome: Outcome) -> None:
        """Count it; the table shows it."""
        self.outcomes.append(outcome)

    def tick(self, running: Sequence[Running]) -> None:
        """Draw the table anew."""
        from rich.text import Text

        now = time.monotonic()
        if now - self._shown_at < SHOW_SECONDS:
            return
        self._shown_at = now
        lines = "\n".join(self.lines(running, now))
        with suppress(OSError):
            self._live.update(Text(lines, no_wrap=True, overflow="crop"), refresh=True)

    def lines(self, running: Sequence[Running], now: float) -> list[str]:
        """Return what is shown at a moment of the monotonic clock."""
        failed = [outcome for outcome in self.outcomes if outcome.failure]
        ended = self.done + len(self.outcomes)
        head = f"{now - self._began:.0f} s   {ended:,} of {self.jobs:,} jobs done"
        head += f", {len(failed):,} failed" if failed else ""
        rows = [
            (
                each.job.name,
                f"{now - each.began:.0f} s",
                each.level or "-",
                _whole(each.value),
                _whole(each.bound),
            )
            for each in running
        ]
        names = ("job", "time", "level", "value", "bound")
        table = table_lines(Table(names, tuple(rows), ("time", "value", "bound"))) if rows else []
        last = [outcome_words(outcome) for outcome in failed[-MAX_FAILURES_SHOWN:]]
        return [head, *table, *last, *([STOPPING] if self.stopped() else [])]


def watcher_for(terminal: Terminal, jobs: int, done: int) -> Display:
    """Return the display that suits where messages go."""
    live = terminal.style == "text" and not terminal.quiet and terminal.is_interactive()
    return LiveDisplay(terminal, jobs, done) if live else Display(terminal, jobs, done)


def outcome_words(outcome: Outcome) -> str:
    """Return one line about a job."""
    if outcome.failure:
        words = f"{outcome.job}: failed ({outcome.failure.value}): {FAILURE_WORDS[outcome.failure]}"
        return "; ".join([words, *outcome.reasons[:1]])
    parts = [f"{outcome.job}: {outcome.status.value if outcome.status else ''}"]
    parts += [f"{name} {level.value:,} (bound {level.bound:,})" for name, level in outcome.levels.items()]
    parts += [f"{outcome.seconds:.1f} s"] if outcome.seconds is not None else []
    parts += [f"{outcome.peak_mib:,.0f} MiB"] if outcome.peak_mib is not None else []
    return "; ".join(parts)


def _data(outcome: Outcome, number: int, jobs: int) -> dict[str, Any]:
    return {
        "number": number,
        "of": jobs,
        "job": outcome.job,
        "status": outcome.status.value if outcome.status else None,
        "failure": outcome.failure.value if outcome.failure else None,
        "gap": outcome.gap,
        "seconds": outcome.seconds,
        "reasons": list(outcome.reasons),
    }


def _whole(value: int | None) -> str:
    return "-" if value is None else f"{value:,}"
