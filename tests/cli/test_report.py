"""`sched report`: tables from a plan, as files."""

import json

import pytest

from edusched import api
from edusched.report.tables.listing import BY_ID
from tests.cli.helpers import TINY, invoke, sound, tiny_plan

BROKEN = "theory-staff 2026-09-07 am meixian-hall/main chen-wei staff"


@pytest.fixture
def reported(tmp_path):
    def run(*words, plan=None):
        api.save(plan or tiny_plan(), tmp_path / "plan.json")
        return invoke("report", TINY, tmp_path / "plan.json", *words)

    return run


def test_a_folder_gets_a_file_a_table(reported, tmp_path):
    done = reported("-o", tmp_path / "out")
    assert (done.exit_code, done.stdout, done.stderr) == (0, "", "")
    assert sorted(path.name for path in (tmp_path / "out").iterdir()) == sorted(
        f"{name}.csv" for name in BY_ID
    )
    lines = (tmp_path / "out" / "instructor_loads.csv").read_text(encoding="utf-8-sig").splitlines()
    assert lines[0].startswith('"instructor","library"')
    assert any(line.startswith('"chen-wei",') for line in lines)


def test_one_json_file_has_the_tables_asked_for(reported, tmp_path):
    done = reported("-o", tmp_path / "report.json", "--table", "instructor_loads")
    assert done.exit_code == 0
    data = json.loads((tmp_path / "report.json").read_text(encoding="utf-8"))
    assert [table["id"] for table in data["tables"]] == ["instructor_loads"]
    assert json.loads(reported("-o", "-", "--table", "instructor_loads").stdout) == data


def test_a_previous_plan_is_compared_with(reported, tmp_path):
    moved = tiny_plan("law 2026-09-08 am meixian-hall/main cao-jun secretaries")
    api.save(moved, tmp_path / "before.json")
    done = reported("-o", "-", "--table", "plan_changes", "--previous", tmp_path / "before.json")
    rows = json.loads(done.stdout)["tables"][0]["rows"]
    assert [(row["session"], row["change"]) for row in rows] == [
        ("law", "moved"),
        ("theory-secretaries", "added"),
        ("theory-staff", "added"),
    ]
    assert reported("-o", tmp_path / "before.json", "--previous", tmp_path / "before.json").exit_code == 2


def test_equal_plans_give_equal_bytes(reported, tmp_path):
    for name in ("a.json", "b.json"):
        reported("-o", tmp_path / name)
    assert (tmp_path / "a.json").read_bytes() == (tmp_path / "b.json").read_bytes()


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (["-o", ""], "-o has no name"),
        (["-o", "out.html"], "pages are not there yet"),
        (["-o", "out.xlsx"], "a folder of CSV files, or a file that ends in .json"),
        (["-o", "out", "--table", "loads"], "no table is called 'loads'; there are"),
        (["-o", "out", "--table", "instructor_load"], 'did you mean "instructor_loads"?'),
        ([], "Missing option '-o'"),
    ],
)
def test_a_wrong_word_is_a_usage_error(reported, words, said, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    done = reported(*words)
    assert done.exit_code == 2
    assert said in sound(done.stderr)
    assert sorted(path.name for path in tmp_path.iterdir()) == ["plan.json"]


def test_a_plan_that_breaks_a_rule_is_reported_and_told(reported, tmp_path):
    done = reported("-o", tmp_path / "out", plan=tiny_plan(BROKEN))
    assert done.exit_code == 7
    assert "the plan breaks hard rules" in sound(done.stderr)
    assert (tmp_path / "out" / "instructor_loads.csv").exists()


def test_bad_input_and_bad_output(reported, tmp_path):
    unknown = tiny_plan().model_copy(update={"certificate": None, "instance": "another"})
    done = reported("-o", tmp_path / "out", plan=unknown)
    assert done.exit_code == 5
    assert not (tmp_path / "out").exists()
    assert reported("-o", tmp_path / "none" / "out").exit_code == 6
    assert reported("-o", tmp_path / "none" / "out.json").exit_code == 6
    assert reported("-o", tmp_path / "plan.json").exit_code == 2
    assert invoke("report", "-", "-", "-o", tmp_path / "out").exit_code == 2


RECORDS = {
    "schema_version": "1.0",
    "kind": "records",
    "id": "autumn",
    "as_of": "2026-12-31",
    "milestones": [{"id": "case-database", "due": "2026-10-31"}],
}
FEEDBACK = {"unit": "nobody", "session": "law", "sent": "2026-09-08"}


def test_records_fill_the_tables_about_what_happened(reported, tmp_path):
    path = tmp_path / "records.json"
    path.write_text(json.dumps(RECORDS), encoding="utf-8")
    done = reported("-o", "-", "--table", "milestones", "--records", path)
    assert done.exit_code == 0
    ((row,),) = (table["rows"] for table in json.loads(done.stdout)["tables"])
    assert (row["milestone"], row["state"], row["days_late"]) == ("case-database", "late", 61)
    assert json.loads(reported("-o", "-", "--table", "milestones").stdout)["tables"][0]["rows"] == []


def test_wrong_records_are_bad_input(reported, tmp_path):
    path = tmp_path / "records.json"
    path.write_text(json.dumps(RECORDS | {"feedback": [FEEDBACK]}), encoding="utf-8")
    done = reported("-o", tmp_path / "out", "--records", path)
    assert done.exit_code == 5
    assert '$.feedback[0].unit: "nobody": unknown unit' in sound(done.stderr)
    assert not (tmp_path / "out").exists()
    assert reported("-o", path, "--records", path).exit_code == 2
