"""Tiny instances for the search by hand: more sessions, some of them alike, nothing it cannot see through.

No stops, no programmes, open sessions only where asked for; several roles, several levels, rules hard or
priced by chance.
"""

from dataclasses import dataclass, field
from random import Random
from typing import Any

import numpy as np

from edusched.checking.checker import CheckReport, check_plan
from edusched.compile.arrays import Ints
from edusched.compile.assemble import compile_problem
from edusched.compile.problem import Problem
from edusched.domain.policy import Objective
from edusched.model.cp_sat import SolverSettings, solve_system
from edusched.model.read_back import plan_of
from edusched.model.system import NO_TERMS, LevelTerms, Model, build_model
from edusched.rules.catalogue import bound, rules_of
from edusched.search.landscape import Landscape
from edusched.search.state import State
from edusched.search.walk.table import walk_table
from tests.tiny.draw import Draw
from tests.tiny.instances import Data, Leaning, tiny_instance
from tests.tiny.parameters import random_parameters
from tests.tiny.problems import instance_from

PLAIN = Leaning(
    mobile=0.0, open=0.0, programme=0.0, history=0.2, away=0.1, roles=0.5, two_periods=0.2, needs=0.1,
    sessions=(3, 4), hot_days=(2, 4), twins=0.4, unshaped=0.0,
)  # fmt: skip

ALWAYS = ("instructor_overlap", "cohort_overlap", "room_overlap")
WANTED = ("mandatory_sessions", "sessions_run", "study_hours", "guaranteed_hours")
PRICED = (
    "isolated_sessions", "spread_days", "room_stability", "load_range", "load_fairness", "travel_cost",
    "fees", "venue_cost", "instructor_hours", "place_capacity", "rotation_share", "consecutive_days",
    "subject_share", "platform_seats", "deadline", "person_travel", "competence", "rest", "load_fairness",
)  # fmt: skip
HARD = (
    "room_stability", "instructor_hours", "place_capacity", "consecutive_days", "rest", "rotation_share",
    "competence", "person_travel", "platform_seats", "study_hours",
)  # fmt: skip


@dataclass
class Moving:
    """A problem with the plan in which nothing runs, and its sessions that can be moved by hand."""

    number: int
    problem: Problem
    model: Model
    values: Ints
    state: State = field(init=False)
    landscape: Landscape = field(init=False)

    def __post_init__(self) -> None:
        self.state = State(self.model, self.values)
        self.landscape = Landscape(self.problem, self.state)
        self.kinds, self.plain = self.landscape.kinds, self.landscape.plain

    def __repr__(self) -> str:
        """Return what makes the problem again."""
        return f"moving({self.number})"

    def go_to(self, values: Ints) -> None:
        """Take over other values."""
        self.state.reset(values)
        self.landscape.refresh()

    def report(self, values: Ints) -> CheckReport:
        """Return what the checker says of the plan values mean."""
        return check_plan(self.problem.instance, plan_of(self.problem, values))


def moving_data(number: int, *, guests: bool = False) -> Data:
    """Return an instance by its number, as plain data; where asked for, some sessions choose their guests."""
    rng = Random(f"moving/{number}")
    data = tiny_instance(rng, PLAIN)
    draw = Draw(rng)
    for session in data["sessions"]:  # who attends is given, and comes alone often enough to leave room
        session["cohorts"] = session.get("cohorts") or data_cohorts(draw, data)
    for k in range(draw.number(0, 4)):
        like = draw.one(data["sessions"])
        data["sessions"].append(like | {"id": f"t{k}"} | draw.maybe(0.3, "cohorts", data_cohorts(draw, data)))
    data["policy"] = _policy(draw, data)
    for session in data["sessions"] if guests else ():
        if draw.chance(0.6):
            session["open_to"] = draw.one(({}, {"categories": ["staff"]}))
            if draw.chance(0.6):
                del session["cohorts"]
            most = len(session.get("cohorts", ())) + draw.number(1, 2)
            session.update(draw.maybe(0.5, "max_cohorts", most))
    return data


def data_cohorts(draw: Draw, data: Data) -> list[str]:
    """Return one or two cohorts."""
    return draw.some([cohort["id"] for cohort in data["cohorts"]], 1, 2)


def _policy(draw: Draw, data: Data) -> Data:
    pages = [(page, "hard") for page in ALWAYS if page == "cohort_overlap" or draw.chance(0.9)]
    pages += [(page, "soft") for page in draw.some(WANTED, 1, 2)]
    pages += [(page, "soft") for page in draw.some(PRICED, 2, 5)]
    pages += [(page, "hard") for page in draw.some(HARD, 0, 2)]
    rules: list[Data] = []
    for k, (page, mode) in enumerate(pages):
        level = Objective.OBLIGATIONS if page in WANTED else draw.one(list(Objective)[:6])
        how = {"mode": mode, "level": level.value, "weight": draw.one((1, 2, 5))}
        parameters = random_parameters(draw.rng, page, data)
        rules.append({"id": f"r{k}", "rule": page, "parameters": parameters, "enforcement": how})
    return {"defaults": "none", "rules": [*rules, {"id": "shape", "rule": "session_shape"}]}


def moving(number: int, *, guests: bool = False, **compile_as: Any) -> Moving | None:
    """Return a problem by its number; None where a hard rule wants something to run."""
    instance = instance_from(moving_data(number, guests=guests))
    problem = compile_problem(instance, bound(rules_of(instance)), **compile_as)
    model = build_model(problem)
    values = np.zeros(model.system.upper.size, dtype=np.int64)
    values[problem.not_run] = 1
    settled = settle(model, values)
    return None if settled is None else Moving(number, problem, model, settled)


def settle(model: Model, values: Ints) -> Ints | None:
    """Return the same plan with what follows at its best; None where it breaks a hard row."""
    free = np.arange(values.size) >= model.decision_count
    rest, names = model.system.restricted(free, values)
    price = np.zeros(values.size, dtype=np.int64)
    for terms in model.levels.values():
        np.add.at(price, terms.variables, terms.coefs)
    priced = np.flatnonzero(price[names])
    terms = LevelTerms(priced, price[names][priced], 1, 0) if priced.size else NO_TERMS
    answer = solve_system(rest, terms, SolverSettings(60.0, light=True))
    if answer.values is None:
        return None
    assert answer.optimal
    settled = values.copy()
    settled[names] = answer.values
    return settled


def switches(found: Moving) -> bool:
    """Tell whether some column follows that is no literal of others, nor a choice within one slack."""
    return free_switches(found) > walk_table(found.landscape, tuple(found.model.levels)).switches.size


def free_switches(found: Moving) -> int:
    """Return how many columns follow that are no literals of others: "by hours or by days" is one."""
    problem = found.problem
    return problem.column_count - problem.decision_count - len(problem.derived)
