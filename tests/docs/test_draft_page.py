"""The page on drafts runs: its example on the tiny instance, its commands, its Python."""

import json

from tests.docs.guide import DOCS, ROOT, blocks
from tests.docs.test_tutorial import walk

PAGE = DOCS / "draft.md"


def test_the_page_runs(tmp_path):
    before = json.loads((ROOT / "instances" / "tiny.json").read_text(encoding="utf-8"))
    before |= json.loads(blocks(PAGE, "json")[0].text) | {"cohorts": [], "sessions": []}
    (tmp_path / "before.json").write_text(json.dumps(before), encoding="utf-8")
    code = blocks(PAGE, "python")[0].text
    assert "edusched.draft(" in code
    commands, scripts = walk(PAGE, tmp_path)
    assert (commands, scripts) == (3, 1)
