"""Tables about what is followed over time: milestones, indicators, checklists, issues."""

from collections import defaultdict
from datetime import date, timedelta

from edusched.domain.records import DueItem, IndicatorValue, Milestone, Records
from edusched.report.tables.contract import (
    Cell,
    Column,
    Kind,
    Reading,
    ReportTable,
    counts,
    numbers,
    percent,
    texts,
)

Values = dict[tuple[str, str | None], list[IndicatorValue]]


def milestones(reading: Reading) -> ReportTable:
    """Tell what was to stand by a day: met, late or open on the day of the records.

    A milestone with an indicator is done on the first day the indicator was measured at its target. Days late
    are counted to the day it was done, or to the day of the records.
    """
    rows: list[tuple[Cell, ...]] = []
    if reading.records is not None:
        records = reading.records.records
        values = _values(records)
        for item in sorted(records.milestones, key=lambda m: (m.due, m.id)):
            measured = values[item.indicator or "", item.subject]
            done = _reached(item, measured)
            state, late = _state(item.due, done, records.as_of, ("met", "late", "open"))
            value = measured[-1].value if item.indicator and measured else None
            rows.append(
                (
                    item.id,
                    item.name,
                    item.due,
                    done,
                    state,
                    late,
                    item.indicator,
                    item.subject,
                    value,
                    item.target,
                )
            )
    columns = (
        *texts("milestone", "name"),
        Column("due", kind=Kind.DAY),
        Column("done", kind=Kind.DAY),
        *texts("state"),
        *counts(days_late="days"),
        *texts("indicator", "subject"),
        *counts(value="of the indicator", target="of the indicator"),
    )
    return ReportTable("milestones", "Milestones", columns, tuple(rows))


def indicators(reading: Reading) -> ReportTable:
    """Hold indicators against their targets, year by year, those to come included.

    The value of a year is the last one measured in it. Short: below the target (above it, where less is
    better) when the year is over; open: the same while it lasts.
    """
    rows: list[tuple[Cell, ...]] = []
    if reading.records is not None:
        records = reading.records.records
        last: dict[tuple[str, str | None, int], int] = {}
        for (name, subject), measured in _values(records).items():
            last |= {(name, subject, item.on.year): item.value for item in measured}
        targets = {(t.indicator, t.subject, t.year): t for t in records.targets}
        for key in sorted(last.keys() | targets.keys(), key=lambda k: (k[0], k[1] or "", k[2])):
            value, target = last.get(key), targets.get(key)
            state: str | None = None
            share = None
            if target is not None:
                met = value is not None and (
                    value <= target.value if target.at_most else value >= target.value
                )
                over = records.as_of >= date(key[2], 12, 31)
                state = "met" if met else "short" if over else "open"
                share = None if value is None or target.value <= 0 else percent(value, target.value)
            rows.append((*key, value, target.value if target else None, share, state))
    columns = (
        *texts("indicator", "subject"),
        *counts(year="year", value="of the indicator", target="of the indicator"),
        *numbers(reached_percent="percent"),
        *texts("state"),
    )
    return ReportTable("indicators", "Indicators and targets", columns, tuple(rows))


def checklist(reading: Reading) -> ReportTable:
    """Whatever has a day: reports, checks of units, files to publish.

    Done: in time. Late: done too late, or overdue on the day of the records. Open: there is time left. None:
    not done, and no day was set.
    """
    rows: list[tuple[Cell, ...]] = []
    if reading.records is not None:
        records = reading.records.records
        for item in sorted(records.checklist, key=_item_order):
            last = _last_day(item)
            if last is None:
                state, late = "done" if item.done else "none", 0
            else:
                state, late = _state(last, item.done, records.as_of, ("done", "late", "open"))
            left = (last - records.as_of).days if last is not None and state == "open" else None
            rows.append((item.kind, item.subject, last, item.done, state, left, late))
    columns = (
        *texts("kind", "subject"),
        Column("last_day", kind=Kind.DAY),
        Column("done", kind=Kind.DAY),
        *texts("state"),
        *counts(days_left="days", days_late="days"),
    )
    return ReportTable("checklist", "Checklist", columns, tuple(rows))


def issues(reading: Reading) -> ReportTable:
    """Difficulties that are not solved yet, the oldest first."""
    rows: list[tuple[Cell, ...]] = []
    if reading.records is not None:
        records = reading.records.records
        for item in sorted(records.issues, key=lambda i: (i.opened, i.id)):
            if item.closed is None:
                overdue = item.due is not None and item.due < records.as_of
                age = (records.as_of - item.opened).days
                rows.append((item.id, item.about, item.owner, item.opened, item.due, age, overdue))
    columns = (
        *texts("issue", "about", "owner"),
        Column("opened", kind=Kind.DAY),
        Column("due", kind=Kind.DAY),
        *counts(age_days="days"),
        Column("overdue", kind=Kind.YES_NO),
    )
    return ReportTable("issues", "Open issues", columns, tuple(rows))


def _values(records: Records) -> Values:
    """Return the values of each indicator and subject in the order of time."""
    found: Values = defaultdict(list)
    for item in sorted(records.indicators, key=lambda i: i.on):
        found[item.indicator, item.subject].append(item)
    return found


def _reached(item: Milestone, measured: list[IndicatorValue]) -> date | None:
    if item.indicator is None or item.target is None:
        return item.done
    return next((value.on for value in measured if value.value >= item.target), None)


def _state(last: date, done: date | None, as_of: date, words: tuple[str, str, str]) -> tuple[str, int]:
    """Return the word for in time, late or open, and the days late."""
    late = max(0, ((done or as_of) - last).days)
    return words[1] if late else words[0] if done else words[2], late


def _last_day(item: DueItem) -> date | None:
    return item.due - timedelta(days=1) if item.due is not None and item.before else item.due


def _item_order(item: DueItem) -> tuple[str, date, str]:
    return item.kind, item.due or date.max, item.subject or ""
