"""Adding a rule is one file and one line: the line must not be forgotten."""

import importlib

import pytest

from tests.architecture.sources import PACKAGE, rule_classes, rule_pages


def listed():
    if not (PACKAGE / "rules" / "catalogue.py").is_file():
        pytest.skip("there is no catalogue yet")
    catalogue = importlib.import_module("edusched.rules.catalogue").CATALOGUE
    return [entry if isinstance(entry, type) else type(entry) for entry in catalogue]


def module_of(path):
    return "edusched." + ".".join(path.relative_to(PACKAGE).with_suffix("").parts)


def test_every_rule_page_is_in_the_catalogue():
    rules = {(rule.__module__, rule.__name__) for rule in listed()}
    pages = {(module_of(path), name) for path in rule_pages() for name in rule_classes(path)}
    assert rules
    assert pages == rules


def test_no_rule_stands_twice_in_the_catalogue():
    ids = [rule.id for rule in listed()]
    assert len(ids) == len(set(ids))
