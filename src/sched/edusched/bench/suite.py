"""Suites: which instances, which seeds, how long, with how many threads.

A suite is a TOML file::

    seeds = [1, 2, 3]
    time_limits_seconds = [60]
    workers = [2]

    [[instances]]
    paths = ["../../instances/*.json"]

    [[instances]]
    paths = ["itc2007/comp01.ctt"]
    format = "ctt"
    under = "data"

Every combination of instance, time limit, number of workers and seed is a run.
"""

import glob
import json
import tomllib
from collections.abc import Iterator
from dataclasses import dataclass
from fnmatch import fnmatchcase
from pathlib import Path
from typing import Annotated, Any, Literal

from pydantic import Field, ValidationError

from edusched.bench.checkout import checkout
from edusched.domain.base import Model
from edusched.domain.errors import NO_VALUE, Fault, FaultList, FileAccessError, InvalidInputError, nearest
from edusched.formats.json_text import Document
from edusched.formats.model_faults import fault_of, in_file
from edusched.formats.text_files import read_text_file

MAX_SUITE_BYTES = 1024 * 1024
MAX_INSTANCES = 10_000
SUFFIX = ".toml"

Format = Literal["instance", "ctt", "neutral"]
Seed = Annotated[int, Field(ge=0, le=2**31 - 1)]
Seconds = Annotated[float, Field(ge=0, le=10_000_000)]
Workers = Annotated[int, Field(ge=1, le=256)]


class SuiteInstances(Model):
    """Some instances of a suite that are found and read in the same way."""

    paths: tuple[str, ...]
    format: Format = "instance"
    under: Literal["suite", "data"] = "suite"
    strict: bool = False


class SuiteFile(Model):
    """A suite as its file says it."""

    seeds: tuple[Seed, ...]
    time_limits_seconds: tuple[Seconds, ...]
    workers: tuple[Workers, ...] = (2,)
    deterministic: bool = False
    grace_seconds: Annotated[float, Field(ge=1, le=1_000_000)] = 600.0
    instances: tuple[SuiteInstances, ...]


@dataclass(frozen=True, slots=True)
class SuiteInstance:
    """One instance of a suite: its name, its file, how the file is read."""

    name: str
    path: Path
    format: Format = "instance"
    strict: bool = False


@dataclass(frozen=True, slots=True)
class Case:
    """One run of a suite.

    Attributes
    ----------
    limit_seconds
        Time limit given to the command.
    grace_seconds
        What loading, compiling, checking and writing may take beyond it before the run is ended by force.
    """

    instance: SuiteInstance
    seed: int
    limit_seconds: float
    workers: int
    deterministic: bool = False
    grace_seconds: float = 600.0


@dataclass(frozen=True, slots=True)
class Suite:
    """A suite whose instances have been found."""

    name: str
    instances: tuple[SuiteInstance, ...]
    settings: SuiteFile

    def cases(self) -> Iterator[Case]:
        """Yield every run: all of one instance together, seeds innermost."""
        settings = self.settings
        for instance in self.instances:
            for limit in settings.time_limits_seconds:
                for workers in settings.workers:
                    for seed in settings.seeds:
                        yield Case(
                            instance, seed, limit, workers, settings.deterministic, settings.grace_seconds
                        )

    def only(
        self,
        patterns: tuple[str, ...] = (),
        seeds: tuple[int, ...] = (),
        limit_seconds: float | None = None,
    ) -> "Suite":
        """Return a part of the suite, for a short look.

        Parameters
        ----------
        patterns
            Names of instances, ``*`` and ``?`` allowed; none: all of them.
        seeds
            Seeds in place of those of the suite; none: those of the suite.
        limit_seconds
            Time limit in place of those of the suite.
        """
        kept = tuple(
            instance
            for instance in self.instances
            if not patterns or any(fnmatchcase(instance.name, pattern) for pattern in patterns)
        )
        update: dict[str, Any] = {}
        if seeds:
            update["seeds"] = tuple(dict.fromkeys(seeds))
        if limit_seconds is not None:
            update["time_limits_seconds"] = (limit_seconds,)
        return Suite(self.name, kept, self.settings.model_copy(update=update))


def suite_folders() -> tuple[Path, ...]:
    """Return where suites are looked for by name: the checkout this package is in, and the current folder."""
    root = checkout()
    roots = (root, Path.cwd()) if root is not None else (Path.cwd(),)
    return tuple(folder / "benchmarks" / "suites" for folder in roots)


def find_suite(name: str) -> Path:
    """Return the file of a suite: named by its path, or by its name if it is in ``benchmarks/suites``.

    Raises
    ------
    FileAccessError
        There is no such suite.
    """
    path = Path(name)
    if path.suffix == SUFFIX or len(path.parts) != 1:
        return path  # reading it says what is wrong with it
    for folder in suite_folders():
        found = folder / f"{name}{SUFFIX}"
        if found.is_file():
            return found
    known = sorted({file.stem for folder in suite_folders() for file in folder.glob(f"*{SUFFIX}")})
    listed = f"there are {', '.join(known)}" if known else "name a file that ends in .toml"
    advice = nearest(name, known) or listed
    raise FileAccessError(name, "no suite of that name", advice)


def load_suite(name: str, data: str | None = None) -> Suite:
    """Read a suite and find its instances.

    Parameters
    ----------
    name
        Path of a TOML file, or the name of one in ``benchmarks/suites``.
    data
        Folder of the data that is not in the repository.

    Raises
    ------
    InvalidInputError
        Everything wrong with it: file, place, value, what was expected, what to try.
    FileAccessError
        There is no such suite, or it cannot be read.
    """
    path = find_suite(name)
    settings = _parsed(str(path))
    found = FaultList()
    _look_at_lists(settings, found)
    instances = _instances(settings, path.parent, None if data is None else Path(data), found)
    if found.faults:
        raise InvalidInputError(in_file(found.faults, str(path)))
    return Suite(path.stem, instances, settings)


def _parsed(file: str) -> SuiteFile:
    text = read_text_file(file, MAX_SUITE_BYTES)
    try:
        data = tomllib.loads(text)
    except (ValueError, RecursionError) as error:
        where = "$" if isinstance(error, RecursionError) else _place(str(error))
        fault = Fault(file, where, NO_VALUE, f"this is not TOML: {error}", "see benchmarks/README.md")
        raise InvalidInputError([fault]) from error
    written = json.dumps(data, default=str)  # dates are values of TOML, but none of a suite's
    try:
        return SuiteFile.model_validate_json(written)
    except ValidationError as error:
        document = Document(file, written, data, 0)
        faults = [fault_of(detail, SuiteFile, document) for detail in error.errors(include_url=False)]
        raise InvalidInputError(faults) from None


def _place(message: str) -> str:
    """Return the place a message of the TOML reader ends with, such as ``line 3, column 1``."""
    return message.rpartition("(at ")[2].rstrip(")") if "(at " in message else "$"


def _look_at_lists(settings: SuiteFile, found: FaultList) -> None:
    """Note empty lists, and values that stand twice: one run would be measured and counted as two."""
    lists: list[tuple[tuple[str | int, ...], tuple[object, ...]]] = [
        (("seeds",), settings.seeds),
        (("time_limits_seconds",), settings.time_limits_seconds),
        (("workers",), settings.workers),
        (("instances",), settings.instances),
    ]
    lists += [(("instances", k, "paths"), entry.paths) for k, entry in enumerate(settings.instances)]
    for place, values in lists:
        if not values:
            found.add(place, values, "expected one or more")
        for index, value in enumerate(values):
            if value in values[:index] and place != ("instances",):
                found.add((*place, index), value, "this value is given twice", "keep one of them")


def _instances(
    settings: SuiteFile, folder: Path, data: Path | None, found: FaultList
) -> tuple[SuiteInstance, ...]:
    instances: dict[str, SuiteInstance] = {}
    for index, entry in enumerate(settings.instances):
        if entry.under == "data" and data is None:
            expected = "these instances are not in the repository; expected a folder to look in"
            found.add(("instances", index, "under"), "data", expected, "give --data DIR, or set SCHED_DATA")
            continue
        base = folder if entry.under == "suite" or data is None else data
        for at, pattern in enumerate(entry.paths):
            place = ("instances", index, "paths", at)
            for path in _files(base, pattern, place, found):
                instance = SuiteInstance(path.stem, path, entry.format, entry.strict)
                if path.stem in instances:
                    expected = f"two instances are called {path.stem}, and results name them so"
                    found.add(place, pattern, expected, "rename one of the files, or leave one out")
                instances.setdefault(path.stem, instance)
    if len(instances) > MAX_INSTANCES:
        expected = f"expected at most {MAX_INSTANCES:,} files, found {len(instances):,}"
        found.add(("instances",), NO_VALUE, expected, "name fewer of them")
    return tuple(instances.values())


def _files(base: Path, pattern: str, place: tuple[str | int, ...], found: FaultList) -> list[Path]:
    """Return the files a path or a pattern names, in order; none is a fault."""
    if "\0" in pattern or not pattern:
        found.add(place, pattern, "expected a path of a file")
        return []
    whole = str(Path(glob.escape(str(base))) / pattern)
    names = glob.glob(whole, recursive=True)  # noqa: PTH207 - Path.glob refuses patterns that are absolute
    files = [path for path in map(Path, sorted(names)) if path.is_file()]
    if not files:
        expected = f"expected a file below {base}, found none"
        advice = 'paths are relative to the suite, or to --data where under = "data"'
        found.add(place, pattern, expected, advice)
    return files
