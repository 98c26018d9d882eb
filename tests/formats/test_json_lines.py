"""JSON Lines and packed files: the same as JSON, faults with their lines, nothing half read."""

import gzip
import io
import json
import tracemalloc
import zlib

import pytest

from edusched.domain.errors import FileAccessError, InvalidInputError
from edusched.domain.plan import Plan
from edusched.formats import json_lines, json_text, text_files
from edusched.formats.files import (
    canonical_plan,
    instance_text,
    load_instance,
    load_plan,
    load_records,
    plan_text,
    save_instance,
    save_plan,
    save_records,
)
from edusched.rules.examples import plan_of
from tests.docs.guide import DOCS, blocks
from tests.formats.helpers import RICH, rich, with_value, written
from tests.formats.records_cases import RECORDS
from tests.formats.test_fuzz import CERTIFICATE

SUFFIXES = ("jsonl", "jsonl.gz", "json.gz")
PLAN = Plan.model_validate(
    plan_of(
        """t1 2026-09-07 am school/big li c1
        k1 2026-09-08 pm bus@hill wu c1
        night bus 2026-09-08 hill"""
    ).model_dump()
    | {"not_run": [{"session": "p1", "reason": "no seats"}]},
    strict=False,
)
CERTIFIED = Plan.model_validate_json(json.dumps(json.loads(plan_text(PLAN)) | {"certificate": CERTIFICATE}))


def faults_of(action, *arguments, **options):
    with pytest.raises(InvalidInputError) as caught:
        action(*arguments, **options)
    assert str(caught.value)
    return caught.value.faults


def lines_of(tmp_path, data=None):
    """Return the lines of the rich instance, or of other data."""
    path = tmp_path / "whole.jsonl"
    save_instance(load_instance(written(tmp_path, data or RICH)), path)
    return path.read_text(encoding="utf-8").splitlines()


def with_lines(tmp_path, lines, name="broken.jsonl"):
    return written(tmp_path, "".join(line + "\n" for line in lines), name=name)


def number_of(lines, name, index=0):
    """Return the number of a line, from 1, by its list and the position there."""
    return [k for k, line in enumerate(lines, 1) if line.startswith(f'{{"{name}":')][index]


# --- what is said is the same in every form ----------------------------------------------------------------


@pytest.mark.parametrize("suffix", SUFFIXES)
def test_an_instance_is_the_same_in_every_form(tmp_path, suffix):
    instance = load_instance(written(tmp_path, RICH))
    path = tmp_path / f"again.{suffix}"
    save_instance(instance, path)
    first = path.read_bytes()
    again = load_instance(path)
    assert again == instance
    assert instance_text(again) == instance_text(instance)
    save_instance(again, path)
    assert path.read_bytes() == first


@pytest.mark.parametrize("suffix", SUFFIXES)
@pytest.mark.parametrize(
    "plan", [PLAN, CERTIFIED, Plan(instance="example")], ids=["bare", "certified", "none"]
)
def test_a_plan_is_the_same_in_every_form(tmp_path, suffix, plan):
    path = tmp_path / f"plan.{suffix}"
    save_plan(plan, path)
    first = path.read_bytes()
    again = load_plan(path, load_instance(written(tmp_path, RICH)))
    assert again == canonical_plan(plan)
    assert plan_text(again) == plan_text(plan)
    save_plan(again.model_copy(update={"bookings": again.bookings[::-1]}), path)
    assert path.read_bytes() == first


@pytest.mark.parametrize("suffix", SUFFIXES)
def test_records_are_the_same_in_every_form(tmp_path, suffix):
    records = load_records(written(tmp_path, RECORDS))
    path = tmp_path / f"records.{suffix}"
    save_records(records, path)
    assert load_records(path) == records


def test_the_lines_are_a_header_and_one_for_each_thing(tmp_path):
    save_plan(CERTIFIED, tmp_path / "plan.jsonl")
    header, *lines = map(json.loads, (tmp_path / "plan.jsonl").read_text(encoding="utf-8").splitlines())
    assert header == {
        "schema_version": "1.0",
        "kind": "plan",
        "instance": "example",
        "counts": {"bookings": 2, "not_run": 1, "overnights": 1, "certificate": 1},
    }
    assert [list(line) for line in lines] == [
        ["bookings"],
        ["bookings"],
        ["not_run"],
        ["overnights"],
        ["certificate"],
    ]
    data = json.loads(plan_text(CERTIFIED))
    assert [line["bookings"] for line in lines[:2]] == data["bookings"]
    assert lines[-1]["certificate"] == data["certificate"]


def test_names_of_files_are_read_in_any_case_and_with_what_windows_writes(tmp_path):
    text = "\ufeff" + "\r\n".join(lines_of(tmp_path))
    assert load_instance(with_lines(tmp_path, [text], "X.JSONL")) == load_instance(written(tmp_path, RICH))


def test_a_packed_file_has_no_time_and_no_name(tmp_path):
    save_plan(PLAN, tmp_path / "plan.jsonl.gz")
    packed = (tmp_path / "plan.jsonl.gz").read_bytes()
    assert packed[:8] == b"\x1f\x8b\x08\x00" + bytes(4)
    save_plan(PLAN, tmp_path / "plan.jsonl")
    assert gzip.decompress(packed) == (tmp_path / "plan.jsonl").read_bytes()


# --- faults ------------------------------------------------------------------------------------------------

FAULTS = [
    (("sessions", 1, "course"), "thoery", "unknown course; expected one of"),
    (("sessions", 1, "length_periods"), "two", "expected a whole number"),
    (("sessions", 2, "lenght"), 2, "unknown field"),
    (("sessions", 0, "staff", 0, "count"), -1, "expected 1 or more"),
    (("venues", 0, "rooms", 0, "capacity_persons"), 1.5, "expected a whole number"),
    (("units", 0, "region"), "nowhere", "unknown region"),
    (("calendar", "first_day"), "2026-13-01", "expected a date"),
    (("policy", "rules", 1, "rule"), "rset", 'did you mean "rest"?'),
    (("travel", "speed_kmh"), "fast", "expected a"),
]


@pytest.mark.parametrize(("path", "value", "words"), FAULTS, ids=range(len(FAULTS)))
def test_a_fault_is_that_of_json_with_its_line(tmp_path, path, value, words):
    (expected,) = faults_of(load_instance, written(tmp_path, with_value(path, value)))
    lines = lines_of(tmp_path)
    number = number_of(lines, path[0], path[1]) if isinstance(path[1], int) else 1
    data = json.loads(lines[number - 1])
    changed = with_value((path[0], *path[2:]) if number > 1 else path, value, data)
    lines[number - 1] = json.dumps(changed)
    (fault,) = faults_of(load_instance, with_lines(tmp_path, lines))
    assert fault.path == f"line {number}, {expected.path}"
    assert (fault.value, fault.expected, fault.advice) == (expected.value, expected.expected, expected.advice)
    assert words in str(fault)


def test_a_fault_of_a_plan_has_its_line(tmp_path):
    instance = load_instance(written(tmp_path, RICH))
    save_plan(CERTIFIED, tmp_path / "plan.jsonl")
    lines = (tmp_path / "plan.jsonl").read_text(encoding="utf-8").splitlines()
    wrong = [line.replace('"hill"', '"sea"').replace('"feasible"', '"fine"') for line in lines]
    (fault,) = faults_of(load_plan, with_lines(tmp_path, wrong), instance)
    assert fault.path == "line 6, $.certificate.status"
    (booking, night) = faults_of(load_plan, with_lines(tmp_path, [*wrong[:-1], lines[-1]]), instance)
    assert (booking.path, night.path) == ("line 2, $.bookings[0].place.site", "line 5, $.overnights[0].site")
    (fault,) = faults_of(
        load_plan, with_lines(tmp_path, [lines[0].replace('"kind":"plan",', ""), *lines[1:]])
    )
    assert (fault.path, fault.expected) == ("line 1, $.kind", "missing; this field must be given")


# What stands in place of a line of sessions, the place told, and words of the fault.
BAD_LINES = [
    ("", "line 9, column 1", "empty"),
    ('{"sessions": {', "line 9, column 15", "cut off"),
    ('{"sessions": {}} {}', "line 9, column 18", "not JSON"),
    ('{"sessions": {"id": "a", "id": "b", "course": "law"}}', "line 9, $.sessions[0].id", "more than once"),
    ('{"sessions": {"id": "a"}, "sessions": {}}', "line 9, $.sessions[0]", "more than once"),
    ('{"sessions": {"id": "a", "course": NaN}}', "line 9, $.sessions[0].course", "finite"),
    ('{"sessions": {"id": "\\ud800", "course": "law"}}', "line 9, $.sessions[0].id", "surrogate"),
    ('{"sessions": ' + "[" * 70 + "]" * 70 + "}", "line 9, column 77", "nested deeper"),
    ('{"sessions": 7}', "line 9, $.sessions[0]", "expected an object"),
    ('{"sesions": {}}', "line 9", 'did you mean "sessions"?'),
    ("[]", "line 9", 'such as {"regions": {...}}'),
    ('{"units": {}, "sessions": {}}', "line 9", "expected an object of one list's name"),
    ('{"regions": {}}', "line 9", "expected before the lines of programmes"),
]


@pytest.mark.parametrize(("line", "place", "words"), BAD_LINES, ids=range(len(BAD_LINES)))
def test_a_bad_line_has_its_number(tmp_path, line, place, words):
    lines = lines_of(tmp_path)
    number = number_of(lines, "sessions")
    lines[number - 1] = line
    fault, *rest = faults_of(load_instance, with_lines(tmp_path, lines))
    assert fault.path == place.replace("line 9", f"line {number}")
    assert words in str(fault)
    assert [other for other in rest if "line 1," in other.path] == []


def test_all_faults_are_told_at_once_and_counted(tmp_path):
    lines = lines_of(tmp_path)
    header = json.loads(lines[0]) | {"id": "two words"}
    sessions = [json.dumps({"sessions": {"id": f"s{k}", "course": 1}}) for k in range(70)]
    with pytest.raises(InvalidInputError) as caught:
        load_instance(with_lines(tmp_path, [json.dumps(header), *lines[1:], *sessions]))
    assert caught.value.faults[0].path == "line 1, $.id"
    assert caught.value.faults[1].path == f"line {len(lines) + 1}, $.sessions[{len(RICH['sessions'])}].course"
    assert (len(caught.value.faults), caught.value.omitted) == (50, 21)
    with pytest.raises(InvalidInputError) as caught:
        load_instance(with_lines(tmp_path, [*lines, *sessions * 20]))
    assert caught.value.omitted is None


@pytest.mark.parametrize(
    ("lines", "place", "words"),
    [
        ([], "line 1, column 1", "empty"),
        (["{", '"kind": "instance"', "}"], "line 1, column 2", "a name that ends in .json is read as JSON"),
        (['{"kind": "plan"}'], "$.kind", "this file holds the plan"),
        (['{"kind": "instance", "schema_version": "9.9"}'], "$.schema_version", "newer version"),
        (["[1]"], "$", "expected an object that holds the instance"),
    ],
)
def test_a_header_that_is_none(tmp_path, lines, place, words):
    fault, *_ = faults_of(load_instance, with_lines(tmp_path, lines))
    assert fault.path == place
    assert words in str(fault)


def test_a_header_has_counts_and_no_lists(tmp_path):
    header, *lines = lines_of(tmp_path)
    wrong = json.loads(header) | {"units": []}
    del wrong["counts"]
    one, other = faults_of(load_instance, with_lines(tmp_path, [json.dumps(wrong), *lines]))
    assert {one.path, other.path} == {"line 1, $.counts", "line 1, $.units"}
    (fault,) = faults_of(load_instance, with_lines(tmp_path, [header.replace('"units":', '"unit":'), *lines]))
    assert fault.path == "line 1, $.counts.unit"
    assert 'did you mean "units"' in str(fault)


def test_a_list_that_may_not_be_empty(tmp_path):
    header = lines_of(tmp_path)[0].partition(',"counts"')[0] + ',"counts":{}}'
    (fault,) = faults_of(load_instance, with_lines(tmp_path, [header]))
    assert (fault.path, fault.expected) == ("$.regions", "missing; this field must be given")


# --- cut off, damaged, too large ---------------------------------------------------------------------------


def test_lines_cut_off_anywhere_are_noticed(tmp_path):
    path = tmp_path / "plan.jsonl"
    save_plan(CERTIFIED, path)
    whole = path.read_bytes()
    for cut in range(len(whole) - 1):
        faults_of(load_plan, written(tmp_path, whole[:cut], name="cut.jsonl"))
    assert load_plan(written(tmp_path, whole[:-1], name="cut.jsonl")) == canonical_plan(CERTIFIED)


@pytest.mark.parametrize("suffix", ["jsonl.gz", "json.gz"])
def test_a_packed_file_cut_off_or_changed_anywhere_is_noticed(tmp_path, suffix):
    path = tmp_path / f"plan.{suffix}"
    save_plan(CERTIFIED, path)
    whole = path.read_bytes()
    for cut in range(len(whole)):
        faults = faults_of(load_plan, written(tmp_path, whole[:cut], name=f"cut.{suffix}"))
        assert cut < 2 or "cut off" in str(faults[-1])
    for at in range(10, len(whole)):
        broken = whole[:at] + bytes([whole[at] ^ 0x55]) + whole[at + 1 :]
        faults_of(load_plan, written(tmp_path, broken, name=f"broken.{suffix}"))
    faults_of(load_plan, written(tmp_path, whole + b"more", name=f"longer.{suffix}"))


@pytest.mark.parametrize("suffix", ["jsonl.gz", "json.gz"])
def test_plain_text_with_a_packed_name_and_the_other_way_round(tmp_path, suffix):
    (fault,) = faults_of(load_plan, written(tmp_path, plan_text(PLAN), name=f"plan.{suffix}"))
    assert "name it without .gz" in str(fault)
    save_plan(PLAN, tmp_path / f"plan.{suffix}")
    raw = (tmp_path / f"plan.{suffix}").read_bytes()
    (fault,) = faults_of(load_plan, written(tmp_path, raw, name=f"plan.{suffix.removesuffix('.gz')}"))
    assert "let its name end in .gz" in str(fault)


def bomb(head, megabytes):
    """Return a packed file of a head and so many megabytes of spaces."""
    stream = io.BytesIO()
    with gzip.GzipFile(fileobj=stream, mode="wb", compresslevel=1) as packed:
        packed.write(head)
        for _ in range(megabytes):
            packed.write(b" " * 1_000_000)
    return stream.getvalue()


@pytest.mark.parametrize("suffix", ["jsonl.gz", "json.gz"])
def test_a_bomb_is_not_unpacked(tmp_path, monkeypatch, suffix):
    monkeypatch.setattr(json_lines, "MAX_LINE_BYTES", 1_000_000)
    path = written(tmp_path, bomb(b"", 40), name=f"bomb.{suffix}")
    assert path.stat().st_size < 400_000
    tracemalloc.start()
    try:
        (fault,) = faults_of(load_instance, path, max_bytes=4_000_000)
        peak = tracemalloc.get_traced_memory()[1]
    finally:
        tracemalloc.stop()
    assert "larger than 4,000,000" in str(fault) or "longer than 1,000,000" in str(fault)
    assert peak < 12_000_000


@pytest.mark.parametrize(
    ("name", "most", "words"),
    [
        ("MAX_LINE_BYTES", 100, "the line is longer than 100 bytes"),
        ("MAX_VALUES", 10, "expected at most 10"),
        ("MAX_BYTES", 100, "the lines are larger than 100 bytes"),
    ],
)
def test_lines_have_limits(tmp_path, monkeypatch, name, most, words):
    path = with_lines(tmp_path, lines_of(tmp_path))
    monkeypatch.setattr(json_lines, name, most)
    (fault,) = faults_of(load_instance, path)
    assert words in str(fault)
    assert fault.path.startswith("line ")


def test_what_was_found_before_a_limit_is_told_too(tmp_path):
    lines = lines_of(tmp_path)
    lines[1] = '{"regions": {"id": 7}}'
    raw = "\n".join(lines).encode() + b"\n\xff\n"
    faults = faults_of(load_instance, written(tmp_path, raw, name="broken.jsonl"))
    assert faults[0].path == "line 2, $.regions[0].id"
    assert faults[-1].path == f"line {len(lines) + 1}, column 1 (byte 0)"


def test_a_line_alone_is_held_as_text(tmp_path):
    data = rich()
    data["sessions"] += [data["sessions"][0] | {"id": f"s{k}"} for k in range(2_000)]
    path = tmp_path / "long.jsonl"
    save_instance(load_instance(written(tmp_path, data)), path)
    lines = text_files.read_lines(path, 10**9, 10**6)
    characters = len(path.read_text(encoding="utf-8"))
    tracemalloc.start()
    try:
        assert sum(len(line) + 1 for line in lines) == characters
        assert tracemalloc.get_traced_memory()[1] < path.stat().st_size / 4
    finally:
        tracemalloc.stop()


# --- writing -----------------------------------------------------------------------------------------------


@pytest.mark.parametrize("suffix", SUFFIXES)
def test_what_cannot_be_written_leaves_the_old_file(tmp_path, suffix):
    path = written(tmp_path, "old", name=f"plan.{suffix}")
    booking = PLAN.bookings[0].model_copy(update={"session": "a\ud800"})
    faults_of(save_plan, PLAN.model_copy(update={"bookings": (*PLAN.bookings, booking)}), path)
    assert path.read_bytes() == b"old"
    assert list(tmp_path.iterdir()) == [path]
    with pytest.raises(FileAccessError):
        save_plan(PLAN, tmp_path / "none" / f"plan.{suffix}")


def test_a_file_that_is_not_there(tmp_path):
    for suffix in SUFFIXES:
        with pytest.raises(FileAccessError, match="no such file"):
            load_plan(tmp_path / f"plan.{suffix}")


def test_a_legs_file_is_found_beside_lines(tmp_path):
    written(tmp_path, "start,end,travel_minutes,travel_metres\nhill,county,70,41000\n", name="legs.csv")
    header, *lines = lines_of(tmp_path)
    changed = with_value(("travel", "legs_file"), "legs.csv", json.loads(header))
    instance = load_instance(with_lines(tmp_path, [json.dumps(changed), *lines]))
    assert [leg.start for leg in instance.travel.legs] == ["county", "hill"]


def test_unpacking_follows_members_and_says_what_is_wrong(tmp_path):
    halves = [gzip.compress(part, mtime=0) for part in (b"a\n", b"b\n")]
    assert list(text_files.read_lines(written(tmp_path, b"".join(halves), name="x.gz"), 99, 9)) == ["a", "b"]
    stored = zlib.compressobj(0, zlib.DEFLATED, 31)
    raw = stored.compress(b"abcdef") + stored.flush()
    broken = raw[:10] + b"\x07" + raw[11:]
    (fault,) = faults_of(text_files.read_text_file, written(tmp_path, broken, name="x.gz"))
    assert "damaged" in fault.expected


def test_the_lines_on_the_page_are_the_plan_above_them(tmp_path):
    page = (DOCS / "file-format.md").read_text(encoding="utf-8")
    shown = next(block.text for block in blocks(DOCS / "file-format.md") if '"counts"' in block.text)
    above = next(block.text for block in blocks(DOCS / "file-format.md") if '"kind": "plan"' in block.text)
    assert "line 17, $.sessions[3].course" in page
    assert load_plan(written(tmp_path, shown, name="page.jsonl")) == load_plan(written(tmp_path, above))
    save_plan(load_plan(written(tmp_path, above)), tmp_path / "page.jsonl")
    assert (tmp_path / "page.jsonl").read_text(encoding="utf-8") == shown


def test_the_limits_on_the_page_are_those_of_the_reader():
    page = (DOCS / "file-format.md").read_text(encoding="utf-8")
    mib = 1024**2
    assert f"at most\n{json_lines.MAX_LINE_BYTES // mib} MiB, all lines together" in page
    assert (
        f"{json_lines.MAX_BYTES // 1024**3} GiB and {json_lines.MAX_VALUES // 10**6} million values" in page
    )
    assert f"(JSON: {text_files.MAX_BYTES // mib} MiB and {json_text.MAX_VALUES // 10**6} million)" in page
