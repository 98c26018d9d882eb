"""Suites: what they list is found, and what is wrong with them is said with its place."""

import pytest

from edusched.bench import suite as module
from edusched.bench.suite import find_suite, load_suite
from edusched.domain.errors import FileAccessError, InvalidInputError
from tests.bench.helpers import entry, write_instance, write_suite
from tests.conftest import ROOT


def faults(path, data=None):
    with pytest.raises(InvalidInputError) as caught:
        load_suite(str(path), data)
    assert all(fault.file == str(path) for fault in caught.value.faults)
    return [(fault.path, fault.value, fault.expected, fault.advice) for fault in caught.value.faults]


def test_every_combination_is_a_run(tmp_path):
    for name in ("b", "a"):
        write_instance(tmp_path, name)
    text = entry("*.json")
    path = write_suite(tmp_path, text, seeds=[3, 1], time_limits_seconds=[1, 2.5], workers=[1, 2])
    suite = load_suite(str(path))
    assert suite.name == "small"
    cases = [(c.instance.name, c.limit_seconds, c.workers, c.seed) for c in suite.cases()]
    assert len(cases) == 2 * 2 * 2 * 2
    assert cases[:3] == [("a", 1.0, 1, 3), ("a", 1.0, 1, 1), ("a", 1.0, 2, 3)]
    assert cases[-1] == ("b", 2.5, 2, 1)


def test_formats_and_folders(tmp_path):
    data = tmp_path / "data" / "[odd]"
    data.mkdir(parents=True)
    (data / "comp01.ctt").write_text("x", encoding="utf-8")
    here = tmp_path / "suites"
    here.mkdir()
    write_instance(tmp_path, "one")
    text = entry("../one.json", strict=True) + entry("comp*.ctt", format="ctt", under="data")
    suite = load_suite(str(write_suite(here, text, deterministic=True, grace_seconds=5)), str(data))
    one, comp = suite.instances
    assert (one.name, one.format, one.strict) == ("one", "instance", True)
    assert (comp.name, comp.format, comp.strict, comp.path) == ("comp01", "ctt", False, data / "comp01.ctt")
    assert all(case.deterministic and case.grace_seconds == 5 for case in suite.cases())


def test_a_part_of_a_suite(tmp_path):
    for name in ("east", "west", "north"):
        write_instance(tmp_path, name)
    suite = load_suite(str(write_suite(tmp_path, entry("*.json"))))
    part = suite.only(("*st",), (7, 7, 8), 0.5)
    assert [(c.instance.name, c.seed, c.limit_seconds) for c in part.cases()] == [
        ("east", 7, 0.5),
        ("east", 8, 0.5),
        ("west", 7, 0.5),
        ("west", 8, 0.5),
    ]
    assert suite.only() == suite
    assert suite.only(("nowhere",)).instances == ()


def test_no_toml(tmp_path):
    path = tmp_path / "small.toml"
    path.write_text("seeds = [1]\nworkers = [1\nx", encoding="utf-8")
    ((place, _, expected, advice),) = faults(path)
    assert place.startswith("line 3, column")
    assert expected.startswith("this is not TOML")
    assert advice == "see benchmarks/README.md"
    path.write_text("seeds = [", encoding="utf-8")
    assert faults(path)[0][0] == "end of document"


@pytest.mark.parametrize(
    ("settings", "instances", "place", "value", "expected", "advice"),
    [
        ({"seeds": None}, entry("a.json"), "$.seeds", None, "missing; this field must be given", ""),
        ({"seeds": []}, entry("a.json"), "$.seeds", None, "expected one or more", ""),
        ({"workers": []}, entry("a.json"), "$.workers", None, "expected one or more", ""),
        ({}, "instances = []", "$.instances", None, "expected one or more", ""),
        ({}, "[[instances]]\npaths = []", "$.instances[0].paths", None, "expected one or more", ""),
        ({"seeds": [1, "2"]}, entry("a.json"), "$.seeds[1]", "2", "expected a whole number", ""),
        ({"seeds": [-1]}, entry("a.json"), "$.seeds[0]", -1, "expected 0 or more", ""),
        (
            {"seeds": [4, 4]},
            entry("a.json"),
            "$.seeds[1]",
            4,
            "this value is given twice",
            "keep one of them",
        ),
        ({"workers": [0]}, entry("a.json"), "$.workers[0]", 0, "expected 1 or more", ""),
        ({"worker": [1]}, entry("a.json"), "$.worker", [1], "unknown field", 'did you mean "workers"?'),
        ({}, "", "$.instances", None, "missing; this field must be given", ""),
        (
            {},
            entry("a.json", format="cct"),
            "$.instances[0].format",
            "cct",
            "expected 'instance', 'ctt' or 'neutral'",
            'did you mean "ctt"?',
        ),
        (
            {},
            entry("a.json", "b*.json"),
            "$.instances[0].paths[1]",
            "b*.json",
            "expected a file below {folder}, found none",
            'paths are relative to the suite, or to --data where under = "data"',
        ),
        ({}, entry(""), "$.instances[0].paths[0]", "", "expected a path of a file", ""),
        (
            {},
            entry("a.json", under="data"),
            "$.instances[0].under",
            "data",
            "these instances are not in the repository; expected a folder to look in",
            "give --data DIR, or set SCHED_DATA",
        ),
        (
            {},
            entry("a.json", "a.*"),
            "$.instances[0].paths[1]",
            "a.*",
            "two instances are called a, and results name them so",
            "rename one of the files, or leave one out",
        ),
    ],
)
def test_a_fault_has_place_value_expectation_and_advice(
    tmp_path, settings, instances, place, value, expected, advice
):
    write_instance(tmp_path, "a")
    ((at, found, words, tip),) = faults(write_suite(tmp_path, instances, **settings))
    assert (at, words, tip) == (place, expected.format(folder=tmp_path), advice)
    if value is not None:
        assert found == value


def test_a_suite_has_an_end(tmp_path, monkeypatch):
    monkeypatch.setattr(module, "MAX_INSTANCES", 1)
    write_instance(tmp_path, "a")
    write_instance(tmp_path, "b")
    ((place, _, expected, advice),) = faults(write_suite(tmp_path, entry("*.json")))
    assert (place, advice) == ("$.instances", "name fewer of them")
    assert expected == "expected at most 1 files, found 2"


def test_values_only_toml_has_are_refused(tmp_path):
    write_instance(tmp_path, "a")
    path = write_suite(tmp_path, entry("a.json"), seeds=None)
    text = path.read_text(encoding="utf-8")
    path.write_text("seeds = 2026-01-01\n" + text, encoding="utf-8")
    assert faults(path)[0][0] == "$.seeds"
    path.write_text("seeds = [1]\ngrace_seconds = inf\n" + text, encoding="utf-8")
    assert [place for place, *_ in faults(path)] == ["$.grace_seconds"]


def test_suites_are_found_by_name_beside_the_checkout_and_here(tmp_path, monkeypatch):
    folder = tmp_path / "benchmarks" / "suites"
    folder.mkdir(parents=True)
    write_suite(folder)
    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr(module, "checkout", lambda: None)
    assert find_suite("small") == folder / "small.toml"
    with pytest.raises(FileAccessError) as caught:
        find_suite("smal")
    assert str(caught.value) == 'smal: no suite of that name; did you mean "small"?'
    with pytest.raises(FileAccessError, match=r"there are small"):
        find_suite("another")
    monkeypatch.chdir(folder)
    with pytest.raises(FileAccessError, match=r"name a file that ends in \.toml"):
        find_suite("another")
    with pytest.raises(FileAccessError, match="no such file"):
        load_suite("nowhere/small")


@pytest.mark.parametrize("name", ["foundation", "itc2007", "neutral"])
def test_the_suites_of_the_project_are_sound(name, tmp_path):
    for problem in [f"itc2007/comp{k:02}.ctt" for k in (1, 2, 4, 5, 7, 9, 11, 14, 16, 18)]:
        (tmp_path / problem).parent.mkdir(exist_ok=True)
        (tmp_path / problem).touch()
    for size in (200, 1000, 5000):
        (tmp_path / "neutral").mkdir(exist_ok=True)
        (tmp_path / "neutral" / f"peer{size}-1.json").touch()
    suite = load_suite(str(ROOT / "benchmarks" / "suites" / f"{name}.toml"), str(tmp_path))
    assert suite.settings.seeds == (1, 2, 3)
    assert suite.settings.workers == (2,)
    files = {"foundation": "instance", "itc2007": "ctt", "neutral": "neutral"}
    assert {instance.format for instance in suite.instances} == {files[name]}
    assert suite == load_suite(str(find_suite(name)), str(tmp_path))


def test_the_foundation_suite_has_every_instance_of_the_project():
    suite = load_suite("foundation")
    names = sorted(path.stem for path in (ROOT / "instances").glob("*.json"))
    assert sorted(instance.name for instance in suite.instances) == names
    assert [instance.name for instance in suite.instances if instance.strict] == ["impossible-strict"]
