"""Mistakes made on purpose in the rules on frequencies, windows and order in time."""

from tests.rules.mutants import mistakes_in

WINDOW_MUTANTS = [
    *mistakes_in(
        "tardiness",
        ("Tardiness._asked", "within_days + 1", "within_days"),
        ("Tardiness.check", "if on < day", "if on <= day"),
        ("Tardiness.rows", "ints([day for day, _ in past])])) + 1", "ints([day for day, _ in past])]))"),
        ("Tardiness.rows", "(stop - start) * cohort.persons", "(stop - start)"),
        ("Tardiness.rows", "if event <= e.on <= last and", "if"),
    ),
    *mistakes_in(
        "frequency",
        ("Frequency.check", "if other > day", "if other >= day"),
        ("Frequency.check", "p.min_days - there - self._before", "p.min_days - there - 0 * self._before"),
        ("Frequency._before", "sum(entry.days for entry in past)", "len(past)"),
        ("Frequency._days", " if p.counted.booking(b, facts.instance)", ""),
        ("Frequency.rows", "range(at + 1, at + p.min_gap_days)", "range(at + 1, at + p.min_gap_days + 1)"),
        ("Frequency.rows", "np.where(p.counted.columns(problem, table), key, NONE)", "key"),
        ("Frequency.rows", "(day[mine] >= (first - days[0]).days) & ", ""),
        (
            "Frequency._keys",
            "ints(site_of)[problem.placing.place]",
            "ints(site_of)[problem.placing.location]",
        ),
        rules="frequency",
    ),
    *mistakes_in(
        "season",
        ("Season.check", " and p.counted.booking(b, facts.instance)", ""),
        ("Season.check", "b.day not in season", "b.day in season"),
        ("Season.column_filters", "p.counted.columns(problem, table) & ", ""),
        ("Season.column_filters", "outside[problem.days(table)]", "outside[problem.days(table) - 1]"),
        rules="season",
    ),
    *mistakes_in(
        "teaching_days",
        (
            "TeachingDays.check",
            "{b.day for b in mine if b.day in inside}",
            "[b.day for b in mine if b.day in inside]",
        ),
        ("TeachingDays.check", "taught > p.max_days", "taught > p.max_days + 1"),
        ("TeachingDays.rows", "mine[counts[day[mine]]]", "mine"),
        ("TeachingDays.rows", 'person.id, label, "maximum"', "person.id, label"),
        ("_years", " and day in inside", ""),
        rules="teaching_days",
    ),
    *mistakes_in(
        "waves",
        ("Waves.check", "< self.parameters.min_gap_days", "<= self.parameters.min_gap_days"),
        ("Waves.check", "enumerate(pairwise(days), start=2)", "enumerate(pairwise(days), start=1)"),
        ("Waves._days", "any(c.id in meant", "all(c.id in meant"),
        ("Waves.rows", "second - first < p.min_gap_days", "0 <= second - first < p.min_gap_days"),
        ("Waves.rows", "counts & np.isin", "np.isin"),
        rules="waves",
    ),
    *mistakes_in(
        "days",
        ("window_days", "horizon.slot_count)[:: len(horizon.periods)]", "horizon.slot_count)[:: 2]"),
        ("least_days", "at_least(subject, columns, 1)", "at_least(subject, columns[1:], 1)"),
        ("day_literals", "any_by(columns, day)", "any_by(columns, 0 * day)"),
        ("most_days", "distinct(day).size > days", "distinct(day).size > days + 1"),
        ("apart", "ints([count])", "ints([1])"),
        rules="frequency season teaching_days waves",
    ),
]
