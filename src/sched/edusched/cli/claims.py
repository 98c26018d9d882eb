"""What a plan's certificate claims, held against what the checker finds."""

import hashlib
from dataclasses import dataclass
from typing import Any

from edusched.checking.checker import CheckReport
from edusched.domain.instance import Instance
from edusched.domain.plan import Plan
from edusched.domain.policy import Objective
from edusched.domain.result import Certificate, Status
from edusched.report.words import Words


@dataclass(frozen=True, slots=True)
class Claims:
    """How a certificate fares.

    Attributes
    ----------
    given
        The plan has a certificate.
    same_instance
        It was made for exactly this instance.
    differences
        Levels whose value is not the claimed one: (level, claimed, found).
    contradictions
        What the certificate says that cannot be true of any plan, in words.
    """

    given: bool
    same_instance: bool = True
    differences: tuple[tuple[Objective, int, int], ...] = ()
    contradictions: tuple[str, ...] = ()

    @property
    def hold(self) -> bool:
        """Tell whether the plan is as good as it claims to be."""
        return not self.differences and not self.contradictions

    def lines(self, words: Words) -> list[str]:
        """Return what to tell people."""
        if not self.given:
            return ["none; only the rules were checked"]
        lines = []
        if not self.same_instance:
            lines.append("made for another instance, or for another state of this one")
        for level, claimed, found in self.differences:
            values = f"{words.level(level, claimed)}, found {words.level(level, found)}"
            lines.append(f"FALSE: {level.value} claimed {values}")
        lines += [f"FALSE: {line}" for line in self.contradictions]
        return lines or ["agrees; its bounds are the solver's word and were not checked"]

    def data(self) -> dict[str, Any]:
        """Return the same as plain data."""
        return {
            "given": self.given,
            "same_instance": self.same_instance,
            "holds": self.hold,
            "differences": [
                {"level": level.value, "claimed": claimed, "found": found}
                for level, claimed, found in self.differences
            ],
            "contradictions": list(self.contradictions),
        }


def compare(instance: Instance, plan: Plan, report: CheckReport) -> Claims:
    """Hold a plan's certificate against the checker's report.

    A level that one side does not name counts as zero there: under ``--strict`` obligations are no level.
    """
    certificate = plan.certificate
    if certificate is None:
        return Claims(given=False)
    claimed = {score.level: score.value for score in certificate.levels}
    found = dict(report.score)
    differences = tuple(
        (level, claimed.get(level, 0), found.get(level, 0))
        for level in Objective
        if claimed.get(level, 0) != found.get(level, 0)
    )
    same = certificate.instance_hash == hash_of(instance)
    return Claims(True, same, differences, tuple(_contradictions(certificate)))


def hash_of(instance: Instance) -> str:
    """Return the SHA-256 a certificate names its instance by.

    The solver's own function lives behind the solver; a test holds the two together.
    """
    return hashlib.sha256(instance.model_dump_json().encode()).hexdigest()


def _contradictions(certificate: Certificate) -> list[str]:
    above = [s.level.value for s in certificate.levels if s.bound > s.value]
    open_levels = [s.level.value for s in certificate.levels if s.bound != s.value]
    lines = [f"the bound of {level} lies above its value" for level in above]
    if certificate.status is Status.OPTIMAL and open_levels:
        lines.append(f"optimal, though value and bound differ at {', '.join(open_levels)}")
    if certificate.status not in (Status.OPTIMAL, Status.FEASIBLE, Status.INTERRUPTED):
        lines.append(f"a plan cannot be {certificate.status.value}")
    return lines
