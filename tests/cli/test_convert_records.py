"""`sched convert` on the way into records and out of them."""

import json

import pytest

from edusched.api import carry_over, load, read_plan, read_records, save
from edusched.formats.files import instance_text
from tests.cli.helpers import TINY, invoke, sound, tiny, tiny_plan

CODE = "91350000MA2XYT4L0K"
RECORDS = {"schema_version": "1.0", "kind": "records", "id": "autumn", "as_of": "2026-09-30"}
ATTENDANCE = (
    "instance,session,cohort,on,attended_minutes,of_minutes\ntiny,theory-staff,staff,2026-09-11,170,180\n"
)


@pytest.fixture
def folder(tmp_path):
    (tmp_path / "records.json").write_text(json.dumps(RECORDS), encoding="utf-8")
    (tmp_path / "attendance.csv").write_text("\ufeff" + ATTENDANCE, encoding="utf-8")
    region = tiny().regions[0].id
    units = f"credit_code,id,region,size_persons\n{CODE},tea,{region},12\n"
    (tmp_path / "units.csv").write_text(units, encoding="utf-8")
    save(tiny_plan(), tmp_path / "plan.json")
    save(tiny().with_changes(id="next"), tmp_path / "next.json")
    return tmp_path


def test_units_are_taken_in(folder):
    done = invoke("convert", "--from", "units", "--instance", TINY, folder / "units.csv", folder / "out.json")
    assert (done.exit_code, done.stdout) == (0, "")
    assert done.stderr == "instance tiny: 1 units added, 0 changed\n"
    assert load(folder / "out.json").unit["tea"].credit_code == CODE


def test_rows_become_records_and_records_the_next_instance(folder):
    words = ("--from", "attendance", "--records", folder / "records.json")
    done = invoke("convert", *words, folder / "attendance.csv", folder / "more.json")
    assert (done.exit_code, done.stderr) == (0, "records: 1 added to attendance\n")
    ended = load(TINY)
    records = read_records(folder / "more.json", ended)
    assert records.attendance[0].session == "theory-staff"
    words = ("--instance", TINY, "--records", folder / "more.json", "--into", folder / "next.json")
    done = invoke("convert", *words, folder / "plan.json", folder / "out.json")
    assert done.exit_code == 0
    assert "entries of history" in done.stderr
    made = carry_over(ended, read_plan(folder / "plan.json"), records, load(folder / "next.json"))
    assert (folder / "out.json").read_text(encoding="utf-8") == instance_text(made)
    before, after = load(folder / "next.json").cohort["staff"], made.cohort["staff"]
    assert len(after.history) == len(before.history) + 1


def test_wrong_rows_are_bad_input(folder):
    (folder / "units.csv").write_text("credit_code\n123\n", encoding="utf-8")
    done = invoke("convert", "--from", "units", "--instance", TINY, folder / "units.csv", folder / "out.json")
    assert done.exit_code == 5
    assert 'line 2, column credit_code: "123": expected a credit code' in sound(done.stderr)
    assert not (folder / "out.json").exists()


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (["--from", "units"], "the way from units takes --instance"),
        (
            ["--from", "units", "--instance", TINY, "--records", "r.json"],
            "the way from units takes no --records",
        ),
        (["--from", "exams"], "the way from exams takes --records"),
        (["--from", "exams", "--records", "r.json", "--to", "plan"], "--from exams takes no --to"),
        (["--records", "r.json"], "the way from plan takes --instance"),
        (["--records", "r.json", "--instance", TINY], "the way from plan takes --into"),
        (["--into", "n.json", "--to", "ctt"], "a plan SRC becomes an instance DST"),
        (["--into", "-", "--records", "-", "--instance", TINY], "cannot both be standard input"),
    ],
)
def test_a_wrong_word_is_a_usage_error(folder, words, said):
    done = invoke("convert", *words, folder / "plan.json", folder / "out.json")
    assert done.exit_code == 2
    assert said in sound(done.stderr)
    assert not (folder / "out.json").exists()


def test_what_is_read_is_not_written_over(folder):
    words = ("--from", "attendance", "--records", folder / "records.json")
    done = invoke("convert", *words, folder / "attendance.csv", folder / "records.json")
    assert done.exit_code == 2
    assert json.loads((folder / "records.json").read_text(encoding="utf-8")) == RECORDS
