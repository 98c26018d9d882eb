"""The README is true: its example runs, its statuses and exit codes are those of the command."""

import re
import shutil
import tomllib
from textwrap import dedent

import pytest

from edusched.domain.result import Status
from edusched.rules.catalogue import CATALOGUE
from tests.architecture.sources import PACKAGE
from tests.docs.console import Console
from tests.docs.guide import ROOT, blocks

README = ROOT / "README.md"
TEXT = README.read_text(encoding="utf-8")


def test_the_two_commands_come_first():
    first = blocks(README)[0].text
    assert [line.split("#")[0].strip() for line in first.splitlines()] == ["make demo", "make test"]


def test_the_pythons_named_are_those_the_project_takes():
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    taken = re.findall(r":: (3\.\d+)$", "\n".join(project["classifiers"]), flags=re.MULTILINE)
    assert f"Python {', '.join(taken[:-1])} or {taken[-1]}" in TEXT
    pin = next(name for name in project["dependencies"] if name.startswith("ortools"))
    held = re.search(r"OR-Tools is held at (\d+\.\d+)", TEXT)[1]
    assert pin.startswith(f"ortools>={held},<")


def test_the_example_runs(tmp_path):
    shutil.copytree(ROOT / "instances", tmp_path / "instances")
    (example,) = blocks(README, "python")
    assert len(example.text.splitlines()) <= 10
    said = Console(tmp_path).python(example.text)
    assert said.startswith("optimal [('obligations', 0, 0)")
    assert (tmp_path / "plan.json").is_file()


def test_the_front_door_stays_open_after_a_solve(tmp_path):
    """No room has the name of a function: importing the room would put it in the function's place."""
    shutil.copy(ROOT / "instances" / "tiny.json", tmp_path)
    code = """
        import edusched
        instance = edusched.load("tiny.json")
        result = edusched.solve(instance, time_limit_seconds=10)
        print(edusched.check(instance, result.plan).accepted)
    """
    assert Console(tmp_path).python(dedent(code)) == "True\n"


def test_statuses_and_exit_codes_are_those_of_the_command():
    from edusched.cli.outcome import EXIT_CODES

    rows = dict(re.findall(r"^\| `(\w+)` \|.*\| ([\d, ]+) \|$", TEXT, flags=re.MULTILINE))
    assert list(rows) == [status.value for status in Status]
    for status, code in EXIT_CODES.items():
        assert rows[status.value] == str(code)


def test_exit_codes_are_those_of_the_help_page(tmp_path):
    text = Console(tmp_path)._said(["-m", "edusched", "--help"])
    page = text.partition("Exit codes:")[2]
    codes = set(re.findall(r"(?<!\S)(\d{1,3})(?=[ ,])", page))
    assert codes == {"0", "1", "2", "3", "4", "5", "6", "7", "8", "130", "143"}
    mine = TEXT.partition("## How a run ends")[2].partition("\n## ")[0]
    assert [code for code in sorted(codes) if not re.search(rf"(?<!\d){code}(?!\d)", mine)] == []


@pytest.mark.parametrize("verb", re.findall(r"^sched (\w+) ", TEXT, flags=re.MULTILINE))
def test_verbs_exist(verb, tmp_path):
    console = Console(tmp_path)
    console._said(["-m", "edusched", verb, "--help"])
    assert console.code == 0


def test_every_room_is_mentioned_and_every_rule_counted():
    rooms = {folder.name for folder in PACKAGE.iterdir() if (folder / "__init__.py").is_file()}
    assert [room for room in sorted(rooms) if f"`{room}/`" not in TEXT] == []
    assert ("Over eighty [rules]" in TEXT) == (len(CATALOGUE) > 80)
