"""The same instance or plan in other words: ids renamed, lists shuffled, dates moved by whole weeks."""

import re
from collections.abc import Callable, Iterator
from datetime import date, timedelta
from random import Random
from typing import Any

DATE = re.compile(r"\d{4}-\d{2}-\d{2}\Z")
CLOCK = re.compile(r"\d{2}:\d{2}\Z")

NOT_IDS = {
    "schema_version", "kind", "kinds", "level", "min_level", "venue_kind", "venue_kinds", "venue_level",
    "engagement", "engagements", "delivery", "deliveries", "weekdays", "day_kinds", "holidays", "defaults",
    "rule", "mode", "side", "persons", "per", "of", "count", "time_zone", "status", "name", "note",
    "by", "dates", "shift", "reason", "fee_fen_per_teaching_hour", "village", "township", "county", "among",
    "score",
}  # fmt: skip
"""Fields whose text is a word of the format, not an id."""

WORDS = {"calendar_year", "school_year", "horizon", "lecturer", "lecture"}
"""Values of the parameter ``period``, which is an id in a booking; role and method where none is named."""

KEYED_BY_ID = {
    "headcount",
    "competences",
    "events",
    "min_days",
    "needs",
    "courses",
    "cost_shares",
    "employers",
}
"""Objects keyed by ids, where they are no items of a list: ``courses`` of a parameter, not of an instance."""

IN_ORDER = {"periods", "waves"}
"""Lists that mean something by their order, where they hold objects: periods of a day, waves of cohorts."""

ALPHABETS = ("z", "A", "a", "ß", "é", "e\u0301", "Ω", "党", "员", "ｚ", "~", "0", "x@", "-", "🚌")


def renaming(rng: Random, *documents: Any) -> dict[str, str]:
    """Return new names for all ids of some documents: one for each, in another order, unicode among them."""
    ids = sorted({name for document in documents for name in _ids(document, "")})
    numbers = list(range(len(ids)))
    rng.shuffle(numbers)
    return {name: f"{rng.choice(ALPHABETS)}{number}" for name, number in zip(ids, numbers, strict=True)}


def renamed(document: Any, names: dict[str, str], field: str = "") -> Any:
    """Return a document with its ids renamed."""
    if isinstance(document, dict):
        keyed = field in KEYED_BY_ID
        return {names[k] if keyed else k: renamed(v, names, k) for k, v in document.items()}
    if isinstance(document, list):
        return [renamed(item, names, _in_list(item, field)) for item in document]
    return names[document] if _is_id(document, field) else document


def _ids(document: Any, field: str) -> Iterator[str]:
    if isinstance(document, dict):
        if field in KEYED_BY_ID:
            yield from document
        for key, value in document.items():
            yield from _ids(value, key)
    elif isinstance(document, list):
        for item in document:
            yield from _ids(item, _in_list(item, field))
    elif _is_id(document, field):
        yield document


def _in_list(item: Any, field: str) -> str:
    return "" if isinstance(item, dict) else field


def _is_id(value: Any, field: str) -> bool:
    return (
        isinstance(value, str)
        and field not in NOT_IDS
        and value not in WORDS
        and not DATE.match(value)
        and not CLOCK.match(value)
    )


def shuffled(document: Any, rng: Random, but: frozenset[str] = frozenset(), field: str = "") -> Any:
    """Return a document with every list whose order means nothing in another order, fields too.

    Parameters
    ----------
    but
        Fields whose lists stay as they are.
    """
    if isinstance(document, dict):
        items = [(k, shuffled(v, rng, but, k)) for k, v in document.items()]
        rng.shuffle(items)
        return dict(items)
    if not isinstance(document, list):
        return document
    pair = field == "order" and bool(document) and isinstance(document[0], str)
    mixed = [shuffled(item, rng, but, field) for item in document]
    if not pair and not (field in IN_ORDER and document and isinstance(document[0], dict)):
        rng.shuffle(mixed)
    return mixed


def shifted(document: Any, weeks: int) -> Any:
    """Return a document with every date moved by whole weeks."""
    return _mapped(document, lambda day: day + timedelta(weeks=weeks))


def dates(document: Any) -> list[date]:
    """Return every date of a document."""
    found: list[date] = []

    def note(day: date) -> date:
        found.append(day)
        return day

    _mapped(document, note)
    return found


def _mapped(document: Any, change: Callable[[date], date]) -> Any:
    if isinstance(document, dict):
        return {k: _mapped(v, change) for k, v in document.items()}
    if isinstance(document, list):
        return [_mapped(item, change) for item in document]
    if isinstance(document, str) and DATE.match(document):
        return change(date.fromisoformat(document)).isoformat()
    return document
