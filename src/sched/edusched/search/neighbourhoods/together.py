"""Whole programmes, or all sessions of a cohort, beginning with those of a painful session."""

from collections import defaultdict

import numpy as np

from edusched.compile.arrays import Ints
from edusched.search.landscape import Landscape
from edusched.search.neighbourhoods.situation import Situation, WholeBookings


class Together(WholeBookings):
    """Sessions given as one thing or attended by the same people."""

    name = "together"

    def __init__(self) -> None:
        self._for: Landscape | None = None
        self._groups: list[list[int]] = []
        self._of: dict[int, list[int]] = {}

    def sessions(self, at: Situation, rng: np.random.Generator) -> Ints:
        """Return the sessions of a painful session's programmes and cohorts, group by group."""
        if self._for is not at.landscape:
            self._group(at.landscape)
        found: list[int] = []
        count = 0
        for _ in range(8):
            seed = at.draw(rng)
            mine = self._of.get(seed, [])
            group = self._groups[int(rng.choice(mine))] if mine else [seed]
            found += [seed, *rng.permutation(group).tolist()]
            count += int(at.landscape.problem.times[group].sum())
            if count >= at.size:
                break
        return at.filled(found, rng)

    def _group(self, landscape: Landscape) -> None:
        entities, twin_of = landscape.problem.entities, landscape.problem.twin_of
        groups: dict[tuple[str, str], set[int]] = defaultdict(set)
        in_programme = entities.instance.programme_of
        for k, session in enumerate(entities.sessions):
            if session.id in in_programme:
                groups["programme", in_programme[session.id].id].add(int(twin_of[k]))
            for cohort in session.cohorts:
                groups["cohort", cohort].add(int(twin_of[k]))
        self._for = landscape
        self._groups = [sorted(groups[key]) for key in sorted(groups)]
        self._of = defaultdict(list)
        for number, group in enumerate(self._groups):
            for member in group:
                self._of[member].append(number)
