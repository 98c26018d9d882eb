"""What the words say of courses over days and places; ``naive_words`` brings them in."""

from tests.rules.naive import Data, World, words


def _bound(w: World, p: Data) -> list[tuple[str, str]]:
    """Return each meant cohort with each course that has it fixed in some session."""
    meant = w.selected(p.get("cohorts", {}))
    return [
        (c, course)
        for c in meant
        for course in w.of["courses"]
        if any(s["course"] == course and c in s.get("cohorts", []) for s in w.data["sessions"])
    ]


@words
def spread_days(w: World, p: Data) -> int:
    amount = 0
    for c, course in _bound(w, p):
        days = {b.day for b in w.attended(c) if b.course["id"] == course}
        amount += max(0, p["min_days"].get(course, 0) - len(days))
    return amount


@words
def isolated_sessions(w: World, p: Data) -> int:
    amount = 0
    for c in w.selected(p.get("cohorts", {})):
        for b in (x for x in w.attended(c) if x.covered):
            others = {
                w.names.index(t) for x in w.attended(c) if x.id != b.id and x.day == b.day for t in x.covered
            }
            mine = [w.names.index(t) for t in b.covered]
            amount += mine[0] - 1 not in others and mine[-1] + 1 not in others
    return amount


@words
def room_stability(w: World, p: Data) -> int:
    amount = 0
    for c, course in _bound(w, p):
        places = [b.place for b in w.attended(c) if b.course["id"] == course]
        if course in p.get("courses", [course]):
            amount += max(0, len({tuple(sorted(place.items())) for place in places}) - 1)
    return amount
