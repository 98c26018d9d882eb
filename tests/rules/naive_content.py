"""What the words say of content; ``naive_words`` brings them in."""

from tests.rules.naive import Data, Seen, World, day, words, years_of_plan


@words
def curriculum(w: World, p: Data) -> int:
    amount = 0
    for c in w.selected(p.get("cohorts", {})):
        history = w.of["cohorts"][c].get("history", [])
        for first, last in years_of_plan(w, p):
            for course, times in p["courses"].items():
                went = [b for b in w.attended(c) if b.course["id"] == course and first <= b.day <= last]
                before = [e for e in history if e.get("course") == course and first <= day(e["on"]) <= last]
                amount += max(0, times - len(went) - len(before)) * w.persons(c)
    return amount


@words
def prerequisites(w: World, p: Data) -> int:
    amount = 0
    for b in w.bookings:
        for c in b.cohorts:
            known = {e.get("course") for e in w.of["cohorts"][c].get("history", [])}
            for x in w.attended(c):
                on = b.attended.day
                if x.day < on or (x.day == on and x.end <= b.start):
                    known.add(x.course["id"])
            amount += len(set(b.course.get("prerequisites", [])) - known)
    return amount


@words
def group_size(w: World, p: Data) -> int:
    amount = 0
    for b in w.bookings:
        if w.counts(b, p.get("counted", {})):
            amount += max(0, p.get("min_persons", 1) - b.persons)
            amount += max(0, b.persons - p.get("max_persons", 10**9))
    return amount


@words
def needs_met(w: World, p: Data) -> int:
    amount = 0
    for c in w.selected(p.get("cohorts", {})):
        for tag, urgency in w.of["cohorts"][c].get("needs", {}).items():
            if not any(tag in b.course.get("tags", []) for b in w.attended(c)):
                amount += urgency * w.persons(c)
    return amount


@words
def support_pairs(w: World, p: Data) -> int:
    amount = 0
    for donor, recipient in {(pair["donor"], pair["recipient"]) for pair in p["pairs"]}:
        mine = [b for b in w.bookings if _helped(w, b, recipient) and _helping(w, b, donor)]
        for first, last in years_of_plan(w, p):
            held = sum(first <= b.day <= last for b in mine)
            amount += max(0, p.get("min_sessions", 1) - held)
    return amount


def _lies(w: World, region: str | None, above: str) -> bool:
    if region is None:
        return False
    return region == above or _lies(w, w.of["regions"][region].get("parent"), above)


def _helped(w: World, b: Seen, recipient: str) -> bool:
    return any(_lies(w, w.of["cohorts"][c]["region"], recipient) for c in b.cohorts)


def _helping(w: World, b: Seen, donor: str) -> bool:
    libraries = [w.of["instructors"][i]["library"] for i in b.instructors]
    places = [w.of["libraries"][name]["region"] for name in libraries]
    places += [b.venue["region"]] if b.venue else []
    return any(_lies(w, region, donor) for region in places)
