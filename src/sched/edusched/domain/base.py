"""Shared ground of all data models: strict, frozen, nothing unknown, nothing infinite."""

import re
from datetime import date
from decimal import Decimal
from typing import Annotated, Any

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, PlainSerializer, StringConstraints


class Model(BaseModel):
    """Base of every data model: strict types, immutable, unknown fields refused."""

    model_config = ConfigDict(
        strict=True, frozen=True, extra="forbid", allow_inf_nan=False, ser_json_inf_nan="strings"
    )


def _exact(what: str) -> BeforeValidator:
    """Turn a JSON number into a Decimal without passing through binary fractions."""

    def read(value: Any) -> Any:
        if isinstance(value, bool):
            raise ValueError(f"expected {what}, not true or false")
        return Decimal(str(value)) if isinstance(value, int | float) else value

    return BeforeValidator(read)


def _plain_number(value: Decimal) -> int | float:
    return int(value) if value == value.to_integral_value() else float(value)


def _iso_day(value: Any) -> Any:
    # A number in quotes would otherwise pass as seconds since 1970.
    if not isinstance(value, str):
        return value
    try:
        if _ISO_DAY.fullmatch(value):
            return date.fromisoformat(value)
    except ValueError:
        pass  # such as 30 February
    raise ValueError("expected a date as YYYY-MM-DD")


def hundredths(value: Decimal) -> int:
    """Return hours or a rating (at most two decimals) as an integer number of hundredths."""
    return int(value * 100)


_ISO_DAY = re.compile(r"\d{4}-\d{2}-\d{2}")

Day = Annotated[date, BeforeValidator(_iso_day)]
"""A day, written YYYY-MM-DD."""

_PLAIN_WORD = r"^[^\s\x00-\x1f\x7f/\u200b-\u200f\u202a-\u202e\u2060-\u206f\ufeff]+$"

Id = Annotated[
    str,
    StringConstraints(
        min_length=1,
        max_length=80,
        pattern=_PLAIN_WORD,
    ),
    Field(description="A word from the data; compared exactly, never normalised."),
]
"""Identifier: a word from the data without spaces, slashes, control or invisible characters."""

Text = Annotated[str, StringConstraints(max_length=400, pattern=r"^[^\x00-\x08\x0b-\x1f\x7f]*$")]
"""Free text for people; never read by a rule."""

Hours = Annotated[
    Decimal,
    _exact("a number of hours"),
    Field(ge=0, le=10_000, max_digits=7, decimal_places=2),
    PlainSerializer(_plain_number, return_type=float, when_used="json"),
]
"""Hours with at most two decimals; exact, written as a JSON number."""

RatingPoints = Annotated[
    Decimal,
    _exact("a number from 1 to 5"),
    Field(ge=1, le=5, max_digits=3, decimal_places=2),
    PlainSerializer(_plain_number, return_type=float, when_used="json"),
]
"""A rating from 1 to 5 with at most two decimals; exact, written as a JSON number."""

Fen = Annotated[int, Field(ge=0, le=10_000_000)]
"""Money in fen (hundredths of a yuan), at most 100,000 yuan for one item."""

Price = Annotated[int, Field(ge=0, le=1_000_000_000)]
"""Price of a whole service in fen, at most 10 million yuan."""

Sum = Annotated[int, Field(ge=0, le=1_000_000_000_000)]
"""Sum of money in fen that many things are paid from, at most 10 billion yuan."""

Minutes = Annotated[int, Field(ge=0, le=100_000)]
Persons = Annotated[int, Field(ge=0, le=100_000)]
Percent = Annotated[int, Field(ge=0, le=100)]
Grade = Annotated[int, Field(ge=1, le=5)]
ClockTime = Annotated[str, StringConstraints(pattern=r"^([01]\d|2[0-3]):[0-5]\d$")]
"""Local wall time as HH:MM."""


def minute_of_day(clock_time: str) -> int:
    """Return minutes since midnight of an HH:MM wall time."""
    return int(clock_time[:2]) * 60 + int(clock_time[3:])
