"""What a running solve shows: live lines on a terminal, a line an event for programs, else nothing.

The solver's threads only put what they know into a queue; the main thread takes it out and does the writing,
so that a terminal that hangs never holds up the search.
"""

import sys
import time
from collections import deque
from contextlib import suppress
from typing import TYPE_CHECKING

from edusched.cli.terminal import Terminal
from edusched.domain.policy import Objective
from edusched.domain.result import LevelScore
from edusched.report.blocks import Table, table_lines
from edusched.report.words import Words, gap_words

if TYPE_CHECKING:
    from edusched.search.limits import Progress

MAX_WAITING = 10_000
STOPPING = "stopping: keeping the best plan (Ctrl-C again gives it up)"


class Display:
    """Takes in progress from any thread, and shows nothing of it.

    Attributes
    ----------
    has_plan
        The solver has told of a plan.
    in_parts
        It has told of parts.
    """

    def __init__(self, terminal: Terminal) -> None:
        self._terminal = terminal
        self._waiting: deque[Progress] = deque(maxlen=MAX_WAITING)
        self.has_plan = self.in_parts = False

    def __call__(self, step: "Progress") -> None:
        """Take in what the solver tells; called from its threads."""
        self.has_plan = self.has_plan or step.value is not None
        self.in_parts = self.in_parts or step.parts is not None
        self._waiting.append(step)

    def refresh(self) -> None:
        """Show what came in; called from the main thread."""
        while self._waiting:
            self._take(self._waiting.popleft())

    def stopping(self) -> None:
        """Tell that the request to stop was heard."""
        self._terminal.note("stopping", STOPPING)

    def close(self) -> None:
        """Show no more."""

    def _take(self, step: "Progress") -> None:
        """Do something with one piece of progress."""


class JsonDisplay(Display):
    """One line of JSON for each piece of progress."""

    def _take(self, step: "Progress") -> None:
        gap = None if step.value is None else _gap(step.value, step.bound)
        parts = {} if step.parts is None else dict(zip(("parts_planned", "parts"), step.parts, strict=True))
        self._terminal.note(
            "progress",
            "",
            level=step.level.value,
            value=step.value,
            bound=step.bound,
            gap=gap,
            seconds=round(step.seconds, 3),
            **parts,
        )


class LiveDisplay(Display):
    """A few lines that change in place: value, bound and gap of each level, obligations unmet, time.

    As long as parts of a large instance have no first plan, how many have one.
    """

    def __init__(self, terminal: Terminal, words: Words) -> None:
        from rich.console import Console
        from rich.live import Live

        super().__init__(terminal)
        self._words = words
        self._began = time.monotonic()
        self._levels: dict[Objective, tuple[int | None, int]] = {}
        self._parts = ""
        self._last = ""
        self._live = Live(console=Console(file=sys.stderr), auto_refresh=False, transient=True)
        with suppress(OSError):
            self._live.start()

    def refresh(self) -> None:
        """Draw the lines anew."""
        super().refresh()
        self._draw()

    def stopping(self) -> None:
        """Put the answer below the lines."""
        self._last = STOPPING
        self._draw()

    def close(self) -> None:
        """Take the lines away and give the cursor back."""
        with suppress(OSError):
            self._live.stop()

    def _take(self, step: "Progress") -> None:
        self._parts = "" if step.parts is None else "first plan: {:,} of {:,} parts".format(*step.parts)
        if step.parts is not None:
            return
        before = self._levels.get(step.level, (None, step.bound))[0]
        self._levels[step.level] = (before if step.value is None else step.value, step.bound)

    def lines(self, seconds: float) -> list[str]:
        """Return what is shown after so many seconds."""
        value, _ = self._levels.get(Objective.OBLIGATIONS, (None, 0))
        unmet = "no plan yet" if value is None else self._words.level(Objective.OBLIGATIONS, value)
        told = self._parts or (f"unmet obligations: {unmet}" if self._levels else "building")
        rows = [
            (
                level.value,
                "-" if value is None else self._words.level(level, value),
                self._words.level(level, bound),
                "-" if value is None else gap_words(_gap(value, bound)),
            )
            for level, (value, bound) in self._levels.items()
        ]
        names = ("level", "value", "bound", "gap")
        table = table_lines(Table(names, tuple(rows), names[1:])) if rows else []
        return [f"{seconds:.0f} s   {told}", *table, *filter(None, [self._last])]

    def _draw(self) -> None:
        from rich.text import Text

        text = Text("\n".join(self.lines(time.monotonic() - self._began)), no_wrap=True, overflow="crop")
        with suppress(OSError):
            self._live.update(text, refresh=True)


def display_for(terminal: Terminal, words: Words) -> Display:
    """Return the display that suits where messages go."""
    if terminal.quiet:
        return Display(terminal)
    if terminal.style == "json":
        return JsonDisplay(terminal)
    if terminal.is_interactive():
        return LiveDisplay(terminal, words)
    return Display(terminal)


def _gap(value: int, bound: int) -> float:
    return LevelScore(level=Objective.TIES, value=value, bound=bound).gap
