"""Jobs side by side: what dies, hangs or swells costs itself, and nothing is lost or done twice.

The jobs are those of the stand-in of the benchmarks: an instance says what is to happen.
"""

import json
import sys
import threading
import time
from pathlib import Path

import pytest

from edusched.batch import work
from edusched.batch.job import find_jobs, identity
from edusched.batch.journal import Journal, file_hash, last_outcomes, lines, still_holds
from edusched.batch.outcome import Failure
from edusched.batch.runner import RUNNING, Limits, Runner, Watcher
from edusched.bench.memory import MemorySampler
from edusched.domain.result import Status
from tests.bench.helpers import FAKE, write_instance

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="sessions of POSIX systems")

WORDS = ["--seed", "3"]


@pytest.fixture
def places(tmp_path):
    """A folder for instances and one for what comes of them."""
    folders = tmp_path / "in", tmp_path / "out"
    for folder in folders:
        folder.mkdir()
    return folders


def run(places, limits=None, watcher=None, known=None, jobs=None):
    source, out = places
    with Journal(out) as journal:
        runner = Runner(out, journal, WORDS, limits or Limits(2, 60.0), known, FAKE)
        return runner.run(find_jobs([str(source)]) if jobs is None else jobs, watcher or Watcher())


def events(out, kind):
    return [line for line in lines(out) if line["event"] == kind]


def test_one_bad_file_costs_one_line(places):
    for how in ("plans", "refuses", "dies", "silent", "infeasible", "unknown", "starves", "stumbles"):
        write_instance(places[0], how.replace(" ", "-"), how=how)
    outcomes = run(places)
    assert {o.job: o.failure for o in outcomes} == {
        "dies": Failure.KILLED,
        "infeasible": None,
        "plans": None,
        "refuses": Failure.INVALID,
        "silent": Failure.INTERNAL,
        "starves": Failure.MEMORY,
        "stumbles": Failure.INTERNAL,
        "unknown": Failure.NO_PLAN,
    }
    by_name = {o.job: o for o in outcomes}
    plan = places[1] / "plans.plan.json"
    assert by_name["plans"].plan_hash == file_hash(plan)
    assert by_name["plans"].levels["cost"].value == 103
    assert by_name["infeasible"].status is Status.INFEASIBLE
    assert by_name["refuses"].reasons == ("$.sessions[0]: expected a word", "error")
    assert "secret" not in json.dumps([o.model_dump(mode="json") for o in outcomes])
    assert last_outcomes(places[1]) == by_name
    assert len(events(places[1], "start")) == len(events(places[1], "end")) == 8
    assert sorted(p.name for p in places[1].iterdir()) == ["journal.jsonl", "plans.plan.json"]
    seen = json.loads(plan.read_text(encoding="utf-8"))
    assert seen["settings"] == []
    assert seen["arguments"][-6:] == ["--seed", "3", "--workers", "1", "--log-format", "json"]


def test_a_line_before_a_job_and_one_after_its_plan_is_there(places):
    write_instance(places[0], "a")
    seen = []

    class Looker(Watcher):
        def started(self, running):
            seen.append((len(events(places[1], "start")), (places[1] / "a.plan.json").exists()))

        def ended(self, outcome):
            seen.append((len(events(places[1], "end")), (places[1] / outcome.plan).exists()))

    run(places, watcher=Looker())
    assert seen == [(1, False), (1, True)]


def test_a_job_that_hangs_is_ended_and_the_others_go_on(places, monkeypatch):
    write_instance(places[0], "a", how="hangs")
    write_instance(places[0], "b")
    first, second = run(places, Limits(1, 3.0))
    assert (first.failure, second.failure) == (Failure.TIME, None)
    assert first.seconds < 30


@pytest.mark.skipif(not Path("/proc/self/stat").exists(), reason="needs /proc")
def test_a_job_that_swells_is_ended(places, monkeypatch):
    monkeypatch.setattr(work, "_bound", lambda _: [])
    write_instance(places[0], "a", how="swells")
    (outcome,) = run(places, Limits(1, 60.0, memory_mib=150))
    assert outcome.failure is Failure.MEMORY
    assert outcome.reasons[0].startswith("ended by force at ")


@pytest.mark.skipif(sys.platform != "linux", reason="a limit of Linux")
def test_the_limit_is_that_of_the_process_too(places, monkeypatch):
    monkeypatch.setattr(MemorySampler, "now_mib", 0.0)
    write_instance(places[0], "a", how="swells")
    (outcome,) = run(places, Limits(1, 60.0, memory_mib=150))
    assert outcome.failure is Failure.MEMORY
    assert any("MemoryError" in reason for reason in outcome.reasons)


def test_progress_of_running_jobs_can_be_seen(places):
    write_instance(places[0], "a", how="plans")
    seen = []

    class Looker(Watcher):
        def ended(self, outcome):
            seen.append([(r.level, r.value, r.bound) for r in self.last])

        def tick(self, running):
            self.last = list(running)

    run(places, watcher=Looker())
    assert seen == [[("cost", 103, 50)]]


class Stopper(Watcher):
    """Stops the batch when a job says that it waits."""

    def __init__(self, path):
        self.path = path

    def stopped(self):
        return Path(f"{self.path}.waits").exists()


def test_a_stopped_batch_keeps_the_plans_of_running_jobs_and_goes_on_later(places):
    path = write_instance(places[0], "a", how="waits")
    write_instance(places[0], "b")
    (outcome,) = run(places, Limits(1, 60.0), Stopper(path))
    assert (outcome.job, outcome.failure, outcome.status) == ("a", Failure.INTERRUPTED, Status.INTERRUPTED)
    assert (places[1] / "a.plan.json").read_text(encoding="utf-8") == "{}"
    assert [line["job"] for line in events(places[1], "start")] == ["a"]
    # The next batch is given up before job a has a better plan: the plan that is there stays.
    Path(f"{path}.waits").unlink()
    known = last_outcomes(places[1])
    jobs = find_jobs([str(places[0])])
    assert not still_holds(known["a"], identity(jobs[0], WORDS), places[1])
    (again,) = run(places, Limits(1, 0.0), known=known, jobs=jobs[:1])
    assert (again.failure, again.plan, again.status) == (Failure.TIME, "a.plan.json", Status.INTERRUPTED)


def test_a_plan_of_another_question_goes_when_the_job_fails(places):
    (places[1] / "a.plan.json").write_text("{}", encoding="utf-8")
    write_instance(places[0], "a", how="dies")
    (outcome,) = run(places)
    assert (outcome.plan, (places[1] / "a.plan.json").exists()) == ("", False)


def test_whatever_is_raised_ends_the_running_jobs(places):
    class GivenUpError(Exception):
        pass

    path = write_instance(places[0], "a", how="waits")

    class Looker(Stopper):
        def stopped(self):
            return False

        def tick(self, running):
            if Stopper.stopped(self):
                raise GivenUpError

    with pytest.raises(GivenUpError):
        run(places, watcher=Looker(path))
    assert [t.name for t in threading.enumerate() if t.name == "a"] == []
    assert not (places[1] / RUNNING).exists()
    assert events(places[1], "end") == []


def test_a_process_that_cannot_be_started_is_a_failure(places, monkeypatch):
    write_instance(places[0], "a")

    def refuse(*_):
        raise OSError(11, "no more processes")

    monkeypatch.setattr(work, "run_process", refuse)
    (outcome,) = run(places)
    assert outcome.failure is Failure.INTERNAL
    assert outcome.reasons == ("its process could not be started: no more processes",)


def test_jobs_do_run_side_by_side(places):
    paths = [write_instance(places[0], name, how="waits") for name in "abc"]
    most = []

    class Looker(Watcher):
        def tick(self, running):
            most.append(len(running))
            for path in paths if len(running) != 2 or all(_waits(r.job.path) for r in running) else ():
                if _waits(path):
                    Path(f"{path}.go").touch()

    outcomes = run(places, Limits(2, 60.0), Looker())
    assert max(most) == 2
    assert [o.failure for o in outcomes] == [None] * 3


def _waits(path):
    return Path(f"{path}.waits").exists()


def test_a_batch_that_was_killed_left_no_running_jobs_behind(places):
    stale = places[1] / RUNNING / "a"
    stale.mkdir(parents=True)
    (stale / "plan.json").write_text("torn", encoding="utf-8")
    write_instance(places[0], "a", how="silent")
    began = time.monotonic()
    (outcome,) = run(places)
    assert (outcome.failure, outcome.plan) == (Failure.INTERNAL, "")
    assert time.monotonic() - began < 60
