"""Table of materials: how old what each course is taught with is."""

from edusched.report.tables.contract import Cell, Column, Kind, Reading, ReportTable, counts, texts

MAX_AGE_YEARS = 5


def course_materials(reading: Reading) -> ReportTable:
    """Materials of each course, and the age of each edition in the year the plan begins.

    Older than five years is flagged; without a year of edition nobody knows. A course that names none has a
    row without a material.
    """
    instance = reading.instance
    year = reading.facts.horizon.days[0].year
    rows: list[tuple[Cell, ...]] = []
    for course in sorted(instance.courses, key=lambda c: c.id):
        rows += [
            (course.id, m.id, m.name, m.kind.value, m.region, m.edition_year, *_age(m.edition_year, year))
            for m in (instance.material[name] for name in sorted(course.materials))
        ] or [(course.id, *(None,) * 7)]
    columns = (
        *texts("course", "material", "material_name", "kind", "local_to"),
        *counts(edition_year="year", age_years="years"),
        Column("too_old", kind=Kind.YES_NO),
    )
    return ReportTable("course_materials", "Materials of courses and their age", columns, tuple(rows))


def _age(edition: int | None, year: int) -> tuple[Cell, Cell]:
    if edition is None:
        return None, None
    return year - edition, year - edition > MAX_AGE_YEARS
