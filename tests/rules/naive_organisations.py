"""What the words say of organisations and providers; ``naive_words`` brings them in."""

from collections import Counter
from fractions import Fraction

from tests.rules.naive import Data, Seen, World, day, words
from tests.rules.naive_staffing import upwards


def _with(b: Seen) -> set[str]:
    """Return the organisations of a booking's session."""
    given = [b.session["provider"]] if "provider" in b.session else []
    return {*b.session.get("co_organisers", []), *given}


def is_lent(w: World, person: str, b: Seen) -> bool:
    """Tell whether an instructor is lent for a booking."""
    home = w.of["libraries"][w.of["instructors"][person]["library"]]["region"]
    if b.platform:
        return False
    return home not in upwards(w, b.venue["region"] if b.venue else b.place["site"])


@words
def organisers_free(w: World, p: Data) -> int:
    return sum(
        not w.free(w.of["organisations"][name], b.day, t)
        for b in w.bookings
        for name in _with(b)
        for t in b.covered
    )


@words
def organiser_capacity(w: World, p: Data) -> int:
    busy = Counter((name, b.day, t) for b in w.bookings for name in _with(b) for t in b.covered)
    most = {name: o.get("sessions_at_once", 10**6) for name, o in w.of["organisations"].items()}
    return sum(max(0, count - most[name]) for (name, _, _), count in busy.items())


@words
def provider_seats(w: World, p: Data) -> int:
    seated: Counter[tuple[str, int, int]] = Counter()
    for b in w.bookings:
        if "provider" in b.session:
            seated[b.session["provider"], b.day.year, b.day.month] += b.persons
    seats = {name: o.get("seats_per_month_persons", 10**6) for name, o in w.of["organisations"].items()}
    return sum(max(0, persons - seats[name]) for (name, _, _), persons in seated.items())


@words
def provider_rating(w: World, p: Data) -> int:
    amount = 0
    for b in w.bookings:
        if "provider" in b.session and w.counts(b, p.get("counted", {})):
            rating = w.of["organisations"][b.session["provider"]].get("rating")
            if rating is not None or not p.get("unrated_pass"):
                gap = Fraction(str(p.get("min_rating", 3))) - Fraction(str(rating or 0))
                amount += max(0, int(gap * 100))
    return amount


@words
def notice(w: World, p: Data) -> int:
    decided = day(p["decided_on"]) if "decided_on" in p else w.first
    amount = 0
    for b in w.bookings:
        asked = [b.venue or {}, *(w.of["organisations"][name] for name in _with(b))]
        lenders = [
            w.of["instructors"][person]["library"] for person in b.instructors if is_lent(w, person, b)
        ]
        asked += [w.of["libraries"][name] for name in lenders]
        for thing in asked:
            days = thing.get("notice_days", 0)
            amount += max(0, days - (b.day - decided).days) if days else 0
    return amount
