"""Mistakes in the pages on who teaches whom; ``mutant_list`` takes them in."""

from tests.rules.mutants import mistakes_in

STAFFING = [
    *mistakes_in(
        "lending_quota",
        ("LendingQuota.lent", "if person.library == p.library", "if True"),
        ("LendingQuota.lent", "if first <= b.day <= last", "if True"),
        ("LendingQuota._borrowers", "if not is_lent", "if region is None and not is_lent"),
        ("LendingQuota._borrowers", "name in path", "name == region"),
        ("LendingQuota.rows", "ours & there & inside", "there & inside"),
        ("LendingQuota.rows", "ours & there & inside", "ours & there"),
    ),
    *mistakes_in(
        "teaching_mix",
        ("TeachingMix.check", "if person in p.whole:", "if True:"),
        ("TeachingMix.check", " if first <= b.day <= last", ""),
        ("TeachingMix.rows", "in_whole[table.who] & inside", "inside"),
        ("TeachingMix.rows", "in_whole[table.who] & inside", "in_whole[table.who]"),
        ("TeachingMix.rows", '(label, "maximum"), columns, 0', "(label,), columns, 0"),
    ),
    *mistakes_in(
        "mentor_pairing",
        ("MentorPairing.check", "person in p.mentors", "person in p.mentors and person not in p.learners"),
        ("MentorPairing._groups", "learners & ~mentors", "learners"),
        ("MentorPairing.column_filters", " == 1", " <= 2"),
        ("MentorPairing.rows", "rows[mentors[table.who[rows]]]", "rows"),
        ("_staff", "need.count", "1"),
    ),
    *mistakes_in(
        "learner_overlap",
        (
            "LearnerOverlap.check",
            "for b in attended[c] for period in b.periods",
            "for b in attended[c] for period in b.periods[:1]",
        ),
        ("LearnerOverlap.rows", "problem.any_of(learns)", "int(learns[0])"),
        ("LearnerOverlap.rows", "problem.any_of(taught[who, slot])", "int(taught[who, slot][0])"),
        ("_classes", "set(cohort.instructors)", "set(cohort.instructors[:1])"),
    ),
    *mistakes_in(
        "duty",
        ("Duty.check", "sorted({c.id: c for c in b.cohorts}.values(), key=lambda c: c.id)", "b.cohorts[:1]"),
        ("Duty._may", "may_train.get(office, ())", "may_train.get(office, (learner,))"),
        ("Duty.column_filters", "problem.attending", "problem.choosing"),
        ("Duty.column_filters", " & (there >= 0)", ""),
    ),
]
