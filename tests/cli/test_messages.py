"""What is said where: text for people, JSON lines for programs, nothing that can harm a terminal."""

import json
import re
from pathlib import Path

import pytest

from edusched import api
from edusched.domain.policy import Objective
from edusched.domain.result import Conflict, Result, Status
from edusched.rules.examples import merged
from edusched.search.limits import Progress
from tests.cli.helpers import FUJIAN, TINY, invoke, json_lines, sound, start, tiny, tiny_data, tiny_result

# Names of people and places in the tiny instance: none of them belongs in a log.
NAMES = re.compile("陈伟|曹军|梅仙镇|县师资库|A week in one township")


@pytest.fixture
def solved(monkeypatch):
    """Run a solve that tells of some progress and gives a result."""

    def run(*words, result=None, instance=TINY):
        def solve(instance, *, on_progress, switch, **limits):
            on_progress(Progress(Objective.OBLIGATIONS, None, 0, 0.1))
            on_progress(Progress(Objective.OBLIGATIONS, 4800, 1200, 0.25))
            on_progress(Progress(Objective.COST, 100000, 100000, 1.5))
            return result or tiny_result()

        monkeypatch.setattr(api, "solve", solve)
        return invoke("solve", instance, *words)

    return run


def short_result():
    """Return a result that leaves something short, with a session that does not run."""
    from edusched.checking.checker import check_plan
    from tests.cli.helpers import tiny_plan

    plan = tiny_plan("theory-staff 2026-09-11 am meixian-hall/main chen-wei staff", Status.FEASIBLE)
    missing = [{"session": s, "reason": "nobody is free"} for s in ("law", "theory-secretaries")]
    plan = type(plan).model_validate_json(
        json.dumps(json.loads(plan.model_dump_json()) | {"not_run": missing})
    )
    report = check_plan(tiny(), plan)
    return Result(Status.FEASIBLE, plan, plan.certificate.levels, report.violations)


def test_a_solve_begins_with_its_size_and_ends_with_where_the_plan_is(solved, tmp_path):
    lines = sound(solved("-o", tmp_path / "p.json", "--report", tmp_path / "r.txt").stderr).splitlines()
    assert lines[0] == (
        "A week in one township (tiny): 3 sessions, 2 instructors, 2 cohorts, 1 places; "
        "2026-09-07 to 2026-09-11"
    )
    assert lines[-2:] == [f"plan: {tmp_path / 'p.json'}", f"summary: {tmp_path / 'r.txt'}"]


def test_what_is_short_is_told_by_name_and_in_words(solved):
    text = sound(solved(result=short_result()).stderr)
    assert (
        "unmet obligations: 3\n  secretaries-8-hours: secretaries, 2026: 96 person-hours (0 days)\n" in text
    )
    assert "  mandatory_sessions: theory-secretaries: 48 person-hours\n" in text
    assert "sessions not run: 2\n  law: nobody is free\n  theory-secretaries: nobody is free\n" in text


def test_long_lists_are_cut_and_counted(solved):
    conflicts = tuple(Conflict("rest", (f"i{k}",), 1, "pairs") for k in range(50))
    text = solved(
        result=Result(Status.INFEASIBLE, None, conflicts=conflicts, confirmations=("a", "b"))
    ).stderr
    assert text.count("must give 1 pair\n") == 20
    assert "  and 30 more\n" in text


def test_quiet_says_nothing_of_a_good_end(solved, tmp_path):
    assert solved("--quiet", "-o", tmp_path / "p.json").output == ""


@pytest.mark.parametrize("status", [Status.UNKNOWN, Status.INFEASIBLE])
def test_quiet_still_says_why_there_is_no_plan(solved, status):
    assert "no plan was written" in solved("--quiet", result=Result(status, None)).stderr


def test_estimated_holidays_are_told(solved, tmp_path):
    year = {"year": 2026, "status": "estimated", "source": "a guess", "off_days": []}
    data = merged(tiny_data(), {"calendar": {"overrides": [year]}})
    path = tmp_path / "x.json"
    path.write_text(json.dumps(data), encoding="utf-8")
    assert "warning: the holidays of 2026 are an estimate\n" in solved(instance=path).stderr
    assert (
        "warning: the holidays of 2026 are an estimate: check plans again" in invoke("validate", path).stderr
    )
    events = json_lines(solved("--log-format", "json", instance=path).stderr)
    assert [e["years"] for e in events if e["event"] == "estimated_holidays"] == [[2026]]


def test_json_lines_tell_the_same_by_ids(solved, tmp_path):
    done = solved("--log-format", "json", "-o", tmp_path / "p.json", result=short_result())
    assert not NAMES.search(done.stderr)
    assert done.stderr.isascii()
    events = json_lines(done.stderr)
    assert [e["event"] for e in events] == ["start", "progress", "progress", "progress", "finished"]
    assert all({"time", "severity", "event"} <= e.keys() for e in events)
    start, first, second, third, end = events
    assert (start["instance"], start["sessions"], start["cohorts"]) == ("tiny", 3, 2)
    assert (first["level"], first["value"], first["gap"]) == ("obligations", None, None)
    assert (second["value"], second["bound"], second["gap"], second["seconds"]) == (4800, 1200, 0.75, 0.25)
    assert (third["level"], third["gap"]) == ("cost", 0.0)
    assert (end["exit_code"], end["status"], end["plan"]) == (0, "feasible", str(tmp_path / "p.json"))
    assert [n["session"] for n in end["not_run"]] == ["law", "theory-secretaries"]
    assert {v["rule"] for v in end["unmet"]} == {"mandatory_sessions", "secretaries-8-hours"}


@pytest.mark.parametrize(
    ("words", "code", "event"),
    [
        (("no such file.json",), 6, "error"),
        ((TINY, "-o", "/no/such/folder/p.json"), 6, "error"),
        (("{invalid}",), 5, "fault"),
    ],
    ids=["input", "output", "invalid"],
)
def test_failures_are_json_lines_too(tmp_path, words, code, event):
    bad = tmp_path / "bad.json"
    bad.write_text(json.dumps({"kind": "instance", "id": 3, "name": "陈伟\x07"}), encoding="utf-8")
    done = invoke("solve", *[str(bad) if w == "{invalid}" else w for w in words], "--log-format", "json")
    assert done.exit_code == code
    events = json_lines(done.stderr)
    assert events[0]["event"] == event
    assert events[-1]["exit_code"] == code
    assert not NAMES.search(done.stderr)


def test_an_internal_error_is_a_json_line_without_its_text(monkeypatch):
    def solve(instance, **limits):
        raise KeyError("陈伟")

    monkeypatch.setattr(api, "solve", solve)
    (event,) = json_lines(invoke("solve", TINY, "--log-format", "json").stderr)[1:]
    assert (event["exit_code"], event["problem"]) == (1, "KeyError")
    assert "陈伟" not in json.dumps(event, ensure_ascii=False)


CODES = ["\x9b2J", "\u202e", "\u2028", "\u200b", "\U000e0041", "\t", "\n", "\x85", "\x7f"]


@pytest.mark.parametrize("code", CODES[:-1], ids=ascii)
def test_names_cannot_rewrite_the_screen(solved, tmp_path, code):
    data = tiny_data()
    hostile = f"x{code}y"
    data["name"] = hostile
    for kind in ("instructors", "cohorts", "venues", "courses", "libraries"):
        for item in data[kind]:
            item["name"] = hostile
    path = tmp_path / "x.json"
    path.write_text(json.dumps(data), encoding="utf-8")
    done = solved("-o", tmp_path / "p.json", result=short_result(), instance=path)
    assert done.exit_code == 0
    sound(done.stderr)
    sound(invoke("validate", path).stdout)
    sound(invoke("check", path, tmp_path / "p.json").stdout)


def test_on_no_terminal_a_real_solve_says_only_start_and_end(tmp_path):
    process = start("solve", TINY, "-o", tmp_path / "p.json")
    _, error = process.communicate(timeout=60)
    assert process.returncode == 0
    lines = error.decode().splitlines()
    assert lines[0].startswith("A week in one township (tiny): ")
    assert lines[1].startswith("optimal: ")
    assert "\x1b" not in error.decode()


def test_a_large_solve_logs_lines_that_all_parse(tmp_path):
    process = start("solve", FUJIAN, "-o", tmp_path / "p.json", "--time-limit", "3", "--log-format", "json")
    _, error = process.communicate(timeout=120)
    assert process.returncode in (0, 4), error[-2000:]
    events = json_lines(error.decode())
    assert events[0]["event"] == "start"
    assert events[-1]["event"] == "finished"
    data = json.loads(Path(FUJIAN).read_text(encoding="utf-8"))
    names = {i["name"] for kind in ("instructors", "cohorts") for i in data[kind] if i.get("name")}
    assert [name for name in sorted(names) if name in error.decode()] == []


def test_a_cluster_that_is_not_asked_is_told_of(solved, tmp_path, monkeypatch):
    words = ("-o", tmp_path / "p.json", "--engine", "dask", "--scheduler", "tcp://x:1")
    said = "warning: solved whole on this machine: --engine dask is for instances that are solved in parts"
    assert said in solved(*words).stderr.splitlines()

    def in_parts(instance, *, on_progress, **limits):
        on_progress(Progress(Objective.OBLIGATIONS, None, 0, 0.1, (0, 2)))
        return tiny_result()

    monkeypatch.setattr(api, "solve", in_parts)
    assert "solved whole" not in invoke("solve", TINY, *words).stderr
    refused = invoke("solve", TINY, "--scheduler", "tcp://x:1")
    assert refused.exit_code == 2
    assert "--scheduler is for --engine dask" in refused.stderr
