"""Text files: bounded reading of regular files, and writing that is all or nothing."""

import codecs
import errno
import io
import os
import stat
import sys
import threading
from contextlib import suppress
from pathlib import Path
from tempfile import mkstemp
from typing import IO, NoReturn

from edusched.domain.errors import NO_VALUE, Fault, FileAccessError, InvalidInputError

MAX_BYTES = 256 * 1024 * 1024
STANDARD_STREAM = "-"
FilePath = str | os.PathLike[str]

_CHUNK_BYTES = 1024 * 1024
_KINDS = (
    (stat.S_ISDIR, "a folder, not a file"),
    (stat.S_ISFIFO, "a named pipe, not a regular file"),
    (stat.S_ISSOCK, "a socket, not a regular file"),
    (stat.S_ISCHR, "a device, not a regular file"),
    (stat.S_ISBLK, "a device, not a regular file"),
)
# The longer marks come first: the mark of UTF-32 begins with that of UTF-16.
_FOREIGN_MARKS = (
    (codecs.BOM_UTF32_LE, "UTF-32"),
    (codecs.BOM_UTF32_BE, "UTF-32"),
    (codecs.BOM_UTF16_LE, "UTF-16"),
    (codecs.BOM_UTF16_BE, "UTF-16"),
)
_UMASK_LOCK = threading.Lock()


def file_name(path: FilePath) -> str:
    """Return the name of an input file for messages."""
    name = os.fspath(path)
    return "standard input" if name == STANDARD_STREAM else name


def read_text_file(path: FilePath, max_bytes: int = MAX_BYTES) -> str:
    """Read a regular file, or standard input for ``-``, as UTF-8; a byte order mark is dropped.

    Raises
    ------
    FileAccessError
        There is no such file, it may not be read, or it is not a regular file.
    InvalidInputError
        It is larger than ``max_bytes``, or is not UTF-8.
    """
    name = file_name(path)
    try:
        raw = _standard_input(max_bytes) if os.fspath(path) == STANDARD_STREAM else _file(path, max_bytes)
    except (OSError, ValueError) as error:  # ValueError: a NUL in the name, a closed standard input
        advice = "use - to read what a pipe brings" if "pipe" in str(error) else ""
        raise FileAccessError(name, _read_problem(path, error), advice) from error
    if raw is None:
        expected = f"the input is larger than {max_bytes:,} bytes, the most that is read"
        raise InvalidInputError([Fault(name, "$", NO_VALUE, expected, "split it into several instances")])
    return _decoded(raw, name)


def write_text_file(path: FilePath, text: str) -> None:
    """Write a text so that the file is always either the old one or the whole new one.

    The text goes to a temporary file in the same folder, is forced to disk and takes the name in one step. A
    symbolic link is replaced, not followed, so that a link planted in a shared folder leads nowhere. Devices
    and pipes cannot be replaced and are written as they are; ``-`` is standard output.

    Raises
    ------
    FileAccessError
        The file could not be written. The old file is intact and no temporary file is left.
    InvalidInputError
        The text holds half of a surrogate pair, which no file can hold.
    BrokenPipeError
        Whoever read standard output has gone; the command line ends in silence then.
    """
    name = os.fspath(path)
    try:
        data = text.encode("utf-8")
    except UnicodeEncodeError as error:
        fault = Fault(name, "$", text[error.start], "half of a surrogate pair cannot be written to a file")
        raise InvalidInputError([fault]) from error
    if name == STANDARD_STREAM:
        _write_standard_output(data)
        return
    try:
        _write_file(name, data)
    except BrokenPipeError:
        raise
    except (OSError, ValueError) as error:
        problem = f"cannot be written: {getattr(error, 'strerror', None) or error}"
        raise FileAccessError(name, problem, _write_advice(error)) from error


def _standard_input(max_bytes: int) -> bytes | None:
    if sys.stdin is None:
        raise ValueError("standard input is closed")
    if isinstance(sys.stdin, io.StringIO):
        raw = sys.stdin.read(max_bytes + 1).encode("utf-8", "surrogatepass")
        return raw if len(raw) <= max_bytes else None
    return _bounded(sys.stdin.buffer, max_bytes)


def _file(path: FilePath, max_bytes: int) -> bytes | None:
    # Looked at before it is opened, because opening a device can do things; without waiting, because
    # opening a pipe waits for a writer; and looked at again, because it may have been exchanged meanwhile.
    _demand_regular(Path(path).stat().st_mode)
    flags = os.O_RDONLY | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_BINARY", 0)
    with os.fdopen(os.open(path, flags), "rb") as stream:
        found = os.fstat(stream.fileno())
        _demand_regular(found.st_mode)
        return _bounded(stream, max_bytes) if found.st_size <= max_bytes else None


def _demand_regular(mode: int) -> None:
    if not stat.S_ISREG(mode):
        raise ValueError(next((words for is_kind, words in _KINDS if is_kind(mode)), "not a regular file"))


def _bounded(stream: IO[bytes], max_bytes: int) -> bytes | None:
    """Read in pieces, since one large read claims its memory even when little comes; None: too much."""
    pieces: list[bytes] = []
    left = max_bytes + 1
    while left > 0 and (piece := stream.read(min(left, _CHUNK_BYTES))):
        pieces.append(piece)
        left -= len(piece)
    return b"".join(pieces) if left > 0 else None


def _read_problem(path: FilePath, error: Exception) -> str:
    match error:
        case FileNotFoundError() if Path(path).is_symlink():
            return "a link to a file that does not exist"
        case FileNotFoundError():
            return "no such file"
        case PermissionError():
            return "no permission to read it"
        case OSError(strerror=str() as reason):
            return f"cannot be read: {reason}"
    return f"cannot be read: {error}"


def _decoded(raw: bytes, file: str) -> str:
    for mark, name in _FOREIGN_MARKS:
        if raw.startswith(mark):
            _refuse_encoding(file, name)
    if raw[:2].count(0) == 1:  # one NUL beside an ASCII character; two NULs are a file lost in a power cut
        _refuse_encoding(file, "UTF-16")
    start = len(codecs.BOM_UTF8) if raw.startswith(codecs.BOM_UTF8) else 0
    try:
        return str(memoryview(raw)[start:], "utf-8")
    except UnicodeDecodeError as error:
        offset = error.start + start
        line = raw.count(b"\n", 0, offset) + 1
        begin = max(start, raw.rfind(b"\n", 0, offset) + 1)
        column = len(raw[begin:offset].decode("utf-8", "replace")) + 1
        place = f"line {line}, column {column} (byte {offset})"
        fault = Fault(file, place, NO_VALUE, f"not UTF-8: {error.reason}", "save the file as UTF-8")
        raise InvalidInputError([fault]) from error


def _refuse_encoding(file: str, name: str) -> NoReturn:
    place = "line 1, column 1 (byte 0)"
    fault = Fault(file, place, NO_VALUE, f"the text is {name}; expected UTF-8", "save the file as UTF-8")
    raise InvalidInputError([fault])


def _write_standard_output(data: bytes) -> None:
    stream = sys.stdout
    if stream is None:
        raise FileAccessError("standard output", "cannot be written: it is closed")
    try:
        if isinstance(stream, io.StringIO):
            stream.write(data.decode("utf-8"))
            return
        stream.flush()  # what was said before stands before
        stream.buffer.write(data)
        stream.buffer.flush()
    except BrokenPipeError:
        raise
    except (OSError, ValueError) as error:
        problem = f"cannot be written: {getattr(error, 'strerror', None) or error}"
        raise FileAccessError("standard output", problem, _write_advice(error)) from error


def _write_advice(error: Exception) -> str:
    match getattr(error, "errno", None):
        case errno.ENOSPC | errno.EDQUOT:
            return "free some space or name another folder"
        case errno.ENOENT:
            return "make the folder first"
        case errno.EACCES | errno.EPERM | errno.EROFS:
            return "name a folder you may write to"
    return ""


def _write_file(name: str, data: bytes) -> None:
    try:
        mode: int | None = Path(name).stat().st_mode
    except FileNotFoundError:
        mode = None
    if mode is not None and stat.S_ISDIR(mode):
        raise IsADirectoryError(errno.EISDIR, os.strerror(errno.EISDIR), name)
    absolute = os.path.realpath(Path(name).parent)
    # Names like /dev/stdout are links to whatever stands behind them: they must stay what they are.
    special = absolute == "/dev" or absolute.startswith("/proc/")
    if mode is not None and (special or not stat.S_ISREG(mode)):
        _write_in_place(name, data)
        return
    if mode is not None and not os.access(name, os.W_OK):  # replacing needs no right to the old file
        raise PermissionError(errno.EACCES, os.strerror(errno.EACCES), name)
    _replace(name, data, _permissions(mode))
    _sync_folder(absolute)


def _write_in_place(name: str, data: bytes) -> None:
    descriptor = os.open(name, os.O_WRONLY | getattr(os, "O_BINARY", 0))
    try:
        _write_all(descriptor, data)
    finally:
        os.close(descriptor)


def _replace(name: str, data: bytes, permissions: int) -> None:
    descriptor, temporary = mkstemp(prefix=".sched-", suffix=".tmp", dir=Path(name).parent)
    try:
        try:
            _write_all(descriptor, data)
            if hasattr(os, "fchmod"):
                os.fchmod(descriptor, permissions)
            os.fsync(descriptor)
        finally:
            os.close(descriptor)
        Path(temporary).replace(name)
    except BaseException:
        with suppress(OSError):
            Path(temporary).unlink()
        raise


def _write_all(descriptor: int, data: bytes) -> None:
    rest = memoryview(data)
    while rest:
        rest = rest[os.write(descriptor, rest[:_CHUNK_BYTES]) :]


def _permissions(mode: int | None) -> int:
    """Return the rights of the old file, or those any new file would get; the temporary one has fewer."""
    if mode is not None:
        return stat.S_IMODE(mode) & 0o777
    with _UMASK_LOCK:  # it can only be read by setting it; meanwhile the strictest one holds
        mask = os.umask(0o077)
        os.umask(mask)
    return 0o666 & ~mask


def _sync_folder(folder: str) -> None:
    """Force the new name to disk, where folders can be forced; the file itself is whole already."""
    if os.name == "nt":
        return
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    except OSError as error:
        if error.errno not in (errno.EINVAL, errno.ENOTSUP):
            raise
    finally:
        os.close(descriptor)
