"""Mistakes in the pages on coverage, turns, missions and ratings; ``mutant_list`` takes them in."""

from tests.rules.mutants import mistakes_in

COVERED = [
    *mistakes_in(
        "access",
        ("Access._near", "metres_between(region, point) <= metres", "metres_between(region, point) < metres"),
        ("Access._near", "region in instance.region_path(held_in)", "region == held_in"),
        ("Access.check", "persons)", "1)"),
        ("Access.rows", "reach & between", "between"),
        ("Access.rows", ", unit_amount=persons", ""),
    ),
    *mistakes_in(
        "coverage",
        ("Coverage._needed", "-(-sum(persons for _, persons in members)",
         "(sum(persons for _, persons in members)"),
        ("Coverage._spans", "in p.dates", ">= min(p.dates)"),
        ("Coverage.check", " or entries_between(cohort, first, last, p.counted)", ""),
        ("Coverage.rows", "needed -= persons", "pass"),
        ("Coverage.rows", "mine[inside[mine]]", "mine"),
        ("Coverage.rows", "problem.any_of(table.column[mine])", "int(table.column[mine][0])"),
        ("Coverage.rows", "coefs.append(persons)", "coefs.append(cohort.persons)"),
    ),
    *mistakes_in(
        "seat_priority",
        ("SeatPriority._meant", "score * cohort.persons:", "cohort.priority * cohort.persons:"),
        ("SeatPriority._meant", "yield cohort, score * cohort.persons", "yield cohort, score"),
        ("SeatPriority.check", "if not any", "if not all"),
        ("SeatPriority.rows", "mine[counts[mine]]", "mine"),
    ),
    *mistakes_in(
        "turn_order",
        ("TurnOrder._waited", "max(turns)", "min(turns)"),
        ("TurnOrder._waited", "e.on < start and ", ""),
        ("TurnOrder.check", "turn > days[last]", "turn >= days[last]"),
        ("TurnOrder.rows", "mine[day[mine] <= last]", "mine"),
        ("TurnOrder.rows", ", unit_amount=waited", ""),
    ),
    *mistakes_in(
        "recurrence",
        ("Recurrence._stretches", "p.max_gap_days - 1", "p.max_gap_days"),
        ("Recurrence._stretches", "first >= horizon.days[0]", "first > horizon.days[0]"),
        ("Recurrence._stretches", "first > p.last_day if", "day > p.last_day if"),
        ("Recurrence.check", "days = [b.day for b in held]", "days = [b.day for b in facts.bookings]"),
        ("Recurrence.rows", "counts & groups.columns(problem, group)", "counts"),
    ),
    *mistakes_in(
        "missions",
        ("Mission.travels", " and not self.lasts(day)", ""),
        ("Mission.travels", "+ timedelta(days=self.travel_days_after)", "+ timedelta(days=1)"),
        ("Mission.elsewhere", "self.region not in instance.region_path(held_in)", "self.region != held_in"),
        ("Missions.check", "(away or mission.travels(b.day))", "away"),
        ("Missions.column_filters", "sent & (", "("),
    ),
    *mistakes_in(
        "teaching_quality",
        ("TeachingQuality._short", ".responses >= p.min", ".responses > p.min"),
        ("TeachingQuality._short", "person not in p.instructors", "False"),
        ("TeachingQuality.check", "max(1, ", "max(0, "),
        ("TeachingQuality.rows", " * persons[table.session]", ""),
    ),
]  # fmt: skip
