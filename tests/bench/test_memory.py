"""Peak memory of several processes together, from a made-up ``/proc``."""

import sys

import pytest

from edusched.bench import memory
from edusched.bench.memory import MemorySampler, rusage_mib


class Proc:
    """A folder that looks like ``/proc``."""

    def __init__(self, folder):
        self.folder = folder
        (folder / "self").mkdir()
        (folder / "self" / "stat").touch()
        (folder / "cpuinfo").touch()

    def add(self, pid, parent, session, rss, *, hwm=None, pss=None, name="a (b) c"):
        place = self.folder / str(pid)
        place.mkdir(exist_ok=True)
        (place / "stat").write_text(f"{pid} ({name}) S {parent} 1 {session} 0 -1", encoding="utf-8")
        status = f"Name:\tx\nVmHWM:\t{hwm or rss} kB\nVmRSS:\t{rss} kB\n"
        (place / "status").write_text(status, encoding="utf-8")
        if pss is not None:
            (place / "smaps_rollup").write_text(f"Rss: 1 kB\nPss:     {pss} kB\n", encoding="utf-8")


@pytest.fixture
def proc(tmp_path):
    return Proc(tmp_path)


def peak(proc, root=100):
    sampler = MemorySampler(root, proc.folder)
    sampler.sample()
    return sampler.peak_kib


def test_one_process_is_known_by_its_high_water_mark(proc):
    proc.add(100, 1, 100, 5000, hwm=9000, pss=1)
    proc.add(7, 1, 7, 999_999)
    assert peak(proc) == 9000


def test_processes_of_the_session_and_children_that_left_it_are_added_up(proc):
    proc.add(100, 1, 100, 5000, pss=4000)
    proc.add(101, 100, 100, 3000, pss=2500)
    proc.add(102, 1, 100, 700)  # its parent has gone; its share cannot be read
    proc.add(103, 101, 103, 600, pss=300)
    proc.add(104, 103, 104, 10, pss=20)
    proc.add(9, 1, 9, 999_999, pss=999_999)
    assert peak(proc) == 4000 + 2500 + 700 + 300 + 20


def test_the_peak_stays(proc):
    sampler = MemorySampler(100, proc.folder)
    for rss in (1024, 3 * 1024, 2048):
        proc.add(100, 1, 100, rss)
        sampler.sample()
    assert sampler.peak_mib == 3.0


def test_processes_that_go_while_one_looks_do_not_matter(proc):
    proc.add(100, 1, 100, 1000)
    (proc.folder / "101").mkdir()
    (proc.folder / "102").mkdir()
    (proc.folder / "102" / "stat").write_text("102 (x) S", encoding="utf-8")
    assert peak(proc) == 1000
    (proc.folder / "100" / "status").unlink()
    assert peak(proc) == 0


def test_looking_never_costs_much(proc, monkeypatch):
    times = iter([10.0, 10.5])
    monkeypatch.setattr(memory.time, "thread_time", lambda: next(times))
    sampler = MemorySampler(100, proc.folder)
    assert sampler.wait_seconds == memory.SAMPLE_SECONDS
    sampler.sample()
    assert sampler.wait_seconds == 0.5 / memory.MAX_SHARE_OF_TIME


def test_without_proc_nothing_is_sampled(tmp_path):
    sampler = MemorySampler(100, tmp_path)
    sampler.sample()
    assert (sampler.available, sampler.peak_kib) == (False, 0)


def test_resource_usage_has_another_unit_on_macos(monkeypatch):
    monkeypatch.setattr(sys, "platform", "linux")
    assert rusage_mib(2048) == 2.0
    monkeypatch.setattr(sys, "platform", "darwin")
    assert rusage_mib(2 * 1024 * 1024) == 2.0
