"""The worked example of docs/dev/add-a-rule.md does what the guide says, word for word as it stands there."""

import importlib.util
import sys
from types import ModuleType
from typing import Any

import pytest

from edusched.checking.checker import rule_violations
from edusched.formats.schema import instance_schema
from edusched.report import words
from edusched.rules import catalogue
from edusched.rules.examples import Example, instance_data, instance_of, plan_of
from tests import strategies
from tests.docs.guide import DOCS, blocks
from tests.rules import naive, naive_words
from tests.rules.harness import Contract, disagreement
from tests.rules.tight import times
from tests.rules.tight.form import at_the_limit, one_unit_further, with_the_rule_off
from tests.strategies import Case, cases
from tests.tiny import parameters
from tests.tiny.shrink import plan_data

GUIDE = DOCS / "dev" / "add-a-rule.md"
PAGE, LINE, SUBJECT, WORKED, PLAIN, SAMPLER, LEANING, LIMIT = blocks(GUIDE, "python")
RULE = "sessions_per_day"


def _module(name: str, text: str, folder: Any) -> ModuleType:
    """Return a module of its own made from text; it stands in a file, so that errors show their lines."""
    file = folder / f"{name}.py"
    file.write_text(text, encoding="utf-8")
    spec = importlib.util.spec_from_file_location(name, file)
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    sys.modules[name] = module
    try:
        spec.loader.exec_module(module)
    finally:
        del sys.modules[name]
    return module


def _entered(page: ModuleType, monkeypatch: pytest.MonkeyPatch) -> Any:
    """Enter a rule page in the catalogue and its sampler among the samplers, for one test."""
    if RULE in catalogue.BY_ID:
        pytest.skip(f"{RULE} is in the catalogue here, as for somebody who follows the guide to the letter")
    rule = page.SessionsPerDay
    monkeypatch.setattr(catalogue, "CATALOGUE", (*catalogue.CATALOGUE, rule))
    monkeypatch.setitem(catalogue.BY_ID, rule.id, rule)
    monkeypatch.setattr(words, "SUBJECTS", dict(words.SUBJECTS))
    monkeypatch.setattr(naive, "WORDS", dict(naive.WORDS))
    exec(PLAIN.text, dict(naive_words.__dict__))  # noqa: S102 - our own page
    monkeypatch.setattr(parameters, "SAMPLERS", dict(parameters.SAMPLERS))
    monkeypatch.setattr(strategies, "LEANINGS", dict(strategies.LEANINGS))
    exec(SUBJECT.text, words.__dict__)  # noqa: S102 - our own page
    exec(SAMPLER.text, parameters.__dict__)  # noqa: S102 - our own page
    monkeypatch.delattr(parameters, f"_{RULE}")
    exec(LEANING.text, strategies.__dict__)  # noqa: S102 - our own page
    return rule


@pytest.fixture
def rule(tmp_path, monkeypatch):
    return _entered(_module("guide_page", PAGE.text, tmp_path), monkeypatch)


@pytest.fixture
def worked(tmp_path) -> tuple[Example, ...]:
    return _module("guide_worked", WORKED.text, tmp_path).EXAMPLES


def test_the_guide_names_the_rule_it_adds(rule):
    text = GUIDE.read_text(encoding="utf-8")
    assert rule.id == RULE
    assert f"src/sched/edusched/rules/{RULE}.py" in text
    assert f"from edusched.rules.{RULE} import {rule.__name__}" in LINE.text
    assert f"    {rule.__name__},\n" in LINE.text
    assert f"tests/rules/worked/{RULE}.py" in text


def test_the_page_keeps_the_house_rules():
    lines = PAGE.text.splitlines()
    assert len(lines) <= 150
    assert max(map(len, lines)) <= 110


def test_the_examples_have_their_amounts(rule, worked):
    assert len(worked) >= 4
    assert {example.amount > 0 for example in worked} == {True, False}
    for example in (*rule.examples, *worked):
        violations = rule_violations(instance_of(example, RULE), plan_of(example.plan))
        assert sum(v.amount for v in violations) == example.amount, example.text
        assert example.subject in {None, *(v.subject for v in violations)}, example.text


def test_rows_agree_with_the_check_on_the_examples(rule, worked):
    for example in (*rule.examples, *worked):
        data = instance_data(example, RULE)
        assert disagreement(data, RULE, dict(example.parameters), plan_of(example.plan)) is None, example.text


def _judged(case: Case) -> list[tuple[int, str | None]]:
    contract = Contract(case.data, RULE, case.parameters)
    return [(judged.amount, judged.disagreement) for judged in map(contract.judge, case.plans)]


def test_the_contract_holds_on_drawn_cases(rule):
    found = [judged for case in cases(RULE, 0, 10, 4) for judged in _judged(case)]
    assert [wrong for _, wrong in found if wrong] == []
    broken = sum(amount > 0 for amount, _ in found)
    assert 0.1 * len(found) <= broken <= 0.9 * len(found), "too little or too much to say"


def test_the_plain_reading_agrees_with_the_check_on_drawn_cases(rule):
    for case in cases(RULE, 0, 10, 4):
        instance = strategies.instance_for(case.data, RULE, case.parameters)
        for plan in case.plans:
            found = rule_violations(instance, plan)
            if all(v.rule == "it" for v in found):
                said = naive.naive_amount(case.data, plan_data(plan), RULE, case.parameters)
                assert sum(v.amount for v in found) == said, repr(case)


@pytest.mark.parametrize("change", ["+ 1", "- 1"])
def test_the_mistake_the_guide_proposes_is_found(change, tmp_path, monkeypatch):
    """Rows that are too loose, and rows that are too tight."""
    wrong = "table.column[rows], self.parameters.max_sessions_per_day"
    assert PAGE.text.count(wrong) == 1
    text = PAGE.text.replace(wrong, f"{wrong} {change}")
    _entered(_module("guide_page_with_a_mistake", text, tmp_path), monkeypatch)
    assert any(wrong for case in cases(RULE, 0, 10, 4) for _, wrong in _judged(case))


def test_the_rule_binds_where_the_case_says(rule):
    names = dict(times.__dict__)
    exec(LIMIT.text, names)  # noqa: S102 - our own page
    case = names["CASES"][-1]
    assert case.rule == RULE
    at_the_limit(case)
    one_unit_further(case)
    with_the_rule_off(case)


def test_a_report_names_whom_the_violation_is_about(rule):
    example = rule.examples[0]
    named = Example(
        example.text, example.plan, example.amount, {"cohorts": [{"id": "c1", "name": "First class"}]}
    )
    instance = instance_of(named, RULE)
    (found,) = rule_violations(instance, plan_of(named.plan))
    line = f"{RULE}: First class (c1), 2026-09-07: 1 session (t1, k1, p1)"
    assert words.Words(instance).violation(found) == line


def test_the_schema_knows_the_new_rule(rule):
    entry = instance_schema()["$defs"]["PolicyRule"]
    assert RULE in entry["properties"]["rule"]["enum"]
