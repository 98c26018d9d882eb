"""Mistakes about recordings, messages, broadcasts and materials; ``mutant_list`` takes them in."""

from tests.rules.mutants import mistakes_in

DELIVERY = [
    *mistakes_in("cohort_overlap", ("CohortOverlap.rows", "problem.present, ", "problem.attending, ")),
    *mistakes_in(
        "cohort_availability",
        ("CohortAvailability.check", "b.attended.periods", "b.periods"),
        ("CohortAvailability.column_filters", "problem.present", "problem.attending"),
    ),
    *mistakes_in("isolated_sessions", ("IsolatedSessions.check", " if b.periods", "")),
    *mistakes_in("learner_overlap", ("LearnerOverlap.rows", "problem.present", "problem.attending")),
    *mistakes_in(
        "platform_seats", ("PlatformSeats.check", " and b.platform.seats_persons is not None", "")
    ),
    *mistakes_in("session_shape", ("_attendance", "1 if each_time else None", "None")),
    *mistakes_in("programme_order", ("ProgrammeOrder.check", "first in (b.attended ", "first in (b ")),
    *mistakes_in("waves", ("Waves._days", "{b.attended_on ", "{b.day ")),
    *mistakes_in("frequency", ("Frequency._days", "add(b.attended_on)", "add(b.day)")),
    *mistakes_in(
        "ledger", ("Ledgers.__init__", "problem.entities.earns[", "True | problem.entities.earns["),
        rules="study_hours deadline",
    ),
    *mistakes_in("counting", ("Counted.earning", " if b.earns", ""), rules="study_hours"),
    *mistakes_in(
        "edusched.domain.places",
        ("Platform.any_time", "(PlatformKind.RECORDED, PlatformKind.MESSAGE)", "()"),
        rules="cohort_overlap deadline",
    ),
    *mistakes_in(
        "edusched.checking.facts",
        ("PlanFacts._attended_on", "min(day + timedelta(days=platform.watch_days), ", "max(day, "),
        rules="deadline prerequisites",
    ),
    *mistakes_in(
        "edusched.compile.entities",
        ("Entities.attended_slot", "+ period", ""),
        ("Entities.attended_slot", "day + self._watch_days[place]", "day"),
        ("Entities.one_cohort", "x.recorded_each_time", "False"),
        rules="session_shape prerequisites",
    ),
    *mistakes_in("material_fit", ("_lacking", "not materials", "len(materials) < 2")),
    *mistakes_in(
        "materials",
        ("fitting", " if material.fits(level, cohort.category)", ""),
        ("judged_columns", " if course.materials else 0", ""),
        ("judged_columns", "key = (course.id, who, year)", "key = (course.id, 0, year)"),
        rules="material_fit",
    ),
    *mistakes_in(
        "materials",
        ("judged", "b.attended_on.year", "b.day.year"),
        ("judged_columns", "key = (course.id, who, year)", "key = (course.id, who)"),
        rules="material_age",
    ),
    *mistakes_in(
        "edusched.domain.materials",
        ("Material.fits", "(None, level)", "(level,)"),
        ("Material.fits", "not self.categories or ", ""),
        rules="material_fit",
    ),
    *mistakes_in(
        "material_age",
        ("MaterialAge._over", "max(editions, default=year)", "min(editions, default=year)"),
        ("MaterialAge._over", " - self.parameters.max_age_years", " - 5"),
        ("MaterialAge._over", " if m.edition_year is not None", ""),
    ),
    *mistakes_in(
        "local_material",
        ("_from_elsewhere", " if instance.region[name].level is not Level.NATION", ""),
        ("_from_elsewhere", "bool(materials) and ", ""),
        ("_from_elsewhere", "instance.region_path(cohort.region)", "(cohort.region,)"),
    ),
    *mistakes_in(
        "licensed_copies",
        ("LicensedCopies.check", "for period in b.periods", "for period in b.periods[:1]"),
        ("LicensedCopies.check", "len(sessions) - copies", "1"),
        ("LicensedCopies.rows", "found.size > copies", "found.size > copies + 1"),
        ("_licensed", "material.id in c.materials", "material.id in c.materials[:1]"),
    ),
]  # fmt: skip
