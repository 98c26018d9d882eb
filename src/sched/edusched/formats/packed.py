"""Files packed by gzip: known by their name, unpacked in pieces, and packed to the same bytes each time."""

import gzip
import io
import zlib
from collections.abc import Iterable, Iterator
from os import PathLike, fspath
from typing import IO, cast

from edusched.domain.errors import NO_VALUE, Fault

SUFFIX = ".gz"
MARK = b"\x1f\x8b"
"""What every packed file begins with."""

DAMAGES = (gzip.BadGzipFile, EOFError, zlib.error)
"""What comes up where a packed file is none, or is damaged; one is an ``OSError``, so ask for these first."""

_LEVEL = 6


def is_packed(path: str | PathLike[str]) -> bool:
    """Tell by its name whether a file is packed."""
    return fspath(path).lower().endswith(SUFFIX)


def unpacked(stream: IO[bytes]) -> IO[bytes]:
    """Return a stream of what a packed file holds; nothing is unpacked before it is read."""
    return cast("IO[bytes]", gzip.GzipFile(fileobj=stream, mode="rb"))


def packed(chunks: Iterable[bytes]) -> Iterator[bytes]:
    """Yield the bytes of a packed file, without name and time: the same chunks give the same bytes."""
    sink = io.BytesIO()
    with gzip.GzipFile(filename="", mode="wb", compresslevel=_LEVEL, fileobj=sink, mtime=0) as stream:
        for chunk in chunks:
            stream.write(chunk)
            if sink.tell():
                yield _taken(sink)
    yield _taken(sink)


def damage(error: Exception, file: str) -> Fault:
    """Return the fault that one of ``DAMAGES`` stands for."""
    if isinstance(error, EOFError):
        return Fault(file, "$", NO_VALUE, "the packed file is cut off", "copy or write it again")
    words = str(error)
    if isinstance(error, gzip.BadGzipFile) and words.startswith("Not a gzipped file"):
        advice = "name it without .gz if it is plain text"
        return Fault(file, "$", NO_VALUE, "not packed by gzip, or followed by something that is not", advice)
    expected = f"the packed file is damaged: {words[:1].lower() + words[1:]}"
    return Fault(file, "$", NO_VALUE, expected, "copy or write it again")


def _taken(sink: io.BytesIO) -> bytes:
    """Return what a sink holds, and empty it."""
    data = sink.getvalue()
    sink.seek(0)
    sink.truncate()
    return data
