"""Jobs: which instances a batch is about, what each is called, and what makes it the same job again."""

import glob
import hashlib
import json
import os
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from io import BytesIO
from pathlib import Path
from unicodedata import normalize

from edusched._version import __version__
from edusched.domain.errors import FileAccessError, clean_text
from edusched.formats.json_lines import MAX_LINE_BYTES, is_lines
from edusched.formats.packed import DAMAGES, is_packed, unpacked
from edusched.formats.text_files import STANDARD_STREAM, file_name, read_text_file

SUFFIXES = (".jsonl.gz", ".json.gz", ".jsonl", ".json")
"""How files of instances end; other files of a folder are left alone."""

OTHERS = (".plan.json", ".planted.json")
"""How files end that lie beside instances and are none."""

LIST_SUFFIX = ".txt"
MAX_LIST_BYTES = 16 * 1024 * 1024
MAX_NAME_CHARACTERS = 50
MAX_SHOWN_CHARACTERS = 300
HASH_DIGITS = 8
_DEVICES = ("con", "prn", "aux", "nul", *(f"{port}{n}" for port in ("com", "lpt") for n in range(10)))


@dataclass(frozen=True, slots=True)
class Job:
    """An instance to solve.

    Attributes
    ----------
    name
        What the job and its plan are called; no two jobs of a batch share one.
    path
        The instance.
    shown
        The instance as it is shown: relative to what all instances have in common.
    """

    name: str
    path: Path
    shown: str


@dataclass(frozen=True, slots=True)
class Identity:
    """What makes a job the same job again: instance, settings and version."""

    instance_hash: str
    key: str


def find_jobs(sources: Sequence[str]) -> list[Job]:
    """Return the jobs that folders, patterns, lists and files name, in the order of their names.

    Parameters
    ----------
    sources
        Each a folder (its instances, not those of folders in it), a pattern with ``*``, ``**`` or ``?``, a
        list (``.txt``, or ``-`` for standard input: a path a line, relative to the list), or an instance.

    Raises
    ------
    FileAccessError
        One of them names nothing.
    InvalidInputError
        A list is not text.
    """
    files: dict[str, Path] = {}
    for source in sources:
        for path in _files(source):
            files.setdefault(os.path.realpath(path), Path(os.path.abspath(path)))  # noqa: PTH100 - keeps links
    paths = list(files.values())
    base = Path(os.path.commonpath([path.parent for path in paths])) if paths else Path()
    relative = [path.relative_to(base).as_posix() for path in paths]
    shown = [clean_text(path, MAX_SHOWN_CHARACTERS) for path in relative]
    jobs = map(Job, _names(relative), paths, shown)
    return sorted(jobs, key=lambda job: job.name)


def identity(job: Job, words: Iterable[str]) -> Identity:
    """Return what the job is now; words of the command say how it is solved. A file not there has no hash."""
    digits = instance_hash(job.path)
    said = json.dumps([digits, list(words), __version__])
    return Identity(digits, hashlib.sha256(said.encode()).hexdigest())


def instance_hash(path: Path) -> str:
    """Return the SHA-256 of an instance and of the legs beside it that it names; "": it cannot be read."""
    files = files_of(path)
    digest = hashlib.sha256()
    for content in files.values():
        digest.update(content)
    return digest.hexdigest() if files else ""


def files_of(path: Path) -> dict[str, bytes]:
    """Return what the file of an instance holds, then the legs beside it, by name; {}: it cannot be read."""
    try:
        if not path.is_file():
            return {}
        raw = path.read_bytes()
        legs = _legs_file(path, raw)
        table = path.parent / legs
        beside = {legs: table.read_bytes()} if legs and table.is_file() else {}
    except OSError:
        return {}
    return {path.name: raw, **beside}


def _legs_file(path: Path, raw: bytes) -> str:
    """Return the plain name of the file of legs that an instance names; "": none, or no plain name."""
    try:
        with BytesIO(raw) as file:
            stream = unpacked(file) if is_packed(path) else file
            text = stream.readline(MAX_LINE_BYTES) if is_lines(path) else stream.read()
        name = json.loads(text)["travel"]["legs_file"] if b'"legs_file"' in text else ""
    except (*DAMAGES, OSError, ValueError, KeyError, TypeError, RecursionError):
        return ""  # the solve says what is wrong with it
    return name if isinstance(name, str) and Path(name).name == name else ""


def _files(source: str) -> list[Path]:
    if source == STANDARD_STREAM or source.lower().endswith(LIST_SUFFIX):
        return list(_listed(source))
    try:
        path = Path(source)
        if path.is_dir():
            found = sorted(entry for entry in path.iterdir() if _is_instance(entry))
        elif path.exists():
            return [path]
        else:
            found = [Path(name) for name in sorted(glob.glob(source, recursive=True))]  # noqa: PTH207 - absolute too
            found = [file for file in found if file.is_file()]
    except (OSError, ValueError) as error:
        raise FileAccessError(
            source, f"cannot be read: {getattr(error, 'strerror', None) or error}"
        ) from error
    if not found:
        problem = "no instances in this folder" if path.is_dir() else "no such file"
        what = f"a folder of {SUFFIXES[-1]} files, a pattern in quotes, or a list that ends in {LIST_SUFFIX}"
        raise FileAccessError(source, problem, f"name {what}")
    return found


def _is_instance(path: Path) -> bool:
    name = path.name.lower()
    return name.endswith(SUFFIXES) and not name.endswith(OTHERS) and name[0] != "." and path.is_file()


def _listed(source: str) -> Iterator[Path]:
    """Yield what a list names; a file that is not there is a job that fails, not the end of the batch."""
    folder = Path() if source == STANDARD_STREAM else Path(source).parent
    lines = [line.strip() for line in read_text_file(source, MAX_LIST_BYTES).splitlines()]
    named = [line for line in lines if line and not line.startswith("#")]
    if not named:
        raise FileAccessError(file_name(source), "the list names no instance", "write a path on each line")
    for line in named:
        if "\0" in line:
            raise FileAccessError(file_name(source), "this is no list of paths", "write a path on each line")
        yield folder / line


def _names(paths: Sequence[str]) -> list[str]:
    """Return a name for each path: that of its file where it is plain and nobody else's."""
    plain = [_slug(Path(path).name) for path in paths]
    taken = Counter(name.casefold() for name, _ in plain)
    names = []
    for path, (name, is_whole) in zip(paths, plain, strict=True):
        alone = is_whole and taken[name.casefold()] == 1
        digits = hashlib.sha256(path.encode("utf-8", "surrogateescape")).hexdigest()[:HASH_DIGITS]
        names.append(name if alone else f"{name}-{digits}")
    return names


def _slug(file: str) -> tuple[str, bool]:
    """Return a file's name without its ending, fit for any system, and whether nothing else was changed.

    Letters and digits of every script stay; signs, blanks, marks that turn text and leading dots do not.
    """
    stem = next((file[: -len(end)] for end in SUFFIXES if file.lower().endswith(end)), file)
    kept = "".join(c if c.isalnum() or c in "._-" else "-" for c in normalize("NFC", stem))
    name = kept.strip(".-")[:MAX_NAME_CHARACTERS] or "instance"
    return name, name == stem and name.casefold().split(".")[0] not in _DEVICES and name != "summary"
