"""The faults of a foreign file: the first of them kept with their places, the others counted."""

import re
from collections.abc import Collection, Sequence

from edusched.domain.errors import NO_VALUE, Fault, FaultList, InvalidInputError, json_path

MAX_FAULTS = 50
MAX_COUNTED = 1_000
"""With more than that a file is of another kind, and nobody wants to know how many more there are."""

_WHOLE = re.compile(r"\d{1,9}\Z", re.ASCII)


def whole(word: str) -> int | None:
    """Return the whole number of at most nine digits that a word is, or None."""
    return int(word) if _WHOLE.match(word) else None


class Faults:
    """Collects what is wrong with one file; what it keeps does not grow with the file.

    Parameters
    ----------
    file
        Name for messages.
    """

    def __init__(self, file: str) -> None:
        self._file = file
        self._kept: list[Fault] = []
        self._count = 0

    @property
    def many(self) -> bool:
        """Tell whether there are so many that reading on is a waste of time."""
        return self._count >= MAX_COUNTED

    def in_line(self, line: int, what: str, value: object, expected: str, advice: str = "") -> None:
        """Note a fault of a line, counted from 1; ``what`` is the part of it, empty for all of it."""
        if self._counted():
            place = f"line {line}" + (f", {what}" if what else "")
            self._kept.append(Fault(self._file, place, value, expected, advice))

    def at_path(self, parts: Sequence[str | int], value: object, expected: str, advice: str = "") -> None:
        """Note a fault at a place of a JSON document."""
        if self._counted():
            self._kept.append(Fault(self._file, json_path(parts), value, expected, advice))

    def take(self, faults: Sequence[Fault], omitted: int | None = 0) -> None:
        """Note faults found elsewhere, and how many more there were; None: nobody counted them."""
        for fault in faults:
            if self._counted():
                self._kept.append(fault)
        self._count += MAX_COUNTED if omitted is None else omitted

    def unknown_in_line(self, line: int, what: str, word: str, known: Collection[str]) -> None:
        """Note a name that means nothing, with the known names and the one most like it."""
        expected, advice = f"unknown {what}", ""
        if self._count < MAX_FAULTS:  # looking for the nearest name costs
            found = FaultList()
            found.unknown((), word, what, known)
            expected, advice = found.faults[0].expected, found.faults[0].advice or ""
        self.in_line(line, what, word, expected, advice)

    def number_in_line(self, line: int, what: str, word: str, least: int, most: int) -> int | None:
        """Return the whole number a word is, or note that it is none from ``least`` to ``most``."""
        number = whole(word)
        if number is not None and least <= number <= most:
            return number
        value = word or NO_VALUE
        self.in_line(line, what, value, f"expected a whole number from {least:,} to {most:,}")
        return None

    def demand_none(self) -> None:
        """Raise the faults noted, if there are any.

        Raises
        ------
        InvalidInputError
            With the first ``MAX_FAULTS`` of them, and the number of the others where that is known.
        """
        if self._kept:
            raise InvalidInputError(self._kept, None if self.many else self._count - len(self._kept))

    def _counted(self) -> bool:
        """Count a fault, and tell whether it is kept."""
        self._count += 1
        return self._count <= MAX_FAULTS
