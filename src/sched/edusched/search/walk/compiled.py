"""How the walk is compiled: once for each machine where numba may keep what it made, else for each run."""

from collections.abc import Callable
from typing import TypeVar, cast

import numba

Function = TypeVar("Function", bound=Callable[..., object])


def _probe() -> None:
    """Nothing; only numba's answer to whether it may keep it is of interest."""


def _may_keep() -> bool:
    try:
        numba.njit(cache=True)(_probe)
    except RuntimeError:  # no folder beside the package or of the user that can be written to
        return False
    return True


KEPT = _may_keep()


def compiled(function: Function) -> Function:
    """Compile a function that lets go of Python's lock while it works."""
    return cast("Function", numba.njit(cache=KEPT, nogil=True)(function))


def compiled_inline(function: Function) -> Function:
    """Compile a small function into those that call it."""
    return cast("Function", numba.njit(cache=KEPT, nogil=True, inline="always")(function))
