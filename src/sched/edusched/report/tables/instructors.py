"""Tables about instructors."""

from collections import Counter

from edusched.report.tables.contract import Reading, ReportTable, counts, hours, numbers, texts
from edusched.report.tables.spending import spending


def instructor_loads(reading: Reading) -> ReportTable:
    """Hours, days, sessions and fees of each instructor, also of those who teach nothing.

    Person-times are those of the sessions taught.
    """
    people = reading.instance.instructor
    fees: Counter[str] = Counter()
    for spent in spending(reading):
        if spent.rule.id == "fees":
            fees[spent.cost.subject[-1]] += spent.cost.fen
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
                fees[name],
            )
        )
    columns = (
        *texts("instructor", "library", "engagement", "source"),
        *counts(sessions="sessions", days="days"),
        *numbers(teaching_hours="hours"),
        *counts(person_times="person-times", fee_fen="fen"),
    )
    return ReportTable("instructor_loads", "Loads of instructors", columns, tuple(rows))
