"""What the words say of budgets; ``naive_words`` brings them in."""

from dataclasses import dataclass
from datetime import date

import networkx as nx

from tests.rules.naive import Data, Seen, World, hours, words, years_of_plan
from tests.rules.naive_tours import legs_of, stops_of


@dataclass(frozen=True)
class Paid:
    """A cost of a day; of no single session where there is no booking."""

    fen: int
    day: date
    booking: Seen | None = None


def _fees(w: World, p: Data) -> list[Paid]:
    found = []
    for b in w.bookings:
        for person in (w.of["instructors"][i] for i in b.instructors):
            engaged = p.get("fee_fen_per_teaching_hour", {}).get(person.get("engagement", "full_time"), 0)
            fee = person.get("fee_fen_per_teaching_hour", engaged)
            found.append(Paid(b.taught * fee // 60, b.day, b))
    return found


def _rooms(w: World, p: Data) -> list[Paid]:
    price = [(b.room or b.platform or {}).get("price_fen_per_period", 0) for b in w.bookings]
    return [Paid(fen * len(b.covered), b.day, b) for fen, b in zip(price, w.bookings, strict=True)]


def _prices(w: World, p: Data) -> list[Paid]:
    return [Paid(b.session.get("price_fen", 0), b.day, b) for b in w.bookings]


def _trips(w: World, p: Data) -> list[Paid]:
    found = {}
    for b in w.bookings:
        for who in b.instructors:
            if b.location and not (b.unit and who in b.unit.get("crew", [])):
                metres = w.metres(w.of["instructors"][who]["home"], b.location)
                fen = p.get("ways", 2) * metres * p.get("fen_per_km", 100) // 1000
                one = p.get("per") == "booking"
                where = b.location + (b.unit["id"] if b.unit else "")
                key = (who, b.id) if one else (who, b.day, where)
                found[key] = Paid(fen, b.day, b if one else None)
    return list(found.values())


def _drives(w: World, p: Data) -> list[Paid]:
    found = []
    for unit in w.of["mobile_units"]:
        found += [Paid(m * p.get("fen_per_km", 150) // 1000, on) for on, m, _ in legs_of(w, unit)]
        found += [Paid(len(stops_of(w, unit, on)) * p.get("fen_per_stop", 0), on) for on in w.days]
        found += [Paid(p.get("fen_per_night", 0), on) for on in {x[1] for x in w.nights if x[0] == unit}]
    return found


COSTS = {
    "fees": _fees,
    "venue_cost": _rooms,
    "session_price": _prices,
    "travel_cost": _trips,
    "mobile_cost": _drives,
}


def _costs(w: World, p: Data, first: date, last: date) -> list[Paid]:
    entries = [e for e in w.data["policy"].get("rules", []) if e["rule"] in COSTS]
    read = [e for e in entries if e["id"] in p.get("costs", [e["id"]])]
    costs = [cost for e in read for cost in COSTS[e["rule"]](w, e.get("parameters", {}))]
    return [c for c in costs if first <= min(c.day, w.last) <= last]


def _means(w: World, selector: Data, cost: Paid) -> bool:
    given = {key: value for key, value in selector.items() if value != {} or key != "counted"}
    return not given or (cost.booking is not None and _means_booking(w, selector, cost.booking))


def _means_booking(w: World, selector: Data, b: Seen) -> bool:
    if not w.counts(b, selector.get("counted", {})):
        return False
    if "organisers" in selector and not set(selector["organisers"]) & set(
        w._above(b.session.get("organiser"))
    ):
        return False
    if "projects" in selector and b.session.get("project") not in selector["projects"]:
        return False
    fixed = b.session.get("cohorts", [])
    return "cohorts" not in selector or bool(set(fixed) & set(w.selected(selector["cohorts"])))


def _name(w: World, p: Data, first: date) -> str:
    names = {"horizon": "plan", "school_year": f"{first.year}-{first.year + 1}"}
    return names.get(p.get("period", ""), str(first.year))


def _usable(w: World, payer: str | None) -> list[str] | None:
    if payer is None:
        return None
    unit = w.of["units"].get(payer)
    asked = [unit or {}, *(w.of["regions"][r] for r in w._above(unit["region"] if unit else payer))]
    return next((thing["allowed_sources"] for thing in asked if "allowed_sources" in thing), None)


def _gives(w: World, p: Data, source: Data, first: date) -> int:
    usable = _usable(w, p.get("payer"))
    if usable is not None and source["source"] not in usable:
        return 0
    each = source.get("amount_fen")
    if each is None:
        each = source["base_fen"] * source["rate_per_10_000"] // 10_000
    return int(source.get("by_year", {}).get(_name(w, p, first), each))


def _unpaid(w: World, costs: list[Paid], sources: list[tuple[Data, int]]) -> int:
    graph = nx.DiGraph()
    graph.add_nodes_from(["from", "to"])
    for k, (source, fen) in enumerate(sources):
        graph.add_edge("from", ("source", k), capacity=fen)
        for n, cost in enumerate(costs):
            if _means(w, source.get("earmark", {}), cost):
                graph.add_edge(("source", k), ("cost", n))
    for n, cost in enumerate(costs):
        graph.add_edge(("cost", n), "to", capacity=cost.fen)
    return sum(c.fen for c in costs) - int(nx.maximum_flow_value(graph, "from", "to"))


@words
def price_for_quality(w: World, p: Data) -> int:
    amount = 0
    for b in w.bookings:
        provider = w.of["organisations"].get(b.session.get("provider"), {})
        points = hours(provider.get("rating", 3), 100)
        amount += 100 * b.session.get("price_fen", 0) // points if w.counts(b, p.get("counted", {})) else 0
    return amount


@words
def budget(w: World, p: Data) -> int:
    amount = 0
    for first, last in years_of_plan(w, p):
        costs = [c for c in _costs(w, p, first, last) if c.fen and _means(w, p.get("spending", {}), c)]
        sources = [(source, _gives(w, p, source, first)) for source in p["sources"]]
        spent, given = sum(c.fen for c in costs), sum(fen for _, fen in sources)
        if "share_percent" in p["sources"][0]:
            amount += max(0, spent - min(100 * fen // source["share_percent"] for source, fen in sources))
        else:
            amount += _unpaid(w, costs, sources)
        amount += max(0, -(-given * p.get("min_spend_percent", 0) // 100) - spent)
    return amount


@words
def budget_share(w: World, p: Data) -> int:
    amount = 0
    for first, last in years_of_plan(w, p):
        costs = [c for c in _costs(w, p, first, last) if _means(w, p.get("whole", {}), c)]
        whole, part = sum(c.fen for c in costs), sum(c.fen for c in costs if _means(w, p["part"], c))
        amount += max(0, p.get("min_percent", 0) * whole - 100 * part)
        amount += max(0, 100 * part - p.get("max_percent", 100) * whole)
    return amount


@words
def learner_fee(w: World, p: Data) -> int:
    amount, selector = 0, p.get("spending", {})
    for first, last in years_of_plan(w, p):
        fen = sum(c.fen for c in _costs(w, p, first, last) if _means(w, selector, c))
        meant = [b for b in w.bookings if first <= b.day <= last and _means_booking(w, selector, b)]
        hundredths = sum(hours(b.course["study_hours"], 100) * b.persons for b in meant)
        amount += max(0, p.get("share_percent", 100) * fen - p["max_fen_per_person_hour"] * hundredths)
    return amount
