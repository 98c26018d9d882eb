"""What a solve says at its end, and its exit code."""

from collections.abc import Sequence
from typing import Any

from edusched.cli.progress import Display
from edusched.cli.signals import StopRequest
from edusched.cli.terminal import Terminal
from edusched.domain.result import Result, Status
from edusched.report.data import conflicts_data, levels_data, violations_data
from edusched.report.summary import STATUS_WORDS, level_lines
from edusched.report.words import Words, plain

MAX_SHOWN = 20

EXIT_CODES = {
    Status.OPTIMAL: 0,
    Status.FEASIBLE: 0,
    Status.INFEASIBLE: 3,
    Status.UNKNOWN: 4,
    Status.INVALID: 5,
}


def exit_code(result: Result, stop: StopRequest) -> int:
    """Return the exit code of a run: that of the signal if there was one, else that of the status."""
    return stop.exit_code if stop.asked else EXIT_CODES.get(result.status, stop.exit_code)


def tell_overdue(terminal: Terminal, display: Display) -> None:
    """Tell that the solver had to be left behind."""
    lost = "its best plan is lost" if display.has_plan else "it had found no plan"
    code = terminal.stop.exit_code
    terminal.fail(
        "overdue", f"interrupted: the solver did not stop in time; {lost}", exit_code=code, plan=None
    )


def tell_outcome(terminal: Terminal, result: Result, words: Words, report: str | None, code: int) -> None:
    """Tell how the run ended, what is owed still, what does not run, and where the plan is."""
    lines = [f"{_status(result)} ({result.solve_seconds:.1f} s)"]
    lines += level_lines(words, result.levels)
    lines += [f"how: {plain(step)}" for step in result.strategy]
    lines += _shortages(result)
    lines += _conflicts(result, words)
    lines += _unmet(result, words)
    lines += _not_run(result, words)
    lines += _where(terminal, result, report)
    # Whoever asked for quiet still wants to know why there is no plan, or that it is not the best one.
    tell = terminal.note if code == 0 else terminal.say
    tell("finished", "\n".join(lines), **_data(terminal, result, report, code))


def _status(result: Result) -> str:
    if result.plan is None and result.status is Status.INTERRUPTED:
        return "interrupted before a plan was found"
    certificate = result.plan.certificate if result.plan else None
    return STATUS_WORDS[result.status] + ("; checked" if certificate and certificate.checked else "")


def _conflicts(result: Result, words: Words) -> list[str]:
    lines = []
    ways = "; ".join(map(plain, result.confirmations))
    if result.status is Status.INFEASIBLE:
        lines.append(f"confirmed: {ways}")
    elif result.confirmations:
        lines.append(f"the solver says infeasible; confirmed in one way of two: {ways}; give it more time")
    elif result.conflicts:
        lines.append("the solver says infeasible, but a second look could not confirm it")
    if result.conflicts:
        lines.append("what stands in the way, the cheapest demands to give up:")
        lines += _shortened([words.conflict(c) for c in result.conflicts])
    return lines


def _shortages(result: Result) -> list[str]:
    certificate = result.plan.certificate if result.plan else None
    if certificate is None or not certificate.shortages:
        return []
    return ["not enough, whatever the plan:", *_shortened([plain(text) for text in certificate.shortages])]


def _unmet(result: Result, words: Words) -> list[str]:
    if not result.unmet:
        return []
    ranked = sorted(result.unmet, key=lambda v: (-v.amount, v.rule, v.subject))
    return [f"unmet obligations: {len(ranked):,}", *_shortened([words.violation(v) for v in ranked])]


def _not_run(result: Result, words: Words) -> list[str]:
    if result.plan is None or not result.plan.not_run:
        return []
    missing = sorted(result.plan.not_run, key=lambda item: (item.session, item.reason))
    lines = [f"{words.named('session', item.session)}: {plain(item.reason)}" for item in missing]
    return [f"sessions not run: {len(lines):,}", *_shortened(lines)]


def _where(terminal: Terminal, result: Result, report: str | None) -> list[str]:
    if result.plan is None:
        lines = ["no plan was written"]
    elif terminal.kept == "-":
        lines = []
    else:
        lines = [f"plan: {terminal.kept}"]
    return lines + ([f"summary: {report}"] if report else [])


def _shortened(lines: Sequence[str]) -> list[str]:
    rest = len(lines) - MAX_SHOWN
    more = [f"  and {rest:,} more"] if rest > 0 else []
    return [f"  {line}" for line in lines[:MAX_SHOWN]] + more


def _data(terminal: Terminal, result: Result, report: str | None, code: int) -> dict[str, Any]:
    plan = result.plan
    return {
        "exit_code": code,
        "status": result.status.value,
        "seconds": round(result.solve_seconds, 3),
        "levels": levels_data(result.levels),
        "unmet": violations_data(result.unmet),
        "not_run": [] if plan is None else [n.model_dump(mode="json") for n in plan.not_run],
        "conflicts": conflicts_data(result.conflicts),
        "confirmations": list(result.confirmations),
        "strategy": list(result.strategy),
        "plan": terminal.kept,
        "report": report,
    }
