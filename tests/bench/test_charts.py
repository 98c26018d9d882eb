"""What charts are drawn from: curves, planted values, sizes; and equal figures are equal files."""

import gzip
import hashlib
import importlib
import json
import re
import sys
from dataclasses import replace

import pytest

from edusched.bench.rows import Level, csv_text, trace_text
from edusched.bench.trace import Step
from edusched.domain.errors import InvalidInputError
from tests.bench.helpers import ROW, failed, row
from tests.conftest import ROOT

STEPS = [
    Step(1.0, "obligations", None, 0),
    Step(2.0, "obligations", 40_000, 0),
    Step(3.0, "obligations", 0, 0),
    Step(4.0, "cost", 200, 50),
    Step(5.0, "cost", 125, 50),
]
NEEDED = "matplotlib is not installed (group bench of pyproject.toml), so nothing can be drawn"


@pytest.fixture
def runs(monkeypatch):
    monkeypatch.syspath_prepend(str(ROOT / "benchmarks"))
    return importlib.import_module("chart_runs")


@pytest.fixture
def charts(runs):
    return importlib.import_module("charts")


def write(path, text):
    path.write_text(text, encoding="utf-8")
    return path


def traced(runs, folder, traces):
    return runs.read_points(write(folder / "t.csv", trace_text(traces)))


def put(folder, name, lines, planted=None):
    """Write an instance as lines, and return the first digits of its hash."""
    path = folder / name
    path.write_bytes(gzip.compress("\n".join(json.dumps(line) for line in lines).encode(), mtime=0))
    if planted is not None:
        write(folder / f"{name}.planted.json", json.dumps({"score": planted}))
    return hashlib.sha256(path.read_bytes()).hexdigest()[:12]


def test_curves_are_what_was_told_and_the_end(runs, tmp_path):
    one, other = row(instance="a-2k"), row(instance="a-2k", seed=2, cost=70)
    found, words = runs.join([one, other], traced(runs, tmp_path, [(one, STEPS)]))
    assert words == []
    assert found[0].curve("cost") == [*STEPS[3:], Step(60.25, "cost", 100, 50)]
    assert found[0].curve("obligations") == [*STEPS[1:3], Step(60.25, "obligations", 0, 0)]
    assert found[1].curve("cost") == [Step(60.25, "cost", 70, 50)]
    assert found[0].curve("ties") == []


def test_the_gap_is_that_of_certificates(runs):
    assert [runs.gap(step) for step in (STEPS[2], STEPS[3], STEPS[4])] == [0.0, 0.75, 0.6]
    assert runs.gap(Step(1.0, "cost", 50, 50)) == 0.0


def test_what_is_left_out_is_told(runs, tmp_path):
    lost, stray = failed(seed=2), row(seed=3)
    below = [Step(1.0, "cost", -5, 0), Step(2.0, "cost", 7, 0)]
    points = traced(runs, tmp_path, [(ROW, below), (lost, STEPS), (stray, STEPS)])
    found, words = runs.join([ROW, lost], points)
    assert [run.row for run in found] == [ROW]
    assert [step.value for step in found[0].curve("cost")] == [7, 100]
    assert words == [
        "one, 60 s, workers 2, seed 2: left out, it failed: died of signal SIGKILL",
        "one, 60 s, workers 2, seed 1: 1 values below 0 left out",
        "one, 60 s, workers 2, seed 3: its trace is left out, it has no row in the results",
    ]


def test_a_run_that_stands_twice_is_refused(runs):
    with pytest.raises(InvalidInputError, match="one, 60 s, workers 2, seed 1: this run stands twice"):
        runs.join([ROW, row(cost=1)], [])


@pytest.mark.parametrize(
    ("change", "words"),
    [
        (("seconds,level", "level,seconds"), "line 1: .*expected the columns schema,suite"),
        (("bench-trace-1", "bench-trace-9"), "line 2: .*a table of the version sched-bench-trace-1"),
        (("40000", "many"), "line 3: .*invalid literal .*'many'"),
        ((",cost,200,50", ",cost"), "line 5: "),
    ],
)
def test_tables_that_are_no_traces_are_refused_with_their_line(runs, tmp_path, change, words):
    text = trace_text([(ROW, STEPS)])
    assert change[0] in text
    with pytest.raises(InvalidInputError) as caught:
        runs.read_points(write(tmp_path / "t.csv", text.replace(*change)))
    assert re.search(f"t.csv, {words}|t.csv: {words}", str(caught.value))


def test_levels_that_are_never_above_zero_have_no_panel(runs, tmp_path):
    levels = {name: Level(0, 0, 0.0) for name in ("obligations", "policy", "needs")}
    (found,), _ = runs.join([replace(ROW, levels=levels)], traced(runs, tmp_path, [(ROW, STEPS)]))
    assert runs.told_levels([found], [{"ties": 3, "needs": 0}]) == ["obligations", "cost", "ties"]


def test_without_data_the_name_tells_the_size(runs):
    rows = [row(instance=name) for name in ("a-2k", "b-160k.jsonl", "comp01", "c-3")]
    known, words = runs.sources(rows, None)
    assert {name: source.sessions for name, source in known.items()} == {
        "a-2k": 2000,
        "b-160k.jsonl": 160_000,
        "comp01": None,
        "c-3": None,
    }
    assert words == []
    assert all(source.planted == {} for source in known.values())


def test_the_file_that_was_measured_tells_size_and_planted_values(runs, tmp_path):
    lines = [{"kind": "instance"}, *({"sessions": {"id": str(n)}} for n in range(7)), {"units": {}}]
    folder = tmp_path / "provinces"
    folder.mkdir()
    digits = put(folder, "a-2k.jsonl.gz", lines, {"cost": 90})
    put(folder, "b-2k.jsonl.gz", lines, {"cost": 80})
    rows = [
        row(instance="a-2k.jsonl", instance_hash=digits),
        row(instance="b-2k.jsonl"),
        row(instance="c-2k"),
    ]
    known, words = runs.sources(rows, tmp_path)
    assert known["a-2k.jsonl"] == runs.Source(7, {"cost": 90})
    assert known["b-2k.jsonl"] == known["c-2k"] == runs.Source(2000)
    assert words == [
        f"b-2k.jsonl: another file than was measured in {tmp_path}, so its planted plan is not drawn",
        f"c-2k: not there in {tmp_path}, so its planted plan is not drawn",
    ]


def test_every_size_weighs_the_same(charts):
    points = [(2000, 1.0), (2000, 9.0), (2000, 2.0), (20_000, 20.0)]
    assert charts.medians_of(points) == [(2000, 2.0), (20_000, 20.0)]


def measured(folder):
    """Write results of two sizes and two suites, and return the words that draw them."""
    small = [row(suite="prefecture", instance="a-2k", seed=seed, first_plan_seconds=2.0) for seed in (1, 2)]
    large = row(suite="large", instance="b-20k.jsonl", first_plan_seconds=200.0, peak_mib=802.0)
    write(folder / "r.csv", csv_text([*small, large]))
    write(folder / "t.csv", trace_text([(one, STEPS) for one in (*small, large)]))
    return [str(folder / "r.csv"), "--trace", str(folder / "t.csv"), "-o"]


def test_without_matplotlib_it_says_so(charts, monkeypatch, tmp_path, capsys):
    monkeypatch.setitem(sys.modules, "matplotlib", None)
    assert charts.main([*measured(tmp_path), str(tmp_path / "out")]) == 1
    assert capsys.readouterr().err == "no charts: matplotlib is not installed (pip install matplotlib)\n"
    assert not (tmp_path / "out").exists()


def test_faulty_results_are_told_and_nothing_is_drawn(charts, tmp_path, capsys):
    path = write(tmp_path / "r.csv", csv_text([ROW]).replace("sched-bench-1", "sched-bench-0"))
    assert charts.main([str(path), "-o", str(tmp_path / "out")]) == 5
    assert "a table of another version" in capsys.readouterr().err
    assert not (tmp_path / "out").exists()


def test_charts_come_out_the_same_each_time(charts, tmp_path, capsys):
    pytest.importorskip("matplotlib", reason=NEEDED)
    for folder in ("one", "two"):
        assert charts.main([*measured(tmp_path), str(tmp_path / folder)]) == 0
    names = ["large-gap.svg", "large-value.svg", "prefecture-gap.svg", "prefecture-value.svg", "size.svg"]
    assert sorted(path.name for path in (tmp_path / "one").iterdir()) == names
    for name in names:
        assert (tmp_path / "one" / name).read_bytes() == (tmp_path / "two" / name).read_bytes()
    size = (tmp_path / "one" / "size.svg").read_text(encoding="utf-8")
    assert "until the first plan, slope 2.00 over 2 sizes" in size
    assert "peak memory, slope 0.60 over 2 sizes" in size
    value = (tmp_path / "one" / "prefecture-value.svg").read_text(encoding="utf-8")
    assert {"obligations: value", "cost: value", "seed 1", "seed 2"} <= set(
        re.findall(r">([^<>]+)</text>", value)
    )
    assert "planted plan" not in value
    assert "chart: " in capsys.readouterr().err


def test_planted_values_are_drawn(charts, tmp_path):
    pytest.importorskip("matplotlib", reason=NEEDED)
    digits = put(tmp_path, "a-2k.jsonl.gz", [{"sessions": {}}], {"cost": 90})
    write(tmp_path / "r.csv", csv_text([row(instance="a-2k.jsonl", instance_hash=digits)]))
    words = [str(tmp_path / "r.csv"), "--data", str(tmp_path), "-o", str(tmp_path / "out")]
    assert charts.main(words) == 0
    assert "planted plan" in (tmp_path / "out" / "small-value.svg").read_text(encoding="utf-8")
    assert ">1</text>" in (tmp_path / "out" / "size.svg").read_text(encoding="utf-8")
