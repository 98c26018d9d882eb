"""Registers as CSV: units joined on their credit code, rows of records, faults with line and column."""

import json

import pytest

from edusched.cli.convert import REGISTERS
from edusched.domain.errors import InvalidInputError
from edusched.domain.instance import Instance
from edusched.domain.records import Records
from edusched.domain.references import reference_faults
from edusched.formats.registers import LISTS, UNITS, add_rows, join_units, row_model
from tests.formats.helpers import RICH, rich, with_value
from tests.formats.records_cases import RECORDS, records_of

BUREAU, NEW = "91350000MA2XYT4L0K", "51350000509900777C"
HEADER = "credit_code,region,size_persons"


def instance():
    data = rich()
    data["units"][0]["credit_code"] = BUREAU
    return Instance.model_validate_json(json.dumps(data))


def joined(*lines):
    return join_units("\n".join(lines), "register.csv", instance())


def faults(call, *lines):
    with pytest.raises(InvalidInputError) as caught:
        call(*lines)
    assert {fault.file for fault in caught.value.faults} == {"register.csv"}
    return [f"{fault.path}: {fault.expected}" for fault in caught.value.faults]


def test_units_are_joined_on_their_credit_code():
    made = joined(
        "credit_code,id,name,region,size_persons,ownership",
        f"{BUREAU},,New name,,41,",
        f"{NEW},tea-society,茶叶协会,east,12,private",
    )
    assert (made.added, made.changed) == (("tea-society",), ("bureau",))
    bureau, tea = made.instance.unit["bureau"], made.instance.unit["tea-society"]
    assert (bureau.name, bureau.size_persons, bureau.region) == (
        "New name",
        41,
        instance().unit["bureau"].region,
    )
    assert (tea.name, tea.region, tea.size_persons, tea.ownership) == ("茶叶协会", "east", 12, "private")
    assert made.instance.unit["station"] == instance().unit["station"]
    assert reference_faults(made.instance) == []


def test_a_unit_without_an_id_has_its_code_for_one():
    assert joined(HEADER, f"{NEW},east,3").added == (NEW,)


def test_the_same_register_again_changes_nothing():
    lines = (HEADER, f"{NEW},east,3", f"{BUREAU},,41")
    once = joined(*lines)
    again = join_units("\n".join(lines), "register.csv", once.instance)
    assert again.instance == once.instance
    assert (again.added, again.changed) == ((), ())


def test_two_units_with_one_code_are_an_error():
    found = faults(joined, HEADER, f"{NEW},east,3", f"{NEW},hill,4")
    assert found == [
        "line 3, column credit_code: two units with one credit code; it stands in line 2 already"
    ]
    data = rich()
    for unit in data["units"][:2]:
        unit["credit_code"] = BUREAU
    twice = [str(f) for f in reference_faults(Instance.model_validate_json(json.dumps(data)))]
    assert twice == [f'$.units[1].credit_code: "{BUREAU}": credit code given twice; it stands at [0] already']


@pytest.mark.parametrize(
    ("lines", "said"),
    [
        ([HEADER, "1234,east,3"], "line 2, column credit_code: expected a credit code"),
        ([HEADER, f"{NEW.lower()},east,3"], "line 2, column credit_code: expected a credit code"),
        ([HEADER, f"{NEW},,3"], "line 2, column region: missing; a unit that is new"),
        (["credit_code,size_persons", f"{NEW},3"], "line 2, column region: missing"),
        ([HEADER, f"{NEW},east,few"], "line 2, column size_persons: expected a whole number"),
        ([HEADER, f"{NEW},east"], "line 2: expected 3 columns, found 2"),
        (["credit_code,id", f"{BUREAU},office"], "line 2, column id: the instance has this credit code"),
        (["region,size_persons"], "line 1, column credit_code: missing; this column must be given"),
        (["credit_code,regoin"], "line 1, column regoin: unknown column"),
        (["credit_code,name,name"], "line 1, column name: this column is given more than once"),
        ([""], "line 1, column credit_code: missing"),
        (["credit_code,name", f'{BUREAU},"a'], "line 2: not CSV"),
        ([HEADER, f"{NEW},nowhere,3"], "$.units[2].region: unknown region"),
        (["credit_code,id,region,size_persons", f"{NEW},station,east,3"], "$.units[2].id: unit given twice"),
    ],
)  # fmt: skip
def test_a_wrong_row_is_told_with_line_and_column(lines, said):
    assert faults(joined, *lines)[0].startswith(said)


def test_all_wrong_rows_are_told_at_once():
    found = faults(joined, HEADER, "x,east,3", "y,east,few")
    assert len(found) == 3


def test_the_lists_a_file_can_bring_are_all_but_study_elsewhere():
    assert (UNITS, *LISTS) == REGISTERS
    lists = {name for name, value in RECORDS.items() if isinstance(value, list)}
    assert set(LISTS) == lists - {"studies"}


def cell(value):
    if isinstance(value, bool):
        return "yes" if value else "no"
    return "" if value is None else " ".join(value) if isinstance(value, list) else str(value)


def rows_of(part, base):
    items = [item.model_dump(mode="json") for item in getattr(base, part)]
    names = list(row_model(part).model_fields)
    lines = [",".join(cell(item[name]) for name in names) for item in items]
    return "\n".join([",".join(names), *lines])


@pytest.mark.parametrize("part", LISTS)
def test_rows_say_the_same_as_json(part):
    full = records_of()
    empty = full.model_copy(update={part: ()})
    assert add_rows(rows_of(part, full), "register.csv", part, empty) == full


def people(*lines):
    return add_rows("\n".join(lines), "register.csv", "people", records_of(people=[]))


@pytest.mark.parametrize("column", ["id", "unit", "role", "full_time"])
def test_the_register_of_staff_needs_id_unit_role_and_full_time(column):
    row = {"id": "p-1", "unit": "bureau", "role": "clerk", "full_time": "yes"}
    assert people(",".join(row), ",".join(row.values())).people[0].full_time is True
    without = {name: value for name, value in row.items() if name != column}
    assert faults(people, ",".join(without), ",".join(without.values())) == [
        f"line 1, column {column}: missing; this column must be given"
    ]
    empty = row | {column: ""}
    assert faults(people, ",".join(row), ",".join(empty.values())) == [
        f"line 2, column {column}: missing; this field must be given"
    ]


def test_rows_are_looked_at_beside_what_is_there():
    line = "p-1,bureau,clerk,yes"
    with pytest.raises(InvalidInputError, match="given twice; it stands at \\[0\\] already"):
        add_rows(f"id,unit,role,full_time\n{line}", "register.csv", "people", records_of())


def test_the_day_of_the_records_follows_the_rows():
    text = "unit,session,sent\nbureau,k1,2027-01-05"
    made = add_rows(text, "register.csv", "feedback", records_of())
    assert made.as_of.isoformat() == "2027-01-05"
    assert len(made.feedback) == 2


def test_numbers_keep_their_decimals_and_words_their_form():
    text = "key,cohort,on,study_hours,subject_class,tags\nk-9,c1,2026-03-01,7.25,skill,a b"
    (credit,) = add_rows(text, "register.csv", "credits", records_of(credits=[])).credits
    assert str(credit.study_hours) == "7.25"
    assert credit.tags == ("a", "b")
    wrong = text.replace("7.25", "７.25")
    with pytest.raises(InvalidInputError, match="line 2, column study_hours"):
        add_rows(wrong, "register.csv", "credits", records_of(credits=[]))


def test_a_code_has_eighteen_characters_in_an_instance_too():
    data = with_value(("units", 0, "credit_code"), "123", RICH)
    with pytest.raises(ValueError, match="credit_code"):
        Instance.model_validate_json(json.dumps(data))
    assert Records.model_fields["people"].annotation is not None
