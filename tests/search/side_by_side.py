"""An instance twice, side by side: nobody and nothing of one half ever meets the other."""

from random import Random
from typing import Any

from edusched.domain.instance import Instance
from edusched.domain.plan import Plan
from tests.tiny.problems import instance_from
from tests.tiny.relabel import NOT_IDS, renamed, renaming

TWICE = (
    "cohorts",
    "units",
    "instructors",
    "venues",
    "mobile_units",
    "platforms",
    "sessions",
    "programmes",
    "organisations",
)
"""Lists of what sessions may touch; regions, courses, libraries and materials there are once."""

OURS = "ours"
"""A competence that everybody has and every session asks for, each half its own."""

Data = dict[str, Any]


def kept_together(instance: Instance) -> Data:
    """Return an instance whose sessions name whom and what they may touch."""
    data = instance.model_dump(mode="json")
    for session, made in zip(data["sessions"], instance.sessions, strict=True):
        course = instance.course[made.course]
        needs = [
            need.model_dump(mode="json") for need in (course.staff if made.staff is None else made.staff)
        ]
        session["staff"] = [need | {"competences": need["competences"] | {OURS: 1}} for need in needs]
        for field in ("venues", "platforms", "mobile_units"):
            if session[field] is None:
                session[field] = [item["id"] for item in data[field]]
        if made.open_to is not None:
            session["open_to"] = {"ids": [cohort.id for cohort in instance.selected(made.open_to)]}
    for person in data["instructors"]:
        person["competences"][OURS] = 1
    return data


def side_by_side(instance: Instance, plan: Plan, *, dealt: bool) -> tuple[Instance, Plan]:
    """Return an instance twice, and a plan of both halves; ``dealt``: each booking is made in one of them.

    What the policy says of somebody by name, it says of both.
    """
    data = kept_together(instance)
    mine = plan.model_dump(mode="json", include={"instance", "bookings", "overnights"})
    ours = {item["id"] for name in TWICE for item in data[name]}
    names = {name: f"{name}-2" if name in {*ours, OURS} else name for name in renaming(Random(1), data, mine)}
    twin, theirs = renamed(data, names), renamed(mine, names)
    rules = [{**e, "parameters": _of_both(e["parameters"], names, "")} for e in data["policy"]["rules"]]
    legs = {(leg["start"], leg["end"]): leg for half in (twin, data) for leg in half["travel"]["legs"]}
    both = {
        **data,
        **{name: data[name] + twin[name] for name in TWICE},
        "policy": {**data["policy"], "rules": rules},
        "travel": {**data["travel"], "legs": list(legs.values())},
    }
    step = 2 if dealt else 1
    bookings = mine["bookings"][::step] + theirs["bookings"][dealt::step]
    whole = {**mine, "bookings": bookings, "overnights": mine["overnights"] + theirs["overnights"]}
    return instance_from(both), Plan.model_validate(whole, strict=False)


def _of_both(value: Any, names: dict[str, str], field: str) -> Any:
    """Return parameters that name somebody of the one half, with the same of the other."""
    if field in NOT_IDS:
        return value
    if isinstance(value, list):
        more = [names[item] for item in value if isinstance(item, str) and names.get(item, item) != item]
        return [_of_both(item, names, "") for item in value] + more
    if isinstance(value, dict):
        own = {name: _of_both(item, names, name) for name, item in value.items()}
        return own | {names[k]: item for k, item in own.items() if names.get(k, k) != k}
    return value
