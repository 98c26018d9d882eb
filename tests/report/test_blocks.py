"""Blocks as text and as Markdown: aligned, and deaf to what names try to be."""

import re

import pytest

from edusched.report.blocks import Bullets, Heading, Lines, Table, markdown_of, table_lines, text_of, width

HOSTILE = [
    "<script>alert(1)</script>",
    "[a](http://evil)",
    "![x](//evil)",
    "a | b",
    "`code`",
    "**bold** _it_",
    "# heading",
    "- item",
    "1. item",
    "1) item",
    "+ item",
    "> quote",
    "===",
    "---",
    "~~gone~~",
    "http://evil.example",
    "www.evil.example",
    "mail@evil.example",
    "&lt;b&gt;",
    "a\\",
]


def test_chinese_takes_two_columns():
    assert width("陈伟 (li)") == 9
    assert width("e\u0301") == 1
    assert width("，") == 2


def test_a_table_is_aligned_under_chinese_names():
    table = Table(("name", "hours"), (("陈伟", "6"), ("li", "12.5")), ("hours",))
    assert table_lines(table) == ["name  hours", "----  -----", "陈伟      6", "li     12.5"]


def test_text_has_titles_lists_and_tables():
    blocks = [Heading("T", 1), Lines(("a", "b")), Heading("陈", 2), Bullets(("c",)), Table(("h",), (("x",),))]
    assert text_of(blocks) == "T\n=\n\na\nb\n\n陈\n--\n\n- c\n\nh\n-\nx\n"


def test_markdown_has_titles_lists_and_tables():
    blocks = [Heading("T", 3), Lines(("a",)), Bullets(("c",)), Table(("h", "n"), (("x", "1"),), ("n",))]
    assert markdown_of(blocks) == "### T\n\na  \n\n- c\n\n| h | n |\n| --- | ---: |\n| x | 1 |\n"


@pytest.mark.parametrize("text", HOSTILE)
def test_no_name_becomes_a_mark_a_link_or_a_tag(text):
    shown = markdown_of([Heading(text), Lines((text,)), Bullets((text,)), Table((text,), ((text,),))])
    bare = re.sub(r"\\[!-/:-@\[-`{-~]|&(lt|gt|amp);", "X", shown)  # what is escaped means itself
    assert not re.search(r"[<>`*\[\]~&]|://|www\.|\w@\w", bare)
    _, line, item, head, dashes, row = (part for part in bare.split("\n") if part)
    assert not re.match(r"#|-|\+|>|=|\d+[.)]", line)
    assert not re.match(r"- (#|-|\+|>|=|\d+[.)])", item)
    assert [part.count("|") for part in (head, dashes, row)] == [2, 2, 2]


def test_control_characters_are_written_out_and_lines_stay_whole():
    for show in (text_of, markdown_of):
        shown = show([Lines(("a\x1b[2J\nb",)), Table(("h\r",), (("x\u2028",),))])
        assert all(line.isprintable() for line in shown.split("\n"))
        assert "a\\" in shown
