"""What only the whole of a records file shows: facts told twice, unknown ids, days the wrong way round."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from edusched.domain.errors import NO_VALUE, Fault, FaultList
from edusched.domain.instance import Instance
from edusched.domain.records import (
    Attendance,
    ExamResult,
    ExternalCredit,
    RatedKind,
    RatingRecord,
    Records,
    Source,
)
from edusched.domain.references import KINDS

# (list, field, list of the instance its ids come from)
REFERENCES = (
    ("people", "unit", "units"),
    ("people", "cohort", "cohorts"),
    ("credits", "cohort", "cohorts"),
    ("studies", "cohort", "cohorts"),
    ("studies", "instructor", "instructors"),
    ("exams", "course", "courses"),
    ("exams", "cohort", "cohorts"),
    ("standings", "unit", "units"),
    ("inspections", "region", "regions"),
    ("inspections", "session", "sessions"),
    ("feedback", "unit", "units"),
    ("feedback", "session", "sessions"),
)
# Lists in which one thing may stand once, with the fields that say which thing it is.
ONCE = (
    ("people", ("id",)),
    ("studies", ("key",)),
    ("standings", ("unit", "year")),
    ("indicators", ("indicator", "subject", "on")),
    ("targets", ("indicator", "subject", "year")),
    ("milestones", ("id",)),
    ("checklist", ("kind", "subject", "due")),
    ("feedback", ("unit", "session")),
    ("issues", ("id",)),
)
# Lists whose things may come from several sources, and are then one fact.
MERGED = ("attendance", "credits", "exams", "ratings")
DAY_PAIRS = (("issues", "opened", "closed"), ("issues", "opened", "due"))
# Days on which something has happened already, when the file is written.
PAST_DAYS = (
    ("attendance", "on"),
    ("credits", "on"),
    ("exams", "on"),
    ("ratings", "on"),
    ("indicators", "on"),
    ("milestones", "done"),
    ("checklist", "done"),
    ("inspections", "on"),
    ("feedback", "sent"),
    ("issues", "opened"),
    ("issues", "closed"),
)
RATED = {kind.value: f"{kind.value}s" for kind in RatedKind}

Told = Attendance | ExternalCredit | ExamResult | RatingRecord
_RANK = {source: rank for rank, source in enumerate(Source)}


@dataclass(frozen=True, slots=True)
class Merged:
    """A fact told more than once.

    Attributes
    ----------
    part : list of the records file
    identity : what makes it one fact
    sources : where it came from, the one that is kept first
    """

    part: str
    identity: tuple[str, ...]
    sources: tuple[str, ...]


def merged(records: Records) -> tuple[Records, tuple[Merged, ...]]:
    """Return records with each fact once, and what was told more than once.

    Of one fact the record of the first source is kept, in the order certificate, file, network.
    """
    kept: dict[str, tuple[Told, ...]] = {}
    twice: list[Merged] = []
    for part in MERGED:
        groups: dict[tuple[str, ...], list[Told]] = {}
        for item in getattr(records, part):
            groups.setdefault(item.identity, []).append(item)
        ranked = {identity: sorted(items, key=_rank) for identity, items in groups.items()}
        kept[part] = tuple(items[0] for items in ranked.values())
        twice += [
            Merged(part, identity, tuple(str(item.source) for item in items))
            for identity, items in ranked.items()
            if len(items) > 1
        ]
    return records.model_copy(update=kept), tuple(twice)


def _rank(item: Told) -> int:
    return 0 if isinstance(item, RatingRecord) else _RANK[item.source]


def records_faults(records: Records, instance: Instance | None = None) -> list[Fault]:
    """Return what is wrong with records as a whole, with JSON paths.

    Parameters
    ----------
    records
        Records whose fields are each valid in themselves.
    instance
        The instance they speak of. When given, every id must exist there; attendance of other instances is
        kept, and must then say what it is worth.
    """
    found = FaultList()
    for part, fields in ONCE:
        _once(part, [tuple(getattr(item, f) for f in fields) for item in getattr(records, part)], found)
    for part in MERGED:
        _told_alike(part, getattr(records, part), found)
    _day_faults(records, found)
    for index, item in enumerate(records.attendance):
        if item.attended_minutes > item.of_minutes:
            expected = f"expected at most {item.of_minutes}, the minutes of the session"
            found.add(("attendance", index, "attended_minutes"), item.attended_minutes, expected)
    for index, credit in enumerate(records.credits):
        if (credit.study_hours is None) == (credit.minutes is None):
            expected = "expected study_hours or minutes, one of the two"
            found.add(("credits", index), NO_VALUE, expected, "give study_hours where they are known")
    for index, study in enumerate(records.studies):
        if (study.cohort is None) == (study.instructor is None):
            found.add(("studies", index), NO_VALUE, "expected cohort or instructor, one of the two")
    for index, milestone in enumerate(records.milestones):
        if (milestone.indicator is None) != (milestone.target is None):
            found.add(("milestones", index), NO_VALUE, "expected indicator and target together, or neither")
    if instance is not None:
        _unknown_ids(records, instance, found)
        _pattern_faults(records, instance, found)
    return found.faults


def _once(part: str, identities: Sequence[tuple[Any, ...]], found: FaultList) -> None:
    seen: dict[tuple[Any, ...], int] = {}
    for index, identity in enumerate(identities):
        if seen.setdefault(identity, index) != index:
            shown = " ".join(str(word) for word in identity if word is not None)
            found.add((part, index), shown, f"given twice; it stands at [{seen[identity]}] already")


def _told_alike(part: str, items: Sequence[Told], found: FaultList) -> None:
    """Two sources may tell one fact; they may not contradict each other."""
    seen: dict[tuple[str, ...], int] = {}
    for index, item in enumerate(items):
        first = seen.setdefault(item.identity, index)
        if _content(items[first]) != _content(item):
            expected = f"told another way at [{first}] already; one fact has one content"
            advice = "mend one of the two, or give this one a key of its own"
            found.add((part, index), " ".join(filter(None, item.identity)), expected, advice)


def _content(item: Told) -> dict[str, Any]:
    return item.model_dump(exclude={"source"})


def _day_faults(records: Records, found: FaultList) -> None:
    for part, field in PAST_DAYS:
        for index, item in enumerate(getattr(records, part)):
            day: date | None = getattr(item, field)
            if day is not None and day > records.as_of:
                found.add((part, index, field), day, f"expected a day not after as_of, {records.as_of}")
    for part, first, last in DAY_PAIRS:
        for index, item in enumerate(getattr(records, part)):
            begin, end = getattr(item, first), getattr(item, last)
            if end is not None and end < begin:
                found.add((part, index, last), end, f"expected a day not before {first}, {begin}")


def _unknown_ids(records: Records, instance: Instance, found: FaultList) -> None:
    known = {name: dict.fromkeys(item.id for item in getattr(instance, name)) for name in KINDS}
    for at, value, target in _references(records, instance):
        if value not in known[target]:
            found.unknown(at, value, KINDS[target], known[target])
    for index, item in enumerate(records.attendance):
        if item.instance != instance.id and item.study_hours is None:
            expected = f"missing; {item.session} is of another instance, {item.instance}"
            advice = "give what it was worth there"
            found.add(("attendance", index, "study_hours"), NO_VALUE, expected, advice)


def _pattern_faults(records: Records, instance: Instance, found: FaultList) -> None:
    windows = {window.id: window for window in instance.calendar.windows}
    periods = {period.id: period for period in instance.calendar.periods}
    for index, study in enumerate(records.studies):
        for number, pattern in enumerate(study.busy):
            at = ("studies", index, "busy", number)
            if pattern.window is not None and pattern.window not in windows:
                found.unknown((*at, "window"), pattern.window, "window", windows)
            for place, period in enumerate(pattern.periods or ()):
                if period not in periods:
                    found.unknown((*at, "periods", place), period, "period", periods)


def _references(records: Records, instance: Instance) -> Iterator[tuple[tuple[str | int, ...], str, str]]:
    """Yield the place, the id and the list of the instance of each id that must exist."""
    for part, field, target in REFERENCES:
        for index, item in enumerate(getattr(records, part)):
            value = getattr(item, field)
            if value is not None:
                yield (part, index, field), value, target
    for index, attended in enumerate(records.attendance):
        if attended.instance == instance.id:
            yield ("attendance", index, "session"), attended.session, "sessions"
            yield ("attendance", index, "cohort"), attended.cohort, "cohorts"
    for index, rating in enumerate(records.ratings):
        yield ("ratings", index, "subject"), rating.subject, RATED[rating.kind.value]
    for index, credit in enumerate(records.credits):
        if credit.course is not None:
            yield ("credits", index, "course"), credit.course, "courses"
