"""Mistakes in the pages on content and on support; ``mutant_list`` takes them in."""

from tests.rules.mutants import mistakes_in

CONTENT = [
    *mistakes_in(
        "curriculum",
        ("Curriculum.check", "first <= b.day <= last", "b.day <= last"),
        ("Curriculum.rows", "mine[inside[mine]]", "mine"),
        ("Curriculum.rows", " - _before(cohorts[name], course, first, last)", ""),
        ("Curriculum.rows", "unit_amount=cohorts[name].persons", "unit_amount=1"),
        ("_before", "first <= entry.on <= last", "first < entry.on <= last"),
    ),
    *mistakes_in(
        "prerequisites",
        ("Prerequisites.check", "<= (b.day, b.start_minute)", "< (b.day, b.start_minute)"),
        ("_asked", "{entry.course for entry in cohort.history}", "set()"),
        ("_by_then", " + problem.entities.lengths[table.session[rows]]", ""),
        ("_by_then", "[*before, *columns[at].tolist()]", "columns[at].tolist()"),
        ("_after", "bisect_right(ends, slot): literal", "bisect_right(ends, slot - 1): literal"),
        ("_after", "problem.times[table.session[rows[0]]] == 1", "True"),
        ("_after", "(*subject, *problem.entities.slot_name(slot))", "subject"),
    ),
    *mistakes_in(
        "group_size",
        ("GroupSize.check", "b.persons > p.max_persons:", "b.persons > p.max_persons + 1:"),
        ("GroupSize.check", "not p.counted.booking(b, facts.instance)", "False"),
        ("GroupSize.column_filters", "persons - p.max_persons, 0", "persons - p.max_persons - 1, 0"),
        ("GroupSize.column_filters", "p.counted.columns(problem, placing) & ", ""),
        ("GroupSize.rows", " & _chosen(problem)[problem.placing.session]", ""),
        ("GroupSize.rows", "fixed - p.min_persons", "-p.min_persons"),
    ),
    *mistakes_in(
        "needs_met",
        ("NeedsMet.check", "for tag in b.course.tags", "for tag in b.course.tags[:1]"),
        ("NeedsMet.check", "urgency * cohort.persons", "cohort.persons"),
        ("NeedsMet.rows", "urgency * cohort.persons", "urgency"),
        ("NeedsMet.rows", "columns, 1, unit_amount", "columns, 2, unit_amount"),
    ),
    *mistakes_in(
        "support_pairs",
        ("SupportPairs.check", " if first <= b.day <= last", ""),
        ("_supports", "[b.venue.region] if b.venue else []", "[]"),
        ("_supports", "for c in b.cohorts)", "for c in b.cohorts[:1])"),
        ("_literals", "names.isdisjoint(entities.sessions[key[0]].cohorts)", "False"),
        ("_literals", "for side in sides:", "for side in sides[:1]:"),
        ("_literals", "np.isin(placing.place, places)", "np.isin(placing.place, [])"),
        ("_by_booking", "keep & inside[problem.days(table)]", "keep"),
    ),
]
