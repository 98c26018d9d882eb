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
        ("region_of", "b.venue.region if b.venue else b.location", "b.location"),
        rules="notice lending_quota",
    ),
]
