"""Tables of sessions: a catalogue for the public, and what differs between two plans."""

from collections import Counter, defaultdict
from datetime import date

from edusched.compile.entities import place_name
from edusched.domain.plan import Booking
from edusched.domain.records import RatedKind
from edusched.domain.teaching import Session
from edusched.formats.files import canonical_plan
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
from edusched.report.tables.ratings import mean, ratings
from edusched.rules.counting import earned_hours, hours_of
from edusched.rules.facts import BookingFacts

GOOD_TENTHS = 40


def public_catalogue(reading: Reading) -> ReportTable:
    """Sessions that people may choose, for publication: what, when, where, and how many seats are left.

    No person, cohort or instructor is named. Free seats are those of the room, mobile unit or platform less
    the persons who have one in the plan; on a platform, less those of all sessions at the same time. Both
    are empty where seats are no matter.
    """
    rows, online = [], _taken(reading)
    for b in reading.facts.bookings:
        if b.session.open_to is None:
            continue
        held, taken = _seats(b), b.persons
        if b.platform is not None:
            taken = max(online[b.platform.id, b.day, period] for period in b.periods)
        free = None if held is None else max(0, held - taken)
        rows.append(
            (
                *(b.session.id, b.course.id, b.course.name, b.course.subject_class, " ".join(b.course.tags)),
                *(b.course.method, credit_hours(earned_hours(b)), b.day, _clock(b.start_minute)),
                *(_clock(b.end_minute), b.delivery.value, b.place_name),
                b.region,
                held,
                free,
            )
        )
    columns = (
        *texts("session", "course", "course_name", "subject_class", "tags", "method"),
        *numbers(study_hours="hours"),
        Column("day", kind=Kind.DAY),
        *texts("start", "end", "delivery", "place", "region"),
        *counts(seats_persons="persons", free_persons="persons"),
    )
    return ReportTable("public_catalogue", "Sessions to choose from", columns, tuple(rows))


def rated_catalogue(reading: Reading) -> ReportTable:
    """Courses of good quality, for publication: those rated 4 of 5 or more in the records, best first.

    Rated is a course itself or any of its sessions; the mean is by answers. Projects are those its sessions
    belong to.
    """
    instance = reading.instance
    of_course, of_session = ratings(reading, RatedKind.COURSE), ratings(reading, RatedKind.SESSION)
    runs, by_course = reading.facts.by_session(), defaultdict[str, list[Session]](list)
    for session in instance.sessions:
        by_course[session.course].append(session)
    found = []
    for course in sorted(instance.courses, key=lambda c: c.id):
        sessions = by_course[course.id]
        told = [*of_course.get(course.id, ()), *(r for s in sessions for r in of_session.get(s.id, ()))]
        tenths, responses = mean(told)
        if tenths >= GOOD_TENTHS:
            projects = sorted({s.project for s in sessions if s.project is not None})
            held = sum(len(runs.get(s.id, ())) for s in sessions)
            found.append((-tenths, course, " ".join(projects), held, responses))
    found.sort(key=lambda item: (item[0], item[1].id))
    rows = tuple(
        (
            *(course.id, course.name, course.subject_class, " ".join(course.tags), course.method),
            *(
                " ".join(sorted(course.materials)),
                credit_hours(hours_of(course)),
                projects,
                held,
                credit_hours(-tenths * 10),
                responses,
            ),
        )
        for tenths, course, projects, held, responses in found
    )
    columns = (
        *texts("course", "course_name", "subject_class", "tags", "method", "materials"),
        *numbers(study_hours="hours"),
        *texts("projects"),
        *counts(sessions="sessions"),
        *numbers(rating="1 to 5"),
        *counts(responses="answers"),
    )
    return ReportTable("rated_catalogue", "Courses of good quality", columns, rows)


def plan_changes(reading: Reading) -> ReportTable:
    """Differences to a previous plan; as many rows as there are changed sessions.

    ``moved``: it is held on another day, at another time or place; ``restaffed``: by other instructors;
    ``regrouped``: for other cohorts. A session that only one of the plans runs is ``added`` or ``dropped``.
    Empty where no previous plan is given.
    """
    rows: list[tuple[Cell, ...]] = []
    if reading.previous is not None:
        old = {b.session: b for b in canonical_plan(reading.previous).bookings}
        new = {b.session: b for b in canonical_plan(reading.plan).bookings}
        for session in sorted(set(old) | set(new)):
            before, after = old.get(session), new.get(session)
            if change := _change(before, after):
                rows.append((session, change, *_when_where(before), *_when_where(after)))
    columns = (
        *texts("session", "change"),
        Column("day_before", kind=Kind.DAY),
        *texts("period_before", "place_before", "instructors_before", "cohorts_before"),
        Column("day_after", kind=Kind.DAY),
        *texts("period_after", "place_after", "instructors_after", "cohorts_after"),
    )
    return ReportTable("plan_changes", "Changes from a previous plan", columns, tuple(rows))


def _change(before: Booking | None, after: Booking | None) -> str:
    """Return in one word or several what is different; nothing where nothing is."""
    if before is None or after is None:
        return "added" if before is None else "dropped"
    different = {
        "moved": (before.day, before.period, before.place) != (after.day, after.period, after.place),
        "restaffed": before.instructors != after.instructors,
        "regrouped": before.cohorts != after.cohorts,
    }
    return " ".join(word for word, is_so in different.items() if is_so)


def _when_where(booking: Booking | None) -> tuple[Cell, ...]:
    if booking is None:
        return (None,) * 5
    people = " ".join(assigned.instructor for assigned in booking.instructors)
    return booking.day, booking.period, place_name(booking.place), people, " ".join(booking.cohorts)


def _seats(b: BookingFacts) -> int | None:
    holder = b.room or b.mobile_unit
    return b.platform.seats_persons if b.platform else holder.capacity_persons if holder else 0


def _taken(reading: Reading) -> Counter[tuple[str, date, str]]:
    """Return the persons on each platform by day and period."""
    found: Counter[tuple[str, date, str]] = Counter()
    for b in reading.facts.bookings:
        if b.platform is not None:
            found.update({(b.platform.id, b.day, period): b.persons for period in b.periods})
    return found


def _clock(minute: int) -> str:
    return f"{minute // 60:02}:{minute % 60:02}"
