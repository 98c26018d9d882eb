"""Small tools of the instance generators: dice that fall the same everywhere, dates, canonical JSON."""

import hashlib
import json
from collections.abc import Sequence
from datetime import date, timedelta
from pathlib import Path
from typing import Any, TypeVar

Json = dict[str, Any]
T = TypeVar("T")


class Dice:
    """Pseudo-random draws from a seed in words.

    Made of SHA-256 and nothing else, so that the files stay byte-equal under every Python version
    (``random`` promises that only for ``random()``).
    """

    def __init__(self, seed: str) -> None:
        self._seed = seed
        self._count = 0

    def below(self, bound: int) -> int:
        """Return an integer from 0 up to, not including, ``bound``."""
        self._count += 1
        digest = hashlib.sha256(f"{self._seed}/{self._count}".encode()).digest()
        return int.from_bytes(digest[:8], "big") % bound

    def between(self, low: int, high: int) -> int:
        """Return an integer from ``low`` to ``high``, both included."""
        return low + self.below(high - low + 1)

    def pick(self, items: Sequence[T]) -> T:
        """Return one of the items."""
        return items[self.below(len(items))]


def text(day: date) -> str:
    """Return a day as YYYY-MM-DD."""
    return day.isoformat()


def day_after(day: date, days: int) -> date:
    """Return the day so many days later (earlier when negative)."""
    return day + timedelta(days=days)


def dumped(data: Json) -> str:
    """Return an instance or plan as the text of its file: small objects on one line each."""
    return _block(data, 0) + "\n"


def _flat(value: Any) -> str:
    return json.dumps(value, ensure_ascii=False)


def _block(value: Any, depth: int) -> str:
    line = _flat(value)
    if not isinstance(value, dict | list) or len(line) + 2 * depth <= 108:
        return line
    pad = "  " * (depth + 1)
    if isinstance(value, dict):
        rows = [f"{pad}{_flat(key)}: {_block(item, depth + 1)}" for key, item in value.items()]
        return "{\n" + ",\n".join(rows) + "\n" + "  " * depth + "}"
    rows = [f"{pad}{_block(item, depth + 1)}" for item in value]
    return "[\n" + ",\n".join(rows) + "\n" + "  " * depth + "]"


def write_text(path: Path, content: str) -> None:
    """Write a file with plain line ends."""
    path.write_text(content, encoding="utf-8", newline="\n")
