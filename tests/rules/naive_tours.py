"""What the words say of mobile units: stops, legs, nights, crew; ``naive_words`` brings them in."""

from datetime import date
from itertools import pairwise

from tests.rules.naive import DAY, Data, World, clock, words

Stop = tuple[int, int, str]
Leg = tuple[date, int, int]


def stops_of(w: World, unit: str, on: date) -> list[Stop]:
    mine = [b for b in w.bookings if b.unit and b.unit["id"] == unit and b.day == on]
    return sorted({(b.start, b.end, b.place["site"]) for b in mine})


def legs_of(w: World, name: str) -> list[Leg]:
    """Return (day, metres, minutes lacking) of every leg a unit drives."""
    unit, legs = w.of["mobile_units"][name], list[Leg]()
    leave, back = clock(unit.get("earliest_departure", "06:30")), clock(unit.get("latest_return", "21:00"))
    up, down, depot = unit.get("set_up_minutes", 30), unit.get("pack_up_minutes", 20), unit["depot"]
    nights = {on: site for who, on, site in w.nights if who == name}

    def leg(on: date, a: str, b: str, extra: int, there_is: int) -> None:
        needed = w.driving(a, b, unit.get("speed_kmh", 40)) + extra
        legs.append((on, w.metres(a, b), max(0, needed - there_is)))

    for on in [*w.days, w.last + DAY]:
        stops, slept = stops_of(w, name, on), nights.get(on - DAY)
        if not stops:
            if slept:
                leg(on, slept, depot, down, back - leave)
            continue
        first, last = stops[0], stops[-1]
        leg(on, slept or depot, first[2], 0 if slept == first[2] else up, first[0] - leave)
        for a, b in pairwise(stops):
            if a[2] == b[2]:
                legs.append((on, 0, max(0, a[1] - b[0])))
            else:
                leg(on, a[2], b[2], down + up, b[0] - a[1])
        if on not in nights:
            leg(on, last[2], depot, down, back - last[1])
    return legs


@words
def mobile_tour(w: World, p: Data) -> int:
    return sum(lacking for unit in w.of["mobile_units"] for _, _, lacking in legs_of(w, unit))


@words
def mobile_cost(w: World, p: Data) -> int:
    cost = 0
    for unit in w.of["mobile_units"]:
        cost += sum(metres * p.get("fen_per_km", 150) // 1000 for _, metres, _ in legs_of(w, unit))
        cost += sum(len(stops_of(w, unit, on)) for on in w.days) * p.get("fen_per_stop", 0)
        cost += len({on for who, on, _ in w.nights if who == unit}) * p.get("fen_per_night", 0)
    return cost


@words
def nights_away(w: World, p: Data) -> int:
    away = {(unit, on) for unit, on, _ in w.nights}
    late = sum(on.isoformat() in p.get("home_by", ()) for _, on in away)
    return late + sum(
        all(
            (unit, on - DAY * k) in away
            for k in range(w.of["mobile_units"][unit].get("max_nights_away", 0) + 1)
        )
        for unit, on in away
    )


@words
def mobile_crew(w: World, p: Data) -> int:
    least = p.get("min_crew", 1)
    asked = p.get("competences", {})

    def counts(who: str) -> bool:
        held = w.of["instructors"][who].get("competences", {})
        return all(held.get(name, 0) >= grade for name, grade in asked.items())

    crewed = [(b, set(filter(counts, b.unit["crew"]))) for b in w.bookings if b.unit and b.unit.get("crew")]
    return sum(max(0, least - len(b.instructors & crew)) for b, crew in crewed)
