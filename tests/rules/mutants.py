"""Swap the code of a function for a changed text of it, and put it back: mutants by hand.

Only the code object of the function changes, so every module that imported the function sees the mutant.
"""

import inspect
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from functools import cached_property
from importlib import import_module
from types import CodeType, FunctionType
from typing import Any


@dataclass(frozen=True)
class Mutant:
    """A small, plausible mistake.

    Attributes
    ----------
    target : ``module:qualified.name`` of the function that has it
    old, new : the text it replaces, which the function holds exactly once, and the mistake
    rules : rules whose examples or cases must notice
    """

    target: str
    old: str
    new: str
    rules: tuple[str, ...]

    def __str__(self) -> str:
        """Return where it is and what it changes."""
        name = self.target.removeprefix("edusched.")
        return f"{name}: {_plain(self.old)} -> {_plain(self.new)}"


def mistakes_in(module: str, *mistakes: tuple[str, str, str], rules: str = "") -> list[Mutant]:
    """Return mutants of one module: (function, old, new). A bare name is a rule's page, and that rule's."""
    target = module if "." in module else f"edusched.rules.{module}"
    seen_by = tuple((rules or module).split())
    return [Mutant(f"{target}:{name}", old, new, seen_by) for name, old, new in mistakes]


def _plain(text: str) -> str:
    return " ".join(text.split()) or "nothing"


def function_of(target: str) -> FunctionType:
    """Return the function a target names, out of its property or cache if it is in one."""
    module, name = target.split(":")
    found: Any = import_module(module)
    for part in name.split("."):
        found = inspect.getattr_static(found, part)
    if isinstance(found, property):
        found = found.fget
    elif isinstance(found, cached_property):
        found = found.func
    found = inspect.unwrap(found)
    assert isinstance(found, FunctionType), target
    return found


@contextmanager
def alive(mutant: Mutant) -> Iterator[None]:
    """Let a mutant live for as long as the context lasts."""
    function = function_of(mutant.target)
    with swapped(function, _mutated(function, mutant)):
        yield


@contextmanager
def swapped(function: FunctionType, code: CodeType) -> Iterator[None]:
    """Give a function other code for as long as the context lasts."""
    before = function.__code__
    function.__code__ = code
    try:
        yield
    finally:
        function.__code__ = before


def _mutated(function: FunctionType, mutant: Mutant) -> CodeType:
    module = inspect.getmodule(function)
    assert module is not None
    lines, first = inspect.getsourcelines(function)
    text = "".join(lines)
    assert text.count(mutant.old) == 1, f"{mutant}: found {text.count(mutant.old)} times, not once"
    source = inspect.getsource(module).splitlines(keepends=True)
    source[first - 1 : first - 1 + len(lines)] = [text.replace(mutant.old, mutant.new)]
    return code_in(compile("".join(source), module.__name__, "exec"), function.__code__.co_qualname)


def code_in(outer: CodeType, qualname: str) -> CodeType:
    """Return the code of a function inside compiled code, by its qualified name."""
    return next(_codes(outer, lambda code: code.co_qualname == qualname))


def _codes(outer: CodeType, wanted: Callable[[CodeType], bool]) -> Iterator[CodeType]:
    for inner in outer.co_consts:
        if isinstance(inner, CodeType):
            if wanted(inner):
                yield inner
            yield from _codes(inner, wanted)
