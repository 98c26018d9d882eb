"""The lock files hold on every machine and agree with what pyproject.toml asks for."""

import re
import tomllib

import pytest
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name
from packaging.version import Version

from tests.architecture.sources import PACKAGE, ROOT

LOCKS = ("check.txt", "cluster.txt", "dev.txt", "run.txt")
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
EXTRA = PROJECT["project"]["optional-dependencies"]["cluster"]


def locked(name):
    """Return the versions a lock file fixes, by package."""
    text = (ROOT / "requirements" / name).read_text(encoding="utf-8")
    pins = re.findall(r"^([A-Za-z0-9._-]+)==([^\s;\\]+)", text, flags=re.MULTILINE)
    return {canonicalize_name(package): Version(version) for package, version in pins}


@pytest.mark.parametrize("name", LOCKS)
def test_a_lock_names_no_host_and_no_path(name):
    for line in (ROOT / "requirements" / name).read_text(encoding="utf-8").splitlines():
        assert re.fullmatch(
            r"# Written by scripts/lock\.sh: do not edit by hand\."
            r"|[A-Za-z0-9._-]+==[^\s;]+( ; [^\\/]+)? \\"
            r"|    --hash=sha256:[0-9a-f]{64}( \\)?",
            line,
        ), line


@pytest.mark.parametrize(
    ("name", "asked"),
    [
        ("run.txt", PROJECT["project"]["dependencies"]),
        ("cluster.txt", PROJECT["project"]["dependencies"] + EXTRA),
        ("dev.txt", PROJECT["project"]["dependencies"] + EXTRA + PROJECT["dependency-groups"]["dev"]),
        (
            "check.txt",
            [
                text
                for text in PROJECT["project"]["dependencies"]
                if not text.startswith(("ortools", "numba"))
            ],
        ),
    ],
)
def test_a_lock_answers_what_the_project_asks(name, asked):
    pins = locked(name)
    for requirement in map(Requirement, asked):
        version = pins.get(canonicalize_name(requirement.name))
        assert version is not None, f"{requirement.name} is not in {name}. Maybe: make lock"
        assert requirement.specifier.contains(version), f"{name} has {requirement.name} {version}"


def test_the_smaller_locks_are_parts_of_the_larger():
    every = ("check.txt", "run.txt", "cluster.txt", "dev.txt")
    check, run, cluster, dev = (locked(name) for name in every)
    assert check.items() < run.items() < cluster.items() < dev.items()


def test_the_cluster_is_an_extra():
    assert not locked("run.txt").keys() & {"dask", "distributed"}


def test_the_light_lock_has_no_solver():
    assert not locked("check.txt").keys() & {"llvmlite", "numba", "ortools", "pandas", "protobuf"}


def test_the_solver_stays_below_the_release_that_certifies_wrong_optima():
    assert Version("9.14") <= locked("run.txt")["ortools"] < Version("9.15")


def test_the_version_stands_in_one_place():
    text = (PACKAGE / "_version.py").read_text(encoding="utf-8")
    version = re.search(r'__version__ = "(\d+\.\d+\.\d+)"', text).group(1)
    changes = (ROOT / "CHANGELOG.md").read_text(encoding="utf-8")
    assert re.search(r"^## \[(.+?)\]", changes, flags=re.MULTILINE).group(1) == version
