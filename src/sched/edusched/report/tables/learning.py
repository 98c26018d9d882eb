"""Tables about what people have learnt: certificates, the learning map, gains, years."""

import hashlib
from collections import defaultdict
from decimal import Decimal

import networkx as nx

from edusched.domain.instance import Instance
from edusched.domain.teaching import Course
from edusched.records.completion import completions
from edusched.records.credited import Credit, Register, credit_tenths
from edusched.report.tables.contract import (
    Cell,
    Column,
    Kind,
    Reading,
    ReportTable,
    counts,
    credit_hours,
    numbers,
    percent,
    texts,
)

TOP_LEVEL = 4


def certificates(reading: Reading) -> ReportTable:
    """Who has completed which programme or course, and from which day the certificate may be issued.

    A cohort of which no person is known has one line, without a person. Exam: none is asked for, or it was
    passed, failed, or is missing; it counts from the last day attended on.
    """
    rows: list[tuple[Cell, ...]] = []
    if reading.records is not None:
        rows = [
            (
                c.kind,
                c.subject,
                c.cohort,
                c.person,
                c.attended,
                c.of,
                percent(c.attended, c.of),
                c.exam,
                c.certified_on is not None,
                c.certified_on,
            )
            for c in completions(reading.facts, reading.records)
        ]
    columns = (
        *texts("kind", "subject", "cohort", "person"),
        *counts(attended_sessions="sessions", of_sessions="sessions"),
        *numbers(attended_percent="percent"),
        *texts("exam"),
        Column("certified", kind=Kind.YES_NO),
        Column("certified_on", kind=Kind.DAY),
    )
    return ReportTable("certificates", "Certificates", columns, tuple(rows))


def learning_map(reading: Reading) -> ReportTable:
    """How far everybody is in each subject class: courses completed, a level from 0 to 4, what may come next.

    A course is completed with one credited session of it, in the history or elsewhere. The level is the
    completed share of the subject's courses in quarters, rounded down. Next: courses whose prerequisites are
    all completed, in an order in which they can be taken.
    """
    rows: list[tuple[Cell, ...]] = []
    if reading.records is not None:
        instance, register = reading.instance, reading.records
        order = _course_order(instance)
        subjects: defaultdict[str, list[str]] = defaultdict(list)
        for name in order:
            subjects[instance.course[name].subject_class].append(name)
        for cohort in sorted(instance.cohort):
            for person in register.persons(cohort) or (None,):
                done = _completed(instance, register, cohort, person)
                for subject, courses in sorted(subjects.items()):
                    rows.append((cohort, person, *_progress(instance, subject, courses, done)))
    columns = (
        *texts("cohort", "person", "subject_class"),
        *counts(completed_courses="courses", of_courses="courses"),
        *numbers(completed_percent="percent"),
        *counts(level="0 to 4"),
        *texts("next_courses"),
    )
    return ReportTable("learning_map", "Learning map", columns, tuple(rows))


def score_gains(reading: Reading) -> ReportTable:
    """By how many points people were better in a test after a session than before it, by course."""
    found: defaultdict[str, list[tuple[int, int]]] = defaultdict(list)
    if reading.records is not None:
        for item in reading.records.records.attendance:
            known = item.instance == reading.instance.id
            if known and item.score_before is not None and item.score_after is not None:
                course = reading.instance.session[item.session].course
                found[course].append((item.score_before, item.score_after))
    rows = []
    for course, scores in sorted(found.items()):
        before, after = (sum(pair[k] for pair in scores) for k in (0, 1))
        n = len(scores)
        rows.append((course, n, _mean(before, n), _mean(after, n), _mean(after - before, n)))
    columns = (
        *texts("course"),
        *counts(tested="tests"),
        *numbers(before_points="points", after_points="points", gain_points="points"),
    )
    return ReportTable("score_gains", "Gains in tests", columns, tuple(rows))


def short_attendance(reading: Reading) -> ReportTable:
    """Attendance that was too short to count, and of whom."""
    rows: list[tuple[Cell, ...]] = []
    if reading.records is not None:
        rows = [
            (
                item.cohort,
                item.person,
                item.instance,
                item.session,
                item.on,
                item.attended_minutes,
                item.of_minutes,
                percent(item.attended_minutes, item.of_minutes),
            )
            for cohort in reading.records.cohorts
            for item in reading.records.missed(cohort)
        ]
    columns = (
        *texts("cohort", "person", "instance", "session"),
        Column("on", kind=Kind.DAY),
        *counts(attended_minutes="minutes", of_minutes="minutes"),
        *numbers(attended_percent="percent"),
    )
    return ReportTable("short_attendance", "Attendance that does not count", columns, tuple(rows))


def learner_years(reading: Reading) -> ReportTable:
    """Add up what everybody was credited with in each calendar year, from the records of all years.

    Credits are by factor of the course. The digest is SHA-256 over the cells before it, joined by line feeds:
    whoever gets the line can tell whether it was changed, as long as they know the digest.
    """
    rows: list[tuple[Cell, ...]] = []
    if reading.records is not None:
        register = reading.records
        for cohort in register.cohorts:
            rows += _years(cohort, None, register.of_cohort(cohort), register)
            for person in register.persons(cohort):
                rows += _years(cohort, person, register.of_person(cohort, person), register)
    columns = (
        *texts("cohort", "person"),
        *counts(year="year", sessions="sessions", days="days"),
        *numbers(study_hours="hours", credits="credits"),
        *counts(exams_passed="exams"),
        *texts("digest"),
    )
    return ReportTable("learner_years", "Years of learners", columns, tuple(rows))


def _years(
    cohort: str, person: str | None, credited: list[Credit], register: Register
) -> list[tuple[Cell, ...]]:
    rows: list[tuple[Cell, ...]] = []
    for year in sorted({credit.on.year for credit in credited}):
        mine = [credit for credit in credited if credit.on.year == year]
        exams = [exam for exam in register.exams(cohort) if exam.passed and exam.on.year == year]
        line: tuple[Cell, ...] = (
            cohort,
            person,
            year,
            sum(1 for credit in mine if credit.session),
            len({credit.on for credit in mine}),
            credit_hours(sum(credit.study_hundredths for credit in mine)),
            Decimal(credit_tenths(mine)) / 10,
            len({exam.course for exam in exams if exam.person in (None, person)}),
        )
        words = "\n".join("" if cell is None else str(cell) for cell in line)
        rows.append((*line, hashlib.sha256(words.encode()).hexdigest()))
    return rows


def _course_order(instance: Instance) -> list[str]:
    """Return the courses in an order in which each comes after its prerequisites; ties by id."""
    graph: nx.DiGraph[str] = nx.DiGraph()
    graph.add_nodes_from(instance.course)
    graph.add_edges_from((b, course.id) for course in instance.courses for b in course.prerequisites)
    return list(nx.lexicographical_topological_sort(graph))


def _completed(instance: Instance, register: Register, cohort: str, person: str | None) -> set[str]:
    credited = register.of_cohort(cohort) if person is None else register.of_person(cohort, person)
    done = {credit.course.id for credit in credited if credit.course is not None}
    return done | {entry.course for entry in instance.cohort[cohort].history if entry.course is not None}


def _progress(instance: Instance, subject: str, courses: list[str], done: set[str]) -> tuple[Cell, ...]:
    count = sum(1 for name in courses if name in done)
    ahead = [name for name in courses if name not in done and _open(instance.course[name], done)]
    level = TOP_LEVEL * count // len(courses)
    return subject, count, len(courses), percent(count, len(courses)), level, " ".join(ahead)


def _open(course: Course, done: set[str]) -> bool:
    return done.issuperset(course.prerequisites)


def _mean(total: int, n: int) -> Decimal:
    """Return a mean to a hundredth, halves up."""
    return Decimal((200 * total + n) // (2 * n)) / 100
