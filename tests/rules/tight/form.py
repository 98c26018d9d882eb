"""The form of a tight case: the tiny instance cut down to a few sessions, a rule, and one unit of it."""

import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

import edusched
from edusched.checking.checker import check_plan
from edusched.domain.instance import Instance
from edusched.domain.policy import Mode
from edusched.domain.result import Result, Status
from edusched.rules.examples import BASE, merged

MANDATORY: dict[str, Any] = {
    "id": "mandatory_sessions",
    "rule": "mandatory_sessions",
    "enforcement": {"mode": "hard"},
}

Data = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Tight:
    """A rule at its limit: what ``loose`` asks can be had, one unit more cannot.

    Attributes
    ----------
    rule
        The rule under test; it is hard.
    text
        What can be had and what not.
    sessions
        The sessions of the tiny instance that are kept.
    given
        Changes to the tiny instance, for both.
    loose, tight
        Parameters of the rule; where ``tight`` is empty they stay.
    tighter
        Changes to the data that make it one unit tighter.
    """

    rule: str
    text: str
    sessions: tuple[str, ...]
    given: Data = field(default_factory=dict)
    loose: Data = field(default_factory=dict)
    tight: Data = field(default_factory=dict)
    tighter: Data = field(default_factory=dict)

    def loose_instance(self) -> Instance:
        """Return the instance at the limit."""
        return self._instance(self.given, self.loose, Mode.HARD)

    def tight_instance(self) -> Instance:
        """Return the instance one unit past it."""
        return self._past_it(Mode.HARD)

    def free_instance(self) -> Instance:
        """Return the instance one unit past it, with the rule off."""
        return self._past_it(Mode.OFF)

    def _past_it(self, mode: Mode) -> Instance:
        return self._instance(merged(self.given, self.tighter), {**self.loose, **self.tight}, mode)

    def _instance(self, given: Data, parameters: Data, mode: Mode) -> Instance:
        data: dict[str, Any] = merged(BASE, given)
        data["sessions"] = [session for session in data["sessions"] if session["id"] in self.sessions]
        entry = {"id": self.rule, "rule": self.rule, "enforcement": {"mode": mode}, "parameters": parameters}
        others = merged([MANDATORY], data["policy"].get("rules", []))
        rules = [*(other for other in others if other["id"] != self.rule), entry]
        data["policy"] = {"defaults": "standard", "rules": rules}
        return Instance.model_validate_json(json.dumps(data))


def at_the_limit(case: Tight) -> None:
    """Find a plan at the limit that the checker accepts."""
    _planned(case.loose_instance(), case.text)


def with_the_rule_off(case: Tight) -> None:
    """Find a plan one unit past it, the rule being off."""
    _planned(case.free_instance(), case.text)


def one_unit_further(case: Tight) -> None:
    """Find that there is no plan one unit past it, confirmed, and nothing to blame but the rule."""
    result = solved(case.tight_instance())
    assert result.status is Status.INFEASIBLE, f"{case.text}: {result.status}"
    assert len(result.confirmations) == 2, f"{case.text}: {result.confirmations}"
    named = [case.rule in (c.rule, *dict(c.struck_out)) for c in result.conflicts]
    assert named, case.text
    assert all(named), f"{case.text}: {result.conflicts}"


def _planned(instance: Instance, text: str) -> None:
    result = solved(instance)
    assert result.plan is not None, f"{text}: {result.status} {result.conflicts}"
    report = check_plan(instance, result.plan)
    assert report.accepted, f"{text}: {report.broken}"


def solved(instance: Instance) -> Result:
    """Solve within limits that are the same everywhere."""
    return edusched.solve(instance, time_limit_seconds=20, workers=1, deterministic=True)


def on(session: str, *periods: str, days: tuple[str, ...] = (), **more: Any) -> dict[str, Any]:
    """Return a session held in a room that may start in these periods, on these days (none given: any)."""
    dates = [{"first_day": day, "last_day": day} for day in days] or [{}]
    starts = [{**date, "periods": list(periods)} if periods else date for date in dates]
    return {"id": session, "deliveries": ["in_person"], "starts": starts, **more}


def sessions(*changes: Data) -> dict[str, Any]:
    """Return the instance's sessions with changes, in a plan of one Monday."""
    return {"calendar": {"last_day": MONDAY}, "sessions": list(changes)}


MONDAY, TUESDAY, THURSDAY, FRIDAY = "2026-09-07", "2026-09-08", "2026-09-10", "2026-09-11"

ONLY_LI = {"courses": [{"id": "theory", "staff": [{"role": "lecturer", "competences": {"theory": 3}}]}]}
"""Only Li holds theory at grade 3."""

UNI: dict[str, Any] = {"id": "uni", "kind": "university", "region": "county"}
