"""What is asked for: a region, how many sessions, how tight; and what every county gets of it."""

from dataclasses import dataclass, field
from typing import Any

from edusched.domain.errors import Fault, InvalidInputError, nearest
from edusched.generate.divisions import Division, below, division, heaviest, provinces

SIZES = {"county": 130, "prefecture": 2_000, "province": 20_000, "large": 160_000}
"""Sessions of each size, where nobody says otherwise."""
PROVINCE = "35"
LEAST_OF_COUNTY, MOST_OF_STATION = 24, 260
MOST_SESSIONS = 200_000
CODE_DIGITS = {"county": 6, "prefecture": 4, "province": 2, "large": 2}

RANGES: dict[str, tuple[int, int]] = {
    "hours_percent": (50, 400),
    "seats_percent": (90, 400),
    "weeks": (1, 8),
    "spare_study_hours": (0, 24),
}
"""Least and most of each value of `Tightness`."""


@dataclass(frozen=True, slots=True)
class Tightness:
    """How little there is to spare.

    Attributes
    ----------
    hours_percent
        Teaching hours an instructor may give a week and a year, of what is usual; less is tighter.
    seats_percent
        Persons rooms and platforms hold, of what is usual. What the planted plan needs stays.
    weeks
        Weeks within which a class may start.
    spare_study_hours
        Study hours professional staff bring along beyond what the planted plan leaves them to owe, at most.
    """

    hours_percent: int = 100
    seats_percent: int = 100
    weeks: int = 2
    spare_study_hours: int = 5


@dataclass(frozen=True, slots=True)
class Request:
    """An instance to make; `request` fills in what is left open and looks at the rest."""

    size: str
    code: str
    sessions: int
    seed: int
    tightness: Tightness = field(default_factory=Tightness)


def request(
    size: str, code: str | None = None, sessions: int | None = None, seed: int = 1, **tightness: Any
) -> Request:
    """Return what is to be made.

    Parameters
    ----------
    size
        One of `SIZES`.
    code
        Division code of a province, city or county, as the size asks for; one of a level above stands for
        the largest division in it. None: Fujian.
    sessions
        How many, exactly; None: those of the size.
    tightness
        Values of `Tightness`.

    Raises
    ------
    InvalidInputError
        There is no such size or code, or a number is out of range.
    """
    if size not in SIZES:
        _refuse("size", size, f"expected one of {', '.join(SIZES)}", nearest(size, SIZES))
    found = _code(size, PROVINCE if code is None else code)
    number = SIZES[size] if sessions is None else sessions
    if not LEAST_OF_COUNTY <= number <= MOST_SESSIONS:
        _refuse("sessions", number, f"expected {LEAST_OF_COUNTY} to {MOST_SESSIONS:,}")
    if not 0 <= seed < 2**31:
        _refuse("seed", seed, "expected 0 to 2147483647")
    for name, value in tightness.items():
        low, high = RANGES[name]
        if not low <= value <= high:
            _refuse(name, value, f"expected {low} to {high}")
    return Request(size, found, number, seed, Tightness(**tightness))


def counties(code: str) -> tuple[Division, ...]:
    """Return the counties of a province or city, or the county itself, by code."""
    if len(code) == 6:
        known = division(code)
        return (known,) if known else ()
    return tuple(county for item in below(code) for county in counties(item.code))


def shares(code: str, sessions: int) -> dict[str, int]:
    """Return how many sessions each county gets: in proportion to its villages, exactly as many in all.

    Counties too small for a share of their own get none where there are few sessions, the smallest first.
    """
    heaviest_first = sorted(counties(code), key=lambda item: (-item.villages, item.code))
    taking = heaviest_first[: max(1, sessions // (2 * LEAST_OF_COUNTY))]
    rest, weight = sessions - LEAST_OF_COUNTY * len(taking), sum(item.villages for item in taking)
    found = {item.code: LEAST_OF_COUNTY + rest * item.villages // max(1, weight) for item in taking}
    left = sessions - sum(found.values())
    for k in range(left):
        found[taking[k % len(taking)].code] += 1
    return dict(sorted(found.items()))


def _code(size: str, code: str) -> str:
    digits = CODE_DIGITS[size]
    if division(code) is None or len(code) > digits:
        names = ", ".join(f"{item.code} {item.name}" for item in provinces()[:4])
        expected = f"expected the division code of a region, at most {digits} digits for a {size}"
        _refuse("code", code, expected, f"such as {names}")
    while len(code) < digits:
        code = heaviest(code).code
    return code


def _refuse(name: str, value: object, expected: str, advice: str = "") -> None:
    raise InvalidInputError([Fault(None, name, value, expected, advice)])
