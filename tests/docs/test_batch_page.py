"""The page on batches does what it says, and names every failure."""

import shutil

from edusched.batch.outcome import Failure
from tests.docs.console import Console, difference, steps
from tests.docs.guide import DOCS, ROOT, blocks

PAGE = DOCS / "batch.md"


def test_the_example_runs(tmp_path):
    tiny = ROOT / "instances" / "tiny.json"
    counties = tmp_path / "counties"
    counties.mkdir()
    shutil.copy(tiny, counties)
    (counties / "cut-off.json").write_bytes(tiny.read_bytes()[:700])
    console = Console(tmp_path)
    first, second = blocks(PAGE, "console")
    for step in steps(first.text):
        assert difference(step.shown, console.run(step)) is None
    names = ["journal.jsonl", "summary.csv", "summary.json", "tiny.plan.json"]
    assert sorted(path.name for path in (tmp_path / "plans").iterdir()) == names
    shutil.copy(tiny, counties / "cut-off.json")
    (step,) = steps(second.text)
    assert difference(step.shown, console.run(step)) is None


def test_every_failure_is_explained():
    text = PAGE.read_text(encoding="utf-8")
    assert [failure for failure in Failure if f"| `{failure.value}` |" not in text] == []
