"""House rules that no linter knows, checked on the source itself."""

import pytest

from tests.architecture import detectors
from tests.architecture.sources import PACKAGE, TESTS, named, python_files, rule_pages, syntax

PAGE_LINES, SOURCE_LINES, TEST_LINES = 150, 400, 500


def findings(detector, paths):
    return [f"{named(path)}:{line}: {what}" for path in paths for line, what in detector(syntax(path))]


def limits():
    pages = set(rule_pages())
    for path in python_files(PACKAGE):
        yield path, PAGE_LINES if path in pages else SOURCE_LINES
    for path in python_files(TESTS):
        yield path, TEST_LINES


@pytest.mark.parametrize(("path", "limit"), [pytest.param(*pair, id=named(pair[0])) for pair in limits()])
def test_files_stop_early(path, limit):
    lines = len(path.read_text(encoding="utf-8").splitlines())
    assert lines <= limit, f"{named(path)} has {lines} lines of at most {limit}. Maybe two things live in it?"


def test_there_is_source_to_look_at():
    assert len(python_files(PACKAGE)) > 10


def test_only_the_command_line_prints():
    outside = [path for path in python_files(PACKAGE) if PACKAGE / "cli" not in path.parents]
    assert findings(detectors.printing, outside) == []


def test_nothing_is_unpickled_or_evaluated():
    assert findings(detectors.unsafe, python_files(PACKAGE)) == []


def test_random_numbers_come_from_a_seed():
    assert findings(detectors.unseeded, python_files(PACKAGE)) == []


def test_no_order_comes_from_a_set():
    # Here an order becomes the order of columns and rows, and with it the plan the solver finds first.
    rooms = python_files(PACKAGE, "compile", "model", "rules")
    assert findings(detectors.set_order, rooms) == []
