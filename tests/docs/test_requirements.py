"""Each requirement statement has a row in `docs/requirements.csv` that names what exists, and a test."""

import csv
import importlib
import re
from pathlib import Path

import pytest

from edusched import api
from edusched.domain import instance, organisations, people, places, policy, records, teaching, time
from edusched.domain.policy import Objective
from edusched.report.tables.listing import BY_ID as TABLE_BY_ID
from edusched.rules import costs, sources
from edusched.rules.catalogue import BY_ID

ROOT = Path(__file__).resolve().parents[2]
ROWS = list(csv.DictReader((ROOT / "docs" / "requirements.csv").read_text(encoding="utf-8").splitlines()))
STATEMENTS = ROOT.parent / "shared" / "requirements" / "statements.csv"
MODELS = (instance, organisations, people, places, policy, records, teaching, time)
MODELS = (instance, people, places, policy, records, teaching, time, costs, sources)

rows = pytest.mark.parametrize("row", ROWS, ids=lambda row: row["id"])


def test_every_statement_has_one_row() -> None:
    assert [row["id"] for row in ROWS] == [f"R{number:03}" for number in range(1, 292)]


def test_the_statements_are_those_of_the_documents() -> None:
    if not STATEMENTS.exists():
        pytest.skip("../shared/requirements is not here")
    with STATEMENTS.open(encoding="utf-8") as file:
        theirs = [(row["id"], row["kind"].split()[0]) for row in csv.DictReader(file)]
    assert [(row["id"], row["kind"]) for row in ROWS] == theirs


@rows
def test_what_is_named_exists(row: dict[str, str]) -> None:
    name = row["name"]
    match row["how"]:
        case "open":
            assert not name
            assert not row["test"]
        case "rule":
            assert name in BY_ID
        case "field":
            assert _is_field(name), name
        case "objective":
            assert name in {level.value for level in Objective}
        case "report":
            importlib.import_module(f"edusched.report.{name}")
        case "function":
            assert callable(getattr(api, name))
        case "table":
            assert name in TABLE_BY_ID
        case other:
            pytest.fail(f"met by a rule, a field, an objective, a report or a table of it, not by {other!r}")


def _is_field(name: str) -> bool:
    owner, _, field = name.partition(".")
    model = next((getattr(module, owner) for module in MODELS if hasattr(module, owner)), None)
    if model is None or not field:
        return model is not None
    return field in getattr(model, "model_fields", {}) or field in getattr(model, "__members__", {})


@rows
def test_the_test_that_is_named_is_there(row: dict[str, str]) -> None:
    if row["how"] == "open":
        return
    path, _, call = row["test"].partition("::")
    function, _, parameter = call.partition("[")
    text = (ROOT / path).read_text(encoding="utf-8")
    assert re.search(rf"^def {function}\(", text, flags=re.MULTILINE), row["test"]
    assert not parameter or parameter.rstrip("]") in BY_ID
