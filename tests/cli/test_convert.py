"""`sched convert`: which formats are meant, what is written, and every way it can fail."""

import json
import re

import pytest

from edusched.cli.convert import FORMATS
from edusched.formats import convert as formats
from edusched.formats.convert import CONVERSIONS, chosen_formats
from edusched.formats.ctt_solution import read_ctt_solution
from edusched.formats.files import instance_text, load_plan
from tests.cli.helpers import TINY, invoke, run, sound
from tests.docs.console import Console, difference, steps
from tests.docs.guide import DOCS, blocks
from tests.formats import ctt_cases, neutral_cases


@pytest.fixture
def folder(tmp_path):
    (tmp_path / "tiny.ctt").write_text(ctt_cases.TINY, encoding="utf-8")
    (tmp_path / "tiny.sol").write_text(ctt_cases.SOLUTION, encoding="utf-8")
    (tmp_path / "problem.json").write_text(json.dumps(neutral_cases.TINY), encoding="utf-8")
    (tmp_path / "solution.json").write_text(json.dumps(neutral_cases.SOLUTION), encoding="utf-8")
    return tmp_path


def text(path):
    return path.read_text(encoding="utf-8")


def test_formats_are_those_of_the_adapters():
    assert FORMATS == formats.FORMATS
    assert {name for pair in CONVERSIONS for name in pair} == set(FORMATS)


def test_a_ctt_file_becomes_an_instance(folder):
    done = invoke("convert", folder / "tiny.ctt", folder / "tiny.json")
    assert done.exit_code == 0
    assert done.stdout == ""
    assert done.stderr == "instance tiny%20one: 8 sessions, 3 instructors, 6 cohorts, 2 places\n"
    assert text(folder / "tiny.json") == instance_text(ctt_cases.tiny_instance())


def test_a_neutral_problem_becomes_an_instance(folder):
    done = invoke("convert", "--from", "neutral", folder / "problem.json", folder / "tiny.json")
    assert done.exit_code == 0
    assert done.stderr == "instance tiny: 4 sessions, 2 instructors, 3 cohorts, 3 places\n"
    assert text(folder / "tiny.json") == instance_text(neutral_cases.tiny_instance())


# Named in the order of the arguments: --from, --to, SRC, DST; whether --instance is given; what follows.
CHOICES = [
    (None, None, "x.ctt", "y.json", False, ("ctt", "instance")),
    (None, None, "x.CTT", "-", False, ("ctt", "instance")),
    ("ctt", None, "-", "-", False, ("ctt", "instance")),
    ("neutral", None, "x.json", "y.json", False, ("neutral", "instance")),
    ("neutral", "instance", "x", "y", False, ("neutral", "instance")),
    (None, None, "x.json", "y.sol", True, ("plan", "ctt")),
    (None, "ctt", "x.json", "y.txt", True, ("plan", "ctt")),
    (None, "neutral", "x.json", "y.json", True, ("plan", "neutral")),
    (None, None, "x.sol", "y.json", True, ("ctt", "plan")),
    ("ctt", None, "x.txt", "y.json", True, ("ctt", "plan")),
    ("neutral", None, "x.json", "y.json", True, ("neutral", "plan")),
    ("neutral", "plan", "x.json", "y.json", True, ("neutral", "plan")),
    (None, None, "x.json", "y.jsonl.gz", False, ("instance", "instance")),
    (None, None, "x.JSONL", "-", False, ("instance", "instance")),
    (None, None, "x.json.gz", "y.json", False, ("instance", "instance")),
    ("plan", None, "x.json", "y.jsonl", False, ("plan", "plan")),
    ("plan", "plan", "x", "y.gz", False, ("plan", "plan")),
    (None, None, "x.jsonl", "y.jsonl", False, "the name of SRC does not tell its format"),
    (None, "ctt", "x.jsonl", "y.txt", True, ("plan", "ctt")),
    ("neutral", None, "x.json.gz", "y.jsonl", False, ("neutral", "instance")),
    (
        None,
        None,
        "x.json",
        "y.json",
        False,
        "the name of SRC does not tell its format: give --from ctt or neutral",
    ),
    (
        None,
        None,
        "x.json",
        "y.json",
        True,
        "the name of DST does not tell its format: give --to ctt or neutral",
    ),
    (None, None, "x.sol", "y.json", False, "a solution is read together with its instance: give --instance"),
    (None, None, "x.json", "y.sol", False, "the way from plan to ctt takes the instance: give --instance"),
    ("ctt", "instance", "x", "y", True, "the way from ctt to instance takes no --instance"),
    ("instance", "ctt", "x", "y", False, "there is no way from instance to ctt; known are ctt to instance, "),
    ("ctt", "neutral", "x", "y", False, "there is no way from ctt to neutral; known are"),
]


@pytest.mark.parametrize(("source", "target", "src", "dst", "with_instance", "expected"), CHOICES)
def test_formats_follow_from_options_and_suffixes(source, target, src, dst, with_instance, expected):
    if isinstance(expected, tuple):
        assert chosen_formats(src, dst, source, target, with_instance=with_instance) == expected
        return
    with pytest.raises(ValueError, match=expected):
        chosen_formats(src, dst, source, target, with_instance=with_instance)


@pytest.mark.parametrize("suffix", ["jsonl", "jsonl.gz", "json.gz"])
def test_json_becomes_json_lines_and_json_again(folder, suffix):
    saved, lines, again = folder / "tiny.json", folder / f"tiny.{suffix}", folder / "again.json"
    invoke("convert", folder / "tiny.ctt", saved)
    done = invoke("convert", saved, lines)
    assert (done.exit_code, done.stdout) == (0, "")
    assert done.stderr == "instance tiny%20one: 8 sessions, 3 instructors, 6 cohorts, 2 places\n"
    assert invoke("convert", lines, again).exit_code == 0
    assert text(again) == text(saved)
    plan, packed = folder / "plan.json", folder / f"plan.{suffix}"
    assert invoke("convert", "--instance", lines, folder / "tiny.sol", plan).exit_code == 0
    done = invoke("convert", "--from", "plan", plan, packed)
    assert done.exit_code == 0
    assert done.stderr.startswith("plan of instance tiny%20one: 8 bookings, 0 sessions do not run")
    for verb, *options in (("check",), ("report", "-o", "-")):
        one, other = (invoke(verb, a, b, *options) for a, b in ((saved, plan), (lines, packed)))
        assert (one.exit_code, one.stdout) == (other.exit_code, other.stdout)
        assert one.stdout
    assert invoke("validate", lines).exit_code == 0
    assert invoke("convert", "--from", "plan", packed, "-").stdout == text(plan)


def test_a_plan_where_an_instance_is_meant(saved):
    plan = {"schema_version": "1.0", "kind": "plan", "instance": "tiny"}
    (saved / "plan.json").write_text(json.dumps(plan), encoding="utf-8")
    done = invoke("convert", saved / "plan.json", saved / "plan.jsonl")
    assert done.exit_code == 5
    assert "expected instance; this file holds the plan" in sound(done.stderr)


def test_what_cannot_be_meant_is_a_fault_of_usage(folder):
    done = invoke("convert", folder / "problem.json", folder / "x.json")
    assert done.exit_code == 2
    assert "the name of SRC does not tell its format: give --from ctt or neutral" in sound(done.stderr)


@pytest.fixture
def saved(folder):
    """Save the two tiny instances beside the files they were converted from."""
    for name, instance in (("ctt", ctt_cases.tiny_instance()), ("neutral", neutral_cases.tiny_instance())):
        (folder / f"{name}.json").write_text(instance_text(instance), encoding="utf-8")
    return folder


def test_a_solution_becomes_a_plan_and_that_the_solution(saved):
    done = invoke("convert", "--instance", saved / "ctt.json", saved / "tiny.sol", saved / "plan.json")
    assert (done.exit_code, done.stderr) == (0, "plan of instance tiny%20one: 8 of 8 sessions run\n")
    plan = load_plan(saved / "plan.json", ctt_cases.tiny_instance())
    assert len(plan.bookings) == 8
    done = invoke("convert", "--instance", saved / "ctt.json", saved / "plan.json", saved / "again.sol")
    assert (done.exit_code, done.stderr) == (0, "ctt of instance tiny%20one: 8 of 8 sessions run\n")
    assert sorted(text(saved / "again.sol").splitlines()) == sorted(ctt_cases.SOLUTION.splitlines())


def test_sessions_that_do_not_run_have_no_line_and_a_warning(saved):
    (saved / "some.sol").write_text("History A 0 0\n", encoding="utf-8")
    invoke("convert", "--instance", saved / "ctt.json", saved / "some.sol", saved / "plan.json")
    done = invoke("convert", "--instance", saved / "ctt.json", saved / "plan.json", saved / "again.sol")
    assert done.exit_code == 0
    note, warning = done.stderr.splitlines()
    assert note == "ctt of instance tiny%20one: 1 of 8 sessions run"
    assert warning.startswith(
        "warning: 7 sessions do not run and have no line: Math%2F1-01, Math%2F1-02, Math"
    )
    assert warning.endswith("Art%3A-02")
    assert text(saved / "again.sol") == "History A 0 0\n"


def test_a_neutral_solution_becomes_a_plan_and_that_the_solution(saved):
    options = ["--from", "neutral", "--instance", saved / "neutral.json"]
    done = invoke("convert", *options, saved / "solution.json", saved / "plan.json")
    assert (done.exit_code, done.stderr) == (0, "plan of instance tiny: 3 of 4 sessions run\n")
    options = ["--to", "neutral", "--instance", saved / "neutral.json"]
    done = invoke("convert", *options, saved / "plan.json", "-")
    assert (done.exit_code, done.stderr) == (0, "neutral of instance tiny: 3 of 4 sessions run\n")
    assert json.loads(done.stdout) == neutral_cases.SOLUTION


def test_data_may_come_from_standard_input(folder):
    done = invoke("convert", "--from", "ctt", "-", folder / "tiny.json", stdin=ctt_cases.TINY)
    assert done.exit_code == 0
    assert text(folder / "tiny.json") == instance_text(ctt_cases.tiny_instance())


def test_two_files_cannot_both_be_standard_input(folder):
    done = invoke("convert", "--to", "ctt", "--instance", "-", "-", folder / "x.sol")
    assert done.exit_code == 2
    assert "cannot both be standard input" in done.stderr


@pytest.mark.parametrize("other", ["--instance", "SRC"])
def test_nothing_is_written_over_what_is_read(saved, other):
    source = saved / "ctt.json" if other == "SRC" else saved / "plan.json"
    target = source if other == "SRC" else saved / "ctt.json"
    done = invoke("convert", "--to", "ctt", "--instance", saved / "ctt.json", source, target)
    assert done.exit_code == 2
    assert "are the same file" in done.stderr


def test_invalid_input_is_told_with_its_place(folder):
    (folder / "bad.ctt").write_text(ctt_cases.changed("li 3 2 30", "li x 2 30"), encoding="utf-8")
    done = invoke("convert", folder / "bad.ctt", folder / "x.json")
    assert done.exit_code == 5
    assert 'bad.ctt: line 10, lectures: "x": expected a whole number from 1 to 1,000' in sound(done.stderr)
    assert not (folder / "x.json").exists()


@pytest.mark.parametrize(
    ("raw", "words"),
    [
        (b"", "line 1: the header has no line Name:"),
        (b"\xff\xfe\x00", "the text is UTF-16; expected UTF-8"),
        (b"Name: \xff", "not UTF-8"),
        (b"\x00" * 100, "line 1"),
    ],
)
def test_any_bytes_are_refused_in_words(folder, raw, words):
    (folder / "x.ctt").write_bytes(raw)
    done = invoke("convert", folder / "x.ctt", folder / "x.json")
    assert done.exit_code == 5
    assert words in sound(done.stderr)


def test_a_file_that_is_too_large_is_refused(folder, monkeypatch):
    monkeypatch.setattr(formats.ctt_text, "MAX_BYTES", 100)
    monkeypatch.setattr(formats.neutral, "MAX_BYTES", 100)
    for words in (["tiny.ctt"], ["--from", "neutral", "problem.json"]):
        done = invoke("convert", *words[:-1], folder / words[-1], folder / "x.json")
        assert done.exit_code == 5
        assert "larger than 100 bytes" in sound(done.stderr)


def test_a_file_that_is_not_there_is_no_fault_of_the_input(folder):
    done = invoke("convert", folder / "none.ctt", folder / "x.json")
    assert (done.exit_code, "no such file" in sound(done.stderr)) == (6, True)
    done = invoke("convert", folder / "tiny.ctt", folder / "none" / "x.json")
    assert (done.exit_code, "make the folder first" in sound(done.stderr)) == (6, True)


def test_an_instance_from_elsewhere_is_told_by_its_file(saved):
    done = invoke("convert", "--from", "ctt", "--instance", saved / "neutral.json", saved / "tiny.sol", "-")
    assert done.exit_code == 5
    assert "neutral.json: $.venues: a list of 2 items: expected one venue" in sound(done.stderr)
    done = invoke("convert", "--to", "neutral", "--instance", TINY, saved / "plan.json", "-")
    assert done.exit_code == 5
    assert "tiny.json: $.calendar.periods: " in sound(done.stderr)


def test_a_plan_that_does_not_fit_is_told_by_its_file(saved):
    plan = read_ctt_solution(ctt_cases.SOLUTION, ctt_cases.tiny_instance())
    bare = plan.bookings[0].model_copy(update={"instructors": ()})
    data = plan.model_copy(update={"bookings": (bare, *plan.bookings[1:])}).model_dump_json()
    (saved / "bare.json").write_text(data, encoding="utf-8")
    done = invoke("convert", "--instance", saved / "ctt.json", saved / "bare.json", saved / "x.sol")
    assert done.exit_code == 5
    assert "bare.json: $.bookings[0].instructors: expected one instructor, found 0" in sound(done.stderr)
    assert not (saved / "x.sol").exists()


def test_the_page_about_it_is_true(tmp_path):
    page = DOCS / "convert.md"
    usage, problem, solution, shown, *_ = blocks(page)
    assert usage.text == "sched convert [--from F] [--to F] [--instance INSTANCE] SRC DST\n"
    (tmp_path / "tiny.ctt").write_text(problem.text, encoding="utf-8")
    (tmp_path / "tiny.sol").write_text(solution.text, encoding="utf-8")
    console = Console(tmp_path)
    for step in steps(shown.text):
        assert difference(step.shown, console.run(step)) is None
    rows = re.findall(
        r"^\| `(\w+)`[^|]*\| `(\w+)`[^|]*\| (no|yes) \|", page.read_text(encoding="utf-8"), re.MULTILINE
    )
    assert {(source, target): needs == "yes" for source, target, needs in rows} == CONVERSIONS


def test_the_command_works_as_a_process(folder):
    done = run("convert", "tiny.ctt", "-", cwd=folder)
    assert done.returncode == 0
    assert done.stdout.decode() == instance_text(ctt_cases.tiny_instance())
    assert "8 sessions" in done.stderr.decode()
