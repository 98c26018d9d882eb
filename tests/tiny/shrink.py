"""Make a failing case small: drop list items and fields of plain data for as long as it still fails."""

import json
from collections.abc import Callable, Iterator
from copy import deepcopy
from typing import Any

from edusched.domain.instance import Instance
from edusched.domain.plan import Plan
from edusched.domain.references import reference_faults

Path = tuple[str | int, ...]


def shrunk(data: Any, fails: Callable[[Any], bool]) -> Any:
    """Return smaller plain data that still fails.

    Parameters
    ----------
    fails
        Tells whether data still fails; whatever it raises counts as no.
    """
    current = deepcopy(data)
    progress = _holds(fails, current)
    while progress:
        progress = False
        for path in sorted(_paths(current), key=len):
            smaller = _without(current, path)
            if smaller is not None and _holds(fails, smaller):
                current, progress = smaller, True
                break
    return current


def sound(data: dict[str, Any]) -> bool:
    """Tell whether plain data is a sound instance."""
    return not reference_faults(Instance.model_validate_json(json.dumps(data)))


def plan_data(plan: Plan) -> dict[str, Any]:
    """Return a plan as plain data."""
    found: dict[str, Any] = plan.model_dump(mode="json", exclude={"certificate", "not_run"})
    return found


def plan_from(data: dict[str, Any]) -> Plan:
    """Return the plan plain data means."""
    return Plan.model_validate_json(json.dumps(data))


def _holds(fails: Callable[[Any], bool], data: Any) -> bool:
    try:
        return fails(data)
    except Exception:  # noqa: BLE001 - data that means nothing any more is simply not the case looked for
        return False


def _paths(data: Any, at: Path = ()) -> Iterator[Path]:
    items = data.items() if isinstance(data, dict) else enumerate(data) if isinstance(data, list) else ()
    for key, value in items:
        yield (*at, key)
        yield from _paths(value, (*at, key))


def _without(data: Any, path: Path) -> Any:
    smaller = deepcopy(data)
    inner = smaller
    for key in path[:-1]:
        inner = inner[key]
    del inner[path[-1]]
    return smaller
