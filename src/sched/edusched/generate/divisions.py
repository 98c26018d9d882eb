"""Real divisions: names and codes of provinces, cities, counties and townships, with counts of villages.

The extract beside this file says where it comes from in its first line; `scripts/extract_divisions.py`
makes it.
"""

import gzip
from collections import Counter
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

from edusched.domain.places import Level

LEVEL_OF_LENGTH = {2: Level.PROVINCE, 4: Level.CITY, 6: Level.COUNTY, 9: Level.TOWNSHIP}
"""A code tells its level by how many digits it has; leading digits are those of the division above."""


@dataclass(frozen=True, slots=True)
class Division:
    """A province, city, county or township.

    Attributes
    ----------
    code
        Statistical division code: 2, 4, 6 or 9 digits.
    villages
        Villages and urban communities in it: a stand-in for how many people live there.
    """

    code: str
    name: str
    villages: int

    @property
    def level(self) -> Level:
        """Administrative level."""
        return LEVEL_OF_LENGTH[len(self.code)]

    @property
    def parent(self) -> str | None:
        """Code of the division above; None of a province."""
        return {2: None, 4: self.code[:2], 6: self.code[:4], 9: self.code[:6]}[len(self.code)]


@cache
def provinces() -> tuple[Division, ...]:
    """Return the provinces, by code."""
    return tuple(Division(code, name, 0) for code, name, _, _ in _rows() if len(code) == 2)


def division(code: str) -> Division | None:
    """Return a division by code; None if there is none."""
    return _divisions(code[:2]).get(code)


def below(code: str) -> tuple[Division, ...]:
    """Return the divisions right below one, by code."""
    return _below(code[:2]).get(code, ())


def heaviest(code: str) -> Division:
    """Return the division right below one that has most villages, the first by code of equals."""
    return max(below(code), key=lambda item: item.villages)


@cache
def _divisions(province: str) -> dict[str, Division]:
    rows = [row for row in _rows() if row[0].startswith(province)]
    villages: Counter[str] = Counter()
    for code, _, rural, urban in rows:
        if rural:
            for length in LEVEL_OF_LENGTH:
                villages[code[:length]] += int(rural) + int(urban)
    return {code: Division(code, name, villages[code]) for code, name, _, _ in rows}


@cache
def _below(province: str) -> dict[str | None, tuple[Division, ...]]:
    found: dict[str | None, list[Division]] = {}
    for item in _divisions(province).values():
        found.setdefault(item.parent, []).append(item)
    return {code: tuple(items) for code, items in found.items()}


@cache
def _rows() -> tuple[list[str], ...]:
    """Return the lines of the extract: code, name, villages, communities."""
    packed = (files(__package__) / "divisions.csv.gz").read_bytes()
    _, _, *lines = gzip.decompress(packed).decode("utf-8").splitlines()
    return tuple(line.split(",") for line in lines)
