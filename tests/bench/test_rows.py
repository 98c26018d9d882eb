"""Results survive the way to a file and back; tables that are none are refused with their place."""

import csv
import io
from dataclasses import replace

import pytest

from edusched.bench.rows import COLUMNS, SCHEMA, csv_text, read_rows, trace_text
from edusched.bench.trace import Step
from edusched.domain.errors import FileAccessError, InvalidInputError
from tests.bench.helpers import ROW, failed, row


def write(path, text):
    path.write_text(text, encoding="utf-8")
    return path


def test_rows_come_back_as_they_went(tmp_path):
    rows = [
        ROW,
        row(cost=-7, seed=2**31 - 1, strict=True, deterministic=True),
        failed(error='said "no", twice; a=b', commit="", peak_mib=None),
        replace(
            ROW, status="infeasible", levels={}, checked="", first_plan_seconds=None, limit_seconds=0.125
        ),
    ]
    assert read_rows(write(tmp_path / "r.csv", csv_text(rows))) == rows


def test_a_row_says_everything_in_plain_cells():
    (cells,) = csv.DictReader(io.StringIO(csv_text([ROW])))
    assert list(cells) == list(COLUMNS)
    assert cells["schema"] == SCHEMA
    assert cells["limit_seconds"] == "60"
    assert cells["total_seconds"] == "60.25"
    assert cells["convert_seconds"] == ""
    assert (cells["strict"], cells["checked"]) == ("no", "yes")
    assert cells["levels"] == (
        '{"obligations":{"value":0,"bound":0,"gap":0.0},"cost":{"value":100,"bound":50,"gap":0.5}}'
    )


def test_results_say_nothing_that_only_one_machine_knows():
    named = {"host", "hostname", "user", "path", "folder", "node"}
    assert named & set(COLUMNS) == set()


def test_levels_come_in_the_order_of_the_objective(tmp_path):
    text = csv_text([ROW]).replace('""obligations""', '""ties""')
    (found,) = read_rows(write(tmp_path / "r.csv", text))
    assert list(found.levels) == ["cost", "ties"]


def test_traces_have_a_row_for_each_point():
    steps = [Step(0.5, "obligations", None, 0), Step(0.75, "cost", 100, 50)]
    found = list(csv.DictReader(io.StringIO(trace_text([(ROW, steps), (row(seed=2), [])]))))
    assert [(p["seconds"], p["level"], p["value"], p["bound"]) for p in found] == [
        ("0.5", "obligations", "", "0"),
        ("0.75", "cost", "100", "50"),
    ]
    assert {(p["instance"], p["seed"], p["limit_seconds"]) for p in found} == {("one", "1", "60")}


GOOD = csv_text([ROW])


@pytest.mark.parametrize(
    ("text", "place", "words"),
    [
        ("", "line 1", "no results of sched bench"),
        ("a,b\n1,2\n", "line 1", "no results of sched bench"),
        (GOOD.replace(SCHEMA, "sched-bench-9"), "line 2, column schema", "a table of another version"),
        (GOOD.replace("peak_mib", "peak_mb"), "line 1, column peak_mib", "this column is missing"),
        (GOOD.replace("feasible", "feasible,"), "line 2, column schema", "expected 31 cells"),
        (GOOD.replace(",sampled,yes", ",sampled"), "line 2, column schema", "expected 31 cells"),
        (GOOD.replace(",60,", ",soon,"), "line 2, column limit_seconds", "expected a number"),
        (GOOD.replace(",60,", ",,"), "line 2, column limit_seconds", "expected a number"),
        (GOOD.replace("60.25", "nan"), "line 2, column total_seconds", "expected a number"),
        (GOOD.replace(",1,60,", ",one,60,"), "line 2, column seed", "expected a whole number"),
        (
            GOOD.replace(",no,no,", ",no,maybe,"),
            "line 2, column deterministic",
            'expected one of "yes", "no"',
        ),
        (GOOD.replace('""cost""', '""price""'), "line 2, column levels", "expected levels as JSON"),
        (
            GOOD.replace('""value"":100', '""value"":""x""'),
            "line 2, column levels",
            "expected levels as JSON",
        ),
        (GOOD.replace('"{', '"[{').replace('}"', '}]"'), "line 2, column levels", "expected levels as JSON"),
    ],
)
def test_what_is_no_table_of_results_is_refused(tmp_path, text, place, words):
    path = write(tmp_path / "r.csv", text)
    with pytest.raises(InvalidInputError) as caught:
        read_rows(path)
    (fault,) = caught.value.faults
    assert (fault.file, fault.path) == (str(path), place)
    assert fault.expected.startswith(words)


def test_a_huge_cell_is_no_crash(tmp_path):
    with pytest.raises(InvalidInputError, match="this is not CSV"):
        read_rows(write(tmp_path / "r.csv", GOOD.replace("one", "x" * 200_000)))


def test_a_file_that_is_not_there_is_said_so(tmp_path):
    with pytest.raises(FileAccessError):
        read_rows(tmp_path / "nothing.csv")
