"""Mistakes in the pages on organisations and providers; ``mutant_list`` takes them in."""

from tests.rules.mutants import mistakes_in

ORGANISATIONS = [
    *mistakes_in(
        "organisers_free",
        ("OrganisersFree.check", "for p in b.periods", "for p in b.periods[:1]"),
        ("OrganisersFree.check", "b.session.organisations", "b.session.co_organisers"),
        ("OrganisersFree.column_filters", "held, who", "held, who * 0"),
    ),
    *mistakes_in(
        "edusched.rules.organising",
        ("organised", "[table.session[row]] + step", "[table.session[row]]"),
        ("months", ".isoformat()[:7]", ".isoformat()[:4]"),
        ("providers", 'session.provider or ""', '[*session.co_organisers, ""][0]'),
        rules="organisers_free organiser_capacity provider_seats provider_rating notice",
    ),
    *mistakes_in(
        "organiser_capacity",
        ("OrganiserCapacity.check", "len(sessions) > most", "len(sessions) >= most"),
        ("OrganiserCapacity.check", "for period in b.periods", "for period in b.periods[-1:]"),
        ("OrganiserCapacity.rows", "sum() > most", "sum() > most + 1"),
        ("OrganiserCapacity.rows", "held.column[rows], most", "held.column[rows], most - 1"),
    ),
    *mistakes_in(
        "provider_seats",
        ("ProviderSeats.check", "+= b.persons", "+= len(b.cohorts)"),
        ("ProviderSeats.check", "persons > seats", "persons >= seats - 1"),
        (
            "ProviderSeats.rows",
            "entities.persons[table.who[rows]]",
            "entities.persons[table.who[rows]] * 0 + 1",
        ),
        ("ProviderSeats.rows", "provider >= 0", "provider > 0"),
    ),
    *mistakes_in(
        "provider_rating",
        ("ProviderRating._below", " and self.parameters.unrated_pass", ""),
        ("ProviderRating._below", "max(0, hundredths", "abs(hundredths"),
        ("ProviderRating.column_filters", "below[table.session], 0", "below[table.session], 1"),
        ("ProviderRating.column_filters", ", 0])[providers", ", 300])[providers"),
    ),
    *mistakes_in(
        "notice",
        ("Notice.check", "if notice_days and short", "if short"),
        ("Notice._decided", "self.parameters.decided_on or first_day", "first_day"),
        ("Notice.column_filters", "day - before", "day + before"),
        ("Notice.column_filters", "notice_days > 0", "notice_days >= 0"),
        ("Notice.column_filters", "lent(problem), late, 0", "True, late, 0"),
        ("_asked", "b.venue is not None", "False"),
    ),
    *mistakes_in(
        "edusched.rules.lending",
        ("is_lent", "region is not None and ", ""),
        rules="notice lending_quota",
    ),
    *mistakes_in(
        "edusched.rules.facts",
        ("BookingFacts.region", "self.venue.region if self.venue else self.location", "self.location"),
        rules="notice lending_quota",
    ),
    *mistakes_in(
        "edusched.rules.lending",
        ("terms_at", "not is_lent(instance, library, region)", "False"),
        ("borrowings", "{person.id: person for person in b.instructors}", '{"": p for p in b.instructors}'),
        rules="lending_window lending_fees",
    ),
    *mistakes_in(
        "lending_window",
        ("LendingWindow.check", "for period in b.periods", "for period in b.periods[:1]"),
        ("LendingWindow.column_filters", "number >= 0", "number > 0"),
    ),
    *mistakes_in(
        "lending_fees",
        ("LendingFees.costs", " // 60", ""),
        (
            "LendingFees.charges",
            "fee_fen_per_teaching_hour for one in terms), 0]",
            "fee_fen_per_teaching_hour for one in terms), 1]",
        ),
    ),
    *mistakes_in(
        "owner_priority",
        ("OwnerPriority._own", "session.mandatory and ", ""),
        ("OwnerPriority._own", "learners if session.organiser is None else [session.organiser]", "learners"),
        ("OwnerPriority.check", "min(len(left), lendings)", "lendings"),
        ("OwnerPriority.rows", "lent(problem) & np.isin(table.who, ours)", "np.isin(table.who, ours)"),
        ("OwnerPriority.rows", "np.append(coefs, most)", "np.append(coefs, 0)"),
        ("_most_people", "need.count for need", "1 for need"),
    ),
    *mistakes_in(
        "joint_hire",
        ("JointHire._shares", "person not in self.parameters.instructors", "False"),
        ("JointHire._shares", " // 100", " // 99"),
        (
            "JointHire.rows",
            "payer[table.session[mine]], year[mine]",
            "payer[table.session[mine]], year[mine] * 0",
        ),
        ("employer", "region in employers), ", "region in employers), path[-1] if path else "),
    ),
    *mistakes_in(
        "instructor_turns",
        ("InstructorTurns._among", "set(session.cohorts)", "set(session.cohorts[:1])"),
        ("InstructorTurns._among", 'p.among == "locations" or held is None', "held is None"),
        ("InstructorTurns.check", "if first <= b.day <= last", "if True"),
        ("InstructorTurns.rows", "mine[inside[mine]]", "mine"),
    ),
    *mistakes_in(
        "instructor_reach",
        ("InstructorReach.check", " - {None}", ""),
        ("InstructorReach.check", "if first <= b.day <= last", "if True"),
        ("InstructorReach.rows", "region[rows[0]] >= 0", "True"),
        ("InstructorReach.rows", "mine[inside[mine]]", "mine"),
    ),
    *mistakes_in(
        "provisional_dates",
        ("ProvisionalDates.check", "for period in b.periods", "for period in b.periods[:1]"),
        ("ProvisionalDates.column_filters", "open_slots > 0", "open_slots > 1"),
    ),
    *mistakes_in(
        "instructor_hours",
        ("label", '10 if span == "day" else 7', "10"),
    ),
    *mistakes_in(
        "edusched.rules.contract",
        ("InstructorSelector.__contains__", ">= grade", "> grade"),
        rules="teaching_mix",
    ),
]
