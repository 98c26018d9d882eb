"""JSON that the standard parser would take, or choke on, is refused with its place."""

import json
import time

import pytest

from edusched.domain.errors import NO_VALUE, InvalidInputError
from edusched.formats.json_text import MAX_DEPTH, MAX_FAULTS, parse_json, walk
from tests.formats.helpers import RICH, in_free_object, places, with_literal


def faults_of(text, **limits):
    with pytest.raises(InvalidInputError) as caught:
        parse_json(text, "f.json", **limits)
    assert all(fault.file == "f.json" and fault.path and fault.expected for fault in caught.value.faults)
    return caught.value.faults


def nested(levels):
    return "[" * levels + "]" * levels


@pytest.mark.parametrize(
    "text",
    [
        "{}",
        "[]",
        "1",
        '"a"',
        "null",
        ' {"a": [1, -2, 0, 0.5, -1.5e3, 1E2, 0.0, true, {"b": ""}]} ',
        json.dumps(RICH),
        nested(MAX_DEPTH),
        f'{{"a": "{"[" * 1000}"}}',
        '["\\\\", "[[[", "\\"[[[", "\\\\\\"[{", "", ",,,"]',
        '"\\ud83d\\ude00 \\u0000"',
        "9223372036854775807",
        "-9223372036854775808",
        "1.7976931348623157e308",
        "5e-324",
        "0.12345678901234567890123456789",
        '{"a": 1, "A": 2, "\u00e1": 3, "a\u0301": 4}',
    ],
)
def test_good_json_is_read_as_it_is(text):
    document = parse_json(text, "f.json")
    assert document.data == json.loads(text)
    assert document.values >= sum(1 for _ in walk(document.data)) - text.count('":')


SYNTAX = [
    ("", "line 1, column 1", "the input is empty"),
    (" \n\t ", "line 1, column 1", "the input is empty"),
    ("{", "line 1, column 2", "cut off"),
    ('{"a": 1,\n "b": }', "line 2, column 7", "expecting value"),
    ('{"a": 1\n "b": 2}', "line 2, column 2", "expecting ',' delimiter"),
    ("{'a': 1}", "line 1, column 2", "double quotes"),
    ('{"a": 1} x', "line 1, column 10", "extra data"),
    ('{"a": "x', "line 1, column 7", "cut off"),
    ('["a\nb"]', "line 1, column 4", "invalid control character"),
    ('["\\x"]', "line 1, column 3", "escape"),
    ('["\\u12"]', "line 1, column", "escape"),
    ("[01]", "line 1, column 3", "delimiter"),
    ("[+1]", "line 1, column 2", "expecting value"),
    ("[.5]", "line 1, column 2", "expecting value"),
    ("[1.]", "line 1, column 3", "delimiter"),
    ("[1,]", "line 1, column", "not JSON"),
    ("tru", "line 1, column 1", "expecting value"),
    ("\x00\x00\x00\x00", "line 1, column 1", "expecting value"),
    ("]", "line 1, column 1", "expecting value"),
    ("[}", "line 1, column 2", "expecting value"),
    ('"abc\\', "line 1, column", "not JSON"),
]


@pytest.mark.parametrize(("text", "place", "words"), SYNTAX)
def test_a_syntax_error_has_line_and_column(text, place, words):
    (fault,) = faults_of(text)
    assert fault.path.startswith(place)
    assert words in str(fault)


@pytest.mark.parametrize(
    ("text", "place"),
    [
        (nested(MAX_DEPTH + 1), f"line 1, column {MAX_DEPTH + 1}"),
        ("[" * 100_000, f"line 1, column {MAX_DEPTH + 1}"),
        ('{"a":' * 100_000 + "1" + "}" * 100_000, f"line 1, column {5 * MAX_DEPTH + 1}"),
        ('["]]]]", "\\"]",\n' + nested(MAX_DEPTH), f"line 2, column {MAX_DEPTH}"),
        ("[" * 200 + "]" * 500, f"line 1, column {MAX_DEPTH + 1}"),
        ('\\"' + "[" * 200, "line 1, column 1"),  # no JSON: nobody can say where its texts begin
    ],
    ids=range(6),
)
def test_deep_nesting_is_refused_before_parsing(text, place):
    (fault,) = faults_of(text)
    assert fault.path == place
    assert "deeper than 64 levels" in fault.expected


def test_too_many_values_are_refused_before_parsing():
    (fault,) = faults_of("[" + "1," * 100 + "1]", max_values=100)
    assert "102 values in one input; expected at most 100" in fault.expected
    text = json.dumps(["," * 1000])
    assert parse_json(text, max_values=10).data == ["," * 1000]


NUMBERS = [
    "NaN",
    "Infinity",
    "-Infinity",
    "1e999",
    "-1e999",
    "-0",
    "-0.0",
    "1e-400",
    "9223372036854775808",
    "-9223372036854775809",
    "1" + "0" * 4000,
    "0." + "1" * 31,
]
NUMERIC_PLACES = [
    path for path, value in places(RICH) if isinstance(value, int | float) and not isinstance(value, bool)
]


def test_there_are_many_numbers_to_try():
    assert len(NUMERIC_PLACES) > 60


@pytest.mark.parametrize("literal", NUMBERS, ids=lambda text: text[:22])
def test_every_number_that_cannot_be_kept_is_refused_at_its_path(literal):
    for path in NUMERIC_PLACES:
        (fault,) = faults_of(with_literal(path, literal))
        assert fault.path == dotted(path), path
        assert str(fault.value) == literal[:200]


def dotted(path):
    text = "$"
    for part in path:
        plain = isinstance(part, str) and part.isidentifier() and part.isascii()
        text += f".{part}" if plain else f"[{json.dumps(part)}]"
    return text


OBJECT_PLACES = [path for path, value in places(RICH) if isinstance(value, dict) and value]


@pytest.mark.parametrize("path", OBJECT_PLACES, ids=dotted)
def test_a_key_given_twice_is_refused_in_every_object(path):
    data = json.loads(json.dumps(RICH))
    target = data
    for part in path:
        target = target[part]
    key = next(iter(target))
    target["@@again@@"] = 1
    (fault,) = faults_of(json.dumps(data).replace('"@@again@@"', json.dumps(key)))
    assert fault.path == dotted((*path, key))
    assert "more than once" in fault.expected
    assert fault.value is NO_VALUE


def test_several_kinds_of_faults_are_told_at_once():
    faults = faults_of('{"a": NaN, "b": {"c": 1, "c": 2}, "d": [1e999, "\\ud800"], "\\udc00": 1}')
    assert [fault.path for fault in faults] == ["$.a", "$.b.c", "$.d[0]", '$["\\udc00"]', "$.d[1]"]


def test_faults_inside_a_value_that_was_pushed_out_are_told_too():
    faults = faults_of('{"a": {"b": NaN, "c": 1, "c": 2}, "a": 1}')
    assert [fault.path for fault in faults] == ["$.a", "$", "$"]


def test_many_faults_are_counted():
    with pytest.raises(InvalidInputError) as caught:
        parse_json("[" + "NaN," * 999 + "1]")
    assert len(caught.value.faults) == MAX_FAULTS
    assert str(caught.value).endswith("and 949 more faults")


STRING_PLACES = [path for path, value in places(RICH) if isinstance(value, str)]


@pytest.mark.parametrize("half", ["\\ud800", "\\udfff", "a\\uDBFFb", "\\ud800\\ud800", "\\udc00\\ud800"])
def test_half_a_surrogate_pair_is_refused_at_its_path(half):
    for path in STRING_PLACES[:60]:
        (fault,) = faults_of(with_literal(path, f'"{half}"'))
        assert fault.path == dotted(path)
        assert str(fault).isprintable()


def test_half_a_surrogate_pair_in_the_text_itself_has_a_column():
    (fault,) = faults_of('{"a": "x\ud800"}')
    assert fault.path == "line 1, column 9"


def test_walk_goes_in_order_without_recursion():
    data = {"a": [1, {"b": 2}], "c": {}}
    seen = [(tuple(path), value) for path, value in walk(data)]
    assert seen == list(places(data))
    deep = []
    for _ in range(100_000):
        deep = [deep]
    assert sum(1 for _ in walk(deep)) == 100_001


LARGE = [
    '"' + '\\"' * 10**6,
    '"' + "\\" * 10**6,
    '["' + '","' * 10**6,
    "[" * 10**6 + "]" * 10**6,
    "]" * 10**6,
    '"' * 10**6,
    "[" + "1" * 10**6 + "]",
    "[" + "{}," * 10**6,
    '{"' + "a" * 10**6 + '": NaN}',
    "\n" * 10**6 + "x",
    "[" + '"\\ud800",' * 10**5 + "1]",
    "{" + '"a":1,' * 10**5 + '"a":1}',
]


@pytest.mark.parametrize("text", LARGE, ids=range(len(LARGE)))
def test_no_text_takes_more_than_linear_time(text):
    start = time.perf_counter()
    told = str(faults_of(text)[0])
    assert time.perf_counter() - start < 3
    assert len(told) < 1000


def test_ids_and_paths_of_free_objects_are_quoted():
    (fault,) = faults_of('{"headcount": {"a b": NaN}}')
    assert fault.path == '$.headcount["a b"]'
    assert in_free_object(("cohorts", 0, "headcount", "a b"))
