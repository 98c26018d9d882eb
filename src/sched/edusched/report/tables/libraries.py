"""Tables of libraries: who lends how much to whom, and what is left of quotas."""

from collections import defaultdict

from edusched.report.tables.contract import Cell, Reading, ReportTable, counts, hours, numbers, percent, texts
from edusched.rules.counting import years
from edusched.rules.lending import is_lent
from edusched.rules.lending_quota import LendingQuota


def library_lending(reading: Reading) -> ReportTable:
    """Hours taught by each library's instructors, at home and for each region they are lent to.

    An instructor is lent for a booking at a venue or site outside the library's region and what lies below
    it. The borrower is the region where the booking is held; on a platform nobody is lent. Hours count once
    for each instructor.
    """
    instance, taught = reading.instance, defaultdict[tuple[str, str, str, bool], list[int]](lambda: [0, 0])
    for label, first, last in years(reading.facts.horizon, "calendar_year"):
        for b in reading.facts.bookings:
            if not first <= b.day <= last:
                continue
            region = b.region
            for person in sorted({person.id for person in b.instructors}):
                library = instance.instructor[person].library
                cell = taught[library, region or "", label, is_lent(instance, library, region)]
                cell[0] += 1
                cell[1] += b.teaching_minutes
    rows: list[tuple[Cell, ...]] = [
        (library, region or None, label, "lent" if lent else "own", cell[0], hours(cell[1]))
        for (library, region, label, lent), cell in sorted(taught.items())
    ]
    columns = (
        *texts("library", "region", "year", "use"),
        *counts(assignments="assignments"),
        *numbers(teaching_hours="hours"),
    )
    return ReportTable("library_lending", "Hours taught by libraries at home and lent", columns, tuple(rows))


def lending_quotas(reading: Reading) -> ReportTable:
    """Quotas of lending: hours lent by lender, borrower and year, and how much of the quota that is.

    One row for each rule of the page ``lending_quota``, borrower and year, also where nothing is lent.
    """
    rows: list[tuple[Cell, ...]] = []
    for rule in reading.rules:
        if isinstance(rule, LendingQuota):
            quota = rule.quota_minutes
            for borrower, label, minutes in rule.lent(reading.facts):
                rows.append(
                    (
                        *(rule.name, rule.parameters.library, borrower, label, hours(minutes), hours(quota)),
                        *(percent(minutes, quota), hours(max(0, minutes - quota))),
                    )
                )
    columns = (
        *texts("rule", "library", "borrower", "year"),
        *numbers(lent_hours="hours", quota_hours="hours", used_percent="percent", over_hours="hours"),
    )
    return ReportTable("lending_quotas", "Quotas of lending", columns, tuple(rows))
