"""From data to a model, or to faults in plain words: what pydantic says, said to a planner."""

import json
import re
from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace
from typing import Annotated, Any, TypeVar, get_args, get_origin

from pydantic import BaseModel, StringConstraints, ValidationError
from pydantic_core import ErrorDetails

from edusched.domain.base import ClockTime, Id, Model, Text
from edusched.domain.errors import NO_VALUE, Fault, InvalidInputError, json_path, nearest, one_of
from edusched.domain.people import CreditCode
from edusched.formats.json_text import MAX_FAULTS, Document

SCHEMA_VERSION = "1.0"
KINDS = ("instance", "plan", "records")

# A document with more values than this is tried on a sample first. Each fault costs over a kilobyte, so a
# list of a million wrong things must not be looked at as a whole.
SAMPLED_ABOVE_VALUES = 200_000
SAMPLE_ITEMS = 100
MAX_CONVERTED_FAULTS = 100_000

Parsed = TypeVar("Parsed", bound=Model)
Answer = TypeVar("Answer")
Location = Sequence[int | str]


def _pattern(annotation: Any) -> str:
    found = (item.pattern for item in get_args(annotation) if isinstance(item, StringConstraints))
    return str(next(found))


_PATTERN_WORDS = {
    _pattern(Id): "expected an id: a word without spaces, slashes and control characters",
    _pattern(Text): "expected text without control characters",
    _pattern(ClockTime): "expected a time of day from 00:00 to 23:59 as HH:MM",
    _pattern(CreditCode): "expected a credit code: 18 digits and capital letters",
    "^(in_person|mobile|online)$": "expected one of in_person, mobile, online",
}
_DATE = "expected a date as YYYY-MM-DD"
_HOURS = "expected a number of hours"
_LIST = "expected a list"
_OBJECT = "expected an object"
_WORDS = {
    "missing": "missing; this field must be given",
    "extra_forbidden": "unknown field",
    "string_type": "expected text in double quotes",
    "string_sub_type": "expected text in double quotes",
    "string_too_short": "expected at least {min_length} character(s)",
    "string_too_long": "expected at most {max_length} characters",
    "int_type": "expected a whole number",
    "int_from_float": "expected a whole number",
    "float_type": "expected a number",
    "bool_type": "expected true or false",
    "date_type": _DATE,
    "date_parsing": _DATE,
    "date_from_datetime_parsing": _DATE,
    "date_from_datetime_inexact": _DATE,
    "is_instance_of": _HOURS,
    "decimal_type": _HOURS,
    "decimal_parsing": _HOURS,
    "decimal_max_places": "expected at most {decimal_places} decimals",
    "decimal_max_digits": "expected at most {max_digits} digits",
    "decimal_whole_digits": "expected at most {whole_digits} digits before the point",
    "greater_than_equal": "expected {ge} or more",
    "less_than_equal": "expected {le} or less",
    "tuple_type": _LIST,
    "list_type": _LIST,
    "too_short": "expected at least {min_length} item(s), found {actual_length}",
    "too_long": "expected at most {max_length} item(s), found {actual_length}",
    "dict_type": _OBJECT,
    "model_type": _OBJECT,
    "model_attributes_type": _OBJECT,
    "enum": "expected one of {expected}",
    "literal_error": "expected {expected}",
}


def parsed(model: type[Parsed], document: Document) -> Parsed:
    """Return the model a document says.

    Raises
    ------
    InvalidInputError
        With all faults, of which the first ``MAX_FAULTS`` are told and the rest counted.
    """
    check_header(model, document)
    return validated(model.model_validate_json, model, document)


def validated(validate: Callable[[str], Answer], model: type[BaseModel], document: Document) -> Answer:
    """Return what the text of a document is validated to.

    Parameters
    ----------
    validate
        What validates JSON text.
    model
        The model whose fields the document has, for advice.
    document
        The document.

    Raises
    ------
    InvalidInputError
        With all faults, of which the first ``MAX_FAULTS`` are told and the rest counted.
    """
    if document.values > SAMPLED_ABOVE_VALUES:
        sample = _sample(document.data, _field_names(model))
        try:
            validate(json.dumps(sample))
        except ValidationError as error:
            raise InvalidInputError(_faults(error, model, document), omitted=None) from None
    try:
        return validate(document.text)
    except ValidationError as error:
        count = error.error_count()
        if count > MAX_CONVERTED_FAULTS:
            expected = f"{count:,} faults, none of them among the first {SAMPLE_ITEMS} items of a list"
            raise InvalidInputError([Fault(document.file, "$", NO_VALUE, expected)]) from None
        raise InvalidInputError(_faults(error, model, document), max(0, count - MAX_FAULTS)) from None


def check_header(model: type[Model], document: Document) -> None:
    """Look at what the file claims to be first: of another kind or version every further word is noise."""
    kind = model.__name__.lower()
    data = document.data
    if not isinstance(data, dict):
        raise _refused(document, (), data, f"expected an object that holds the {kind}")
    found = data.get("kind", kind)
    if found != kind:
        if found in KINDS:
            advice = f"give the file of the {kind} here"
            raise _refused(
                document, ("kind",), found, f"expected {kind}; this file holds the {found}", advice
            )
        raise _refused(document, ("kind",), found, one_of([kind]))
    version = data.get("schema_version", SCHEMA_VERSION)
    if version != SCHEMA_VERSION:
        numbers = (
            re.fullmatch(r"(\d{1,4})\.(\d{1,4})", version, re.ASCII) if isinstance(version, str) else None
        )
        this = tuple(int(part) for part in SCHEMA_VERSION.split("."))
        at = ("schema_version",)
        if numbers is None:
            raise _refused(document, at, version, f'expected "{SCHEMA_VERSION}", in double quotes')
        if (int(numbers[1]), int(numbers[2])) > this:
            reason = f'written for a newer version of sched; this one reads "{SCHEMA_VERSION}"'
            raise _refused(
                document, at, version, reason, "update sched, or save the file in the older version"
            )
        raise _refused(document, at, version, f'no known version; expected "{SCHEMA_VERSION}"')


def _refused(
    document: Document, parts: Location, value: object, expected: str, advice: str = ""
) -> InvalidInputError:
    return InvalidInputError([Fault(document.file, json_path(parts), value, expected, advice)])


def header_faults(data: Any) -> list[Fault]:
    """Return a fault for each of ``schema_version`` and ``kind`` that a plan leaves out.

    The model of a plan fills them in for those who build plans in memory; a file must say what it is.
    """
    missing = [name for name in ("schema_version", "kind") if name not in data]
    return [Fault(None, json_path([name]), NO_VALUE, _WORDS["missing"]) for name in missing]


def in_file(faults: Iterable[Fault], file: str) -> list[Fault]:
    """Return faults with the name of the file they were found in, where they name none."""
    return [fault if fault.file else replace(fault, file=file) for fault in faults]


def _faults(error: ValidationError, model: type[BaseModel], document: Document) -> list[Fault]:
    details = error.errors(include_url=False)[:MAX_FAULTS]
    return [fault_of(detail, model, document) for detail in details]


def fault_of(detail: ErrorDetails, model: type[BaseModel], document: Document) -> Fault:
    """Return the fault one error of pydantic stands for."""
    kind, context = detail["type"], detail.get("ctx", {})
    parts, is_key = _parts(detail["loc"], document.data)
    value: object = NO_VALUE if kind == "missing" else detail["input"]
    words, advice = _WORDS.get(kind), ""
    if kind == "extra_forbidden":
        advice = nearest(str(parts[-1]), _fields_at(model, detail["loc"][:-1]))
    elif kind == "string_pattern_mismatch":
        pattern = str(context.get("pattern"))
        words = _PATTERN_WORDS.get(pattern, f"expected text like {pattern}")
    elif kind in ("enum", "literal_error") and isinstance(value, str):
        advice = nearest(value, re.findall(r"'([^']*)'", str(context.get("expected"))))
    elif kind == "value_error":
        words = str(context.get("error"))
    elif kind in ("union_tag_invalid", "union_tag_not_found"):
        parts.append("kind")
        tag = value.get("kind", NO_VALUE) if isinstance(value, dict) else NO_VALUE
        tags = re.findall(r"'([^']*)'", str(context.get("expected_tags", ""))) or ["room", "stop", "platform"]
        value, words = tag, ("missing; " if tag is NO_VALUE else "") + one_of(tags)
        advice = nearest(tag, tags) if isinstance(tag, str) else ""
    if words is None:
        words = detail["msg"][:1].lower() + detail["msg"][1:]
    elif kind in _WORDS:
        words = words.format(**context)  # our words, and figures of our own models
    if is_key:
        words = f"this name: {words}"
    return Fault(document.file, json_path(parts), value, words, advice)


def _parts(location: Location, data: Any) -> tuple[list[int | str], bool]:
    """Return the path in the document of an error's place, and whether it is about a key.

    Pydantic puts the kind of a place between ``place`` and its fields, and marks a key with ``[key]``;
    neither stands in the document.
    """
    parts: list[int | str] = []
    here, chosen = data, False
    for part in location:
        if isinstance(here, dict) and parts[-1:] == ["place"] and part == here.get("kind") and not chosen:
            chosen = True
            continue
        if part == "[key]" and not (isinstance(here, dict) and part in here):
            return parts, True
        parts.append(part)
        chosen = False
        try:
            here = here[part]
        except (KeyError, IndexError, TypeError):
            here = None
    return parts, False


def _fields_at(model: type[BaseModel], location: Location) -> list[str]:
    """Return the names of the fields an object at this place may have."""
    models = [model]
    for part in location:
        if isinstance(part, int):
            continue
        tagged = [item for item in models if len(models) > 1 and _tag(item) == part]
        if tagged:
            models = tagged
            continue
        fields = [item.model_fields[part] for item in models if part in item.model_fields]
        models = [inner for field in fields for inner in _models(field.annotation)]
    return sorted({name for item in models for name in item.model_fields})


def _tag(model: type[BaseModel]) -> object:
    field = model.model_fields.get("kind")
    return field.default if field is not None else None


def _models(annotation: Any) -> list[type[BaseModel]]:
    if get_origin(annotation) is Annotated:
        return _models(get_args(annotation)[0])
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        return [annotation]
    return [model for argument in get_args(annotation) for model in _models(argument)]


def _field_names(model: type[BaseModel]) -> frozenset[str]:
    """Return the names of all fields of a model and of the models inside it."""
    names: set[str] = set()
    seen: set[type[BaseModel]] = set()
    waiting = [model]
    while waiting:
        current = waiting.pop()
        if current in seen:
            continue
        seen.add(current)
        names.update(current.model_fields)
        for field in current.model_fields.values():
            waiting += _models(field.annotation)
    return frozenset(names)


def _sample(value: Any, fields: frozenset[str]) -> Any:
    """Return data with the first items of each list, and of each object its known fields and a few more.

    Places of the sample are places of the document. The depth is bounded, so recursion is safe.
    """
    if isinstance(value, list):
        return [_sample(item, fields) for item in value[:SAMPLE_ITEMS]]
    if not isinstance(value, dict):
        return value
    kept: dict[str, Any] = {}
    others = 0
    for key, item in value.items():
        if key not in fields:
            others += 1
            if others > SAMPLE_ITEMS:
                continue
        kept[key] = _sample(item, fields)
    return kept
