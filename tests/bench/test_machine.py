"""What a result says about the machine: its shape and versions, and nothing that only one machine has."""

import dataclasses
import getpass
import os
import platform
import re
import subprocess
import sys

import pytest

from edusched.bench import checkout as place
from edusched.bench import machine as module
from edusched.bench.machine import this_machine
from tests.conftest import ROOT


def test_shape_and_versions_are_known():
    machine = this_machine()
    assert machine.cpu
    assert 1 <= machine.cores <= os.cpu_count()
    assert machine.memory_mib > 100
    assert machine.system.startswith(platform.system())
    assert machine.python == platform.python_version()
    assert re.match(r"\d+\.\d+", machine.ortools)


def test_no_name_and_no_path():
    said = " ".join(str(value) for value in dataclasses.asdict(this_machine()).values())
    assert platform.node() not in said.split()
    assert getpass.getuser() not in said.split()
    assert str(ROOT) not in said
    assert os.sep not in said.replace("Linux/", "").replace("w/o", "")


def test_a_machine_that_says_little(monkeypatch, tmp_path):
    monkeypatch.setattr(platform, "processor", lambda: "")
    assert module._cpu_model(tmp_path / "cpuinfo") == platform.machine()
    (tmp_path / "cpuinfo").write_text("model name :  \nModel : Board 4\n", encoding="utf-8")
    assert module._cpu_model(tmp_path / "cpuinfo") == "Board 4"
    monkeypatch.delattr(os, "sysconf")
    monkeypatch.delattr(os, "sched_getaffinity", raising=False)
    assert module.memory_mib() == 0
    assert module.usable_cores() == os.cpu_count()
    assert module._version("no-such-package") == ""


@pytest.fixture
def repository(tmp_path, monkeypatch):
    """A checkout of its own, with one file of source."""
    source = tmp_path / place.SOURCE / "__init__.py"
    source.parent.mkdir(parents=True)
    source.write_text("", encoding="utf-8")
    monkeypatch.setattr(place, "checkout", lambda: tmp_path)

    def git(*words):
        named = ["-c", "user.name=a", "-c", "user.email=a@example.org", "-c", "commit.gpgsign=false"]
        done = subprocess.run(
            ["git", "-C", str(tmp_path), *named, *words],  # noqa: S607 - whichever git there is
            capture_output=True,
            check=True,
            encoding="utf-8",
            env={k: v for k, v in os.environ.items() if not k.startswith("GIT_")},
        )
        return done.stdout.strip()

    return tmp_path, source, git


def test_the_commit_is_named_and_changes_are_marked(repository, monkeypatch):
    root, source, git = repository
    assert place.commit() == ""
    git("init", "-q")
    git("add", ".")
    git("-c", "core.hooksPath=/dev/null", "commit", "-q", "-m", "one")
    monkeypatch.setenv("GIT_DIR", str(root / "elsewhere"))
    short = git("rev-parse", "--short=12", "HEAD")
    assert place.commit() == short
    (root / "notes.txt").write_text("beside the source", encoding="utf-8")
    assert place.commit() == short
    source.write_text("changed", encoding="utf-8")
    assert place.commit() == short + "+"


def test_without_git_or_a_checkout_there_is_no_commit(repository, monkeypatch, tmp_path):
    monkeypatch.setattr(place.shutil, "which", lambda name: None)
    assert place.commit() == ""
    monkeypatch.setattr(place.shutil, "which", lambda name: str(tmp_path / "no-git"))
    assert place.commit() == ""
    monkeypatch.setattr(place, "checkout", lambda: None)
    assert place.commit() == ""


def test_the_checkout_is_this_one_and_an_installed_package_has_none():
    code = "from edusched.bench.checkout import checkout; print(checkout())"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, check=True, encoding="utf-8")
    assert done.stdout.strip() == str(place.checkout())


def test_an_installed_package_is_in_no_checkout(monkeypatch, tmp_path):
    monkeypatch.setattr(place, "__file__", str(tmp_path / "site-packages" / "edusched" / "bench" / "x.py"))
    assert place.checkout() is None
