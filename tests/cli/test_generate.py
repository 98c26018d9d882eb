"""`sched generate`: what is written, what is said, and every way it can fail."""

import json
from hashlib import sha256

from edusched.api import check, load, read_plan
from edusched.formats.files import plan_text
from tests.cli.helpers import invoke


def test_instance_claims_and_plan_are_written(tmp_path):
    target, plan_file = tmp_path / "county.json", tmp_path / "plan.json"
    done = invoke("generate", "county", "--sessions", "60", "-o", target, "--planted", plan_file)
    assert done.exit_code == 0
    assert done.stdout == ""
    assert "60 sessions" in done.stderr
    instance = load(target)
    report = check(instance, read_plan(plan_file, instance))
    claims = json.loads((tmp_path / "county.json.planted.json").read_text(encoding="utf-8"))
    assert claims["plan_sha256"] == sha256(plan_file.read_bytes()).hexdigest()
    assert claims["score"] == {level.value: value for level, value in report.score}
    assert claims["score"]["obligations"] == 0


def test_without_being_asked_the_plan_is_not_written(tmp_path):
    done = invoke("generate", "county", "--sessions", "24", "-o", tmp_path / "county.json")
    assert done.exit_code == 0
    assert sorted(path.name for path in tmp_path.iterdir()) == ["county.json", "county.json.planted.json"]


def test_json_lines_hold_the_same_and_the_claims_are_of_the_plan_as_json(tmp_path):
    lines, plain, plan_file = (
        tmp_path / "county.jsonl.gz",
        tmp_path / "county.json",
        tmp_path / "plan.jsonl.gz",
    )
    assert (
        invoke("generate", "county", "--sessions", "60", "-o", lines, "--planted", plan_file).exit_code == 0
    )
    assert invoke("generate", "county", "--sessions", "60", "-o", plain).exit_code == 0
    assert load(lines) == load(plain)
    claims = json.loads((tmp_path / "county.jsonl.gz.planted.json").read_text(encoding="utf-8"))
    plan = read_plan(plan_file, load(plain))
    assert claims["plan_sha256"] == sha256(plan_text(plan).encode()).hexdigest()


def test_how_far_a_large_region_is_is_told(tmp_path):
    done = invoke("generate", "province", "--sessions", "1500", "-o", tmp_path / "province.jsonl.gz")
    assert "25 of 31 training offices" in done.stderr


def test_a_wrong_code_is_told_with_what_would_do(tmp_path):
    done = invoke("generate", "county", "--code", "99", "-o", tmp_path / "county.json")
    assert done.exit_code == 5
    assert "division code" in done.stderr
    assert "11 北京市" in done.stderr
    assert list(tmp_path.iterdir()) == []


def test_a_wrong_size_is_a_wrong_word(tmp_path):
    assert invoke("generate", "village", "-o", tmp_path / "x.json").exit_code == 2


def test_instance_and_plan_cannot_both_go_to_standard_output():
    assert invoke("generate", "county", "-o", "-", "--planted", "-").exit_code == 2
