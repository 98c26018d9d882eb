"""From the records of a plan that has ended to the instance of the next one.

Cohorts keep their ids over the years (R223), so what they were credited with becomes their history. Study
elsewhere takes time, and ratings of instructors are brought up to date.
"""

from collections import Counter
from collections.abc import Iterable
from datetime import date
from decimal import Decimal

from edusched.checking.facts import PlanFacts
from edusched.domain.errors import InvalidInputError
from edusched.domain.instance import Instance
from edusched.domain.people import Cohort, HistoryEntry, Instructor, Rating
from edusched.domain.plan import Plan
from edusched.domain.records import ExternalCredit, RatedKind, RatingRecord, Records
from edusched.domain.records_references import records_faults
from edusched.domain.references import reference_faults
from edusched.domain.time import SlotPattern
from edusched.records.credited import Credit, Register
from edusched.rules.facts import BookingFacts


def carry_over(ended: Instance, plan: Plan, records: Records, upcoming: Instance) -> Instance:
    """Return the next instance with what people have learnt since.

    Parameters
    ----------
    ended, plan
        The instance that has ended, and the plan that was carried out.
    records
        What happened.
    upcoming
        The next instance. Cohorts and instructors are those of the ended one where the ids are the same.

    Returns
    -------
    Instance
        ``upcoming`` with histories, taken time and ratings. What stands there already is not added again, so
        carrying over twice changes nothing.

    Raises
    ------
    InvalidInputError
        The plan or the records refer to something the ended instance does not have, or the slots of study
        elsewhere to something the upcoming one does not have.
    """
    if faults := records_faults(records, ended):
        raise InvalidInputError(faults)
    facts = PlanFacts(ended, plan)
    register = Register(facts, records)
    history = _histories(facts, register)
    busy = _busy(register.records)
    ratings = instructor_ratings(register.records.ratings)
    made = upcoming.with_changes(
        cohorts=tuple(_cohort(c, history.get(c.id, ()), busy) for c in upcoming.cohorts),
        instructors=tuple(_instructor(i, ratings, busy) for i in upcoming.instructors),
    )
    if faults := reference_faults(made):
        raise InvalidInputError(faults)
    return made


def instructor_ratings(ratings: Iterable[RatingRecord]) -> dict[str, Rating]:
    """Return the mean rating of each rated instructor, in tenths rounded down."""
    found: dict[str, tuple[int, int]] = {}
    for item in ratings:
        if item.kind is RatedKind.INSTRUCTOR:
            points, responses = found.get(item.subject, (0, 0))
            found[item.subject] = points + item.value * item.responses, responses + item.responses
    return {
        name: Rating(value_tenths=points * 10 // responses, responses=min(responses, 10_000_000))
        for name, (points, responses) in sorted(found.items())
    }


def _histories(facts: PlanFacts, register: Register) -> dict[str, list[HistoryEntry]]:
    """Return the whole history of each cohort of the ended instance."""
    by_key = {item.key: item for item in register.records.credits}
    found: dict[str, list[HistoryEntry]] = {}
    for cohort, bookings in facts.by_cohort().items():
        booked = {b.session.id: b for b in bookings}
        entries = list(facts.instance.cohort[cohort].history)
        days: set[date] = set()
        for credit in register.of_cohort(cohort):
            if credit.key:
                entries.append(_external(by_key[credit.key], credit))
            elif credit.course is not None:
                booking = booked.get(credit.session)
                entry = _attended(facts.instance, credit, booking)
                if booking is None or booking.earns:
                    # A day counts once, with the first session of it.
                    entry = entry.model_copy(update={"days": int(credit.on not in days)})
                    days.add(credit.on)
                else:  # such as a message
                    entry = entry.model_copy(update={"study_hours": Decimal(0)})
                entries.append(entry)
        found[cohort] = entries
    return found


def _attended(instance: Instance, credit: Credit, booking: BookingFacts | None) -> HistoryEntry:
    course = instance.course[instance.session[credit.session].course]
    programme = instance.programme_of.get(credit.session)
    venue = booking.venue if booking else None
    return HistoryEntry(
        on=credit.on,
        study_hours=Decimal(credit.study_hundredths) / 100,
        subject_class=course.subject_class,
        tags=course.tags,
        venue_kind=venue.kind if venue else None,
        venue_level=venue.level if venue else None,
        delivery=(booking.delivery if booking else instance.session[credit.session].deliveries[0]).value,
        programme=programme.id if programme else None,
        course=course.id,
    )


def _external(item: ExternalCredit, credit: Credit) -> HistoryEntry:
    return HistoryEntry(
        on=item.on,
        study_hours=Decimal(credit.study_hundredths) / 100,
        days=item.days,
        subject_class=item.subject_class,
        tags=item.tags,
        programme=item.programme,
        course=item.course,
    )


def _busy(records: Records) -> dict[tuple[str, str], tuple[SlotPattern, ...]]:
    found: dict[tuple[str, str], tuple[SlotPattern, ...]] = {}
    for study in records.studies:
        who = ("cohort", study.cohort) if study.cohort else ("instructor", study.instructor or "")
        found[who] = found.get(who, ()) + study.busy
    return found


def _cohort(
    cohort: Cohort, entries: Iterable[HistoryEntry], busy: dict[tuple[str, str], tuple[SlotPattern, ...]]
) -> Cohort:
    there = Counter(map(_words, cohort.history))
    new = []
    for entry in entries:
        if there[_words(entry)]:
            there[_words(entry)] -= 1
        else:
            new.append(entry)
    history = tuple(sorted((*cohort.history, *new), key=lambda e: (e.on, _words(e))))
    taken = _with(cohort.unavailable, busy.get(("cohort", cohort.id), ()))
    return cohort.model_copy(update={"history": history, "unavailable": taken})


def _instructor(
    person: Instructor, ratings: dict[str, Rating], busy: dict[tuple[str, str], tuple[SlotPattern, ...]]
) -> Instructor:
    taken = _with(person.unavailable, busy.get(("instructor", person.id), ()))
    rating = ratings.get(person.id, person.rating)
    return person.model_copy(update={"unavailable": taken, "rating": rating})


def _with(patterns: tuple[SlotPattern, ...], more: Iterable[SlotPattern]) -> tuple[SlotPattern, ...]:
    return (*patterns, *(pattern for pattern in dict.fromkeys(more) if pattern not in patterns))


def _words(entry: HistoryEntry) -> str:
    return entry.model_dump_json()
