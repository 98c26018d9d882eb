"""The generators are single files beside each other: their folder goes on the path, here only."""

import sys
from pathlib import Path

import pytest

from edusched import load

ROOT = Path(__file__).resolve().parents[2]
FOLDER = ROOT / "instances"
SCRIPTS = ROOT / "scripts" / "instances"
sys.path.insert(0, str(SCRIPTS))


@pytest.fixture(scope="session")
def county():
    return load(FOLDER / "fujian-county-autumn.json")


@pytest.fixture(scope="session")
def tour():
    return load(FOLDER / "village-tour.json")
