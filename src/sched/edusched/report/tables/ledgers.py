"""Tables of study hours: history + booked, by rule, for cohorts and for units."""

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal

from edusched.domain.base import hundredths
from edusched.report.tables.contract import (
    Cell,
    Column,
    Kind,
    Reading,
    ReportTable,
    counts,
    credit_hours,
    numbers,
    texts,
)
from edusched.rules.accounts import Account
from edusched.rules.deadline import Deadline
from edusched.rules.study_hours import StudyHours


@dataclass(frozen=True, slots=True)
class _Owed:
    """What a rule asks of a cohort, what it credits, and what is short; hundredths of one person."""

    rule: StudyHours | Deadline
    account: Account
    hours: Decimal | None
    days: int | None
    credited: int
    short: int
    over: int

    @property
    def waived(self) -> str | None:
        """Why the rule is waived for the cohort, if it is."""
        return self.rule.waived.get(self.account.cohort.id)


def cohort_ledger(reading: Reading) -> ReportTable:
    """Study hours of each cohort by rule: history and booked, what counts, what is owed, what is short.

    One row for each rule on study hours (pages ``study_hours`` and ``deadline``), cohort and year or
    deadline. Hours are those of one person; days stand beside them, since some rules take either. Credited:
    less what is over the cap of a subject class. A rule that is waived for the cohort tells why.
    """
    columns = (
        *texts("rule", "cohort", "period"),
        Column("first_day", kind=Kind.DAY),
        Column("last_day", kind=Kind.DAY),
        *counts(persons="persons"),
        *numbers(owed_hours="hours", history_hours="hours", booked_hours="hours", credited_hours="hours"),
        *counts(owed_days="days", history_days="days", booked_days="days"),
        *numbers(short_hours="hours", short_person_hours="person-hours", over_hours="hours"),
        *texts("waived"),
    )
    rows = tuple(_cohort_row(owed) for owed in _all_owed(reading))
    return ReportTable("cohort_ledger", "Study hours of cohorts by rule", columns, rows)


def unit_ledger(reading: Reading) -> ReportTable:
    """Study hours of each unit by rule: those of its people in all cohorts.

    Owed and credited are person-hours; owed is empty where a rule asks for days only. Short persons are
    those of cohorts that are short, waived ones left out.
    """
    sums: dict[tuple[str, str, str], list[int]] = defaultdict(lambda: [0] * 6)
    for owed in _all_owed(reading):
        counts_here = owed.waived is None
        for unit, persons in sorted(owed.account.cohort.headcount.items()):
            cell = sums[owed.rule.name, unit, owed.account.label]
            cell[0] += persons
            cell[1] += persons * (owed.short > 0 and counts_here)
            cell[2] += persons * hundredths(owed.hours or Decimal(0))
            cell[3] += persons * owed.credited
            cell[4] += persons * owed.short * counts_here
            cell[5] += persons * (owed.hours is not None)
    rows = tuple(
        (
            *key,
            cell[0],
            cell[1],
            credit_hours(cell[2]) if cell[5] else None,
            credit_hours(cell[3]),
            credit_hours(cell[4]),
        )
        for key, cell in sorted(sums.items())
    )
    columns = (
        *texts("rule", "unit", "period"),
        *counts(persons="persons", short_persons="persons"),
        *numbers(
            owed_person_hours="person-hours",
            credited_person_hours="person-hours",
            short_person_hours="person-hours",
        ),
    )
    return ReportTable("unit_ledger", "Study hours of units by rule", columns, rows)


def _cohort_row(owed: _Owed) -> tuple[Cell, ...]:
    mine = owed.account
    return (
        owed.rule.name,
        mine.cohort.id,
        mine.label,
        mine.first,
        mine.last,
        mine.cohort.persons,
        owed.hours,
        credit_hours(mine.history_hours),
        credit_hours(mine.booked_hours),
        credit_hours(owed.credited),
        owed.days,
        mine.history_days,
        mine.booked_days,
        credit_hours(owed.short),
        credit_hours(owed.short * mine.cohort.persons),
        credit_hours(owed.over),
        owed.waived,
    )


def _all_owed(reading: Reading) -> Iterator[_Owed]:
    for rule in reading.rules:
        if isinstance(rule, StudyHours):
            p = rule.parameters
            for mine in rule.accounts(reading.facts):
                over = 0 if p.max_study_hours is None else max(0, mine.hours - hundredths(p.max_study_hours))
                credited, short = rule.credited(mine), rule.short(mine)
                yield _Owed(rule, mine, p.min_study_hours, p.min_days, credited, short, over)
        elif isinstance(rule, Deadline):
            for mine in rule.accounts(reading.facts):
                least = rule.parameters.min_study_hours
                yield _Owed(rule, mine, least, None, mine.hours, rule.short(mine), 0)
