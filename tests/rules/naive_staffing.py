"""What the words say of who teaches whom; ``naive_words`` brings them in."""

from collections import Counter
from datetime import date

from tests.rules.naive import Data, World, hours, words


def year_of(on: date, p: Data) -> int:
    """Return in which year of the period a day lies."""
    period = p.get("period", "calendar_year")
    if period == "horizon":
        return 0
    return on.year - (period == "school_year" and on.month < 9)


def _level(w: World, region: str) -> str:
    return str(w.of["regions"][region]["level"])


def upwards(w: World, region: str) -> set[str]:
    """Return a region and all above it."""
    above = w.of["regions"][region].get("parent")
    return {region} | (upwards(w, above) if above else set())


@words
def lending_quota(w: World, p: Data) -> int:
    home = w.of["libraries"][p["library"]]["region"]
    taught: Counter[tuple[str, int]] = Counter()
    for b in w.bookings:
        if b.platform:
            continue
        around = upwards(w, b.venue["region"] if b.venue else b.place["site"])
        if home in around:
            continue
        borrowers = around & set(p["borrowers"]) if p.get("borrowers") else {"everywhere outside"}
        for person in b.instructors:
            if w.of["instructors"][person]["library"] == p["library"]:
                for borrower in borrowers:
                    taught[borrower, year_of(b.day, p)] += b.taught
    return sum(max(0, minutes - hours(p["max_teaching_hours"], 60)) for minutes in taught.values())


@words
def teaching_mix(w: World, p: Data) -> int:
    whole: Counter[int] = Counter()
    part: Counter[int] = Counter()
    for person in w.people(p.get("whole", {})):
        for b in w.taught(person):
            whole[year_of(b.day, p)] += b.taught
            if person in w.people(p["part"]):
                part[year_of(b.day, p)] += b.taught
    amount = 0
    for year, minutes in whole.items():
        if "min_percent" in p:
            amount += max(0, p["min_percent"] * minutes - 100 * part[year])
        if "max_percent" in p:
            amount += max(0, 100 * part[year] - p["max_percent"] * minutes)
    return amount


@words
def mentor_pairing(w: World, p: Data) -> int:
    mentors = set(w.people(p["mentors"]))
    learners = set(w.people(p["learners"])) - mentors
    return sum(len(b.instructors & learners) for b in w.bookings if not b.instructors & mentors)


@words
def learner_overlap(w: World, p: Data) -> int:
    slots = 0
    for person in w.of["instructors"]:
        teaches = {(b.day, t) for b in w.taught(person) for t in b.covered}
        classes = [c for c, cohort in w.of["cohorts"].items() if person in cohort.get("instructors", [])]
        learns = {(b.day, t) for c in classes for b in w.attended(c) for t in b.covered}
        slots += len(teaches & learns)
    return slots


@words
def duty(w: World, p: Data) -> int:
    amount = 0
    for b in w.bookings:
        if "organiser" in b.session:
            may = p["may_train"].get(_level(w, b.session["organiser"]), [])
            amount += sum(_level(w, w.of["cohorts"][c]["region"]) not in may for c in set(b.cohorts))
    return amount
