"""Confirm a claim of "infeasible" in two further ways, and name what stands in the way.

A solver's INFEASIBLE is a claim; released versions have been wrong (google/or-tools#5274). It is believed
only when the model is infeasible again with presolve off, and when the elastic model (each hard row may
give) cannot reach zero. The elastic optimum is the cheapest set of demands to give up.
"""

from collections import Counter
from dataclasses import dataclass

from edusched.compile.arrays import Ints
from edusched.compile.options import starts_of
from edusched.compile.problem import Problem
from edusched.domain.result import Conflict
from edusched.model.cp_sat import SolverSettings, solve_system
from edusched.model.system import NO_TERMS, build_model
from edusched.rules.session_shape import SessionShape


@dataclass(frozen=True, slots=True)
class Confirmation:
    """What the second looks found.

    Attributes
    ----------
    ways : how the claim was confirmed, in words; two are needed
    conflicts : rows that have to give, with the least amounts
    counterexample : column values of a plan that the claim says cannot exist, if one was found
    """

    ways: tuple[str, ...]
    conflicts: tuple[Conflict, ...]
    counterexample: Ints | None = None

    @property
    def confirmed(self) -> bool:
        """Tell whether the claim stands."""
        return len(self.ways) == 2 and self.counterexample is None


def confirm_infeasible(problem: Problem, seconds: float, seed: int) -> Confirmation:
    """Look again at a problem the solver called infeasible."""
    ways: list[str] = []
    plain = SolverSettings(seconds, seed=seed, presolve=False)
    again = solve_system(build_model(problem).system, NO_TERMS, plain)
    if again.values is not None:
        return Confirmation((), (), again.values)
    if again.infeasible:
        ways.append("infeasible again with presolve off")
    elastic = build_model(problem, elastic=True)
    terms = next(iter(elastic.levels.values()))
    answer = solve_system(elastic.system, terms, SolverSettings(seconds, workers=2, seed=seed))
    conflicts: dict[tuple[str, tuple[str, ...]], Conflict] = {}
    if answer.values is not None and answer.bound > 0:
        ways.append(f"the hard rules must give by at least {answer.bound * terms.scale}")
        for given in elastic.elastic:
            amount = int(answer.values[given.variable]) * given.unit_amount
            if amount:
                key = (given.binding.rule, given.subject)
                total = amount + (conflicts[key].amount if key in conflicts else 0)
                conflicts[key] = Conflict(*key, total, given.binding.unit, _struck_out(problem, key[1]))
    return Confirmation(tuple(ways), tuple(conflicts.values()))


def _struck_out(problem: Problem, subject: tuple[str, ...]) -> tuple[tuple[str, int], ...]:
    """Return how many options each rule struck out of the sessions a demand is about, most first."""
    entities, about = problem.entities, subject[0] if subject else ""
    if about in entities.session_index:
        sessions = [entities.session_index[about]]
    elif about in entities.cohort_index:
        mine = (s for s in entities.sessions if s.open_to is not None or about in s.cohorts)
        sessions = [entities.session_index[s.id] for s in mine]
    else:
        sessions = []
    found: Counter[str] = Counter()
    for session in sorted({int(problem.twin_of[k]) for k in sessions}):
        found.update(problem.removed.get(session, {}))
        fit, too_late = starts_of(problem.horizon, entities.sessions[session])
        if too_late and not fit:
            found[SessionShape.id] += len(too_late)
    return tuple(sorted(found.items(), key=lambda item: (-item[1], item[0])))
