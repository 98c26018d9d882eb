"""The tutorial runs: every command and every Python block, in order, beside a copy of the instances."""

import shutil

import pytest

from tests.docs.console import Console, difference, steps
from tests.docs.guide import DOCS, ROOT, Block, blocks

TUTORIAL = DOCS / "tutorial.md"


def expected(all_blocks: list[Block], position: int) -> tuple[str, ...]:
    """Return what a Python block prints: the text block right after it, if there is one."""
    block, *later = all_blocks[position:]
    end = block.line + len(block.text.splitlines())
    near = [other for other in later[:1] if other.language == "text" and other.line <= end + 3]
    return tuple(near[0].text.splitlines()) if near else ()


def walk(page, folder):
    """Run all blocks of a page in order; return how many commands and Python blocks there were."""
    console = Console(folder)
    found = blocks(page)
    commands = scripts = 0
    for position, block in enumerate(found):
        where = f"{page.name}:{block.line}"
        if block.language == "console":
            for step in steps(block.text):
                wrong = difference(step.shown, console.run(step))
                assert wrong is None, f"{where}: {step.command}\n{wrong}"
                commands += 1
            assert console.code == 0, f"{where}: code {console.code}, and the page does not say so"
        elif block.language == "python":
            wrong = difference(expected(found, position), console.python(block.text))
            assert wrong is None, f"{where}\n{wrong}"
            scripts += 1
    return commands, scripts


def test_the_tutorial_runs(tmp_path):
    for instance in sorted((ROOT / "instances").glob("*.json")):
        shutil.copy(instance, tmp_path)
    commands, scripts = walk(TUTORIAL, tmp_path)
    assert commands >= 15
    assert scripts >= 6


def test_the_tutorial_shows_the_verbs_of_a_walk():
    shown = [step.command.split() for block in blocks(TUTORIAL, "console") for step in steps(block.text)]
    assert {words[1] for words in shown if words[0] == "sched"} == {"validate", "solve", "check"}


@pytest.mark.parametrize(
    ("shown", "said"),
    [
        (("a", "b"), "a\nb\n"),
        (("a", "...", "d"), "a\nb\nc\nd\n"),
        (("a", "...", "d"), "a\nd\n"),
        (("...",), ""),
        ((), ""),
        (("x  y (0.1 s)",), "x y (12.0 s)\n"),
        (("cost: ... yuan",), "cost: 1,023.46 yuan\n"),
        (("-----  ---",), "--------  --\n"),
    ],
)
def test_what_is_alike(shown, said):
    assert difference(shown, said) is None


@pytest.mark.parametrize(
    ("shown", "said"),
    [
        (("a",), "a\nb\n"),
        (("a", "b"), "a\n"),
        (("a", "...", "d"), "a\nb\n"),
        (("cost: 1 yuan",), "cost: 2 yuan\n"),
        (("cost: ... yuan",), "cost: 2 fen\n"),
        ((), "something\n"),
        (("a.c",), "abc\n"),
    ],
)
def test_what_is_not_alike(shown, said):
    assert difference(shown, said) is not None
