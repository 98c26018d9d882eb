"""Text files, plain or packed: bounded reading of regular files, and writing that is all or nothing."""

import codecs
import errno
import io
import os
import stat
import sys
import threading
from collections.abc import Iterable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from tempfile import mkstemp
from typing import IO, NoReturn

from edusched.domain.errors import NO_VALUE, Fault, FileAccessError, InvalidInputError
from edusched.formats.packed import DAMAGES, MARK, damage, is_packed, packed, unpacked

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

    A file whose name ends in ``.gz`` is unpacked.

    Raises
    ------
    FileAccessError
        There is no such file, it may not be read, or it is not a regular file.
    InvalidInputError
        It is larger than ``max_bytes``, also when unpacked, or is damaged, or is not UTF-8.
    """
    name = file_name(path)
    with _telling(path):
        raw = _standard_input(max_bytes) if os.fspath(path) == STANDARD_STREAM else _file(path, max_bytes)
    if raw is None:
        _refuse_size(name, "$", f"the input is larger than {max_bytes:,} bytes, the most that is read")
    return _decoded(raw, name)


def read_lines(path: FilePath, max_bytes: int, max_line_bytes: int) -> Iterator[str]:
    """Yield the lines of a regular file, one at a time, without the byte order mark and the line ends.

    Parameters
    ----------
    path
        The file; where its name ends in ``.gz`` it is unpacked line by line.
    max_bytes, max_line_bytes
        Most that is read of all lines together, and of one, when unpacked.

    Raises
    ------
    FileAccessError
        There is no such file, it may not be read, or it is not a regular file.
    InvalidInputError
        It is too large, or is damaged, or a line is not UTF-8.
    """
    name = file_name(path)
    left, number = max_bytes, 0
    with _telling(path), _regular(path) as stream:
        lines = unpacked(stream) if is_packed(path) else stream
        while raw := lines.readline(min(left, max_line_bytes) + 1):
            number += 1
            left -= len(raw)
            if len(raw) > max_line_bytes:
                expected = f"the line is longer than {max_line_bytes:,} bytes, the most that is read of one"
                _refuse_size(name, f"line {number}", expected)
            if left < 0:
                expected = f"the lines are larger than {max_bytes:,} bytes, the most that is read"
                _refuse_size(name, f"line {number}", expected)
            yield _decoded(raw.removesuffix(b"\n"), name, number)


def write_text_file(path: FilePath, text: str) -> None:
    """Write a text so that the file is always either the old one or the whole new one.

    The text goes to a temporary file in the same folder, is forced to disk and takes the name in one step. A
    symbolic link is replaced, not followed, so that a link planted in a shared folder leads nowhere. Devices
    and pipes cannot be replaced and are written as they are; ``-`` is standard output. A file whose name ends
    in ``.gz`` is packed.

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
    write_chunks(name, (data,))


def write_chunks(path: FilePath, chunks: Iterable[bytes]) -> None:
    """Write pieces of a file as they come, in the way of ``write_text_file``, but never to standard output.

    Raises
    ------
    FileAccessError
        The file could not be written. The old file is intact and no temporary file is left.
    BrokenPipeError
        Whoever read a pipe of that name has gone.
    """
    name = os.fspath(path)
    try:
        _write_file(name, packed(chunks) if is_packed(name) else chunks)
    except BrokenPipeError:
        raise
    except (OSError, ValueError) as error:
        problem = f"cannot be written: {getattr(error, 'strerror', None) or error}"
        raise FileAccessError(name, problem, _write_advice(error)) from error


@contextmanager
def _telling(path: FilePath) -> Iterator[None]:
    """Say what goes wrong with reading a file."""
    name = file_name(path)
    try:
        yield
    except DAMAGES as error:
        raise InvalidInputError([damage(error, name)]) from error
    except (OSError, ValueError) as error:  # ValueError: a NUL in the name, a closed standard input
        advice = "use - to read what a pipe brings" if "pipe" in str(error) else ""
        raise FileAccessError(name, _read_problem(path, error), advice) from error


def _refuse_size(file: str, place: str, expected: str) -> NoReturn:
    raise InvalidInputError([Fault(file, place, NO_VALUE, expected, "split it into several instances")])


def _standard_input(max_bytes: int) -> bytes | None:
    if sys.stdin is None:
        raise ValueError("standard input is closed")
    if isinstance(sys.stdin, io.StringIO):
        raw = sys.stdin.read(max_bytes + 1).encode("utf-8", "surrogatepass")
        return raw if len(raw) <= max_bytes else None
    return _bounded(sys.stdin.buffer, max_bytes)


def _file(path: FilePath, max_bytes: int) -> bytes | None:
    with _regular(path) as stream:
        if is_packed(path):
            return _bounded(unpacked(stream), max_bytes)
        return _bounded(stream, max_bytes) if os.fstat(stream.fileno()).st_size <= max_bytes else None


def _regular(path: FilePath) -> IO[bytes]:
    # Looked at before it is opened, because opening a device can do things; without waiting, because
    # opening a pipe waits for a writer; and looked at again, because it may have been exchanged meanwhile.
    _demand_regular(Path(path).stat().st_mode)
    flags = os.O_RDONLY | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_BINARY", 0)
    stream = os.fdopen(os.open(path, flags), "rb")
    try:
        _demand_regular(os.fstat(stream.fileno()).st_mode)
    except BaseException:
        stream.close()
        raise
    return stream


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


def _decoded(raw: bytes, file: str, first_line: int = 1) -> str:
    start = _text_start(raw, file) if first_line == 1 else 0
    try:
        return str(memoryview(raw)[start:], "utf-8")
    except UnicodeDecodeError as error:
        offset = error.start + start
        line = raw.count(b"\n", 0, offset) + first_line
        begin = max(start, raw.rfind(b"\n", 0, offset) + 1)
        column = len(raw[begin:offset].decode("utf-8", "replace")) + 1
        place = f"line {line}, column {column} (byte {offset})"
        fault = Fault(file, place, NO_VALUE, f"not UTF-8: {error.reason}", "save the file as UTF-8")
        raise InvalidInputError([fault]) from error


def _text_start(raw: bytes, file: str) -> int:
    """Return where the text of a file begins: after a byte order mark of UTF-8; other marks are refused."""
    if raw.startswith(MARK):
        expected = "packed by gzip; expected text"
        raise InvalidInputError([Fault(file, "$", NO_VALUE, expected, "let its name end in .gz")])
    for mark, name in _FOREIGN_MARKS:
        if raw.startswith(mark):
            _refuse_encoding(file, name)
    if raw[:2].count(0) == 1:  # one NUL beside an ASCII character; two NULs are a file lost in a power cut
        _refuse_encoding(file, "UTF-16")
    return len(codecs.BOM_UTF8) if raw.startswith(codecs.BOM_UTF8) else 0


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


def _write_file(name: str, chunks: Iterable[bytes]) -> None:
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
        _write_in_place(name, chunks)
        return
    if mode is not None and not os.access(name, os.W_OK):  # replacing needs no right to the old file
        raise PermissionError(errno.EACCES, os.strerror(errno.EACCES), name)
    _replace(name, chunks, _permissions(mode))
    _sync_folder(absolute)


def _write_in_place(name: str, chunks: Iterable[bytes]) -> None:
    descriptor = os.open(name, os.O_WRONLY | getattr(os, "O_BINARY", 0))
    try:
        _write_all(descriptor, chunks)
    finally:
        os.close(descriptor)


def _replace(name: str, chunks: Iterable[bytes], permissions: int) -> None:
    descriptor, temporary = mkstemp(prefix=".sched-", suffix=".tmp", dir=Path(name).parent)
    try:
        try:
            _write_all(descriptor, chunks)
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


def _write_all(descriptor: int, chunks: Iterable[bytes]) -> None:
    for chunk in chunks:
        rest = memoryview(chunk)
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
