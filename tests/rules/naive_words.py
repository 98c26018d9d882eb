"""What the words say of each rule, on plain data; import ``naive_amount`` from here."""

from collections import Counter
from datetime import date, timedelta
from itertools import combinations, permutations

from tests.rules import (
    naive_content,
    naive_courses,
    naive_coverage,
    naive_delivery,
    naive_lending,
    naive_money,
    naive_organisations,
    naive_prices,
    naive_quotas,
    naive_staffing,
    naive_variety,
    naive_windows,
)
from tests.rules.naive import (
    DAY,
    LEVELS,
    Data,
    Seen,
    World,
    day,
    hours,
    least_minutes,
    naive_amount,
    words,
    years_of_plan,
)
from tests.rules.naive_tours import stops_of

__all__ = [
    "naive_amount",
    "naive_content",
    "naive_courses",
    "naive_coverage",
    "naive_delivery",
    "naive_lending",
    "naive_money",
    "naive_organisations",
    "naive_prices",
    "naive_quotas",
    "naive_staffing",
    "naive_variety",
    "naive_windows",
]


@words
def session_shape(w: World, p: Data) -> int:
    breaches = sum(n - 1 for n in Counter(b.id for b in w.bookings).values())
    for b in w.bookings:
        s = b.session
        starts = s.get("starts")
        on = any(w.meant(x, b.day, b.covered[0]) for x in starts) if starts else w.kind(b.day) == "working"
        breaches += not (on and len(b.covered) == s.get("length_periods", 1))
        breaches += not _candidate(b)
        asked = {need["role"]: need.get("count", 1) for need in b.staff}
        there = Counter(role for role, _ in b.roles)
        breaches += sum(asked.get(role, 0) != there[role] for role in {*asked, *there})
        breaches += sum(n - 1 for n in Counter(who for _, who in b.roles).values())
        fixed = s.get("cohorts", [])
        invited = w.selected(s["open_to"]) if "open_to" in s else []
        breaches += sum(c not in b.cohorts for c in fixed)
        breaches += sum(c not in fixed and c not in invited for c in b.cohorts)
        each_time = bool(b.platform and b.platform.get("recorded_each_time"))
        breaches += len(b.cohorts) > min(s.get("max_cohorts", 10**9), 1 if each_time else 10**9)
        breaches += not b.cohorts and bool(fixed or "open_to" in s)
    for unit, on, site in w.nights:
        stops = stops_of(w, unit, on)
        breaches += not stops or stops[-1][2] != site
    return breaches + sum(n - 1 for n in Counter((unit, on) for unit, on, _ in w.nights).values())


def _candidate(b: Seen) -> bool:
    s, place = b.session, b.place
    if b.kind == "room":
        return "in_person" in s.get("deliveries", ["in_person"]) and place["venue"] in s.get(
            "venues", [place["venue"]]
        )
    if b.kind == "platform":
        return "online" in s["deliveries"] and place["platform"] in s.get("platforms", [place["platform"]])
    units = s.get("mobile_units", [place["mobile_unit"]])
    return "mobile" in s["deliveries"] and place["mobile_unit"] in units and place["site"] in s["sites"]


def _doubles(keys: list[object]) -> int:
    return sum(n - 1 for n in Counter(keys).values())


@words
def instructor_overlap(w: World, p: Data) -> int:
    return _doubles([(i, b.day, t) for b in w.bookings for i in b.instructors for t in b.covered])


@words
def cohort_overlap(w: World, p: Data) -> int:
    return _doubles([(c, b.day, t) for b in w.bookings for c in b.cohorts for t in b.attended.covered])


@words
def room_overlap(w: World, p: Data) -> int:
    used = [
        (b, b.unit["id"] if b.unit else (b.place["venue"], b.place["room"]))
        for b in w.bookings
        if not b.platform
    ]
    return _doubles([(name, b.day, t) for b, name in used for t in b.covered])


@words
def platform_seats(w: World, p: Data) -> int:
    seated: Counter[tuple[str, date, str]] = Counter()
    for b in w.bookings:
        if b.platform and b.platform.get("kind", "live") == "live":
            for t in b.covered:
                seated[b.platform["id"], b.day, t] += b.persons
    return sum(max(0, n - w.of["platforms"][name]["seats_persons"]) for (name, _, _), n in seated.items())


@words
def instructor_availability(w: World, p: Data) -> int:
    def free(name: str, on: date, t: str) -> bool:
        person = w.of["instructors"][name]
        library = w.of["libraries"][person["library"]]
        return w.free(person, on, t) and w.free({"available": library.get("available", [])}, on, t)

    return sum(not free(i, b.day, t) for b in w.bookings for i in b.instructors for t in b.covered)


@words
def cohort_availability(w: World, p: Data) -> int:
    return sum(
        not w.free(w.of["cohorts"][c], b.day, t)
        for b in w.bookings
        for c in b.cohorts
        for t in b.attended.covered
    )


@words
def place_availability(w: World, p: Data) -> int:
    def free(b: Seen, t: str) -> bool:
        owner = b.venue or b.unit or b.platform
        assert owner is not None
        closed = {"unavailable": b.room.get("unavailable", [])} if b.room else {}
        return w.free(owner, b.day, t) and w.free(closed, b.day, t)

    return sum(not free(b, t) for b in w.bookings for t in b.covered)


@words
def competence(w: World, p: Data) -> int:
    missing = 0
    for b in w.bookings:
        asked = {need["role"]: need.get("competences", {}) for need in b.staff}
        for role, who in b.roles:
            held = w.of["instructors"][who].get("competences", {})
            missing += sum(max(0, grade - held.get(name, 0)) for name, grade in asked[role].items())
    return missing


@words
def venue_fit(w: World, p: Data) -> int:
    unmet = 0
    for b in w.bookings:
        needs = b.course.get("place", {})
        if b.venue:
            unmet += bool(needs.get("kinds")) and b.venue["kind"] not in needs["kinds"]
            unmet += LEVELS.index(b.venue["level"]) < LEVELS.index(needs.get("min_level", "village"))
        if not b.platform:
            held = (b.room or b.unit or {}).get("features", [])
            unmet += sum(f not in held for f in needs.get("features", []))
    return unmet


@words
def place_capacity(w: World, p: Data) -> int:
    return sum(
        max(0, b.persons - (b.room or b.unit or {})["capacity_persons"]) for b in w.bookings if not b.platform
    )


@words
def person_travel(w: World, p: Data) -> int:
    kinds = p.get("persons", ["instructors", "cohorts"])
    groups = [w.taught(i) for i in w.of["instructors"] if "instructors" in kinds]
    groups += [w.attended(c) for c in w.of["cohorts"] if "cohorts" in kinds]
    pairs = [
        (a, b) for mine in groups for a, b in permutations(mine, 2) if a.day == b.day and a.end <= b.start
    ]
    pairs = [(a, b) for a, b in pairs if a.location and b.location and a.location != b.location]
    margin = p.get("margin_minutes", 0)
    return sum(b.start - a.end < w.minutes(a.location, b.location) + margin for a, b in pairs)


@words
def programme_order(w: World, p: Data) -> int:
    at = {b.id: b.attended for b in w.bookings}
    pairs = [pair for x in w.data["programmes"] for pair in x.get("order", []) if set(pair) <= w.runs]
    return sum((at[b].day, at[b].start) < (at[a].day, at[a].end) for a, b in pairs)


@words
def programme_block(w: World, p: Data) -> int:
    working = [on for on in w.days if w.kind(on) == "working"]
    outside = 0
    for x in w.data["programmes"]:
        if not (x.get("block_days") or x.get("same_venue")):
            continue
        mine = [b for b in w.bookings if b.id in x["sessions"]]
        size = x.get("block_days")
        blocks = [w.days]
        if size:
            blocks = [working[k : k + size] for k in range(len(working) - size + 1)] or [working]
        free = x.get("free_sessions", []) if x.get("same_venue") else x["sessions"]
        best = 0
        for venue in w.of["venues"]:
            for block in blocks:
                fits = [b.id in free or (b.venue or {}).get("id") == venue for b in mine if b.day in block]
                best = max(best, sum(fits))
        outside += len(mine) - best
    return outside


@words
def programme_attendance(w: World, p: Data) -> int:
    missed = 0
    for x in w.data["programmes"]:
        sessions = [w.of["sessions"][s] for s in x["sessions"]]
        invited = {s["id"]: w.selected(s["open_to"]) if "open_to" in s else [] for s in sessions}
        for c in w.of["cohorts"]:
            if not any(c in invited[s["id"]] and c not in s.get("cohorts", []) for s in sessions):
                continue
            mine = [b for b in w.bookings if b.id in x["sessions"]]
            if any(c in b.cohorts for b in mine):
                may = [b for b in mine if c in b.session.get("cohorts", []) or c in invited[b.id]]
                missed += sum(c not in b.cohorts for b in may)
    return missed


@words
def mandatory_sessions(w: World, p: Data) -> int:
    owed = [s for s in w.data["sessions"] if s.get("mandatory", True) and s["id"] not in w.runs]
    credit = {c["id"]: hours(c["study_hours"], 100) or 100 for c in w.data["courses"]}
    return sum(credit[s["course"]] * max(1, sum(map(w.persons, s.get("cohorts", [])))) for s in owed)


Entry = tuple[date, str, int, int]
"""Day, subject class, hundredths, training days (0: a booking, whose day counts itself)."""


def _earned(w: World, cohort: str, *counted: Data) -> tuple[list[Entry], list[Entry]]:
    """Return what a cohort earned that counts, by all the words given: by bookings, and before."""

    booked = [
        (b.day, b.course["subject_class"], b.credit, 0)
        for b in w.attended(cohort)
        if b.earns and all(w.counts(b, c) for c in counted)
    ]
    before = [
        (day(e["on"]), e["subject_class"], hours(e["study_hours"], 100), e.get("days", 0))
        for e in w.of["cohorts"][cohort].get("history", [])
        if all(w.counts_before(e, c) for c in counted)
    ]
    return booked, before


def _contract_years(w: World, cohort: str, p: Data) -> list[tuple[date, date]]:
    begun = w.of["cohorts"][cohort].get("events", {}).get(p["contract_from"])
    if begun is None:
        return []

    def birthday(n: int) -> date:
        try:
            return day(begun).replace(year=day(begun).year + n)
        except ValueError:
            return date(day(begun).year + n, 3, 1)

    spans = [(birthday(n), birthday(n + 1) - DAY) for n in range(40)]
    return [(a, b) for a, b in spans if a <= w.last and b >= w.first]


@words
def study_hours(w: World, p: Data) -> int:
    amount = 0
    for c in w.selected(p.get("cohorts", {})):
        for first, last in _contract_years(w, c, p) if "contract_from" in p else years_of_plan(w, p):
            booked, before = (
                [e for e in part if first <= e[0] <= last] for part in _earned(w, c, p.get("counted", {}))
            )
            by_class: Counter[str] = Counter()
            for _, subject, credit, _ in booked + before:
                by_class[subject] += credit
            short = _short(by_class, len({e[0] for e in booked}) + sum(e[3] for e in before), p)
            over = sum(by_class.values()) - hours(p["max_study_hours"], 100) if "max_study_hours" in p else 0
            amount += (short + max(0, over)) * w.persons(c)
    return amount


def _short(by_class: Counter[str], days: int, p: Data) -> int:
    ways = []
    if "min_study_hours" in p:
        least = hours(p["min_study_hours"], 100)
        caps = {
            cap["subject_class"]: least * cap["numerator"] // cap["denominator"] for cap in p.get("caps", [])
        }
        ways.append(max(0, least - sum(min(n, caps.get(subject, n)) for subject, n in by_class.items())))
    if "min_days" in p:
        ways.append(max(0, p["min_days"] - days) * hours(p.get("hours_per_day", 6), 100))
    return min(ways, default=0)


@words
def deadline(w: World, p: Data) -> int:
    amount = 0
    for c in w.selected(p.get("cohorts", {})):
        since = w.of["cohorts"][c].get("events", {}).get(p["event"])
        if since is None:
            continue
        until = day(since) + timedelta(days=p.get("within_days", 365))
        if (day(since) - DAY if p.get("side") == "before" else until) > w.last:
            continue
        begin = day(since)
        if p.get("side") == "before":
            begin, until = begin - timedelta(days=p.get("within_days", 365)), begin - DAY
        earned = [e for part in _earned(w, c, p.get("counted", {})) for e in part]
        got = sum(credit for on, _, credit, _ in earned if begin <= on <= until)
        amount += max(0, hours(p["min_study_hours"], 100) - got) * w.persons(c)
    return amount


@words
def tardiness(w: World, p: Data) -> int:
    amount = 0
    for c in w.selected(p.get("cohorts", {})):
        since = w.of["cohorts"][c].get("events", {}).get(p["event"])
        if since is None:
            continue
        earned = [e for part in _earned(w, c, p.get("counted", {})) for e in part]
        now = max(w.first, day(since) + (p.get("within_days", 90) + 1) * DAY)
        while now <= w.last:
            got = sum(credit for on, _, credit, _ in earned if day(since) <= on < now)
            amount += w.persons(c) * (got < hours(p["min_study_hours"], 100))
            now += DAY
    return amount


@words
def rotation_once(w: World, p: Data) -> int:
    first, last = day(p["first_day"]), day(p["last_day"])
    amount = 0
    for c in w.selected(p.get("cohorts", {})):
        went = {
            e.get("programme") for e in w.of["cohorts"][c].get("history", []) if first <= day(e["on"]) <= last
        }
        there = {b.id for b in w.attended(c) if first <= b.day <= last}
        went |= {x["id"] for x in w.data["programmes"] if there & set(x["sessions"])}
        amount += abs(len(went & set(p["programmes"])) - 1) * w.persons(c)
    return amount


@words
def subject_share(w: World, p: Data) -> int:
    amount = 0
    for first, last in years_of_plan(w, p):
        for c in w.selected(p.get("cohorts", {})):
            earned = [
                e for part in _earned(w, c, p.get("counted", {})) for e in part if first <= e[0] <= last
            ]
            part = sum(e[2] for e in earned if e[1] == p.get("subject_class"))
            if "part" in p:
                inside = [e for part in _earned(w, c, p.get("counted", {}), p["part"]) for e in part]
                part = sum(e[2] for e in inside if first <= e[0] <= last)
            over = p["denominator"] * part - p["numerator"] * sum(e[2] for e in earned)
            amount += max(0, over if p.get("side", "at_most") == "at_most" else -over) * w.persons(c)
    return amount


@words
def rotation_share(w: World, p: Data) -> int:
    amount = 0
    for unit in p.get("units", list(w.of["units"])):
        size = w.of["units"][unit]["size_persons"]
        cap = max(1, size * p.get("max_share_percent", 25) // 100)
        for on in w.days:
            away = {c for b in w.bookings if b.day == on and not b.platform for c in b.cohorts}
            amount += max(0, sum(w.of["cohorts"][c]["headcount"].get(unit, 0) for c in away) - cap)
    return amount


def _limit(w: World, person: str, name: str, p: Data) -> float | None:
    found: float | None = w.of["instructors"][person].get("limits", {}).get(name, p.get(name))
    return found


@words
def instructor_hours(w: World, p: Data) -> int:
    amount = 0
    for who in w.people(p.get("instructors", {})):
        for span, cell in (
            ("day", lambda on: on),
            ("week", lambda on: on - DAY * on.weekday()),
            ("month", lambda on: (on.year, on.month)),
            ("year", lambda on: on.year),
        ):
            limit = _limit(w, who, f"max_teaching_hours_per_{span}", p)
            load: Counter[object] = Counter()
            for b in w.taught(who):
                load[cell(b.day)] += b.taught
            if limit is not None:
                amount += sum(max(0, n - hours(limit, 60)) for n in load.values())
    return amount


@words
def guaranteed_hours(w: World, p: Data) -> int:
    amount = 0
    for who in w.people(p.get("instructors", {})):
        least = least_minutes(_limit(w, who, "min_teaching_hours_per_year", p) or 0)
        for year in {on.year for on in w.days}:
            amount += max(0, least - sum(b.taught for b in w.taught(who) if b.day.year == year))
    return amount


@words
def consecutive_days(w: World, p: Data) -> int:
    amount = 0
    for who in w.people(p.get("instructors", {})):
        limit = _limit(w, who, "max_consecutive_days", p)
        days = {b.day for b in w.taught(who)}
        if limit is not None:
            amount += sum(all(on - DAY * k in days for k in range(int(limit) + 1)) for on in days)
    return amount


@words
def rest(w: World, p: Data) -> int:
    amount = 0
    for who in w.people(p.get("instructors", {})):
        least = least_minutes(_limit(w, who, "min_rest_hours", p) or 0)
        for a, b in combinations(w.taught(who), 2):
            first, second = sorted((a, b), key=lambda x: x.day)
            if second.day - first.day == DAY:
                amount += 24 * 60 - first.end + second.start < least
    return amount
