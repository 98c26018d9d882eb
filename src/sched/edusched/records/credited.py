"""Who is credited with what: attendance that is long enough, and study hours earned elsewhere.

A session counts in full from a share of its minutes on, and not at all below it (reading A25). A cohort is
credited when enough of its persons are; who is not recorded was not there.
"""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import TypeVar

from edusched.checking.facts import PlanFacts
from edusched.domain.base import hundredths
from edusched.domain.records import Attendance, ExamResult, ExternalCredit, Records
from edusched.domain.records_references import merged
from edusched.domain.teaching import Course, CreditFactor
from edusched.rules.counting import earned_hours, hours_of

Told = TypeVar("Told", ExternalCredit, ExamResult)
Attended = dict[tuple[str, str], dict[str | None, Attendance]]
"""Records by (instance, session), then by person; None is the whole cohort."""


@dataclass(frozen=True, slots=True)
class Credit:
    """Study hours somebody earned.

    Attributes
    ----------
    instance, session : the session attended; both empty for hours earned elsewhere
    on : the day
    course : the course, where the instance knows it
    study_hundredths : hundredths of a study hour
    key : key of hours earned elsewhere
    """

    instance: str
    session: str
    on: date
    course: Course | None
    study_hundredths: int
    key: str = ""


class Register:
    """Records of an instance, each fact once, by cohort and person.

    Attributes
    ----------
    records : each fact once
    twice : what was told more than once
    """

    def __init__(self, facts: PlanFacts, records: Records) -> None:
        self.instance = facts.instance
        self._earned = {b.session.id: earned_hours(b) for b in facts.bookings}
        self.records, self.twice = merged(records)
        self._attendance: dict[str, Attended] = {}
        for item in self.records.attendance:
            sessions = self._attendance.setdefault(item.cohort, {})
            sessions.setdefault((item.instance, item.session), {})[item.person] = item
        self._unit = {person.id: person.unit for person in self.records.people}
        self._credits = _by_cohort(self.records.credits)
        self._exams = _by_cohort(self.records.exams)
        self._persons: defaultdict[str, set[str]] = defaultdict(set)
        for person in self.records.people:
            if person.cohort is not None:
                self._persons[person.cohort].add(person.id)
        told_of: list[Attendance | ExternalCredit | ExamResult] = [*self.records.attendance]
        for told in (*told_of, *self.records.credits, *self.records.exams):
            if told.person is not None:
                self._persons[told.cohort].add(told.person)

    @property
    def cohorts(self) -> tuple[str, ...]:
        """Cohorts of the instance, and those of others that attended something, by id."""
        return tuple(sorted({*self.instance.cohort, *self._attendance}))

    def persons(self, cohort: str) -> tuple[str, ...]:
        """Return the persons of a cohort by id: those registered with it and those recorded."""
        return tuple(sorted(self._persons.get(cohort, ())))

    def exams(self, cohort: str) -> tuple[ExamResult, ...]:
        """Return the exams of a cohort and of its persons."""
        return self._exams.get(cohort, ())

    def long_enough(self, item: Attendance) -> bool:
        """Tell whether somebody attended long enough for the session to count."""
        return item.attended_minutes * 100 >= self.records.terms.min_attended_percent * item.of_minutes

    def of_person(self, cohort: str, person: str) -> list[Credit]:
        """Return what a person is credited with, in the order of time; records of the whole cohort count."""
        found = []
        for records in self._sessions(cohort).values():
            item = records.get(person) or records.get(None)
            if item is not None and self.long_enough(item):
                found.append(self._credit(item))
        own = (c for c in self._credits.get(cohort, ()) if c.person in (None, person))
        return _in_time([*found, *map(self._external, own)])

    def of_cohort(self, cohort: str) -> list[Credit]:
        """Return what a cohort as a whole is credited with, in the order of time.

        Hours that single persons earned elsewhere are theirs alone.
        """
        known = self.instance.cohort.get(cohort)
        persons = known.persons if known else 0
        found = []
        for records in self._sessions(cohort).values():
            item = self._for_all(records, persons)
            if item is not None:
                found.append(self._credit(item))
        own = (c for c in self._credits.get(cohort, ()) if c.person is None)
        return _in_time([*found, *map(self._external, own)])

    def missed(self, cohort: str) -> list[Attendance]:
        """Return attendance too short to count, by day, session and person."""
        items = [i for records in self._sessions(cohort).values() for i in records.values()]
        short = [item for item in items if not self.long_enough(item)]
        return sorted(short, key=lambda i: (i.on, i.instance, i.session, i.person or ""))

    def attended(self, cohort: str, person: str | None) -> dict[str, date]:
        """Return the sessions of this instance somebody is credited with, and when; None: the cohort."""
        earned = self.of_cohort(cohort) if person is None else self.of_person(cohort, person)
        return {c.session: c.on for c in earned if c.session and c.instance == self.instance.id}

    def there_by_unit(self, cohort: str, session: str) -> dict[str, int]:
        """Return how many persons of each unit are credited with a session of this instance.

        Persons recorded one by one count for the unit they are registered with.
        """
        records = self._sessions(cohort).get((self.instance.id, session), {})
        whole = records.get(None)
        everybody = whole is not None and self.long_enough(whole)
        found = dict(self.instance.cohort[cohort].headcount) if everybody else {}
        for person, item in records.items():
            if person is None or person not in self._unit or self.long_enough(item) == everybody:
                continue
            unit = self._unit[person]
            found[unit] = max(0, found.get(unit, 0) + (-1 if everybody else 1))
        return found

    def _sessions(self, cohort: str) -> Attended:
        return self._attendance.get(cohort, {})

    def _for_all(self, records: dict[str | None, Attendance], persons: int) -> Attendance | None:
        """Return the record that stands for a cohort in a session, or None when too few were there."""
        single = [item for person, item in sorted(records.items(), key=lambda p: p[0] or "") if person]
        there = [item for item in single if self.long_enough(item)]
        everybody = max(persons, len(single))
        whole = records.get(None)
        if whole is not None and self.long_enough(whole):
            count, last = everybody - len(single) + len(there), whole
        elif there:
            count, last = len(there), max(there, key=lambda item: item.on)
        else:
            return None
        enough = count * 100 >= self.records.terms.min_persons_percent * everybody
        return last if enough and count else None

    def _credit(self, item: Attendance) -> Credit:
        course = None
        if item.instance == self.instance.id and item.session in self.instance.session:
            course = self.instance.course[self.instance.session[item.session].course]
        if item.study_hours is not None:
            worth = hundredths(item.study_hours)
        else:
            # Where it is held decides whether it earns; what was not planned earns what its course does.
            worth = self._earned.get(item.session, hours_of(course)) if course is not None else 0
        return Credit(item.instance, item.session, item.on, course, worth)

    def _external(self, item: ExternalCredit) -> Credit:
        course = self.instance.course.get(item.course or "")
        return Credit("", "", item.on, course, self.worth(item), item.key)

    def worth(self, item: ExternalCredit) -> int:
        """Return hundredths of a study hour; those of minutes are rounded down (reading A05)."""
        if item.study_hours is not None:
            return hundredths(item.study_hours)
        return (item.minutes or 0) * 100 // self.records.terms.study_hour_minutes


def credit_tenths(earned: Iterable[Credit]) -> int:
    """Return tenths of a credit: by course study hours x factor, rounded down (R246)."""
    by_course: defaultdict[str, int] = defaultdict(int)
    factors: dict[str, CreditFactor] = {}
    for item in earned:
        factor = item.course.credit_factor if item.course is not None else None
        if item.course is not None and factor is not None:
            by_course[item.course.id] += item.study_hundredths
            factors[item.course.id] = factor
    return sum(
        worth * 10 * factors[name].credits // hundredths(factors[name].per_study_hours)
        for name, worth in by_course.items()
    )


def _by_cohort(items: Iterable[Told]) -> dict[str, tuple[Told, ...]]:
    found: defaultdict[str, list[Told]] = defaultdict(list)
    for item in items:
        found[item.cohort].append(item)
    return {cohort: tuple(told) for cohort, told in found.items()}


def _in_time(earned: Iterable[Credit]) -> list[Credit]:
    return sorted(earned, key=lambda c: (c.on, c.instance, c.session, c.key))
