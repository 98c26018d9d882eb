"""Tables about instructors."""

from edusched.report.tables.contract import Reading, ReportTable, counts, hours, numbers, texts


def instructor_loads(reading: Reading) -> ReportTable:
    """Who teaches how much: also those who teach nothing."""
    people = reading.instance.instructor
    rows = []
    for name, bookings in reading.facts.by_instructor().items():
        person = people[name]
        minutes = sum(b.teaching_minutes for b in bookings)
        rows.append(
            (
                name,
                person.library,
                person.engagement.value,
                person.source,
                len(bookings),
                len({b.day for b in bookings}),
                hours(minutes),
                sum(b.persons for b in bookings),
            )
        )
    columns = (
        *texts("instructor", "library", "engagement", "source"),
        *counts(sessions="sessions", days="days"),
        *numbers(teaching_hours="hours"),
        *counts(person_times="person-times"),
    )
    return ReportTable("instructor_loads", "Loads of instructors", columns, tuple(rows))
