"""Mistakes in the pages on mobile units."""

from tests.rules.mutants import mistakes_in

MOBILE = [
    *mistakes_in(
        "mobile_crew",
        ("MobileCrew.rows", "-self.parameters.min_crew", "-1"),
        ("MobileCrew.rows", "asks[k] = True", "asks[k] = bool(self.parameters.able(unit, problem.instance))"),
        ("MobileCrewParameters.able", ">= g ", "> g "),
        rules="mobile_crew",
    ),
    *mistakes_in(
        "nights_away",
        ("NightsAway.check", "int(run) + int(day in", "max(int(run), day in"),
        (
            "NightsAway.column_filters",
            "day in self.parameters.home_by for",
            "day > max(self.parameters.home_by, default=day) for",
        ),
        rules="nights_away",
    ),
]
