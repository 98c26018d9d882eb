"""Tables about how units stand: learning organisations, remote coverage, websites; and facts told twice."""

from collections import defaultdict

from edusched.domain.records import Standing
from edusched.report.tables.contract import Cell, Reading, ReportTable, counts, numbers, percent, texts


def learning_organisations(reading: Reading) -> ReportTable:
    """Count units recognised as learning organisations, by year, kind and the office that leads them."""
    found: defaultdict[tuple[int, str, str], list[Standing]] = defaultdict(list)
    for item in _standings(reading):
        found[item.year, item.kind, item.lead_office or ""].append(item)
    rows = tuple(
        (year, kind, lead or None, len(items), sum(item.learning for item in items))
        for (year, kind, lead), items in sorted(found.items())
    )
    columns = (
        *counts(year="year"),
        *texts("kind", "lead_office"),
        *counts(units="units", learning_units="units"),
    )
    return ReportTable("learning_organisations", "Learning organisations", columns, rows)


def remote_coverage(reading: Reading) -> ReportTable:
    """Tell what share of the units of each kind the remote network reaches, by year."""
    found: defaultdict[tuple[int, str], list[Standing]] = defaultdict(list)
    for item in _standings(reading):
        found[item.year, item.kind].append(item)
    rows = []
    for (year, kind), items in sorted(found.items()):
        reached = sum(item.connected for item in items)
        rows.append((year, kind, len(items), reached, percent(reached, len(items))))
    columns = (
        *counts(year="year"),
        *texts("kind"),
        *counts(units="units", connected_units="units"),
        *numbers(connected_percent="percent"),
    )
    return ReportTable("remote_coverage", "Reach of the remote network", columns, tuple(rows))


def websites(reading: Reading) -> ReportTable:
    """Units with a website that has no section on education."""
    items = [item for item in _standings(reading) if item.website and not item.education_section]
    rows = sorted((item.year, item.unit, item.kind) for item in items)
    columns = (*counts(year="year"), *texts("unit", "kind"))
    return ReportTable("websites", "Websites without a section on education", columns, tuple(rows))


def told_twice(reading: Reading) -> ReportTable:
    """Facts that several sources told and that count once; the source that is kept stands first."""
    rows: list[tuple[Cell, ...]] = []
    if reading.records is not None:
        rows = [
            (item.part, " ".join(filter(None, item.identity)), " ".join(item.sources))
            for item in reading.records.twice
        ]
    return ReportTable("told_twice", "Facts told twice", texts("part", "fact", "sources"), tuple(rows))


def _standings(reading: Reading) -> tuple[Standing, ...]:
    return () if reading.records is None else reading.records.records.standings
