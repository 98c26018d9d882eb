"""``sched batch``: one bad file costs one line; stopped or killed, it goes on where it was."""

import csv
import io
import json
import os
import re
import shutil
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from edusched import api
from edusched.batch import runner, work
from edusched.batch.journal import Journal, lines
from edusched.batch.outcome import Failure, Outcome
from edusched.bench.process import Reins
from edusched.cli.batch_display import LiveDisplay, outcome_words
from edusched.cli.terminal import Terminal
from edusched.domain.errors import FileAccessError
from edusched.domain.result import Status
from edusched.engines import choice
from tests.bench.helpers import FAKE, write_instance
from tests.cli.helpers import INSTANCES, TINY, environment, invoke, json_lines, run, sound

pytestmark = pytest.mark.skipif(os.name != "posix", reason="signals of POSIX systems")

ABSENT = "Dask distributed is not installed: pip install 'sched[cluster]'"

# The command with the stand-in in the place of `sched solve`.
WITH_FAKE = """
from edusched.batch import work
from tests.bench.helpers import FAKE
work.COMMAND = FAKE
from edusched.cli.main import main
main()
"""


@pytest.fixture
def folder(tmp_path, monkeypatch):
    """An empty folder to work in, with a stand-in for the command."""
    monkeypatch.setattr(work, "COMMAND", FAKE)
    monkeypatch.chdir(tmp_path)
    (tmp_path / "in").mkdir()
    return tmp_path


def start(folder, *words):
    command = [sys.executable, "-c", WITH_FAKE, "batch", "in", "-o", "out", *words]
    return subprocess.Popen(command, cwd=folder, stderr=subprocess.PIPE, env=environment())


def wait_for(path):
    deadline = time.monotonic() + 280  # a busy machine
    while not path.exists() and time.monotonic() < deadline:
        time.sleep(0.02)
    assert path.exists()


def events(folder, kind):
    return [line for line in lines(folder / "out") if line["event"] == kind]


def rows(folder):
    text = (folder / "out" / "summary.csv").read_text(encoding="utf-8-sig")
    return list(csv.DictReader(io.StringIO(text)))


def test_real_instances_and_a_corrupt_one(tmp_path):
    source = tmp_path / "in"
    source.mkdir()
    shutil.copy(TINY, source / "tiny.json")
    (source / "corrupt.json").write_bytes(Path(TINY).read_bytes()[:500])
    words = ("--jobs", "2", "--time-limit", "20", "--deterministic")
    done = run("batch", source, "-o", tmp_path / "out", *words)
    assert done.returncode == 8, done.stderr
    told = json_lines(done.stderr.decode())
    assert [(e["job"], e["failure"]) for e in told if e["event"] == "job"] == [
        ("corrupt", "invalid"),
        ("tiny", None),
    ]
    corrupt, tiny = rows(tmp_path)
    assert (tiny["status"], tiny["obligations"], tiny["obligations_bound"], tiny["gap"]) == (
        "optimal",
        "0",
        "0",
        "0.0",
    )
    assert (tiny["unmet"], tiny["memory_by"] in ("sampled", "rusage")) == ("0", True)
    assert float(tiny["seconds"]) > 0 < float(tiny["peak_mib"])
    assert corrupt["failure"] == "invalid"
    assert "line" in corrupt["reasons"] or "$" in corrupt["reasons"]
    plan = api.read_plan(tmp_path / "out" / tiny["plan"])
    assert api.check(api.load(TINY), plan).accepted


def test_the_engine_dask_comes_to_the_same(tmp_path):
    pytest.importorskip("distributed", reason=ABSENT)
    source = tmp_path / "in"
    source.mkdir()
    shutil.copy(TINY, source / "tiny.json")
    (source / "corrupt.json").write_bytes(Path(TINY).read_bytes()[:500])
    words = ("--jobs", "2", "--time-limit", "20", "--deterministic", "--log-format", "text")
    plans = []
    for engine in ("dask", "serial"):
        done = run("batch", source, "-o", tmp_path / engine, *words, "--engine", engine)
        assert done.returncode == 8, done.stderr
        said = done.stderr.decode().splitlines()
        assert len(said) == 3, said  # and nothing of Dask
        assert said[-1].startswith("error: 2 of 2 jobs ended, 1 plans, 1 failed")
        plans.append((tmp_path / engine / "tiny.plan.json").read_bytes())
    assert plans[0] == plans[1]


def test_an_extra_that_is_missing(folder, monkeypatch):
    monkeypatch.setattr(choice, "find_spec", lambda _: None)
    write_instance(folder / "in", "a")
    done = invoke("batch", "in", "-o", "out", "--engine", "dask", "--log-format", "text")
    assert done.exit_code == 2
    assert "pip install 'sched[cluster]'" in done.stderr


def test_a_batch_that_succeeds_says_so_in_text(folder):
    write_instance(folder / "in", "a")
    write_instance(folder / "in", "b", how="infeasible")
    done = invoke("batch", "in", "-o", "out", "--log-format", "text", "--jobs", 1)
    assert (done.exit_code, done.stdout) == (0, "")
    first, second, last = sound(done.stderr).splitlines()
    pattern = r"1/2 a: feasible; obligations 0 \(bound 0\); cost 101 \(bound 50\); [\d.]+ s; [\d,]+ MiB"
    assert re.fullmatch(pattern, first)
    assert second.startswith("2/2 b: infeasible; ")
    assert last == "2 of 2 jobs ended, 1 plans, 1 proved infeasible; out/summary.csv"
    data = json.loads((folder / "out" / "summary.json").read_text(encoding="utf-8"))
    assert (data["kind"], data["jobs"], data["plans"], data["failed"]) == ("batch", 2, 1, {})
    assert [o["gap"] for o in data["outcomes"]] == [pytest.approx(51 / 101), None]


def test_resume_runs_only_what_is_missing(folder):
    for name, how in (("a", "plans"), ("b", "dies"), ("c", "refuses"), ("d", "plans"), ("e", "infeasible")):
        write_instance(folder / "in", name, how=how)
    assert invoke("batch", "in", "-o", "out", "--jobs", 2).exit_code == 8
    assert [row["failure"] for row in rows(folder)] == ["", "killed", "invalid", "", ""]
    (folder / "out" / "d.plan.json").unlink()
    write_instance(folder / "in", "b", how="plans")
    done = invoke("batch", "in", "-o", "out", "--jobs", 2, "--resume")
    assert done.exit_code == 8
    assert [line["job"] for line in events(folder, "start")[5:]] == ["b", "d"]
    assert [row["failure"] for row in rows(folder)] == ["", "", "invalid", "", ""]
    assert json_lines(done.stderr)[0]["done"] == 3
    write_instance(folder / "in", "c", how="plans")
    assert invoke("batch", "in", "-o", "out", "--resume").exit_code == 0
    assert invoke("batch", "in", "-o", "out", "--resume").exit_code == 0
    assert len(events(folder, "start")) == 8
    assert invoke("batch", "in", "-o", "out", "--resume", "--seed", 9).exit_code == 0
    assert len(events(folder, "start")) == 13


def test_a_killed_batch_takes_its_jobs_along_and_loses_nothing(folder):
    write_instance(folder / "in", "a")
    path = write_instance(folder / "in", "b", how="waits")
    write_instance(folder / "in", "c")
    process = start(folder, "--jobs", "1")
    wait_for(Path(f"{path}.waits"))
    if sys.platform == "linux":
        pids = _jobs_on(path)
        assert pids
    process.kill()
    process.communicate(timeout=30)
    if sys.platform == "linux":
        deadline = time.monotonic() + 30
        while any(_is_job(pid, path) for pid in pids) and time.monotonic() < deadline:
            time.sleep(0.02)
        assert not any(_is_job(pid, path) for pid in pids)
    assert [line["outcome"]["job"] for line in events(folder, "end")] == ["a"]
    Path(f"{path}.go").touch()
    assert invoke("batch", "in", "-o", "out", "--jobs", 1, "--resume").exit_code == 0
    assert [line["job"] for line in events(folder, "start")] == ["a", "b", "b", "c"]
    assert [line["outcome"]["job"] for line in events(folder, "end")] == ["a", "b", "c"]
    assert [row["status"] for row in rows(folder)] == ["feasible"] * 3


def _jobs_on(path):
    return [int(p.name) for p in Path("/proc").iterdir() if p.name.isdigit() and _is_job(p.name, path)]


def _is_job(pid, path):
    """Tell whether a process is at work on an instance."""
    try:
        return os.fsencode(path.name) in Path(f"/proc/{pid}/cmdline").read_bytes()
    except OSError:
        return False


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM])
def test_a_signal_keeps_plans_and_starts_no_more(folder, number):
    path = write_instance(folder / "in", "a", how="waits")
    write_instance(folder / "in", "b")
    process = start(folder, "--jobs", "1")
    wait_for(Path(f"{path}.waits"))
    process.send_signal(number)
    _, error = process.communicate(timeout=60)
    assert process.returncode == 128 + number
    last = json_lines(error.decode())[-1]
    assert (last["event"], last["ended"], last["of"]) == ("interrupted", 1, 2)
    (row,) = rows(folder)
    assert (row["job"], row["failure"], row["plan"]) == ("a", "interrupted", "a.plan.json")
    Path(f"{path}.go").touch()
    assert invoke("batch", "in", "-o", "out", "--resume").exit_code == 0
    assert len(rows(folder)) == 2


@pytest.mark.parametrize(
    ("words", "code", "said"),
    [
        ((), 2, "Missing argument 'SOURCE...'"),
        (("in",), 2, "Missing option '-o'"),
        (("in", "-o", "in"), 2, "name a folder of its own"),
        (("nowhere", "-o", "out"), 6, "no such file"),
        (("in", "-o", "no/out"), 6, "name a folder whose parent is there"),
        (("in", "-o", "out", "--jobs", "0"), 2, "--jobs"),
        (("in", "-o", "out", "--without", "luck"), 2, "'luck' is none of"),
        (("in", "-o", "out", "--engine", "threads"), 2, "'threads' is not one of"),
        (("in", "-o", "out", "--scheduler", "tcp://x:1"), 2, "--scheduler is for --engine dask"),
    ],
)
def test_usage(folder, words, code, said):
    write_instance(folder / "in", "a")
    done = invoke("batch", *words, env={"SCHED_LOG_FORMAT": "text"})
    assert done.exit_code == code
    assert said in done.stderr


def test_a_folder_with_a_batch_needs_resume(folder):
    write_instance(folder / "in", "a")
    assert invoke("batch", "in", "-o", "out").exit_code == 0
    done = invoke("batch", "in", "-o", "out")
    assert done.exit_code == 2
    assert "--resume goes on with it" in done.stderr
    with Journal(folder / "out"):
        done = invoke("batch", "in", "-o", "out", "--resume", "--log-format", "text")
    assert done.exit_code == 6
    assert "another batch is at work here" in sound(done.stderr)


def test_a_batch_that_fails_before_any_job_leaves_no_journal(folder, monkeypatch):
    """No scheduler answers: the same command can be given again when one does."""
    write_instance(folder / "in", "a")

    def refuse(*_):
        raise FileAccessError("tcp://x:1", "no scheduler of Dask answers here")

    with monkeypatch.context() as patched:
        patched.setattr(choice, "open_engine", refuse)
        done = invoke("batch", "in", "-o", "out", "--engine", "dask", "--scheduler", "tcp://x:1")
    assert done.exit_code == 6
    assert not (folder / "out" / "journal.jsonl").exists()
    assert invoke("batch", "in", "-o", "out").exit_code == 0
    with monkeypatch.context() as patched:
        patched.setattr(choice, "open_engine", refuse)
        invoke("batch", "in", "-o", "out", "--engine", "dask", "--resume", "--seed", 9)
    assert (folder / "out" / "journal.jsonl").exists()


def test_settings_reach_the_jobs(folder):
    write_instance(folder / "in", "a")
    (folder / "sched.toml").write_text('[batch]\njobs = 3\nwithout = ["walk"]\n', encoding="utf-8")
    words = ("--strict", "--deterministic", "--gap", 0.25, "--quiet")
    done = invoke("batch", "in", "-o", "out", *words, env={"SCHED_TIME_LIMIT": "7"})
    assert (done.exit_code, done.stderr) == (0, "")
    seen = json.loads((folder / "out" / "a.plan.json").read_text(encoding="utf-8"))["arguments"]
    told = "--time-limit 7.0 --seed 1 --gap 0.25 --deterministic --strict --without walk --workers 1"
    assert " ".join(seen[2:-2]) == told


def test_the_live_table(tmp_path):
    display = LiveDisplay(Terminal(), 5, 1)
    job = runner.Job("county", tmp_path, "county.json")
    who = runner.Identity("hash", "key")
    running = runner.Running(job, who, tmp_path, 100.0, Reins(), level="cost", value=1200, bound=1000)
    failed = Outcome(
        job="bad", instance="b.json", instance_hash="", key="", failure=Failure.KILLED, reasons=("died",)
    )
    display.ended(failed)
    display._began = 90.0
    assert display.lines([running], 103.0) == [
        "13 s   2 of 5 jobs done, 1 failed",
        "job     time  level  value  bound",
        "------  ----  -----  -----  -----",
        "county   3 s  cost   1,200  1,000",
        "bad: failed (killed): ended by a signal from outside; died",
    ]
    with display:
        display.tick([running])


def test_words_about_an_outcome():
    told = Outcome(job="a", instance="a.json", instance_hash="", key="", status=Status.INFEASIBLE)
    assert outcome_words(told) == "a: infeasible"


@pytest.mark.long
def test_the_84_counties_of_fujian(tmp_path, monkeypatch):
    """84 counties, one corrupt file, one job killed from outside; then a killed batch and a resumed one."""
    monkeypatch.syspath_prepend(INSTANCES.parent / "scripts" / "instances")
    from common import dumped
    from scale import county_like

    source, out = tmp_path / "in", tmp_path / "out"
    source.mkdir()
    for number in range(84):
        text = dumped(county_like(100 + number % 30, number))
        (source / f"county-{number:02d}.json").write_text(text, encoding="utf-8")
    (source / "corrupt.json").write_text(text[: len(text) // 2], encoding="utf-8")
    shutil.copy(source / "county-00.json", source / "victim.json")
    words = [sys.executable, "-m", "edusched", "batch", source, "-o", out, "--time-limit", "5", "--jobs", "2"]

    def starts():
        return [line["job"] for line in lines(out) if line["event"] == "start"] if out.is_dir() else []

    def wait(condition):
        deadline = time.monotonic() + 3000
        while not condition():
            assert time.monotonic() < deadline
            time.sleep(0.05)

    with subprocess.Popen([*words], env=environment(), stderr=subprocess.DEVNULL) as process:
        wait(lambda: len(starts()) > 20)
        process.kill()
    words.append("--resume")
    with subprocess.Popen([*words], env=environment(), stderr=subprocess.DEVNULL) as process:
        wait(lambda: "victim" in starts())
        wait(lambda: _jobs_on(source / "victim.json"))
        for pid in _jobs_on(source / "victim.json"):
            os.kill(pid, signal.SIGKILL)
    assert process.returncode == 8
    ended = [line["outcome"] for line in lines(out) if line["event"] == "end"]
    assert len({o["job"] for o in ended}) == len(ended) == 86
    assert sum(bool(o["plan"]) for o in ended) == len(list(out.glob("*.plan.json"))) == 84
    failures = {o["job"]: o["failure"] for o in ended if o["failure"]}
    assert failures == {"corrupt": "invalid", "victim": "killed"}
    assert len(starts()) <= 88  # two were at work when the batch was killed
