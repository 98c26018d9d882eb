"""How drafts and answers cross a pipe: a line of numbers, then the arrays as raw bytes."""

import json
from dataclasses import asdict
from typing import IO, Any

import numpy as np

from edusched.compile.arrays import Ints, ints
from edusched.model.cp_sat import Answer, SolverSettings
from edusched.model.system import LevelTerms, LinearSystem
from edusched.search.drafts import Draft


def write_draft(pipe: IO[bytes], draft: Draft) -> None:
    """Write a draft."""
    system, terms = draft.system, draft.terms
    arrays = [system.upper, system.start, system.columns, system.coefs, system.lo, system.hi]
    arrays += [terms.variables, terms.coefs, draft.start]
    _write(pipe, asdict(draft.settings), arrays)


def read_draft(pipe: IO[bytes]) -> Draft:
    """Read a draft.

    Raises
    ------
    EOFError
        The other end is closed.
    """
    head, arrays = _read(pipe)
    variables, coefs, start = arrays[6:]
    terms = LevelTerms(variables, coefs, 1, 0)
    return Draft(LinearSystem(*arrays[:6]), terms, start, SolverSettings(**head))


def write_answer(pipe: IO[bytes], answer: Answer) -> None:
    """Write an answer."""
    head = {
        "found": answer.values is not None,
        "bound": answer.bound,
        "infeasible": answer.infeasible,
        "optimal": answer.optimal,
        "deterministic_seconds": answer.deterministic_seconds,
    }
    _write(pipe, head, [ints([]) if answer.values is None else answer.values])


def read_answer(pipe: IO[bytes]) -> Answer:
    """Read an answer.

    Raises
    ------
    EOFError
        The other end is closed.
    """
    head, (values,) = _read(pipe)
    found = head.pop("found")
    return Answer(values if found else None, **head)


def _write(pipe: IO[bytes], head: dict[str, Any], arrays: list[Ints]) -> None:
    line = json.dumps({"head": head, "sizes": [a.size for a in arrays]}) + "\n"
    pipe.write(line.encode() + b"".join(np.ascontiguousarray(a, dtype=np.int64).tobytes() for a in arrays))
    pipe.flush()


def _read(pipe: IO[bytes]) -> tuple[dict[str, Any], list[Ints]]:
    line = pipe.readline()
    if not line.endswith(b"\n"):
        raise EOFError("the other end is closed")
    told = json.loads(line)
    sizes = told["sizes"]
    raw = pipe.read(8 * sum(sizes))
    if len(raw) != 8 * sum(sizes):
        raise EOFError("the other end was closed in the middle")
    every = np.frombuffer(raw, dtype=np.int64)
    ends = np.cumsum(sizes)
    return told["head"], [every[end - size : end] for size, end in zip(sizes, ends, strict=True)]
