"""Ours and peers in one run, with made-up peers: seeds, clocks, tables, and what cannot take part is told."""

import csv
import importlib
import io
import json
import subprocess
import sys
import textwrap

import pytest

from tests.bench.helpers import FAKE, MACHINE
from tests.conftest import ROOT

GENERATOR = """
import json, pathlib, sys
how = json.loads((pathlib.Path(__file__).parent / "how.json").read_text())
seed = int(sys.argv[3])
pathlib.Path(sys.argv[2]).write_text(json.dumps({"size": int(sys.argv[1]), "objective": 100 + seed} | how))
"""
SCORER = """
def greedy(problem):
    return None

def score(problem, solution):
    objective = 5000 if solution is None else problem["objective"]
    return {"objective": objective, "unassigned": 0, "violations": problem.get("violations", {})}
"""
DRIVER = """
import json, sys
from score import score
seed = dict({place}1)["{place_name}"]
problem = json.load(open(sys.argv[1]))
how = problem.get("{name}", "well")
if how == "badly":
    sys.exit("no such solver")
trace = [[1.0, 900, None, 2], [3.5, 400 + seed, None, 0], [4.5, 300 + seed, None, 0]]
final = None if how == "without a plan" else {{"objective": 202, "unassigned": 1}}
print("some words of a library")
print(json.dumps({{"build_s": 0.5, "wall": 5.25, "trace": trace, "final": final, "words": sys.argv[2:]}}))
"""


@pytest.fixture
def results():
    return importlib.import_module("peer_results")


@pytest.fixture
def shared(tmp_path):
    """A folder like the one outside the repository, and what its peers and instances do."""
    folder = tmp_path / "shared"
    folder.mkdir()
    (folder / "gen.py").write_text(GENERATOR, encoding="utf-8")
    (folder / "score.py").write_text(textwrap.dedent(SCORER), encoding="utf-8")
    for name, place in (("timefold", "random_seed="), ("cpsat", "random_seed = "), ("fet", "")):
        text = DRIVER.format(place=place, place_name=place.strip(" ="), name=name)
        if name == "fet":
            text = text.replace('seed = dict(1)[""]', 'seed = int("--randomseeds10=1"[-1])')
        (folder / f"peer_{name}.py").write_text(text, encoding="utf-8")
    (folder / "how.json").write_text("{}", encoding="utf-8")
    return folder


@pytest.fixture
def peers(tmp_path, monkeypatch, shared):
    """The script, working in a folder of its own with a stand-in for our command."""
    monkeypatch.syspath_prepend(str(ROOT / "benchmarks"))
    module = importlib.import_module("peers")
    monkeypatch.setattr(module, "ROOT", tmp_path)
    monkeypatch.setattr(module, "BUILD", tmp_path / "build")
    monkeypatch.setattr(module, "COMMAND", FAKE)
    monkeypatch.setattr(module, "environment", lambda name, packages: sys.executable)
    monkeypatch.setattr(module, "keep_to_cores", lambda: None)
    monkeypatch.setattr(module, "this_machine", lambda: MACHINE)
    monkeypatch.setattr(module.shutil, "which", lambda name: None if name == "fet-cl" else name)
    return module


def run(peers, shared, *words):
    fixed = ("--shared", str(shared), "-o", str(shared.parent / "r.csv"), "--seconds", "5")
    return peers.main([*fixed, *words])


def rows(shared):
    text = (shared.parent / "r.csv").read_text(encoding="utf-8")
    return list(csv.DictReader(io.StringIO(text)))


def test_without_the_shared_folder_there_is_nothing_to_run(peers, tmp_path, capsys):
    assert peers.main(["--shared", str(tmp_path / "nowhere")]) == 0
    assert "nothing to run: no generator in" in capsys.readouterr().err


def test_problems_alone(peers, shared, tmp_path):
    assert run(peers, shared, "--make-problems", str(tmp_path / "p"), "--sizes", "7", "--seeds", "2,3") == 0
    assert sorted(path.name for path in (tmp_path / "p").iterdir()) == ["peer7-2.json", "peer7-3.json"]
    assert not (tmp_path / "r.csv").exists()


def test_everybody_runs_with_the_seed_and_ratios_are_told(peers, shared, capsys):
    assert run(peers, shared, "--sizes", "7", "--seeds", "1,2") == 0
    said = capsys.readouterr()
    assert "fet: left out: fet-cl is not installed" in said.err
    table = said.out.splitlines()
    assert table[0] == "7 sessions, seeds 1, 2: medians; a ratio below 1 means that ours is better"
    assert table[1].split() == ["contestant", "5", "s", "at", "its", "end", "peak", "MiB"]
    assert table[3].split()[:3] == ["ours", "102", "102"]
    assert table[4].split()[:3] == ["timefold", "202", "202"]
    assert table[6].split() == ["ours", "/", "timefold", "0.502", "(0.500-0.505)"]
    ends = [row for row in rows(shared) if row["what"] == "end"]
    assert [(row["contestant"], row["seed"]) for row in ends] == [
        ("ours", "1"),
        ("timefold", "1"),
        ("cpsat", "1"),
        ("ours", "2"),
        ("timefold", "2"),
        ("cpsat", "2"),
    ]
    assert {row["cpu"] for row in ends} == {"a cpu"}
    points = {}
    for row in rows(shared):
        if row["what"] == "point":
            points.setdefault((row["contestant"], row["seed"]), []).append(float(row["objective"]))
    # The greedy plan comes first; a point at which a hard rule was broken does not count.
    assert points["timefold", "1"] == [5000, 401, 301]
    assert points["timefold", "2"] == [5000, 402, 302]
    assert points["cpsat", "2"] == [402, 302]
    assert points["ours", "2"] == [204, 102]


@pytest.mark.parametrize(
    ("how", "contestant", "error"),
    [
        ({"timefold": "badly"}, "timefold", "exit code 1; no such solver"),
        ({"how": "dies"}, "ours", "exit code -9"),
        ({"convert": 5}, "ours", "convert: exit code 5; error: line 3: not a course"),
        ({"violations": {"room": 1}}, "ours", "the scorer finds hard rules broken: {'room': 1}"),
        ({"objective": 7}, "ours", "the scorer says 7, the certificate 101"),
    ],
)
def test_who_fails_is_told_of_and_the_others_go_on(peers, shared, capsys, how, contestant, error):
    (shared / "how.json").write_text(json.dumps(how), encoding="utf-8")
    assert run(peers, shared, "--sizes", "7", "--seeds", "1", "--only", "ours,timefold,cpsat") == 8
    failed = {row["contestant"]: row["error"] for row in rows(shared) if row["what"] == "failed"}
    assert failed == {contestant: error}
    assert f"failed: {contestant}, 7 sessions, seed 1: {error}" in capsys.readouterr().out


@pytest.mark.parametrize("how", [{"timefold": "without a plan"}, {"how": "unknown"}])
def test_no_plan_is_no_failure(peers, shared, how):
    (shared / "how.json").write_text(json.dumps(how), encoding="utf-8")
    assert run(peers, shared, "--sizes", "7", "--seeds", "1", "--only", "ours,timefold") == 0


def test_a_scorer_that_fails_is_told_of(peers, shared):
    (shared / "score.py").write_text("score = None", encoding="utf-8")
    assert run(peers, shared, "--sizes", "7", "--seeds", "1", "--only", "ours") == 8
    (end,) = (row for row in rows(shared) if row["what"] == "failed")
    assert end["error"].startswith("the scorer failed: ")
    assert run(peers, shared, "--sizes", "7", "--seeds", "1", "--only", "timefold") == 8


def test_a_driver_without_a_seed_is_left_out(peers, shared, capsys):
    (shared / "peer_cpsat.py").write_text("random_seed = 12", encoding="utf-8")
    assert run(peers, shared, "--sizes", "7", "--seeds", "1", "--only", "cpsat") == 0
    assert "cpsat: left out: its driver peer_cpsat.py has no seed" in capsys.readouterr().err


def test_the_drivers_outside_the_repository_have_their_seeds_where_we_look(shared_folder, peers):
    for peer in peers.peers().values():
        path = peers.seeded_driver(shared_folder / "bench", peer.driver, 7)
        found = peers.SEED_PLACES[peer.driver].pattern.replace("1\\b", "7\\b")
        assert len(importlib.import_module("re").findall(found, path.read_text(encoding="utf-8"))) >= 1


def test_a_generator_that_fails_ends_it(peers, shared):
    (shared / "gen.py").write_text("import sys; sys.exit('no')", encoding="utf-8")
    with pytest.raises(SystemExit, match="the generator failed: no"):
        run(peers, shared, "--sizes", "7", "--seeds", "1")


def test_unknown_contestants_are_refused(peers, shared, capsys):
    with pytest.raises(SystemExit) as caught:
        run(peers, shared, "--only", "ours,theirs")
    assert caught.value.code == 2
    assert "--only theirs: expected one of ours" in capsys.readouterr().err


def test_environments_are_made_once(tmp_path, monkeypatch):
    monkeypatch.syspath_prepend(str(ROOT / "benchmarks"))
    monkeypatch.delitem(sys.modules, "peers", raising=False)
    peers = importlib.import_module("peers")
    monkeypatch.setattr(peers, "ROOT", tmp_path)
    monkeypatch.setattr(peers, "BUILD", tmp_path / "build")
    made = []

    def pretend(words, **_):
        made.append(words)
        (tmp_path / "build" / "timefold").mkdir(parents=True, exist_ok=True)
        failed = "bad" in words[-1] and "pip" in words
        return subprocess.CompletedProcess(words, int(failed), "", "no such package")

    monkeypatch.setattr(peers.subprocess, "run", pretend)
    assert peers.environment("fet", ()) == sys.executable
    python = str(tmp_path / "build" / "timefold" / "bin" / "python")
    assert peers.environment("timefold", ("timefold==1",)) == python
    assert [words[1:3] for words in made] == [["-m", "venv"], ["-m", "pip"]]
    assert made[1][0] == python
    assert peers.environment("timefold", ("timefold==1",)) == python
    assert len(made) == 2
    with pytest.raises(peers.CannotRunError, match="its environment: no such package"):
        peers.environment("timefold", ("timefold==bad",))
    with pytest.raises(peers.CannotRunError):
        peers.environment("timefold", ("timefold==bad",))


def some(results, **changes):
    points = ((1.0, 50.0), (11.0, 40.0), (61.0, 20.0))
    return results.PeerRun(
        **({"contestant": "x", "version": "1", "size": 9, "seed": 1, "points": points} | changes)
    )


def test_values_are_those_of_the_time(peers, results):
    one = some(results, objective=20.0, seconds=61.5)
    assert [one.at(mark, 60.0) for mark in (0.5, 10.0, 45.0, 60.0)] == [None, 50.0, 40.0, 20.0]
    assert some(results, objective=20.0, seconds=63.0).at(60.0, 60.0) == 40.0
    assert some(results, objective=20.0, seconds=61.5, end_counts=False).at(60.0, 60.0) == 40.0


def test_a_side_without_a_plan_has_no_ratio(peers, results):
    found = results.PeerResults(MACHINE, 60.0)
    found.runs = [
        some(results, contestant="ours", seed=1),
        some(results, contestant="ours", seed=2, points=()),
        some(results, contestant="fet", seed=1, points=(), objective=80.0, seconds=60.0),
        some(results, contestant="fet", seed=3, error="gone"),
    ]
    assert found.marks() == (10.0, 20.0, 30.0, 45.0, 60.0)
    lines = found.lines()
    cells = {line.split("  ")[0]: line.split() for line in lines}
    assert cells["ours"][1:3] == ["no", "plan"]
    assert cells["ours / fet"][3:] == ["-", "-", "-", "-", "0.500"]
    assert lines[-1] == "failed: fet, 9 sessions, seed 3: gone"


def test_without_matplotlib_there_is_no_chart(peers, results, monkeypatch, tmp_path):
    monkeypatch.setitem(sys.modules, "matplotlib", None)
    found = results.PeerResults(MACHINE, 60.0, [some(results)])
    assert results.draw(found, tmp_path / "c.svg").startswith("no chart: matplotlib is not installed")


def test_a_chart(peers, results, tmp_path):
    pytest.importorskip("matplotlib")
    found = results.PeerResults(MACHINE, 60.0, [some(results), some(results, seed=2, points=())])
    assert results.draw(found, tmp_path / "c.svg") == f"chart: {tmp_path / 'c.svg'}"
    assert "<svg" in (tmp_path / "c.svg").read_text(encoding="utf-8")
    assert results.draw(results.PeerResults(MACHINE, 60.0), tmp_path / "d.svg").startswith("no chart")
