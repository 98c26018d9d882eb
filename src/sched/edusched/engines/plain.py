"""Plain data as bytes and back: what crosses from one process to another, on this machine or another one.

JSON for everything but bytes and arrays, which follow it raw. So whoever reads it needs no more than a
parser, and equal data are equal bytes.
"""

import json
from typing import IO, Any

import numpy as np

Plain = Any
"""None, booleans, numbers, text, bytes, arrays of numbers, and lists and dicts of such; keys are text."""

_BLOB = "\0blob"
_SIZE_BYTES = 8


def packed(data: Plain) -> bytes:
    """Return data as bytes. Tuples become lists, and keys of dicts text.

    Raises
    ------
    TypeError, ValueError
        It is not plain: an object of another kind, NaN or an infinity outside an array, a thing inside
        itself.
    """
    blobs: list[bytes] = []

    def put_aside(thing: object) -> dict[str, Any]:
        kind = None
        if isinstance(thing, np.ndarray) and thing.dtype.kind in "biuf":
            kind = [thing.dtype.str, list(thing.shape)]
            thing = np.ascontiguousarray(thing).tobytes()
        if not isinstance(thing, bytes):
            raise TypeError(
                f"{type(thing).__name__} is not plain: only JSON, bytes and arrays of numbers are"
            )
        blobs.append(thing)
        return {_BLOB: len(thing), "kind": kind}

    head = json.dumps(data, default=put_aside, allow_nan=False, separators=(",", ":")).encode()
    return b"".join([_number(len(head)), _number(len(blobs)), head, *blobs])


def unpacked(raw: bytes) -> Plain:
    """Return the data that bytes stand for; its arrays cannot be written to."""
    place = 2 * _SIZE_BYTES + int.from_bytes(raw[:_SIZE_BYTES], "big")
    has_blobs = any(raw[_SIZE_BYTES : 2 * _SIZE_BYTES])
    head = raw[2 * _SIZE_BYTES : place]

    def fetch(found: dict[str, Any]) -> Any:
        # Objects are met in the order in which they end. Blobs hold no objects, so that is their order.
        nonlocal place
        if _BLOB not in found:
            return found
        blob = raw[place : place + found[_BLOB]]
        place += found[_BLOB]
        if found["kind"] is None:
            return blob
        dtype, shape = found["kind"]
        return np.frombuffer(blob, dtype=dtype).reshape(shape)

    return json.loads(head, object_hook=fetch if has_blobs else None)


def write_frame(pipe: IO[bytes], frame: bytes) -> None:
    """Write some bytes, so that the other end knows where they stop."""
    pipe.write(_number(len(frame)))
    pipe.write(frame)
    pipe.flush()


def read_frame(pipe: IO[bytes]) -> bytes:
    """Read what ``write_frame`` wrote.

    Raises
    ------
    EOFError
        The other end is closed.
    """
    size = pipe.read(_SIZE_BYTES)
    frame = pipe.read(int.from_bytes(size, "big")) if len(size) == _SIZE_BYTES else b""
    if len(size) < _SIZE_BYTES or len(frame) < int.from_bytes(size, "big"):
        raise EOFError("the other end is closed")
    return frame


def _number(size: int) -> bytes:
    return size.to_bytes(_SIZE_BYTES, "big")
