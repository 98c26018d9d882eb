"""Instances, plans and records from files and to files: JSON or JSON Lines, packed or not, by their names.

Reading is strict and tells all faults at once; writing is canonical, so that the same plan is the same bytes,
and all or nothing, so that no stop at any moment leaves half a file.
"""

import gc
import json
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from itertools import islice
from typing import Any, TypeVar

from edusched.calendar.holidays import UnknownCalendarYearError, calendar_years
from edusched.domain.base import Model
from edusched.domain.errors import Fault, FaultList, FileAccessError, InvalidInputError
from edusched.domain.instance import Instance
from edusched.domain.plan import Booking, Plan
from edusched.domain.plan_references import plan_reference_faults
from edusched.domain.records import Records
from edusched.domain.records_references import records_faults
from edusched.domain.references import reference_faults
from edusched.formats import json_lines
from edusched.formats.json_lines import LineFile, is_lines, write_lines
from edusched.formats.json_text import parse_json, walk
from edusched.formats.legs import with_legs_file
from edusched.formats.model_faults import header_faults, in_file, parsed
from edusched.formats.text_files import MAX_BYTES, FilePath, file_name, read_text_file, write_text_file
from edusched.rules import policy_check

# Parameters are looked at one by one by the rule they are for; no rule has use for this many.
MAX_PARAMETER_VALUES = 20_000

# Six years, the longest plan, touch at most seven calendar years.
MAX_CALENDAR_YEARS = 7

PolicyFaults = Callable[[Instance], list[Fault]]
Answer = TypeVar("Answer")
Parsed = TypeVar("Parsed", bound=Model)


def load_instance(
    path: FilePath, *, policy_faults: PolicyFaults | None = None, max_bytes: int | None = None
) -> Instance:
    """Read an instance from a file, or from standard input for ``-``.

    Parameters
    ----------
    path
        A regular file of JSON in UTF-8; of JSON Lines where its name ends in ``.jsonl``, packed by gzip
        where ``.gz`` follows.
    policy_faults
        What to say of the policy's parameters; none given: the catalogue of rules says it. It must not
        take for granted that references hold: it is asked about faulty instances too.
    max_bytes
        Largest file that is read, unpacked; none given: 256 MiB of JSON, 2 GiB of JSON Lines.

    Raises
    ------
    InvalidInputError
        With every fault and its place.
    FileAccessError
        The file cannot be read, or there is not enough memory to read it.
    """
    return _within_memory(
        path, lambda: _instance(path, policy_faults or policy_check.policy_faults, max_bytes)
    )


def load_plan(path: FilePath, instance: Instance | None = None, *, max_bytes: int | None = None) -> Plan:
    """Read a plan from a file, or from standard input for ``-``.

    Parameters
    ----------
    path
        A regular file of JSON in UTF-8; of JSON Lines where its name ends in ``.jsonl``, packed by gzip
        where ``.gz`` follows.
    instance
        The instance it answers; when given, every id, day and period of the plan must exist there.
    max_bytes
        Largest file that is read, unpacked; none given: 256 MiB of JSON, 2 GiB of JSON Lines.

    Raises
    ------
    InvalidInputError
        With every fault and its place.
    FileAccessError
        The file cannot be read, or there is not enough memory to read it.
    """
    return _within_memory(path, lambda: _plan(path, instance, max_bytes))


def load_records(
    path: FilePath, instance: Instance | None = None, *, max_bytes: int | None = None
) -> Records:
    """Read records from a file, or from standard input for ``-``.

    Parameters
    ----------
    path
        A regular file of JSON in UTF-8; of JSON Lines where its name ends in ``.jsonl``, packed by gzip
        where ``.gz`` follows.
    instance
        The instance they speak of; when given, every id must exist there.
    max_bytes
        Largest file that is read, unpacked; none given: 256 MiB of JSON, 2 GiB of JSON Lines.

    Raises
    ------
    InvalidInputError
        With every fault and its place.
    FileAccessError
        The file cannot be read, or there is not enough memory to read it.
    """

    def read() -> Records:
        records, placed = _read(Records, path, max_bytes)
        _raise_all(map(placed, records_faults(records, instance)), path)
        return records

    return _within_memory(path, read)


def instance_text(instance: Instance) -> str:
    """Return the canonical text of an instance: fields in the order of the models, defaults left out."""
    return _text(instance, exclude_defaults=True)


def plan_text(plan: Plan) -> str:
    """Return the canonical text of a plan: fields in the order of the models, lists sorted."""
    return _text(canonical_plan(plan), exclude_defaults=False)


def records_text(records: Records) -> str:
    """Return the canonical text of records: fields in the order of the models, defaults left out."""
    return _text(records, exclude_defaults=True)


def canonical_plan(plan: Plan) -> Plan:
    """Return the plan with all its lists sorted by what they name."""
    return plan.model_copy(
        update={
            "bookings": tuple(sorted(map(_canonical_booking, plan.bookings), key=_booking_order)),
            "not_run": tuple(sorted(plan.not_run, key=lambda item: (item.session, item.reason))),
            "overnights": tuple(sorted(plan.overnights, key=lambda n: (n.mobile_unit, n.day, n.site))),
        }
    )


def save_instance(instance: Instance, path: FilePath) -> None:
    """Write an instance to a file in one step, or to standard output for ``-``."""
    _save(instance, path, exclude_defaults=True)


def save_plan(plan: Plan, path: FilePath) -> None:
    """Write a plan to a file in one step, or to standard output for ``-``; same plan, same bytes."""
    _save(canonical_plan(plan), path, exclude_defaults=False)


def save_records(records: Records, path: FilePath) -> None:
    """Write records to a file in one step, or to standard output for ``-``."""
    _save(records, path, exclude_defaults=True)


def save_json(data: Any, path: FilePath) -> None:
    """Write plain data as JSON to a file in one step, or to standard output for ``-``.

    Raises
    ------
    ValueError
        The data holds NaN or infinity, which JSON cannot say.
    """
    write_text_file(path, json.dumps(data, indent=1, ensure_ascii=False, allow_nan=False) + "\n")


def _instance(path: FilePath, policy_faults: PolicyFaults, max_bytes: int | None) -> Instance:
    instance, placed = _read(Instance, path, max_bytes)
    faults = reference_faults(instance) + _calendar_faults(instance)
    # The legs of the file are looked at with its line numbers, those of the instance before they mix.
    instance, leg_faults = with_legs_file(instance, path)
    faults += leg_faults
    faults += _oversized_parameters(instance) or policy_faults(instance)
    _raise_all(map(placed, faults), path)
    return instance


def _plan(path: FilePath, instance: Instance | None, max_bytes: int | None) -> Plan:
    plan, placed = _read(Plan, path, max_bytes)
    if instance is not None:
        _raise_all(map(placed, plan_reference_faults(plan, instance)), path)
    return plan


def _read(
    model: type[Parsed], path: FilePath, max_bytes: int | None
) -> tuple[Parsed, Callable[[Fault], Fault]]:
    """Return what a file holds, and what puts the lines of the file into faults of it."""
    if is_lines(path):
        lines = LineFile(model, path, max_bytes or json_lines.MAX_BYTES)
        return lines.read(), lines.placed
    document = parse_json(read_text_file(path, max_bytes or MAX_BYTES), file_name(path))
    read = parsed(model, document)
    _raise_all(header_faults(document.data), path)
    return read, lambda fault: fault


def _calendar_faults(instance: Instance) -> list[Fault]:
    """Return the years whose holidays nobody knows: the solver and the checker would stumble over them."""
    calendar = instance.calendar
    years = range(calendar.first_day.year, calendar.last_day.year + 1)
    if calendar.holidays == "none" or len(years) > MAX_CALENDAR_YEARS:  # so many are a fault in themselves
        return []
    found = FaultList()
    for year in years:
        try:
            calendar_years([year], calendar.overrides)
        except UnknownCalendarYearError:
            advice = f"add calendar.overrides with year {year}, status estimated, source and off_days"
            found.add(("calendar",), year, "no official holiday calendar for this year", advice)
    return found.faults


def _oversized_parameters(instance: Instance) -> list[Fault]:
    found = FaultList()
    for index, rule in enumerate(instance.policy.rules):
        if sum(1 for _ in islice(walk(rule.parameters), MAX_PARAMETER_VALUES + 1)) > MAX_PARAMETER_VALUES:
            expected = f"expected at most {MAX_PARAMETER_VALUES:,} values in the parameters of a rule"
            found.add(("policy", "rules", index, "parameters"), rule.parameters, expected)
    return found.faults


def _raise_all(faults: Iterable[Fault], path: FilePath) -> None:
    found = in_file(faults, file_name(path))
    if found:
        raise InvalidInputError(found)


def _within_memory(path: FilePath, read: Callable[[], Answer]) -> Answer:
    try:
        with _no_collection():
            return read()
    except (MemoryError, RecursionError) as error:
        advice = "close other programs, or split it into several instances"
        raise FileAccessError(file_name(path), "there is not enough memory to read it", advice) from error


@contextmanager
def _no_collection() -> Iterator[None]:
    """Put off the search for cycles: hundreds of thousands of new objects without one take half the time."""
    was_on = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_on:
            gc.enable()


def _save(model: Model, path: FilePath, *, exclude_defaults: bool) -> None:
    if is_lines(path):
        write_lines(model, path, exclude_defaults=exclude_defaults)
    else:
        write_text_file(path, _text(model, exclude_defaults=exclude_defaults))


def _text(model: Model, *, exclude_defaults: bool) -> str:
    try:
        return model.model_dump_json(indent=1, exclude_defaults=exclude_defaults) + "\n"
    except ValueError as error:  # a model built in memory around its own checks, with half a surrogate pair
        raise InvalidInputError([Fault(None, "$", str(error), "cannot be written as JSON")]) from error


def _booking_order(booking: Booking) -> tuple[Any, ...]:
    return (booking.session, booking.day, booking.period, *vars(booking.place).values())


def _canonical_booking(booking: Booking) -> Booking:
    instructors = tuple(sorted(booking.instructors, key=lambda item: (item.role, item.instructor)))
    cohorts = tuple(sorted(booking.cohorts))
    if (instructors, cohorts) == (booking.instructors, booking.cohorts):
        return booking  # as nearly always: a copy takes several times as long as a look
    return booking.model_copy(update={"instructors": instructors, "cohorts": cohorts})
