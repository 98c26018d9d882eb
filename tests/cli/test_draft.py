"""`sched draft`: what is written, what is said, and every way it can fail."""

import json

import pytest

from edusched.api import draft, load
from edusched.formats.files import instance_text
from tests.cli.helpers import TINY, invoke, run, sound
from tests.drafting.county import county


@pytest.fixture
def before(tmp_path):
    path = tmp_path / "before.json"
    path.write_text(json.dumps(county()), encoding="utf-8")
    return path


def broken(folder, change):
    data = county()
    change(data["drafting"])
    path = folder / "broken.json"
    path.write_text(json.dumps(data), encoding="utf-8")
    return path


def test_the_draft_is_written_and_counted(before, tmp_path):
    done = invoke("draft", before, "-o", tmp_path / "after.json")
    assert done.exit_code == 0
    assert done.stdout == ""
    assert done.stderr == "instance county: 20 sessions, 3 instructors, 8 cohorts, 4 places, 4 programmes\n"
    assert (tmp_path / "after.json").read_text(encoding="utf-8") == instance_text(
        draft(load(before)).instance
    )


def test_two_processes_write_the_same_bytes(before):
    first, again = (run("draft", before, env={"PYTHONHASHSEED": seed}) for seed in ("1", "2"))
    assert first.returncode == again.returncode == 0
    assert first.stdout == again.stdout
    assert json.loads(first.stdout)["kind"] == "instance"


def test_reasons_are_written_as_data(before, tmp_path):
    done = invoke("draft", before, "-o", tmp_path / "after.json", "--explain", tmp_path / "why.json")
    assert done.exit_code == 0
    notes = json.loads((tmp_path / "why.json").read_text(encoding="utf-8"))
    assert {note["kind"] for note in notes} >= {"batch", "covered", "class"}
    assert all(note.keys() == {"kind", "subject", "text"} for note in notes)


def test_what_could_not_be_done_is_said_and_more_is_counted(tmp_path):
    def change(drafting):
        drafting["sessions"] = drafting["sessions"][:3]
        for batching in drafting["batchings"][1:]:
            batching["max_persons"] = 4
            batching["min_persons"] = 1

    done = invoke("draft", broken(tmp_path, change), "-o", tmp_path / "after.json")
    assert done.exit_code == 0
    lines = sound(done.stderr).splitlines()
    assert (
        "warning: members-in-a-year member-1: joined_on: 6 study hours by 2026-10-09; 6 study hours stay"
        in lines[1]
    )
    assert lines[-1].endswith("more like these; --explain FILE names them all")
    assert len(lines) == 1 + 8 + 1


def test_spare_candidates_are_drawn_up_on_demand(before):
    data = json.loads(invoke("draft", before, "--spare", "100").stdout)
    assert len(data["sessions"]) == 40
    assert invoke("draft", before, "--spare", "-1").exit_code == 2


FAULTS = {
    "unit": (
        lambda d: d["roster"][0].update(unit="eats-offices"),
        "$.drafting.roster[0].unit",
        "unknown unit",
    ),
    "region": (
        lambda d: d["roster"][0].update(region="eats"),
        "$.drafting.roster[0].region",
        "unknown region",
    ),
    "category": (
        lambda d: d["roster"][0].update(category="secretaries"),
        "$.drafting.roster[0].category",
        "unknown category of a batching",
    ),
    "persons": (
        lambda d: d["roster"][0].update(persons=0),
        "$.drafting.roster[0].persons",
        "expected 1 or more",
    ),
    "sizes": (
        lambda d: d["batchings"][0].update(max_persons=9),
        "$.drafting.batchings[0].max_persons",
        "expected at least min_persons, 10",
    ),
    "batching twice": (
        lambda d: d["batchings"].append(d["batchings"][0]),
        "$.drafting.batchings[3].category",
        "it stands at [0] already",
    ),
    "course of a pattern": (
        lambda d: d["sessions"][0].update(course="theorie"),
        "$.drafting.sessions[0].course",
        "unknown course",
    ),
    "pattern twice": (
        lambda d: d["sessions"].append(d["sessions"][0]),
        "$.drafting.sessions[6].id",
        "session given twice",
    ),
    "cohorts of a pattern": (
        lambda d: d["sessions"][0].update(cohorts=["c1"]),
        "$.drafting.sessions[0].cohorts",
        "a pattern has no cohorts",
    ),
    "period of a pattern": (
        lambda d: d["sessions"][0].update(starts=[{"periods": ["noon"]}]),
        "$.drafting.sessions[0].starts[0].periods[0]",
        "unknown period",
    ),
    "pattern of a programme": (
        lambda d: d["programmes"][0].update(sessions=["theory"], order=[], free_sessions=[]),
        "$.drafting.programmes[0].sessions[0]",
        "unknown session",
    ),
    "order of a programme": (
        lambda d: d["programmes"][0]["order"].append(["theory-2", "theory-1"]),
        "$.drafting.programmes[0].order",
        "the order runs in a circle",
    ),
}


@pytest.mark.parametrize(("change", "path", "words"), FAULTS.values(), ids=FAULTS)
def test_5_a_fault_is_told_with_its_place(tmp_path, change, path, words):
    done = invoke("draft", broken(tmp_path, change), "-o", tmp_path / "after.json")
    assert done.exit_code == 5
    assert path in sound(done.stderr)
    assert words in done.stderr
    assert not (tmp_path / "after.json").exists()


def test_5_a_programme_has_the_id_of_a_pattern(tmp_path):
    data = county()
    data["sessions"] = [{"id": "mine", "course": "law"}]
    data["programmes"] = [{"id": "class", "sessions": ["mine"]}]
    path = tmp_path / "broken.json"
    path.write_text(json.dumps(data), encoding="utf-8")
    done = invoke("draft", path)
    assert done.exit_code == 5
    assert '$.drafting.programmes[0].id: "class": a programme has this id too' in done.stderr


def test_a_site_of_a_pattern_needs_a_point_on_the_map(tmp_path):
    data = county()
    data["regions"].append({"id": "hill", "level": "village", "parent": "north"})
    data["mobile_units"] = [{"id": "bus", "depot": "county", "capacity_persons": 20}]
    data["drafting"]["sessions"].append(
        {"id": "talk", "course": "law", "deliveries": ["mobile"], "sites": ["hill"]}
    )
    path = tmp_path / "broken.json"
    path.write_text(json.dumps(data), encoding="utf-8")
    done = invoke("draft", path)
    assert done.exit_code == 5
    assert "$.regions[5].location: missing, and hill is a site of session talk" in done.stderr


def test_2_one_file_for_two_things(before):
    assert invoke("draft", before, "-o", before).exit_code == 2
    assert invoke("draft", before, "--explain", "-").exit_code == 2
    assert invoke("draft").exit_code == 2


def test_6_a_file_that_cannot_be_written(before, tmp_path):
    done = invoke("draft", before, "-o", tmp_path / "none" / "after.json")
    assert done.exit_code == 6
    assert "make the folder first" in done.stderr


def test_an_instance_without_anything_to_draw_from_stays_as_it_is():
    done = invoke("draft", TINY)
    assert done.exit_code == 0
    assert done.stdout == instance_text(load(TINY))
