"""``sched bench``: results to standard output or a file, failures counted, comparison printed."""

import csv
import io
import json

import pytest

from edusched.bench import measure, suite
from edusched.bench.rows import csv_text, read_rows
from edusched.cli.bench_words import LEGEND
from edusched.cli.signals import Interrupted
from edusched.cli.terminal import Terminal
from tests.bench.helpers import FAKE, entry, failed, row, write_instance, write_suite
from tests.cli.helpers import invoke, json_lines, sound


@pytest.fixture
def folder(tmp_path, monkeypatch):
    """An empty folder to work in, with a stand-in for the command."""
    monkeypatch.setattr(measure, "COMMAND", FAKE)
    monkeypatch.chdir(tmp_path)
    return tmp_path


def test_a_suite_is_measured_to_standard_output(folder):
    for name in ("a", "b"):
        write_instance(folder, name)
    path = write_suite(folder, entry("*.json"), seeds=[1, 2])
    done = invoke("bench", path)
    assert done.exit_code == 0
    rows = list(csv.DictReader(io.StringIO(done.stdout)))
    assert [(r["suite"], r["instance"], r["seed"], r["status"]) for r in rows] == [
        ("small", "a", "1", "feasible"),
        ("small", "a", "2", "feasible"),
        ("small", "b", "1", "feasible"),
        ("small", "b", "2", "feasible"),
    ]
    told = sound(done.stderr).splitlines()
    assert told[0].startswith(
        "1/4 a, seed 1, 1 s, 1 workers: feasible; obligations 0 (bound 0), cost 101 (bound 50); "
    )
    assert told[0].endswith(" MiB")
    assert len(told) == 4


def test_a_suite_is_measured_to_files(folder):
    write_instance(folder, "a")
    path = write_suite(folder, entry("a.json"))
    done = invoke("bench", path, "-o", "r.csv", "--trace", "t.csv", "--quiet")
    assert (done.exit_code, done.stdout, done.stderr) == (0, "", "")
    (found,) = read_rows("r.csv")
    assert (found.instance, found.checked) == ("a", "yes")
    points = list(csv.DictReader(io.StringIO((folder / "t.csv").read_text(encoding="utf-8"))))
    assert [(p["level"], p["value"]) for p in points] == [
        ("obligations", ""),
        ("obligations", "0"),
        ("cost", "202"),
        ("cost", "101"),
    ]


def test_some_failed_runs_are_exit_code_8_and_the_rest_is_measured(folder):
    write_instance(folder, "a", how="dies")
    write_instance(folder, "b")
    done = invoke("bench", write_suite(folder, entry("*.json")), "-o", "r.csv")
    assert done.exit_code == 8
    assert [found.status for found in read_rows("r.csv")] == ["failed", "feasible"]
    told = sound(done.stderr).splitlines()
    assert told[0] == "1/2 a, seed 1, 1 s, 1 workers: failed: died of signal SIGKILL"
    assert told[-1] == "error: 1 of 2 runs failed"


def test_messages_as_json_lines(folder):
    write_instance(folder, "a", how="silent")
    done = invoke("bench", write_suite(folder, entry("a.json")), "--log-format", "json", "-o", "r.csv")
    run, end = json_lines(done.stderr)
    assert {k: run[k] for k in ("event", "number", "of", "instance", "seed", "status")} == {
        "event": "run",
        "number": 1,
        "of": 1,
        "instance": "a",
        "seed": 1,
        "status": "failed",
    }
    assert (end["event"], end["exit_code"]) == ("failed", 8)


def test_a_part_of_a_suite(folder):
    for name in ("east", "west", "north"):
        write_instance(folder, name)
    path = write_suite(folder, entry("*.json"), seeds=[1, 2, 3])
    words = ("--only", "*st", "--seed", 9, "--time-limit", 0.5, "-o", "r.csv")
    assert invoke("bench", path, *words).exit_code == 0
    found = [(r.instance, r.seed, r.limit_seconds) for r in read_rows("r.csv")]
    assert found == [("east", 9, 0.5), ("west", 9, 0.5)]
    done = invoke("bench", path, "--only", "south")
    assert done.exit_code == 2
    assert "no instance of that name; there are east, north, west" in done.stderr


@pytest.mark.parametrize("by", ["option", "environment", "config"])
def test_the_folder_of_data_is_a_setting(folder, by):
    data = folder / "far"
    data.mkdir()
    write_instance(data, "a")
    path = write_suite(folder, entry("a.json", under="data"))
    assert invoke("bench", path).exit_code == 5
    if by == "config":
        (folder / "sched.toml").write_text('[bench]\ndata = "far"\n', encoding="utf-8")
    words = ("--data", "far") if by == "option" else ()
    env = {"SCHED_DATA": "far"} if by == "environment" else None
    assert invoke("bench", path, "-o", "r.csv", *words, env=env).exit_code == 0


def test_a_bad_suite_is_said_so_before_anything_runs(folder):
    write_instance(folder, "a")
    path = write_suite(folder, entry("b.json"), seed=[1])
    done = invoke("bench", path, "-o", "r.csv")
    assert done.exit_code == 5
    assert sound(done.stderr) == (
        f'error: {path}: $.seed: a list of 1 item: unknown field; did you mean "seeds"?\n'
    )
    path = write_suite(folder, entry("b.json"))
    done = invoke("bench", path, "-o", "r.csv")
    assert done.exit_code == 5
    assert done.stderr == (
        f'error: {path}: $.instances[0].paths[0]: "b.json": expected a file below {folder}, found none; '
        'paths are relative to the suite, or to --data where under = "data"\n'
    )
    assert not (folder / "r.csv").exists()


def test_a_suite_nobody_has_heard_of(folder, monkeypatch):
    monkeypatch.setattr(suite, "checkout", lambda: None)
    done = invoke("bench", "foundations")
    assert done.exit_code == 6
    assert "no suite of that name" in sound(done.stderr)
    assert invoke("bench", "nowhere.toml").exit_code == 6


@pytest.mark.parametrize(
    ("words", "said"),
    [
        ((), "Missing argument 'SUITE'"),
        (("small.toml", "--compare", "a.csv", "b.csv"), "give no SUITE with it"),
        (("small.toml", "-o", "small.toml"), "SUITE and CSV are the same file"),
        (("small.toml", "-o", "r.csv", "--trace", "r.csv"), "CSV and --trace are the same file"),
    ],
)
def test_usage(folder, words, said):
    done = invoke("bench", *words)
    assert done.exit_code == 2
    assert said in done.stderr


def test_a_file_that_cannot_be_written_is_found_out_first(folder):
    write_instance(folder, "a")
    path = write_suite(folder, entry("a.json"))
    done = invoke("bench", path, "-o", folder / "no" / "r.csv")
    assert (done.exit_code, done.stdout) == (6, "")
    assert "make the folder first" in done.stderr


def test_an_interrupt_keeps_what_was_measured(folder, monkeypatch):
    write_instance(folder, "a")
    path = write_suite(folder, entry("a.json"), seeds=[1, 2, 3])
    real, seen = measure.Bench.run, []

    def run(self, case):
        if seen:
            raise Interrupted(2)
        seen.append(case)
        return real(self, case)

    monkeypatch.setattr(measure.Bench, "run", run)
    done = invoke("bench", path, "-o", "r.csv")
    assert done.exit_code == 130
    assert done.stderr.endswith("error: interrupted: runs measured: 1, in r.csv\n")
    assert len(read_rows("r.csv")) == 1
    done = invoke("bench", path, "-o", "s.csv")
    assert done.stderr == "error: interrupted: runs measured: 0\n"


def compared(folder, old, new):
    for name, rows in (("old.csv", old), ("new.csv", new)):
        (folder / name).write_text(csv_text(rows), encoding="utf-8")
    return invoke("bench", "--compare", "old.csv", "new.csv", terminal=Terminal())


def seeds(*costs, **changes):
    return [row(cost, seed=seed, **changes) for seed, cost in enumerate(costs, 1)]


def test_a_comparison_is_a_table_and_says_what_matters(folder):
    old = [*seeds(1000, 1010, 1020), *seeds(500, 510, instance="two"), row(7, instance="three", strict=True)]
    new = [*seeds(900, 990, 995, peak_mib=401.0), row(490, instance="two"), failed(instance="two", seed=2)]
    new.append(row(8, instance="three", strict=True))
    done = compared(folder, old, new)
    assert done.exit_code == 0
    assert sound(done.stdout).splitlines() == [
        "instance  limit           seeds  level    old  new   value  first plan  near best   total  memory",
        "--------  --------------  -----  -----  -----  ---  ------  ----------  ---------  ------  ------",
        "one       60 s x2         3      cost   1,010  990  0.980+      1.000      1.000   1.000   2.000-",
        "two       60 s x2         2      plan       -    -      -       1.000      1.000   1.000   1.000",
        "three     60 s x2 strict  1      cost       7    8  1.143?      1.000      1.000   1.000   1.000",
        "median                                               1.062       1.000      1.000   1.000   1.000",
        "",
        LEGEND,
        "",
        "beyond the spread of the seeds:",
        "  one (60 s x2): better: cost 1,000 .. 1,020 -> 900 .. 995 (ratio 0.980)",
        "  one (60 s x2): worse: memory 200.5 MiB -> 401 MiB (ratio 2.000)",
        "failed: two (60 s x2): old 0 of 2 runs, new 1 of 2",
    ]


def test_a_comparison_without_a_difference(folder):
    done = compared(folder, seeds(0, 5, limit_seconds=1.5), seeds(0, 5, limit_seconds=1.5))
    assert "nothing differs beyond the spread of the seeds" in done.stdout
    none = seeds(1, 1, status="unknown", levels={}, checked="")
    done = compared(folder, none, seeds(1, 1))
    assert "better: one side has a plan where the other has none" in done.stdout
    done = compared(folder, seeds(0, 0), seeds(4, 4))
    assert "from 0-" in done.stdout


def test_nothing_to_compare(folder):
    done = compared(folder, [row()], [row(workers=4)])
    assert done.exit_code == 0
    assert done.stdout.startswith("nothing to compare")
    assert "warning: one (60 s): only in the old results" in done.stderr


def test_what_is_no_result_is_refused(folder):
    (folder / "old.csv").write_text("a,b\n", encoding="utf-8")
    done = invoke("bench", "--compare", "old.csv", "old.csv")
    assert done.exit_code == 5
    assert "give a file that sched bench wrote" in sound(done.stderr)


def test_the_log_carries_no_folder(folder):
    write_instance(folder, "a", how="stumbles")
    done = invoke("bench", write_suite(folder, entry("a.json")), "--log-format", "json", "-o", "r.csv")
    assert "secret" not in json.dumps(json_lines(done.stderr))
    assert "secret" not in (folder / "r.csv").read_text(encoding="utf-8")
