"""What the words say of variety; ``naive_words`` brings it in."""

from tests.rules.naive import Data, Seen, World, words, years_of_plan


@words
def variety(w: World, p: Data) -> int:
    least = p.get("min_kinds", len(set(p["wanted"])))

    def short(bookings: list[Seen]) -> int:
        there = {kind for b in bookings for kind in _kinds(b, p.get("kinds", "tags"))}
        return int(max(0, least - len(there & set(p["wanted"]))))

    counted = p.get("counted", {})
    if p.get("of", "programmes") == "programmes":
        amount = 0
        for programme in w.data.get("programmes", []):
            mine = [b for b in w.bookings if b.id in programme["sessions"] and w.counts(b, counted)]
            if mine and programme["id"] in p.get("programmes", [programme["id"]]):
                amount += short(mine)
        return amount
    return sum(
        short([b for b in w.attended(c) if first <= b.day <= last and w.counts(b, counted)])
        for c in w.selected(p.get("cohorts", {}))
        for first, last in years_of_plan(w, p)
    )


def _kinds(b: Seen, kinds: str) -> list[str]:
    if kinds == "tags":
        return list(b.course.get("tags", []))
    if kinds == "deliveries":
        return [{"room": "in_person", "stop": "mobile", "platform": "online"}[b.kind]]
    return [b.course.get("method", "lecture") if kinds == "methods" else b.course["subject_class"]]
