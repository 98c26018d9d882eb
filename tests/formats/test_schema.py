"""The committed JSON Schemas are those of the models, and whole."""

import json
import runpy

import pytest

from edusched.domain.instance import Instance
from edusched.domain.plan import Plan
from edusched.domain.records import Records
from edusched.formats.schema import DIALECT, _hoisted, instance_schema, plan_schema, records_schema
from edusched.rules import catalogue
from tests.conftest import ROOT
from tests.formats.helpers import places

FOLDER = ROOT / "src" / "sched" / "edusched" / "schemas"
SCRIPT = runpy.run_path(str(ROOT / "scripts" / "make_schema.py"))
SCHEMAS = {"instance": instance_schema(), "plan": plan_schema(), "records": records_schema()}


def test_the_committed_schemas_are_the_generated_ones():
    for path, text in SCRIPT["texts"]().items():
        assert path.parent == FOLDER
        assert path.read_text(encoding="utf-8") == text, "Maybe: python scripts/make_schema.py"
    assert SCRIPT["main"](["--check"]) == 0


def test_the_script_tells_what_is_out_of_date(tmp_path, monkeypatch, capsys):
    monkeypatch.setitem(SCRIPT["texts"].__globals__, "FOLDER", tmp_path / "schemas")
    assert SCRIPT["main"](["--check"]) == 1
    assert "plan.schema.json is out of date" in capsys.readouterr().err
    assert SCRIPT["main"]([]) == 0
    assert SCRIPT["main"](["--check"]) == 0


@pytest.mark.parametrize("name", SCHEMAS)
def test_every_reference_of_a_schema_leads_somewhere(name):
    schema = SCHEMAS[name]
    references = {value for path, value in places(schema) if path and path[-1] == "$ref"}
    assert references
    for reference in sorted(references):
        assert reference.removeprefix("#/$defs/") in schema["$defs"], reference


@pytest.mark.parametrize("name", SCHEMAS)
def test_a_schema_says_its_dialect_and_nothing_foreign(name):
    schema = SCHEMAS[name]
    assert schema["$schema"] == DIALECT
    assert "$id" not in schema
    assert schema["additionalProperties"] is False
    keys = {path[-1] for path, _ in places(schema) if path and isinstance(path[-1], str)}
    assert not keys & {"decimal_places", "max_digits", "ge", "le"}
    json.dumps(schema, allow_nan=False)


@pytest.mark.parametrize(("name", "model"), [("instance", Instance), ("plan", Plan), ("records", Records)])
def test_a_schema_has_every_field(name, model):
    assert list(SCHEMAS[name]["properties"]) == list(model.model_fields)
    assert {"schema_version", "kind"} <= set(SCHEMAS[name]["required"])


def test_every_rule_of_the_catalogue_has_its_parameters():
    rule = SCHEMAS["instance"]["$defs"]["PolicyRule"]
    names = list(catalogue.parameter_schemas())
    assert rule["properties"]["rule"]["enum"] == names
    assert [case["if"]["properties"]["rule"]["const"] for case in rule["allOf"]] == names
    for case in rule["allOf"]:
        assert case["then"]["properties"]["parameters"]["additionalProperties"] is False


def test_hours_are_numbers_with_limits():
    hours = SCHEMAS["instance"]["$defs"]["Course"]["properties"]["study_hours"]
    assert hours == {"type": "number", "minimum": 0, "maximum": 10000, "title": "Study Hours"}


def test_definitions_of_one_name_and_another_meaning_are_kept_apart():
    shared = {"Same": {"type": "string"}, "Other": {"type": "string"}}
    part = {
        "properties": {"a": {"$ref": "#/$defs/Same"}, "b": [{"$ref": "#/$defs/Other"}]},
        "$defs": {"Same": {"type": "string"}, "Other": {"items": {"$ref": "#/$defs/Same"}}},
    }
    moved = _hoisted(part, "rest", shared)
    assert moved == {"properties": {"a": {"$ref": "#/$defs/Same"}, "b": [{"$ref": "#/$defs/rest.Other"}]}}
    assert shared["Other"] == {"type": "string"}
    assert shared["rest.Other"] == {"items": {"$ref": "#/$defs/Same"}}
