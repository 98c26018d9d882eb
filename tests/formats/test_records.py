"""Records files: strict as all others, every fact once, every id known."""

import json

import pytest

from edusched import api
from edusched.domain.errors import InvalidInputError
from edusched.domain.instance import Instance
from edusched.domain.records import Records
from edusched.domain.records_references import (
    MERGED,
    ONCE,
    PAST_DAYS,
    RATED,
    REFERENCES,
    merged,
    records_faults,
)
from edusched.domain.references import KINDS
from edusched.formats.files import load_records, records_text, save_records
from tests.formats.helpers import RICH, at, with_value, written
from tests.formats.records_cases import ATTENDED, RECORDS, records_data, records_of

INSTANCE = Instance.model_validate_json(json.dumps(RICH))


def faults_of(data, instance=INSTANCE):
    return {fault.path: str(fault) for fault in records_faults(records_of(data), instance)}


def test_the_example_has_something_in_every_list():
    for name in Records.model_fields:
        assert name in ("name", "terms") or RECORDS[name], name


def test_good_records_are_read_and_written_the_same(tmp_path):
    records = load_records(written(tmp_path, RECORDS), INSTANCE)
    save_records(records, tmp_path / "again.json")
    assert api.read_records(tmp_path / "again.json", INSTANCE) == records
    api.save(records, tmp_path / "third.json")
    assert (tmp_path / "third.json").read_text(encoding="utf-8") == records_text(records)


def test_a_record_of_a_person_has_minutes_score_and_effect():
    record = records_of().attendance[1]
    assert (record.person, record.attended_minutes, record.of_minutes) == ("p-1", 90, 180)
    assert (record.score_before, record.score_after, record.effect) == (2, 4, 4)


@pytest.mark.parametrize("field", ["id", "unit", "role", "full_time"])
def test_a_person_has_id_unit_role_and_full_time(tmp_path, field):
    data = records_data()
    del data["people"][0][field]
    with pytest.raises(InvalidInputError) as caught:
        load_records(written(tmp_path, data))
    assert str(caught.value.faults[0]).endswith(f"$.people[0].{field}: missing; this field must be given")


def test_a_name_of_a_person_has_no_place(tmp_path):
    with pytest.raises(InvalidInputError, match="unknown field"):
        load_records(written(tmp_path, with_value(("people", 0, "name"), "Li", RECORDS)))


@pytest.mark.parametrize("other", ["instance", "plan"])
def test_another_kind_of_file_is_named(tmp_path, other):
    with pytest.raises(InvalidInputError, match=f"expected records; this file holds the {other}"):
        load_records(written(tmp_path, {"schema_version": "1.0", "kind": other}))


@pytest.mark.parametrize(("part", "field", "target"), REFERENCES)
def test_every_reference_is_looked_up(part, field, target):
    index = next(k for k, item in enumerate(RECORDS[part]) if field in item)
    found = faults_of(with_value((part, index, field), "no-such", RECORDS))
    assert f"unknown {KINDS[target]}" in found[f"$.{part}[{index}].{field}"]


OTHER_REFERENCES = [
    (("attendance", 0, "session"), "unknown session"),
    (("attendance", 0, "cohort"), "unknown cohort"),
    (("credits", 0, "course"), "unknown course"),
    (("studies", 0, "busy", 0, "periods", 0), "unknown period"),
    (("studies", 1, "busy", 0, "window"), "unknown window"),
    *((("ratings", k, "subject"), "unknown") for k in range(len(RATED))),
]


@pytest.mark.parametrize(("path", "words"), OTHER_REFERENCES)
def test_other_ids_are_looked_up(path, words):
    (text,) = faults_of(with_value(path, "no-such", RECORDS)).values()
    assert words in text


def test_without_an_instance_ids_are_not_looked_up():
    data = with_value(("feedback", 0, "unit"), "no-such", RECORDS)
    assert faults_of(data, None) == {}
    assert faults_of(RECORDS) == {}


def test_ids_are_compared_as_they_are():
    # The full-width and the plain form look alike and are two ids (reading A29).
    found = faults_of(with_value(("feedback", 0, "unit"), "ｂureau", RECORDS))
    assert "it looks the same but is written with other Unicode characters" in found["$.feedback[0].unit"]


def test_attendance_of_another_instance_says_what_it_was_worth():
    data = records_data()
    del data["attendance"][2]["study_hours"]
    assert "of another instance, spring" in faults_of(data)["$.attendance[2].study_hours"]


@pytest.mark.parametrize("part", [part for part, _ in ONCE])
def test_one_thing_stands_once(part):
    data = records_data()
    data[part].append(data[part][0])
    place = f"$.{part}[{len(RECORDS[part])}]"
    assert "given twice; it stands at [0] already" in faults_of(data, None)[place]


@pytest.mark.parametrize(("part", "field"), PAST_DAYS)
def test_what_has_happened_lies_before_the_day_of_the_file(part, field):
    found = faults_of(with_value((part, 0, field), "2027-01-01", RECORDS), None)
    assert "expected a day not after as_of, 2026-12-31" in found[f"$.{part}[0].{field}"]


WRONG = {
    "attended longer than it took": (("attendance", 0, "attended_minutes"), 181, "at most 180"),
    "closed before opened": (("issues", 0, "closed"), "2026-08-31", "not before opened, 2026-09-01"),
    "due before opened": (("issues", 0, "due"), "2026-08-31", "not before opened"),
}


@pytest.mark.parametrize(("path", "value", "words"), WRONG.values(), ids=WRONG)
def test_what_cannot_be_is_refused(path, value, words):
    (text,) = faults_of(with_value(path, value, RECORDS)).values()
    assert words in text


@pytest.mark.parametrize(
    ("path", "value", "words"),
    [
        (("credits", 0, "minutes"), 30, "study_hours or minutes, one of the two"),
        (("studies", 0, "cohort"), "c1", "cohort or instructor, one of the two"),
        (("milestones", 0, "target"), 3, "indicator and target together"),
    ],
)
def test_fields_that_belong_together(path, value, words):
    (text,) = faults_of(with_value(path, value, RECORDS)).values()
    assert words in text


@pytest.mark.parametrize("part", [part for part in MERGED if part != "ratings"])
def test_one_fact_from_three_sources_counts_once(part):
    data = records_data()
    data[part] = [data[part][0] | {"source": source} for source in ("network", "certificate", "file")]
    records, twice = merged(records_of(data))
    assert faults_of(data) == {}
    assert [item.source.value for item in getattr(records, part)] == ["certificate"]
    (told,) = twice
    assert (told.part, told.sources) == (part, ("certificate", "file", "network"))


def test_different_facts_are_not_merged():
    records, twice = merged(records_of())
    assert records == records_of()
    assert twice == ()


@pytest.mark.parametrize(
    ("part", "field", "value"),
    [("attendance", "attended_minutes", 3), ("credits", "study_hours", 17), ("exams", "passed", False)],
)
def test_two_sources_may_not_contradict_each_other(part, field, value):
    data = records_data()
    data[part].append(data[part][0] | {"source": "network", field: value})
    (text,) = faults_of(data).values()
    assert "told another way at [0] already" in text


def test_a_person_and_a_cohort_are_two_facts():
    assert ATTENDED in RECORDS["attendance"]
    one, other = records_of().attendance[:2]
    assert one.identity != other.identity
    assert at(RECORDS, ("attendance", 1, "person")) == "p-1"
