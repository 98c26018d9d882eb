"""Mistakes in `variety`."""

from tests.rules.mutants import mistakes_in

VARIETY = mistakes_in(
    "variety",
    ("Variety.check", "if mine and (", "if ("),
    ("Variety._short", "len(there) < self._least", "len(there) <= self._least"),
    (
        "Variety.rows",
        "counts & np.isin(problem.placing.session, sessions)",
        "np.isin(problem.placing.session, sessions)",
    ),
    ("Variety.rows", "-self._least", "-1"),
    rules="variety",
)
