"""Materials and their age: the plan begins in 2026."""

from edusched.report.tables.materials import course_materials
from tests.report.tables.cases import reading_with, rows_of

CHANGE = {
    "materials": [
        {"id": "primer", "name": "A primer", "edition_year": 2020},
        {"id": "film", "kind": "film", "edition_year": 2021, "region": "east"},
        {"id": "notes"},
    ],
    "courses": [{"id": "theory", "materials": ["primer", "film"]}, {"id": "law", "materials": ["notes"]}],
}


def test_age_is_told_and_flagged() -> None:
    rows = rows_of(course_materials, reading_with(CHANGE), "course", "material")
    assert list(rows) == [("law", "notes"), ("skill", None), ("theory", "film"), ("theory", "primer")]
    primer, film = rows["theory", "primer"], rows["theory", "film"]
    assert (primer["edition_year"], primer["age_years"], primer["too_old"]) == (2020, 6, True)
    assert (film["age_years"], film["too_old"], film["kind"], film["local_to"]) == (5, False, "film", "east")
    assert (rows["law", "notes"]["age_years"], rows["law", "notes"]["too_old"]) == (None, None)
