"""Blocks a page is made of, and how they look as plain text and as Markdown."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from html import escape
from unicodedata import category, east_asian_width

from edusched.domain.errors import clean_text

MAX_CELL_CHARACTERS = 4_000
MAX_LINE_CHARACTERS = 100_000

# Characters that Markdown or a browser behind it reads as more than themselves.
_MARKS = re.compile(r"([\\`*_\[\]|#~]|(?<=[A-Za-z]):(?=//)|(?<=[Ww])\.|(?<=\S)@(?=\S))")
# What begins a list or another block only at the start of a line: "- ", "+ ", "1. ", "1) ".
_OPENERS = re.compile(r"^(\d+(?=[.)])|(?=[-+=]))")


@dataclass(frozen=True, slots=True)
class Heading:
    """A title; rank 1 is that of the page."""

    text: str
    rank: int = 2


@dataclass(frozen=True, slots=True)
class Lines:
    """Plain lines, each on its own."""

    lines: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Bullets:
    """A list."""

    lines: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Table:
    """Rows under a head; ``right`` names the columns of numbers."""

    head: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    right: tuple[str, ...] = ()


Block = Heading | Lines | Bullets | Table


def text_of(blocks: Iterable[Block]) -> str:
    """Return blocks as plain text, one line a row, columns aligned also under Chinese names."""
    return _joined(_text(block) for block in blocks)


def markdown_of(blocks: Iterable[Block]) -> str:
    """Return blocks as Markdown; nothing in a name can become a mark, a link or a tag."""
    return _joined(_markdown(block) for block in blocks)


def width(text: str) -> int:
    """Return how many columns of a terminal a text takes."""
    return sum(_columns(character) for character in text)


def table_lines(table: Table) -> list[str]:
    """Return a table as aligned lines."""
    cells = [tuple(map(_clean, row)) for row in (table.head, *table.rows)]
    widths = [max(width(row[k]) for row in cells) for k in range(len(table.head))]
    right = [name in table.right for name in table.head]
    rule = "  ".join("-" * columns for columns in widths)
    lines = [_padded(row, widths, right) for row in cells]
    return [lines[0], rule, *lines[1:]]


def _joined(parts: Iterable[Sequence[str]]) -> str:
    found = ["\n".join(lines) + "\n" for lines in parts if lines]
    return "\n".join(found)


def _clean(text: str) -> str:
    return clean_text(text, MAX_CELL_CHARACTERS)


def _line(text: str) -> str:
    return clean_text(text, MAX_LINE_CHARACTERS)


def _text(block: Block) -> list[str]:
    match block:
        case Heading(text, rank):
            title = _line(text)
            return [title, ("=" if rank == 1 else "-") * width(title)]
        case Lines(lines):
            return [_line(line) for line in lines]
        case Bullets(lines):
            return [f"- {_line(line)}" for line in lines]
        case Table():
            return table_lines(block)


def _padded(row: Sequence[str], widths: Sequence[int], right: Sequence[bool]) -> str:
    parts = []
    for cell, columns, to_right in zip(row, widths, right, strict=True):
        space = " " * (columns - width(cell))
        parts.append(space + cell if to_right else cell + space)
    return "  ".join(parts).rstrip()


def _columns(character: str) -> int:
    if category(character) in ("Mn", "Me"):
        return 0
    return 2 if east_asian_width(character) in "WF" else 1


def _markdown(block: Block) -> list[str]:
    match block:
        case Heading(text, rank):
            return [f"{'#' * rank} {_escaped(_line(text))}"]
        case Lines(lines):
            # Two spaces at the end keep the line apart from the next one.
            return [f"{_start(_escaped(_line(line)))}  " for line in lines]
        case Bullets(lines):
            return [f"- {_start(_escaped(_line(line)))}" for line in lines]
        case Table(head, rows, right):
            dashes = ("---:" if name in right else "---" for name in head)
            return [_row(head), f"| {' | '.join(dashes)} |", *map(_row, rows)]


def _row(cells: Iterable[str]) -> str:
    return f"| {' | '.join(_escaped(_clean(cell)) for cell in cells)} |"


def _escaped(text: str) -> str:
    return _MARKS.sub(r"\\\1", escape(text, quote=False))


def _start(text: str) -> str:
    return _OPENERS.sub(lambda found: f"{found[0]}\\", text)
