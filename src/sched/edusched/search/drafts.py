"""A sub-model on its way to the solver, and its answer on the way back: arrays only, no plan, no rules."""

from dataclasses import dataclass

from edusched.compile.arrays import Ints
from edusched.model.cp_sat import Answer, Interrupt, SolverSettings, solve_system
from edusched.model.system import LevelTerms, LinearSystem


@dataclass(frozen=True, slots=True)
class Draft:
    """A sub-model: a system over free variables, the level's terms, present values, and how to solve it."""

    system: LinearSystem
    terms: LevelTerms
    start: Ints
    settings: SolverSettings


def solve_draft(draft: Draft, interrupt: Interrupt | None = None) -> Answer:
    """Solve a sub-model."""
    return solve_system(draft.system, draft.terms, draft.settings, hint=draft.start, interrupt=interrupt)
