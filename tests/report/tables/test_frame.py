"""Tables as such: their shape, their writers, the call that computes them."""

import csv
import io
import json
import re
from datetime import date
from decimal import Decimal

import pytest

import edusched
from edusched.domain.errors import FileAccessError
from edusched.report.tables.contract import Column, Kind, ReportTable, hours, percent, ratio, texts
from edusched.report.tables.listing import BY_ID, TABLES, report_tables
from edusched.report.tables.writers import as_csv, as_json, make_folder, save_csv, save_json_report
from edusched.rules.examples import plan_of
from tests.report.tables.cases import PLAN, instance_with, reading_with

COLUMNS = (
    Column("who"),
    Column("on", kind=Kind.DAY),
    Column("persons", "persons", Kind.COUNT),
    Column("hours", "hours", Kind.NUMBER),
    Column("met", kind=Kind.YES_NO),
)
ROWS = (
    ("li", date(2026, 9, 7), 3, Decimal("4.5"), True),
    (None, None, None, None, None),
    ("wu", date(2026, 9, 8), -3, Decimal(2), False),
)
TABLE = ReportTable("some", "Some table", COLUMNS, ROWS)

FORMULAS = [
    "=1+1",
    "+1",
    "-1",
    "@sum(a1)",
    "\t=1",
    "\r=1",
    "\x00=1",
    " =1",
    "＝1",
    "＋1",
    "－1",
    "＠1",
    "\n=1",
]


@pytest.mark.parametrize("table", TABLES, ids=lambda table: table.__name__)
def test_every_table_is_of_one_shape(table) -> None:
    made = table(reading_with())
    assert made.id == table.__name__
    assert made.title
    names = [column.name for column in made.columns]
    assert len(set(names)) == len(names)
    for column in made.columns:
        if column.kind in (Kind.COUNT, Kind.NUMBER):
            assert column.unit
        assert column.name.isidentifier()


@pytest.mark.parametrize("table", TABLES, ids=lambda table: table.__name__)
def test_a_plan_without_bookings_has_every_table(table) -> None:
    assert table(reading_with(plan="")).id == table.__name__


def test_ids_are_unique() -> None:
    assert len(BY_ID) == len(TABLES)


@pytest.mark.parametrize(
    "row", [("li",), ("li", date(2026, 9, 7), 3, 4.5, True), (3, None, None, None, None)]
)
def test_a_row_that_does_not_fit_is_refused(row) -> None:
    with pytest.raises(ValueError, match="table some"):
        ReportTable("some", "Some table", COLUMNS, (row,))


def test_json_is_exact() -> None:
    data = as_json(instance_with(), [TABLE])
    assert data["instance"] == "example"
    (table,) = data["tables"]
    assert table["columns"][3] == {"name": "hours", "unit": "hours", "kind": "number"}
    assert table["rows"] == [
        {"who": "li", "on": "2026-09-07", "persons": 3, "hours": 4.5, "met": True},
        dict.fromkeys(["who", "on", "persons", "hours", "met"]),
        {"who": "wu", "on": "2026-09-08", "persons": -3, "hours": 2, "met": False},
    ]


def test_csv_reads_back() -> None:
    text = as_csv(TABLE)
    assert text.startswith("\ufeff")
    assert list(csv.reader(io.StringIO(text.removeprefix("\ufeff"), newline=""))) == [
        ["who", "on", "persons", "hours", "met"],
        ["li", "2026-09-07", "3", "4.5", "yes"],
        ["", "", "", "", ""],
        ["wu", "2026-09-08", "-3", "2", "no"],
    ]


@pytest.mark.parametrize("word", FORMULAS, ids=ascii)
def test_words_are_no_formulas_and_numbers_stay_numbers(word) -> None:
    text = as_csv(ReportTable("some", "Some table", texts("who"), ((word,), ("plain",), ('a "b", c',))))
    rows = list(csv.reader(io.StringIO(text.removeprefix("\ufeff"), newline="")))
    assert rows[1:] == [[f"'{word}"], ["plain"], ['a "b", c']]


def test_the_call_gives_what_is_asked_for() -> None:
    instance, plan = instance_with(), plan_of(PLAN)
    assert [t.id for t in report_tables(instance, plan)] == list(BY_ID)
    (only,) = edusched.report_tables(instance, plan, tables=["instructor_loads"])
    assert only == BY_ID["instructor_loads"](reading_with())
    with pytest.raises(ValueError, match="no table is called 'loads'; there are"):
        report_tables(instance, plan, tables=["loads"])


def test_files_are_written(tmp_path) -> None:
    save_json_report(instance_with(), [TABLE], str(tmp_path / "report.json"))
    assert json.loads((tmp_path / "report.json").read_text(encoding="utf-8"))["tables"][0]["id"] == "some"
    make_folder(str(tmp_path / "new"))
    make_folder(str(tmp_path / "new"))
    (path,) = save_csv([TABLE], str(tmp_path / "new"))
    assert (tmp_path / "new" / "some.csv").read_bytes() == as_csv(TABLE).encode("utf-8")
    assert path.endswith("some.csv")
    with pytest.raises(FileAccessError, match="cannot be made a folder"):
        make_folder(str(tmp_path / "report.json"))
    with pytest.raises(FileAccessError, match="parent"):
        make_folder(str(tmp_path / "none" / "new"))


def test_shares_and_hours_are_rounded_half_up() -> None:
    assert [percent(1, 3), percent(2, 3), percent(1, 2000), percent(1, 2001), percent(0, 0)] == [
        Decimal("33.3"),
        Decimal("66.7"),
        Decimal("0.1"),
        Decimal(0),
        None,
    ]
    assert [ratio(1, 8), ratio(5, 1), ratio(3, 0)] == [Decimal("0.13"), Decimal(5), None]
    assert [hours(60), hours(90), hours(10), hours(20)] == [
        Decimal(1),
        Decimal("1.5"),
        Decimal("0.17"),
        Decimal("0.33"),
    ]


def test_the_page_names_tables_that_are_there(request: pytest.FixtureRequest) -> None:
    page = (request.config.rootpath / "docs" / "reports.md").read_text(encoding="utf-8")
    named = re.findall(r"`([a-z]+_[a-z_]+)`", page.partition("| question |")[2].partition("\n\n")[0])
    assert named
    assert [name for name in named if name not in BY_ID] == []
