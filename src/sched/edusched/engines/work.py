"""Runs tasks at a worker: the same code with every engine."""

import threading
import traceback
from collections.abc import Callable
from importlib import import_module
from typing import Any

from edusched.engines.contract import STOP, Function, TaskError
from edusched.engines.plain import Plain, packed, unpacked

MAX_PREPARED = 8
"""Shared data a worker holds at a time; what was used least recently goes first, and is fetched again."""


class Workplace:
    """What a worker has at hand: shared data, unpacked and prepared."""

    def __init__(self) -> None:
        self._prepared: dict[str, Any] = {}
        self._lock = threading.Lock()  # a worker of Dask may have several threads

    def answer(self, raw: bytes, fetch: Callable[[str], bytes], stop: threading.Event) -> bytes:
        """Run a task; return its answer or what was raised, packed.

        Parameters
        ----------
        fetch
            Returns shared data by their key, as they cross to a worker.
        stop
            What a task gets for `STOP`.
        """
        path, keys, arguments = unpacked(raw)
        try:
            given = [
                each if key is None else stop if key == STOP.key else self._shared(key, fetch)
                for key, each in zip(keys, arguments, strict=True)
            ]
            return packed([resolved(path)(*given), None])
        except Exception as error:  # noqa: BLE001 - raised again where the answer is read
            trace = "".join(traceback.format_exception(error))
            return packed([None, [path, type(error).__name__, _text(error), trace]])

    def forget(self, key: str) -> None:
        """Let go of shared data."""
        self._prepared.pop(key, None)

    def _shared(self, key: str, fetch: Callable[[str], bytes]) -> Any:
        with self._lock:
            if key in self._prepared:
                found = self._prepared.pop(key)
            else:
                while len(self._prepared) >= MAX_PREPARED:
                    self._prepared.pop(next(iter(self._prepared)))
                prepare, data = unpacked(fetch(key))
                found = data if prepare is None else resolved(prepare)(data)
            self._prepared[key] = found  # at the end: used last
            return found


def value_of(reply: bytes) -> Plain:
    """Return what a task answered.

    Raises
    ------
    TaskError
        Its function raised something.
    """
    value, error = unpacked(reply)
    if error is not None:
        raise TaskError(*error)
    return value


def resolved(path: str) -> Function:
    """Return the function an import path leads to."""
    module, _, name = path.partition(":")
    found: Any = import_module(module)
    for part in name.split("."):
        found = getattr(found, part)
    function: Function = found
    return function


def _text(error: Exception) -> str:
    return str(error).encode(errors="backslashreplace").decode()
