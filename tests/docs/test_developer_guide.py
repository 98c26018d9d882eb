"""The developer guide's path through the house can be walked, and its list of rooms is that of the house."""

import re
import subprocess
import sys

from tests.architecture.sources import PACKAGE
from tests.docs.guide import DOCS, ROOT, blocks

GUIDE = DOCS / "dev" / "developer-guide.md"


def test_the_path_by_hand_leads_to_a_checked_plan():
    (block,) = blocks(GUIDE, "python")
    done = subprocess.run(
        [sys.executable, "-c", block.text],
        capture_output=True,
        check=False,
        cwd=ROOT,
        encoding="utf-8",
        timeout=120,
    )
    assert done.returncode == 0, done.stderr[-2000:]
    assert re.fullmatch(r"\d+ columns, \d+ rows\nstruck out: \{.*\}\n", done.stdout)


def test_every_room_is_on_the_plan_of_the_house():
    text = GUIDE.read_text(encoding="utf-8").partition("## The rooms")[2].partition("\n## ")[0]
    rows = re.findall(r"^\| (`[^|]+) \|", text, flags=re.MULTILINE)
    named = {name.strip("`/ ") for row in rows for name in row.split(",")}
    rooms = {folder.name for folder in PACKAGE.iterdir() if (folder / "__init__.py").is_file()}
    assert rooms - named == set(), "the developer guide does not mention these rooms"
    assert {name for name in named if not (PACKAGE / name).exists()} == set(), "rooms that do not exist"


def test_every_target_of_the_makefile_for_developers_is_explained():
    text = GUIDE.read_text(encoding="utf-8")
    makefile = (ROOT / "Makefile").read_text(encoding="utf-8")
    targets = re.findall(r"^([a-z-]+):.*## ", makefile, flags=re.MULTILINE)
    housekeeping = {"help", "setup", "demo", "lock", "clean", "distclean"}
    assert [name for name in targets if name not in housekeeping and f"`make {name}" not in text] == []
