"""What all tests share: Hypothesis profiles, the `long` marker, a clean environment."""

import os
from pathlib import Path

import pytest
from hypothesis import HealthCheck, settings

LONG = os.environ.get("SCHED_LONG") == "1"
ROOT = Path(__file__).resolve().parents[1]

# Solvers take uneven time, so no deadline per example. The fast profile always tries the same examples, so a
# red run is red for the next person too; the long one looks for new ones and prints how to repeat them.
_common = {"deadline": None, "suppress_health_check": [HealthCheck.too_slow]}
settings.register_profile("ci", derandomize=True, database=None, max_examples=50, **_common)
settings.register_profile("long", max_examples=1000, print_blob=True, **_common)
settings.load_profile("long" if LONG else "ci")


def pytest_configure(config):
    # Settings of the person who runs the tests are settings of `sched` as well.
    for name in sorted(os.environ):
        if name.startswith("SCHED_") and name != "SCHED_LONG":
            del os.environ[name]


def pytest_collection_modifyitems(config, items):
    skip = pytest.mark.skip(reason="long: run with SCHED_LONG=1 (make test-long)")
    for item in items:
        if (ROOT / "tests" / "long") in item.path.parents:
            item.add_marker("long")
        if item.get_closest_marker("long") and not LONG:
            item.add_marker(skip)


@pytest.fixture(scope="session")
def shared_folder():
    """The folder beside the checkout with data too large or not ours to commit."""
    folder = ROOT.parent / "shared"
    if not folder.is_dir():
        pytest.skip("the folder ../shared is absent: this test needs data that is not part of the project")
    return folder
