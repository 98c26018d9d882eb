"""Rankings, evaluations, files of providers and progress, worked out by hand."""

from datetime import date

import pytest

from edusched.report.tables.rankings import (
    evaluations,
    instructor_ranking,
    progress,
    provider_files,
    unit_ranking,
)
from tests.report.tables.cases import d, rows_of
from tests.report.tables.cases import told as rows_told
from tests.report.tables.recorded_cases import came, rated, told


def ranked(table, what):
    return [
        (row["rank"], row[what], row["rating"], row["person_hours"], row["points"])
        for row in rows_told(table)
    ]


def test_instructors_are_ranked_by_rating_and_reach() -> None:
    # Li: 13 x 4 + 4 x 4 + 17 x 2 = 102 person-hours; Wu: 4 x 3 + 13 x 3 = 51.
    reading = told(ratings=[rated("instructor", "li", 2, 3), rated("instructor", "li", 3, 1, source="visit")])
    # Li (2 x 3 + 3) / 4 = 2.25, so 2.2; nobody rated Wu, which is 3 (reading A20).
    assert ranked(instructor_ranking(reading), "instructor") == [
        (1, "li", d("2.2"), d("102"), d("224.4")),
        (2, "wu", d("3"), d("51"), d("153")),
    ]


def test_a_rating_of_the_instance_stands_where_records_are_silent() -> None:
    change = {"instructors": [{"id": "wu", "rating": {"value_tenths": 46, "responses": 9}}]}
    reading = told(change, ratings=[rated("instructor", "li", 1)])
    assert ranked(instructor_ranking(reading), "instructor") == [
        (1, "wu", d("4.6"), d("51"), d("234.6")),
        (2, "li", d("1"), d("102"), d("102")),
    ]


def test_ties_are_broken_by_id() -> None:
    reading = told(plan="", ratings=[rated("instructor", "li", 5, 2)])
    assert [row[1] for row in ranked(instructor_ranking(reading), "instructor")] == ["li", "wu"]
    assert [row["responses"] for row in rows_told(instructor_ranking(reading))] == [2, 0]


def test_units_are_ranked_likewise() -> None:
    # Bureau: 10 x (4 + 3 + 2) = 90; station: 3 x 9 + 4 x (3 + 4 + 2) = 63.
    reading = told(ratings=[rated("unit", "station", 5)])
    assert ranked(unit_ranking(reading), "unit") == [
        (1, "station", d("5"), d("63"), d("315")),
        (2, "bureau", d("3"), d("90"), d("270")),
    ]


def test_an_organisation_is_evaluated_in_four_parts() -> None:
    parts = {"work": (4, 4), "duties": (4, 5), "process": (3, 3), "effect": (4, 4)}
    ratings = [
        rated("unit", "bureau", value, responses, part=part, source=source)
        for part, values in parts.items()
        for value, responses, source in ((values[0], 9, "survey"), (values[1], 1, "visit"))
    ]
    rows = rows_of(evaluations, told(ratings=ratings), "kind", "subject", "part")
    assert {key[2]: (row["rating"], row["responses"]) for key, row in rows.items()} == {
        "work": (d("4"), 10),
        "duties": (d("4.1"), 10),
        "process": (d("3"), 10),
        "effect": (d("4"), 10),
    }


def test_providers_have_a_file_every_half_year() -> None:
    published = {
        "kind": "provider_file",
        "subject": "county-library",
        "due": "2026-12-31",
        "done": "2026-12-30",
    }
    reading = told(
        checklist=[published],
        ratings=[
            rated("session", "t1", 5, 3),
            rated("instructor", "wu", 2, 1),
            rated("course", "law", 1, 50),
        ],
    )
    (row,) = rows_told(provider_files(reading))
    assert (row["kind"], row["provider"]) == ("library", "county-library")
    assert (row["first_day"], row["due"]) == (date(2026, 7, 1), date(2026, 12, 31))
    # Five sessions, 3 + 3 + 3 + 3 + 2 hours, 13 + 4 + 4 + 13 + 17 persons; (5 x 3 + 2) / 4 = 4.25.
    assert (row["sessions"], row["teaching_hours"], row["person_times"]) == (5, d("14"), 51)
    assert (row["rating"], row["responses"], row["published"]) == (d("4.2"), 4, date(2026, 12, 30))


FIRM = rated("organisation", "firm", 2, 3)


@pytest.mark.parametrize(
    ("ratings", "rating", "responses"),
    [
        ([], "4.2", 0),
        ([FIRM, rated("session", "t1", 5, 1), rated("session", "t2", 1, 9)], "2.7", 4),
        ([FIRM | {"on": "2026-01-01"}], "4.2", 0),
    ],
)
def test_organisations_that_give_sessions_have_a_file_too(ratings, rating, responses) -> None:
    change = {
        "organisations": [{"id": "firm", "kind": "company", "region": "county", "rating": 4.25}],
        "sessions": [{"id": "t1", "provider": "firm"}],
    }
    rows = rows_of(provider_files, told(change, ratings=ratings), "kind", "provider")
    row = rows["organisation", "firm"]
    # One session of three hours for 13 persons; (2 x 3 + 5) / 4 = 2.75; else what the instance says.
    assert (row["sessions"], row["teaching_hours"], row["person_times"]) == (1, d("3"), 13)
    assert (row["rating"], row["responses"]) == (d(rating), responses)


@pytest.mark.parametrize(("months", "dues"), [(3, ["2026-09-30"]), (12, ["2026-12-31"]), (1, ["2026-09-30"])])
def test_how_often_is_data(months, dues) -> None:
    rows = rows_told(provider_files(told(terms={"provider_file_months": months})))
    assert [str(row["due"]) for row in rows] == dues
    assert {row["published"] for row in rows} == {None}


def test_a_plan_over_the_middle_of_a_year_touches_both_halves() -> None:
    rows = rows_told(provider_files(told({"calendar": {"first_day": "2026-06-30"}})))
    assert [str(row["due"]) for row in rows] == ["2026-06-30", "2026-12-31"]
    rows = rows_told(provider_files(told({"calendar": {"first_day": "2026-07-01"}})))
    assert [str(row["due"]) for row in rows] == ["2026-12-31"]


def test_progress_is_what_is_done_of_what_is_planned() -> None:
    plan = (
        "t1 2026-09-07 am school/big li c1\nt2 2026-10-08 am hall/main li c2\nk1 2026-10-09 pm bus@lake wu c1"
    )
    change = {"calendar": {"last_day": "2026-10-30"}}
    reading = told(change, plan=plan, attendance=[came("t1", "c1"), came("k1", "c1", 10)])
    rows = rows_of(progress, reading, "unit", "month")
    bureau, station = rows["bureau", "2026-09"], rows["station", "2026-10"]
    # Bureau: 10 x 4 of 10 x (4 + 3); station in October: 3 x 3 + 4 x 4 planned, none done.
    assert (bureau["planned_person_hours"], bureau["done_person_hours"]) == (d("40"), d("40"))
    assert (bureau["done_percent"], bureau["to_date_percent"]) == (d("100"), d("57.1"))
    assert (station["planned_person_hours"], station["done_person_hours"]) == (d("25"), d("0"))
    assert station["to_date_percent"] == d("32.4"), "12 of 37 since September"


def test_progress_knows_when_recordings_count_and_what_earns_nothing() -> None:
    change = {
        "calendar": {"last_day": "2026-10-30"},
        "platforms": [
            {"id": "film", "kind": "recorded", "watch_days": 30},
            {"id": "sms", "kind": "message", "watch_days": 0},
        ],
        "sessions": [{"id": "p1", "platforms": ["film"]}, {"id": "p2", "platforms": ["sms"]}],
    }
    plan = "p1 2026-09-10 eve film li c2\np2 2026-09-10 am sms wu c2"
    rows = rows_of(progress, told(change, plan=plan, attendance=[came("p1", "c2")]), "unit", "month")
    assert {key: row["done_person_hours"] for key, row in rows.items()} == {
        ("station", "2026-09"): 0,
        ("station", "2026-10"): 8,
    }
    assert rows["station", "2026-09"]["planned_person_hours"] == 0


def test_progress_counts_single_persons_for_their_unit() -> None:
    people = [
        {"id": f"p-{k}", "unit": unit, "role": "r", "full_time": True, "cohort": "c1"}
        for k, unit in enumerate(("bureau", "bureau", "station"))
    ]
    alone = told(people=people, attendance=[came("t1", "c1", person=f"p-{k}") for k in range(3)])
    rows = rows_of(progress, alone, "unit", "month")
    assert [row["done_person_hours"] for row in rows.values()] == [d("8"), d("4")]
    # All of them but one of the station.
    missing = told(people=people, attendance=[came("t1", "c1"), came("t1", "c1", 5, person="p-2")])
    rows = rows_of(progress, missing, "unit", "month")
    assert [row["done_person_hours"] for row in rows.values()] == [d("40"), d("8")]
