"""JSON Lines: a header, then one line for each thing, so that no more than a line is held as text.

The header is the JSON object without its lists and with their lengths. A line is an object of
one field, the name of its list: ``{"sessions": {...}}``. Lists come in the order of the JSON file. A line is
read as strictly as a whole JSON file, and its faults have its number.
"""

import re
from collections.abc import Iterator
from dataclasses import replace
from functools import cache, partial
from typing import Any, Generic, TypeVar, get_args, get_origin

from pydantic import BaseModel, Field, create_model

from edusched.domain.base import Model
from edusched.domain.errors import NO_VALUE, Fault, InvalidInputError, nearest, one_of
from edusched.formats.convert_faults import Faults
from edusched.formats.json_text import Document, JsonReader
from edusched.formats.model_faults import check_header, validated
from edusched.formats.text_files import FilePath, file_name, read_lines, write_chunks

SUFFIXES = (".jsonl", ".jsonl.gz")
MAX_BYTES = 2 * 1024**3
MAX_LINE_BYTES = 64 * 1024**2
MAX_VALUES = 50_000_000
"""Objects, lists, numbers and texts in all lines together; each costs some dozen bytes of memory."""

CHUNK_BYTES = 64 * 1024
COUNTS = "counts"
LAST = ("certificate",)
"""Fields that are no lists and have a line all the same, after the lists: they are known last."""

_BEGINS = re.compile(r'\s*\{\s*"(\w+)"\s*:')
_LISTED = re.compile(r"\$\.(\w+)(?:\[(\d+)\])?")

Read = TypeVar("Read", bound=Model)
Things = dict[str, list[Any]]


def is_lines(path: FilePath) -> bool:
    """Tell by its name whether a file is JSON Lines."""
    return file_name(path).lower().endswith(SUFFIXES)


def write_lines(model: Model, path: FilePath, *, exclude_defaults: bool) -> None:
    """Write a model line by line to a file in one step; same model, same bytes.

    Raises
    ------
    InvalidInputError
        A text of the model holds half of a surrogate pair, which no file can hold.
    FileAccessError
        The file could not be written. The old file is intact and no temporary file is left.
    """
    write_chunks(path, _chunks(_texts(model, exclude_defaults=exclude_defaults)))


class LineFile(Generic[Read]):
    """A file of JSON Lines while it is read, and afterwards the lines of what it held.

    Parameters
    ----------
    model
        What the file holds.
    path
        The file.
    max_bytes
        Most that is read, unpacked.
    """

    def __init__(self, model: type[Read], path: FilePath, max_bytes: int = MAX_BYTES) -> None:
        self._model = model
        self._file = file_name(path)
        self._reader = JsonReader(self._file)
        self._lines = read_lines(path, max_bytes, MAX_LINE_BYTES)
        self._faults = Faults(self._file)
        self._things: Things = {name: [] for name in _thing_models(model)}
        self._first: dict[str, int] = {}
        self._seen = dict.fromkeys(self._things, 0)
        self._values = 0
        self._complete = True

    def read(self) -> Read:
        """Return what the file holds.

        Raises
        ------
        InvalidInputError
            With the first faults and their lines; the others are counted.
        FileAccessError
            The file cannot be read.
        """
        header = self._header()
        try:
            for number, text in enumerate(self._lines, 2):
                self._line(number, text)
                if self._faults.many:
                    break
        except InvalidInputError as error:  # nothing can be read behind this fault
            self._faults.take(error.faults, error.omitted)
            self._complete = False
        if self._complete:
            self._compare(header.pop(COUNTS))
        self._faults.demand_none()
        values = header | {name: tuple(things) for name, things in self._things.items() if things}
        values |= {name: values[name][0] for name in LAST if name in values}
        whole = Document(self._file, "", {}, 0)
        return validated(lambda _: self._model.model_validate(values), self._model, whole)

    def placed(self, fault: Fault) -> Fault:
        """Return a fault of what was read with the line it stands in."""
        found = None if fault.file else _LISTED.match(fault.path)
        if found is None or (found[1] in self._seen and found[1] not in self._first):
            return fault
        first = self._first.get(found[1], 1)
        if first > 1 and found[2] is None and found[1] not in LAST:
            return fault  # about a list as a whole
        return replace(fault, path=f"line {first + int(found[2] or 0) if first > 1 else 1}, {fault.path}")

    def _header(self) -> dict[str, Any]:
        """Return the fields of the header; none and a fault noted where it is wrong."""
        text = next(self._lines, "")
        try:
            document = self._reader.read(text)
            check_header(self._model, document)
        except InvalidInputError as error:
            advice = "the first line of JSON Lines is a header; a name that ends in .json is read as JSON"
            faults = [
                replace(fault, advice="; ".join(filter(None, (fault.advice, advice))))
                if fault.path.startswith("line 1")
                else fault
                for fault in error.faults
            ]
            raise InvalidInputError(faults, error.omitted) from None
        self._values = document.values
        model = _header_model(self._model)
        try:
            read = validated(model.model_validate_json, model, document)
        except InvalidInputError as error:
            self._take(error, 1)
            self._complete = False
            return {}
        return {name: getattr(read, name) for name in model.model_fields if name in read.model_fields_set}

    def _line(self, number: int, text: str) -> None:
        name = ""
        try:
            try:
                document = self._reader.read(text)
            except InvalidInputError:
                begins = _BEGINS.match(text)
                name = begins[1] if begins and begins[1] in self._seen else ""
                raise
            name = self._name(document)
            model = _line_models(self._model)[name]
            line = validated(model.model_validate_json, self._model, document)
        except InvalidInputError as error:
            self._take(error, number, name)
            if not name:
                self._complete = False
                return
        else:
            self._things[name].append(getattr(line, name))
            self._values += document.values
        self._first.setdefault(name, number)
        self._seen[name] += 1
        if self._values > MAX_VALUES:
            expected = f"about {self._values:,} values up to here; expected at most {MAX_VALUES:,}"
            advice = "split it into several instances"
            raise InvalidInputError([Fault(self._file, f"line {number}", NO_VALUE, expected, advice)])

    def _name(self, document: Document) -> str:
        """Return the list a line belongs to."""
        data = document.data
        names = list(data) if isinstance(data, dict) else []
        fault = partial(Fault, document.file)
        if len(names) != 1:
            example = f'such as {{"{next(iter(self._seen))}": {{...}}}}'
            raise InvalidInputError([fault("$", data, f"expected an object of one list's name, {example}")])
        (name,) = names
        if name not in self._seen:
            known = f"unknown list; {one_of(self._seen)}"
            raise InvalidInputError([fault("$", name, known, nearest(name, self._seen))])
        order = list(self._seen)
        last = next(reversed(self._first), name)
        if order.index(name) < order.index(last):
            expected = f"expected before the lines of {last}: lists come in the order of the JSON file"
            raise InvalidInputError([fault("$", name, expected)])
        return str(name)

    def _take(self, error: InvalidInputError, number: int, name: str = "") -> None:
        """Note faults of a line, each with the number of the line and its place in the whole."""
        faults = []
        at = f"$.{name}"
        index = "" if name in LAST else f"[{self._seen.get(name, 0)}]"
        for fault in error.faults:
            path = f"line {number}, {fault.path}"
            if fault.path.startswith("line 1"):
                path = f"line {number}" + fault.path.removeprefix("line 1")
            elif name and fault.path.startswith(at):
                path = f"line {number}, {at}{index}{fault.path.removeprefix(at)}"
            elif fault.path == "$":
                path = f"line {number}"
            faults.append(replace(fault, path=path))
        self._faults.take(faults, error.omitted)

    def _compare(self, counts: BaseModel) -> None:
        """Note lists with fewer or more lines than the header says: a file may be cut off anywhere."""
        for name, seen in self._seen.items():
            said = getattr(counts, name)
            if said != seen:
                advice = "the file seems to be cut off" if seen < said else ""
                expected = f"the header says {said:,}, and there are {seen:,} lines of {name}"
                fault = Fault(self._file, f"line 1, $.{COUNTS}.{name}", said, expected, advice)
                self._faults.take([fault])


@cache
def _thing_models(model: type[Model]) -> dict[str, type[BaseModel]]:
    """Return the fields whose things have lines, in order, and the model of such a thing."""
    found: dict[str, type[BaseModel]] = {}
    for name, field in model.model_fields.items():
        inside = get_args(field.annotation)
        if (get_origin(field.annotation) is tuple and inside[1:] == (...,)) or name in LAST:
            found[name] = inside[0]
    return found


@cache
def _line_models(model: type[Model]) -> dict[str, type[BaseModel]]:
    """Return what a line of each list is: an object of one field."""
    made: dict[str, type[BaseModel]] = {}
    for name, thing in _thing_models(model).items():
        fields: dict[str, Any] = {name: (thing, ...)}
        made[name] = create_model(name, __base__=Model, **fields)
    return made


@cache
def _header_model(model: type[Model]) -> type[BaseModel]:
    """Return the model of the header: all that has no lines, and the number of the lines of each list."""
    counts: dict[str, Any] = {name: (int, Field(default=0, ge=0)) for name in _thing_models(model)}
    fields: dict[str, Any] = {}
    for name, field in model.model_fields.items():
        if name in ("schema_version", "kind"):
            fields[name] = (field.annotation, ...)  # a plan in memory need not say them; a file must
        elif name not in counts:
            fields[name] = (field.annotation, field)
    fields[COUNTS] = (create_model("Counts", __base__=Model, **counts), ...)
    return create_model(f"{model.__name__}Header", __base__=Model, **fields)


def _texts(model: Model, *, exclude_defaults: bool) -> Iterator[str]:
    """Yield the lines of a model."""
    parts = _thing_models(type(model))
    things = {name: _things_of(model, name) for name in parts}
    dump = partial(_dumped, exclude_defaults=exclude_defaults)
    counts = ",".join(f'"{name}":{len(found)}' for name, found in things.items())
    header = dump(model, exclude=set(parts))
    yield f'{header[:-1]},"{COUNTS}":{{{counts}}}}}'
    for name, found in things.items():
        for thing in found:
            yield f'{{"{name}":{dump(thing)}}}'


def _things_of(model: Model, name: str) -> tuple[BaseModel, ...]:
    value = getattr(model, name)
    if name not in LAST:
        return tuple(value)
    return () if value is None else (value,)


def _dumped(model: BaseModel, **options: Any) -> str:
    try:
        return model.model_dump_json(**options)
    except ValueError as error:  # a model built in memory around its own checks, with half a surrogate pair
        raise InvalidInputError([Fault(None, "$", str(error), "cannot be written as JSON")]) from error


def _chunks(lines: Iterator[str]) -> Iterator[bytes]:
    """Yield lines with their ends, many at a time."""
    held: list[bytes] = []
    size = 0
    for line in lines:
        held.append(line.encode("utf-8") + b"\n")
        size += len(held[-1])
        if size >= CHUNK_BYTES:
            yield b"".join(held)
            held, size = [], 0
    yield b"".join(held)
