"""How units stand by year and kind; facts told twice."""

from edusched.report.tables.standings import learning_organisations, remote_coverage, told_twice, websites
from tests.report.tables.cases import d, rows_of
from tests.report.tables.cases import told as rows_told
from tests.report.tables.recorded_cases import came, told

UNITS = {"units": [{"id": f"firm-{k}", "region": "county", "size_persons": 5} for k in range(3)]}
OFFICE = {"year": 2026, "kind": "office"}
FIRM = {"year": 2026, "kind": "firm"}
STANDINGS = [
    OFFICE | {"unit": "bureau", "lead_office": "o-1", "learning": True, "connected": True},
    OFFICE | {"unit": "station", "lead_office": "o-2", "website": True},
    FIRM | {"unit": "firm-0", "learning": True, "connected": True, "website": True},
    FIRM | {"unit": "firm-1", "learning": True, "website": True, "education_section": True},
    FIRM | {"unit": "firm-2"},
    FIRM | {"unit": "firm-2", "year": 2025},
]


def test_learning_organisations_are_counted_by_kind_and_lead_office() -> None:
    rows = rows_of(learning_organisations, told(UNITS, standings=STANDINGS), "year", "kind", "lead_office")
    assert {key: (row["units"], row["learning_units"]) for key, row in rows.items()} == {
        (2025, "firm", None): (1, 0),
        (2026, "firm", None): (3, 2),
        (2026, "office", "o-1"): (1, 1),
        (2026, "office", "o-2"): (1, 0),
    }


def test_remote_coverage_is_a_share_of_the_units_of_a_kind() -> None:
    rows = rows_of(remote_coverage, told(UNITS, standings=STANDINGS), "year", "kind")
    assert {key: (row["connected_units"], row["connected_percent"]) for key, row in rows.items()} == {
        (2025, "firm"): (0, d("0")),
        (2026, "firm"): (1, d("33.3")),
        (2026, "office"): (1, d("50")),
    }


def test_websites_without_a_section_are_listed() -> None:
    rows = rows_told(websites(told(UNITS, standings=STANDINGS)))
    assert [(row["unit"], row["kind"]) for row in rows] == [("firm-0", "firm"), ("station", "office")]


def test_facts_of_several_sources_are_listed() -> None:
    items = [came("t1", "c1", source=source) for source in ("network", "file", "certificate")]
    (row,) = rows_told(told_twice(told(attendance=[*items, came("t2", "c2")])))
    assert row == {
        "part": "attendance",
        "fact": "example t1 c1",
        "sources": "certificate file network",
    }
