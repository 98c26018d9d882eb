"""Who is planned for, and what no rule may ask: cohorts out of scope (A22), ownership of units (A26)."""

from collections.abc import Iterator, Sequence

from edusched.domain.errors import FaultList
from edusched.domain.instance import Instance
from edusched.domain.people import Cohort
from edusched.domain.teaching import CohortSelector

BLIND = ("categories", "region_flags", "unit_flags")
"""Conditions of a selector that could be made to say who owns a unit."""


def out_of_scope(instance: Instance) -> list[Cohort]:
    """Return the cohorts that others plan for, by id."""
    return sorted((c for c in instance.cohorts if not c.in_scope), key=lambda c: c.id)


def scope_faults(instance: Instance, found: FaultList) -> None:
    """Note sessions that hold a fixed cohort out of scope, or that are open by ownership."""
    excluded = {c.id for c in out_of_scope(instance)}
    for number, session in enumerate(instance.sessions):
        for index, name in enumerate(session.cohorts):
            if name in excluded:
                found.add(
                    ("sessions", number, "cohorts", index),
                    name,
                    "the cohort is out of scope, so no session can be for it",
                    "leave it out, or drop in_scope from the cohort",
                )
        if session.open_to is not None:
            note_ownership(instance, ("sessions", number, "open_to"), session.open_to, found)


def note_ownership(
    instance: Instance, path: Sequence[str | int], selector: CohortSelector, found: FaultList
) -> None:
    """Note each condition of a selector that reads the ownership of units by another name."""
    for field, index, word in _words(selector):
        if word in instance.ownerships:
            found.add(
                (*path, field, index),
                word,
                "no rule may read ownership, and some unit has this as its ownership",
                "select by size, kind, category or region",
            )


def _words(selector: CohortSelector) -> Iterator[tuple[str, int, str]]:
    for field in BLIND:
        for index, word in enumerate(getattr(selector, field) or ()):
            yield field, index, word
