"""The generated pages of docs/ are those of the models and the rule pages, and complete."""

import re
import runpy

import pytest

from edusched.domain.base import Model
from edusched.domain.instance import Instance
from edusched.domain.plan import Plan
from edusched.domain.records import Records
from edusched.rules.catalogue import CATALOGUE
from tests.conftest import ROOT
from tests.docs.guide import DOCS, without_blocks

SCRIPT = runpy.run_path(str(ROOT / "scripts" / "make_docs.py"))
GLOBALS = SCRIPT["main"].__globals__


@pytest.mark.parametrize("name", ["rules.md", "report-tables.md", "file-format.md"])
def test_the_committed_page_is_the_generated_one(name):
    committed = (DOCS / name).read_text(encoding="utf-8").splitlines()
    generated = SCRIPT["texts"]()[DOCS / name].splitlines()
    for number, (mine, other) in enumerate(zip(committed, generated, strict=False), 1):
        assert mine == other, f"docs/{name}:{number} is out of date. Maybe: make docs"
    assert len(committed) == len(generated), f"docs/{name} is out of date. Maybe: make docs"


def test_the_script_tells_what_is_out_of_date_and_mends_it(tmp_path, monkeypatch, capsys):
    monkeypatch.setitem(GLOBALS, "DOCS", tmp_path)
    stale = re.sub(r"\| `calendar` \|.*\n", "", (DOCS / "file-format.md").read_text(encoding="utf-8"))
    (tmp_path / "file-format.md").write_text(stale, encoding="utf-8")
    assert SCRIPT["main"](["--check"]) == 1
    said = capsys.readouterr().err
    assert "docs/rules.md is out of date" in said
    assert "docs/file-format.md is out of date" in said
    assert not (tmp_path / "rules.md").exists(), "--check writes nothing"
    assert SCRIPT["main"]([]) == 0
    assert SCRIPT["main"](["--check"]) == 0
    for name in ("rules.md", "report-tables.md", "file-format.md"):
        assert (tmp_path / name).read_bytes() == (DOCS / name).read_bytes()


def test_a_page_without_its_marks_is_refused(tmp_path, monkeypatch):
    monkeypatch.setitem(GLOBALS, "DOCS", tmp_path)
    (tmp_path / "file-format.md").write_text("# The file format\n", encoding="utf-8")
    with pytest.raises(SystemExit, match="lacks a mark"):
        SCRIPT["main"]([])


def test_a_field_without_words_is_refused(monkeypatch):
    monkeypatch.setitem(GLOBALS, "WORDS", {})
    with pytest.raises(SystemExit, match="has no description"):
        SCRIPT["texts"]()


def test_words_are_about_fields_that_exist():
    known = {
        part.__name__: part
        for root in (Instance, Plan, Records)
        for part in [root, *SCRIPT["parts_of"](root)]
    }
    for page in CATALOGUE:
        known[page.id] = page.parameters_type
        known |= {part.__name__: part for part in SCRIPT["parts_of"](page.parameters_type)}
    for owner, words in SCRIPT["WORDS"].items():
        assert owner in known, f"field_words.toml speaks of {owner}, which is gone"
        gone = words.keys() - known[owner].model_fields.keys()
        assert not gone, f"field_words.toml speaks of fields of {owner} that are gone: {sorted(gone)}"


def test_every_rule_has_its_section_in_order():
    sections = re.findall(r"^## (\w+)$", without_blocks(DOCS / "rules.md"), flags=re.MULTILINE)
    assert sections == [page.id for page in CATALOGUE]


def test_every_rule_tells_meaning_source_rows_and_examples():
    text = (DOCS / "rules.md").read_text(encoding="utf-8").partition("\n## Parts of parameters")[0]
    for page, section in zip(CATALOGUE, text.split("\n## ")[1:], strict=True):
        for part in ("**Source", "**Rows", "Modes: ", page.title):
            assert part in section, f"{page.id} lacks {part}"
        assert section.count("\nExample: ") == len(page.examples)
        for name in page.parameters_type.model_fields:
            assert f"| `{name}` |" in section


def test_every_model_and_field_has_a_row():
    text = (DOCS / "file-format.md").read_text(encoding="utf-8")
    parts = [part for root in (Instance, Plan, Records) for part in [root, *SCRIPT["parts_of"](root)]]
    models = [part for part in parts if issubclass(part, Model)]
    assert len(set(models)) > 30
    for model in models:
        section = text.partition(f"\n### {model.__name__}\n")[2].partition("\n### ")[0]
        fields = re.findall(r"^\| `(\w+)` \|", section, flags=re.MULTILINE)
        assert fields == list(model.model_fields), model.__name__
