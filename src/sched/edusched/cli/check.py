"""``sched check``: whether a plan keeps the rules, and is what its certificate says."""

from typing import TYPE_CHECKING

import click

from edusched.cli.settings import config_option, setting
from edusched.cli.terminal import Terminal

if TYPE_CHECKING:
    from edusched.checking.checker import CheckReport
    from edusched.cli.claims import Claims
    from edusched.domain.instance import Instance
    from edusched.report.words import Words

BROKEN = 7


@click.command()
@click.argument("instance", metavar="INSTANCE")
@click.argument("plan", metavar="PLAN")
@setting("--strict", is_flag=True, help="Every obligation must be met.")
@setting(
    "--format", "style", type=click.Choice(["text", "json"]), default="text", help="Answer as text or JSON."
)
@config_option
@click.pass_obj
def check(terminal: Terminal, /, instance: str, plan: str, strict: bool, style: str) -> int:
    """Check PLAN against INSTANCE, rule by rule, without a solver."""
    from edusched import api
    from edusched.cli.claims import compare
    from edusched.formats.files import save_json
    from edusched.report.blocks import text_of
    from edusched.report.compliance import compliance_blocks
    from edusched.report.words import Words

    if instance == plan == "-":
        raise click.UsageError("INSTANCE and PLAN cannot both be standard input")
    question = api.load(instance)
    answer = api.read_plan(plan, question)
    report = api.check(question, answer, strict=strict)
    claims = compare(question, answer, report)
    if style == "json":
        save_json(_data(question, report, claims), "-")
    else:
        words = Words(question, strict=strict)
        lines = _lines(report, claims, words)
        lines += text_of(compliance_blocks(question, report, words)).splitlines()
        terminal.print("\n".join(lines))
    return 0 if report.accepted and claims.hold else BROKEN


def _lines(report: "CheckReport", claims: "Claims", words: "Words") -> list[str]:
    lines = []
    if report.accepted:
        lines.append("accepted: every hard rule holds")
    else:
        rules = len({v.rule for v in report.broken})
        lines.append(f"NOT accepted: {len(report.broken):,} violations of {rules:,} hard rules")
        lines += [f"  {words.violation(v)}" for v in report.broken]
    lines += [f"certificate: {line}" for line in claims.lines(words)]
    if report.unmet:
        lines.append(f"unmet obligations: {len(report.unmet):,}")
        lines += [f"  {words.violation(v)}" for v in report.unmet]
    lines.append("score:")
    lines += [f"  {level.value}: {words.level(level, value)}" for level, value in report.score]
    return lines


def _data(question: "Instance", report: "CheckReport", claims: "Claims") -> dict[str, object]:
    from edusched.report.compliance import compliance_data
    from edusched.report.data import violations_data

    return {
        "kind": "check",
        "accepted": report.accepted,
        "broken": violations_data(report.broken),
        "unmet": violations_data(report.unmet),
        "score": [{"level": level.value, "value": value} for level, value in report.score],
        "compliance": compliance_data(question, report),
        "certificate": claims.data(),
    }
