"""Who has completed a programme or a course, and who gets its certificate.

A programme is completed with enough of its sessions, a course with enough of those sessions of it that the
plan gives the cohort outside programmes (R185). Where the course asks for an exam, it must be passed on the
last day of the course or later (R187).
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from edusched.checking.facts import PlanFacts
from edusched.domain.instance import Instance
from edusched.records.credited import Register


@dataclass(frozen=True, slots=True)
class Completion:
    """How far somebody is with a programme or a course.

    Attributes
    ----------
    subject : id of the programme or course
    person : None for a cohort of which no person is known
    attended, of : sessions
    exam : ``none`` asked for, ``passed``, ``failed`` or ``missing``
    certified_on : day from which the certificate may be issued; None: not yet
    """

    kind: str
    subject: str
    cohort: str
    person: str | None
    attended: int
    of: int
    exam: str
    certified_on: date | None


def completions(facts: PlanFacts, register: Register) -> Iterator[Completion]:
    """Yield how far everybody is, by cohort, programmes before courses, then person."""
    instance = facts.instance
    for cohort, bookings in facts.by_cohort().items():
        booked = [b.session.id for b in bookings]
        learners = register.persons(cohort) or (None,)
        attended = {person: register.attended(cohort, person) for person in learners}
        for subject in _subjects(instance, booked):
            for person, days in attended.items():
                yield _completion(register, subject, cohort, person, days)


Subject = tuple[str, str, list[str]]
"""Kind, id and sessions of what a certificate is about."""


def _subjects(instance: Instance, booked: list[str]) -> Iterator[Subject]:
    there = set(booked)
    for programme in sorted(instance.programmes, key=lambda p: p.id):
        if not there.isdisjoint(programme.sessions):
            yield "programme", programme.id, sorted(programme.sessions)
    by_course: dict[str, list[str]] = {}
    for session in sorted(there):
        if session not in instance.programme_of:
            by_course.setdefault(instance.session[session].course, []).append(session)
    for course, sessions in sorted(by_course.items()):
        yield "course", course, sessions


def _completion(
    register: Register, about: Subject, cohort: str, person: str | None, attended: dict[str, date]
) -> Completion:
    kind, subject, sessions = about
    instance, terms = register.instance, register.records.terms
    days = {session: attended[session] for session in sessions if session in attended}
    enough = bool(days) and len(days) * 100 >= terms.min_completed_percent * len(sessions)
    exam, certified = "none", max(days.values(), default=None)
    for course in sorted({instance.session[s].course for s in sessions}):
        if not instance.course[course].certificate_exam:
            continue
        end = max((day for s, day in days.items() if instance.session[s].course == course), default=None)
        passed = _exam(register, course, cohort, person, end)
        if isinstance(passed, date):
            certified = max(certified, passed) if certified else passed
            exam = "passed" if exam == "none" else exam
        elif exam != "failed":
            exam = passed
    good = enough and exam in ("none", "passed")
    return Completion(
        kind, subject, cohort, person, len(days), len(sessions), exam, certified if good else None
    )


def _exam(register: Register, course: str, cohort: str, person: str | None, end: date | None) -> date | str:
    """Return the first day a valid exam was passed on, or ``failed`` or ``missing``."""
    own = [e for e in register.exams(cohort) if e.course == course and e.person in (None, person)]
    valid = [e for e in own if end is None or e.on >= end]
    passed = sorted(e.on for e in valid if e.passed)
    if passed and end is not None:
        return passed[0]
    return "failed" if valid and not passed else "missing"
