"""The journal of a batch: a line before a job starts, a line after its plan is on disk, each forced to disk.

A line that was torn when the machine or the batch died says nothing; what it was about is done again. The
journal is also the lock of its folder: two batches at once would do the same jobs.
"""

import hashlib
import json
import os
from collections.abc import Iterator
from contextlib import suppress
from datetime import UTC, datetime
from pathlib import Path
from types import TracebackType
from typing import Any

from pydantic import ValidationError

from edusched.batch.job import Identity, Job
from edusched.batch.outcome import Outcome
from edusched.domain.errors import FileAccessError

NAME = "journal.jsonl"
VERSION = 1


class Journal:
    """The journal of a folder, open for writing until it is closed.

    Raises
    ------
    FileAccessError
        It cannot be written, or another batch is at work in the folder.
    """

    def __init__(self, folder: Path) -> None:
        self._path = folder / NAME
        try:
            self._file = os.open(self._path, os.O_RDWR | os.O_CREAT | os.O_APPEND, 0o666)
        except OSError as error:
            raise self._error(error) from error
        try:
            self._lock()
            self._mend()
            _sync_folder(folder)
        except OSError as error:
            self.close()
            raise self._error(error) from error
        except FileAccessError:
            self.close()
            raise

    def __enter__(self) -> "Journal":
        """Return the journal."""
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        """Close it."""
        self.close()

    def close(self) -> None:
        """Close it, and let others at the folder."""
        with suppress(OSError):
            os.close(self._file)

    def begin(self, words: list[str], jobs: int) -> None:
        """Note how jobs are solved from here on."""
        self._append("batch", version=VERSION, settings=words, jobs=jobs)

    def start(self, job: Job, who: Identity) -> None:
        """Note that a job is about to start."""
        self._append("start", job=job.name, instance=job.shown, instance_hash=who.instance_hash, key=who.key)

    def end(self, outcome: Outcome) -> None:
        """Note what came of a job; its plan has to be on disk."""
        self._append("end", outcome=outcome.model_dump(mode="json"))

    def _append(self, event: str, **data: Any) -> None:
        now = datetime.now(UTC).isoformat(timespec="milliseconds")
        rest = memoryview((json.dumps({"event": event, "time": now, **data}) + "\n").encode())
        try:
            while rest:
                rest = rest[os.write(self._file, rest) :]
            os.fsync(self._file)
        except OSError as error:
            raise self._error(error) from error

    def _lock(self) -> None:
        """Keep others out, where the system can; the lock goes with the process that holds it."""
        try:
            import fcntl  # noqa: PLC0415 - not on Windows
        except ImportError:
            return
        try:
            fcntl.flock(self._file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            advice = "wait until it has ended, or name another folder"
            raise FileAccessError(str(self._path.parent), "another batch is at work here", advice) from None

    def _mend(self) -> None:
        """End a torn last line, so that the next one stands by itself."""
        size = os.lseek(self._file, 0, os.SEEK_END)
        if size:
            os.lseek(self._file, size - 1, os.SEEK_SET)
            if os.read(self._file, 1) != b"\n":
                os.write(self._file, b"\n")

    def _error(self, error: OSError) -> FileAccessError:
        return FileAccessError(str(self._path), f"cannot be written: {error.strerror or error}")


def lines(folder: Path) -> Iterator[dict[str, Any]]:
    """Yield the lines of a journal that are whole.

    Raises
    ------
    FileAccessError
        It is there but cannot be read.
    """
    path = folder / NAME
    try:
        raw = path.read_bytes()
    except FileNotFoundError:
        return
    except OSError as error:
        raise FileAccessError(str(path), f"cannot be read: {error.strerror or error}") from error
    for line in raw.split(b"\n"):
        with suppress(ValueError, RecursionError):
            found = json.loads(line)
            if isinstance(found, dict):
                yield found


def last_outcomes(folder: Path) -> dict[str, Outcome]:
    """Return by job what came of it last."""
    found: dict[str, Outcome] = {}
    for line in lines(folder):
        if line.get("event") == "end":
            with suppress(ValidationError, TypeError, ValueError):
                outcome = Outcome.model_validate_json(json.dumps(line.get("outcome")))
                found[outcome.job] = outcome
    return found


def still_holds(outcome: Outcome, who: Identity, folder: Path) -> bool:
    """Tell whether an outcome is that of this very job, final, and its plan is on disk as it was."""
    if not outcome.is_final or outcome.key != who.key or not who.instance_hash:
        return False
    return not outcome.plan or still_answers(outcome, who, folder)


def still_answers(outcome: Outcome, who: Identity, folder: Path) -> bool:
    """Tell whether an outcome has a plan that is an answer to this very job, and on disk as it was."""
    if not outcome.plan or outcome.key != who.key:
        return False
    return file_hash(folder / Path(outcome.plan).name) == outcome.plan_hash


def file_hash(path: Path) -> str:
    """Return the SHA-256 of a file; "": it cannot be read."""
    try:
        with path.open("rb") as file:
            return hashlib.file_digest(file, "sha256").hexdigest()
    except OSError:
        return ""


def _sync_folder(folder: Path) -> None:
    """Force the name of the journal to disk, where folders can be forced."""
    if os.name == "nt":
        return
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        with suppress(OSError):
            os.fsync(descriptor)
    finally:
        os.close(descriptor)
