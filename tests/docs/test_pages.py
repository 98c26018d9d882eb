"""Every page: links lead somewhere, nothing is about one machine, and the words are the house's."""

import re

import pytest

from tests.docs.guide import DOCS, ROOT, anchors, links

PAGES = [ROOT / "README.md", *sorted(DOCS.rglob("*.md"))]

PATH_OF_A_MACHINE = r"(?<![\w.])/(home|root|tmp|work|usr|opt|Users)/"
HOST = r"\b(localhost|127\.0\.0\.1|pypi\.\w+|\w+\.internal)\b"
NAMED_FILE = r"`([\w.-]+/(?:[\w./-]*(?:/|\.py|\.md|\.toml|\.json|\.sh))?)`"

pages = pytest.mark.parametrize("page", PAGES, ids=lambda page: page.relative_to(ROOT).as_posix())


@pages
def test_links_lead_somewhere(page):
    for target in links(page):
        path, _, anchor = target.partition("#")
        there = page if not path else (page.parent / path).resolve()
        assert there.exists(), f"{target}: there is no such file"
        if anchor:
            assert anchor in anchors(there), f"{target}: there is no such heading"


@pages
def test_nothing_is_about_one_machine(page):
    text = page.read_text(encoding="utf-8")
    for pattern in (PATH_OF_A_MACHINE, HOST):
        found = re.search(pattern, text)
        assert found is None, f"{found[0]} in {page.name}"


@pages
def test_files_and_targets_that_are_named_exist(page):
    text = page.read_text(encoding="utf-8")
    makefile = (ROOT / "Makefile").read_text(encoding="utf-8")
    for target in re.findall(r"\bmake ([a-z][a-z-]+)\b(?=[`\s])(?=[^`\n]*(?:`|$))", "\n".join(_code(text))):
        assert re.search(rf"^{target}:", makefile, flags=re.MULTILINE), f"make {target}"


@pages
def test_files_that_are_named_exist(page):
    roots = (ROOT, ROOT / "src" / "sched" / "edusched", ROOT / "src" / "sched", DOCS, DOCS / "dev")
    for path in re.findall(NAMED_FILE, page.read_text(encoding="utf-8")):
        made = (".venv/", "build/") + (("src/", "tests/") if page.name == "add-a-rule.md" else ())
        if not path.startswith(made):
            assert any((root / path).exists() for root in roots), f"{path}: there is no such file"


def _code(text):
    """Return what stands in code: spans and blocks."""
    fenced = re.findall(r"^```\w*\n(.*?)^```$", text, flags=re.MULTILINE | re.DOTALL)
    return re.findall(r"`[^`\n]+`", text) + fenced


def test_every_page_is_in_the_index():
    index = (DOCS / "README.md").read_text(encoding="utf-8")
    for page in sorted(DOCS.glob("*.md")):
        known = page.name == "README.md" or f"({page.name})" in index
        assert known, f"docs/README.md does not mention {page.name}"


SYNONYMS = ("teacher", "trainer", "timetable", "student", "trainee", "time slot", "constraint", "appointment")
"""Words the glossary has another word for."""


@pytest.mark.parametrize("name", ["README.md", "docs/tutorial.md", "docs/file-format.md", "docs/README.md"])
def test_pages_for_planners_use_the_words_of_the_glossary(name):
    text = (ROOT / name).read_text(encoding="utf-8").lower()
    found = [word for word in SYNONYMS if re.search(rf"\b{word}", text)]
    assert found == []
