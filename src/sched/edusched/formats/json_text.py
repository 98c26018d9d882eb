"""JSON text, read with suspicion: limits first, then the parser, then what JSON allows and we do not.

The parser of the standard library takes the last of two equal keys, reads NaN, and answers deep nesting with
a ``RecursionError`` and a long number with a ``ValueError``. Here each of these is a fault with its place.
The scan before parsing is linear: a few passes of compiled code over the bytes, nothing recursive.
"""

import json
import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import accumulate
from typing import Any

from edusched.domain.errors import NO_VALUE, Fault, InvalidInputError, json_path

MAX_DEPTH = 64
MAX_VALUES = 10_000_000
"""Objects, lists, numbers and texts in one file; each costs some hundred bytes of memory."""
MAX_DIGITS = 30
MAX_FAULTS = 50

_NOT_STRUCTURE = bytes(sorted(set(range(256)) - set(b'"[]{},:')))
_TEXT_OF_STRUCTURE = re.compile(rb'"[^"]*"?')
_STEP = {ord("["): 1, ord("{"): 1, ord("]"): -1, ord("}"): -1}
# Possessive, so that a text that never ends is tried once and not again from each of its quotes.
_TOKEN = re.compile(r'"(?:[^"\\]++|\\.)*+"?|[\[\]{}]', re.DOTALL)
_ESCAPED_SURROGATE = re.compile(r"\\u[dD][89a-fA-F]")
_TWICE = "this key is given more than once in its object"
_SURROGATE = re.compile("[\ud800-\udfff]")


@dataclass(frozen=True, slots=True)
class Document:
    """A JSON text that passed every check of this module.

    Attributes
    ----------
    file
        Name for messages.
    text
        The whole text, without a byte order mark.
    data
        The plain data it says.
    values
        An upper bound of the number of values in it.
    """

    file: str
    text: str
    data: Any
    values: int


def parse_json(text: str, file: str = "", max_values: int = MAX_VALUES) -> Document:
    """Parse JSON, or say all that is wrong with it.

    Raises
    ------
    InvalidInputError
        Not JSON; nested deeper than ``MAX_DEPTH``; more than ``max_values`` values; a key given twice; half
        of a surrogate pair; a number that is infinite, not a number, minus zero, too close to zero, longer
        than ``MAX_DIGITS`` digits, or a whole number beyond 64 bits.
    """
    return JsonReader(file).read(text, max_values)


class JsonReader:
    """What reads texts of JSON, one after the other, as ``parse_json`` reads one."""

    def __init__(self, file: str = "") -> None:
        self._file = file
        self._reader = _Reader()
        # Making a decoder takes as long as reading a line.
        self._decoder = json.JSONDecoder(
            object_pairs_hook=self._reader.fields,
            parse_int=self._reader.whole,
            parse_float=self._reader.fraction,
            parse_constant=self._reader.constant,
        )

    def read(self, text: str, max_values: int = MAX_VALUES) -> Document:
        """Parse a text, or say all that is wrong with it, by an ``InvalidInputError``."""
        values = _check_structure(text, self._file, max_values)
        reader = self._reader
        reader.forget()
        try:
            data = self._decoder.decode(text)
        except json.JSONDecodeError as error:
            raise InvalidInputError([_syntax_fault(error, self._file)]) from error
        noted = reader.noted
        faults = reader.faults(data, self._file) if noted else []
        omitted = noted - len(faults)
        if _ESCAPED_SURROGATE.search(text):
            faults += _surrogate_faults(data, self._file)
        if faults:
            raise InvalidInputError(faults, omitted)
        return Document(self._file, text, data, values)


def _check_structure(text: str, file: str, max_values: int) -> int:
    """Bound depth and number of values before anything is built; return the bound of the number.

    Escapes are dropped, then all that is neither a quote nor structure, then the texts. Of a text that is not
    JSON the answer means little, but the limits still hold for what the parser will see of it.
    """
    try:
        raw = text.encode("utf-8")
    except UnicodeEncodeError as error:
        fault = Fault(file, _place(text, error.start), text[error.start], "half of a surrogate pair")
        raise InvalidInputError([fault]) from error
    raw = raw.replace(b"\\\\", b"").replace(b'\\"', b"")
    bare = _TEXT_OF_STRUCTURE.sub(b"", raw.translate(None, _NOT_STRUCTURE).replace(b'""', b""))
    inside = bare.count(b"[") + bare.count(b"{")
    values = bare.count(b",") + inside + 1
    if values > max_values:
        expected = f"about {values:,} values in one input; expected at most {max_values:,}"
        raise InvalidInputError([Fault(file, "$", NO_VALUE, expected, "split it into several instances")])
    if (
        inside > MAX_DEPTH
        and max(accumulate(map(_STEP.__getitem__, bare.translate(None, b",:")))) > MAX_DEPTH
    ):
        place = _place(text, _too_deep_at(text))
        expected = f"nested deeper than {MAX_DEPTH} levels"
        raise InvalidInputError([Fault(file, place, NO_VALUE, expected)])
    return values


def _too_deep_at(text: str) -> int:
    depth = 0
    for token in _TOKEN.finditer(text):
        depth += _STEP.get(ord(token[0][0]), 0)
        if depth > MAX_DEPTH:
            return token.start()
    return 0


def _place(text: str, position: int) -> str:
    line = text.count("\n", 0, position) + 1
    return f"line {line}, column {position - text.rfind(chr(10), 0, position)}"


def _syntax_fault(error: json.JSONDecodeError, file: str) -> Fault:
    rest = error.doc[error.pos : error.pos + 20]
    if not error.doc.strip():
        return Fault(file, "line 1, column 1", NO_VALUE, "the input is empty; expected JSON")
    advice = "write keys and texts in double quotes" if rest.startswith("'") else ""
    if not rest.strip() or error.msg.startswith("Unterminated"):
        advice = "the input seems to be cut off"
    place = f"line {error.lineno}, column {error.colno}"
    reason = error.msg[:1].lower() + error.msg[1:]
    return Fault(file, place, rest or NO_VALUE, f"not JSON: {reason}", advice)


class _Refused:
    """Stands in the data where a number was refused, so that its path can be found afterwards."""

    __slots__ = ("literal", "reason")

    def __init__(self, literal: str, reason: str) -> None:
        self.literal = literal
        self.reason = reason


class _Reader:
    """The hooks of the parser. They see a part without its place; places are looked up for faults only."""

    def __init__(self) -> None:
        self._refused: dict[int, _Refused] = {}
        self._doubled: dict[int, tuple[dict[str, Any], list[str]]] = {}

    def forget(self) -> None:
        """Forget what was noted of another text."""
        self._refused.clear()
        self._doubled.clear()

    def fields(self, pairs: list[tuple[str, Any]]) -> dict[str, Any]:
        """Build an object; note it when a key is given twice."""
        result = dict(pairs)
        if len(result) < len(pairs):
            twice = [key for key, times in Counter(key for key, _ in pairs).items() if times > 1]
            self._doubled[id(result)] = (result, twice)
        return result

    @property
    def noted(self) -> int:
        """Number of faults noted."""
        return len(self._refused) + sum(len(keys) for _, keys in self._doubled.values())

    def whole(self, literal: str) -> Any:
        """Read a whole number of at most 64 bits."""
        if len(literal) < 19 and literal != "-0":
            return int(literal)
        digits = len(literal.lstrip("-"))
        if digits > MAX_DIGITS:
            return self._refuse(literal, f"a number of {digits:,} digits; expected at most {MAX_DIGITS}")
        value = int(literal)
        if not -(2**63) <= value < 2**63:
            return self._refuse(literal, "a whole number too large for 64 bits")
        return value or self._refuse(literal, "minus zero; expected 0")

    def fraction(self, literal: str) -> Any:
        """Read a number with a fraction or an exponent."""
        mantissa = literal.lower().partition("e")[0]
        digits = len(mantissa.lstrip("-").replace(".", ""))
        if digits > MAX_DIGITS:
            return self._refuse(literal, f"a number of {digits:,} digits; expected at most {MAX_DIGITS}")
        value = float(literal)
        if value in (float("inf"), float("-inf")):
            return self._refuse(literal, "a number too large to be kept")
        if value == 0.0 and mantissa.strip("-0."):
            return self._refuse(literal, "a number too close to zero to be kept; expected 0")
        if value == 0.0 and literal.startswith("-"):
            return self._refuse(literal, "minus zero; expected 0")
        return value

    def constant(self, literal: str) -> Any:
        """Refuse NaN, Infinity and -Infinity."""
        return self._refuse(literal, "expected a finite number")

    def _refuse(self, literal: str, reason: str) -> _Refused:
        mark = _Refused(literal[:200], reason)
        self._refused[id(mark)] = mark
        return mark

    def faults(self, data: Any, file: str) -> list[Fault]:
        """Return the first of the faults noted, each with its place in the data."""
        refused, doubled = dict(self._refused), dict(self._doubled)
        faults: list[Fault] = []
        for parts, value in walk(data):
            mark = refused.pop(id(value), None)
            if mark is not None:
                faults.append(Fault(file, json_path(parts), Number(mark.literal), mark.reason))
            keys = doubled.pop(id(value), (None, []))[1][:MAX_FAULTS]
            faults += [
                Fault(file, json_path([*parts, key]), NO_VALUE, _TWICE, "keep one of them") for key in keys
            ]
            if len(faults) >= MAX_FAULTS or not (refused or doubled):
                return faults
        # What is left lies inside a value that a second key of the same name has pushed out.
        faults += [Fault(file, "$", Number(mark.literal), mark.reason) for mark in refused.values()]
        faults += [Fault(file, "$", key, _TWICE) for _, keys in doubled.values() for key in keys]
        return faults[:MAX_FAULTS]


class Number:
    """A number as it was written, shown without quotes."""

    def __init__(self, literal: str) -> None:
        self.literal = literal

    def __str__(self) -> str:
        """Return the number as written."""
        return self.literal


def walk(data: Any) -> Iterator[tuple[list[str | int], Any]]:
    """Yield every value of plain data with its path, in order, without recursion.

    The path is one list that changes with each step: copy it to keep it.
    """
    parts: list[str | int] = []
    yield parts, data
    stack = [_children(data)]
    while stack:
        step = next(stack[-1], None)
        if step is None:
            stack.pop()
            if parts:
                parts.pop()
            continue
        parts.append(step[0])
        yield parts, step[1]
        if isinstance(step[1], dict | list):
            stack.append(_children(step[1]))
        else:
            parts.pop()


def _children(value: Any) -> Iterator[tuple[str | int, Any]]:
    if isinstance(value, dict):
        return iter(value.items())
    return iter(enumerate(value)) if isinstance(value, list) else iter(())


def _surrogate_faults(data: Any, file: str) -> list[Fault]:
    faults: list[Fault] = []
    expected = "half of a surrogate pair, which is no character"
    for parts, value in walk(data):
        if isinstance(value, str) and _SURROGATE.search(value):
            faults.append(Fault(file, json_path(parts), value, expected))
        elif isinstance(value, dict):
            bad = [key for key in value if _SURROGATE.search(key)]
            faults += [Fault(file, json_path([*parts, key]), NO_VALUE, f"key: {expected}") for key in bad]
        if len(faults) >= MAX_FAULTS:
            break
    return faults
