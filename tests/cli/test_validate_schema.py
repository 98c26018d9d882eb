"""`sched validate` and `sched schema`, the help pages and the version."""

import json

import pytest

from edusched._version import __version__
from edusched.cli.group import EXIT_CODES, VERBS, sched
from edusched.formats.schema import instance_schema, plan_schema, records_schema
from tests.architecture.test_imports import HEAVY, loaded
from tests.cli.helpers import INSTANCES, TINY, invoke, sound, tiny_data


@pytest.mark.parametrize("path", sorted(INSTANCES.glob("*.json")), ids=lambda path: path.stem)
def test_our_own_instances_are_sound(path):
    done = invoke("validate", path)
    assert done.exit_code == 0
    assert done.stdout.startswith("OK: ")


def test_ok_is_said_with_counts():
    done = invoke("validate", TINY)
    expected = "OK: A week in one township (tiny): 3 sessions, 2 instructors, 2 cohorts, 1 places\n"
    assert (done.stdout, done.stderr) == (expected, "")


def test_suspicions_are_warnings(tmp_path):
    data = tiny_data()
    data["instructors"] = []
    path = tmp_path / "x.json"
    path.write_text(json.dumps(data), encoding="utf-8")
    done = invoke("validate", path)
    assert done.exit_code == 0
    assert "warning: session law needs 1 lecturer, but 0 qualify\n" in sound(done.stderr)
    assert done.stdout.startswith("OK: ")


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        ([], instance_schema),
        (["instance"], instance_schema),
        (["plan"], plan_schema),
        (["records"], records_schema),
    ],
)
def test_schemas_are_printed(words, expected):
    done = invoke("schema", *words)
    assert (done.exit_code, done.stderr) == (0, "")
    assert json.loads(done.stdout) == expected()


def test_a_schema_can_go_to_a_file(tmp_path):
    done = invoke("schema", "plan", "-o", tmp_path / "s.json")
    assert (done.exit_code, done.output) == (0, "")
    assert json.loads((tmp_path / "s.json").read_text(encoding="utf-8")) == plan_schema()


def test_the_version_is_told():
    assert invoke("--version").stdout == f"sched {__version__}\n"


def test_the_list_of_verbs_says_what_their_pages_say():
    assert list(VERBS) == sorted(VERBS)
    for verb in VERBS:
        command = sched.get_command(None, verb)
        assert command.name == verb
        assert command.help
        assert invoke(verb, "--help").exit_code == 0


def test_help_tells_the_verbs_and_the_exit_codes():
    text = invoke("--help").stdout
    for verb, line in VERBS.items():
        assert f"  {verb} " in text
        assert line in text
    for line in EXIT_CODES.splitlines()[1:]:
        assert line.strip() in text


@pytest.mark.parametrize("words", [[verb, "--help"] for verb in VERBS] + [["--version"]], ids=" ".join)
def test_help_pages_load_nothing_heavy(words):
    names = {name.split(".")[0] for name in loaded("-m", "edusched", *words)}
    assert sorted(names & {*HEAVY, "rich", "chinese_calendar"}) == []
