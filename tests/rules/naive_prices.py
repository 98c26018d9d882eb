"""What the words say of loads and money; ``naive_words`` brings them in."""

from tests.rules.naive import Data, World, hours, words


@words
def sessions_run(w: World, p: Data) -> int:
    counted = [s for s in w.data["sessions"] if s.get("mandatory", True) or not p.get("mandatory_only", True)]
    if "cohorts" in p:
        counted = [s for s in counted if set(s.get("cohorts", [])) & set(w.selected(p["cohorts"]))]
    return sum(s["id"] not in w.runs for s in counted)


@words
def load_fairness(w: World, p: Data) -> int:
    step = hours(p.get("step_teaching_hours", 6), 60)
    loads = [sum(b.taught for b in w.taught(who)) for who in w.people(p.get("instructors", {}))]
    return sum(max(0, load - k * step) for load in loads for k in range(1, load // step + 1))


@words
def load_range(w: World, p: Data) -> int:
    loads = [len(w.taught(who)) for who in w.people(p.get("instructors", {}))]
    return max(loads, default=0) - min(loads, default=0)


@words
def fees(w: World, p: Data) -> int:
    by_engagement = p.get("fee_fen_per_teaching_hour", {})

    def fee(person: Data) -> int:
        engaged = by_engagement.get(person.get("engagement", "full_time"), 0)
        return int(person.get("fee_fen_per_teaching_hour", engaged))

    return sum(b.taught * fee(w.of["instructors"][i]) // 60 for b in w.bookings for i in b.instructors)


@words
def travel_cost(w: World, p: Data) -> int:
    away = [(i, b) for b in w.bookings for i in b.instructors if b.location]
    paid = [(i, b) for i, b in away if not (b.unit and i in b.unit.get("crew", []))]
    trips = [(i, b.day, b.location, b.unit["id"] if b.unit else "") for i, b in paid]
    home, fen = {i["id"]: i["home"] for i in w.data["instructors"]}, p.get("fen_per_km", 100)
    return sum(
        p.get("ways", 2) * w.metres(home[trip[0]], str(trip[2])) * fen // 1000
        for trip in (trips if p.get("per") == "booking" else set(trips))
    )


@words
def session_price(w: World, p: Data) -> int:
    return sum(b.session.get("price_fen", 0) for b in w.bookings)


@words
def venue_cost(w: World, p: Data) -> int:
    priced = [(b, b.room or b.platform or {}) for b in w.bookings]
    return sum(x.get("price_fen_per_period", 0) * b.session.get("length_periods", 1) for b, x in priced)
