"""Errors that show themselves: what, which value, which thing, where in the file, and what to try."""

import re
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass, field
from difflib import get_close_matches
from enum import Enum
from typing import ClassVar
from unicodedata import normalize

MAX_SHOWN_CHARACTERS = 80
MAX_SHOWN_FAULTS = 50
MAX_SHOWN_NAMES = 8
MAX_TEXT_CHARACTERS = 600
MAX_ADVISED_FAULTS = 20
MAX_NAMES_COMPARED = 500

# C0, DEL and C1 controls, marks that turn or hide text, line and paragraph separators, lone surrogates and
# tag characters: each of them can rewrite or forge what a reader sees in a terminal (SE12).
_UNSAFE = re.compile(
    "[\x00-\x1f\x7f-\x9f\u00ad\u061c\u200b-\u200f\u2028-\u202e\u2060-\u206f\ufeff\ufff9-\ufffb\ud800-\udfff"
    "\U000e0000-\U000e007f]"
)
_PLAIN_NAME = re.compile(r"[A-Za-z_][A-Za-z0-9_]*\Z")


class NoValue(Enum):
    """Stands in a fault where there is no value to show, such as a missing field."""

    NO_VALUE = "no value"


NO_VALUE = NoValue.NO_VALUE


def clean_text(text: str, limit: int = MAX_TEXT_CHARACTERS) -> str:
    """Return text safe for a terminal and one line: unsafe characters escaped, the middle left out.

    Parameters
    ----------
    text
        Any text, also hostile.
    limit
        Largest number of characters of the answer.
    """
    if len(text) > 2 * limit:  # bounds the work on huge values before anything is escaped
        text = text[:limit] + text[-limit:]
    safe = _UNSAFE.sub(lambda found: f"\\u{ord(found[0]):04x}", text)
    if len(safe) <= limit:
        return safe
    tail = limit // 4
    return f"{safe[: limit - tail - 3]}...{safe[-tail:]}"


def shown(value: object, limit: int = MAX_SHOWN_CHARACTERS) -> str:
    """Return a value as a reader of JSON knows it, on one line, in at most ``limit`` characters."""
    match value:
        case Enum() if isinstance(value.value, str):
            text = shown(value.value, limit)
        case str():
            head = value if len(value) <= 2 * limit else value[:limit] + value[-limit:]
            text = '"' + clean_text(head.replace("\\", "\\\\").replace('"', '\\"'), limit - 2) + '"'
        case bool() | None:
            text = {True: "true", False: "false", None: "null"}[value]
        case int() if value.bit_length() > 256:  # str() of a huge integer is slow, or refused
            text = f"an integer of about {value.bit_length() * 3 // 10} digits"
        case dict():
            text = f"an object of {_counted(len(value), 'field')}"
        case list() | tuple():
            text = f"a list of {_counted(len(value), 'item')}"
        case _:
            text = clean_text(str(value), limit)
    return text


def _counted(number: int, thing: str) -> str:
    return f"{number:,} {thing}" if number == 1 else f"{number:,} {thing}s"


def json_path(parts: Iterable[str | int]) -> str:
    """Return the JSON path of a place in a document: ``$.sessions[3].course``."""
    path = "$"
    for part in parts:
        if isinstance(part, int):
            path += f"[{part}]"
        elif len(part) <= MAX_SHOWN_CHARACTERS and _PLAIN_NAME.match(part):
            path += f".{part}"
        else:
            path += f"[{shown(part)}]"
    return path


def nearest(name: str, known: Collection[str]) -> str:
    """Return advice that names the known word most like ``name``, or an empty text.

    With many known words only those that begin or end alike are compared, so that a file full of
    misspelt names still costs little.
    """
    name = name[: 2 * MAX_SHOWN_CHARACTERS]
    if not name:
        return ""
    words = list(known)
    if len(words) > MAX_NAMES_COMPARED:
        words = [
            word
            for word in words
            if abs(len(word) - len(name)) <= 2 and (word[:1] == name[:1] or word[-1:] == name[-1:])
        ][:MAX_NAMES_COMPARED]
    close = get_close_matches(name, [word[: 2 * MAX_SHOWN_CHARACTERS] for word in words], n=1, cutoff=0.6)
    if not close:
        return ""
    advice = f"did you mean {shown(close[0])}?"
    if normalize("NFKC", close[0]) == normalize("NFKC", name):
        advice += " (it looks the same but is written with other Unicode characters)"
    return advice


@dataclass(frozen=True, slots=True)
class Fault:
    """One thing wrong with an input.

    Attributes
    ----------
    file
        File as the user named it; None or empty when the input came from memory.
    path
        JSON path, or line and column where there is no JSON yet.
    value
        The value found there, as it is; it is shortened and made safe only when shown.
    expected
        What is wrong and what was expected, in plain words.
    advice
        What to try; may be None or empty.
    """

    file: str | None
    path: str
    value: object
    expected: str
    advice: str | None = None

    def __str__(self) -> str:
        """Return one line for people."""
        parts = [clean_text(self.file)] if self.file else []
        parts.append(clean_text(self.path))
        if self.value is not NO_VALUE:
            parts.append(shown(self.value))
        parts.append(clean_text(self.expected) + (f"; {clean_text(self.advice)}" if self.advice else ""))
        return ": ".join(parts)


@dataclass(slots=True)
class FaultList:
    """Collects the faults of one document in the order they are found."""

    faults: list[Fault] = field(default_factory=list)

    def add(self, parts: Sequence[str | int], value: object, expected: str, advice: str = "") -> None:
        """Note a fault at a place of the document."""
        self.faults.append(Fault(None, json_path(parts), value, expected, advice))

    def unknown(self, parts: Sequence[str | int], value: str, kind: str, known: Collection[str]) -> None:
        """Note an id that names nothing, with the known ids and the one most like it."""
        advice = nearest(value, known) if len(self.faults) < MAX_ADVISED_FAULTS else ""
        self.add(parts, value, f"unknown {kind}; {one_of(known)}", advice)


def one_of(known: Collection[str]) -> str:
    """Return ``expected one of ...`` for the first few of the known words."""
    if not known:
        return "there is none to choose from"
    names = ", ".join(shown(name, 40) for name in list(known)[:MAX_SHOWN_NAMES])
    more = f", ... ({len(known):,} in all)" if len(known) > MAX_SHOWN_NAMES else ""
    return f"expected one of {names}{more}" if len(known) > 1 else f"expected {names}"


class SchedError(Exception):
    """Base of every error this package raises on purpose; ``exit_code`` is that of the command line."""

    exit_code: ClassVar[int] = 1


class InvalidInputError(SchedError):
    """The input is wrong. Carries every fault found.

    Parameters
    ----------
    faults
        The faults, first to last; at least one.
    omitted
        How many more there are that were not turned into faults; None when there may be more but
        nobody counted them.
    """

    exit_code: ClassVar[int] = 5

    def __init__(self, faults: Iterable[Fault], omitted: int | None = 0) -> None:
        self.faults: tuple[Fault, ...] = tuple(faults)
        self.omitted = omitted
        super().__init__(self.faults, omitted)

    def __str__(self) -> str:
        """Return one line a fault, and a line that counts those not shown."""
        lines = [str(fault) for fault in self.faults[:MAX_SHOWN_FAULTS]]
        rest = len(self.faults) - len(lines) + (self.omitted or 0)
        if self.omitted is None:
            lines.append("and more faults that were not listed: mend these first")
        elif rest:
            lines.append(f"and {_counted(rest, 'more fault')}")
        return "\n".join(lines)


class FileAccessError(SchedError):
    """A file could not be read or written.

    Parameters
    ----------
    file
        File as the user named it; ``-`` is standard input or output.
    problem
        What went wrong, in plain words.
    advice
        What to try; may be empty.
    """

    exit_code: ClassVar[int] = 6

    def __init__(self, file: str, problem: str, advice: str = "") -> None:
        self.file = file
        self.problem = problem
        self.advice = advice
        super().__init__(file, problem, advice)

    def __str__(self) -> str:
        """Return one line for people."""
        advice = f"; {clean_text(self.advice)}" if self.advice else ""
        return f"{clean_text(self.file)}: {clean_text(self.problem)}{advice}"


class InternalDisagreementError(SchedError):
    """Solver and checker disagree about a plan: a defect of this software, never of the input.

    Parameters
    ----------
    problem
        Where the two disagree.
    bundle
        Path of the folder that holds all needed to show the defect again, if one was written.
    """

    exit_code: ClassVar[int] = 1

    def __init__(self, problem: str, bundle: str | None = None) -> None:
        self.problem = problem
        self.bundle = bundle
        super().__init__(problem, bundle)

    def __str__(self) -> str:
        """Return one line for people."""
        where = f"; please send us {clean_text(self.bundle)}" if self.bundle else ""
        return f"solver and checker disagree: {clean_text(self.problem)}{where}"


class LimitExceededError(SchedError):
    """A valid input asks for more than a limit allows; refused before any memory is spent on it.

    Parameters
    ----------
    what
        What there is too much of, such as ``columns``.
    amount, limit
        How many are asked for, and how many are allowed.
    unit
        Unit of both, such as ``MiB``; may be empty.
    advice
        What to try; may be empty.
    """

    exit_code: ClassVar[int] = 4

    def __init__(self, what: str, amount: int, limit: int, unit: str = "", advice: str = "") -> None:
        self.what = what
        self.amount = amount
        self.limit = limit
        self.unit = unit
        self.advice = advice
        super().__init__(what, amount, limit, unit, advice)

    def __str__(self) -> str:
        """Return one line for people."""
        unit = f" {clean_text(self.unit)}" if self.unit else ""
        advice = f"; {clean_text(self.advice)}" if self.advice else ""
        return f"{clean_text(self.what)}: {self.amount:,}{unit}, at most {self.limit:,}{unit} allowed{advice}"
