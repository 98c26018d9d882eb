"""What gets loaded when: the command starts fast, and a plan can be checked without the solver."""

import importlib
import os
import subprocess
import sys

import pytest

from tests.architecture.sources import PACKAGE, python_files

# Each costs a tenth of a second to several seconds at every start, and none is needed to print a help page.
HEAVY = ("networkx", "numba", "numpy", "ortools", "pandas", "pydantic")

# Makes `import ortools` fail as it does where OR-Tools is not installed, then imports the modules named.
WITHOUT_SOLVER = """
import importlib, sys
sys.modules["ortools"] = None
for name in sys.argv[1:]:
    importlib.import_module(name)
"""


def modules_outside(*rooms):
    """Return the names of all our modules except those of some rooms."""
    for path in python_files(PACKAGE):
        parts = path.relative_to(PACKAGE).with_suffix("").parts
        if parts[0] not in rooms:
            yield ".".join(("edusched", *parts)).removesuffix(".__init__")


def run(*arguments):
    return subprocess.run(
        [sys.executable, *arguments],
        capture_output=True,
        check=False,
        encoding="utf-8",
        # A caller's settings for help pages would be read as well.
        env={name: value for name, value in os.environ.items() if name != "PYTHONPROFILEIMPORTTIME"},
        timeout=120,
    )


def loaded(*arguments):
    """Return the names of the modules a run of Python loads."""
    done = run("-X", "importtime", *arguments)
    assert done.returncode == 0, done.stderr[-2000:]
    lines = [line for line in done.stderr.splitlines() if line.startswith("import time:")]
    return {line.rpartition("|")[2].strip() for line in lines}


@pytest.mark.parametrize("arguments", [("-m", "edusched", "--help"), ("-c", "import edusched")], ids=" ".join)
def test_starting_loads_nothing_heavy(arguments):
    names = loaded(*arguments)
    assert "edusched" in names
    assert sorted({name.split(".")[0] for name in names} & set(HEAVY)) == []


def test_everything_but_the_model_can_be_imported_without_the_solver():
    done = run("-c", WITHOUT_SOLVER, *modules_outside("model", "search", "__main__"))
    assert done.returncode == 0, done.stderr[-2000:]


def test_the_top_level_has_few_names():
    edusched = importlib.import_module("edusched")
    names = edusched.__all__
    assert 0 < len(names) <= 20
    assert sorted(set(names)) == sorted(names)
    assert [name for name in names if not hasattr(edusched, name)] == []
