"""A cluster of Dask with a scheduler of its own, as on real machines; here on one."""

import json
import logging
import os
import signal
import subprocess
import sys
import time

import pytest

from edusched.domain.errors import FileAccessError
from edusched.engines import choice, cluster
from edusched.engines.choice import MissingExtraError, open_engine
from edusched.engines.contract import LostEngineError, TaskError
from tests.engines import tasks

ADVICE = "Dask distributed is not installed: pip install 'sched[cluster]'"


def wait_for(condition):
    deadline = time.monotonic() + 280  # a busy machine
    while not condition():
        assert time.monotonic() < deadline
        time.sleep(0.01)


class Machines:
    """A scheduler and its workers, each a process of its own as on machines of their own."""

    def __init__(self, folder):
        self.file = folder / "scheduler.json"
        # What several processes write at once is of no use to a test that passes.
        self.log = (folder / "log").open("wb")
        options = ("--host", "127.0.0.1", "--port", "0", "--dashboard-address", "127.0.0.1:0")
        self.processes = [self.start("scheduler", *options)]
        wait_for(lambda: self.file.exists() and self.file.read_bytes().endswith(b"}"))
        self.address = json.loads(self.file.read_text(encoding="utf-8"))["address"]

    def start(self, what, *options):
        command = [sys.executable, "-m", f"distributed.cli.dask_{what}", "--scheduler-file", str(self.file)]
        return subprocess.Popen([*command, *options], stdout=self.log, stderr=self.log)

    def add_worker(self):
        options = (
            "--nthreads",
            "1",
            "--local-directory",
            str(self.file.parent),
            "--host",
            "127.0.0.1",
            "--dashboard-address",
            "127.0.0.1:0",
        )
        self.processes.append(self.start("worker", *options))

    def end(self):
        for process in reversed(self.processes):
            process.kill()  # its nanny gone, a worker ends
        for process in self.processes:
            process.wait()
        self.log.close()


@pytest.fixture(scope="module")
def machines(tmp_path_factory):
    pytest.importorskip("distributed", reason=ADVICE)
    made = Machines(tmp_path_factory.mktemp("cluster"))
    yield made
    made.end()


def test_a_scheduler_without_workers(machines, monkeypatch):
    monkeypatch.setattr(cluster, "WORKERS_SECONDS", 1)
    with pytest.raises(FileAccessError, match="no worker for 1 s; start some: dask worker tcp://"):
        open_engine("dask", 2, machines.address)


@pytest.mark.skipif(os.name != "posix", reason="signals of POSIX systems")
def test_a_scheduler_somewhere(machines, tmp_path, monkeypatch):
    monkeypatch.setattr(cluster, "WORKERS_SECONDS", 280)  # a busy machine
    machines.add_worker()
    machines.add_worker()
    with open_engine("dask", 2, machines.address) as engine:
        wait_for(lambda: len({engine.submit(tasks.pid).result() for _ in range(4)}) == 2)
        shared = engine.share([5])
        running = engine.submit(tasks.wait_for_go, str(tmp_path), "a")
        wait_for(lambda: list(tmp_path.glob("a-*.runs")))
        (seen,) = tmp_path.glob("a-*.runs")
        os.kill(int(seen.stem.split("-")[1]), signal.SIGKILL)
        answers = [list(engine.submit(tasks.echo, shared, n).result()) for n in range(4)]
        assert answers == [[[5], n] for n in range(4)]
        (tmp_path / "go").touch()
        assert running.result() == "a"
        assert len(list(tmp_path.glob("a-*.runs"))) == 2


def test_a_worker_of_another_version(machines, monkeypatch):
    monkeypatch.setattr(cluster, "WORKERS_SECONDS", 280)
    monkeypatch.setattr(cluster, "__version__", "9.9.9")
    said = r"the worker has sched \d.*, whoever asks has 9\.9\.9"
    with open_engine("dask", 2, machines.address) as engine, pytest.raises(TaskError, match=said):
        engine.submit(tasks.pid).result()


def test_a_scheduler_that_is_lost(tmp_path, monkeypatch, capfd, caplog):
    monkeypatch.setattr(cluster, "WORKERS_SECONDS", 280)
    pytest.importorskip("distributed", reason=ADVICE)
    made = Machines(tmp_path)
    try:
        made.add_worker()
        with open_engine("dask", 1, made.address) as engine:
            # Which of them notices first is a matter of luck.
            for name in ("batched", "client", "comm.tcp", "core", "utils"):
                assert not logging.getLogger(f"distributed.{name}").isEnabledFor(logging.ERROR)
            running = engine.submit(tasks.wait_for_go, str(tmp_path), "a")
            wait_for(lambda: list(tmp_path.glob("a-*.runs")))
            made.processes[0].kill()
            waiting = engine.submit(tasks.wait_for_go, str(tmp_path), "b")
            with pytest.raises(LostEngineError, match=f"{made.address}: the scheduler was lost; start it"):
                running.result(timeout=120)
            with pytest.raises(LostEngineError, match="the scheduler was lost"):
                engine.submit(tasks.wait_for_go, str(tmp_path), "c")
            waiting.cancel()
            engine.stop()
            (tmp_path / "go").touch()
        assert "Traceback" not in capfd.readouterr().err + caplog.text
    finally:
        made.end()


def test_no_scheduler_at_an_address(monkeypatch):
    pytest.importorskip("distributed", reason=ADVICE)
    monkeypatch.setattr(cluster, "CONNECT_SECONDS", 1)
    for address in ("tcp://127.0.0.1:1", "nonsense://x"):
        with pytest.raises(FileAccessError, match="no scheduler of Dask answers here; start one"):
            open_engine("dask", 2, address)


def test_the_extra_is_missing(monkeypatch):
    monkeypatch.setattr(choice, "find_spec", lambda _: None)
    with pytest.raises(MissingExtraError, match=r"pip install 'sched\[cluster\]'"):
        open_engine("dask", 2)
