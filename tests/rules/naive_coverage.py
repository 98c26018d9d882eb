"""What the words say of coverage, turns, missions and ratings; ``naive_words`` brings them in."""

from datetime import date, timedelta
from fractions import Fraction
from math import ceil

from tests.rules.naive import Data, World, day, words, years_of_plan
from tests.rules.naive_quotas import _groups, _held


def _there(w: World, c: str, first: date, last: date, p: Data) -> bool:
    """Tell whether a cohort is reached in some days."""
    counted = p.get("counted", {})
    past = w.of["cohorts"][c].get("history", [])
    return any(first <= b.day <= last and w.counts(b, counted) for b in w.attended(c)) or any(
        first <= day(e["on"]) <= last and w.counts_before(e, counted) for e in past
    )


@words
def access(w: World, p: Data) -> int:
    amount = 0
    meant = w.selected(p.get("cohorts", {}))
    for first, last in years_of_plan(w, p):
        held = [b for b in w.bookings if first <= b.day <= last and w.counts(b, p.get("counted", {}))]
        for r in {w.of["cohorts"][c]["region"] for c in meant}:
            near = False
            for b in held:
                if b.location is None:
                    continue
                inside = b.venue["region"] if b.venue else b.location
                near |= r in w._above(inside)
                if "location" in w.of["regions"][r]:
                    near |= w.metres(r, b.location) <= p.get("radius_km", 10) * 1000
            if not near:
                amount += sum(w.persons(c) for c in meant if w.of["cohorts"][c]["region"] == r)
    return amount


@words
def coverage(w: World, p: Data) -> int:
    spans = years_of_plan(w, p)
    if "dates" in p:
        spans = [(on, on) for on in w.days if on.isoformat()[5:] in p["dates"]]
    amount = 0
    for first, last in spans:
        for group in _groups(w, p):
            reached = sum(persons for c, persons in group.items() if _there(w, c, first, last, p))
            least = ceil(Fraction(sum(group.values()) * p.get("min_percent", 100), 100))
            amount += max(0, least - reached)
    return amount


@words
def seat_priority(w: World, p: Data) -> int:
    amount = 0
    for c in w.selected(p.get("cohorts", {})):
        cohort = w.of["cohorts"][c]
        score = cohort.get("priority", 3)
        if p.get("score") == "later_sessions":
            score = cohort.get("later_sessions", 0)
        if not any(w.counts(b, p.get("counted", {})) for b in w.attended(c)):
            amount += score * w.persons(c)
    return amount


@words
def turn_order(w: World, p: Data) -> int:
    counted = p.get("counted", {})
    amount = 0
    for c in w.selected(p.get("cohorts", {})):
        past = [day(e["on"]) for e in w.of["cohorts"][c].get("history", []) if w.counts_before(e, counted)]
        past = [on for on in past if on < w.first]
        weeks = (w.first - max(past)) // timedelta(weeks=1) if past else p.get("never_weeks", 520)
        sundays = {on + timedelta(days=6 - on.weekday()) for on in w.days}
        for sunday in sundays:
            if not any(b.day <= sunday and w.counts(b, counted) for b in w.attended(c)):
                amount += weeks
    return amount


@words
def recurrence(w: World, p: Data) -> int:
    amount, gap = 0, p["max_gap_days"]
    for held in _held(w, p):
        there = {b.day for b in held}
        for on in w.days:
            stretch = [on - timedelta(days=k) for k in range(gap)]
            if "last_day" in p:
                asked = stretch[-1] > day(p["last_day"])
            else:
                asked = all(w.first <= x for x in stretch)
            amount += asked and not there & set(stretch)
    return amount


@words
def missions(w: World, p: Data) -> int:
    amount = 0
    for m in p["missions"]:
        first, last = day(m["first_day"]), day(m["last_day"])
        out = first - timedelta(days=m.get("travel_days_before", 1))
        home = last + timedelta(days=m.get("travel_days_after", 1))
        for b in w.bookings:
            roles = sum(who == m["instructor"] for _, who in b.roles)
            if out <= b.day < first or last < b.day <= home:
                amount += roles
            elif first <= b.day <= last and b.location is not None:
                held_in = b.venue["region"] if b.venue else b.location
                amount += roles * (m["region"] not in w._above(held_in))
    return amount


@words
def teaching_quality(w: World, p: Data) -> int:
    amount = 0
    meant = w.people(p.get("instructors", {}))
    for b in w.bookings:
        persons = max(1, sum(w.persons(c) for c in b.session.get("cohorts", [])))
        for _, who in b.roles:
            rating = w.of["instructors"][who].get("rating")
            enough = rating is not None and rating["responses"] >= p.get("min_responses", 5)
            tenths = rating["value_tenths"] if enough else p.get("neutral_tenths", 30)
            amount += (who in meant) * b.taught * (50 - tenths) * persons
    return amount
