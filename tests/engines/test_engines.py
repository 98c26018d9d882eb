"""Whichever engine runs them, tasks come to the same; a lost worker costs time and nothing else."""

import os
import signal
import subprocess
import sys
import time
from concurrent.futures import CancelledError, as_completed
from itertools import repeat
from pathlib import Path

import numpy as np
import pytest

from edusched.engines import child as child_module
from edusched.engines.choice import NAMES, open_engine
from edusched.engines.contract import STOP, LostWorkerError, Shared, TaskError
from edusched.engines.processes import ProcessEngine
from edusched.engines.serial import SerialEngine
from edusched.engines.work import MAX_PREPARED
from tests.engines import tasks

posix = pytest.mark.skipif(os.name != "posix", reason="signals of POSIX systems")


def opened(name):
    if name == "dask":
        pytest.importorskip(
            "distributed", reason="Dask distributed is not installed: pip install 'sched[cluster]'"
        )
    return open_engine(name, 2)


@pytest.fixture(scope="module", params=NAMES)
def engine(request):
    """An engine of each kind with two workers."""
    with opened(request.param) as one:
        yield one


@pytest.fixture(scope="module", params=["process", "dask"])
def with_workers(request):
    """An engine of each kind that has workers to lose."""
    with opened(request.param) as one:
        yield one


@pytest.fixture
def processes():
    with ProcessEngine(2) as one:
        yield one


PATIENCE_SECONDS = 280  # a busy machine
NO_END = 2 * PATIENCE_SECONDS  # a worker that ends before was made to


def wait_for(condition):
    deadline = time.monotonic() + PATIENCE_SECONDS
    while not condition():
        assert time.monotonic() < deadline
        time.sleep(0.01)


def alive(seen):
    """Tell whether the process that left a file is there; what only waits to be buried is not."""
    stat = Path(f"/proc/{seen.stem.split('-')[1]}/stat")
    try:
        return stat.read_text(encoding="utf-8").split()[2] != "Z"
    except OSError:
        return False


def test_the_same_answers_in_the_same_order(engine):
    expected = [tasks.drawn(seed, 5) for seed in range(20)]
    for one, other in zip(engine.map(tasks.drawn, range(20), repeat(5)), expected, strict=True):
        assert (one["seed"], one["list"]) == (other["seed"], other["list"])
        np.testing.assert_array_equal(one["array"], other["array"])


def test_futures_are_those_of_the_standard_library(engine):
    futures = {engine.submit(tasks.echo, number): number for number in range(5)}
    assert {futures[done]: done.result() for done in as_completed(futures)} == {n: [n] for n in range(5)}


def test_what_crosses_is_a_copy(engine):
    inner = [1, 2]
    (answer,) = engine.submit(tasks.echo, {"inner": inner, "pair": (1, 2)}).result()
    assert answer == {"inner": [1, 2], "pair": [1, 2]}
    assert answer["inner"] is not inner


def test_shared_data_are_prepared_once_on_each_worker(engine, tmp_path):
    data = {"numbers": np.arange(5), "log": str(tmp_path / "log")}
    shared = engine.share(data, tasks.Prepared)
    assert list(engine.map(tasks.total, repeat(shared), range(8))) == [10 + n for n in range(8)]
    np.testing.assert_array_equal(engine.submit(tasks.double, shared).result(), 2 * np.arange(5))
    pids = (tmp_path / "log").read_text(encoding="utf-8").split()
    assert 1 <= len(pids) <= engine.workers
    assert len(set(pids)) == len(pids)
    assert engine.share(data, tasks.Prepared) == shared != engine.share(data)
    engine.forget(shared)


def test_shared_data_that_had_to_make_room_are_fetched_again(engine):
    handles = [engine.share([number]) for number in range(MAX_PREPARED + 2)]
    for _ in range(2):
        assert list(engine.map(tasks.echo, handles)) == [[[n]] for n in range(len(handles))]
    assert engine.submit(tasks.echo, handles[0], "x", handles[1]).result() == [[0], "x", [1]]


def test_what_a_function_raises_is_told(engine):
    with pytest.raises(TaskError, match=r"tasks:fail failed: LookupError: nothing is called Li") as caught:
        engine.submit(tasks.fail, "Li").result()
    assert caught.value.kind == "LookupError"
    assert "in fail" in caught.value.trace
    with pytest.raises(TaskError, match="set is not plain"):
        engine.submit(tasks.not_plain).result()
    assert engine.submit(tasks.echo, 1).result() == [1]


def test_a_function_needs_a_path_and_arguments_to_be_plain(engine):
    with pytest.raises(ValueError, match="stand in a module by name"):
        engine.submit(lambda: 1)
    with pytest.raises(TypeError, match="set is not plain"):
        engine.submit(tasks.echo, {1})


def test_shared_data_nobody_knows(engine):
    with pytest.raises((KeyError, TaskError)):
        engine.submit(tasks.echo, Shared("unknown")).result()
    assert engine.submit(tasks.echo, 1).result() == [1]


def test_the_serial_engine_runs_what_is_asked_for():
    answers = SerialEngine().map(tasks.drawn, iter([1, -1]), repeat(2))
    assert next(answers)["seed"] == 1
    with pytest.raises(TaskError):
        next(answers)


def test_an_engine_unknown():
    with pytest.raises(ValueError, match="'threads' is no engine; expected one of serial, process, dask"):
        open_engine("threads", 2)


def test_what_a_task_prints_or_reads_does_not_disturb(processes):
    assert processes.submit(tasks.talk).result() == ""
    assert processes.submit(tasks.echo, 1).result() == [1]


@posix
@pytest.mark.parametrize("how", ["dies", "hangs"])
def test_a_lost_worker_is_made_up_for(with_workers, tmp_path, how):
    limit = 30.0 if how == "dies" else 2.0
    futures = [with_workers.submit(tasks.lost, 7, str(tmp_path), 2, how, allowed_seconds=limit)]
    futures += [with_workers.submit(tasks.drawn, seed, 3) for seed in range(6)]
    values = [future.result() for future in futures]
    assert values[0] == 7
    assert [v["list"] for v in values[1:]] == [tasks.drawn(seed, 3)["list"] for seed in range(6)]
    assert len(list(tmp_path.iterdir())) == 2


@posix
def test_a_task_that_costs_worker_after_worker_is_given_up(tmp_path):
    with ProcessEngine(1, tries=2) as engine:
        dead = engine.submit(tasks.lost, 7, str(tmp_path), 9, "dies")
        late = engine.submit(tasks.sleep_then, 7, 600, allowed_seconds=0.5)
        assert engine.submit(tasks.echo, 1).result() == [1]
        problem = "tasks:lost was given up: 2 workers were lost, the last since it died of SIGKILL"
        with pytest.raises(LostWorkerError, match=problem):
            dead.result()
        with pytest.raises(LostWorkerError, match=r"it took more than 0.5 s; maybe"):
            late.result()


@posix
def test_workers_killed_from_outside_change_nothing(with_workers, tmp_path):
    """One is killed at work, then all at rest; what was shared is there again."""
    shared = with_workers.share([5])
    assert with_workers.submit(tasks.echo, shared).result() == [[5]]
    futures = [with_workers.submit(tasks.wait_for_go, str(tmp_path), name) for name in "ab"]
    wait_for(lambda: len(list(tmp_path.glob("*.runs"))) == 2)
    (first,) = tmp_path.glob("a-*.runs")
    os.kill(int(first.stem.split("-")[1]), signal.SIGKILL)
    wait_for(lambda: len(list(tmp_path.glob("a-*.runs"))) == 2)
    (tmp_path / "go").touch()
    assert [future.result() for future in futures] == ["a", "b"]
    for number in {with_workers.submit(tasks.pid).result() for _ in range(4)}:
        os.kill(number, signal.SIGKILL)
    assert list(with_workers.map(tasks.echo, repeat(shared, 4))) == [[[5]]] * 4


@pytest.mark.parametrize("name", ["process", "dask"])
def test_closing_ends_everything(tmp_path, name):
    engine = opened(name)
    running = engine.submit(tasks.wait_for_go, str(tmp_path), "a", NO_END)
    wait_for(lambda: list(tmp_path.glob("*.runs")))
    waiting = [engine.submit(tasks.sleep_then, 1, 600) for _ in range(3)]
    engine.close()
    for future in (running, *waiting):
        with pytest.raises(CancelledError):
            future.result(timeout=10)
    with pytest.raises(RuntimeError, match="closed"):
        engine.submit(tasks.echo, 1)
    engine.close()
    (seen,) = tmp_path.glob("*.runs")
    wait_for(lambda: not alive(seen))


@pytest.mark.parametrize("name", NAMES)
def test_tasks_can_be_asked_to_end(tmp_path, name):
    with opened(name) as engine:
        if engine.workers > 1:
            futures = [engine.submit(tasks.wait_for_stop, str(tmp_path), n, STOP) for n in range(3)]
            wait_for(lambda: len(list(tmp_path.glob("*.runs"))) == 2)
            engine.stop()
            assert [future.result() for future in futures] == [True] * 3
        engine.stop()
        assert engine.submit(tasks.wait_for_stop, str(tmp_path), "late", STOP).result()


def test_a_worker_started_after_the_stop_hears_of_it(processes, tmp_path):
    processes.stop()
    assert processes.submit(tasks.wait_for_stop, str(tmp_path), "a", STOP).result()


def test_what_is_cancelled_in_time_is_not_run(processes, tmp_path):
    for name in "ab":
        processes.submit(tasks.wait_for_go, str(tmp_path), name)
    wait_for(lambda: len(list(tmp_path.glob("*.runs"))) == 2)
    waiting = processes.submit(tasks.wait_for_go, str(tmp_path), "c")
    assert waiting.cancel()
    (tmp_path / "go").touch()
    assert processes.submit(tasks.echo, 1).result() == [1]
    assert not list(tmp_path.glob("c-*.runs"))


def test_a_machine_that_allows_no_processes(monkeypatch, processes):
    def refuse(*_, **__):
        raise OSError(11, "Resource temporarily unavailable")

    monkeypatch.setattr(child_module.subprocess, "Popen", refuse)
    with pytest.raises(LostWorkerError, match="could not be started: Resource temporarily unavailable"):
        processes.submit(tasks.echo, 1).result()
    monkeypatch.undo()
    assert processes.submit(tasks.echo, 1).result() == [1]


@posix
def test_workers_end_with_their_parent(tmp_path):
    code = (
        "import sys; from tests.engines import tasks; from edusched.engines.processes import ProcessEngine\n"
        f"ProcessEngine(1).submit(tasks.wait_for_go, sys.argv[1], 'a', {NO_END}).result()"
    )
    with subprocess.Popen([sys.executable, "-c", code, str(tmp_path)]) as parent:
        wait_for(lambda: list(tmp_path.glob("*.runs")))
        parent.kill()
    (seen,) = tmp_path.glob("*.runs")
    wait_for(lambda: not alive(seen))
