"""What the words say of lending, joint hire and turns; ``naive_words`` brings them in."""

from collections import Counter
from collections.abc import Iterator

from tests.rules.naive import Data, Seen, World, hours, words
from tests.rules.naive_organisations import is_lent
from tests.rules.naive_staffing import upwards, year_of


def _held(b: Seen) -> str:
    """Return the region a booking that is not online is held in."""
    return str(b.venue["region"] if b.venue else b.place["site"])


def _lendings(w: World) -> Iterator[tuple[Seen, Data, Data | None]]:
    """Yield booking, library and its terms for each instructor lent."""
    for b in w.bookings:
        for name in b.instructors:
            if is_lent(w, name, b):
                library = w.of["libraries"][w.of["instructors"][name]["library"]]
                level = w.of["regions"][_held(b)]["level"]
                yield b, library, library.get("lending", {}).get(level)


@words
def lending_window(w: World, p: Data) -> int:
    told = [(b, {"available": terms.get("available", [])}) for b, _, terms in _lendings(w) if terms]
    return sum(not w.free(terms, b.day, t) for b, terms in told for t in b.covered)


@words
def lending_fees(w: World, p: Data) -> int:
    return sum(
        b.taught * terms.get("fee_fen_per_teaching_hour", 0) // 60 for b, _, terms in _lendings(w) if terms
    )


@words
def owner_priority(w: World, p: Data) -> int:
    home = w.of["libraries"][p["library"]]["region"]
    left = 0
    for s in w.data["sessions"]:
        whose = [s["organiser"]] if "organiser" in s else [
            w.of["cohorts"][c]["region"] for c in s.get("cohorts", [])
        ]  # fmt: skip
        own = s.get("mandatory", True) and any(home in upwards(w, region) for region in whose)
        left += own and s["id"] not in w.runs
    return min(left, sum(library["id"] == p["library"] for _, library, _ in _lendings(w)))


@words
def joint_hire(w: World, p: Data) -> int:
    amount = 0
    for name in w.people(p.get("instructors", {})):
        person = w.of["instructors"][name]
        most = person.get("limits", {}).get(
            "max_teaching_hours_per_year", p.get("max_teaching_hours_per_year")
        )
        if most is None:
            continue
        taught: Counter[tuple[str, int]] = Counter()
        for b in w.taught(name):
            region = b.session.get("organiser")
            while region is not None and region not in person.get("employers", {}):
                region = w.of["regions"][region].get("parent")
            if region is not None:
                taught[region, b.day.year] += b.taught
        for (region, _), minutes in taught.items():
            amount += max(0, minutes - person["employers"][region] * hours(most, 60) // 100)
    return amount


def _turns(w: World, p: Data, b: Seen) -> set[str]:
    among = p.get("among", "cohorts")
    if among == "cohorts":
        return set(b.session.get("cohorts", []))
    if b.platform:
        return set()
    if among == "locations":
        return {b.location}
    return {r for r in upwards(w, _held(b)) if w.of["regions"][r]["level"] == p.get("level", "township")}


@words
def instructor_turns(w: World, p: Data) -> int:
    taught: Counter[tuple[str, str, int]] = Counter()
    for name in w.people(p.get("instructors", {})):
        for b in w.taught(name):
            for what in _turns(w, p, b):
                taught[name, what, year_of(b.day, p)] += 1
    return sum(max(0, count - p.get("max_sessions", 1)) for count in taught.values())


@words
def instructor_reach(w: World, p: Data) -> int:
    seen = p | {"among": "regions", "level": p.get("level", "county")}
    amount = 0
    for name in w.people(p.get("instructors", {})):
        for year in {year_of(on, p) for on in w.days}:
            booked = [b for b in w.taught(name) if year_of(b.day, p) == year]
            reached = set[str]().union(*(_turns(w, seen, b) for b in booked))
            amount += max(0, p.get("min_regions", 1) - len(reached))
    return amount


@words
def provisional_dates(w: World, p: Data) -> int:
    amount = 0
    for b in w.bookings:
        for name in b.instructors:
            maybe = w.of["instructors"][name].get("provisional", [])
            amount += any(w.meant(pattern, b.day, t) for pattern in maybe for t in b.covered)
    return amount
