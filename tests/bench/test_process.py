"""A run is a process of its own: what it says and costs is known, and nothing of it stays behind."""

import os
import signal
import sys
import threading
import time
from pathlib import Path

import pytest

from edusched.bench import process as module
from edusched.bench.memory import MemorySampler
from edusched.bench.process import clean_environment, run_process

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="sessions of POSIX systems")


def python(text):
    return [sys.executable, "-c", text]


def alive(pid):
    try:
        return Path(f"/proc/{pid}/stat").read_text(encoding="utf-8").rpartition(")")[2].split()[0] != "Z"
    except FileNotFoundError:
        return False


def test_what_a_process_says_and_how_it_ends(tmp_path):
    text = "import sys; print('out'); sys.stderr.write('one\\ntwo'); sys.exit(3)"
    ended = run_process(python(text), tmp_path, 60)
    assert (ended.code, ended.output, ended.overdue) == (3, "out\n", False)
    assert [line for _, line in ended.said] == ["one", "two"]
    assert 0 < ended.said[0][0] <= ended.said[1][0] <= ended.seconds
    assert ended.cpu_seconds > 0


def test_a_signal_is_a_negative_code(tmp_path):
    assert run_process(python("import os; os.kill(os.getpid(), 9)"), tmp_path, 60).code == -signal.SIGKILL


@pytest.mark.skipif(not Path("/proc/self/stat").exists(), reason="needs /proc")
def test_memory_of_children_counts(tmp_path, monkeypatch):
    class Sampler(MemorySampler):
        """Tells the process under test when it has seen both blocks."""

        def sample(self):
            super().sample()
            if self.peak_mib > 80:
                (tmp_path / "seen").touch()

    monkeypatch.setattr(module, "MemorySampler", Sampler)
    child = "import sys; block = bytearray(40 << 20); print('there', flush=True); sys.stdin.read()"
    text = f"""
import os, subprocess, sys, time
block = bytearray(40 << 20)
child = subprocess.Popen([sys.executable, "-c", {child!r}], stdin=subprocess.PIPE, stdout=subprocess.PIPE)
child.stdout.readline()
deadline = time.monotonic() + 30
while not os.path.exists("seen") and time.monotonic() < deadline:
    time.sleep(0.01)
child.communicate()
"""
    ended = run_process(python(text), tmp_path, 60)
    assert ended.memory_by == "sampled"
    assert 80 < ended.peak_mib < 300


def test_elsewhere_the_system_is_asked(tmp_path, monkeypatch):
    monkeypatch.setattr(module, "MemorySampler", lambda root: MemorySampler(root, tmp_path / "no-proc"))
    ended = run_process(python("pass"), tmp_path, 60)
    assert ended.memory_by == "rusage"
    assert ended.peak_mib > 1


def test_where_nothing_is_known_nothing_is_said(tmp_path, monkeypatch):
    monkeypatch.delattr(os, "waitid", raising=False)
    monkeypatch.delattr(os, "wait4")
    ended = run_process(python("import sys; sys.exit(5)"), tmp_path, 60)
    assert (ended.code, ended.peak_mib, ended.memory_by, ended.cpu_seconds) == (5, None, "", None)


@pytest.fixture
def clock(tmp_path, monkeypatch):
    """Lets time run out when the process under test has written a file, however busy the machine is."""

    class Clock:
        @staticmethod
        def monotonic():
            return time.monotonic() + (1000 if (tmp_path / "ready").exists() else 0)

    monkeypatch.setattr(module, "time", Clock)


def test_an_overdue_process_ends_with_its_children(tmp_path, clock):
    text = """
import subprocess, sys, time
child = subprocess.Popen([sys.executable, "-c", "import time; time.sleep(600)"])
print(child.pid, flush=True)
open("ready", "x").close()
time.sleep(600)
"""
    ended = run_process(python(text), tmp_path, 500)
    assert (ended.code, ended.overdue) == (-signal.SIGKILL, True)
    gone(int(ended.output))


def test_without_groups_of_processes_at_least_the_run_is_ended(tmp_path, monkeypatch, clock):
    for name in ("killpg", "waitid", "wait4"):  # as on Windows
        monkeypatch.delattr(os, name, raising=False)
    text = "import time; open('ready', 'x').close(); time.sleep(600)"
    ended = run_process(python(text), tmp_path, 500)
    assert (ended.code, ended.overdue) == (-signal.SIGKILL, True)


def test_what_a_process_leaves_behind_is_ended(tmp_path):
    text = """
import subprocess, sys
quiet = {"stdout": subprocess.DEVNULL, "stderr": subprocess.DEVNULL}
print(subprocess.Popen([sys.executable, "-c", "import time; time.sleep(600)"], **quiet).pid)
"""
    ended = run_process(python(text), tmp_path, 60)
    assert ended.code == 0
    gone(int(ended.output))


def test_a_signal_to_us_ends_the_run(tmp_path):
    class StopError(Exception):
        pass

    def stop(number, frame):
        raise StopError

    text = """
import os, time
with open("draft", "w") as file:
    file.write(str(os.getpid()))
os.replace("draft", "pid")
time.sleep(600)
"""
    told = signal.signal(signal.SIGUSR1, stop)

    def send():
        deadline = time.monotonic() + 30
        while not (tmp_path / "pid").exists() and time.monotonic() < deadline:
            time.sleep(0.01)
        os.kill(os.getpid(), signal.SIGUSR1)

    sender = threading.Thread(target=send)
    try:
        sender.start()
        with pytest.raises(StopError):
            run_process(python(text), tmp_path, 60)
    finally:
        sender.join()
        signal.signal(signal.SIGUSR1, told)
    gone(int((tmp_path / "pid").read_text(encoding="utf-8")))


def test_a_signal_before_there_is_a_process_leaves_none_behind(tmp_path, monkeypatch):
    """A signal may come at any moment: here it comes while the process is being started."""
    real = module._Watch.started

    def started(self):
        real(self)
        raise KeyboardInterrupt

    monkeypatch.setattr(module._Watch, "started", started)
    pids = []
    monkeypatch.setattr(module, "MemorySampler", lambda root: pids.append(root) or MemorySampler(root))
    with pytest.raises(KeyboardInterrupt):
        run_process(python("import time; time.sleep(600)"), tmp_path, 60)
    gone(pids[0])


def test_a_program_that_is_not_there(tmp_path):
    with pytest.raises(FileNotFoundError):
        run_process([str(tmp_path / "nothing")], tmp_path, 60)


def test_settings_of_the_caller_do_not_reach_the_run(monkeypatch, tmp_path):
    monkeypatch.chdir(tmp_path)
    path = os.pathsep.join(["src", "", "/else"])
    clean = clean_environment({"SCHED_SEED": "7", "sched_data": "x", "HOME": "/h", "PYTHONPATH": path})
    assert clean == {"HOME": "/h", "PYTHONPATH": os.pathsep.join([str(tmp_path / "src"), "/else"])}
    assert clean_environment({"PYTHONPATH": ""}) == {"PYTHONPATH": ""}


def gone(pid):
    deadline = time.monotonic() + 20
    while alive(pid) and time.monotonic() < deadline:
        time.sleep(0.01)
    assert not alive(pid)
