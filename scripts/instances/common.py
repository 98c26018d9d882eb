"""Small tools of the instance generators: dates, canonical JSON."""

import json
from datetime import date, timedelta
from pathlib import Path
from typing import Any

Json = dict[str, Any]


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
