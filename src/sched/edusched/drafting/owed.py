"""What each cohort still owes by rule, once its history is counted: the demand side of a draft."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from datetime import date
from typing import Any, Literal

from edusched.calendar.horizon import Horizon
from edusched.domain.base import hundredths
from edusched.domain.instance import Instance
from edusched.domain.people import Cohort
from edusched.drafting.notes import counted
from edusched.rules.contract import Rule
from edusched.rules.counting import Counted, entries_between, years, years_of
from edusched.rules.curriculum import Curriculum
from edusched.rules.deadline import Deadline
from edusched.rules.frequency import Frequency
from edusched.rules.rotation_once import RotationOnce
from edusched.rules.study_hours import StudyHours
from edusched.rules.subject_share import SubjectShare

Kind = Literal["hours", "times", "days", "programmes", "at_most_hours", "share"]

UNITS = {"times": "time", "days": "day", "programmes": "programme"}
"""Unit of the kinds that are not in study hours."""

NO_CHOICE = Counted()
"""Everything counts."""


@dataclass(frozen=True, slots=True)
class Demand:
    """What one rule asks of a cohort in a stretch of days.

    Attributes
    ----------
    rule, label : entry of the policy, and the year or course it is about
    first, last : days, both included and in the plan
    need : hundredths of hours, times, days or programmes; of ``at_most_hours`` the most there may be
    had : (subject class, amount) of history and of sessions there already
    caps : (subject class, most hundredths of it that count)
    programmes : of ``programmes``, as the rule lists them
    part, numerator, denominator, sign : of ``share``: sign x (denominator x part - numerator x total) <= 0
    """

    rule: str
    label: str
    kind: Kind
    first: date
    last: date
    need: int
    counted: Counted = NO_CHOICE
    had: tuple[tuple[str, int], ...] = ()
    caps: tuple[tuple[str, int], ...] = ()
    programmes: tuple[str, ...] = ()
    part: Counted | None = None
    numerator: int = 0
    denominator: int = 1
    sign: int = 1

    @property
    def owed(self) -> bool:
        """Tell whether the demand asks for something, and does not only forbid."""
        return self.kind not in ("at_most_hours", "share")

    @property
    def in_hours(self) -> bool:
        """Tell whether the need is in hundredths of study hours."""
        return self.kind not in UNITS

    def counts(self) -> tuple[Counted, ...]:
        """Return everything by which sessions and places are told apart."""
        return (self.counted,) if self.part is None else (self.counted, self.part)

    def with_session(self, subject_class: str, worth: int) -> "Demand":
        """Return the demand with a session taken for granted."""
        return replace(self, had=(*self.had, (subject_class, worth))) if worth else self

    def amount(self, worth: int) -> str:
        """Return an amount in words."""
        if self.in_hours:
            return f"{worth / 100:g} study hours"
        return counted(worth, UNITS[self.kind])


def demands_of(instance: Instance, rules: tuple[Rule[Any], ...]) -> dict[str, list[Demand]]:
    """Return by cohort what each rule that a draft reads asks of it, in the order of the catalogue."""
    horizon = Horizon(instance.calendar)
    found: dict[str, list[Demand]] = {}
    for cohort in sorted((c for c in instance.cohorts if c.persons), key=lambda c: c.id):
        mine = (
            d for rule in rules if cohort.id not in rule.waived for d in _of(rule, instance, cohort, horizon)
        )
        found[cohort.id] = [clipped for d in mine if (clipped := _clipped(d, horizon)) is not None]
    return found


def _clipped(demand: Demand, horizon: Horizon) -> Demand | None:
    first, last = max(demand.first, horizon.days[0]), min(demand.last, horizon.days[-1])
    return replace(demand, first=first, last=last) if first <= last else None


def _of(rule: Rule[Any], instance: Instance, cohort: Cohort, horizon: Horizon) -> Iterator[Demand]:
    read = READERS.get(type(rule))
    if read is not None and instance.selects(rule.parameters.cohorts, cohort):
        yield from read(rule, cohort, horizon)


def _study_hours(rule: StudyHours, cohort: Cohort, horizon: Horizon) -> Iterator[Demand]:
    p = rule.parameters
    for label, first, last in years_of(cohort, horizon, p.period, p.contract_from):
        had = _hours(cohort, first, last, p.counted)
        if p.min_study_hours is not None:
            need = hundredths(p.min_study_hours)
            caps = tuple(sorted((c.subject_class, need * c.numerator // c.denominator) for c in p.caps))
            yield Demand(rule.name, label, "hours", first, last, need, p.counted, had, caps)
        elif p.min_days is not None:
            days = _days(cohort, first, last, p.counted)
            yield Demand(rule.name, label, "days", first, last, p.min_days, p.counted, days)
        if p.max_study_hours is not None:
            most = hundredths(p.max_study_hours)
            yield Demand(rule.name, f"{label} maximum", "at_most_hours", first, last, most, p.counted, had)


def _deadline(rule: Deadline, cohort: Cohort, horizon: Horizon) -> Iterator[Demand]:
    p = rule.parameters
    for first, last in rule.due(cohort, horizon):
        had = _hours(cohort, first, last, p.counted)
        yield Demand(rule.name, p.event, "hours", first, last, hundredths(p.min_study_hours), p.counted, had)


def _curriculum(rule: Curriculum, cohort: Cohort, horizon: Horizon) -> Iterator[Demand]:
    for label, first, last in years(horizon, rule.parameters.period):
        for course, times in sorted(rule.parameters.courses.items()):
            had = sum(e.course == course and first <= e.on <= last for e in cohort.history)
            counted = Counted(courses=(course,))
            name = f"{course} {label}"
            yield Demand(rule.name, name, "times", first, last, times, counted, (("", had),))


def _frequency(rule: Frequency, cohort: Cohort, horizon: Horizon) -> Iterator[Demand]:
    p = rule.parameters
    if p.of == "cohorts" and p.min_days:
        for label, first, last in years(horizon, p.period):
            days = _days(cohort, first, last, p.counted)
            yield Demand(rule.name, label, "days", first, last, p.min_days, p.counted, days)


def _rotation_once(rule: RotationOnce, cohort: Cohort, horizon: Horizon) -> Iterator[Demand]:  # noqa: ARG001 - as all
    p = rule.parameters
    had = len({e.programme for e in cohort.history if p.first_day <= e.on <= p.last_day} & set(p.programmes))
    label = f"{p.first_day} to {p.last_day}"
    yield Demand(
        rule.name,
        label,
        "programmes",
        p.first_day,
        p.last_day,
        1,
        NO_CHOICE,
        (("", had),),
        programmes=p.programmes,
    )


def _subject_share(rule: SubjectShare, cohort: Cohort, horizon: Horizon) -> Iterator[Demand]:
    p, sign = rule.parameters, 1 if rule.parameters.side == "at_most" else -1
    for label, first, last in years(horizon, p.period):
        had = []
        for e in entries_between(cohort, first, last, p.counted):
            inside = p.share_of.history(e)
            had.append(("", sign * hundredths(e.study_hours) * (p.denominator * inside - p.numerator)))
        yield Demand(
            rule.name, label, "share", first, last, 0, p.counted, tuple(had),
            part=p.share_of, numerator=p.numerator, denominator=p.denominator, sign=sign,
        )  # fmt: skip


READERS: dict[type[Rule[Any]], Callable[[Any, Cohort, Horizon], Iterator[Demand]]] = {
    StudyHours: _study_hours,
    Deadline: _deadline,
    Curriculum: _curriculum,
    Frequency: _frequency,
    RotationOnce: _rotation_once,
    SubjectShare: _subject_share,
}
"""How to read what a rule asks of a cohort that it means, before the plan's days bound it."""


def _hours(cohort: Cohort, first: date, last: date, counted: Counted) -> tuple[tuple[str, int], ...]:
    entries = entries_between(cohort, first, last, counted)
    return tuple((e.subject_class, hundredths(e.study_hours)) for e in entries)


def _days(cohort: Cohort, first: date, last: date, counted: Counted) -> tuple[tuple[str, int], ...]:
    return (("", sum(e.days for e in entries_between(cohort, first, last, counted))),)
