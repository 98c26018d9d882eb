"""What the words say of frequencies, windows and order in time; ``naive_words`` brings them in."""

from datetime import date
from itertools import combinations, pairwise

from tests.rules.naive import Data, World, day, words, years_of_plan


def _inside(w: World, windows: list[str], on: date) -> bool:
    """Tell whether a day lies in one of the named windows."""
    ranges = [r for x in w.data["calendar"]["windows"] if x["id"] in windows for r in x["ranges"]]
    return any(day(r["first"]) <= on <= day(r["last"]) for r in ranges)


@words
def frequency(w: World, p: Data) -> int:
    counted = p.get("counted", {})
    bookings = [b for b in w.bookings if w.counts(b, counted)]
    days: dict[str, set[date]] = {}
    before: dict[str, list[Data]] = {}
    if p.get("of", "cohorts") == "sites":
        for site in p.get("sites", [x for s in w.data["sessions"] for x in s.get("sites", [])]):
            days[site] = {b.day for b in bookings if b.place.get("site") == site}
    else:
        for c in w.selected(p.get("cohorts", {})):
            days[c] = {b.attended.day for b in bookings if c in b.cohorts}
            before[c] = [e for e in w.of["cohorts"][c].get("history", []) if w.counts_before(e, counted)]
    amount = 0
    for who, there in days.items():
        for first, last in years_of_plan(w, p):
            taught = sum(first <= on <= last for on in there)
            taught += sum(e.get("days", 0) for e in before.get(who, []) if first <= day(e["on"]) <= last)
            amount += max(0, p.get("min_days", 1) - taught)
        pairs = combinations(sorted(there), 2)
        amount += sum((second - first).days < p.get("min_gap_days", 0) for first, second in pairs)
    return amount


@words
def season(w: World, p: Data) -> int:
    return sum(w.counts(b, p.get("counted", {})) and not _inside(w, p["windows"], b.day) for b in w.bookings)


@words
def teaching_days(w: World, p: Data) -> int:
    amount = 0
    for i in w.people(p.get("instructors", {})):
        days = {b.day for b in w.taught(i) if "windows" not in p or _inside(w, p["windows"], b.day)}
        for first, last in years_of_plan(w, p):
            taught = sum(first <= on <= last for on in days)
            amount += max(0, p.get("min_days", 0) - taught) + max(0, taught - p.get("max_days", 366))
    return amount


@words
def waves(w: World, p: Data) -> int:
    days = [
        {b.day for c in w.selected(wave) for b in w.attended(c) if w.counts(b, p.get("counted", {}))}
        for wave in p["waves"]
    ]
    gap = p.get("min_gap_days", 1)
    return sum((e - d).days < gap for early, late in pairwise(days) for d in early for e in late)
