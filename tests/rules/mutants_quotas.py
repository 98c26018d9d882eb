"""Mistakes in the pages on counts and quotas; ``mutant_list`` takes them in."""

from tests.rules.mutants import mistakes_in

QUOTAS = [
    *mistakes_in(
        "person_times",
        ("PersonTimes.limits", "-(-p.target_person_times * (100 - p.band_percent) // 100)",
         "p.target_person_times * (100 - p.band_percent) // 100"),
        ("PersonTimes.limits", "max(low, p.min_person_times)", "p.min_person_times"),
        ("PersonTimes.rows", "limit - past", "limit"),
    ),
    *mistakes_in(
        "times",
        ("Times.before", "sorted({e.programme for e in entries if e.programme is not None})", "[]"),
        ("Times.of_groups", "len(went.union(before))", "(len(went) + len(before))"),
        ("Times.of_groups", "times[cohort.id] * persons", "times[cohort.id] * cohort.persons"),
        ("Times.columns", "inside &= counted.columns(problem)", "pass"),
        ("Times._columns", " and programme.id not in before", ""),
        ("Times._columns", "rows[inside[rows]]", "rows"),
        rules="person_times",
    ),
    *mistakes_in(
        "person_share",
        ("PersonShare._whole", "first - timedelta(days=1)", "first"),
        ("PersonShare._times", "(p.counted, p.part)", "(p.part,)"),
        ("PersonShare.check", "100 * part[group] - p.max_percent", "part[group] - p.max_percent"),
        ("PersonShare.check", "*self._whole(first, last)", "first, last"),
        ("PersonShare.rows", "100 * was - percent * been", "100 * was"),
        ("PersonShare.rows", "-100 * sign * part", "-100 * part"),
    ),
    *mistakes_in(
        "session_count",
        ("SessionCount.counts", "len(held)", "len(counted)"),
        ("SessionCount.limits", "self.parameters.max_sessions", "None"),
        ("SessionCount.rows", "counts & groups.columns(problem, group)", "counts"),
        ("SessionCount.rows", "held[group] & inside", "held[group]"),
        ("SessionCount.rows", "(group, label), mine", "(group,), mine"),
    ),
    *mistakes_in(
        "activity_day",
        ("_nearest", "- day), other)", "- day), -other)"),
        ("ActivityDay._days", "sorted(set(found))", "found"),
        ("_nearest", "abs(other - day)", "max(other - day, 0)"),
        ("ActivityDay.check", "p.min_sessions - len(held)", "p.min_sessions"),
        ("ActivityDay.rows", "held[group] & inside", "inside"),
        ("ActivityDay.rows", "p.min_sessions)", "1)"),
    ),
    *mistakes_in(
        "alternatives",
        ("Alternatives.check", "any(s in runs", "all(s in runs"),
        ("Alternatives.rows", "p.min_run - idle.size", "p.min_run"),
        ("Alternatives.rows", "np.full(idle.size, -1)", "np.full(idle.size, 1)"),
        ("Alternatives.rows", "problem.any_of(placing.column[mine])", "int(placing.column[mine][0])"),
    ),
    *mistakes_in(
        "groups",
        ("_brings", "[(unit, persons) for", "[(unit, cohort.persons) for"),
        ("_brings", "instance.region_path(cohort.region)", "[cohort.region]"),
        ("_brings", '"category": cohort.category', '"category": cohort.id'),
        ("outside", "count < least", "count <= least - 2"),
        ("outside", "count > most", "count >= most"),
        ("range_rows", '(*subject, "maximum")', "subject"),
        rules="person_times",
    ),
    *mistakes_in(
        "groups",
        ("PlaceGroups.held", "self._of(b.region)", "self._of(b.venue and b.venue.region)"),
        ("PlaceGroups.columns", "info.region", "getattr(info.owner, 'region', None)"),
        ("PlaceGroups._of", "self._instance.region_path(region)", "[region]"),
        rules="session_count activity_day",
    ),
]  # fmt: skip
