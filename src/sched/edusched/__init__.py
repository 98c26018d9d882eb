"""Instructor-pool and session scheduling for adult education and training.

>>> import edusched
>>> instance = edusched.load("instances/tiny.json")  # doctest: +SKIP
>>> result = edusched.solve(instance, time_limit_seconds=10)  # doctest: +SKIP
>>> edusched.check(instance, result.plan).accepted  # doctest: +SKIP
True
"""

from importlib import import_module
from typing import TYPE_CHECKING, Any

from edusched._version import __version__

if TYPE_CHECKING:
    from edusched.api import check, draft, load, read_plan, save, solve
    from edusched.checking.checker import CheckReport
    from edusched.domain.errors import FileAccessError, InvalidInputError, SchedError
    from edusched.domain.instance import Instance
    from edusched.domain.plan import Plan
    from edusched.domain.result import LevelScore, Result, Status, Violation
    from edusched.report.tables.listing import report_tables

_HOMES = {
    "check": "api",
    "draft": "api",
    "load": "api",
    "read_plan": "api",
    "save": "api",
    "solve": "api",
    "CheckReport": "checking.checker",
    "FileAccessError": "domain.errors",
    "InvalidInputError": "domain.errors",
    "SchedError": "domain.errors",
    "Instance": "domain.instance",
    "Plan": "domain.plan",
    "LevelScore": "domain.result",
    "Result": "domain.result",
    "Status": "domain.result",
    "Violation": "domain.result",
    "report_tables": "report.tables.listing",
}

__all__ = [
    "CheckReport",
    "FileAccessError",
    "Instance",
    "InvalidInputError",
    "LevelScore",
    "Plan",
    "Result",
    "SchedError",
    "Status",
    "Violation",
    "__version__",
    "check",
    "draft",
    "load",
    "read_plan",
    "report_tables",
    "save",
    "solve",
]


def __getattr__(name: str) -> Any:
    """Import a public name on first use, so that ``sched --help`` and the checker stay light."""
    if name not in _HOMES:
        raise AttributeError(f"module 'edusched' has no attribute {name!r}")
    found = getattr(import_module(f"edusched.{_HOMES[name]}"), name)
    globals()[name] = found
    return found
