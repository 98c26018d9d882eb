"""Shared by the pages on organisations: which of them each booking or place column needs."""

import numpy as np

from edusched.compile.arrays import Ints, ints, joined, offsets, spread
from edusched.compile.columns import Occurrences
from edusched.compile.problem import Problem
from edusched.domain.instance import Instance


def organised(problem: Problem, table: Occurrences) -> tuple[Ints, Ints]:
    """Return (row, organisation) for each co-organiser and provider of the session of each row."""
    entities = problem.entities
    index = entities.organisation_index
    needed = [ints([index[name] for name in session.organisations]) for session in entities.sessions]
    sizes = ints([names.size for names in needed])
    row, step = spread(sizes[table.session])
    return row, joined(needed)[offsets(sizes)[table.session[row]] + step]


def providers(problem: Problem) -> Ints:
    """Return the provider of each session, -1 where there is none."""
    index = problem.entities.organisation_index
    return ints([index.get(session.provider or "", -1) for session in problem.entities.sessions])


def names_organisations(instance: Instance) -> bool:
    """Tell whether some session has a co-organiser or a provider."""
    return any(session.organisations for session in instance.sessions)


def months(problem: Problem) -> tuple[Ints, list[str]]:
    """Return the number of each day's calendar month, and the months as YYYY-MM."""
    labels = [day.isoformat()[:7] for day in problem.horizon.days]
    names = list(dict.fromkeys(labels))
    return np.searchsorted(np.array(names), np.array(labels)).astype(np.int64), names
