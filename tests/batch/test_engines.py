"""Jobs at the workers of an engine: where they run, nothing is read or written but what crosses to them."""

import os
import signal
import sys
import threading
import time
from pathlib import Path

import pytest

from edusched.batch.job import find_jobs
from edusched.batch.journal import Journal, last_outcomes, lines
from edusched.batch.outcome import Failure
from edusched.batch.runner import Limits, Runner, Watcher
from edusched.engines.choice import open_engine
from edusched.engines.contract import LostEngineError, LostWorkerError
from edusched.engines.processes import ProcessEngine
from tests.bench.helpers import FAKE, write_instance

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="sessions of POSIX systems")

WORDS = ["--seed", "3"]
# What differs from run to run; a plan of the stand-in names the folder it was made in.
TIMES = dict.fromkeys(("plan_hash", "seconds", "cpu_seconds", "solve_seconds", "peak_mib", "memory_by"))


@pytest.fixture
def places(tmp_path):
    """A folder for instances and one for what comes of them."""
    folders = tmp_path / "in", tmp_path / "out"
    for folder in folders:
        folder.mkdir()
    return folders


@pytest.fixture(params=["process", "dask"])
def engine(request):
    if request.param == "dask":
        absent = "Dask distributed is not installed: pip install 'sched[cluster]'"
        pytest.importorskip("distributed", reason=absent)
    with open_engine(request.param, 2) as opened:
        yield opened


def run(places, engine=None, watcher=None, limits=None):
    source, out = places
    with Journal(out) as journal:
        runner = Runner(out, journal, WORDS, limits or Limits(2, 60.0), None, FAKE, engine)
        return runner.run(find_jobs([str(source)]), watcher or Watcher())


def wait_for(condition):
    deadline = time.monotonic() + 280  # a busy machine
    while not condition():
        assert time.monotonic() < deadline
        time.sleep(0.01)


def test_the_same_comes_of_jobs(places, engine):
    for how in ("plans", "refuses", "dies", "silent", "infeasible", "starves"):
        write_instance(places[0], how, how=how)
    expected = [outcome.model_copy(update=TIMES) for outcome in run(places)]
    for path in places[1].iterdir():
        path.unlink()
    outcomes = run(places, engine)
    assert [outcome.model_copy(update=TIMES) for outcome in outcomes] == expected
    assert {o.job: o for o in outcomes} == last_outcomes(places[1])
    assert sorted(p.name for p in places[1].iterdir()) == ["journal.jsonl", "plans.plan.json"]


def test_what_lies_beside_an_instance_goes_with_it(places, engine):
    write_instance(places[0], "a", travel={"legs_file": "legs.csv"})
    (places[0] / "legs.csv").write_text("start,end\n", encoding="utf-8")
    (places[0] / "other.csv").write_text("no business of the job", encoding="utf-8")
    (outcome,) = run(places, engine)
    assert outcome.failure is None
    listed = (places[1] / "a.plan.json").read_text(encoding="utf-8")
    assert '"beside": ["a.json", "legs.csv"]' in listed


def test_a_job_that_hangs_is_ended_where_it_runs(places, engine):
    write_instance(places[0], "a", how="hangs")
    write_instance(places[0], "b")
    first, second = run(places, engine, limits=Limits(2, 3.0))
    assert (first.failure, second.failure) == (Failure.TIME, None)


def test_a_killed_worker_costs_time_and_nothing_else(places, engine, tmp_path):
    """The worker is the parent of the job; the job goes with it, and is run again."""
    write_instance(places[0], "a", how="waits", here=str(tmp_path / "a"))
    here = Path(f"{tmp_path / 'a'}.waits")
    write_instance(places[0], "b")

    def kill():
        wait_for(lambda: here.exists() and here.read_text(encoding="utf-8"))
        worker = int(here.read_text(encoding="utf-8"))
        here.unlink()
        os.kill(worker, signal.SIGKILL)
        wait_for(here.exists)
        Path(f"{tmp_path / 'a'}.go").touch()

    thread = threading.Thread(target=kill)
    thread.start()
    outcomes = run(places, engine)
    thread.join()
    assert [(o.job, o.failure) for o in outcomes] == [("a", None), ("b", None)]
    assert [line["job"] for line in lines(places[1]) if line["event"] == "start"] == ["a", "b"]


def test_a_stopped_batch_keeps_the_plans_of_running_jobs(places, engine, tmp_path):
    write_instance(places[0], "a", how="waits", here=str(tmp_path / "a"))
    write_instance(places[0], "b")

    class Stopper(Watcher):
        def stopped(self):
            return Path(f"{tmp_path / 'a'}.waits").exists()

    (outcome,) = run(places, engine, Stopper(), Limits(1, 60.0))
    assert (outcome.job, outcome.failure, outcome.plan) == ("a", Failure.INTERRUPTED, "a.plan.json")
    assert (places[1] / "a.plan.json").read_text(encoding="utf-8") == "{}"


def test_whatever_is_raised_ends_the_jobs(places, engine, tmp_path):
    class GivenUpError(Exception):
        pass

    write_instance(places[0], "a", how="waits", here=str(tmp_path / "a"))

    class Looker(Watcher):
        def tick(self, running):
            if Path(f"{tmp_path / 'a'}.waits").exists():
                raise GivenUpError

    with pytest.raises(GivenUpError):
        run(places, engine, Looker())
    assert [line for line in lines(places[1]) if line["event"] == "end"] == []


@pytest.mark.parametrize(
    ("error", "said"),
    [
        (LostWorkerError("x:y", "3 workers were lost"), "x:y was given up: 3 workers were lost"),
        (LostEngineError("tcp://x:1", "the scheduler was lost"), "tcp://x:1: the scheduler was lost"),
    ],
)
def test_a_job_whose_workers_are_lost_is_a_failure(places, monkeypatch, error, said):
    write_instance(places[0], "a")

    def refuse(*_, **__):
        raise error

    with ProcessEngine(1) as engine:
        monkeypatch.setattr(engine, "submit", refuse)
        (outcome,) = run(places, engine)
    assert (outcome.failure, outcome.is_final) == (Failure.KILLED, False)
    assert outcome.reasons[0].startswith(said)
