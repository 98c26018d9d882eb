"""Which instances a batch is about, what jobs are called, and when a job is the same job again."""

import gzip
import json

import pytest

from edusched.batch.job import Job, files_of, find_jobs, identity, instance_hash
from edusched.domain.errors import FileAccessError


def write(folder, *names):
    for name in names:
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_text("{}", encoding="utf-8")


def names(*sources):
    return [job.name for job in find_jobs([str(source) for source in sources])]


def test_a_folder_gives_its_instances_in_order(tmp_path):
    write(tmp_path, "b.json", "a.JSON", "notes.md", ".hidden.json", "deeper/c.json")
    write(tmp_path, "a.plan.json", "b.json.planted.json", "summary.csv")
    assert names(tmp_path) == ["a", "b"]


def test_a_pattern_a_file_and_twice_the_same(tmp_path):
    write(tmp_path, "b.json", "deeper/c.json", "deeper/d.txt.json")
    assert names(tmp_path / "**" / "*.json", tmp_path / "b.json") == ["b", "c", "d.txt"]
    shown = [job.shown for job in find_jobs([str(tmp_path / "**" / "*.json")])]
    assert shown == ["b.json", "deeper/c.json", "deeper/d.txt.json"]


def test_a_list_names_paths_beside_it_also_missing_ones(tmp_path):
    write(tmp_path, "x/a.json", "b.json")
    (tmp_path / "all.txt").write_text("# counties\nx/a.json\n\n  b.json\ngone.json\n", encoding="utf-8")
    assert names(tmp_path / "all.txt") == ["a", "b", "gone"]


@pytest.mark.parametrize("source", ["nothing.json", "*.json", "empty", "none.txt", "missing.txt"])
def test_what_names_nothing_is_said_so(tmp_path, source):
    (tmp_path / "empty").mkdir()
    (tmp_path / "none.txt").write_text("# nothing\n", encoding="utf-8")
    with pytest.raises(FileAccessError) as raised:
        find_jobs([str(tmp_path / source)])
    assert raised.value.exit_code == 6


def test_names_are_plain_and_no_two_are_alike(tmp_path):
    write(tmp_path, "x/a.json", "y/A.json", "上杭县.json", "-rf.json", "a b.json", "CON.json", "summary.json")
    found = names(tmp_path / "*.json", tmp_path / "x", tmp_path / "y")
    assert len({name.casefold() for name in found}) == len(found) == 7
    assert "上杭县" in found
    heads = {name.rpartition("-")[0] for name in found if name != "上杭县"}
    assert heads == {"a", "A", "rf", "a-b", "CON", "summary"}
    assert found == names(tmp_path / "*.json", tmp_path / "x", tmp_path / "y")


def test_hostile_names_stay_inside(tmp_path):
    write(tmp_path, "..\u202e\n.json", "...json", "x" * 200 + ".json")
    for name in names(tmp_path / "..\u202e\n.json", tmp_path / "...json", tmp_path / ("x" * 200 + ".json")):
        assert name.isprintable()
        assert len(name) < 100
        assert not name.startswith((".", "-"))


def test_a_job_is_the_same_while_instance_and_settings_are(tmp_path):
    path = tmp_path / "a.json"
    path.write_text("{}", encoding="utf-8")
    job = Job("a", path, "a.json")
    first = identity(job, ["--seed", "1"])
    assert identity(job, ["--seed", "1"]) == first
    assert identity(job, ["--seed", "2"]).key != first.key
    path.write_text("{ }", encoding="utf-8")
    assert identity(job, ["--seed", "1"]).key != first.key


@pytest.mark.parametrize("name", ["a.json", "a.json.gz", "a.jsonl", "a.jsonl.gz"])
def test_every_form_of_an_instance_is_a_job(tmp_path, name):
    path = tmp_path / name
    lines = json.dumps({"travel": {"legs_file": "legs.csv"}}) + ("\n{}\n" if "jsonl" in name else "")
    raw = lines.encode()
    path.write_bytes(gzip.compress(raw) if name.endswith(".gz") else raw)
    (tmp_path / "legs.csv").write_bytes(b"start,end\n")
    (job,) = find_jobs([str(tmp_path)])
    assert job.name == "a"
    assert files_of(path) == {name: path.read_bytes(), "legs.csv": b"start,end\n"}
    path.write_bytes(path.read_bytes()[:-9])  # cut off: the solve says so
    assert instance_hash(path)


def test_the_legs_beside_an_instance_belong_to_it(tmp_path):
    path = tmp_path / "a.json"
    path.write_text(json.dumps({"travel": {"legs_file": "legs.csv"}}), encoding="utf-8")
    without = instance_hash(path)
    (tmp_path / "legs.csv").write_text("start,end\n", encoding="utf-8")
    assert instance_hash(path) != without
    path.write_text('"legs_file"', encoding="utf-8")
    assert instance_hash(path)
    path.write_text(json.dumps({"travel": {"legs_file": "../a.json"}}), encoding="utf-8")
    assert list(files_of(path)) == ["a.json"]
    assert instance_hash(tmp_path / "gone.json") == ""
