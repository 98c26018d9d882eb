"""What the words say of counts and quotas; ``naive_words`` brings them in."""

from datetime import date, timedelta
from fractions import Fraction
from math import ceil, floor

from tests.rules.naive import Data, Seen, World, day, words, years_of_plan


def _amiss(n: int, p: Data, what: str) -> int:
    """Return what lacks to the least or exceeds the most, the stricter of range and band."""
    least, most = [p.get(f"min_{what}")], [p.get(f"max_{what}")]
    target, band = p.get(f"target_{what}"), p.get("band_percent", 5)
    if target is not None:
        least.append(ceil(Fraction(target * (100 - band), 100)))
        most.append(floor(Fraction(target * (100 + band), 100)))
    short = max((bound - n for bound in least if bound is not None), default=0)
    over = max((n - bound for bound in most if bound is not None), default=0)
    return max(0, short) + max(0, over)


def _regions(w: World, p: Data) -> list[str]:
    return [r["id"] for r in w.data["regions"] if r["level"] == p.get("level", "county")]


def _groups(w: World, p: Data) -> list[dict[str, int]]:
    """Return for each group the persons that each cohort meant brings to it."""
    meant = {c: w.of["cohorts"][c] for c in w.selected(p.get("cohorts", {}))}
    by = p.get("by", "all")
    if by == "unit":
        brought = [{c: x["headcount"].get(unit, 0) for c, x in meant.items()} for unit in w.of["units"]]
        return [group for group in brought if any(group.values())]
    if by == "region":
        inside = [[c for c, x in meant.items() if r in w._above(x["region"])] for r in _regions(w, p)]
    elif by == "category":
        kinds = {x["category"] for x in meant.values()}
        inside = [[c for c, x in meant.items() if x["category"] == kind] for kind in kinds]
    elif by == "cohort":
        inside = [[c] for c in meant]
    else:
        inside = [list(meant)]
    return [{c: w.persons(c) for c in group} for group in inside]


def _times(w: World, cohort: str, first: date, last: date, p: Data, counted: list[Data]) -> int:
    booked = [
        b for b in w.attended(cohort) if first <= b.day <= last and all(w.counts(b, x) for x in counted)
    ]
    past = [e for e in w.of["cohorts"][cohort].get("history", []) if first <= day(e["on"]) <= last]
    before = [e for e in past if all(w.counts_before(e, x) for x in counted)]
    if p.get("count", "programmes") == "sessions":
        return len(booked) + len(before)
    there = {b.id for b in booked}
    went = {x["id"] for x in w.data.get("programmes", []) if there & set(x["sessions"])}
    return len(went | {e["programme"] for e in before if "programme" in e})


@words
def person_share(w: World, p: Data) -> int:
    amount = 0
    both = [p.get("counted", {}), p.get("part", {})]
    for first, last in years_of_plan(w, p):
        then, until = first, last
        if p.get("of") == "year_before":
            then, until = date(first.year - 1, first.month, first.day), first - timedelta(days=1)
        for group in _groups(w, p):
            part = sum(_times(w, c, first, last, p, both) * n for c, n in group.items())
            whole = sum(_times(w, c, then, until, p, both[:1]) * n for c, n in group.items())
            if "min_percent" in p:
                amount += max(0, p["min_percent"] * whole - 100 * part)
            if "max_percent" in p:
                amount += max(0, 100 * part - p["max_percent"] * whole)
    return amount


@words
def person_times(w: World, p: Data) -> int:
    amount = 0
    for first, last in years_of_plan(w, p):
        for group in _groups(w, p):
            n = sum(
                _times(w, c, first, last, p, [p.get("counted", {})]) * persons for c, persons in group.items()
            )
            amount += _amiss(n, p, "person_times")
    return amount


def _held(w: World, p: Data) -> list[list[Seen]]:
    """Return the counted bookings of each group."""
    counted = [b for b in w.bookings if w.counts(b, p.get("counted", {}))]
    if p.get("by", "all") == "all":
        return [counted]
    place = {b.id: b.venue["region"] if b.venue else b.place.get("site") for b in counted}
    return [[b for b in counted if r in w._above(place[b.id])] for r in _regions(w, p)]


@words
def session_count(w: World, p: Data) -> int:
    return sum(
        _amiss(sum(first <= b.day <= last for b in held), p, "sessions")
        for first, last in years_of_plan(w, p)
        for held in _held(w, p)
    )


@words
def activity_day(w: World, p: Data) -> int:
    working = [on for on in w.days if w.kind(on) == "working"]
    asked = set()
    for year in range(w.first.year, w.last.year + 1):
        for text in p["dates"]:
            try:
                on = day(f"{year}-{text}")
            except ValueError:  # 29 February
                continue
            if not w.first <= on <= w.last:
                continue
            if p.get("shift", "keep") == "keep":
                asked.add(on)
            elif working:
                asked.add(min((abs((d - on).days), d) for d in working)[1])
    least = int(p.get("min_sessions", 1))
    return sum(max(0, least - sum(b.day == on for b in held)) for on in asked for held in _held(w, p))


@words
def alternatives(w: World, p: Data) -> int:
    run = {("session", s) for s in p.get("sessions", []) if s in w.runs}
    run |= {
        ("programme", x) for x in p.get("programmes", []) if w.runs & set(w.of["programmes"][x]["sessions"])
    }
    least, most = int(p.get("min_run", 1)), int(p.get("max_run", 1))
    return max(0, least - len(run)) + max(0, len(run) - most)
