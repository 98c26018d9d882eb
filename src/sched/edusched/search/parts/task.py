"""Plan one part: a pure function of plain data, so that it runs in any process on any machine."""

from dataclasses import asdict, dataclass
from enum import StrEnum
from typing import Any

from edusched.checking.checker import check_plan
from edusched.compile.assemble import compile_problem
from edusched.domain.instance import Instance
from edusched.domain.plan import Booking, Overnight, Plan
from edusched.domain.policy import Objective
from edusched.model.read_back import plan_of
from edusched.model.system import build_model
from edusched.rules.catalogue import bound, rules_of
from edusched.search.limits import RunLimits
from edusched.search.parts.floors import Floor, floors_of
from edusched.search.run import Run

WITHOUT = frozenset({"whole", "walk", "finish", "bound", "processes"})
"""Pieces of the search that parts are planned without: they pay where there is more time."""


class Aim(StrEnum):
    """What a part is planned for: a first plan, to meet what is owed, or to be better at all levels."""

    CONSTRUCT = "construct"
    MEET = "meet"
    IMPROVE = "improve"


@dataclass(frozen=True, slots=True)
class PartAnswer:
    """What became of a part.

    Attributes
    ----------
    bookings, overnights
        Of the part's own sessions and mobile units.
    floors
        What the part's own sessions cost at least on each level.
    before, after
        Value of each level of the piece, pinned bookings included, with the plan given and with the new one;
        nothing is known of a plan given to construct, which has pinned bookings only.
    sound
        The checker accepts the new plan, and gives it the same values.
    start_sound
        The checker accepts the plan given. Where not, what it costs is no measure of the new one.
    """

    bookings: tuple[Booking, ...]
    overnights: tuple[Overnight, ...]
    before: dict[Objective, int]
    after: dict[Objective, int]
    floors: dict[Objective, Floor]
    sound: bool
    start_sound: bool


def task_of(piece: Instance, pins: list[Booking], start: Plan, limits: RunLimits, aim: Aim) -> dict[str, Any]:
    """Return a task as plain data."""
    settings = asdict(limits) | {"without": sorted(limits.without)}
    return {
        "instance": piece.model_dump_json(exclude_defaults=True),
        "pins": [booking.session for booking in pins],
        "start": start.model_dump_json(),
        "limits": settings,
        "aim": aim.value,
    }


def solve_part(task: dict[str, Any]) -> dict[str, Any]:
    """Plan a part and return its answer as plain data; seeded, so that twice gives the same.

    Parameters
    ----------
    task : as `task_of` writes it
    """
    instance = Instance.model_validate_json(task["instance"])
    start = Plan.model_validate_json(task["start"])
    limits = RunLimits(**(task["limits"] | {"without": frozenset(task["limits"]["without"])}))
    names = frozenset(task["pins"])
    pins = [booking for booking in start.bookings if booking.session in names]
    rules = rules_of(instance)
    problem = compile_problem(instance, bound(rules), pinned=pins)
    run = Run(problem, build_model(problem), limits, start=start)
    aim = Aim(task["aim"])
    plans = {Aim.CONSTRUCT: run.construct, Aim.MEET: run.meet, Aim.IMPROVE: run.solve}
    outcome = plans[aim]()
    if outcome.values is None:
        return {"found": False}
    plan = plan_of(problem, outcome.values)
    before = None if aim is Aim.CONSTRUCT else check_plan(instance, start)
    report = check_plan(instance, plan)
    after = dict(report.score)
    sound = report.accepted and all(after.get(s.level, 0) == s.value for s in outcome.levels)
    own = [booking for booking in plan.bookings if booking.session not in names]
    return {
        "found": True,
        "plan": plan.model_copy(update={"bookings": tuple(own), "not_run": ()}).model_dump_json(),
        "before": {} if before is None else {level.value: value for level, value in before.score},
        "after": {level.value: value for level, value in after.items()},
        "floors": floors_of(problem, after),
        "sound": sound,
        "start_sound": before is not None and before.accepted,
    }


def answer_of(data: dict[str, Any]) -> PartAnswer | None:
    """Return an answer from plain data; None where no plan was found."""
    if not data["found"]:
        return None
    plan = Plan.model_validate_json(data["plan"])
    return PartAnswer(
        plan.bookings,
        plan.overnights,
        {Objective(name): value for name, value in data["before"].items()},
        {Objective(name): value for name, value in data["after"].items()},
        {
            Objective(name): Floor(base, tuple(zip(owed, more, strict=True)))
            for name, (base, owed, more) in data["floors"].items()
        },
        data["sound"],
        data["start_sound"],
    )
