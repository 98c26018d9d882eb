"""Tables of quotas: what is counted of each, and how they are broken down."""

from edusched.report.tables.contract import Cell, Reading, ReportTable, counts, numbers, percent, texts
from edusched.rules.person_times import PersonTimes
from edusched.rules.quota_tree import allocations
from edusched.rules.session_count import SessionCount


def quotas(reading: Reading) -> ReportTable:
    """Count of each quota on person-times or sessions, by group and year, with the least and the most.

    Least and most are the bounds outside which something is amiss: those of the range and of the band about a
    target. ``unit`` says what is counted.
    """
    rows: list[tuple[Cell, ...]] = []
    for rule in reading.rules:
        if isinstance(rule, PersonTimes | SessionCount):
            least, most = rule.limits()
            for group, label, count in rule.counts(reading.facts):
                below = 0 if least is None else max(0, least - count)
                above = 0 if most is None else max(0, count - most)
                rows.append((rule.name, group, label, rule.unit, count, least, most, below, above))
    columns = (
        *texts("rule", "group", "year", "unit"),
        *counts(counted="as in unit", least="as in unit", most="as in unit"),
        *counts(below="as in unit", above="as in unit"),
    )
    return ReportTable("quotas", "Quotas and what is counted of them", columns, tuple(rows))


def quota_parts(reading: Reading) -> ReportTable:
    """Quotas that are broken down: each part, then what the parts leave unallocated (reading A18).

    The row without a part is what is unallocated.
    """
    instance = reading.instance
    unit = {rule.name: rule.unit for rule in reading.rules}
    rows: list[tuple[Cell, ...]] = []
    for whole in allocations(instance.policy):
        parts = [*whole.parts, (None, whole.unallocated)]
        for part, quota in parts:
            share = percent(quota, whole.quota)
            rows.append((whole.entry, part, unit.get(whole.entry), whole.quota, quota, share))
    columns = (
        *texts("whole", "part", "unit"),
        *counts(whole_quota="as in unit", quota="as in unit"),
        *numbers(quota_percent="percent"),
    )
    return ReportTable("quota_parts", "Quotas and their parts", columns, tuple(rows))
